extension Catalogue {
    static let command: [String: Wording] = [
        "command.file-unreadable": Wording(zh: "读不到文件 {file}", en: "cannot read the file {file}"),
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
        "command.out-exists": Wording(
            zh: "{folder} 里已有一次演练的结果", en: "{folder} holds the result of an earlier rehearsal",
            hintZh: "用 --replace 清除重来，用 --resume 从中断处继续，或换一个目录",
            hintEn: "use --replace to start afresh, --resume to go on, or another folder"),
        "command.out-foreign": Wording(
            zh: "{folder} 里有别的文件，不是演练的输出目录", en: "{folder} holds other files and is no rehearsal's folder",
            hintZh: "换一个新目录；本程序不会删除不是它写的文件",
            hintEn: "name a new folder; files that were not made here are never deleted"),
        "command.nothing-to-resume": Wording(
            zh: "{folder} 里没有可以继续的演练", en: "{folder} holds no rehearsal to resume",
            hintZh: "去掉 --resume", hintEn: "leave --resume out"),
        "command.no-decision": Wording(
            zh: "演练没有为“{task}”（{item}）准备决定", en: "the rehearsal has no decision for “{task}” ({item})",
            hintZh: "在 rehearsal.decisions 下按差异种类写上决定",
            hintEn: "add one for the kind of difference under rehearsal.decisions"),
        "command.rehearsal-stuck": Wording(
            zh: "演练没有走完：有步骤等待处理（见上面的消息）",
            en: "the rehearsal did not reach its end: steps wait for a person (see the messages above)",
            hintZh: "排除原因后用 --resume 继续，状态保存在 {folder}",
            hintEn: "remove the cause and go on with --resume; the state is kept in {folder}"),
        "command.date": Wording(
            zh: "{date} 不是日期", en: "{date} is no date", hintZh: "写成 2019-11-01", hintEn: "write 2019-11-01"),
        "command.ages": Wording(
            zh: "ages 要写成两个数：最小和最大年龄", en: "ages are two numbers: the youngest and the oldest",
            hintZh: "例如 [16, 59]", hintEn: "for example [16, 59]"),
        "command.difference-open": Wording(
            zh: "对账差异没有处理：{difference}", en: "a difference is not decided: {difference}",
            hintZh: "先办结对应的待办，再结账", hintEn: "finish its task before closing"),
        "command.receipt-gap": Wording(
            zh: "凭证号不连续：开出 {issued} 张，末号 {last}",
            en: "receipt numbers have a gap: {issued} issued, the last is {last}"),
    ]
}
