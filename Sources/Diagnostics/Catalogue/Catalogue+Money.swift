extension Catalogue {
    /// The campaign's money: its book, agents' receipts and remittances, refunds, the state's part.
    static let money: [String: Wording] =
        ledger.merging(stock) { first, _ in first }.merging(refunds) { first, _ in first }
        .merging(exchange) { first, _ in first }

    private static let ledger: [String: Wording] = [
        "ledger.gap": Wording(
            zh: "账簿缺第 {sequence} 笔。", en: "entry {sequence} of the ledger is missing",
            hintZh: "账簿只增不减：请与备份核对，查明是谁、何时动过数据库。",
            hintEn: "nothing is ever removed from it: compare it with a backup and find out who touched the database"),
        "ledger.broken": Wording(
            zh: "账簿第 {sequence} 笔（{day}，{kind}，{reference}）与校验值不符：内容被改动，或顺序被调换。",
            en: "entry {sequence} of the ledger ({day}, {kind}, {reference}) was changed or moved: its hash is another",
            hintZh: "请与备份核对；更正只能用新的一笔冲回。",
            hintEn: "compare it with a backup; a correction is an entry of its own"),
        "ledger.page": Wording(
            zh: "账簿第 {page} 页记明到第 {sequence} 笔为止，与账簿不符：有的记录被删除或重算过。",
            en: "page {page} of the ledger was closed at entry {sequence} with another hash, or entries are missing",
            hintZh: "请与备份和纸面上的校验值核对。", hintEn: "compare it with a backup and with the hashes on paper"),
        "ledger.differs": Wording(
            zh: "{what}（{of}）：账簿为 {ledger} 元，业务表为 {table} 元。",
            en: "{what} ({of}): the ledger has {ledger} yuan, the tables have {table}",
            hintZh: "业务表被改动过，或有业务没有记账；以账簿和原始文件为准查明。",
            hintEn: "the tables were changed, or something was not entered: go by the ledger and its files"),
    ]

    /// Numbered receipts, and what agents do with them.
    private static let stock: [String: Wording] = [
        "stock.range": Wording(
            zh: "“{first}”到“{last}”不是一段连续的票据号。", en: "“{first}” to “{last}” is no range of receipt numbers",
            hintZh: "两端的字头和位数须相同，前一个不大于后一个，例如 LA00000001 到 LA00000050。",
            hintEn: "both have the same letters and count of digits, the first not above the last"),
        "stock.delivered": Wording(
            zh: "{range} 与已入库的 {earlier} 重号。", en: "{range} shares numbers with {earlier}, which was delivered before",
            hintZh: "请核对印制单和票据实物。", hintEn: "compare the printer's list with the books"),
        "stock.village": Wording(
            zh: "没有村居 {village}。", en: "there is no village {village}",
            hintZh: "请写 12 位村居代码。", hintEn: "give its code of 12 characters"),
        "stock.not-delivered": Wording(
            zh: "{range} 没有入库，不能发放。", en: "{range} is not in the office's stock",
            hintZh: "请先用 receipts receive 登记入库。", hintEn: "enter it by receipts receive first"),
        "stock.issued": Wording(
            zh: "{range} 与已发给 {village} 的 {earlier} 重号。",
            en: "{range} shares numbers with {earlier}, issued to {village}",
            hintZh: "每个号码只发放一次。", hintEn: "a number is issued once"),
        "stock.not-issued": Wording(
            zh: "票据 {number} 没有发放给任何代办员。", en: "the receipt {number} was issued to nobody",
            hintZh: "请核对号码；用错票据的须报告。", hintEn: "check the number"),
        "stock.ended": Wording(
            zh: "票据 {number} 已于 {day} {fate}，不能再用。",
            en: "the receipt {number} is {fate} since {day} and cannot be used again",
            hintZh: "请核对号码。", hintEn: "check the number"),
        "stock.void-already": Wording(
            zh: "票据 {number} 已经作废。",
            en: "the receipt {number} is void already", hintZh: "不必重复办理。", hintEn: "nothing is left to do"),
        "stock.gap": Wording(
            zh: "{village}：号码 {range} 没有去向。", en: "{village}: nobody has accounted for {range}",
            hintZh: "请代办员说明：已用、作废、遗失或退回。", hintEn: "ask the agent: used, void, lost or returned?"),
        "escrow.town": Wording(
            zh: "没有代码为 {town} 的镇街。", en: "there is no town {town}",
            hintZh: "代码与区划表（regions）一致，9 位。", hintEn: "use the nine digits of the table of regions"),
        "escrow.open": Wording(
            zh: "{town} 已经登记了账户 {number}。", en: "{town} has the account {number} already",
            hintZh: "每个镇街一个专用账户。", hintEn: "each town has one special account"),
        "escrow.none": Wording(
            zh: "{town} 还没有登记专用账户。", en: "{town} has no special account yet",
            hintZh: "先运行 accounts open。", hintEn: "run `accounts open` first"),
        "escrow.statement-head": Wording(
            zh: "{file} 里找不到表头：要有 {columns}。", en: "{file} has no head with {columns}",
            hintZh: "请向银行要带这些列的对账单（CSV 或 XLSX）。", hintEn: "ask the bank for a statement with these columns"),
        "escrow.statement-line": Wording(
            zh: "这一行的收入“{in}”、支出“{out}”、余额“{balance}”不成立：收入和支出恰好有一个，余额必须有。",
            en: "in {in}, out {out}, balance {balance}: a line either comes or goes, and has a balance",
            hintZh: "请与银行核对这一行。", hintEn: "check the row with the bank"),
        "escrow.pieces": Wording(
            zh: "“{text}”不是面额和张数。", en: "{text} is not notes and coins",
            hintZh: "写成 100x12 50x1 0.5x4；每种面额写一次，没有现金写 100x0。",
            hintEn: "write 100x12 50x1 0.5x4, each once; 100x0 for nothing"),
        "escrow.no-reason": Wording(
            zh: "盘点与账面相差 {difference} 元，没有写原因。", en: "cash and books differ by {difference} yuan, and nobody says why",
            hintZh: "查明后用 --note 写明，再登记。", hintEn: "find out, and say it with --note"),
        "remittance.same-person": Wording(
            zh: "经办和复核都是 {person}，必须是两个人。", en: "{person} both does and checks it; it takes two persons",
            hintZh: "请由另一人复核。", hintEn: "let another person check it"),
        "remittance.receipt-holder": Wording(
            zh: "票据 {number} 是发给 {holder} 的，{village} 的代办员不能使用。",
            en: "the receipt {number} was issued to {holder}, not to {village}",
            hintZh: "请核对号码；代办员之间不得转借票据。", hintEn: "check the number: agents do not lend receipts"),
        "remittance.unknown-receipt": Wording(
            zh: "没有用票据 {number} 收过款。", en: "nothing was collected on the receipt {number}",
            hintZh: "未用的票据作废请用 receipts void，不写 --checker。", hintEn: "void an unused one without --checker"),
        "remittance.gone": Wording(
            zh: "票据 {number} 的款项已缴存专户，不能撤销。", en: "the money of the receipt {number} is deposited already",
            hintZh: "请按退费办理。", hintEn: "open a refund"),
        "remittance.slip": Wording(
            zh: "{kind}单 {slip} 已经登记过。", en: "the slip {slip} ({kind}) was entered before",
            hintZh: "同一张单据只登记一次，请核对号码。", hintEn: "a slip counts once: check its number"),
        "remittance.too-much": Wording(
            zh: "{kind} {fen} 元，超过现有的 {there} 元。", en: "{fen} yuan ({kind}) is more than the {there} that there are",
            hintZh: "请先登记前一环节的款项，或核对金额。", hintEn: "enter what comes before it first, or check the sum"),
        "remittance.refusal-time": Wording(
            zh: "报告时间早于拒缴时间 {refused}。", en: "it was reported before it happened ({refused})",
            hintZh: "请核对时间。", hintEn: "check the times"),
        "command.month": Wording(
            zh: "“{month}”不是月份。", en: "“{month}” is no month", hintZh: "例如 2019-11。", hintEn: "such as 2019-11"),
        "command.month-empty": Wording(
            zh: "{month} 没有征收记录，也没有国库入库。", en: "nothing was collected or received in {month}",
            hintZh: "reconcile sheet 的 --month 写本次征缴的月份。", hintEn: "give --month a month of the campaign"),
        "remittance.sum": Wording(
            zh: "“{text}”不是金额。",
            en: "“{text}” is no amount", hintZh: "请写元，例如 1280.50。", hintEn: "yuan, such as 1280.50"),
        "levy.not-an-id": Wording(
            zh: "身份证号为空。", en: "the ID is missing", hintZh: "请填写缴费人的身份证号。", hintEn: "enter the payer's"),
        "remittance.method": Wording(
            zh: "收款方式为空。",
            en: "the way of payment is missing", hintZh: "请写现金、转账或扫码。", hintEn: "cash, transfer or code"),
        "budget.bearer": Wording(
            zh: "规则里没有承担方“{bearer}”。", en: "the rules know no bearer {bearer}",
            hintZh: "可以写：{known}。", hintEn: "one of {known}"),
        "budget.sum": Wording(
            zh: "预算金额是零。", en: "the sum is nothing", hintZh: "写元；调减写负数。", hintEn: "yuan, negative to take off"),
        "budget.negative": Wording(
            zh: "调减 {sum} 元，超过已列的 {there} 元。", en: "{sum} cannot be taken off {there}",
            hintZh: "请核对金额、承担方和类别。", hintEn: "check sum, bearer and class"),
        "posting.treasury-day": Wording(
            zh: "入库日期 {day} 还没有到。", en: "{day}, when it came in, is still to come",
            hintZh: "请与国库核对，更正后再导入。", hintEn: "ask the treasury, and import the corrected list"),
        "posting.treasury-town": Wording(
            zh: "镇街代码 {town} 不在本活动的区划表里。", en: "the campaign has no town {town}",
            hintZh: "请与国库核对，更正后再导入。", hintEn: "ask the treasury, and import the corrected list"),
        "posting.voucher-twice": Wording(
            zh: "税票号 {voucher} 在清单里出现两次。", en: "the voucher {voucher} comes twice",
            hintZh: "请与国库核对，更正后再导入。", hintEn: "ask the treasury, and import the corrected list"),
        "receipt.void": Wording(
            zh: "票据 {number} 已作废，不能印制。", en: "the receipt {number} is void",
            hintZh: "换一个号收款。", hintEn: "collect on another number"),
        "receipt.used": Wording(
            zh: "票据 {number} 已用于 {id}，不能再给别人。", en: "the receipt {number} is {id}'s",
            hintZh: "补打不写 --person；收款换一个号。", hintEn: "leave --person out to print it again"),
        "receipt.nothing": Wording(
            zh: "票据 {number} 还没有收款。", en: "nothing was collected on the receipt {number}",
            hintZh: "写 --person 和 --insurance，收款和印制一起办。", hintEn: "give --person and --insurance to collect with it"),
        "receipt.not-due": Wording(
            zh: "{id} 的{insurance}没有应缴，不知道收多少。", en: "{id} owes no {insurance}",
            hintZh: "确要收款的写 --sum。", hintEn: "give --sum if money is taken"),
        "receipt-form.field": Wording(
            zh: "版式里的“{field}”不认识。", en: "“{field}” is nothing that a receipt has",
            hintZh: "可以写：{known}。", hintEn: "one of {known}"),
        "receipt-form.number": Wording(
            zh: "{path} 写的“{text}”不是 {from} 到 {to} 之间的数。", en: "{path}: “{text}” is no number from {from} to {to}",
            hintZh: "位置和尺寸以毫米计，字号以磅计。", hintEn: "places are in millimetres, sizes in points"),
        "remittance.unknown-method": Wording(
            zh: "不认识收款方式“{text}”。", en: "“{text}” is no way in which agents take money",
            hintZh: "可以写：{known}。", hintEn: "one of {known}"),
        "remittance.future": Wording(
            zh: "票据 {number} 的收款日期 {day} 还没有到。", en: "the day {day} of the receipt {number} has not come",
            hintZh: "请核对日期。", hintEn: "check the date"),
        "stock.before-issue": Wording(
            zh: "票据 {number} 是 {issued} 领用的，不能在 {day} 使用。",
            en: "the receipt {number} was issued on {issued}: it cannot have been used on {day}",
            hintZh: "请核对日期和号码。", hintEn: "check date and number"),
        "remittance.doubt-not-due": Wording(
            zh: "{name} {id}（票据 {number}，{insurance} {sum} 元）不在清册，也没有核定单。",
            en: "{name} {id} (receipt {number}, {insurance} {sum}) is on no roster and has no order",
            hintZh: "款项已登记；补登清册，或作废票据退还。", hintEn: "the money is entered: register him, or void the receipt"),
        "remittance.doubt-state-paid": Wording(
            zh: "{name} {id}（票据 {number}，{insurance} {sum} 元）由财政代缴，不应收款。",
            en: "the state pays for {name} {id} (receipt {number}, {insurance} {sum})",
            hintZh: "款项已登记；请作废票据，把钱退还本人。", hintEn: "the money is entered: void the receipt and give it back"),
        "remittance.doubt-amount": Wording(
            zh: "{name} {id}（票据 {number}，{insurance}）收了 {sum} 元，应缴 {detail} 元。",
            en: "{name} {id} (receipt {number}, {insurance}) paid {sum}, {detail} are due",
            hintZh: "款项已登记；申报前补足差额，或作废重收。", hintEn: "the money is entered: make it right before declaring"),
        "remittance.doubt-twice": Wording(
            zh: "{name} {id}（票据 {number}，{insurance} {sum} 元）已经缴过：{detail}。",
            en: "{name} {id} (receipt {number}, {insurance} {sum}) has paid already: {detail}",
            hintZh: "款项已登记；请作废一张票据，把钱退还本人。", hintEn: "the money is entered: void one and give it back"),
        "remittance.doubt-name": Wording(
            zh: "票据 {number} 写的是 {name}，{id} 在清册是 {detail}。",
            en: "the receipt {number} says {name}; {id} is {detail} on the rosters",
            hintZh: "款项已登记；请核对号码和姓名。", hintEn: "the money is entered: check number and name"),
        "remittance.receipt": Wording(
            zh: "“{text}”不是票据号。",
            en: "“{text}” is no receipt number", hintZh: "例如 LA00000001。", hintEn: "such as LA00000001"),
    ]

    private static let refunds: [String: Wording] = [
        "refund.unknown-payment": Wording(
            zh: "没有流水号为 {serial} 的缴费。", en: "there is no payment with the serial {serial}",
            hintZh: "请核对银行流水号；冲正不能退费。", hintEn: "check the bank's serial; a reversal is not refunded"),
        "refund.unknown-ground": Wording(
            zh: "没有退费事由“{ground}”。", en: "there is no ground “{ground}”",
            hintZh: "可用的事由：{known}。", hintEn: "known grounds: {known}"),
        "refund.twice": Wording(
            zh: "缴费 {serial} 已有退费案 {case}。", en: "the payment {serial} has the case {case} already",
            hintZh: "一笔缴费只退一次；不予退费的，补正之后用 refund reopen 重新申请。",
            hintEn: "a payment is refunded once; after a refusal use refund reopen"),
        "refund.taken-back": Wording(
            zh: "缴费 {serial} 已被银行冲正。", en: "the bank has taken the payment {serial} back",
            hintZh: "款项没有收到，不需要退费。", hintEn: "there is nothing to refund"),
        "refund.too-late": Wording(
            zh: "待遇已于 {cover} 开始，不能再按“{ground}”退费。", en: "the cover began on {cover}: too late for a refund ({ground})",
            hintZh: "这一事由只在待遇开始前办理。", hintEn: "this ground holds before the cover begins only"),
        "posting.number": Wording(
            zh: "“{text}”不是身份证号，清册和核定单里也没有这个号码。",
            en: "“{text}” is no identity number, and no roster or order has it",
            hintZh: "请对方更正后重新送来；整份没有导入。", hintEn: "ask the bureau to correct it; nothing was taken in"),
        "posting.fewer": Wording(
            zh: "{file}（{insurance}）只有 {rows} 行，上一份有 {before} 行；没有导入。",
            en: "{file} ({insurance}) has only {rows} rows, the list before {before}; it was not taken in",
            hintZh: "记账清单每份都要写全部已记账的人；确实减少的，加上 --fewer。",
            hintEn: "each list has everybody who is posted; if it is meant, add --fewer"),
        "posting.none": Wording(
            zh: "{insurance}没有可以撤回的记账清单。", en: "there is no posting list of {insurance} to take back",
            hintZh: "用 exchange list 查看。", hintEn: "see exchange list"),
        "refund.closed": Wording(
            zh: "征缴已于 {day} 结束，不能再按“{ground}”退费。",
            en: "the campaign ended on {day}: too late for a refund ({ground})",
            hintZh: "这一事由只在征缴结束前办理。", hintEn: "this ground holds until the campaign is closed"),
        "refund.deadline": Wording(
            zh: "“{ground}”退费截至 {day}，已经过期。", en: "refunds for this reason ({ground}) ended on {day}",
            hintZh: "期限写在缴费规则的 refunds 中（deadline）。", hintEn: "the rules give the deadline under refunds"),
        "refund.other-insurance": Wording(
            zh: "“{ground}”只用于{only}，这笔缴费是{paid}。", en: "this ground ({ground}) is for {only}; the payment is {paid}",
            hintZh: "用 refund grounds 查看各事由。", hintEn: "see refund grounds"),
        "refund.unknown": Wording(
            zh: "没有退费案 {case}。", en: "there is no case {case}", hintZh: "用 refund list 查看。", hintEn: "see refund list"),
        "refund.not-now": Wording(
            zh: "退费案 {case} {state}，现在不能这样办理。", en: "the case {case} ({state}) does not allow this now",
            hintZh: "次序：登记、申请、三部门审核、付款。", hintEn: "the order: open, apply, three reviews, pay"),
        "refund.account": Wording(
            zh: "银行账号 {account} 不正确（位数或校验位不符）。", en: "the account {account} is wrong (length or check digit)",
            hintZh: "请对照银行卡重新填写。", hintEn: "compare it with the card"),
        "refund.passbook": Wording(
            zh: "账号 {account} 不是卡号，无法校验。", en: "{account} is no card number and cannot be checked",
            hintZh: "请对照存折核对。", hintEn: "compare it with the passbook"),
        "refund.holder": Wording(
            zh: "户名 {holder} 不是缴费人 {name}。", en: "the account's holder {holder} is not the payer {name}",
            hintZh: "请核对委托书或监护关系。", hintEn: "ask for the mandate or proof of guardianship"),
        "refund.no-evidence": Wording(
            zh: "退费案 {case} 没有写明证明材料。", en: "the case {case} names no evidence",
            hintZh: "请写明收到的材料。", hintEn: "name what was handed in"),
        "refund.no-reason": Wording(
            zh: "不同意退费要写理由。", en: "a refusal takes a reason",
            hintZh: "用 --note 写明，理由会印在不予退费通知书上。", hintEn: "give it with --note; it is printed on the notice"),
        "refund.office-unasked": Wording(
            zh: "按缴费规则，退费案 {case} 由{asked}审核，不经{office}。",
            en: "by the rules the case {case} is reviewed by {asked}, not by {office}",
            hintZh: "审核部门写在缴费规则的 refunds 中（reviewers）。", hintEn: "the rules name the reviewers under refunds"),
        "refund.office-again": Wording(
            zh: "退费案 {case} 的{office}已经审核。", en: "{office} has reviewed the case {case} already",
            hintZh: "每个部门审核一次。", hintEn: "each office reviews once"),
        "refund.same-person": Wording(
            zh: "{person} 已经办过退费案 {case} 的另一环节。", en: "{person} has done another part of the case {case}",
            hintZh: "申请、三部门审核和付款由不同的人办理。", hintEn: "application, reviews and payment are by different persons"),
        "refund.voucher": Wording(
            zh: "付款凭证 {voucher} 已经用过。", en: "the voucher {voucher} was used before",
            hintZh: "请核对凭证号。", hintEn: "check its number"),
        "state.unknown": Wording(
            zh: "没有财政资金申请 {application}。", en: "there is no application {application}",
            hintZh: "用 ledger state 查看。", hintEn: "see ledger state"),
        "state.too-much": Wording(
            zh: "到账 {fen} 元，超过未到的 {open} 元。", en: "{fen} yuan is more than the {open} still open",
            hintZh: "请核对金额和申请。", hintEn: "check the sum and the application"),
        "state.bearer": Wording(
            zh: "申请 {application} 没有向“{bearer}”要钱。", en: "the application {application} asks nothing of “{bearer}”",
            hintZh: "它的承担方是：{known}。", hintEn: "it asks of: {known}"),
        "state.taken": Wording(zh: "{file}：已登记到账 {count} 笔。", en: "{file}: {count} rows were taken in"),
        "state.known-list": Wording(zh: "{file} 已经接收过，没有变化。", en: "{file} was taken in before; nothing changed"),
        "state.voucher": Wording(
            zh: "拨款凭证 {voucher} 已经登记过。", en: "the voucher {voucher} was entered before",
            hintZh: "请核对凭证号。", hintEn: "check its number"),
    ]

    /// What goes between the bureaus.
    private static let exchange: [String: Wording] = [
        "exchange.unknown": Wording(
            zh: "没有批次 {batch}。", en: "there is no batch {batch}",
            hintZh: "用 exchange list 查看批次号。", hintEn: "see exchange list"),
        "exchange.row": Wording(
            zh: "批次 {batch} 中没有 {id}，或回执中重复。", en: "the batch {batch} has no {id}, or the answer has it twice",
            hintZh: "请对方核对批次号后重新回执。", hintEn: "ask for an answer to this batch"),
        "exchange.fen": Wording(
            zh: "{id}：回传 {sent} 元，回执 {answer} 元，金额不符不予记账。",
            en: "{id}: {sent} yuan were sent, {answer} are answered; only equal sums are posted",
            hintZh: "请对方按回传金额核对。", hintEn: "ask the bureau to compare with what was sent"),
        "exchange.state": Wording(
            zh: "不认识的处理结果“{text}”。", en: "unknown result “{text}”",
            hintZh: "应为“已比对”“已记账”或“退回”。", hintEn: "it is 已比对, 已记账 or 退回"),
    ]
}
