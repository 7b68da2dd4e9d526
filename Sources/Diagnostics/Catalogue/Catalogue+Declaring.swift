extension Catalogue {
    /// Collecting units of townships, what they declare, and payments by deduction.
    static let declaring: [String: Wording] = units.merging(differences) { first, _ in first }
        .merging(deductions) { first, _ in first }.merging(counter) { first, _ in first }

    private static let units: [String: Wording] = [
        "declare.tax-id": Wording(
            zh: "“{code}”不是有效的纳税人识别号：要 18 位统一社会信用代码，校验位须对。",
            en: "{code} is no tax id: it is a unified social credit code of 18 characters with a right check character",
            hintZh: "请对照登记证照。", hintEn: "compare it with the certificate"),
        "declare.tax-id-taken": Wording(
            zh: "纳税人识别号 {code} 已经是 {name} 的。", en: "{code} is the tax id of {name} already",
            hintZh: "每个镇街的代收单位有自己的识别号。", hintEn: "each town's unit has its own"),
        "declare.no-unit": Wording(
            zh: "{town} 还没有登记代收单位。", en: "{town} has no collecting unit yet",
            hintZh: "先运行 units register。", hintEn: "run `units register` first"),
        "declare.nothing": Wording(
            zh: "{town} 没有待申报的费款和财政代缴人员。", en: "{town} has nothing to declare",
            hintZh: "已生成的申报用 declarations list 查看。", hintEn: "`declarations list` shows what was made"),
        "declare.unknown": Wording(
            zh: "没有申报批次 {batch}。", en: "there is no declaration {batch}",
            hintZh: "批次号用 declarations list 查看。", hintEn: "`declarations list` shows them"),
        "declare.order": Wording(
            zh: "申报 {batch} 现在是“{state}”，不能登记为“{next}”。", en: "declaration {batch} is {state}; {next} cannot follow",
            hintZh: "顺序是：生成、提交、受理、入库；受理以前可以退回。",
            hintEn: "made, submitted, accepted, paid; it can be refused before it is accepted"),
        "declare.stale": Wording(
            zh: "申报 {batch} 里 {person} 的{insurance}在生成以后有了变化。",
            en: "{person} ({insurance}) has changed since declaration {batch} was made",
            hintZh: "退回这一批（declarations refuse），重新生成。", hintEn: "refuse it and make it again"),
        "declare.changed": Wording(
            zh: "申报 {batch} 重新写出后与当时的校验值不符：区划名称或单位登记已变更。",
            en: "declaration {batch} cannot be written again as it was: names have changed since",
            hintZh: "以当时存档的文件为准。", hintEn: "go by the file that was kept"),
    ]

    /// What does not agree before a declaration.
    private static let differences: [String: Wording] = [
        "declare.receipts": Wording(
            zh: "{village}：代收清单 {rows} 笔，有效票据 {receipts} 张。",
            en: "{village}: {rows} rows on agents' sheets, {receipts} receipts that stand",
            hintZh: "请代办员补齐清单或说明票据去向。", hintEn: "ask the agent for the sheet, or what became of the receipts"),
        "declare.deposits": Wording(
            zh: "{village}：代收 {rows} 元，缴存 {deposits} 元。", en: "{village}: {rows} yuan collected, {deposits} deposited",
            hintZh: "请代办员缴存，并登记缴存单。", hintEn: "the agent deposits the rest; enter the slip"),
        "declare.detail": Wording(
            zh: "{village}：待申报明细 {rows} 元，账面未申报 {open} 元。",
            en: "{village}: rows to declare come to {rows} yuan, the books have {open} not declared",
            hintZh: "有的申报是另外登记的（remittance record），请核对。",
            hintEn: "something was declared by `remittance record`: compare"),
        "declare.account": Wording(
            zh: "专用账户 {day} {kind}：{text}，{sum} 元。", en: "special account, {day}: {kind}, {text}, {sum} yuan",
            hintZh: "请与银行核对（accounts register）。", hintEn: "see `accounts register`"),
        "declare.not-owed": Wording(
            zh: "票据 {receipt}：{person} 没有应缴的{insurance}。", en: "receipt {receipt}: {person} owes no {insurance}",
            hintZh: "请核对证件号码；不应收的作废票据并退款。",
            hintEn: "check the number; what was not owed is given back and the receipt made void"),
        "declare.amount": Wording(
            zh: "票据 {receipt}：{person} {insurance}收了 {sum} 元，应缴 {due} 元。",
            en: "receipt {receipt}: {sum} yuan were taken for {insurance} of {person}, {due} are owed",
            hintZh: "请核对清单金额和缴费档次。", hintEn: "check the sheet and the tier"),
        "declare.twice": Wording(
            zh: "票据 {receipt}：{person} 的{insurance}收了不止一次。",
            en: "receipt {receipt}: {insurance} of {person} was taken more than once",
            hintZh: "多收的作废票据并退款。", hintEn: "make the second receipt void and give the money back"),
        "declare.paid": Wording(
            zh: "票据 {receipt}：{person} 的{insurance}已由其他渠道缴纳（流水 {serial}）。",
            en: "receipt {receipt}: {insurance} of {person} was paid by another channel ({serial})",
            hintZh: "请退还代收的这一笔，并作废票据。", hintEn: "give it back and make the receipt void"),
        "declare.village": Wording(
            zh: "票据 {receipt}：{person} 的{insurance}属于 {village}。",
            en: "receipt {receipt}: {insurance} of {person} belongs to {village}",
            hintZh: "请由所属村居代收，或更正清册的村居。", hintEn: "collect it there, or correct the roster"),
        "declare.no-household": Wording(
            zh: "{village}：{class} {count} 人没有虚拟户。",
            en: "{village}: {count} persons ({class}) without a virtual household",
            hintZh: "运行 units households 登记。", hintEn: "run `units households`"),
    ]

    /// Three-party agreements and batches of deductions.
    private static let deductions: [String: Wording] = [
        "deduct.account": Wording(
            zh: "账号“{account}”不对：卡号的校验位不符，或不是 8 至 30 位数字。",
            en: "{account} is no account: its digits do not check",
            hintZh: "请对照银行卡或存折。", hintEn: "compare it with the card or passbook"),
        "deduct.until": Wording(
            zh: "有效期至 {until}，在签订日 {day} 之前。", en: "it ends on {until}, before it is signed on {day}",
            hintZh: "请核对两个日期。", hintEn: "check both days"),
        "deduct.member-taken": Wording(
            zh: "{person} 已经在协议 {number} 里。", en: "{person} is in agreement {number} already",
            hintZh: "先把原协议解约（deductions note … 解约）。", hintEn: "end that agreement first: a fee is taken once"),
        "deduct.unknown": Wording(
            zh: "没有协议 {number}。", en: "there is no agreement {number}",
            hintZh: "协议号用 deductions agreements 查看。", hintEn: "`deductions agreements` shows them"),
        "deduct.ended": Wording(
            zh: "协议 {number} 已经解约。", en: "agreement {number} has ended",
            hintZh: "重新签订一份。", hintEn: "sign another"),
        "deduct.batch-unknown": Wording(
            zh: "没有批次 {batch}。", en: "there is no batch {batch}",
            hintZh: "批次号用 deductions batches 查看。", hintEn: "`deductions batches` shows them"),
        "deduct.row": Wording(
            zh: "批次 {batch} 没有序号“{row}”。", en: "batch {batch} has no row {row}",
            hintZh: "回盘按送出的序号填写；请银行核对批次。", hintEn: "answers go by the numbers that were sent"),
        "deduct.code": Wording(
            zh: "序号 {row} 的返回码“{code}”不在对照表里。", en: "row {row}: return code {code} is not in the table",
            hintZh: "向银行问明含义，加到返回码对照表（--codes）。", hintEn: "ask the bank, and add it to the table (--codes)"),
        "deduct.answered": Wording(
            zh: "批次 {batch} 的序号 {row} 已经有结果，或在文件里出现两次。", en: "row {row} of batch {batch} is answered twice",
            hintZh: "请银行说明以哪一次为准。", hintEn: "ask the bank which holds"),
        "deduct.taken": Wording(
            zh: "序号 {row} 扣款成功，但没有流水号或交易日期。", en: "row {row} was taken, but has no serial or day",
            hintZh: "请银行补全回盘。", hintEn: "ask the bank for a whole file"),
        "deduct.sum": Wording(
            zh: "序号 {row} 送扣 {sent} 元，回盘为“{answer}”。",
            en: "row {row}: {sent} yuan were asked for, the answer says {answer}",
            hintZh: "不作部分扣款；请银行更正。", hintEn: "nothing is taken in part: ask the bank"),
        "deduct.file-name": Wording(
            zh: "回盘文件 {file} 的名称不以送出的批次号开头，没有读入。",
            en: "{file} does not begin with the number of a batch and was not read",
            hintZh: "文件名以批次号开头，例如 PK20191101-1-回盘.csv。",
            hintEn: "name it by its batch, such as PK20191101-1-answer.csv"),
        "deduct.no-unit": Wording(
            zh: "{town} 没有代收单位或专用账户，不能印制三方协议。", en: "{town} has no collecting unit or no special account",
            hintZh: "先运行 units register 和 accounts open。", hintEn: "run `units register` and `accounts open` first"),
    ]

    /// Payments at a window.
    private static let counter: [String: Wording] = [
        "onestop.not-owed": Wording(
            zh: "{person} 没有应缴的{insurance}。", en: "{person} owes no {insurance}",
            hintZh: "不在清册的，写 --name、--village、--reason、--evidence、--checker 一并登记。",
            hintEn: "whom no roster lists is registered with --name, --village, --reason, --evidence and --checker"),
        "onestop.paid": Wording(
            zh: "{person} 的{insurance}已经缴过（流水 {serial}）。", en: "{person} has paid {insurance} already ({serial})",
            hintZh: "不要重复收款；缴费证明用 person proof 开具。", hintEn: "do not take it twice; `person proof` prints a proof"),
        "onestop.order": Wording(
            zh: "{person} 的{insurance}现在要凭核定单缴。", en: "{person} pays {insurance} by an order now",
            hintZh: "先办核定（orders register）。", hintEn: "register an order first (`orders register`)"),
        "onestop.slip": Wording(
            zh: "单据 {slip} 已经用过。", en: "slip {slip} was used before",
            hintZh: "请核对刷卡单或扫码单的流水号。", hintEn: "check the number on the slip"),
    ]
}
