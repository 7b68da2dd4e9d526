extension Catalogue {
    /// What is known of a person, and what is said of him.
    static let levyPersons: [String: Wording] = factMessages.merging(explanationTexts) { first, _ in first }
        .merging(proofs) { first, _ in first }

    private static let proofs: [String: Wording] = [
        "proof.nothing-paid": Wording(
            zh: "没有已缴或财政代缴的险种，不出具缴费证明。",
            en: "nothing was paid, by the person or the state: there is no proof to give",
            hintZh: "用 person show 查看应缴和缴费流水。", hintEn: "see `person show` for what is due and what was paid"),
        "proof.no-village": Wording(
            zh: "没有代码为 {village} 的村居。", en: "no village has the code {village}",
            hintZh: "村居代码见区划表，或 metrics show --by village。", hintEn: "codes are in the table of regions"),
        "proof.unknown": Wording(
            zh: "没有核验码为 {code} 的缴费证明：不是本系统出具的，或者抄错了。",
            en: "no proof has the code {code}: it was not given here, or was copied wrongly",
            hintZh: "核验码是四组、每组四位，只有数字 0–9 和字母 A–F。", hintEn: "a code is four groups of four, of 0–9 and A–F"),
        "proof.changed": Wording(
            zh: "第{number}号证明于 {day} 为 {person} 出具；此后记录有变动（退费、冲正、更正），纸上所写不再相符。",
            en: "proof {number} was given on {day} for {person}; the records have changed since and it no longer holds",
            hintZh: "请持证人重新申请出具。", hintEn: "ask for a new one"),
        "proof.genuine": Wording(
            zh: "属实：第{number}号证明，{day} 为 {person} 出具，与现在的记录相符。",
            en: "genuine: proof {number} was given on {day} for {person} and agrees with the records"),
    ]

    private static let factMessages: [String: Wording] = [
        "person.nobody-owes": Wording(
            zh: "这个村居没有还要缴费的人。", en: "nobody of the village has anything left to pay"),
        "person.nothing-owed": Wording(
            zh: "{name}没有还要申报的费款：已经缴清、由财政代缴，或者不能参保。",
            en: "{name} has nothing to declare: paid, paid by the state, or not eligible",
            hintZh: "person explain 说明原因。", hintEn: "person explain says why."),
        "fact.kind": Wording(
            zh: "没有“{kind}”这种情况。", en: "there is no mark {kind}", hintZh: "可用：{known}", hintEn: "known marks: {known}"),
        "fact.reason": Wording(
            zh: "没有“{reason}”这种原因。", en: "there is no reason {reason}", hintZh: "可用：{known}",
            hintEn: "known reasons: {known}"),
        "fact.material": Wording(
            zh: "规则中没有“{name}”这种材料。", en: "the rules know no paper {name}", hintZh: "可用：{known}",
            hintEn: "known papers: {known}"),
        "fact.future-death": Wording(
            zh: "死亡日期 {date} 还没有到。", en: "the day of death {date} lies ahead",
            hintZh: "请核对日期，写成 2019-11-05。", hintEn: "check the day; write it as 2019-11-05"),
        "fact.retracted-before": Wording(
            zh: "{number} 号登记已经撤回过了，没有变化。", en: "mark {number} was taken back before; nothing changes",
            hintZh: "用 zhengjiao person show 查看登记的情况。", hintEn: "zhengjiao person show lists the marks"),
        "fact.no-mark": Wording(
            zh: "没有第 {id} 号登记。", en: "there is no entry number {id}",
            hintZh: "编号见登记时的回执，或 person show 的“登记的情况”。", hintEn: "person show lists the marks with their numbers"),
        "fact.number": Wording(
            zh: "“{id}”不是有效的身份证号。", en: "“{id}” is no valid identity number", hintZh: "请按证件核对",
            hintEn: "compare it with the card"),
        "fact.parent-too-young": Wording(
            zh: "{parent} 不可能是 {child} 的父亲或母亲：年龄相差不到 12 岁。",
            en: "{parent} cannot be a parent of {child}: they are less than 12 years apart",
            hintZh: "先写孩子、后写父母，请核对号码", hintEn: "the child comes first, then the parent: check the numbers"),
        "fact.entered": Wording(zh: "第 {number} 号：{id} {kind}。", en: "entry {number}: {id} {kind}"),
        "fact.retracted": Wording(zh: "已撤回第 {number} 号登记。", en: "entry {number} was taken back"),
        "fact.parent": Wording(zh: "已登记 {parent} 为 {child} 的父母。", en: "{parent} was entered as a parent of {child}"),
        "fact.slip": Wording(
            zh: "收件回执　{name}（{id}）　已收到：{received}。　收件人 {by}　{day}",
            en: "Received of {name} ({id}): {received}. By {by}, {day}"),
        "fact.slip-missing": Wording(zh: "还缺：{missing}。", en: "Still missing: {missing}."),
        "fact.slip-complete": Wording(zh: "材料齐全。", en: "Nothing is missing."),
        "fact.reason-entered": Wording(
            zh: "已登记 {id} {insurance} 未缴费的原因：{reason}。", en: "reason of {id} ({insurance}): {reason}"),
    ]

    private static let explanationTexts: [String: Wording] = [
        "explain.number": Wording(
            zh: "“{id}”不是有效的身份证号。", en: "“{id}” is no valid identity number",
            hintZh: "请按证件核对 18 位号码", hintEn: "compare its 18 characters with the card"),
        "explain.nobody": Wording(
            zh: "名册、名单和缴费明细中都没有 {id}。", en: "{id} is in no roster, list or payment",
            hintZh: "可能尚未登记，或者号码有误；来补缴的人，用 orders register 加 --name 和 --village 登记",
            hintEn: "not registered, or the number is wrong; orders register has --name and --village"),
        "explain.head": Wording(
            zh: "{name}（{id}）　{village}　{birth} 出生，{day} 满 {age} 周岁",
            en: "{name} ({id}), {village}, born on {birth}, {age} on {day}"),
        "explain.due": Wording(
            zh: "{insurance} {period}年度（{type}）：应缴 {total} 元，个人 {own} 元，他人代缴：{others}；另有财政补贴 {subsidy} 元",
            en:
                "{insurance} {period} ({type}): due {total}, own part {own}, "
                + "paid by others: {others}; subsidy {subsidy}"
        ),
        "explain.ineligible": Wording(
            zh: "{insurance} {period}年度：不能参保", en: "{insurance} {period}: may not join"),
        "explain.open": Wording(
            zh: "{insurance} {period}年度：还不能确定应缴额", en: "{insurance} {period}: the amount is not known yet"),
        "explain.cover": Wording(zh: "这一天缴费，从 {from} 起享受待遇", en: "paid on this day, cover begins on {from}"),
        "explain.bring": Wording(zh: "请带：{papers}", en: "please bring: {papers}"),
        "explain.settled": Wording(
            zh: "{insurance} {period}年度 {village}：应缴 {total}，个人 {own}，代缴 {others}，已缴清",
            en: "{insurance} {period} {village}: due {total}, own part {own}, others {others}, settled"),
        "explain.move": Wording(zh: "{from} 于 {day} 并入 {to}", en: "{from} went into {to} on {day}"),
        "explain.ended": Wording(
            zh: "{insurance} {period}年度 {village}：{total} 元，{day} 终止（{why}，{cause}）",
            en: "{insurance} {period} {village}: {total}, ended on {day} ({why}, {cause})"),
        "explain.unsettled": Wording(
            zh: "{insurance} {period}年度 {village}：应缴 {total}，个人 {own}，代缴 {others}，未缴",
            en: "{insurance} {period} {village}: due {total}, own part {own}, others {others}, not paid"),
        "explain.receipt": Wording(
            zh: "缴费凭证 {number}：{yuan} 元，{day} 开具", en: "receipt {number}: {yuan}, issued on {day}"),
        "explain.receipt-void": Wording(
            zh: "缴费凭证 {number}：{yuan} 元，{day} 开具，{voided} 作废",
            en: "receipt {number}: {yuan}, issued on {day}, void since {voided}"),
        "explain.unpaid-reason": Wording(
            zh: "{insurance}未缴费的原因：{reason}（{day} {by}）", en: "reason for not paying {insurance}: {reason} ({day} {by})"
        ),
    ]
}
