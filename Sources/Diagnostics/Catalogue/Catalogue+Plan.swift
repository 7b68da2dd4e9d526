/// Words on conditions, signals, forms and approvals of plans.
extension Catalogue {
    static let planLanguage: [String: Wording] = conditionMessages.merging(planTaskMessages) { first, _ in first }
        .merging(formMessages) { first, _ in first }.merging(planning) { first, _ in first }

    private static let conditionForms = "needs.import-payments.payments > 0 · today is a working day · and, or, not"

    private static let conditionMessages: [String: Wording] = [
        "condition.empty": Wording(
            zh: "if 后面没有条件。", en: "there is no condition after if", hintZh: "例：\(conditionForms)",
            hintEn: "for example: \(conditionForms)"),
        "condition.unexpected": Wording(
            zh: "条件到此处看不懂：“{text}”。", en: "“{text}” is not understood here", hintZh: "例：\(conditionForms)",
            hintEn: "for example: \(conditionForms)"),
        "condition.ends": Wording(
            zh: "条件不完整，后面还缺内容。", en: "the condition ends too early", hintZh: "例：\(conditionForms)",
            hintEn: "for example: \(conditionForms)"),
        "condition.chain": Wording(
            zh: "一次只能比较两项。", en: "only two things are compared at a time", hintZh: "拆成两个比较，用 and 相连",
            hintEn: "write two comparisons joined by and"),
        "condition.open-quote": Wording(
            zh: "引号没有合上。", en: "this quotation mark is not closed", hintZh: "在文字后补上引号",
            hintEn: "close it after the text"),
        "condition.open-bracket": Wording(
            zh: "括号没有合上。", en: "this bracket is not closed", hintZh: "补上“)”", hintEn: "add “)”"),
        "condition.character": Wording(
            zh: "条件中不能有“{text}”。", en: "a condition has no place for “{text}”",
            hintZh: "比较用半角 == != < <= > >=；不写 ${{ }}", hintEn: "compare with == != < <= > >=; ${{ }} is not used"),
        "condition.deep": Wording(
            zh: "条件的括号或 not 套得太深。", en: "brackets or not are nested too deep", hintZh: "请拆成几个步骤",
            hintEn: "split it over several steps"),
        "condition.no-comparison": Wording(
            zh: "“{text}”处缺少比较。", en: "a comparison is missing at “{text}”", hintZh: "例：\(conditionForms)",
            hintEn: "for example: \(conditionForms)"),
        "condition.one-equals": Wording(
            zh: "比较是否相等要写两个等号。", en: "equality is written with two equals signs", hintZh: "写“==”", hintEn: "write =="),
        "condition.day-kind": Wording(
            zh: "“today is …”后面看不懂“{text}”。", en: "“{text}” is not understood after “today is”",
            hintZh: "可写：a working day · a rest day · monday … sunday",
            hintEn: "forms: a working day · a rest day · monday … sunday"),
        "condition.number": Wording(
            zh: "“{text}”不是数，也不是日期。", en: "“{text}” is neither a number nor a day", hintZh: "例：1000.00 · 2019-11-15",
            hintEn: "for example: 1000.00 · 2019-11-15"),
        "condition.word": Wording(
            zh: "条件中不认识“{text}”。", en: "the word “{text}” is unknown in a condition",
            hintZh: "文字加引号；其他步骤的结果写作 needs.步骤.名称；日期写 today",
            hintEn: "put texts in quotation marks; write what a step gave out as needs.STEP.NAME, the day as today"),
        "condition.output": Wording(
            zh: "“{text}”应为 needs.步骤.名称。", en: "“{text}” must be needs.STEP.NAME",
            hintZh: "例：needs.import-payments.payments", hintEn: "for example: needs.import-payments.payments"),
        "condition.always": Wording(
            zh: "从“{text}”起的比较永远是同一结果。", en: "the comparison at “{text}” always gives the same",
            hintZh: "请与 needs.步骤.名称 或 today 比较", hintEn: "compare with needs.STEP.NAME or today"),
        "condition.today-with": Wording(
            zh: "today 只能与日期比较，不能与“{text}”比较。", en: "today is compared with a day, not with “{text}”",
            hintZh: "例：today >= 2019-11-15", hintEn: "for example: today >= 2019-11-15"),
        "condition.text-order": Wording(
            zh: "文字“{text}”只能比较相等（==）或不等（!=）。", en: "the text “{text}” can only be equal (==) or not (!=)",
            hintZh: "比较大小请写数，不加引号", hintEn: "write numbers without quotation marks"),
        "condition.missing-output": Wording(
            zh: "条件“{condition}”无法判断：步骤 {need} 没有给出“{name}”。",
            en: "the condition “{condition}” cannot be decided: the step {need} gave out no {name}",
            hintZh: "它给出的有：{known}", hintEn: "it gave out: {known}"),
        "condition.not-number": Wording(
            zh: "条件“{condition}”无法判断：“{value}”不是数。",
            en: "the condition “{condition}” cannot be decided: “{value}” is no number"),
        "condition.not-date": Wording(
            zh: "条件“{condition}”无法判断：“{value}”不是日期。",
            en: "the condition “{condition}” cannot be decided: “{value}” is no day"),
        "plan.condition-no-need": Wording(
            zh: "步骤“{step}”的条件用到“{need}”，但没有把它写进 needs。",
            en: "the condition of {step} looks at {need}, which is not among its needs", hintZh: "在 needs 中加上 {need}",
            hintEn: "add {need} to needs"),
        "plan.condition-no-need-near": Wording(
            zh: "步骤“{step}”的条件用到“{need}”，但没有把它写进 needs。",
            en: "the condition of {step} looks at {need}, which is not among its needs", hintZh: "在 needs 中加上 {need}",
            hintEn: "add {need} to needs"),
        "plan.condition-unknown": Wording(
            zh: "步骤“{step}”的条件用到“{need}”，但没有这个步骤。",
            en: "the condition of {step} looks at {need}, which does not exist", hintZh: "可用 needs 中的步骤：{known}",
            hintEn: "its needs: {known}"),
        "plan.condition-unknown-near": Wording(
            zh: "步骤“{step}”的条件用到“{need}”，但没有这个步骤。",
            en: "the condition of {step} looks at {need}, which does not exist", hintZh: "是不是“{near}”？",
            hintEn: "did you mean {near}?"),
        "plan.condition-field": Wording(
            zh: "任务“{need}”没有“{name}”一项。", en: "the task {need} gives out no {name}", hintZh: "可用：{known}",
            hintEn: "it gives out: {known}"),
        "plan.condition-field-near": Wording(
            zh: "任务“{need}”没有“{name}”一项。", en: "the task {need} gives out no {name}", hintZh: "是不是“{near}”？",
            hintEn: "did you mean {near}?"),
    ]

    private static let planTaskMessages: [String: Wording] = [
        "plan.schedule-near": Wording(
            zh: "看不懂时间“{text}”。", en: "the time “{text}” is not understood", hintZh: "是不是“{near}”？",
            hintEn: "did you mean “{near}”?"),
        "plan.deadline-near": Wording(
            zh: "看不懂期限“{text}”。", en: "the deadline “{text}” is not understood", hintZh: "写成“{near}”",
            hintEn: "write “{near}”"),
        "plan.need-comma": Wording(
            zh: "步骤“{step}”的 needs 中，“{need}”被当成一个步骤。", en: "in the needs of {step}, “{need}” counts as one step",
            hintZh: "用半角逗号分开：[甲, 乙]", hintEn: "separate them with ASCII commas: [a, b]"),
        "plan.cron-key": Wording(
            zh: "没有 cron 或 schedule 这一项。", en: "cron and schedule are no keys", hintZh: "写在 at 里：at: cron 0 19 * * 1-5",
            hintEn: "write it under at: “at: cron 0 19 * * 1-5”"),
        "plan.too-many": Wording(
            zh: "步骤“{step}”的时点可能超过 {most} 个。", en: "the step {step} may have more than {most} moments",
            hintZh: "请把 cron 的分、时写少一些", hintEn: "give fewer minutes and hours"),
        "plan.after-need": Wording(
            zh: "步骤“{step}”的时间从“{need}”算起，但没有把它写进 needs。",
            en: "the time of {step} counts from {need}, which is not among its needs",
            hintZh: "在 needs 中加上它；现有：{known}",
            hintEn: "add it to needs; they are: {known}"),
        "plan.after-need-near": Wording(
            zh: "步骤“{step}”的时间从“{need}”算起，但没有把它写进 needs。",
            en: "the time of {step} counts from {need}, which is not among its needs", hintZh: "是不是“{near}”？",
            hintEn: "did you mean {near}?"),
        "plan.unknown-signal": Wording(
            zh: "步骤“{step}”等待的信号“{signal}”没有定义。", en: "the signal {signal}, for which {step} waits, is not defined",
            hintZh: "请写入 signals；现有：{known}", hintEn: "add it to signals; defined: {known}"),
        "plan.unknown-signal-near": Wording(
            zh: "步骤“{step}”等待的信号“{signal}”没有定义。", en: "the signal {signal}, for which {step} waits, is not defined",
            hintZh: "是不是“{near}”？", hintEn: "did you mean {near}?"),
        "plan.unused-signal": Wording(
            zh: "没有步骤等待信号“{signal}”。", en: "no step waits for the signal {signal}",
            hintZh: "在步骤里写 waits-for: {signal}，或删去它", hintEn: "write waits-for: {signal} in a step, or remove it"),
        "plan.incompatible-one": Wording(
            zh: "不相容的岗位至少要有两个。", en: "at least two roles are needed to be incompatible",
            hintZh: "例：incompatible: [[出纳, 会计]]，用 roles 中的标识", hintEn: "for example: incompatible: [[cashier, auditor]]"
        ),
        "plan.incompatible-role": Wording(
            zh: "不相容岗位中的“{role}”没有定义。", en: "the incompatible role {role} is not defined",
            hintZh: "请写入 roles；现有：{known}", hintEn: "add it to roles; defined: {known}"),
        "plan.incompatible-role-near": Wording(
            zh: "不相容岗位中的“{role}”没有定义。", en: "the incompatible role {role} is not defined",
            hintZh: "是不是“{near}”？", hintEn: "did you mean {near}?"),
        "plan.escalate-without-deadline": Wording(
            zh: "写了到期移交（escalate），但没有期限（deadline）。", en: "escalate is given without a deadline",
            hintZh: "加上 deadline，或在每级移交写明 after", hintEn: "add a deadline, or say after which time in each item"),
        "plan.escalate-order": Wording(
            zh: "这一级移交没有写明何时（after）。", en: "this escalation does not say after which time",
            hintZh: "写 after: 2 working days；只有第一级可以不写",
            hintEn: "write after: 2 working days; only the first may go without"),
        "plan.checker-and-approvals": Wording(
            zh: "checker 与 approvals 只能写一种。", en: "either checker or approvals is given, not both",
            hintZh: "把复核岗位写进 approvals 的每一级", hintEn: "name the checker in each tier of approvals"),
        "plan.approvals-here": Wording(zh: "审批分级写在此处。", en: "the approvals are here"),
        "plan.approvals-empty": Wording(
            zh: "approvals 是空的。", en: "approvals is empty", hintZh: "例：- role: section-chief",
            hintEn: "for example: - role: section-chief"),
        "plan.approvals-without-amount": Wording(
            zh: "审批按金额分级，但没有写明按哪个金额。", en: "the approvals have limits, but no amount is named",
            hintZh: "写 amount: 表单中的金额项，或 amount: item",
            hintEn: "write amount: a money field of the form, or amount: item"),
        "plan.approvals-end": Wording(
            zh: "最后一级审批不应有上限，否则更大的金额无人审批。",
            en: "the last tier must have no limit, or nobody approves larger amounts", hintZh: "删去 up-to，或再加一级",
            hintEn: "remove its up-to, or add a tier"),
        "plan.approvals-limit": Wording(
            zh: "只有最后一级审批可以没有上限。", en: "only the last tier may go without a limit", hintZh: "写 up-to: 金额",
            hintEn: "write up-to: an amount"),
        "plan.approvals-order": Wording(
            zh: "上限 {limit} 应大于上一级的 {before}。", en: "the limit {limit} must be above {before}, of the tier before"),
        "plan.approvals-twice": Wording(
            zh: "同一级审批里有岗位写了两次。", en: "a role is named twice in one tier", hintZh: "删去一处", hintEn: "remove one"),
        "plan.up-to": Wording(
            zh: "“{text}”不是大于零的金额。", en: "“{text}” is no amount above zero", hintZh: "例：1000.00（元，不写逗号）",
            hintEn: "for example: 1000.00 (yuan, without commas)"),
        "plan.amount": Wording(
            zh: "“{text}”不是表单中必填的金额项。", en: "“{text}” is no required money field of the form", hintZh: "可用：{known}",
            hintEn: "possible: {known}"),
        "plan.amount-near": Wording(
            zh: "“{text}”不是表单中必填的金额项。", en: "“{text}” is no required money field of the form",
            hintZh: "是不是“{near}”？", hintEn: "did you mean {near}?"),
        "plan.field-type": Wording(
            zh: "没有“{text}”这种填写类型。", en: "there is no type of field {text}", hintZh: "可用：{known}",
            hintEn: "types: {known}"),
        "plan.field-type-near": Wording(
            zh: "没有“{text}”这种填写类型。", en: "there is no type of field {text}", hintZh: "是不是“{near}”？",
            hintEn: "did you mean {near}?"),
        "plan.field-twice": Wording(zh: "表单中“{field}”写了两次。", en: "the form has the field {field} twice"),
        "plan.field-reserved": Wording(
            zh: "“decision”是决定本身的名称，表单不能再用。", en: "“decision” names the decision itself; a field cannot",
            hintZh: "请换一个名称", hintEn: "choose another name"),
        "plan.field-no-choices": Wording(
            zh: "选择项“{field}”没有列出可选的内容。", en: "the choice field {field} has no choices", hintZh: "写 choices: [甲, 乙]",
            hintEn: "write choices: [a, b]"),
        "plan.field-choices": Wording(
            zh: "“{field}”不是选择项，不能列 choices。", en: "the field {field} is no choice and has no choices",
            hintZh: "写 type: choice", hintEn: "write type: choice"),
    ]

    private static let formMessages: [String: Wording] = [
        "form.unknown-field": Wording(
            zh: "表单中没有“{name}”。", en: "the form has no field {name}", hintZh: "可填：{known}", hintEn: "fields: {known}"),
        "form.unknown-field-near": Wording(
            zh: "表单中没有“{name}”一项。", en: "the form has no field {name}", hintZh: "是不是“{near}”？",
            hintEn: "did you mean {near}?"),
        "form.missing": Wording(zh: "“{field}”必须填写。", en: "{field} must be filled in"),
        "form.text": Wording(zh: "“{field}”过长，不得超过 2000 字。", en: "{field} is longer than 2,000 characters"),
        "form.count": Wording(
            zh: "“{field}”应为不小于零的整数，现为“{text}”。", en: "{field} must be a whole number from zero, not “{text}”"),
        "form.money": Wording(
            zh: "“{field}”应为金额，现为“{text}”。", en: "{field} must be an amount, not “{text}”",
            hintZh: "例：1280.50（元，最多两位小数，不写逗号）", hintEn: "for example: 1280.50 (yuan, at most two decimals, no commas)"),
        "form.date": Wording(
            zh: "“{field}”应为日期，现为“{text}”。", en: "{field} must be a day, not “{text}”", hintZh: "例：2019-12-05",
            hintEn: "for example: 2019-12-05"),
        "form.choice": Wording(
            zh: "“{field}”不能选“{text}”。", en: "{field} cannot be “{text}”", hintZh: "可选：{choices}",
            hintEn: "choose one of: {choices}"),
        "form.flag": Wording(
            zh: "“{field}”应为 是 或 否，现为“{text}”。", en: "{field} must be true or false, not “{text}”"),
    ]
}
