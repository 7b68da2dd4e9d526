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
        "reply.none": Wording(zh: "没有。", en: "none"),
        "reply.refund-applied": Wording(
            zh: "{case} 号退费案已申请，待税务、业务主管部门、财政审核。",
            en: "case {case}: applied for; three offices have to review it"),
        "reply.return-made": Wording(
            zh: "批次 {batch}：{count} 笔，{sum} 元，SHA-256 {hash}",
            en: "batch {batch}: {count} rows, {sum} yuan, SHA-256 {hash}"),
        "reply.batch-noted": Wording(zh: "批次 {batch}：{state}。", en: "batch {batch}: {state}"),
        "reply.publication-asked": Wording(
            zh: "{number} 号公示申请已登记：{from} 至 {to} 张贴，{remove} 撤下；待另一人同意。",
            en: "publication {number} asked for: posted {from} to {to}, taken down {remove}; another person consents"),
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
    ]
}
