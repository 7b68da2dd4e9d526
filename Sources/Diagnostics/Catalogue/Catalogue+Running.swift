extension Catalogue {
    /// Words about a campaign that runs: signals, pauses, posts and delegations, lost history, the journal.
    static let running: [String: Wording] = interventions.merging(peopleMessages) { first, _ in first }
        .merging(moreExplanations) { first, _ in first }

    private static let interventions: [String: Wording] = [
        "signal.unknown": Wording(
            zh: "方案里没有信号“{signal}”。", en: "the plan has no signal {signal}", hintZh: "可用：{known}",
            hintEn: "signals: {known}"),
        "signal.unknown-near": Wording(
            zh: "方案里没有信号“{signal}”。", en: "the plan has no signal {signal}", hintZh: "是不是“{near}”？",
            hintEn: "did you mean {near}?"),
        "signal.no-key": Wording(
            zh: "信号“{signal}”没有给出编号。", en: "the signal {signal} was given without a key",
            hintZh: "用能认出这一件事的编号，例如文件名或日期", hintEn: "use what names this one happening, such as a file name or a date"),
        "signal.key-reused": Wording(
            zh: "信号“{signal}”的编号“{key}”已用于另一内容。",
            en: "the key {key} of the signal {signal} was already given with another content",
            hintZh: "同一件事不必再报；另一件事请换一个编号", hintEn: "one happening is told once; use another key for another"),
        "phase.unknown": Wording(
            zh: "方案里没有阶段“{phase}”。", en: "the plan has no phase {phase}", hintZh: "可用：{known}",
            hintEn: "phases: {known}"),
        "phase.unknown-near": Wording(
            zh: "方案里没有阶段“{phase}”。", en: "the plan has no phase {phase}", hintZh: "是不是“{near}”？",
            hintEn: "did you mean {near}?"),
        "phase.paused": Wording(zh: "阶段“{phase}”已经暂停。", en: "the phase {phase} stands still already"),
        "phase.not-paused": Wording(zh: "阶段“{phase}”没有暂停。", en: "the phase {phase} does not stand still"),
    ]

    private static let peopleMessages: [String: Wording] = [
        "task.no-form": Wording(
            zh: "任务“{task}”没有表单，不能填写字段。", en: "the task {task} has no form to fill in",
            hintZh: "只写决定和说明", hintEn: "give a decision and a note only"),
        "task.assigned": Wording(
            zh: "任务“{task}”由 {assignee} 办理，{person} 不能代办。",
            en: "the task {task} is in the hands of {assignee}, not of {person}",
            hintZh: "请 {assignee} 办理，或由负责人改派", hintEn: "ask {assignee}, or have it reassigned"),
        "task.not-in-post": Wording(
            zh: "任务“{task}”应由“{role}”办理，{person} 不任此职，也没有受委托。",
            en: "the task {task} is for {role}; {person} does not hold that post and acts for nobody who does",
            hintZh: "由任职人办理，或请任职人书面委托", hintEn: "let the holder act, or have them delegate it"),
        "task.signed-already": Wording(
            zh: "{person} 已在任务“{task}”上签过，不能再签。", en: "{person} has signed the task {task} already",
            hintZh: "请另一人签署", hintEn: "let another person sign"),
        "task.incompatible-post": Wording(
            zh: "{person} 已办理过“{other}”的事项，按不相容职务分离的要求不能再办理“{role}”的事项。",
            en: "{person} has acted as {other} and must not act as {role} in the same campaign",
            hintZh: "请另一人办理", hintEn: "let another person act"),
        "delegation.role": Wording(
            zh: "方案里没有职务“{role}”。", en: "the plan has no role {role}", hintZh: "可用：{known}",
            hintEn: "roles: {known}"),
        "delegation.role-near": Wording(
            zh: "方案里没有职务“{role}”。", en: "the plan has no role {role}", hintZh: "是不是“{near}”？",
            hintEn: "did you mean {near}?"),
        "delegation.to-himself": Wording(zh: "{person} 不能委托自己。", en: "{person} cannot delegate to themselves"),
        "delegation.past": Wording(
            zh: "给 {person} 的委托到 {last} 为止，已经过期。",
            en: "the delegation to {person} would end on {last}, which is past"),
        "delegation.unknown": Wording(zh: "没有编号为 {id} 的委托。", en: "there is no delegation {id}"),
        "delegation.revoked": Wording(zh: "委托 {id} 已经撤回。", en: "the delegation {id} is revoked already"),
    ]

    private static let moreExplanations: [String: Wording] = [
        "explain.skipped": Wording(
            zh: "“{step}”{at} 不符合条件“{condition}”，跳过。", en: "{step} at {at} was skipped: {condition} does not hold"),
        "explain.condition-unknown": Wording(
            zh: "“{step}”{at} 的条件“{condition}”无法判断，等待人工决定：{reason}",
            en: "{step} at {at} is held for a person: the condition {condition} cannot be told: {reason}"),
        "explain.paused": Wording(
            zh: "“{step}”{at} 到时阶段正在暂停，恢复后按补做策略处理。",
            en: "{step} came up at {at} while its phase stood still; its policy decides when the phase goes on"),
        "explain.phase-paused": Wording(
            zh: "“{step}”{at} 等待阶段“{phase}”恢复（{person} 暂停：{reason}）。",
            en: "{step} at {at} waits for the phase {phase} to go on ({person} paused it: {reason})"),
        "explain.waiting-signal": Wording(
            zh: "“{step}”{at} 正等待信号“{signal}”。", en: "{step} at {at} waits for the signal {signal}"),
        "explain.held-by": Wording(
            zh: "“{step}”{at} 由 {person} 扣住：{reason}。", en: "{person} holds {step} at {at}: {reason}"),
        "explain.given-up": Wording(
            zh: "“{step}”{at} 由 {person} 取消：{reason}。", en: "{person} cancelled {step} at {at}: {reason}"),
        "explain.gap": Wording(
            zh: "“{step}”{at} 落在恢复备份丢失的一段（{from} 至 {to}），可能已经办过，等待人工核实。",
            en: "{step} at {at} lies in the history lost by a restore ({from} to {to}); it may have run and is held"),
        "explain.acted-for": Wording(
            zh: "　任务“{task}”：{person} 于 {at} 代 {principal}（{role}）办理。",
            en: "  task {task}: {person} acted for {principal} ({role}) at {at}"),
        "explain.may-act-for": Wording(
            zh: "　{person} 可代 {principal}（{role}）办理，{from} 至 {to}：{reason}。",
            en: "  {person} may act for {principal} ({role}) from {from} to {to}: {reason}"),
    ]
}
