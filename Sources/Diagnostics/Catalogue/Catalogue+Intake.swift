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
        "levy.mapping.usual": Wording(
            zh: "{file} 的工作表“{sheet}”与对照表不同，按通用的列名读取。",
            en: "the sheet {sheet} of {file} is not as the mapping has it and was read by the usual heads"),
        "levy.mapping.gone": Wording(
            zh: "{file} 没有对照表（{sender}）所列的列：{columns}；不是必需的，照样读取。",
            en: "{file} lacks columns of the mapping of {sender} that nothing needs: {columns}"),
        "levy.column.unread": Wording(
            zh: "{file} 的这些列没有读取：{columns}。", en: "these columns of {file} were not read: {columns}",
            hintZh: "列名写法不同而需要读取的，用 roster guess 做对照表。",
            hintEn: "if one is needed under another name, make a mapping with roster guess"),
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
        "levy.list.class-unknown": Wording(
            zh: "方案的规则里没有“{class}”这一类人员。", en: "the plan's rules know no class “{class}”",
            hintZh: "有：{known}。", hintEn: "there are: {known}"),
        "levy.check.kind": Wording(
            zh: "看不出文件 {file} 是哪一种清册或名单。", en: "nothing tells what kind of list {file} is",
            hintZh: "请用 --kind 写明：医保清册、养老清册、特殊人群名单、区划表或代办员名册；列名特别的，先用 roster guess 识别。",
            hintEn: "name it with --kind: medical, pension, special, regions or agents; or use roster guess first"),
        "levy.region.already": Wording(
            zh: "本次征缴已有区划表，{file} 与它不同。", en: "this campaign has its regions already, and {file} differs from them",
            hintZh: "请核对是否拿错了文件；区划有合并、更名等变动的，用 roster regions 办理。",
            hintEn: "check that it is the right file; changes of regions are made with roster regions"),
        "levy.region.day": Wording(
            zh: "区划变动的生效日期 {day} 晚于今天，或者早于上一次变动（{last}）。",
            en: "the change is to hold from {day}, which lies ahead or before the last change ({last})",
            hintZh: "到生效那天再导入；日期写成 2019-11-15。", hintEn: "import it on that day; write it as 2019-11-15"),
        "levy.region.gone": Wording(
            zh: "新的区划表没有 {name}（{code}），也没有写它并入了哪里。",
            en: "the new table lacks {name} ({code}) and does not say where it went",
            hintZh: "在并入的那一行的“原代码”一列写上 {code}；几个代码之间用顿号。",
            hintEn: "write {code} into the column 原代码 of the place it went into"),
        "levy.region.split": Wording(
            zh: "{name}（{code}）撤销后分到了几处（{successors}），人不知道归哪一处。",
            en: "{name} ({code}) is gone and was divided among several ({successors}): which person belongs where?",
            hintZh: "用 --division 给出分户名单：身份证号码或户主，和新村居代码。",
            hintEn: "say it with --division: a list of numbers or heads of households, with the new village's code"),
        "levy.division.nobody": Wording(
            zh: "分户名单第 {place} 行没有写身份证号码，也没有写户主。",
            en: "row {place} of the division names neither a person nor a head of a household",
            hintZh: "每行写一个人的身份证号码，或者写户主姓名代表全户。",
            hintEn: "give a person's number, or the head of a household for all of it"),
        "levy.division.not-there": Wording(
            zh: "分户名单第 {place} 行：{who} 不在要拆分的村居（{villages}）。",
            en: "row {place} of the division: {who} is not of a village that is divided ({villages})",
            hintZh: "请核对号码、户主姓名和原村居代码。", hintEn: "check the number, the name and the village"),
        "levy.division.target": Wording(
            zh: "分户名单第 {place} 行：{code} 不是{village}拆分后的村居。",
            en: "row {place} of the division: {code} is none of the villages that {village} is divided among",
            hintZh: "可以写：{known}；或者在新区划表那一行的“原代码”补上原村居。",
            hintEn: "one of: {known}; or name the old village in 原代码 of that place"),
        "levy.division.twice": Wording(
            zh: "分户名单第 {place} 行：{name}（{id}）前面已经划到另一个村居。",
            en: "row {place} of the division: {name} ({id}) was sent to another village before",
            hintZh: "一个人只能到一个村居，请删去一行。", hintEn: "leave one of the rows"),
        "levy.division.left": Wording(
            zh: "{village}还有 {count} 人没有写到哪里：{names} 等。",
            en: "{count} persons of {village} are left: {names} …",
            hintZh: "补进分户名单，或用 --rest 写明其余的人到哪个村居。",
            hintEn: "add them to the list, or name the village of the rest with --rest"),
        "levy.region.predecessor": Wording(
            zh: "{name} 的“原代码”{code} 不在现行区划表中。", en: "the 原代码 {code} of {name} is not in the table of today",
            hintZh: "请核对代码。", hintEn: "check the code"),
        "levy.region.reused": Wording(
            zh: "{name} 用了已经撤销的代码 {code}。", en: "{name} has the code {code} of a place that was merged before",
            hintZh: "撤销的代码不再使用，请编一个新代码。", hintEn: "give it a new code"),
        "levy.region.level-changed": Wording(
            zh: "{name}（{code}）的级别与现行区划表不同。", en: "the level of {name} ({code}) is another than before",
            hintZh: "改变级别的，请编一个新代码。", hintEn: "a place of another level needs a new code"),
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
        "levy.correction.stopped": Wording(
            zh: "{name}（{id}）按规则不能参保：{kind}。", en: "{name} ({id}) may not join by the rules: {kind}",
            hintZh: "登记有误的，先用 person unmark 撤回，再加入清册。",
            hintEn: "if what was registered is wrong, take it back with person unmark first"),
        "levy.correction.document": Wording(
            zh: "“{id}”不是居民身份号码；没有居民身份号码的人要写证件类型和出生日期。",
            en: "“{id}” is no citizen number; a person without one needs the kind of the document and the birth date",
            hintZh: "加上 --document 护照 --birth 1980-01-31 --sex 女。",
            hintEn: "add --document 护照 --birth 1980-01-31 --sex 女"),
        "levy.correction.document-kind": Wording(
            zh: "没有“{text}”这种证件类型。", en: "there is no kind of document “{text}”", hintZh: "可用：{known}",
            hintEn: "known kinds: {known}"),
        "levy.correction.sex": Wording(zh: "性别“{text}”要写 男 或 女。", en: "the sex “{text}” must be 男 or 女"),
        "levy.version.fewer": Wording(
            zh: "{file}（{insurance}）只有 {rows} 行，导入后 {lost} 人不再应缴；没有导入。",
            en: "{file} ({insurance}) has only {rows} rows: {lost} persons would owe nothing; it was not imported",
            hintZh: "请核对是不是只有一个镇街的清册，或者拿错了险种；确实减少的，加上 --fewer。",
            hintEn: "is it the roster of one town, or of another insurance? if it is meant, add --fewer"),
        "levy.correction.settled": Wording(
            zh: "{id} 已缴费（流水号 {serial}），不能删除或改动金额、村居。",
            en: "{id} has paid (serial {serial}); the amount and the village cannot change",
            hintZh: "请先办理退费，或把更正留到下一年度。", hintEn: "refund first, or leave it to the next year"),
    ]

    /// Lists of the special classes, events.
    private static let intakeLists: [String: Wording] = [
        "levy.list.day": Wording(
            zh: "{place} {name}：{column}“{text}”看不出是哪一天，或者早于开始的日期；按没有写日期处理。",
            en: "{place} {name}: {column} “{text}” is no day, or is before the first day; it counts as not given",
            hintZh: "日期写成 2019-10-28；长期有效的留空。", hintEn: "write 2019-10-28; leave it empty when there is no end"),
        "levy.list.village": Wording(
            zh: "村居代码“{village}”不在区划表中。", en: "the village {village} is not in the table of regions",
            hintZh: "请核对村居代码。", hintEn: "check the village's code"),
        "levy.list.confirmed": Wording(
            zh: "村居 {village} 的“{class}”名单已由部门确认，不能再报。", en: "the list of {village} ({class}) is confirmed already",
            hintZh: "之后的增减由主管部门以新名单办理（lists match --apply）。",
            hintEn: "later changes come with the bureau's own list (lists match --apply)"),
        "match.candidate": Wording(
            zh: "没有说明{name}是清册上的哪一人；可能是：{candidates}。",
            en: "it is not said who {name} is; it may be {candidates}",
            hintZh: "采用时写明证件号码（任务的 number 一栏，或 --number）；都不是的，选“不采用”。",
            hintEn: "give the number (the task's field number, or --number), or choose 不采用"),
        "match.meaning": Wording(
            zh: "比对的名单“{name}”既不是特殊人群的一类，也不是一种登记。", en: "the list {name} is neither a class nor a mark",
            hintZh: "核对方案 settings: cross-match 的 class 或 mark。", hintEn: "see class or mark in settings: cross-match"),
        "match.lists": Wording(
            zh: "方案没有写要比对的名单。", en: "the plan names no lists to compare",
            hintZh: "在方案的 settings 里写 cross-match，见 docs/levy.md。",
            hintEn: "write settings: cross-match in the plan, see docs/levy.md"),
        "match.class-or-mark": Wording(
            zh: "比对的名单要写 class（特殊人群的类别）或 mark（登记的种类），只写一个。",
            en: "a list to compare has a class or a mark, one of them",
            hintZh: "如 class: 低保，或 mark: 职工医保。", hintEn: "for example class: 低保, or mark: 职工医保"),
        "match.form": Wording(
            zh: "给部门的结果表不能写成“{form}”。", en: "the tables for offices cannot be {form}",
            hintZh: "form 写 xlsx 或 csv。", hintEn: "form is xlsx or csv"),
        "match.office": Wording(
            zh: "方案里没有{office}的名单；有：{known}。", en: "the plan has no list of {office}; it has {known}",
            hintZh: "--office 写方案 settings: cross-match 里的部门名称。", hintEn: "name the office as the plan does"),
        "match.key": Wording(
            zh: "不认识的比对键“{key}”；可以写：{known}。", en: "unknown key “{key}”; it is one of {known}",
            hintZh: "number 和 number-name 二选一，可以再加 name-village。",
            hintEn: "number or number-name, and name-village if wanted"),
        "match.none": Wording(
            zh: "没有待核定的“{subject}”。", en: "nothing called {subject} waits for a decision",
            hintZh: "用 zhengjiao lists found 查看编号；已核定的不再核定。", hintEn: "zhengjiao lists found shows the keys"),
        "match.file": Wording(
            zh: "{office}的{meaning}名单不能比对，其他名单照常比对。", en: "the list {meaning} of {office} cannot be compared",
            hintZh: "按下面的原因请{office}改正后重报。", hintEn: "ask {office} to mend it as said below"),
        "levy.list.fewer": Wording(
            zh: "{file} 会让“{class}”现有的 {members} 人中的 {gone} 人退出；没有更新。",
            en: "{file} would end {gone} of the {members} memberships of {class}; nothing was changed",
            hintZh: "请核对是不是只有一个村居或镇街的名单；确实减少的，加上 --fewer。",
            hintEn: "is it the list of one village or town? if it is meant, add --fewer"),
        "levy.list.grade": Wording(
            zh: "{file}：残疾等级为三、四级的 {count} 人不属于重度残疾人，没有列入：{names}。",
            en: "{file}: {count} persons of grade three or four are not severely disabled and were left out: {names}",
            hintZh: "等级有误的，请残联改正后重报。", hintEn: "if a grade is wrong, the federation corrects it"),
        "levy.name.listed": Wording(
            zh: "{place}：号码 {id} 在清册上是{known}，名单写的是{name}，不是一个姓名；暂按名单列入“{class}”。",
            en: "{place}: the number {id} is {known}'s on the roster, {name}'s on the list; counts as {class} so far",
            hintZh: "请与送名单的部门核对：号码写错的，由部门以改正后的名单办理（lists match --apply，或 lists cross 逐人核定）。",
            hintEn: "ask the sender; the corrected list puts it right (lists match --apply, lists cross)"),
        "levy.name.other": Wording(
            zh: "{place}：号码 {id} 在清册上是{known}，这里写的是{name}，不是一个姓名；没有采用。",
            en: "{place}: the number {id} is {known}'s on the roster, here it is {name}'s; it was not taken",
            hintZh: "请与送件单位核对：号码写错的，改正后重报；确是本人改名的，先用 roster correct 更正清册上的姓名。",
            hintEn: "ask the sender: wrong numbers are corrected there, new names first with roster correct"),
        "levy.list.nothing": Wording(
            zh: "村居 {village} 的“{class}”名单现在不在“{stage}”这一环节。",
            en: "the list of {village} ({class}) does not wait for this stage ({stage})",
            hintZh: "用 zhengjiao lists board 查看名单到了哪一步。", hintEn: "zhengjiao lists board shows where it is"),
        "levy.clash.class": Wording(
            zh: "{name}不在“{class}”的名单上；在：{classes}。", en: "{name} is not of the class {class} but of {classes}",
            hintZh: "保留其中的一类，或者选“按规则”。", hintEn: "keep one of those, or choose 按规则"),
        "levy.event.kind": Wording(
            zh: "不认识的变动类型“{text}”；应为：{known}。", en: "unknown event “{text}”; it is one of {known}",
            hintZh: "请改正后重新导入。", hintEn: "correct it and import again"),
        "levy.event.none": Wording(
            zh: "没有编号为 {id} 的待办事件。", en: "no open event has the number {id}",
            hintZh: "用 zhengjiao lists events 查看。", hintEn: "zhengjiao lists events shows them"),
    ]
}
