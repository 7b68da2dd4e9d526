extension Catalogue {
    static let intake: [String: Wording] =
        intakeFiles.merging(intakeVersions) { first, _ in first }
        .merging(intakeLists) { first, _ in first }

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
        "levy.mapping.choice": Wording(
            zh: "{path} 不能是“{text}”，可以是：{known}。", en: "{path} cannot be “{text}”; it is one of {known}",
            hintZh: "请改正对照表。", hintEn: "correct the mapping"),
        "levy.mapping.field": Wording(
            zh: "没有“{text}”这个字段；字段有：{known}。", en: "there is no field {text}; the fields are {known}",
            hintZh: "请改正对照表。", hintEn: "correct the mapping"),
        "levy.guess.none": Wording(
            zh: "{file} 里找不到像名册的表。", en: "nothing in {file} looks like a roster",
            hintZh: "名册要有一行列名，其下是人员。", hintEn: "a roster has a row of column names with persons below it"),
        "levy.workbook.unwritten": Wording(
            zh: "工作簿写不出来（{reason}）。", en: "the workbook cannot be written ({reason})",
            hintZh: "请检查内存和磁盘。", hintEn: "check memory and disk"),
        "levy.check.kind": Wording(
            zh: "看不出文件 {file} 是哪一种清册或名单。", en: "nothing tells what kind of list {file} is",
            hintZh: "请用 --kind 写明：medical、pension、special、regions 或 agents。",
            hintEn: "name it with --kind: medical, pension, special, regions or agents"),
        "levy.region.already": Wording(
            zh: "本次征缴已有区划表，{file} 与它不同。", en: "this campaign has its regions already, and {file} differs from them",
            hintZh: "请核对是否拿错了文件；区划变动在下一年度的方案中办理。", hintEn: "check that it is the right file"),
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
        "levy.review.by-hand": Wording(
            zh: "{name}（{id}）没有可用的居民身份号码，不能直接计入。",
            en: "{name} ({id}) has no usable citizen number and cannot be counted by a decision",
            hintZh: "请选不计入，再用 roster correct add 以18位号码登记。",
            hintEn: "decide --none, then enter the person by the 18 digits with roster correct add"),
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

    /// Lists of the special classes, events.
    private static let intakeLists: [String: Wording] = [
        "levy.list.village": Wording(
            zh: "村居代码“{village}”不在区划表中。", en: "the village {village} is not in the table of regions",
            hintZh: "请核对村居代码。", hintEn: "check the village's code"),
        "levy.list.confirmed": Wording(
            zh: "村居 {village} 的“{class}”名单已由部门确认，不能再报。", en: "the list of {village} ({class}) is confirmed already",
            hintZh: "之后的增减由主管部门以新名单办理（lists match --apply）。",
            hintEn: "later changes come with the bureau's own list (lists match --apply)"),
        "levy.list.nothing": Wording(
            zh: "村居 {village} 的“{class}”名单现在不在“{stage}”这一环节。",
            en: "the list of {village} ({class}) does not wait for this stage ({stage})",
            hintZh: "用 zhengjiao lists board 查看名单到了哪一步。", hintEn: "zhengjiao lists board shows where it is"),
        "levy.event.kind": Wording(
            zh: "不认识的变动类型“{text}”；应为：{known}。", en: "unknown event “{text}”; it is one of {known}",
            hintZh: "请改正后重新导入。", hintEn: "correct it and import again"),
        "levy.event.none": Wording(
            zh: "没有编号为 {id} 的待办事件。", en: "no open event has the number {id}",
            hintZh: "用 zhengjiao lists events 查看。", hintEn: "zhengjiao lists events shows them"),
    ]
}
