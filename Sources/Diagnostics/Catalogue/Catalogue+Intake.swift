extension Catalogue {
    static let intake: [String: Wording] =
        intakeFiles.merging(intakeVersions) { first, _ in first }

    /// Files as senders write them.
    private static let intakeFiles: [String: Wording] = [
        "levy.sheet.not-read": Wording(
            zh: "{file} 的工作表“{sheet}”不在对照表所列之内，没有读取。",
            en: "the sheet {sheet} of {file} is not among those that the mapping names and was not read"),
        "levy.sheet.hidden": Wording(
            zh: "{file} 的工作表“{sheet}”是隐藏的，没有读取。", en: "the hidden sheet {sheet} of {file} was not read"),
        "levy.sheet.no-table": Wording(
            zh: "{file} 的工作表“{sheet}”里没有名册，没有读取。", en: "the sheet {sheet} of {file} holds no table and was not read"),
        "levy.hidden.sheet": Wording(
            zh: "{file} 的工作表“{sheet}”是隐藏的，里面却有名册。要读取吗？",
            en: "the sheet {sheet} of {file} is hidden but holds a table: shall it be read?",
            hintZh: "请问明送件单位，再用 --hidden read（读取）或 --hidden leave-out（不读）重新办理，或写进对照表的 hidden。",
            hintEn: "ask the sender, then use --hidden read or --hidden leave-out, or write it into the mapping"),
        "levy.hidden.rows": Wording(
            zh: "{file} 中有 {count} 行数据是隐藏的（第一处：第 {place} 行）。要读取吗？",
            en: "{count} rows of data in {file} are hidden (the first is {place}): shall they be read?",
            hintZh: "筛选后保存会隐藏行。请问明送件单位，再用 --hidden read 或 --hidden leave-out 重新办理，或写进对照表的 hidden。",
            hintEn: "a filter hides rows; ask the sender, then use --hidden read or leave-out, or the mapping"),
        "levy.hidden.left-out": Wording(
            zh: "{file} 中有 {count} 行隐藏的数据没有读取（第一处：第 {place} 行）。",
            en: "{count} hidden rows of {file} were not read (the first is {place})"),
        "levy.total.count": Wording(
            zh: "第 {place} 行的合计写明 {stated} 人，实有 {found} 行。",
            en: "the total in row {place} states {stated} persons, there are {found}",
            hintZh: "请向送件单位核对是否漏行或多行。", hintEn: "ask the sender whether rows are missing"),
        "levy.total.sum": Wording(
            zh: "第 {place} 行的合计写明 {stated} 元，各行相加为 {found} 元。",
            en: "the total in row {place} states {stated} yuan, the rows add up to {found}",
            hintZh: "请向送件单位核对。", hintEn: "ask the sender"),
        "levy.mapping.sheet": Wording(
            zh: "{file} 中没有对照表（{sender}）所列的工作表“{sheet}”；现有：{found}。",
            en: "{file} has no sheet {sheet}, which the mapping of {sender} names; it has: {found}",
            hintZh: "送件单位可能改了表名；请用 roster guess 重新识别。", hintEn: "the sender may have renamed it: guess again"),
        "levy.mapping.column": Wording(
            zh: "{file} 中没有对照表（{sender}）所列的列“{column}”；现有：{found}。",
            en: "{file} has no column {column}, which the mapping of {sender} names; it has: {found}",
            hintZh: "送件单位可能改了表样；请用 roster guess 重新识别并确认。",
            hintEn: "the sender may have changed the table: guess again and confirm"),
        "levy.mapping.other-columns": Wording(
            zh: "{file} 中对照表没有提到的列没有读取：{columns}。",
            en: "columns of {file} that the mapping does not name were not read: {columns}"),
        "levy.check.kind": Wording(
            zh: "看不出文件 {file} 是哪一种清册或名单。", en: "nothing tells what kind of list {file} is",
            hintZh: "请用 --kind 写明：medical、pension、special、regions 或 agents。",
            hintEn: "name it with --kind: medical, pension, special, regions or agents"),
        "levy.region.already": Wording(
            zh: "本次征缴已有区划表，{file} 与它不同。", en: "this campaign has its regions already, and {file} differs from them",
            hintZh: "区划的设立、撤并和更名请用 zhengjiao regions 办理。", hintEn: "use zhengjiao regions for changes"),
        "levy.region.none": Wording(
            zh: "本次征缴还没有区划表。", en: "this campaign has no regions yet",
            hintZh: "请先用 --regions 导入区划表，或与清册一起导入。",
            hintEn: "import them with --regions, before the rosters or with them"),
    ]

    /// Versions, corrections, decisions.
    private static let intakeVersions: [String: Wording] = [
        "levy.version.unknown": Wording(
            zh: "{insurance}清册没有第 {number} 版，现有 {last} 版。",
            en: "there is no version {number} of the roster ({insurance}); there are {last}",
            hintZh: "用 zhengjiao roster versions 查看各版。", hintEn: "zhengjiao roster versions lists them"),
        "levy.version.withdrawn": Wording(
            zh: "{file} 已由 {by} 撤回（{reason}）。", en: "{file} was withdrawn by {by} already ({reason})",
            hintZh: "要恢复，请把原文件重新导入一次。", hintEn: "import the same file again to bring it back"),
        "levy.version.not-current": Wording(
            zh: "{file}（第 {number} 版）不是现行版，不能撤回。",
            en: "{file} (version {number}) is not the current one and cannot be withdrawn",
            hintZh: "请从最新的一版开始，逐版撤回。", hintEn: "withdraw from the latest backwards"),
        "levy.version.settled": Wording(
            zh: "{file} 不能撤回：有 {count} 笔缴费挂在它上面，如 {payments}。",
            en: "{file} cannot be withdrawn: {count} payments hang on it, such as {payments}",
            hintZh: "请先办理这些缴费的退费或冲正，或导入新的一版代替。",
            hintEn: "refund or reverse them first, or import another version in its place"),
        "levy.review.none": Wording(
            zh: "{insurance}清册中没有待核实的人员 {id}。", en: "nothing is open about {id} ({insurance})",
            hintZh: "用 zhengjiao roster reviews 查看待核实的人员。", hintEn: "zhengjiao roster reviews lists what is open"),
        "levy.review.verdict": Wording(
            zh: "{name}：没有“{verdict}”可选；清册中的村居是 {villages}。",
            en: "{name}: “{verdict}” fits no row; the villages are {villages}",
            hintZh: "请选计入其中一处，或不计入。", hintEn: "choose one of them, or none"),
        "levy.correction.reason": Wording(
            zh: "更正必须写明理由和依据。", en: "a correction needs its reason and its evidence",
            hintZh: "用 --reason 写理由，用 --evidence 写依据（证明、申请表编号等）。",
            hintEn: "give --reason, and --evidence such as the number of a form"),
        "levy.correction.listed": Wording(
            zh: "{id} 已在清册中，不必增加。", en: "{id} is on the roster already",
            hintZh: "要改动已有的人员，请用 correct。", hintEn: "use correct to change what is there"),
        "levy.correction.not-listed": Wording(
            zh: "{id} 不在清册中，无从更正或删除。", en: "{id} is not on the roster",
            hintZh: "请核对证件号码和险种；要增加人员，请用 add。", hintEn: "check the number and the insurance; add adds a person"),
        "levy.correction.settled": Wording(
            zh: "{id} 已缴费（流水号 {serial}），不能删除或改动金额、村居。",
            en: "{id} has paid (serial {serial}); the amount and the village cannot change",
            hintZh: "请先办理退费，或把更正留到下一年度。", hintEn: "refund first, or leave it to the next year"),
    ]
}
