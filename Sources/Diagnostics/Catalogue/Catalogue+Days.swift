extension Catalogue {
    /// When villages pay where, and who has an appointment.
    static let days: [String: Wording] = [
        "days.place": Wording(
            zh: "没有编号为 {place} 的缴费场所。", en: "there is no place {place}",
            hintZh: "编号见 days places；新场所先登记到场所表。", hintEn: "see `days places`"),
        "days.place-twice": Wording(
            zh: "场所编号 {place} 出现了两次。", en: "the place {place} is there twice",
            hintZh: "每个场所一行，编号不能重复。", hintEn: "one row a place"),
        "days.cell": Wording(
            zh: "第 {place} 行：{column}“{text}”不对。", en: "row {place}: “{text}” does not fit {column}",
            hintZh: "人数、柜台数写整数，时间写 08:30-11:30，比例写 0 到 100，年龄 50 以上；至少开放上午或下午。",
            hintEn: "whole numbers, times as 08:30-11:30, per cent 0 to 100, open at least in one half of the day"),
        "days.serves": Wording(
            zh: "第 {place} 行：服务范围里的 {code} 不是镇街或村居代码。", en: "row {place}: {code} is no town or village",
            hintZh: "写 9 位镇街代码或 12 位村居代码，多个用顿号隔开。", hintEn: "codes of towns or villages, with 、 between"),
        "days.no-places": Wording(
            zh: "还没有登记缴费场所表。", en: "there is no table of places yet",
            hintZh: "用 days places 登记，或在方案 settings.places 写明文件。",
            hintEn: "enter it with `days places`, or name it in the plan under settings.places"),
        "days.no-days": Wording(
            zh: "没有可以安排的工作日。", en: "there is no working day left to use",
            hintZh: "请检查起止日期和保留天数。", hintEn: "look at --from, --to and --reserve"),
        "days.percent": Wording(
            zh: "百分比 {number} 不对。", en: "{number} is no percentage", hintZh: "写 1 到 100。", hintEn: "1 to 100"),
        "days.persons": Wording(
            zh: "人数 {number} 不对。", en: "{number} is no number of persons", hintZh: "写 1 到 100000。",
            hintEn: "1 to 100000"),
        "days.taken": Wording(
            zh: "{village}在 {day} {part}已经有安排（{id} 号）。",
            en: "{village} has session {id} on {day} ({part}) already",
            hintZh: "同一时段一个村居只去一处；先 drop 或 move 原来的。", hintEn: "`days drop` or `days move` it first"),
        "days.unknown": Wording(
            zh: "没有 {id} 号征缴日，或已经撤销。", en: "there is no session {id}, or it was taken back",
            hintZh: "编号见 days list。", hintEn: "see `days list`"),
        "days.reason": Wording(zh: "要写原因。", en: "say why", hintZh: "加 --reason。", hintEn: "add --reason"),
        "days.no-room": Wording(
            zh: "{village}还有 {persons} 人排不下。", en: "there is no room for {persons} persons of {village}",
            hintZh: "增加场所、柜台或开放时间，放宽 --fill、--reserve，或用 days enter 人工安排。",
            hintEn: "more counters or hours, a higher --fill, a lower --reserve, or `days enter` by hand"),
        "days.off": Wording(
            zh: "{id} 号：{village} {day} {part}不在集中征缴期的工作日（{place}）。",
            en: "{id}: {day} ({part}, {village}, {place}) is no working day of the window",
            hintZh: "用 days move 改期。", hintEn: "move it: `days move`"),
        "days.place-gone": Wording(
            zh: "{id} 号：{village} {day} {part}的场所 {place} 已不在场所表。", 
            en: "{id}: {village}'s place {place} of {day} ({part}) is gone",
            hintZh: "用 days move 换场所。", hintEn: "move it: `days move`"),
        "days.closed": Wording(
            zh: "{id} 号：{place} {part}不开放（{village} {day}）。",
            en: "{id}: {place} is closed ({part}) for {village}, {day}",
            hintZh: "用 days move 改时段。", hintEn: "move it: `days move`"),
        "days.not-served": Wording(
            zh: "{id} 号：{place} 的服务范围没有{village}（{day} {part}）。",
            en: "{id}: {place} does not serve {village} ({day}, {part})",
            hintZh: "换场所，或改场所表的服务范围。", hintEn: "move it, or change the table of places"),
        "days.over": Wording(
            zh: "{place} {day} {part}安排了 {load} 人，超过能力 {capacity} 人。",
            en: "{place} has {load} persons on {day} ({part}), more than its {capacity}",
            hintZh: "移走一部分村居，或增加柜台。", hintEn: "move some villages, or add counters"),
        "days.double": Wording(
            zh: "{village}在 {day} {part}同时安排在几处（{ids} 号）。",
            en: "{village} is in several places on {day} ({part}): {ids}",
            hintZh: "撤销多余的。", hintEn: "drop all but one"),
        "days.none": Wording(
            zh: "{village}有 {persons} 人待缴，没有安排征缴日（已排 {planned} 人）。",
            en: "{village} has no day for its {persons} persons ({planned} placed)",
            hintZh: "用 days propose 编排或 days enter 人工安排。", hintEn: "`days propose` or `days enter`"),
        "days.short": Wording(
            zh: "{village}预计 {persons} 人，只安排了 {planned} 人。", en: "{village}: {persons} expected, days for {planned}",
            hintZh: "用 days propose 补排。", hintEn: "`days propose` adds what is missing"),
        "days.town-none": Wording(
            zh: "{town}没有安排征缴日。", en: "{town} has no collection days",
            hintZh: "先用 days propose 编排。", hintEn: "run `days propose` first"),
        "days.for-each": Wording(
            zh: "步骤 {step} 要写 for-each: {list}。", en: "the step {step} needs for-each: {list}",
            hintZh: "请改方案。", hintEn: "correct the plan"),
        "days.undecided": Wording(
            zh: "步骤 {step} 还没有作出决定。", en: "nobody has decided the step {step} yet",
            hintZh: "这一步的 needs 要包括它。", hintEn: "let the step need it"),
        "appointments.has": Wording(
            zh: "{name}已经有预约（{id} 号，{day} {clock}）。", en: "{name} has appointment {id} already, {day} {clock}",
            hintZh: "改期用 appointments move，不来了用 appointments end --fate 取消。",
            hintEn: "`appointments move` or `appointments end --fate cancelled`"),
        "appointments.unknown": Wording(
            zh: "没有 {id} 号预约。", en: "there is no appointment {id}", hintZh: "编号见 appointments list。",
            hintEn: "see `appointments list`"),
        "appointments.ended": Wording(
            zh: "{id} 号预约{fate}。", en: "appointment {id} has ended ({fate})", hintZh: "需要再来的，另行预约。",
            hintEn: "book another"),
        "appointments.early": Wording(
            zh: "{id} 号预约在 {day}，还没有到，不能登记为{fate}。", en: "appointment {id} is on {day}: too early for “{fate}”",
            hintZh: "当天再登记；不来了可以登记取消。", hintEn: "enter it on the day; it may be cancelled before"),
        "appointments.number": Wording(
            zh: "证件号码 {number} 不对。", en: "{number} is no number of a document", hintZh: "请核对证件。", hintEn: "compare"),
        "appointments.name": Wording(
            zh: "清册里没有 {number}。", en: "no roster lists {number}", hintZh: "用 --name 写姓名。", hintEn: "give --name"),
        "appointments.day": Wording(
            zh: "{day} 不能预约：不是征缴期内的工作日，或已经过去。", en: "{day} is over, or no working day of the campaign",
            hintZh: "换一天。", hintEn: "take another day"),
        "appointments.time": Wording(
            zh: "{place} 没有 {clock} 的时段。", en: "{place} has no slot at {clock}",
            hintZh: "可以预约的时间：{known}", hintEn: "slots: {known}"),
        "appointments.full": Wording(
            zh: "{place} {day} {clock} 已约满。", en: "{place} is full on {day} at {clock}",
            hintZh: "当天还有：{free}", hintEn: "free on that day: {free}"),
    ]

    /// The log of seals.
    static let seals: [String: Wording] = [
        "seals.same": Wording(
            zh: "用印不能由 {person} 自己申请、自己批准。", en: "{person} cannot agree to a seal of his own asking",
            hintZh: "--approved-by 写另一个人。", hintEn: "name another person with --approved-by"),
        "seals.undecided": Wording(
            zh: "步骤 {step} 要等 {approval} 审批用印，还没有作出决定。", en: "{step} waits for {approval}, which nobody has decided",
            hintZh: "先办审批；这一步的 needs 要包括它。", hintEn: "decide it first, and let the step need it"),
        "seals.no-seal": Wording(
            zh: "步骤 {step} 不用印，不能写 seal-approval。", en: "{step} draws no seal",
            hintZh: "去掉 seal-approval。", hintEn: "remove seal-approval"),
        "seals.no-step": Wording(
            zh: "步骤 {step} 的 seal-approval 写的 {approval} 不是由人决定一次的步骤。",
            en: "{step}: {approval} is no step that people decide once",
            hintZh: "写一个有 task、没有 for-each 的步骤。", hintEn: "name a step with a task and without for-each"),
        "seals.no-choice": Wording(
            zh: "{approval} 没有“{consent}”这个选项；可以选：{known}。", en: "{approval} has no choice “{consent}”; {known}",
            hintZh: "改 seal-consent。", hintEn: "correct seal-consent"),
    ]

    static let dayReplies: [String: Wording] = [
        "reply.seals": Wording(
            zh: "共 {uses} 次，{count} 枚；未经审批 {open} 次。", en: "{uses} uses, {count} seals; {open} without approval"),
        "reply.seal-entered": Wording(zh: "已登记用印 {id}：{title}。", en: "seal use {id} is entered: {title}"),
        "reply.days-proposed": Wording(
            zh: "编排 {sessions} 个时段、{persons} 人；撤销旧编排 {dropped} 个。",
            en: "{sessions} sessions for {persons} persons; {dropped} earlier ones taken back"),
        "reply.days-entered": Wording(zh: "{village} 已安排在 {day}。", en: "{village} is entered for {day}"),
        "reply.days-dropped": Wording(
            zh: "{id} 号（{village} {day}）已撤销。", en: "session {id} ({village}, {day}) is taken back"),
        "reply.days": Wording(zh: "共 {count} 个时段，{persons} 人。", en: "{count} sessions, {persons} persons"),
        "reply.days-fine": Wording(zh: "征缴日计划没有问题。", en: "the plan of days is in order"),
        "reply.days-notices": Wording(zh: "印了 {count} 份告知，写到 {folder}。", en: "{count} notices in {folder}"),
        "reply.appointment": Wording(
            zh: "{id} 号预约：{day} {clock}，{lane}{priority}。", en: "appointment {id}: {day} {clock}, {lane}{priority}"),
        "reply.appointments-ended": Wording(zh: "{count} 个预约登记为{fate}。", en: "{count} appointments: {fate}"),
        "reply.appointments": Wording(zh: "共 {count} 人。", en: "{count} persons"),
        "reply.appointments-none": Wording(zh: "这个场所不办预约。", en: "this place takes no appointments"),
    ]
}
