extension Catalogue {
    /// What commands say when they have done something.
    static let replies: [String: Wording] = [
        "reply.ledger-whole": Wording(
            zh: "账簿完整：{count} 笔，各项余额与业务表一致。末笔校验值 {head}",
            en: "the book is whole: {count} entries, every balance agrees with the tables; last hash {head}"),
        "reply.journal-whole": Wording(
            zh: "日志完整：{count} 条，没有改动。末条校验值 {head}",
            en: "the journal is whole: {count} entries, none was changed; last hash {head}"),
        "reply.stock-received": Wording(
            zh: "入库 {range}，共 {count} 份。", en: "{range} taken into stock: {count} numbers"),
        "reply.stock-issued": Wording(
            zh: "{village} 领用 {range}，共 {count} 份。", en: "{range} issued to {village}: {count} numbers"),
        "reply.stock-ended": Wording(zh: "{range} {fate}，共 {count} 份。", en: "{range} {fate}: {count} numbers"),
        "reply.stock-office": Wording(
            zh: "库存 {count} 份，累计入库 {all} 份。", en: "in the office: {count}; delivered in all: {all}"),
        "reply.known": Wording(zh: "这份文件已导入过，没有变化。", en: "this file was imported before; nothing changes"),
        "reply.imported": Wording(zh: "已导入 {count} 行。", en: "imported: {count} rows"),
        "reply.treasury": Wording(zh: "已导入，对账以此为准。", en: "imported; reconciliation goes by it"),
        "reply.match-taken": Wording(zh: "已核定 {subject}：{verdict}。", en: "{subject}: {verdict}"),
        "reply.match-none": Wording(
            zh: "{office} {meaning}：没有收到名单。", en: "{office} {meaning}: no list has come"),
        "reply.no-head": Wording(
            zh: "另有 {count} 人，清册和名单都没有写户主。", en: "{count} more persons have no head on any roster or list"),
        "reply.again": Wording(
            zh: "这份文件以前导入过，后来被别的取代；现在重新作为 {day} 的“{register}”，共 {count} 家。",
            en: "this file was imported before and superseded; it counts again as {register} of {day}, {count} rows"),
        "reply.superseded": Wording(
            zh: "{file} 是{insurance}清册的第 {number} 版，现在有效的是第 {current} 版；没有变化。要恢复它，先用 roster withdraw 撤回以后各版。",
            en: "{file} is version {number} of the {insurance} roster, version {current} holds; nothing changes "
                + "(roster withdraw takes later ones back)"),
        "reply.roster-known": Wording(
            zh: "{file} 就是现在有效的第 {number} 版{insurance}清册，没有变化。",
            en: "{file} is version {number} of the {insurance} roster, which holds; nothing changes"),
        "reply.list-known": Wording(
            zh: "{file} 以前导入过，没有变化。", en: "{file} was imported before; nothing changes"),
        "reply.budget": Wording(
            zh: "{document}：{bearer} {insurance} {sum} 元，已列入预算。", en: "{document}: {bearer} {insurance}, {sum} yuan"),
        "reply.difference-decided": Wording(zh: "{subject} 已决定：{verdict}。", en: "{subject}: {verdict}"),
        "reply.none": Wording(zh: "没有。", en: "none"),
        "reply.refund-applied": Wording(
            zh: "{case} 号退费案已申请，待税务、业务主管部门、财政审核。",
            en: "case {case}: applied for; three offices have to review it"),
        "reply.audit-clean": Wording(
            zh: "没有发现异常：账簿 {entries} 笔、专户、缴存、盘点、票据、退费、差异和查询都看过。",
            en: "nothing stands out in {entries} ledger entries, accounts, deposits, counts, receipts, refunds, looks"),
        "reply.return-made": Wording(
            zh: "批次 {batch}：{count} 笔，应缴 {total} 元（个人 {own} 元，财政 {state} 元），SHA-256 {hash}",
            en: "batch {batch}: {count} rows, {total} yuan ({own} by payers, {state} by the state), SHA-256 {hash}"),
        "reply.batch-noted": Wording(zh: "批次 {batch}：{state}。", en: "batch {batch}: {state}"),
        "reply.publication-asked": Wording(
            zh: "{number} 号公示申请已登记：{from} 至 {to} 张贴，{remove} 撤下；待另一人同意。",
            en: "publication {number} asked for: posted {from} to {to}, taken down {remove}; another person consents"),
        "reply.web-written": Wording(
            zh: "已写出 {count} 个村居的网页：{path}/index.html。公示登记 {from}—{to} 号，待另一人同意后上传。",
            en: "{count} villages written: {path}/index.html; publications {from} to {to}, another person consents"),
        "reply.objection-noted": Wording(
            zh: "{number} 号异议已登记，{day} 前答复。", en: "objection {number} is noted; to be answered by {day}"),
        "reply.unit": Wording(
            zh: "代收单位 {name}（{code}）已登记，镇街 {town}。", en: "{name} ({code}) is registered for {town}"),
        "reply.households": Wording(
            zh: "{town} 新登记虚拟户 {count} 户。", en: "virtual households registered for {town}: {count}"),
        "reply.declaration-due": Wording(
            zh: "{town} 待申报 {count} 人次：本人缴费 {own} 元，财政代缴 {state} 元。",
            en: "{town}: {count} rows to declare, {own} yuan by payers, {state} yuan by the state"),
        "reply.agreement": Wording(
            zh: "协议 {number}（{holder}）已登记，{state}。", en: "agreement {number} ({holder}) is entered: {state}"),
        "reply.deduction-answer": Wording(
            zh: "批次 {batch}：成功 {taken} 笔，未成 {refused} 笔。", en: "batch {batch}: {taken} taken, {refused} not"),
        "reply.agent-sheet": Wording(
            zh: "{village}：待收 {count} 人，{sum} 元。", en: "{village}: {count} persons owe {sum} yuan"),
        "reply.counter": Wording(
            zh: "{name} {insurance} {sum} 元，凭证 {number}。", en: "{name}, {insurance}: {sum} yuan, receipt {number}"),
        "reply.printed": Wording(zh: "已印 {file}，{pages} 页。", en: "printed {file}: {pages} pages"),
        "reply.decided": Wording(zh: "{subject}：{verdict}，已记录。", en: "{subject}: {verdict}, on record"),
        "reply.honours-printed": Wording(
            zh: "已印 {path}，共 {pages} 页，列入 {count} 条。", en: "{path}: {pages} pages, {count} entries"),
        "reply.cash-counted": Wording(
            zh: "{village} 已盘点：账面 {book} 元，实点 {counted} 元，差额 {difference} 元。",
            en: "{village} counted: {book} yuan in the books, {counted} in hand, {difference} between"),
        "reply.account-opened": Wording(
            zh: "{town} 的专户已登记：{holder}，账号 {number}。", en: "account of {town}: {holder}, {number}"),
        "reply.remitted": Wording(
            zh: "{village} {kind} {sum} 元已登记，单据 {slip}。", en: "{village}: {kind} {sum} yuan, slip {slip}"),
        "reply.collected": Wording(
            zh: "已登记代收 {count} 笔，{sum} 元。", en: "collections entered: {count}, {sum} yuan"),
        "reply.refusals-late": Wording(
            zh: "拒缴超过 24 小时才报告的 {count} 件。", en: "refusals reported after 24 hours: {count}"),
        "reply.refusal-late": Wording(
            zh: "{id} 的拒缴已登记；超过 24 小时才报告，记为迟报。", en: "refusal of {id} noted, reported after 24 hours"),
        "reply.refusal-noted": Wording(zh: "{id} 的拒缴已登记。", en: "refusal of {id} noted"),
        "reply.messages": Wording(
            zh: "{count} 条短信已写入 {path}，最长 {most} 字。",
            en: "{count} messages written to {path}, the longest of {most} characters"),
        "reply.contacted": Wording(zh: "{name}：{way}，{result}，已登记。", en: "{name}: {way}, {result}, on record"),
        "reply.opted-in": Wording(zh: "{phone} 恢复接收短信。", en: "{phone} takes messages again"),
        "reply.opted-out": Wording(zh: "{phone} 不再接收短信。", en: "{phone} gets no more messages"),
        "reply.evaluation-reported": Wording(
            zh: "{name} 自评 {points}，已登记；台账得分 {books}。", en: "{name}: claims {points}, {books} by the books"),
        "reply.evaluation-reviewed": Wording(
            zh: "{name} 核定 {points}，已登记；台账得分 {books}。", en: "{name}: accepted {points}, {books} by the books"),
        "reply.publicity": Wording(
            zh: "宣传 {id} 已登记：{village} {form}，照片 {photos} 张。",
            en: "record {id}: {form} in {village}, {photos} photographs"),
        "reply.list-due": Wording(
            zh: "“{class}”名单的{stage}截至 {day}，已登记。", en: "lists of {class}: {stage} by {day}, on record"),
        "reply.register": Wording(
            zh: "{register}已导入，截至 {day}，{count} 家。", en: "{register} as of {day}: {count} units"),
        "reply.written": Wording(zh: "已写入 {path}，共 {count} 行。", en: "{count} rows written to {path}"),
        "reply.order-noted": Wording(
            zh: "{number} 已登记：{leader} 批准，{from} 至 {until} 有效。",
            en: "order {number} of {leader}, from {from} to {until}"),
        "reply.receipt": Wording(zh: "票据 {number} 已印：{path}", en: "receipt {number} printed: {path}"),
        "reply.proof": Wording(
            zh: "{number} {name}，验证码 {code}，已印：{path}", en: "{number} {name}, code {code}, printed: {path}"),
    ]
}
