extension Catalogue {
    /// Employers: their registers, letters and credit cases.
    static let employers: [String: Wording] =
        employerRegisters.merging(employerLetters) { first, _ in first }.merging(creditCases) { first, _ in first }

    private static let employerRegisters: [String: Wording] = [
        "employers.no-name": Wording(
            zh: "第 {place} 行没有单位名称。", en: "row {place} names no employer",
            hintZh: "请送件单位补上名称后整份重报。", hintEn: "ask the sender for the name and import the whole file again"),
        "employers.code-missing": Wording(
            zh: "{name}：没有统一社会信用代码，按名称比对。", en: "{name}: no credit code; matched by its name",
            hintZh: "请送件单位补上代码。", hintEn: "ask the sender for the code"),
        "employers.code-shape": Wording(
            zh: "{name}：统一社会信用代码“{code}”形式不符，按名称比对。",
            en: "{name}: “{code}” does not have the shape of a credit code; matched by its name",
            hintZh: "应为 18 位，不含字母 I、O、S、V、Z。", hintEn: "it has 18 characters and no I, O, S, V or Z"),
        "employers.code-check": Wording(
            zh: "{name}：统一社会信用代码“{code}”校验码不符，按名称比对。",
            en: "{name}: the check character of “{code}” is wrong; matched by its name",
            hintZh: "请对照营业执照改正。", hintEn: "compare it with the business licence"),
        "employers.code-organisation": Wording(
            zh: "{name}：统一社会信用代码“{code}”中的组织机构代码不符，按名称比对。",
            en: "{name}: the organisation's code inside “{code}” is wrong; matched by its name",
            hintZh: "请对照营业执照改正。", hintEn: "compare it with the business licence"),
        "employers.twice": Wording(
            zh: "{name} 在第 {place} 行重复，前一处在第 {first} 行。",
            en: "{name} stands twice: in row {place} and before in row {first}",
            hintZh: "请送件单位合并成一行后整份重报。", hintEn: "ask the sender for one row and import the whole file again"),
        "employers.state": Wording(
            zh: "不认识的登记状态“{text}”。", en: "unknown state of a company: “{text}”",
            hintZh: "应为存续、在业、开业、注销、吊销、迁出等。", hintEn: "it is 存续, 在业, 开业, 注销, 吊销 or 迁出"),
        "employers.tax-state": Wording(
            zh: "不认识的纳税人状态“{text}”。", en: "unknown state of a taxpayer: “{text}”",
            hintZh: "应为正常、非正常、停业、清算或注销。", hintEn: "it is 正常, 非正常, 停业, 清算 or 注销"),
        "employers.month": Wording(
            zh: "“{column}”一列应为年月，此处是“{text}”。", en: "the column {column} holds months, here it is “{text}”",
            hintZh: "写成 202004 或 2020-04。", hintEn: "write months as 202004 or 2020-04"),
        "employers.period": Wording(
            zh: "不认识的所属期“{text}”。", en: "unknown period “{text}”",
            hintZh: "写成 2019 或 2019-11。", hintEn: "write 2019 or 2019-11"),
        "employers.scheme": Wording(
            zh: "不认识的险种“{text}”。", en: "unknown insurance “{text}”",
            hintZh: "应为养老、失业、工伤或医疗。", hintEn: "it is 养老, 失业, 工伤 or 医疗"),
        "employers.arrears": Wording(
            zh: "第 {place} 行：应缴减已缴为 {found} 元，欠费一栏为“{stated}”。",
            en: "row {place}: due less paid is {found} yuan, the column of arrears says “{stated}”",
            hintZh: "欠费应大于零，并等于应缴减已缴。", hintEn: "arrears are above zero, and what is due less what is paid"),
        "employers.regulator": Wording(
            zh: "第 {place} 行应有主管部门，并在行业和信用代码中填写一项。",
            en: "row {place} names a regulator, and either an industry or a credit code",
            hintZh: "请改正对照表。", hintEn: "correct the table"),
        "employers.no-register": Wording(
            zh: "没有 {day} 及以前的“{register}”表。", en: "there is no register “{register}” of {day} or earlier",
            hintZh: "请先用 employers import 导入。", hintEn: "import it by employers import first"),
        "employers.no-match": Wording(
            zh: "还没有比对过。", en: "nothing has been matched yet",
            hintZh: "请先用 employers match 比对。", hintEn: "match by employers match first"),
    ]

    private static let employerLetters: [String: Wording] = [
        "employers.clearing": Wording(
            zh: "同一日要向 {count} 家单位追缴 {year} 年以前的欠费（{names} 等）：不得自行对历史欠费进行集中清缴。",
            en: "arrears of years before {year} would be demanded from {count} employers on one day ({names}, …)",
            hintZh: "请逐户办理（--code，每日一户），或先用 employers order 登记领导批示，再写 --order。",
            hintEn: "demand from one employer a day (--code), or record a leader's order and name it by --order"),
        "employers.order-incomplete": Wording(
            zh: "批示须有文号、批示人、理由，有效期不早于批示日期。",
            en: "an order has a number, a leader and a reason, and ends no earlier than it begins",
            hintZh: "请补齐后重新登记。", hintEn: "complete it and record it again"),
        "employers.order-self": Wording(
            zh: "{person} 既批示又经办：批示人不能是经办人。", en: "{person} cannot be both the leader and the maker",
            hintZh: "请由另一人经办。", hintEn: "another person has to do it"),
        "employers.order-twice": Wording(
            zh: "批示 {number} 已经登记过。", en: "the order {number} was recorded before",
            hintZh: "请核对文号。", hintEn: "check its number"),
        "employers.order-unknown": Wording(
            zh: "没有登记批示 {number}。", en: "there is no order {number}",
            hintZh: "请先用 employers order 登记。", hintEn: "record it by employers order first"),
        "employers.order-invalid": Wording(
            zh: "批示 {number} 自 {from} 至 {until} 有效，文书日期不在其内。",
            en: "the order {number} holds from {from} to {until}, not on the day of the letters",
            hintZh: "请核对日期，或取得新的批示。", hintEn: "check the day, or obtain a new order"),
        "employers.letter-open": Wording(
            zh: "{name} 已有在办的文书 {number}。", en: "{name} has the letter {number}, which is still open",
            hintZh: "请先登记其送达和结果。", hintEn: "record its service and outcome first"),
        "employers.letter-code": Wording(
            zh: "{name} 的统一社会信用代码“{code}”有误，不印发文书。",
            en: "{name} gets no letter: its credit code “{code}” is wrong",
            hintZh: "请对照营业执照改正，重新导入。", hintEn: "correct it by the business licence and import again"),
        "employers.letter-unknown": Wording(
            zh: "{code} 不在“{kind}”的名单中。", en: "{code} is not on the list for “{kind}”",
            hintZh: "请用 employers list 核对。", hintEn: "see employers list"),
        "employers.letter-none": Wording(
            zh: "没有要印发“{kind}”的单位。", en: "nobody is to get a letter “{kind}”",
            hintZh: "名单上的单位都已有在办的文书，或者名单为空。", hintEn: "the list is empty, or all on it have one"),
        "employers.letter-missing": Wording(
            zh: "没有文书 {number}。", en: "there is no letter {number}",
            hintZh: "用 employers letters 查看文号。", hintEn: "see employers letters"),
        "employers.letter-done": Wording(
            zh: "文书 {number} 已经办结（{outcome}）。", en: "the letter {number} is done with ({outcome})",
            hintZh: "不必重复登记。", hintEn: "nothing is left to record"),
        "employers.served-already": Wording(
            zh: "文书 {number} 已于 {day} 送达。", en: "the letter {number} was served on {day}",
            hintZh: "不必重复登记。", hintEn: "nothing is left to record"),
        "employers.served-early": Wording(
            zh: "文书 {number} 是 {day} 的，不能在这之前送达。", en: "the letter {number} is of {day} and cannot be served before",
            hintZh: "请核对送达日期 --on。", hintEn: "check the day of service, --on"),
        "employers.service": Wording(
            zh: "{method}的登记不完整。", en: "the record of this service ({method}) is incomplete",
            hintZh: "直接、委托、邮寄写 --receiver，留置写 --witness，公告写 --note。",
            hintEn: "direct, agent and post need --receiver, left needs --witness, public needs --note"),
        "employers.term": Wording(
            zh: "期限应为一个以上的工作日，此处是 {days}。", en: "a term has one working day at least, here it is {days}",
            hintZh: "请改正期限。", hintEn: "correct it"),
        "employers.base-name": Wording(
            zh: "“{column}”一列没有姓名。", en: "the column {column} names nobody",
            hintZh: "请补上姓名。", hintEn: "give the name"),
    ]

    private static let creditCases: [String: Wording] = [
        "credit.code": Wording(
            zh: "“{code}”不是正确的统一社会信用代码。", en: "“{code}” is no right credit code",
            hintZh: "请对照营业执照填写。", hintEn: "compare it with the business licence"),
        "credit.incomplete": Wording(
            zh: "立案须有单位名称、事实和证明文书。", en: "a case has a name, facts, and a document that proves them",
            hintZh: "请补齐。", hintEn: "complete it"),
        "credit.twice": Wording(
            zh: "{name} 以同一事由已有在办的案件 {case}（{stage}）。", en: "{name} has the case {case} on this ground ({stage})",
            hintZh: "请继续办理该案。", hintEn: "go on with that case"),
        "credit.unknown": Wording(
            zh: "没有信用案件 {case}。", en: "there is no credit case {case}",
            hintZh: "用 employers credit list 查看案号。", hintEn: "see employers credit list"),
        "credit.not-now": Wording(
            zh: "案件 {case} 处于“{stage}”，不能办理“{event}”。",
            en: "the case {case} is at “{stage}”: “{event}” is not possible",
            hintZh: "现在可以办理：{legal}。", hintEn: "possible now: {legal}"),
        "credit.no-document": Wording(
            zh: "“{event}”没有写明文书。", en: "“{event}” names no document",
            hintZh: "请写文号；公布写网址或载体。", hintEn: "give its number, or where it was published"),
        "credit.before": Wording(
            zh: "日期 {day} 早于上一步的 {last}。", en: "{day} is before the last step, {last}",
            hintZh: "请核对日期。", hintEn: "check the day"),
        "credit.same-person": Wording(
            zh: "{person} 立案或告知了案件 {case}，不能决定。", en: "{person} made the case {case} and cannot decide it",
            hintZh: "请由另一人决定。", hintEn: "another person has to decide"),
        "credit.deadline": Wording(
            zh: "告知没有写明陈述的期限。", en: "a notice gives a term for the statement",
            hintZh: "请写 --term 和 --plan。", hintEn: "give --term and --plan"),
        "credit.term": Wording(
            zh: "案件 {case} 的陈述期限为 {deadline}，此日不能登记“{event}”。",
            en: "the term of the case {case} ends on {deadline}: “{event}” is not possible on this day",
            hintZh: "期限内登记陈述，期满之后才能登记逾期未陈述。", hintEn: "a statement comes within the term, silence after it"),
        "credit.measures": Wording(
            zh: "决定列入时须选定惩戒措施，其他步骤不写。", en: "a decision takes measures, and no other step does",
            hintZh: "用 employers credit measures 查看可用的措施。", hintEn: "see employers credit measures"),
        "credit.no-basis": Wording(
            zh: "措施 {code}（{name}）在 {day} 没有依据：{basis} 自 {from} 至 {until} 有效。",
            en: "the measure {code} ({name}) has no basis on {day}: {basis} holds from {from} to {until}",
            hintZh: "没有依据的措施不得采取；有新的依据的，先写进代码表。",
            hintEn: "without a basis it cannot be taken; enter a new basis in the code list first"),
        "credit.measure-unknown": Wording(
            zh: "代码表中没有措施 {code}。", en: "the code list has no measure {code}",
            hintZh: "用 employers credit measures 查看。", hintEn: "see employers credit measures"),
        "employers.table-head": Wording(
            zh: "表头应为{wanted}，此处是：{found}。", en: "the head is {wanted}; here it is {found}",
            hintZh: "请改正表头。", hintEn: "correct the head"),
        "employers.table-row": Wording(
            zh: "第 {place} 行有误：{reason}。", en: "row {place} is wrong: {reason}",
            hintZh: "请改正这一行；各列的写法见 docs/levy/employers.md。",
            hintEn: "correct the row; docs/levy/employers.md says what columns hold"),
        "employers.script-unknown": Wording(
            zh: "话术表里没有 {id}。", en: "there is no script {id}", hintZh: "有：{known}。", hintEn: "there are: {known}"),
        "employers.script-way": Wording(
            zh: "话术 {id} 是{way}用的，不是短信。", en: "the script {id} is for another way ({way}), not for messages",
            hintZh: "请选一条短信话术。", hintEn: "choose one for 短信"),
        "employers.sms-long": Wording(
            zh: "发给{name}的短信有 {count} 字，要分 {needed} 条，超过 {parts} 条。",
            en: "the message to {name} has {count} characters and takes {needed} parts, more than {parts}",
            hintZh: "请缩短话术；一条 70 字，分条时每条 67 字。--parts 放宽条数。",
            hintEn: "shorten the script: 70 characters alone, 67 in each of several; --parts allows more"),
        "employers.follow-up": Wording(
            zh: "再次检查或联系的日期（{day}）没有写，或者不在以后。", en: "the day to look again ({day}) is missing or not later",
            hintZh: "请写一个以后的日期。", hintEn: "give a later day"),
        "employers.opted-out": Wording(
            zh: "{phone} 已表示不再接收短信。", en: "{phone} wants no messages any more",
            hintZh: "请改用电话或上门。", hintEn: "call or visit instead"),
        "employers.phone": Wording(
            zh: "{phone} 不是手机号码。", en: "{phone} is no mobile number", hintZh: "请核对号码。", hintEn: "check the number"),
        "employers.inspection-day": Wording(
            zh: "计划检查的日期 {day} 已经过去。", en: "the day of the inspection ({day}) has passed",
            hintZh: "请写一个以后的日期。", hintEn: "give a later day"),
        "employers.inspection-unknown": Wording(
            zh: "没有检查编号 {id}。", en: "there is no inspection {id}", hintZh: "用 employers inspect list 查看。",
            hintEn: "employers inspect list shows them"),
        "employers.inspection-not-now": Wording(
            zh: "{name}的检查{result}，上一次在 {day}，现在不能登记这一结果。",
            en: "the inspection of {name} stands at {result} since {day} and takes no such result now",
            hintZh: "已结束的检查另立一件；日期不早于上一次。", hintEn: "plan another one; days go forward"),
        "employers.inspectors": Wording(
            zh: "检查要两个人。", en: "an inspection takes two persons", hintZh: "--inspector 写两次。",
            hintEn: "give --inspector twice"),
        "employers.evidence": Wording(
            zh: "没有写证据。", en: "no evidence is named", hintZh: "写明查看、复制了什么：工资表、考勤表、劳动合同等。",
            hintEn: "say what was seen and copied: pay-rolls, time sheets, contracts"),
        "employers.head-count": Wording(
            zh: "用工 {employees} 人、参保 {insured} 人不合理。",
            en: "{employees} persons with {insured} of them insured cannot be",
            hintZh: "参保人数不能多于用工人数。", hintEn: "the insured are among those who work there"),
        "credit.list-head": Wording(
            zh: "措施代码表的表头应为代码、措施、依据、起、止，此处是：{found}。",
            en: "the head of the code list is 代码, 措施, 依据, 起, 止; here it is {found}",
            hintZh: "请改正表头。", hintEn: "correct the head"),
        "credit.list-row": Wording(
            zh: "措施代码表第 {place} 行不完整，或日期有误。", en: "row {place} of the code list is incomplete, or its dates are wrong",
            hintZh: "代码、措施、依据和起始日都要有，日期写成 2018-11-22。",
            hintEn: "it has a code, a name, a basis and a first day such as 2018-11-22"),
        "credit.list-twice": Wording(
            zh: "措施 {code} 有两行的有效期重叠。", en: "two rows of the measure {code} hold at the same time",
            hintZh: "请改正起止日期。", hintEn: "correct their dates"),
    ]
}
