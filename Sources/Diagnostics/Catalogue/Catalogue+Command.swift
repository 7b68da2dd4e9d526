extension Catalogue {
    static let command: [String: Wording] = commandMessages.merging(progressMessages) { first, _ in first }
        .merging(madeMessages) { first, _ in first }

    private static let commandMessages: [String: Wording] = [
        "command.file-unreadable": Wording(
            zh: "读不到文件 {file}", en: "cannot read the file {file}",
            hintZh: "核对路径和读取权限", hintEn: "check the path and the right to read it"),
        "command.file-not-utf8": Wording(
            zh: "文件 {file} 不是 UTF-8 文本", en: "the file {file} is not UTF-8 text",
            hintZh: "另存为 UTF-8", hintEn: "save it as UTF-8"),
        "command.no-such-page": Wording(
            zh: "没有第 {page} 页，全文共 {pages} 页", en: "there is no page {page}; the document has {pages}"),
        "command.output-format": Wording(
            zh: "不知道 {file} 要写成什么格式", en: "cannot tell the format of {file}",
            hintZh: "扩展名用 .pdf、.png 或 .frames", hintEn: "end the name with .pdf, .png or .frames"),
        "command.data-folder": Wording(
            zh: "没有数据目录 {folder}", en: "there is no data folder {folder}",
            hintZh: "用 --data 指明各部门报来的文件所在目录", hintEn: "name the folder of the bureaus' files with --data"),
        "command.data-no-folder": Wording(
            zh: "{folder} 是文件，不是数据目录", en: "{folder} is a file and no folder of data",
            hintZh: "用 --data 指明各部门报来的文件所在目录", hintEn: "name the folder of the bureaus' files with --data"),
        "command.out-exists": Wording(
            zh: "{folder} 里已有一次演练的结果", en: "{folder} holds the result of an earlier rehearsal",
            hintZh: "用 --replace 清除重来，用 --resume 从中断处继续，或换一个目录",
            hintEn: "use --replace to start afresh, --resume to go on, or another folder"),
        "command.out-foreign": Wording(
            zh: "{folder} 里有别的文件，不是演练的输出目录", en: "{folder} holds other files and is no rehearsal's folder",
            hintZh: "换一个新目录；本程序不清除不是它建立的目录",
            hintEn: "name a new folder; a folder that was not made here is never cleared"),
        "command.world-failed": Wording(
            zh: "运行失败：{reason}", en: "failed: {reason}",
            hintZh: "检查磁盘空间和目录权限；演练和批量打印排除原因后可用 --resume 继续",
            hintEn: "look at the disk's room and the folder's permissions; "
                + "a rehearsal or a batch then goes on with --resume"),
        "command.out-unwritable": Wording(
            zh: "写不进输出目录 {folder}：{reason}", en: "cannot write into the folder {folder}: {reason}",
            hintZh: "换一个有写入权限、空间足够的目录", hintEn: "name a folder that you may write to and that has room"),
        "command.nothing-to-resume": Wording(
            zh: "{folder} 里没有可以继续的演练", en: "{folder} holds no rehearsal to resume",
            hintZh: "去掉 --resume 从头开始；如果输出目录写错了，请改正 --out",
            hintEn: "leave --resume out to start, or correct --out"),
        "command.no-decision": Wording(
            zh: "rehearsal.decisions 没有写“{kind}”怎么决定（步骤“{step}”）",
            en: "rehearsal.decisions does not say what to decide for {kind} (step {step})",
            hintZh: "加上一行“{kind}: 决定”", hintEn: "add a line “{kind}: decision”"),
        "command.no-checker": Wording(
            zh: "对账差异由一人决定、另一人复核，步骤“{step}”没有写 checker",
            en: "a difference is decided by one person and checked by another, and the step {step} names no checker",
            hintZh: "在 task 下写上 checker: 角色", hintEn: "add “checker: role” under its task"),
        "command.same-person": Wording(
            zh: "演练的经办人和复核人都是“{person}”", en: "maker and checker of the rehearsal are both {person}",
            hintZh: "写两个人", hintEn: "name two persons"),
        "command.rehearsal-stuck": Wording(
            zh: "演练没有走完：有步骤没有办成（见上面的消息）",
            en: "the rehearsal did not reach its end: a step could not be done (see the messages above)",
            hintZh: "排除原因后用 --resume 继续，进度保存在 {folder}",
            hintEn: "remove the cause and go on with --resume; what was done is kept in {folder}"),
        "command.rehearsal-interrupted": Wording(
            zh: "演练中断，做到哪里已记在 {folder}", en: "the rehearsal was interrupted; what was done is kept in {folder}",
            hintZh: "用 --resume 继续", hintEn: "go on with --resume"),
        "command.date": Wording(
            zh: "{date} 不是日期", en: "{date} is no date", hintZh: "写成 2019-11-01", hintEn: "write 2019-11-01"),
        "command.no-database": Wording(
            zh: "{folder} 里没有方案的数据库", en: "there is no campaign's database in {folder}",
            hintZh: "核对 --out，应与 rehearse 或 serve 用的相同",
            hintEn: "check --out: it is the folder given to rehearse or serve"),
        "command.no-head": Wording(
            zh: "到 {date} 为止没有日终校验值", en: "no head of the journal is known up to {date}",
            hintZh: "日志从方案第一次运行时开始", hintEn: "the journal begins when the campaign is first run"),
        "command.mail-address": Wording(
            zh: "“{address}”不是邮件地址", en: "“{address}” is no mail address",
            hintZh: "写成 名称@域名", hintEn: "write name@domain"),
        "command.plan-document": Wording(
            zh: "找不到方案自己的文书模板 {file}", en: "the plan's own document {file} is not there",
            hintZh: "路径从方案所在的目录算起", hintEn: "the path is relative to the plan's folder"),
        "command.ages": Wording(
            zh: "ages 要写成两个数：最小和最大年龄", en: "ages are two numbers: the youngest and the oldest",
            hintZh: "例如 [16, 59]", hintEn: "for example [16, 59]"),
        "command.other-name": Wording(
            zh: "other-name 写的“{text}”不认识", en: "other-name cannot be “{text}”",
            hintZh: "写 settle（照常入账，提示核对）或 hold（核实后再入账）", hintEn: "settle, or hold until it is confirmed"),
        "command.difference-open": Wording(
            zh: "对账差异没有处理：{difference}", en: "a difference is not decided: {difference}",
            hintZh: "先办结对应的待办；没有待办的用 reconcile decide 决定，再结账",
            hintEn: "finish its task, or decide by reconcile decide, before closing"),
        "command.receipt-gap": Wording(
            zh: "凭证号不连续：开出 {issued} 张，末号 {last}",
            en: "receipt numbers have a gap: {issued} issued, the last is {last}"),
    ]

    /// What is said while a campaign runs.
    private static let progressMessages: [String: Wording] = [
        "progress.phase": Wording(zh: "{phase}（{from} 至 {to}）", en: "{phase} ({from} to {to})"),
        "progress.phase-done": Wording(zh: "{phase}完成", en: "{phase}: done"),
        "progress.failed-again": Wording(
            zh: "  ！{date} {step}{item}第 {attempt} 次未成：{reason}，{next} 重试",
            en: "  ! {date} {step}{item}: attempt {attempt} failed: {reason}; next try at {next}"),
        "progress.failed": Wording(
            zh: "  ！{date} {step}{item}第 {attempt} 次未成：{reason}，不再重试",
            en: "  ! {date} {step}{item}: attempt {attempt} failed: {reason}; given up"),
        "progress.rejected": Wording(
            zh: "  ！{date} {step}{item}：输入有误", en: "  ! {date} {step}{item}: the input is wrong"),
        "progress.more": Wording(zh: "  ……另有 {count} 处", en: "  … and {count} more"),
        "progress.storage": Wording(
            zh: "  ！写不进数据库：{reason}，{next} 重试",
            en: "  ! the database cannot be written: {reason}; next try at {next}"),
        "progress.restored": Wording(
            zh: "  ！数据库是恢复的备份，缺 {from} 至 {to} 的经过：{held} 项等待人工核实，{unknown} 件发送情况不明",
            en: "  ! a restored backup: it lacks {from} to {to}; {held} held, {unknown} deliveries unknown"),
        "progress.clock-set": Wording(
            zh: "  ！系统时钟被拨动 {seconds} 秒", en: "  ! the clock was set by {seconds} s"),
        "progress.suspended": Wording(
            zh: "  ！机器休眠了 {seconds} 秒", en: "  ! the machine slept for {seconds} s"),
        "progress.task": Wording(zh: "  待办：{task}", en: "  task: {task}"),
        "progress.sent": Wording(zh: "  已发送 {key}", en: "  sent {key}"),
        "progress.unsent": Wording(zh: "  ！发送 {key}：{reason}", en: "  ! sending {key}: {reason}"),
        "progress.stuck": Wording(
            zh: "  ！{at} {step}：{count} 件没有完成", en: "  ! {at} {step}: {count} not done"),
        "progress.again": Wording(
            zh: "接着上次中断处继续，{count} 件没有办成的重新办理", en: "going on; {count} that could not be done are tried again"),
        "progress.correct": Wording(
            zh: "演练停在这里。改正后用 --resume 从这里继续，或用 --replace 从头再来。",
            en: "the rehearsal stops here; correct the input, then go on with --resume or start afresh with --replace"),
        "progress.nothing-left": Wording(
            zh: "这次演练早已走完，没有要补做的。", en: "this rehearsal had reached its end; there was nothing left to do"),
        "progress.obligations": Wording(zh: "应缴 {count}", en: "obligations {count}"),
        "progress.settled": Wording(zh: "入账 {count}", en: "settled {count}"),
        "progress.voided": Wording(zh: "作废凭证 {count}", en: "receipts made void {count}"),
        "progress.refused": Wording(zh: "拒收文件 {count}", en: "files refused {count}"),
        "progress.receipts": Wording(zh: "凭证 {count}", en: "receipts {count}"),
        "progress.differences": Wording(zh: "差异 {count}", en: "differences {count}"),
        "progress.issue": Wording(zh: "第 {count} 期", en: "issue {count}"),
        "progress.medical": Wording(zh: "回传医疗 {count}", en: "medical {count}"),
        "progress.pension": Wording(zh: "回传养老 {count}", en: "pension {count}"),
        "progress.journal": Wording(zh: "日志 {count} 条", en: "journal entries {count}"),
        "progress.undone": Wording(zh: "已决定未办结 {count}", en: "decided and not done {count}"),
    ]

    /// The table of what a campaign made.
    private static let madeMessages: [String: Wording] = [
        "made.folder": Wording(zh: "目录", en: "folder"),
        "made.content": Wording(zh: "内容", en: "content"),
        "made.files": Wording(zh: "文件", en: "files"),
        "made.pages": Wording(zh: "页", en: "pages"),
        "made.size": Wording(zh: "大小", en: "size"),
        "made.total": Wording(zh: "合计", en: "total"),
        "made.plan": Wording(zh: "实施方案", en: "plan"),
        "made.rosters": Wording(zh: "征收清册", en: "rosters"),
        "made.notices": Wording(zh: "参保缴费邀请", en: "notices"),
        "made.agents": Wording(zh: "协议和承诺书", en: "agreements, pledges"),
        "made.receipts": Wording(zh: "缴费凭证", en: "receipts"),
        "made.reports": Wording(zh: "督导通报", en: "reports"),
        "made.public-notices": Wording(zh: "公示表", en: "public notices"),
        "made.reconciliation": Wording(zh: "对账单", en: "reconciliation"),
        "made.returns": Wording(zh: "回传文件", en: "return files"),
        "made.where": Wording(
            zh: "文书在 {folder}，汇总在 {folder}/summary.json",
            en: "the paper is in {folder}, the figures in {folder}/summary.json"),
    ]
}
