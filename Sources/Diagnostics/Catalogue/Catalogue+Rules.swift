extension Catalogue {
    static let rules: [String: Wording] = ruleFiles.merging(ruleContradictions) { first, _ in first }
        .merging(ruleTexts) { first, _ in first }.merging(ruleSteps) { first, _ in first }
        .merging(levyPersons) { first, _ in first }.merging(levyOrders) { first, _ in first }

    /// How a rules file is written.
    private static let ruleFiles: [String: Wording] = [
        "rules.unconfirmed": Wording(
            zh: "规则“{id}”沿用了以前年度的，还没有确认（依据 {document}）。",
            en: "the rule {id} was carried over from another year and is not confirmed yet (document: {document})",
            hintZh: "按今年的文件核对标准、日期和依据，然后删去 confirm: true",
            hintEn: "compare amounts, days and document with this year's papers, then remove confirm: true"),
        "rules.document-unconfirmed": Wording(
            zh: "今年是否有代替 {document} 的新文件，还没有确认。",
            en: "whether a newer document has replaced {document} is not confirmed yet",
            hintZh: "有新文件的，加到 documents 里并改规则的 document；然后删去 confirm: true",
            hintEn: "if there is one, list it and name it in the rules; then remove confirm: true"),
        "rules.range": Wording(
            zh: "{path} 应为一个数或“[起, 止]”，且起不大于止。", en: "{path} must be a number or [first, last]",
            hintZh: "例如 2019 或 [2018, 2023]，年龄 [16, 59]", hintEn: "such as 2019 or [2018, 2023], ages [16, 59]"),
        "rules.amount": Wording(
            zh: "{path} 应为金额（元），现为“{text}”。", en: "{path} must be an amount in yuan, not “{text}”",
            hintZh: "只写数字，最多两位小数，例如 280 或 320.50", hintEn: "digits with at most two decimals, such as 280 or 320.50"),
        "rules.number": Wording(
            zh: "{path} 应在 {from} 到 {to} 之间，现为 {text}。", en: "{path} must lie between {from} and {to}, not {text}"),
        "rules.choice": Wording(
            zh: "{path} 不能写“{text}”。", en: "{path} cannot be “{text}”", hintZh: "可用：{known}",
            hintEn: "use one of: {known}"),
        "rules.choice-near": Wording(
            zh: "{path} 不能写“{text}”。", en: "{path} cannot be “{text}”", hintZh: "是不是“{near}”？",
            hintEn: "did you mean {near}?"),
        "rules.share": Wording(
            zh: "看不懂“{text}”。", en: "“{text}” is not understood", hintZh: "写成 50%、金额（元）或 rest（其余）",
            hintEn: "write 50%, an amount in yuan, or rest"),
        "rules.unknown-class": Wording(
            zh: "classes 中没有“{name}”这一类。", en: "there is no class {name} in classes", hintZh: "可用：{known}",
            hintEn: "known classes: {known}"),
        "rules.unknown-class-near": Wording(
            zh: "classes 中没有“{name}”这一类。", en: "there is no class {name} in classes", hintZh: "是不是“{near}”？",
            hintEn: "did you mean {near}?"),
        "rules.unknown-bearer": Wording(
            zh: "bearers 中没有“{name}”这一承担方。", en: "there is no bearer {name} in bearers", hintZh: "可用：{known}",
            hintEn: "known bearers: {known}"),
        "rules.unknown-bearer-near": Wording(
            zh: "bearers 中没有“{name}”这一承担方。", en: "there is no bearer {name} in bearers", hintZh: "是不是“{near}”？",
            hintEn: "did you mean {near}?"),
        "rules.dates": Wording(
            zh: "止日 {to} 早于起日 {from}。", en: "the last day {to} lies before the first, {from}",
            hintZh: "请核对两个日期", hintEn: "check both days"),
        "rules.empty-name": Wording(
            zh: "人员类别要有名称。", en: "a class needs a name", hintZh: "写名单上的叫法，例如 特困人员",
            hintEn: "write it as lists do, such as 特困人员"),
        "rules.one-requirement": Wording(
            zh: "“{id}”应写 ages、residence、without 中的一项。", en: "{id} must have one of ages, residence, without",
            hintZh: "几个条件写成几条规则，各有自己的文件依据", hintEn: "write several conditions as several rules"),
        "rules.within": Wording(
            zh: "期限应写 days 或 months 中的一个。", en: "the span is given in days or in months",
            hintZh: "例如 { months: 6 } 或 { days: 90 }", hintEn: "such as { months: 6 } or { days: 90 }"),
        "rules.subsidy-no-tier": Wording(
            zh: "没有 {tier} 元这一档次，却写了它的补贴。", en: "there is no tier of {tier} yuan, but a subsidy for it",
            hintZh: "请核对 yuan 和 restricted 中的档次", hintEn: "check the tiers under yuan and restricted"),
        "rules.subsidy-twice": Wording(
            zh: "{tier} 元档的补贴写了两次。", en: "the subsidy of the tier of {tier} yuan is given twice",
            hintZh: "每个档次只写在一行", hintEn: "give each tier once"),
        "rules.tier-no-subsidy": Wording(
            zh: "{tier} 元档没有写入口补贴。", en: "the tier of {tier} yuan has no subsidy row",
            hintZh: "没有补贴的也要写明：yuan: 0", hintEn: "say so where there is none: yuan: 0"),
    ]

    /// Rules that do not go together.
    private static let ruleContradictions: [String: Wording] = [
        "rules.here": Wording(zh: "另一处在这里。", en: "the other one is here"),
        "rules.id-twice": Wording(
            zh: "规则“{id}”出现了两次。", en: "there are two rules with the id {id}", hintZh: "每条规则要有自己的 id",
            hintEn: "give each rule an id of its own"),
        "rules.class-twice": Wording(
            zh: "人员类别“{name}”出现了两次。", en: "the class {name} is listed twice", hintZh: "留下一处", hintEn: "keep one"),
        "rules.unknown-document": Wording(
            zh: "规则“{id}”的依据“{name}”不在 documents 中。", en: "the rule {id} cites {name}, which is not in documents",
            hintZh: "可用：{known}", hintEn: "known documents: {known}"),
        "rules.unknown-document-near": Wording(
            zh: "规则“{id}”的依据“{name}”不在 documents 中。", en: "the rule {id} cites {name}, which is not in documents",
            hintZh: "是不是“{near}”？", hintEn: "did you mean {near}?"),
        "rules.document-not-in-force": Wording(
            zh: "规则“{id}”的依据 {document}（{from} 至 {until}）在规则的年度不是有效文件。",
            en: "the rule {id} cites {document}, which was not in force in its years ({from} to {until})",
            hintZh: "请核对文件的有效期，或改用当年的文件", hintEn: "check the document's validity, or cite the one of these years"),
        "rules.unknown-material": Wording(
            zh: "规则“{id}”的材料“{name}”不在 materials 中。", en: "the rule {id} asks for {name}, which is not in materials",
            hintZh: "可用：{known}", hintEn: "known papers: {known}"),
        "rules.unknown-material-near": Wording(
            zh: "规则“{id}”的材料“{name}”不在 materials 中。", en: "the rule {id} asks for {name}, which is not in materials",
            hintZh: "是不是“{near}”？", hintEn: "did you mean {near}?"),
        "rules.no-bearer": Wording(
            zh: "“{id}”的 {yuan} 元没有写由谁承担。", en: "nobody bears the {yuan} yuan of {id}",
            hintZh: "写 bearer: 某方，或 shares: { 甲: 50%, 乙: rest }",
            hintEn: "write bearer: … or shares: { a: 50%, b: rest }"),
        "rules.shares-sum": Wording(
            zh: "“{id}”各方承担的份额加起来不等于 {yuan} 元。", en: "the shares of {id} do not add up to {yuan} yuan",
            hintZh: "百分数合计应为 100%，或让一方承担 rest（其余）", hintEn: "percents add up to 100, or one bearer takes the rest"),
        "rules.overlap": Wording(
            zh: "“{id}”和“{other}”在 {from}–{to} 年度对同样的人都适用，不知以哪条为准。",
            en: "{id} and {other} both hold for the same persons in {from}–{to}",
            hintZh: "改年度、地方或年龄，使两条不重叠；个别地方的例外用 places 写明",
            hintEn: "separate them by years, places or ages; an exception for a place has places"),
        "rules.windows-overlap": Wording(
            zh: "缴费时段“{id}”和“{other}”有重叠的日子。", en: "the windows {id} and {other} share days",
            hintZh: "后一段从前一段结束的次日开始", hintEn: "let one begin on the day after the other ends"),
        "rules.full-without-pool": Wording(
            zh: "“{id}”要缴个人和财政两部分，但没有写财政补助标准（pool）。",
            en: "{id} asks for the full cost, but no pool rule says what the budgets add", hintZh: "请在 pool 中写明当年的财政补助",
            hintEn: "add the year's rule under pool"),
        "rules.class-without-aid": Wording(
            zh: "“{name}”在{insurance}（{id}）没有代缴规则。", en: "the class {name} has no aid for {id} ({insurance})",
            hintZh: "不资助的也要写明：pays: 0", hintEn: "say so where nothing is paid: pays: 0"),
        "rules.class-not-ordered": Wording(
            zh: "“{name}”没有排在优先顺序“{id}”里。", en: "the class {name} has no place in the order {id}",
            hintZh: "把每一类都写进 order", hintEn: "put every class into the order"),
    ]

    /// What commands say about rules.
    private static let ruleTexts: [String: Wording] = [
        "rules.checked": Wording(
            zh: "{title}：{rules} 条规则，{documents} 份依据，没有错误。",
            en: "{title}: {rules} rules, {documents} documents, no mistakes"),
        "rules.no-file": Wording(
            zh: "找不到规则文件 {file}。", en: "there is no rules file {file}", hintZh: "levy.rules 写相对于方案的路径，如 rules.yaml",
            hintEn: "levy.rules is a path beside the plan, such as rules.yaml"),
        "rules.none-recorded": Wording(
            zh: "这个目录的账里没有记下缴费规则。", en: "the books of this folder hold no rules",
            hintZh: "导入名册时会记下当时的规则；较早的目录请重新演练",
            hintEn: "they are entered with the rosters; run older campaigns afresh"),
        "rules.insurance": Wording(
            zh: "没有“{name}”这一险种。", en: "there is no insurance {name}", hintZh: "写 medical（居民医疗）或 pension（居民养老）",
            hintEn: "use medical or pension"),
        "rules.no-such-class": Wording(
            zh: "规则中没有“{name}”这一类人员。", en: "the rules have no class {name}", hintZh: "可用：{known}",
            hintEn: "known classes: {known}"),
        "rules.diff-none": Wording(zh: "两份规则没有区别。", en: "no difference"),
        "rules.diff-new": Wording(
            zh: "{insurance} {period}年度 {class} {variant}：新增，应缴 {total} 元，个人缴 {own} 元，财政补贴 {subsidy} 元。",
            en: "{insurance} {period} {class} {variant}: new, due {total}, own part {own}, subsidy {subsidy}"),
        "rules.diff-gone": Wording(
            zh: "{insurance} {period}年度 {class} {variant}：取消（原应缴 {total} 元，个人缴 {own} 元）。",
            en: "{insurance} {period} {class} {variant}: gone (it was due {total}, own part {own})"),
        "rules.diff-money": Wording(
            zh: "{insurance} {period}年度 {class} {variant}：应缴 {oldTotal} → {total} 元，"
                + "个人缴 {oldOwn} → {own} 元，财政补贴 {oldSubsidy} → {subsidy} 元。",
            en: "{insurance} {period} {class} {variant}: due {oldTotal} → {total}, "
                + "own part {oldOwn} → {own}, subsidy {oldSubsidy} → {subsidy}"),
        "rules.diff-rule": Wording(zh: "规则“{id}”的内容有改动。", en: "the rule {id} has changed"),
        "rules.diff-rule-new": Wording(zh: "新增规则“{id}”。", en: "new rule {id}"),
        "rules.diff-rule-gone": Wording(zh: "取消规则“{id}”。", en: "the rule {id} is gone"),
        "rules.diff-document-new": Wording(zh: "新的依据：{name}。", en: "new document: {name}"),
        "rules.diff-document-gone": Wording(zh: "不再引用：{name}。", en: "no longer cited: {name}"),
    ]

    /// Rule by rule, what was found about a person.
    private static let ruleSteps: [String: Wording] = [
        "rule.deceased": Wording(zh: "已登记死亡（{date} {source}）。", en: "registered as deceased ({date} {source})"),
        "rule.age": Wording(
            zh: "{day} 满 {age} 周岁，应为 {from} 至 {to} 周岁。", en: "{age} years old on {day}; it takes {from} to {to}"),
        "rule.residence-local": Wording(zh: "本区户籍。", en: "registered here"),
        "rule.residence-document": Wording(
            zh: "凭港澳台居民居住证、外国人永久居留身份证或护照，非本区户籍；有效期没有登记，请核实。",
            en: "lives here by a residence permit, card or passport; enter its expiry with person mark permit"),
        "rule.residence-permit": Wording(
            zh: "非本区户籍，持有效居住证。", en: "registered elsewhere, with a valid residence permit"),
        "rule.residence-accompanying-child": Wording(zh: "居住证持有人的随迁子女。", en: "accompanying child of a permit holder"),
        "rule.residence-elsewhere": Wording(
            zh: "非本区户籍，没有有效的居住证。", en: "registered elsewhere, without a valid residence permit"),
        "rule.without": Wording(zh: "没有以下情形：{kinds}。", en: "none of these: {kinds}"),
        "rule.has-mark": Wording(zh: "有不能参保的情形：{found}。", en: "excluded by: {found}"),
        "rule.newborn": Wording(
            zh: "{birth} 出生，新生儿缴费期到 {last}，在期内。", en: "born on {birth}, inside the newborns' window (until {last})"),
        "rule.newborn-late": Wording(
            zh: "{birth} 出生，新生儿缴费期到 {last}，已经过了。", en: "born on {birth}; the newborns' window ended on {last}"),
        "rule.parent-insured": Wording(zh: "父母至少一方在本地参保。", en: "a parent is insured here"),
        "rule.parent-not-insured": Wording(zh: "父母都没有在本地参保。", en: "no parent is insured here"),
        "rule.parent-unknown": Wording(
            zh: "还没有登记父母，不知道是否有一方在本地参保。",
            en: "the parents are not on record, so that it is not known whether one is insured"),
        "rule.no-window": Wording(zh: "{day} 不在缴费期内。", en: "{day} lies in no window"),
        "rule.central-window": Wording(
            zh: "{day} 在{name}（{from} 至 {to}）内。", en: "{day} lies in the central window {name} ({from} to {to})"),
        "rule.late-window": Wording(
            zh: "{day} 在集中征缴期外：{name}（{from} 至 {to}）。",
            en: "{day} lies outside the central window: {name} ({from} to {to})"),
        "rule.no-fee": Wording(
            zh: "规则中没有 {period} 年度的缴费标准。", en: "the rules give no rate for {period}"),
        "rule.fee": Wording(zh: "缴费标准 {yuan} 元。", en: "the fee is {yuan} yuan"),
        "rule.choose-tier": Wording(zh: "尚未选择档次，可选：{tiers} 元。", en: "no tier was chosen; open are: {tiers} yuan"),
        "rule.tier": Wording(zh: "选择 {yuan} 元档。", en: "the tier of {yuan} yuan was chosen"),
        "rule.tier-not-allowed": Wording(
            zh: "没有 {yuan} 元档，或者本人不能选这一档。", en: "there is no tier of {yuan} yuan, or it is not open to this person"),
        "rule.class": Wording(zh: "按“{class}”办理（{source}）。", en: "counts as {class} ({source})"),
        "rule.class-behind": Wording(
            zh: "也在“{class}”名单上（{source}），按“{other}”办理，不重复享受。",
            en: "is also on the list of {class} ({source}); {other} counts, nobody is helped twice"),
        "rule.class-not-valid": Wording(
            zh: "在“{class}”名单上（{source}），但在这一天不算：有效期 {from}–{until}，或者当年没有这一类。",
            en: "is on the list of {class} ({source}), which does not count on this day ({from}–{until})"),
        "rule.aid": Wording(
            zh: "“{class}”由他人代缴 {yuan} 元（{parts}），个人缴 {own} 元。",
            en: "{yuan} yuan are paid for {class} ({parts}), the own part is {own}"),
        "rule.subsidy": Wording(
            zh: "另由财政补贴 {yuan} 元（{parts}），不发给个人。", en: "budgets add {yuan} yuan ({parts}), not paid out to the person"),
        "rule.full-cost": Wording(
            zh: "逾期缴费，财政补助的 {yuan} 元也由个人承担。",
            en: "paid late: the {yuan} yuan of the budgets are borne by the payer as well"),
        "rule.spared-waiting": Wording(zh: "属于例外人员，没有待遇等待期。", en: "exempt from the waiting time"),
        "rule.waiting": Wording(
            zh: "待遇等待期 {months} 个月 {days} 天（中断 {missed} 年），从 {from} 起享受待遇。",
            en: "waiting time of {months} months and {days} days ({missed} years missed): cover begins on {from}"),
        "rule.order": Wording(
            zh: "{type}须先由经办机构核定，凭核定单缴费。",
            en: "{type}: the bureau fixes the amount first; it is paid against the order"),
    ]
}
