/// Words on plans that are looked at without being run: time lines, slips, absences.
extension Catalogue {
    static let planning: [String: Wording] = [
        "simulate.opens-on-rest-day": Wording(
            zh: "“{step}”在 {at} 交人办理，当天是休息日。", en: "{step} is given to people at {at}, a rest day",
            hintZh: "在 at 后加“or next working day”（{next}）", hintEn: "add “or next working day” ({next}) to at"),
        "simulate.deadline-past-phase": Wording(
            zh: "“{step}”{at} 的期限是 {deadline}，已在本阶段最后一天（{last}）之后。",
            en: "{step} of {at} is due on {deadline}, after the last day of its phase ({last})",
            hintZh: "请提前开始或缩短期限", hintEn: "open it earlier, or give less time"),
        "simulate.may-start-late": Wording(
            zh: "“{step}”定在 {at}，但它等待的“{need}”可办到 {deadline}：可能推迟。",
            en: "{step} is planned for {at}, but {need}, for which it waits, may take until {deadline}"),
        "simulate.deadlines-together": Wording(
            zh: "{role} 在 {date} 有多项到期：{steps}。", en: "{role} has several deadlines on {date}: {steps}"),
        "simulate.same-moment": Wording(
            zh: "同一时刻 {at} 互不等待的步骤：{steps}。",
            en: "steps of the same moment {at} that do not wait for each other: {steps}"),
        "simulate.unknown-approver": Wording(
            zh: "方案中没有岗位“{name}”。", en: "the plan has no role {name}",
            hintZh: "岗位有：{roles}；要写人的，用 --people 指明人员表",
            hintEn: "roles: {roles}; for a person, name the people file with --people"),
        "simulate.unknown-approver-person": Wording(
            zh: "没有岗位，也没有人叫“{name}”。", en: "neither a role nor a person is called {name}",
            hintZh: "岗位有：{roles}；人员有：{people}", hintEn: "roles: {roles}; people: {people}"),
        "simulate.unknown-phase": Wording(
            zh: "方案中没有阶段“{name}”。", en: "the plan has no phase {name}", hintZh: "现有：{known}",
            hintEn: "phases: {known}"),
        "simulate.unknown-phase-near": Wording(
            zh: "方案中没有阶段“{name}”。", en: "the plan has no phase {name}", hintZh: "是不是“{near}”？",
            hintEn: "did you mean {near}?"),
        "simulate.slip-too-far": Wording(
            zh: "阶段“{name}”移动 {days} 天太多。", en: "{days} days are too many to slip {name} by"),
        "simulate.slip-past-end": Wording(
            zh: "最后一个阶段要到 {last} 才结束，超过方案的结束日 {ends}。",
            en: "the last phase ends on {last}, after the plan's last day {ends}", hintZh: "请推迟 ends，或缩短后面的阶段",
            hintEn: "move ends, or shorten a later phase"),
        "simulate.absent-escalates": Wording(
            zh: "{role}缺人：“{step}”{at} 无人办理，{when} 移交{to}；在此之前等待的有：{blocked}。",
            en: "without {role}, {step} of {at} waits until {when}, when {to} takes over; until then wait: {blocked}"),
        "simulate.absent-stuck": Wording(
            zh: "{role}缺人：“{step}”{at} 无人办理，也没有移交；停在那里的有：{blocked}。",
            en: "without {role}, {step} of {at} is stuck, and nobody takes over; with it stop: {blocked}",
            hintZh: "给任务写 deadline 和 escalate", hintEn: "give the task a deadline and escalate"),
        "simulate.absent-approval-escalates": Wording(
            zh: "{role}缺人：“{step}”{at} 的决定无人复核，若当时即作出决定，{when} 移交{to}；在此之前等待的有：{blocked}。",
            en: """
                without {role}, a decision on {step} of {at}, taken at once, waits until {when}, when {to} takes over \
                its approval; until then wait: {blocked}
                """),
        "simulate.absent-others": Wording(
            zh: "{person}不在时，{role}还有：{others}。", en: "without {person}, {role} is still filled by {others}"),
        "simulate.absent-hands": Wording(
            zh: "{person}不在时，“{step}”{at} 凑不齐{roles}这 {count} 个不同的人；停在那里的有：{blocked}。",
            en: "without {person}, {step} of {at} lacks {count} different people for {roles}; with it stop: {blocked}",
            hintZh: "请授权他人代办，或在人员表里增加人选", hintEn: "delegate to somebody, or give a post to one more person"),
        "simulate.absent-hands-escalates": Wording(
            zh: "{person}不在时，“{step}”{at} 凑不齐{roles}这 {count} 个不同的人，{when} {role}的一份移交{to}；在此之前等待的有：{blocked}。",
            en: """
                without {person}, {step} of {at} lacks {count} different people for {roles} until {when}, when {to} \
                takes over from {role}; until then wait: {blocked}
                """),
        "simulate.absent-unapproved": Wording(
            zh: "{role}缺人：“{step}”{at} 的决定无人复核；停在那里的有：{blocked}。",
            en: "without {role}, decisions on {step} of {at} are not approved; with it stop: {blocked}",
            hintZh: "请由 {role} 授权他人代办", hintEn: "have {role} delegate to somebody"),
        "simulate.absent-some": Wording(
            zh: "{role}缺人：“{step}”{at} 中须其审批的金额无人审批；可能停住的有：{blocked}。",
            en: "without {role}, some amounts of {step} of {at} are not approved; with it may stop: {blocked}",
            hintZh: "请由 {role} 授权他人代办", hintEn: "have {role} delegate to somebody"),
        "simulate.absent-nothing": Wording(
            zh: "这段时间没有要{role}办理或复核的事。", en: "nothing waits for {role} in these days"),
        "simulate.slip-form": Wording(
            zh: "看不懂“{text}”。", en: "“{text}” is not understood", hintZh: "--slip 写成 阶段=天数，如 collection=7",
            hintEn: "write --slip as PHASE=DAYS, for example collection=7"),
        "simulate.items-form": Wording(
            zh: "看不懂“{text}”。", en: "“{text}” is not understood", hintZh: "--items 写成 列表=项数，如 villages=230",
            hintEn: "write --items as LIST=NUMBER, for example villages=230"),
        "simulate.pdf-output": Wording(
            zh: "PDF 要写到文件里。", en: "a PDF is written to a file", hintZh: "加上 -o 进度图.pdf", hintEn: "add -o chart.pdf"),
        "simulate.window": Wording(
            zh: "--from 应在 --to 之前，且都写成 2019-10-28 的样子。", en: "--from comes before --to, both written like 2019-10-28"),
        "difference.title": Wording(
            zh: "“{subject}”的名称：{old} → {new}。", en: "title of {subject}: {old} → {new}"),
        "difference.days": Wording(
            zh: "“{subject}”的起止日期：{old} → {new}。", en: "days of {subject}: {old} → {new}"),
        "difference.roles": Wording(
            zh: "“{subject}”的岗位：{old} → {new}。", en: "roles of {subject}: {old} → {new}"),
        "difference.incompatible": Wording(
            zh: "“{subject}”的不相容岗位：{old} → {new}。", en: "incompatible posts of {subject}: {old} → {new}"),
        "difference.signals": Wording(
            zh: "“{subject}”的信号：{old} → {new}。", en: "signals of {subject}: {old} → {new}"),
        "difference.name": Wording(
            zh: "“{subject}”的名称：{old} → {new}。", en: "name of {subject}: {old} → {new}"),
        "difference.phase": Wording(
            zh: "“{subject}”的所属阶段：{old} → {new}。", en: "phase of {subject}: {old} → {new}"),
        "difference.uses": Wording(
            zh: "“{subject}”的处理程序：{old} → {new}。", en: "handler of {subject}: {old} → {new}"),
        "difference.needs": Wording(
            zh: "“{subject}”的所需步骤：{old} → {new}。", en: "needs of {subject}: {old} → {new}"),
        "difference.for-each": Wording(
            zh: "“{subject}”的逐项列表：{old} → {new}。", en: "list of {subject}: {old} → {new}"),
        "difference.if": Wording(
            zh: "“{subject}”的条件：{old} → {new}。", en: "condition of {subject}: {old} → {new}"),
        "difference.waits-for": Wording(
            zh: "“{subject}”的等待的信号：{old} → {new}。", en: "signals waited for of {subject}: {old} → {new}"),
        "difference.catch-up": Wording(
            zh: "“{subject}”的补做方式：{old} → {new}。", en: "catch-up policy of {subject}: {old} → {new}"),
        "difference.timeout": Wording(
            zh: "“{subject}”的时限：{old} → {new}。", en: "time limit of {subject}: {old} → {new}"),
        "difference.retry": Wording(
            zh: "“{subject}”的重试：{old} → {new}。", en: "retry of {subject}: {old} → {new}"),
        "difference.role": Wording(
            zh: "“{subject}”的经办岗位：{old} → {new}。", en: "role of {subject}: {old} → {new}"),
        "difference.approvals": Wording(
            zh: "“{subject}”的复核审批：{old} → {new}。", en: "approvals of {subject}: {old} → {new}"),
        "difference.deadline": Wording(
            zh: "“{subject}”的期限：{old} → {new}。", en: "deadline of {subject}: {old} → {new}"),
        "difference.escalate": Wording(
            zh: "“{subject}”的移交：{old} → {new}。", en: "escalation of {subject}: {old} → {new}"),
        "difference.choices": Wording(
            zh: "“{subject}”的可选决定：{old} → {new}。", en: "choices of {subject}: {old} → {new}"),
        "difference.form": Wording(
            zh: "“{subject}”的表单：{old} → {new}。", en: "form of {subject}: {old} → {new}"),
        "difference.moments": Wording(
            zh: "“{subject}”的时点：去掉 {old}；新增 {new}。", en: "moments of {subject}: gone {old}; new {new}"),
        "difference.settings": Wording(zh: "settings 有改动。", en: "the settings have changed"),
        "difference.with": Wording(zh: "“{subject}”的参数（with）有改动。", en: "the values (with) of {subject} have changed"),
        "difference.calendar": Wording(
            zh: "工作日历换了版本；受影响的时点用 calendar impact 查看。",
            en: "the working calendar is another version; see calendar impact for the moments it moves"),
        "difference.phase-gone": Wording(zh: "去掉阶段“{phase}”。", en: "the phase {phase} is gone"),
        "difference.phase-added": Wording(zh: "新增阶段“{phase}”（{days}）。", en: "new phase {phase} ({days})"),
        "difference.step-gone": Wording(zh: "去掉步骤“{step}”。", en: "the step {step} is gone"),
        "difference.step-added": Wording(
            zh: "新增步骤“{step}”，首次 {first}，共 {count} 次。", en: "new step {step}: first at {first}, {count} moments"),
        "difference.becomes-task": Wording(zh: "“{subject}”改由人办理。", en: "{subject} is now done by people"),
        "difference.becomes-handler": Wording(zh: "“{subject}”改由程序办理。", en: "{subject} is now done by the program"),
        "migrate.same": Wording(
            zh: "“{plan}”正按这份方案运行，没有改动。", en: "the campaign {plan} already runs by this very plan"),
        "migrate.no-reason": Wording(
            zh: "变更方案须写明何人批准、什么理由。", en: "who approves the change, and why, must be given",
            hintZh: "加上 --by 和 --reason；都记入日志", hintEn: "add --by and --reason; both go into the journal"),
        "migrate.passed": Wording(
            zh: "“{step}”{at} 已经过去，不会再办。", en: "{step} of {at} lies in the past and will not run",
            hintZh: "要补办，请给它一个今后的时点", hintEn: "give it a moment still to come if it must be done"),
        "migrate.running-gone": Wording(
            zh: "不能去掉“{step}”：{at} 的一次还没有办完（{state}）。",
            en: "{step} cannot be removed: that of {at} is not finished ({state})",
            hintZh: "先办完或取消这一次", hintEn: "finish or cancel it first"),
        "migrate.running-changed": Wording(
            zh: "“{step}”{at} 正在办理（{state}），不能改它的处理程序、逐项列表，也不能改由别的方式办理。",
            en: "{step} of {at} is under way ({state}): its handler, list and kind cannot change",
            hintZh: "先办完或取消这一次", hintEn: "finish or cancel it first"),
        "migrate.approve": Wording(
            zh: "以上是改动。批准后才生效：加上 --approve --by 姓名 --reason 理由。",
            en: "these are the changes; they take effect only with --approve --by PERSON --reason TEXT"),
        "migrate.done": Wording(
            zh: "“{plan}”已改按新方案运行（{by}批准）。", en: "{plan} now runs by the new plan (approved by {by})"),
        "shift.same-year": Wording(zh: "方案已经是 {year} 年的。", en: "the plan already is of {year}"),
        "shift.year": Wording(zh: "年份 {year} 不在 1900 至 2999 之间。", en: "the year {year} is not between 1900 and 2999"),
        "shift.day": Wording(zh: "日期 {path}：{old} → {new}", en: "{path}: {old} → {new}"),
        "shift.proposed": Wording(zh: "请核对 {path}：{old} → {new}", en: "please check {path}: {old} → {new}"),
        "shift.written": Wording(
            zh: "已写出 {file}：移动日期 {days} 处，改动年份 {names} 处，请逐一核对。",
            en: "{file} is written: {days} days moved, {names} years proposed; please look them over"),
        "shift.rules-written": Wording(
            zh: "已写出 {file}：移动日期 {days} 处，改动年份 {names} 处；待确认 {count} 处（confirm: true）：{marked}。",
            en: """
                {file} is written: {days} days moved, {names} years proposed; {count} places are to be confirmed \
                (confirm: true): {marked}
                """),
        "shift.rules-kept": Wording(
            zh: "{file} 已经有了，没有改动。", en: "{file} is there already and was left as it is",
            hintZh: "要重新生成，先把它移走，或把新方案写到另一个目录",
            hintEn: "to make it anew, move it away, or write the plan into another folder"),
        "shift.rules-left": Wording(
            zh: "规则文件 {file} 没有改：用 -o 写出方案时，规则文件一同写到它旁边。",
            en: "the rules file {file} was left: with -o it is written beside the plan"),
        "impact.moment": Wording(
            zh: "“{step}”的时点：{old} → {new}。", en: "{step}: {old} → {new}"),
        "impact.deadline": Wording(
            zh: "“{step}”{at} 的期限：{old} → {new}。", en: "deadline of {step} of {at}: {old} → {new}"),
        "impact.day": Wording(
            zh: "{date} {name}：原为{old}，现为{new}。", en: "{date} {name}: was {old}, is now {new}"),
        "impact.none": Wording(zh: "“{plan}”不受影响。", en: "{plan} is not affected"),
        "explain.planned": Wording(
            zh: "“{step}”定于 {at} 办理（{rule}）。", en: "{step} is planned for {at} ({rule})"),
        "explain.moved-here": Wording(
            zh: "　原在 {from}，逢休息日，按规则移到这一天。", en: "  from {from}, a rest day, moved here by its rule"),
        "explain.moved-away": Wording(
            zh: "“{step}”原在 {date}，当天休息，移到 {to}（{rule}）。",
            en: "{step} would be on {date}, a rest day, and is moved to {to} ({rule})"),
        "explain.rule": Wording(zh: "　规则：{rule}", en: "  its rule: {rule}"),
        "explain.nearest": Wording(zh: "　上一次 {before}，下一次 {after}。", en: "  before it {before}, after it {after}"),
        "explain.needs": Wording(zh: "　先要完成“{need}”（{at}）。", en: "  {need} ({at}) must be done first"),
        "explain.signal": Wording(zh: "　等待信号“{signal}”。", en: "  waits for the signal {signal}"),
        "explain.if": Wording(zh: "　条件：{condition}；不成立则跳过。", en: "  only if {condition}; otherwise it is skipped"),
        "plan.two-calendars": Wording(
            zh: "calendar 与 calendars 只能写一种。", en: "either calendar or calendars is given, not both",
            hintZh: "多个日历写在 calendars，全国的在前，本地的在后", hintEn: "list them under calendars, the national one first"),
        "plan.no-calendars": Wording(
            zh: "calendars 是空的。", en: "calendars is empty", hintZh: "至少写一个日历文件", hintEn: "name at least one file"),
    ]
}
