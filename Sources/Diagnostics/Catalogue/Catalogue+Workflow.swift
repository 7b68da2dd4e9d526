extension Catalogue {
    static let workflow: [String: Wording] = calendarMessages.merging(planMessages) { first, _ in first }
        .merging(runMessages) { first, _ in first }
        .merging(explanations) { first, _ in first }.merging(planLanguage) { first, _ in first }

    private static let calendarMessages: [String: Wording] = [
        "calendar.header": Wording(
            zh: "日历文件的表头不对。", en: "the calendar file has the wrong header",
            hintZh: "第一行应为 date,is_workday,name 或 date,is_workday,name,source",
            hintEn: "the first line is: date,is_workday,name or date,is_workday,name,source"),
        "calendar.columns": Wording(
            zh: "本行有 {count} 列，应为 {wanted} 列。", en: "this line has {count} columns instead of {wanted}",
            hintZh: "格式：2019-10-01,0,国庆节", hintEn: "write it like 2019-10-01,0,国庆节"),
        "calendar.date": Wording(
            zh: "“{text}”不是日期。", en: "“{text}” is not a date",
            hintZh: "格式：2019-10-01", hintEn: "write it like 2019-10-01"),
        "calendar.flag": Wording(
            zh: "“{text}”应为 0（休息）或 1（上班）。", en: "“{text}” must be 0 (rest) or 1 (work)"),
        "calendar.twice": Wording(zh: "{date} 出现了两次。", en: "{date} is given twice"),
        "calendar.empty": Wording(
            zh: "日历文件没有任何一天。", en: "the calendar file names no day",
            hintZh: "写入法定节假日和调休上班日", hintEn: "list the public holidays and the make-up working days"),
    ]

    private static let planMessages: [String: Wording] = planFileMessages.merging(planStepMessages) { first, _ in first
    }

    private static let planFileMessages: [String: Wording] = [
        "plan.unreadable": Wording(
            zh: "读不到文件 {path}。", en: "the file {path} cannot be read", hintZh: "请检查文件名和读取权限",
            hintEn: "check its name and whether you may read it"),
        "plan.not-utf8": Wording(
            zh: "文件 {path} 不是 UTF-8 编码。", en: "the file {path} is not UTF-8",
            hintZh: "请另存为 UTF-8，例如 iconv -f GB18030 -t UTF-8", hintEn: "save it as UTF-8"),
        "plan.identifier": Wording(
            zh: "“{text}”不能作标识。", en: "“{text}” cannot be an identifier",
            hintZh: "只用小写字母、数字和连字符，不超过 64 个；名称写在 name",
            hintEn: "use a-z, 0-9 and hyphens, at most 64; the title goes into name"),
        "plan.ends-before-start": Wording(
            zh: "结束日 {to} 早于开始日 {from}。", en: "it ends on {to}, before it starts on {from}"),
        "plan.phase-outside": Wording(
            zh: "阶段“{phase}”超出计划的日期（{from} 至 {to}）。",
            en: "the phase {phase} lies outside the plan's days ({from} to {to})"),
        "plan.phase-order": Wording(
            zh: "阶段“{phase}”早于写在它前面的“{previous}”。",
            en: "the phase {phase} comes before {previous}, which is written before it",
            hintZh: "请按日期先后排列各阶段", hintEn: "write the phases in the order of their days"),
        "plan.phase-overlap": Wording(
            zh: "阶段“{phase}”与“{previous}”日期重叠。", en: "the phases {phase} and {previous} overlap"),
        "plan.phase-here": Wording(zh: "“{phase}”在此。", en: "{phase} is here"),
        "plan.phase-ends-on-rest-day": Wording(
            zh: "阶段“{phase}”在休息日 {date} 结束。", en: "the phase {phase} ends on {date}, a rest day",
            hintZh: "如为法定期限，则顺延至 {next}", hintEn: "a legal time limit would run until {next}"),
        "plan.phase-twice": Wording(zh: "阶段标识“{phase}”重复。", en: "two phases have the id {phase}"),
        "plan.step-twice": Wording(zh: "步骤标识“{step}”重复。", en: "two steps have the id {step}"),
        "plan.first-here": Wording(zh: "第一次出现在此。", en: "it is first used here"),
        "plan.calendar-ends": Wording(
            zh: "日历没有 {year} 年的节假日（现有 {first} 至 {last} 年）。",
            en: "the calendar does not know the holidays of {year} (it has {first} to {last})",
            hintZh: "请按国务院办公厅的放假通知补充日历文件", hintEn: "add the year's official holiday notice to the calendar file"),
        "plan.not-running": Wording(
            zh: "这里没有运行方案 {plan}", en: "the plan {plan} has not been run here",
            hintZh: "先用 rehearse 或 serve 运行它，或核对 --out", hintEn: "run it with rehearse or serve first, or check --out"),
        "plan.changed": Wording(
            zh: "计划“{plan}”已按另一版本运行，不能中途改用此文件。", en: "the plan {plan} already runs with another version of this file",
            hintZh: "请用原来的文件继续（摘要 {stored}），或重新开始",
            hintEn: "go on with the original file (hash {stored}), or start afresh"),
    ]

    private static let planStepMessages: [String: Wording] = [
        "plan.no-moment": Wording(
            zh: "步骤“{step}”没有写明何时进行。", en: "the step {step} does not say when it runs",
            hintZh: "写“at: …”，或用“needs: …”跟随另一步骤", hintEn: "give “at: …”, or “needs: …” to follow another step"),
        "plan.schedule": Wording(
            zh: "看不懂时间“{text}”。", en: "the time “{text}” is not understood", hintZh: "可写：{forms}",
            hintEn: "forms: {forms}"),
        "plan.deadline": Wording(
            zh: "看不懂期限“{text}”。", en: "the deadline “{text}” is not understood",
            hintZh: "可写：3 working days · 5 days · 2019-12-10 18:00",
            hintEn: "forms: 3 working days · 5 days · 2019-12-10 18:00"),
        "plan.deadline-past": Wording(
            zh: "步骤“{step}”在 {at} 才开始，晚于期限 {deadline}。",
            en: "the step {step} opens at {at}, after its deadline {deadline}"),
        "plan.deadline-on-rest-day": Wording(
            zh: "步骤“{step}”的期限 {date} 是休息日。", en: "the deadline {date} of the step {step} is a rest day",
            hintZh: "建议改为 {next}", hintEn: "consider {next}"),
        "plan.duration": Wording(
            zh: "看不懂时长“{text}”。", en: "the duration “{text}” is not understood", hintZh: "可写：90s · 5m · 2h · 1d",
            hintEn: "forms: 90s · 5m · 2h · 1d"),
        "plan.attempts": Wording(zh: "尝试次数应为 1 至 100，现为 {count}。", en: "attempts must be 1 to 100, not {count}"),
        "plan.retry-max": Wording(zh: "最长等待 max 短于首次等待 wait。", en: "max is shorter than wait"),
        "plan.catch-up": Wording(
            zh: "没有“{text}”这种补做方式。", en: "there is no catch-up policy {text}", hintZh: "可用：{known}",
            hintEn: "known policies: {known}"),
        "plan.catch-up-near": Wording(
            zh: "没有“{text}”这种补做方式。", en: "there is no catch-up policy {text}", hintZh: "是不是“{near}”？",
            hintEn: "did you mean {near}?"),
        "plan.task-uses": Wording(
            zh: "一个步骤不能既由程序做（uses）又由人做（task）。", en: "a step cannot both use a handler and be a task for people",
            hintZh: "请拆成两个步骤，用 needs 相连", hintEn: "make two steps and join them with needs"),
        "plan.task-here": Wording(zh: "人工任务写在此处。", en: "the task is here"),
        "plan.unknown-need": Wording(
            zh: "步骤“{step}”需要“{need}”，但没有这个步骤。", en: "the step {step} needs {need}, which does not exist",
            hintZh: "现有步骤：{known}", hintEn: "steps: {known}"),
        "plan.unknown-need-near": Wording(
            zh: "步骤“{step}”需要“{need}”，但没有这个步骤。", en: "the step {step} needs {need}, which does not exist",
            hintZh: "是不是“{near}”？", hintEn: "did you mean {near}?"),
        "plan.need-later": Wording(
            zh: "步骤“{step}”第一次在 {at}，它需要的“{need}”却要到 {needed} 才有。",
            en: "the step {step} first runs at {at}, but {need}, which it needs, not before {needed}",
            hintZh: "请把它移到 {needed} 之后", hintEn: "move it after {needed}"),
        "plan.cycle": Wording(
            zh: "步骤互相等待：{circle}。", en: "the steps wait for each other: {circle}",
            hintZh: "从其中一步的 needs 里去掉另一步", hintEn: "take one of them out of another's needs"),
        "plan.unknown-role": Wording(
            zh: "步骤“{step}”的角色“{role}”没有定义。", en: "the role {role} of the step {step} is not defined",
            hintZh: "请写入 roles；现有：{known}", hintEn: "add it to roles; defined: {known}"),
        "plan.unknown-role-near": Wording(
            zh: "步骤“{step}”的角色“{role}”没有定义。", en: "the role {role} of the step {step} is not defined",
            hintZh: "是不是“{near}”？", hintEn: "did you mean {near}?"),
        "plan.unknown-handler": Wording(
            zh: "程序不会做“{name}”。", en: "there is no handler {name}", hintZh: "可用：{known}",
            hintEn: "handlers: {known}"),
        "plan.unknown-handler-near": Wording(
            zh: "程序不会做“{name}”。", en: "there is no handler {name}", hintZh: "是不是“{near}”？",
            hintEn: "did you mean {near}?"),
        "plan.unknown-list": Wording(
            zh: "没有名为“{name}”的列表可供逐项进行。", en: "there is no list {name} to run for each of",
            hintZh: "可用：{known}", hintEn: "lists: {known}"),
        "plan.unknown-list-near": Wording(
            zh: "没有名为“{name}”的列表可供逐项进行。", en: "there is no list {name} to run for each of",
            hintZh: "是不是“{near}”？", hintEn: "did you mean {near}?"),
        "plan.never": Wording(
            zh: "步骤“{step}”在其日期范围内没有任何一次。", en: "the step {step} never runs within its days",
            hintZh: "请检查 at 和阶段的日期", hintEn: "check at and the days of the phase"),
        "plan.step-outside": Wording(
            zh: "步骤“{step}”的时间 {at} 超出范围（{from} 至 {to}）。",
            en: "the step {step} runs at {at}, outside of {from} to {to}",
            hintZh: "请改时间，或移到相应阶段", hintEn: "change the time, or move the step to the phase of that day"),
    ]

    private static let runMessages: [String: Wording] = [
        "step.unknown": Wording(zh: "没有编号为 {id} 的工作。", en: "there is no work number {id}"),
        "step.not-now": Wording(
            zh: "“{step}”现为“{state}”，不能{event}。", en: "{step} is {state}: {event} is not possible now"),
        "occurrence.unknown": Wording(zh: "没有“{step}”在 {at} 的记录。", en: "there is no record of {step} at {at}"),
        "occurrence.not-now": Wording(
            zh: "“{step}”{at} 现为“{state}”，不能{event}。", en: "{step} at {at} is {state}: {event} is not possible now"),
        "task.unknown": Wording(zh: "没有编号为 {id} 的任务。", en: "there is no task number {id}"),
        "task.not-now": Wording(
            zh: "任务“{task}”现为“{state}”，不能{event}。", en: "the task {task} is {state}: {event} is not possible now"),
        "task.choice": Wording(
            zh: "任务“{task}”不能这样决定：“{decision}”。", en: "the task {task} cannot be decided as “{decision}”",
            hintZh: "可选：{choices}", hintEn: "choose one of: {choices}"),
        "task.same-person": Wording(
            zh: "任务“{task}”由 {person} 经办，不能由同一人复核。", en: "{person} decided the task {task} and cannot also check it",
            hintZh: "请由另一人复核", hintEn: "another person must check it"),
        "task.no-reason": Wording(
            zh: "须写明理由。", en: "a reason is needed", hintZh: "理由将记入日志", hintEn: "it is written into the journal"),
        "outbox.key-reused": Wording(
            zh: "发件键“{key}”已用于另一内容。", en: "the outbox key {key} already stands for another content"),
        "outbox.unknown-key": Wording(zh: "没有发件键“{key}”。", en: "there is no outbox key {key}"),
        "outbox.not-now": Wording(
            zh: "发件“{key}”现为“{state}”，不能{event}。", en: "the delivery {key} is {state}: {event} is not possible now"),
        "journal.broken": Wording(
            zh: "日志第 {sequence} 条（{at}，{kind}，{subject}）与其摘要不符，被改动过。",
            en: "entry {sequence} of the journal ({at}, {kind}, {subject}) does not match its hash: it was changed",
            hintZh: "请停用此数据库，从备份恢复并查明原因", hintEn: "stop using this database, restore a backup, and find out why"),
        "journal.head": Wording(
            zh: "{day} 的日终校验值与日志第 {sequence} 条不符。",
            en: "the head noted for {day} does not match entry {sequence} of the journal",
            hintZh: "请停用此数据库，从备份恢复并查明原因", hintEn: "stop using this database, restore a backup, and find out why"),
        "journal.gap": Wording(
            zh: "日志缺第 {sequence} 条。", en: "entry {sequence} of the journal is missing",
            hintZh: "请停用此数据库，从备份恢复并查明原因", hintEn: "stop using this database, restore a backup, and find out why"),
    ]

    private static let explanations: [String: Wording] = [
        "explain.unknown-step": Wording(
            zh: "计划中没有步骤“{step}”。", en: "the plan has no step {step}", hintZh: "现有步骤：{known}",
            hintEn: "steps: {known}"),
        "explain.unknown-step-near": Wording(
            zh: "计划中没有步骤“{step}”。", en: "the plan has no step {step}", hintZh: "是不是“{near}”？",
            hintEn: "did you mean {near}?"),
        "explain.rest-day": Wording(
            zh: "{date} 是休息日，“{step}”当天没有安排。", en: "{date} is a rest day; {step} is not planned for it"),
        "explain.outside": Wording(
            zh: "{date} 不在“{step}”的日期范围内（{from} 至 {to}）。", en: "{date} lies outside the days of {step} ({from} to {to})"
        ),
        "explain.not-planned": Wording(
            zh: "“{step}”在 {date} 没有安排。", en: "{step} is not planned for {date}"),
        "explain.will-run": Wording(zh: "“{step}”将于 {at} 进行。", en: "{step} will run at {at}"),
        "explain.ran": Wording(
            zh: "“{step}”{at} 按时开始。", en: "{step} was taken up on time at {at}"),
        "explain.late": Wording(
            zh: "“{step}”{at} 到时无人执行，{seen} 补做（策略 run-late）。",
            en: "nobody was there to run {step} at {at}; it was taken up late at {seen} (policy run-late)"),
        "explain.merged": Wording(
            zh: "“{step}”{at} 到时无人执行，已并入 {into} 的一次（策略 merge）。",
            en: "nobody was there to run {step} at {at}; the run of {into} stands for it (policy merge)"),
        "explain.expired": Wording(
            zh: "“{step}”{at} 到时无人执行，作废（策略 expire）。",
            en: "nobody was there to run {step} at {at}; it expired (policy expire)"),
        "explain.expired-need": Wording(
            zh: "“{step}”{at} 作废：它需要的“{need}”已作废。", en: "{step} at {at} expired with {need}, which it needs"),
        "explain.held": Wording(
            zh: "“{step}”{at} 到时无人执行，等待人工决定（策略 hold）。",
            en: "nobody was there to run {step} at {at}; it is held for a person to decide (policy hold)"),
        "explain.released": Wording(
            zh: "“{step}”{at} 由 {person} 放行：{reason}。", en: "{person} released {step} at {at}: {reason}"),
        "explain.waiting": Wording(
            zh: "“{step}”{at} 正等待“{need}”（{state}）。", en: "{step} at {at} waits for {need} ({state})"),
        "explain.running": Wording(
            zh: "“{step}”{at} 进行中：{done}/{total} 项完成。", en: "{step} at {at} is under way: {done} of {total} done"),
        "explain.succeeded": Wording(
            zh: "“{step}”{at} 已完成（{finished}，{total} 项）。", en: "{step} at {at} is done ({finished}, {total} items)"),
        "explain.failed": Wording(
            zh: "“{step}”{at} 未完成：{failed} 项需要人工处理。", en: "{step} at {at} is not done: {failed} items need a person"),
        "explain.cancelled": Wording(zh: "“{step}”{at} 已取消。", en: "{step} at {at} was cancelled"),
        "explain.item": Wording(
            zh: "　{item}：第 {attempt} 次，{state}：{reason}", en: "  {item}: attempt {attempt}, {state}: {reason}"),
        "explain.task": Wording(
            zh: "　任务“{task}”（{role}）：{state}", en: "  task {task} ({role}): {state}"),
    ]
}
