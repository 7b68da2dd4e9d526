extension Catalogue {
    /// 核定单, back payment, breaks, coverage.
    static let levyOrders: [String: Wording] = [
        "order.type": Wording(
            zh: "没有“{type}”这种缴费。", en: "there is no payment of the kind {type}", hintZh: "可用：{known}",
            hintEn: "known kinds: {known}"),
        "order.amount": Wording(
            zh: "“{text}”不是金额（元）。", en: "“{text}” is no amount in yuan", hintZh: "例如 300 或 800.50",
            hintEn: "such as 300 or 800.50"),
        "order.not-special": Wording(
            zh: "{type}不需要核定单。", en: "{type} needs no order", hintZh: "在集中征缴期内按清册缴费即可",
            hintEn: "it is paid by the roster inside the central window"),
        "order.in-window": Wording(
            zh: "还在{window}（至 {to}），按清册缴费，不开集中征缴期外的核定单。",
            en: "the central window ({window}) is open until {to}: it is paid by the roster",
            hintZh: "清册上没有的，按新参保登记。", hintEn: "who is on no roster is registered as first-time"),
        "order.price": Wording(
            zh: "核定单 {number} 登记时应缴 {registered} 元，按规则 {day} 缴费为 {now}。",
            en: "the order {number} was registered with {registered} yuan; by the rules it is {now} on {day}",
            hintZh: "把 --pay-by 提前到价格不变的日期；登记时的价格已经不对的，作废后重新登记。",
            hintEn: "let it be paid by a day of the same price, or cancel it and register it again"),
        "order.open": Wording(
            zh: "{name} 这一险种已有一张未缴费的核定单 {number}。", en: "{name} has an open order already: {number}",
            hintZh: "先缴费或作废", hintEn: "let it be paid or cancel it first"),
        "order.ineligible": Wording(
            zh: "{name} 不能参保，原因见下。", en: "{name} may not join, for these reasons", hintZh: "person explain 列出每一条规则",
            hintEn: "person explain shows rule by rule"),
        "order.no-tier": Wording(
            zh: "请写明养老缴费档次。", en: "the pension needs a tier", hintZh: "例如 --tier 300", hintEn: "such as --tier 300"),
        "order.no-window": Wording(
            zh: "{day} 不在任何缴费时段内。", en: "{day} lies in no window", hintZh: "见规则的 windows",
            hintEn: "see the windows of the rules"),
        "order.nothing-due": Wording(
            zh: "{name} 个人不用缴费。", en: "{name} has nothing to pay", hintZh: "由财政代缴的不开核定单",
            hintEn: "what others pay needs no order"),
        "order.no-back-payment": Wording(
            zh: "{name}（{age} 周岁）没有可以补缴的年度。", en: "{name} ({age}) has no year to pay back",
            hintZh: "见规则的 back-payment", hintEn: "see back-payment in the rules"),
        "order.year-not-open": Wording(
            zh: "{years} 年度不能补缴。", en: "{years} cannot be paid back", hintZh: "可以补缴：{open}",
            hintEn: "open are: {open}"),
        "order.too-many-years": Wording(
            zh: "最多还能补缴 {allowed} 年，写了 {count} 年，或者有重复。",
            en: "{allowed} years may be paid back, not {count}, and each once", hintZh: "减少年数",
            hintEn: "name fewer years"),
        "order.assessed": Wording(
            zh: "核定单 {number} 已经核定。", en: "the order {number} was assessed already", hintZh: "有误时作废后重新登记",
            hintEn: "cancel a wrong one and register it again"),
        "order.same-person": Wording(
            zh: "核定单 {number} 的登记、经办、复核必须是三个人，现在是：{hands}。",
            en: "the order {number} takes three persons, now: {hands}", hintZh: "请由另一人经办或复核",
            hintEn: "let another person do it"),
        "order.paid": Wording(
            zh: "核定单 {number} 已经缴费，不能作废。", en: "the order {number} is paid and cannot be cancelled",
            hintZh: "请办理退费", hintEn: "ask for a refund"),
        "order.not-assessed": Wording(
            zh: "核定单 {number} 还没有核定。", en: "the order {number} is not assessed yet",
            hintZh: "先办 orders assess", hintEn: "orders assess comes first"),
        "order.not-paid": Wording(
            zh: "核定单 {number} 没有缴费，没有凭证（{state}）。", en: "the order {number} is not paid ({state})",
            hintZh: "到账当晚入账后才有凭证", hintEn: "the receipt is issued in the evening of the payment"),
        "order.unknown": Wording(
            zh: "没有核定单 {number}。", en: "there is no order {number}", hintZh: "orders list 列出全部核定单",
            hintEn: "orders list shows all of them"),
        "order.cancelled": Wording(
            zh: "核定单 {number} 已作废（{reason}）。", en: "the order {number} was cancelled ({reason})",
            hintZh: "请重新登记", hintEn: "register the case again"),
        "order.is-cancelled": Wording(zh: "核定单 {number} 已作废。", en: "the order {number} is cancelled"),
        "order.no-break-rule": Wording(
            zh: "规则中没有{insurance}中断缴费的期限。", en: "the rules give no latest day for a break of {insurance}",
            hintZh: "写在 breaks", hintEn: "it goes under breaks"),
        "order.back-payment": Wording(
            zh: "{name}（{age} 周岁）可以补缴 {allowed} 年：{years}；{tier} 元档，共 {total} 元，财政补贴 {subsidy} 元（{document}）。",
            en:
                "{name} ({age}) may pay back {allowed} years: {years}; "
                + "tier {tier}, {total} in all, subsidy {subsidy} ({document})"
        ),
        "order.cancel-checker": Wording(
            zh: "核定单 {number} 已经核定，作废要两个人：经办和另一名复核。",
            en: "the order {number} was assessed; cancelling it takes two persons",
            hintZh: "加上 --checker，与 --by 不是一个人。", hintEn: "add --checker, another person than --by"),
        "order.unchecked": Wording(
            zh: "没有往年缴费名单，请先核对：所列年度是按从未缴过费算的（person list --paid 登记往年缴费人员）。",
            en: "no list of earlier payers was entered: the years are counted as if nothing was ever paid"),
        "order.back-tier": Wording(
            zh: "没有 {tier} 元这一档可以补缴；可选：{open}。", en: "there is no tier {tier} to pay back by; open are: {open}",
            hintZh: "--tier 写其中的一档；限特殊人群的档次不能用来补缴。", hintEn: "name one of them"),
        "order.back-insured": Wording(
            zh: "{name}（{age} 周岁）已缴过 {years} 年度，这个年龄的补缴只限从未参保的人。",
            en: "{name} ({age}) has paid for {years}; at this age only who never joined may pay back",
            hintZh: "缴费记录有误的，先更正往年缴费名单。", hintEn: "if the record is wrong, correct the list of earlier payers"),
        "order.village": Wording(
            zh: "村居代码“{village}”不在区划表中。", en: "the village {village} is not in the table of regions",
            hintZh: "请核对村居代码。", hintEn: "check the village's code"),
        "order.newcomer-name": Wording(
            zh: "名册上没有 {id}，登记时要写姓名。", en: "no roster has {id}; the name is needed",
            hintZh: "加上 --name 和 --village。", hintEn: "add --name and --village"),
        "order.no-history": Wording(
            zh: "没有 {year} 年度{insurance}的缴费名单，算不出谁中断了缴费。",
            en: "no list of who paid {insurance} for {year} was entered; who broke off cannot be told",
            hintZh: "先登记：zhengjiao person list OUT 名单 --paid 险种 --year {year} --by 姓名",
            hintEn: "zhengjiao person list OUT FILE --paid SCHEME --year {year} --by NAME enters it"),
        "order.watch-late": Wording(
            zh: "上年已缴、本年未缴的有 {count} 人；最迟 {latest}，已过 {days} 天。",
            en: "{count} persons paid last year and not this year; the latest day {latest} was {days} days ago"),
        "order.watch": Wording(
            zh: "上年已缴、本年未缴的有 {count} 人；最迟 {latest}，还有 {days} 天；下次提醒 {remind}。",
            en:
                "{count} persons paid last year and not this year; "
                + "latest day {latest}, {days} days left; next reminder {remind}"
        ),
        "coverage.sum": Wording(
            zh: "{insurance}：应参保 {target} 人，已参保 {insured} 人，在其他制度或外地参保 {elsewhere} 人，不需参保 {exempt} 人，缺口 {gap} 人。",
            en:
                "{insurance}: {target} should be insured, {insured} are, "
                + "{elsewhere} elsewhere, {exempt} exempt, gap {gap}"
        ),
    ]
}
