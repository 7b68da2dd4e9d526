extension Catalogue {
    /// Rosters on their way to villages, and what comes back from there.
    static let villages: [String: Wording] = copies.merging(survey) { first, _ in first }
        .merging(sources) { first, _ in first }.merging(handover) { first, _ in first }
        .merging(archive) { first, _ in first }

    private static let copies: [String: Wording] = [
        "copies.none": Wording(
            zh: "{village} 还没有印制过清册，不能发放。", en: "{village} has no printed roster yet that could be sent",
            hintZh: "先办印制清册的步骤，或用 copies print。", hintEn: "run the step that prints rosters, or `copies print`"),
        "copies.no-agent": Wording(
            zh: "{village} 没有登记代办员。", en: "{village} has no agent",
            hintZh: "用 --recipient 写明接收人，或先导入代办员名册。", hintEn: "name a --recipient, or import the agents"),
        "copies.sent": Wording(
            zh: "{village} 的{title}已于 {day} 发给 {to}。", en: "{village}: {title} was sent to {to} on {day}",
            hintZh: "补发没有发过的，加 --rest；遗失补发，先用 copies recall 登记遗失。",
            hintEn: "--rest sends what was not sent; of a lost copy enter the loss first (`copies recall`)"),
        "copies.count": Wording(
            zh: "份数 {count} 不对。", en: "{count} is no number of copies", hintZh: "写 1 到 999。", hintEn: "1 to 999"),
        "copies.day": Wording(
            zh: "{village}：{day} 早于 {first}。", en: "{village}: {day} is before {first}",
            hintZh: "清册印制在先，发放在后，签收更后；请核对日期。", hintEn: "printed first, then sent, then signed for"),
        "copies.unknown": Wording(
            zh: "没有 {id} 号发放记录。", en: "no copy has the number {id}",
            hintZh: "编号见 copies list。", hintEn: "see `copies list`"),
        "copies.signed": Wording(
            zh: "{village} 这一份已由 {signer} 于 {day} 签收。", en: "{village}: {signer} signed for this copy on {day}",
            hintZh: "签收记录不能改；确有错误的，另发一份重新签收。", hintEn: "a signature is not changed; send another copy"),
        "copies.check": Wording(
            zh: "{village}：签收的清册校验码是 {said}，发放的{title}是 {check}。",
            en: "{village}: the code on the signed roster is {said}, that of {title} is {check}",
            hintZh: "手里的可能是旧版，或拿错了村居的清册；请换成这一版再签收。",
            hintEn: "it may be an old version or another village's: exchange it before anybody signs"),
        "copies.no-copy": Wording(
            zh: "第 {place} 行：没有给{village}发过校验码为 {check} 的清册。",
            en: "row {place}: no roster with the code {check} was sent to {village}",
            hintZh: "请核对村居代码和校验码。", hintEn: "compare village and code"),
        "copies.recalled": Wording(
            zh: "{village} 这一份已登记为{fate}（{day}）。", en: "{village}: this copy is entered as {fate} on {day}",
            hintZh: "请核对发放编号。", hintEn: "compare the number"),
        "copies.current": Wording(
            zh: "{village} 的{title}是现行版，不收回。", en: "{village}: {title} is the one that counts and stays",
            hintZh: "只有新版发布后旧版才收回；遗失的可以登记遗失。", hintEn: "only old versions come back; a lost one is entered as lost"),
        "copies.witness": Wording(
            zh: "销毁要有监销人，监销人不能是经办人 {person} 自己。", en: "destruction needs a witness other than {person}",
            hintZh: "加 --witness 写另一个人。", hintEn: "name another person with --witness"),
        "copies.no-note": Wording(
            zh: "{village}：遗失要写明经过。", en: "{village}: say how it was lost",
            hintZh: "清册含居民个人信息，遗失须报告；用 --note 写明。", hintEn: "rosters hold personal data: --note says what happened"),
        "copies.town": Wording(
            zh: "没有镇街 {town}。", en: "there is no town {town}", hintZh: "请写 9 位镇街代码。", hintEn: "give its code"),
        "copies.town-none": Wording(
            zh: "镇街 {town} 没有可印的发放记录。", en: "nothing was sent to town {town}",
            hintZh: "先用 copies send 登记发放。", hintEn: "send first: `copies send`"),
        "copies.word": Wording(
            zh: "“{text}”不认识；可以写：{known}。", en: "“{text}” is none of {known}",
            hintZh: "请改正方案中这一步的 with。", hintEn: "correct the step's `with`"),
    ]

    private static let survey: [String: Wording] = [
        "survey.grid-empty": Wording(
            zh: "第 {place} 行没有“{column}”。", en: "row {place}: {column} is empty",
            hintZh: "每个网格要有编号和网格员。", hintEn: "each grid has a code and a worker"),
        "survey.grid-twice": Wording(
            zh: "{village} 有两个网格编号都是 {grid}。", en: "{village} has two grids {grid}",
            hintZh: "同一个村居里网格编号不能重复。", hintEn: "codes are unique in a village"),
        "survey.grid-unknown": Wording(
            zh: "村居 {village} 没有网格 {grid}。", en: "village {village} has no grid {grid}",
            hintZh: "先用 survey grids 导入网格表。", hintEn: "import the grids first: `survey grids`"),
        "survey.nobody": Wording(
            zh: "第 {place} 行既没有身份证号码，也没有户主。", en: "row {place} names neither a person nor a household",
            hintZh: "写一个人的身份证号码，或一户的户主姓名。", hintEn: "give a number or the head of a household"),
        "survey.member-twice": Wording(
            zh: "第 {place} 行：{who} 前面已经列过。", en: "row {place}: {who} was listed before",
            hintZh: "一个人、一户只能在一个网格。", hintEn: "a person or household is in one grid only"),
        "survey.size": Wording(
            zh: "每张表 {size} 人不对。", en: "{size} persons to a sheet is not possible",
            hintZh: "写 1 到 200。", hintEn: "1 to 200"),
        "survey.unknown": Wording(
            zh: "没有编号为 {number} 的调查表。", en: "there is no sheet {number}",
            hintZh: "编号印在表的左上角，如 MD2019-00012。", hintEn: "it stands at the top left of the sheet"),
        "survey.void": Wording(
            zh: "调查表 {number} 已作废。", en: "sheet {number} was taken back",
            hintZh: "请用补印的表；见 survey sheets。", hintEn: "see `survey sheets`"),
        "survey.no-line": Wording(
            zh: "{line}：这张表只有 {count} 人。", en: "{line}: the sheet has {count} persons",
            hintZh: "请核对序号。", hintEn: "compare the line's number"),
        "survey.name": Wording(
            zh: "{line}：表上是“{known}”，填的是“{name}”。", en: "{line} is {known}, not {name}",
            hintZh: "可能串行，请核对编号和序号。", hintEn: "the row may belong to another line"),
        "survey.day": Wording(
            zh: "{line}：走访日期 {day} 不在 {from} 至 {to} 之内。", en: "{line}: {day} is not between {from} and {to}",
            hintZh: "走访在制表之后，不晚于今天。", hintEn: "after the sheet was made, and not later than today"),
        "survey.visited": Wording(
            zh: "{line}：{day} 的走访已经录入过。", en: "{line}: a visit of {day} was entered before",
            hintZh: "一天录入一次；再次走访写再次走访的日期。", hintEn: "one visit a day"),
        "survey.owes-nothing": Wording(
            zh: "{line}：{name} 没有待缴的费，不填未缴原因。", en: "{line}: {name} owes nothing, so there is no reason",
            hintZh: "请核对是否串行；情况可以写在备注。", hintEn: "compare the line, or write a remark"),
        "survey.absent-reason": Wording(
            zh: "{line}：家中无人，未缴原因从何得知？", en: "{line}: nobody was at home who could give a reason",
            hintZh: "见到家属或问过邻居的，走访结果改为“见到家属”，并在备注写明。",
            hintEn: "correct the result or leave the reason out"),
        "survey.future-event": Wording(
            zh: "{line}：变动日期 {day} 还没有到。", en: "{line}: the event's day {day} lies ahead",
            hintZh: "请核对日期。", hintEn: "compare the day"),
        "survey.next-day": Wording(
            zh: "{line}：下次日期 {day} 早于走访日期 {visit}。", en: "{line}: the next day {day} is before the visit {visit}",
            hintZh: "请核对日期。", hintEn: "compare the days"),
        "survey.no-visitor": Wording(
            zh: "{line}：没有走访人。", en: "{line}: nobody is named who went there",
            hintZh: "写走访人姓名。", hintEn: "name the visitor"),
        "survey.empty": Wording(
            zh: "第 {place} 行没有“{column}”。", en: "row {place}: {column} is empty",
            hintZh: "没有去过的行，日期和结果都留空；有变动、有下一步的，日期一起写。",
            hintEn: "leave day and result empty where nobody went; events and next steps have their days"),
        "survey.word": Wording(
            zh: "第 {place} 行“{column}”写的是“{text}”；可以写：{known}。",
            en: "row {place}: {column} is “{text}”, not one of {known}",
            hintZh: "写表下方的代码或文字。", hintEn: "the sheet lists the codes and words"),
        "survey.phone": Wording(
            zh: "第 {place} 行：“{text}”不是电话号码。", en: "row {place}: “{text}” is no telephone number",
            hintZh: "手机 11 位，固定电话 7 到 12 位。", hintEn: "11 digits of a mobile, 7 to 12 of a fixed one"),
        "survey.no-action": Wording(
            zh: "没有编号为 {id} 的待办。", en: "nothing is open under {id}",
            hintZh: "见 survey next。", hintEn: "see `survey next`"),
    ]

    private static let sources: [String: Wording] = [
        "sources.none": Wording(
            zh: "{file} 里没有数据源。", en: "{file} names no source",
            hintZh: "样表见 workflows/sources/sources.csv。", hintEn: "see workflows/sources/sources.csv"),
        "sources.unknown": Wording(
            zh: "目录里没有数据源 {code}；现有：{known}。", en: "there is no source {code}; known are {known}",
            hintZh: "先用 sources register 登记。", hintEn: "register it first: `sources register`"),
        "sources.day": Wording(
            zh: "来件日 {day} 还没有到。", en: "the day of delivery {day} lies ahead",
            hintZh: "请核对日期。", hintEn: "compare the day"),
        "sources.counts": Wording(
            zh: "行数 {rows} 与修正、核实、退回 {parts} 不合。",
            en: "{rows} rows cannot have {parts} repaired, asked about, rejected",
            hintZh: "三项之和不能超过行数。", hintEn: "the three together are at most the rows"),
    ]

    private static let handover: [String: Wording] = [
        "handover.period": Wording(
            zh: "第 {place} 行：所属期“{text}”不是年度。", en: "row {place}: {text} is no year",
            hintZh: "写四位数的年度。", hintEn: "four digits"),
        "handover.village": Wording(
            zh: "第 {place} 行没有村居代码。", en: "row {place} has no village",
            hintZh: "总数按村居核对，每行都要有村居代码。", hintEn: "totals are compared by village"),
        "handover.twice": Wording(
            zh: "第 {place} 行：{text} 的同一险种、同一所属期前面已有一行。",
            en: "row {place}: {text} has a row for this insurance and year before",
            hintZh: "一个人一个险种一个年度只能有一行，请移交单位合并。", hintEn: "one row for a person, insurance and year"),
        "handover.same-person": Wording(
            zh: "经办和复核不能都是 {person}。", en: "{person} cannot both make and check the protocol",
            hintZh: "请由另一人复核。", hintEn: "let another person check it"),
    ]

    private static let archive: [String: Wording] = [
        "archive.same-person": Wording(
            zh: "经办和复核不能都是 {person}。", en: "{person} cannot both make and check the case file",
            hintZh: "请由另一人复核。", hintEn: "let another person check it"),
        "archive.incomplete": Wording(
            zh: "有 {count} 处缺件、坏件，没有导出。", en: "{count} things are missing or broken; nothing was exported",
            hintZh: "先补齐；查明原因后仍要导出的，加 --incomplete，目录里照列。",
            hintEn: "complete them, or export with --incomplete: the index lists them"),
        "archive.not-empty": Wording(
            zh: "目录 {folder} 不是空的。", en: "{folder} is not empty",
            hintZh: "电子档案写到一个空目录，不与别的文件混在一起。", hintEn: "a case file has a folder of its own"),
        "archive.no-list": Wording(
            zh: "{folder} 里没有可用的校验清单 sha256.txt。", en: "{folder} has no list of hashes (sha256.txt)",
            hintZh: "这不是 archive make 写出的目录，或者清单已损坏。", hintEn: "`archive make` did not write it, or it is broken"),
        "archive.gone": Wording(
            zh: "{file} 不见了。", en: "{file} is gone", hintZh: "请从另一份拷贝恢复。", hintEn: "bring it back from another copy"),
        "archive.differs": Wording(
            zh: "{file} 的内容与校验清单不符。", en: "{file} is not what the list of hashes says",
            hintZh: "文件被改动或磁盘损坏，请从另一份拷贝恢复。", hintEn: "bring it back from another copy"),
        "archive.extra": Wording(
            zh: "{file} 不在校验清单里。", en: "{file} is not on the list",
            hintZh: "电子档案里不放别的文件，请移走。", hintEn: "take it out"),
    ]

    static let villageReplies: [String: Wording] = [
        "reply.edition": Wording(zh: "{village} {title}，校验码 {check}", en: "{village} {title}, code {check}"),
        "reply.editions": Wording(zh: "印了 {count} 个村居的新版清册。", en: "printed: {count} rosters"),
        "reply.copies-sent": Wording(
            zh: "登记发放 {count} 份，编号 {first} 至 {last}。", en: "sent: {count}, numbers {first} to {last}"),
        "reply.copy-signed": Wording(
            zh: "{id} 号（{title}）由 {signer} 签收。", en: "copy {id} ({title}) is signed for by {signer}"),
        "reply.copies-signed": Wording(zh: "登记签收 {count} 份。", en: "signed for: {count}"),
        "reply.copies-recalled": Wording(zh: "{count} 份登记为{fate}。", en: "{count} entered as {fate}"),
        "reply.copies": Wording(
            zh: "共 {count} 份：待签收 {open}，其中逾期 {late}；应收回旧版 {old}。",
            en: "{count} copies: {open} not signed for, {late} of them late; {old} old ones still out"),
        "reply.survey-made": Wording(
            zh: "调查表 {sheets} 张（{first} 至 {last}），{persons} 人，{pages} 页；另有 {waiting} 人在没有收回的表上。",
            en: "{sheets} sheets ({first} to {last}), {persons} persons, {pages} pages; {waiting} on sheets still out"),
        "reply.survey-homeless": Wording(
            zh: "村居不明，没有列入：{person}", en: "not on a sheet, since the village is not known: {person}"),
        "reply.survey-form": Wording(zh: "已写到 {file}，{count} 张表。", en: "{file}: {count} sheets"),
        "reply.survey-void": Wording(zh: "{sheet} 已作废。", en: "{sheet} is taken back"),
        "reply.visits": Wording(
            zh: "走访 {count} 人次，空行 {blank}；更正电话 {phones}，变动 {events}，下一步 {actions}。",
            en: "{count} visits, {blank} empty rows; {phones} telephones, {events} events, {actions} next steps"),
        "reply.visit": Wording(zh: "{sheet}-{line}：{outcome}，已录入。", en: "{sheet}-{line}: {outcome}"),
        "reply.action-done": Wording(zh: "{id} 号待办已办结。", en: "{id} is done"),
        "reply.sources-set": Wording(
            zh: "数据源目录第 {revision} 版，{count} 项。", en: "registry of sources, revision {revision}: {count}"),
        "reply.delivered": Wording(
            zh: "{source} 来件 {file}，{rows} 行，已登记。", en: "{source} delivered {file}, {rows} rows"),
        "reply.handover-export": Wording(
            zh: "已写到 {file}，{count} 行，内容校验值 {hash}", en: "{file}: {count} rows, hash of contents {hash}"),
        "reply.handover-agrees": Wording(
            zh: "完全一致，内容校验值 {hash}", en: "both sides agree; hash of contents {hash}"),
        "reply.handover-differs": Wording(zh: "有 {count} 条差异。", en: "{count} differences"),
        "reply.handover": Wording(
            zh: "{number} 已登记，写到 {file}，{pages} 页。", en: "{number} is registered; {file}, {pages} pages"),
        "reply.archive-broken": Wording(zh: "坏：{file}，{reason}", en: "broken: {file} ({reason})"),
        "reply.archive-lacking": Wording(zh: "缺：{what}", en: "missing: {what}"),
        "reply.archive-unknown": Wording(
            zh: "没有保管期限：{kind}，{count} 件", en: "no retention period: {kind}, {count}"),
        "reply.archive-unconfirmed": Wording(
            zh: "保管期限尚未经档案部门核定：{kind}（{basis}）", en: "period not confirmed yet: {kind} ({basis})"),
        "reply.archived": Wording(
            zh: "归档 {count} 件，{pages} 页，{boxes} 盒，写到 {folder}，逐件核验无误；目录 SHA-256 {hash}",
            en: "{count} documents, {pages} pages, {boxes} boxes in {folder}, each read back; index {hash}"),
        "reply.archive-whole": Wording(zh: "{folder} 完整，没有改动。", en: "{folder} is whole and unchanged"),
    ]
}
