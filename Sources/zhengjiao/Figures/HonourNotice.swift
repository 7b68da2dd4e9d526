import Diagnostics
import Levy
import Storage
import Templates

/// 红黑榜 between the rules that propose it and the notice that is printed of it.
struct HonourNotice {
    let rules: HonourRules
    /// The day of the figures.
    let day: CivilDate
    /// What people agreed to, in the order of the proposal.
    let honours: [Honour]
    /// The district's 完成率 on that day.
    let completion: Rate?

    static let kind = "honours"
    /// The decision by which a proposal enters the notice, where a plan names no other.
    static let consent = "列入"

    /// Whom the rules propose by the figures of a day.
    static func proposals(
        _ rules: HonourRules, on day: CivilDate, in transaction: Transaction
    ) throws -> [Honour] {
        let cut: MetricTable.Cut = rules.level == .town ? .town : .village
        let insurances = Set(rules.rules.map(\.insurance))
        var tables: [Insurance?: MetricTable] = [:]
        for insurance in [nil, Insurance.medical, .pension] where insurances.contains(insurance) {
            tables[insurance] = try MetricTable.read(
                cut, MetricQuestion(asOf: day, insurance: insurance), in: transaction)
        }
        return rules.proposals(on: day) { rule in
            let table = tables[rule.insurance]
            return HonourRules.Values(
                regions: table?.rows.compactMap { row in row.value(rule.metric).map { (row.key, row.name, $0) } } ?? [],
                district: table?.total.rate(rule.metric))
        }
    }

    /// What was decided of the last proposal up to a day.
    /// - Throws: `Rejection` `honours.no-proposal`; `honours.undecided` with everything of which nobody decided.
    init(
        _ rules: HonourRules, notAfter last: CivilDate, consent: String, in transaction: Transaction
    ) throws {
        guard let day = try HonourStore.lastDay(notAfter: last, in: transaction) else {
            throw Rejection("honours.no-proposal", ["day": last.iso])
        }
        let proposed = try HonourStore.honours(on: day, in: transaction)
        var mistakes = DiagnosticList()
        for (honour, decision) in proposed where decision == nil {
            mistakes.error("honours.undecided", ["honour": honour.sentence, "subject": honour.subject])
        }
        try mistakes.throwIfErrors()
        self.rules = rules
        self.day = day
        honours = proposed.filter { $0.decision?.verdict == consent }.map(\.honour)
        completion = try MetricTable.read(.town, MetricQuestion(asOf: day), in: transaction).total.figures.rate
    }

    private static let numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]

    /// 一, 十一, 二十
    private static func numeral(_ number: Int) -> String {
        let (tens, units) = (number / 10, number % 10)
        let head = tens == 0 ? "" : (tens == 1 ? "" : numerals[min(tens, 9) - 1]) + "十"
        return head + (units == 0 ? "" : numerals[units - 1])
    }

    func record(_ settings: CampaignSettings, issue: Int, issued: CivilDate) -> Record {
        var kinds: [String] = []
        for honour in honours where !kinds.contains(honour.kind) { kinds.append(honour.kind) }
        let sections = kinds.enumerated().map { index, kind in
            let own = honours.filter { $0.kind == kind }
            var codes: [String] = []
            for honour in own where !codes.contains(honour.code) { codes.append(honour.code) }
            let units = codes.enumerated().map { place, code in
                let reasons = own.filter { $0.code == code }
                return Record([
                    ("ordinal", .text(codes.count == 1 ? "" : "（\(HonourNotice.numeral(place + 1))）")),
                    ("name", .text(reasons.first?.name ?? code)),
                    ("text", .text(reasons.map(\.text).joined(separator: "；"))),
                ])
            }
            return Record([
                ("ordinal", .text(HonourNotice.numeral(index + 1))), ("kind", .text(kind)),
                ("list", .text(own.first?.list.chinese ?? "")), ("units", .list(units)),
            ])
        }
        return Record([
            ("organ.mark", .text(settings.report.mark)), ("organ.name", .text(settings.report.name)),
            ("issue", .integer(issue)), ("title", .text(rules.title)),
            ("addressees", .text(settings.report.addressees)), ("basis", .optional(rules.basis)),
            ("asOf", .date(day)), ("completion", .rate(completion)), ("sections", .list(sections)),
            ("demands", .list(rules.demands.map { Record([("text", .text($0))]) })),
            ("last", .text(HonourNotice.numeral(sections.count + 1))), ("issued", .date(issued)),
            ("specimen", .flag(true)), ("copies", .text(settings.report.copies)),
            ("printer", .text(settings.report.organ)),
        ])
    }
}
