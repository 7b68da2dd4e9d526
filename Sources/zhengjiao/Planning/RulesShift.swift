import Diagnostics
import Levy
import Settings
import Storage
import Workflow

/// Last year's rules file made into another year's, beside the plan that it belongs to: windows follow the phases of
/// the new plan, other days and the years move by whole years, and what nobody can know yet for the new year carries
/// `confirm: true`, of which `rules check` reminds until a person has removed it. The text otherwise stays.
struct RulesShift {
    private(set) var text: String
    /// In the order of the file.
    private(set) var edits: [PlanShift.Edit] = []
    /// The ids of all that is marked now.
    private(set) var marked: [String] = []

    private let shift: PlanShift
    /// The year that last year's plan begins in.
    private let oldYear: Int

    /// Sections whose items are rules: they have years and come from documents.
    private static let sections = [
        "classes", "precedence", "eligibility", "fees", "pool", "tiers", "aid", "windows", "waiting", "newborns",
        "back-payment", "breaks", "orders", "refunds",
    ]

    /// - Parameter oldYear: the year that last year's plan begins in.
    /// - Throws: `Rejection` when the file is no rules file.
    init(_ old: SourceText, beside shift: PlanShift, from oldYear: Int) throws(Rejection) {
        _ = try RuleBook.read(old.text, file: old.name)
        let root = try ConfigValue.read(old.text, file: old.name)
        self.shift = shift
        self.oldYear = oldYear
        text = ""
        for key in ["rules", "title"] { root[key].map { rename($0) } }
        var marks: [ConfigValue.Entry] = []
        for value in items(root, "documents") where isOfTheYear(value) { mark(value, &marks) }
        for section in RulesShift.sections {
            for value in items(root, section) where shiftRule(value) { mark(value, &marks) }
        }
        edits.sort { ($0.span.line, $0.span.column) < ($1.span.line, $1.span.column) }
        text = PlanShift.apply(edits, to: old.text, marking: marks.map(\.keySpan), with: "confirm: true")
        let new = try ConfigValue.read(text, file: old.name)
        marked = (["documents"] + RulesShift.sections).flatMap { items(new, $0) }
            .filter { $0["confirm"] != nil }.compactMap { $0["id"].flatMap(RulesShift.scalar) }
    }

    private func items(_ root: ConfigValue, _ section: String) -> [ConfigValue] {
        guard case .list(let items)? = root[section]?.content else { return [] }
        return items
    }

    private static func scalar(_ value: ConfigValue) -> String? {
        guard case .scalar(let text) = value.content else { return nil }
        return text
    }

    /// What is marked already stays so.
    private func mark(_ value: ConfigValue, _ marks: inout [ConfigValue.Entry]) {
        guard value["confirm"] == nil, let id = value.entries.first(where: { $0.key == "id" }) else { return }
        marks.append(id)
    }

    /// A document of last year: this year there may be a newer one.
    private func isOfTheYear(_ document: ConfigValue) -> Bool {
        let words = ["number", "title"].compactMap { document[$0].flatMap(RulesShift.scalar) }.joined()
        let from = document["from"].flatMap(RulesShift.scalar).flatMap { CivilDate(iso: $0) }
        return from?.year == oldYear || words.contains("\(oldYear)")
    }

    // MARK: Rules

    /// Moves the days and years of a rule.
    /// - Returns: whether it now says something about the new year that somebody must look up.
    private mutating func shiftRule(_ rule: ConfigValue) -> Bool {
        let isPension = rule["insurance"].flatMap(RulesShift.scalar) == Insurance.pension.rawValue
        // A pension is paid in its year, medical cover the year before.
        let lastCover = oldYear + shift.years + (isPension ? 0 : 1)
        let hasMoved = rule["periods"].map { movePeriods($0, upTo: lastCover) } ?? false
        if hasMoved { rule["id"].map { rename($0) } }
        var isOfThePlan: Bool?
        for key in ["from", "to", "latest", "deadline"] {
            guard let value = rule[key], let date = RulesShift.scalar(value).flatMap({ CivilDate(iso: $0) }) else {
                continue
            }
            let planned = shift.dayOfPhases(date)
            isOfThePlan = planned != nil && isOfThePlan ?? true
            edit(value, to: (planned ?? sameDay(date)).iso, isDay: true)
        }
        // The plan itself says how its phases lie.
        return isOfThePlan.map { !$0 } ?? hasMoved
    }

    /// A year of last year's cover becomes the next one; a range goes on when it would not reach the new year.
    private mutating func movePeriods(_ periods: ConfigValue, upTo lastCover: Int) -> Bool {
        if case .list(let ends) = periods.content {
            guard let last = ends.last, let year = RulesShift.scalar(last).flatMap({ Int($0) }),
                year < lastCover, year >= oldYear
            else { return false }
            edit(last, to: "\(year + shift.years)", isDay: false)
            return true
        }
        guard let year = RulesShift.scalar(periods).flatMap({ Int($0) }), (oldYear...oldYear + 1).contains(year) else {
            return false
        }
        edit(periods, to: "\(year + shift.years)", isDay: false)
        return true
    }

    /// The same month and day; the last of February where there is no 29th.
    private func sameDay(_ date: CivilDate) -> CivilDate {
        let year = date.year + shift.years
        return CivilDate(year: year, month: date.month, day: date.day)
            ?? CivilDate(year: year, month: date.month, day: date.day - 1) ?? date
    }

    private mutating func rename(_ value: ConfigValue) {
        guard let old = RulesShift.scalar(value), let new = shift.renamed(old) else { return }
        edit(value, to: new, isDay: false)
    }

    private mutating func edit(_ value: ConfigValue, to new: String, isDay: Bool) {
        guard let old = RulesShift.scalar(value), old != new else { return }
        edits.append(PlanShift.Edit(span: value.span, path: value.path, old: old, new: new, isDay: isDay))
    }
}
