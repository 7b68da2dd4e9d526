import Levy
import Storage
import Workflow

/// The days of a campaign on which villages are invited to pay.
struct CollectionWindow {
    let span: CivilSpan
    let days: [CivilDate]

    /// The working days of the phase that collects, by the plan's calendar; those from `first` and to `last` where they
    /// are named.
    init(_ definition: Definition, from first: CivilDate? = nil, to last: CivilDate? = nil) {
        let collecting = definition.steps.first { $0.uses == "import-payments" }?.phase
        let span = collecting.flatMap { definition.phase($0)?.days } ?? definition.days
        let from = max(span.first, first ?? span.first)
        let to = min(span.last, last ?? span.last)
        self.span = span
        days = from <= to ? definition.calendar.workingDays(from: from, through: to) : []
    }

    init(plan: String, from first: CivilDate? = nil, to last: CivilDate? = nil) throws {
        self.init(try Definition.load(path: plan), from: first, to: last)
    }
}
