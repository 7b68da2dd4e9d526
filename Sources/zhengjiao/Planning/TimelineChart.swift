import Diagnostics
import Export
import Storage
import Templates
import Workflow

/// A time line as a chart for the wall: days across, phases and steps down, on as many sheets as its days need.
struct TimelineChart {
    private let timeline: PlanTimeline
    private var plan: Definition { timeline.definition }

    /// So many days fit across a sheet and can still be read from a step away.
    private static let daysPerSheet = 70

    init(_ timeline: PlanTimeline) { self.timeline = timeline }

    func pdf(fonts: String?) throws -> [UInt8] {
        let room = PressRoom(
            fonts: try Installation.fontCatalog(override: fonts), templates: TemplateShelf(filters: DomainFilters.all))
        let printed = try room.pdf(
            Installation.template("plan-chart"), record, subject: plan.id, author: plan.title,
            created: Instant(plan.days.first).iso)
        return printed.bytes
    }

    private var record: Record {
        let days = CivilSpan(first: timeline.from, last: timeline.to).days
        // Sheets of even length, beginning on Mondays where there are several.
        var sheets: [[CivilDate]] = []
        var rest = days[...]
        while !rest.isEmpty {
            var count = min(TimelineChart.daysPerSheet, rest.count)
            if count < rest.count {
                while count > 1, rest[rest.startIndex + count].weekday != 1 { count -= 1 }
            }
            sheets.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        let working = days.count { plan.calendar.isWorkingDay($0) }
        return Record([
            ("title", .text(plan.title)),
            ("span", .text("\(timeline.from.chinese)至\(timeline.to.chinese)")),
            ("working", .integer(working)), ("resting", .integer(days.count - working)),
            ("roles", .text(plan.roles.map(\.title).joined(separator: "、"))),
            ("sheets", .list(sheets.enumerated().map { sheet($1, number: $0 + 1, of: sheets.count) })),
        ])
    }

    private func sheet(_ days: [CivilDate], number: Int, of count: Int) -> Record {
        Record([
            ("several", .flag(count > 1)), ("number", .integer(number)), ("count", .integer(count)),
            ("months", .list(months(days))), ("days", .list(days.map(head))),
            ("rows", .list(rows(days))),
        ])
    }

    private func months(_ days: [CivilDate]) -> [Record] {
        days.chunked { $0.firstOfMonth }.map { month in
            let name = month.count > 3 ? "\(month[0].year)年\(month[0].month)月" : "\(month[0].month)月"
            return Record([("name", .text(name)), ("span", .integer(month.count))])
        }
    }

    /// Day, weekday, and 休 or 班 where the official notice says so.
    private func head(_ date: CivilDate) -> Record {
        let working = plan.calendar.isWorkingDay(date)
        let isUsual = working == (date.weekday <= 5)
        return Record([
            ("day", .integer(date.day)), ("weekday", .text(String(date.chineseWeekday.suffix(1)))),
            ("rest", .flag(!working)), ("mark", .optional(isUsual ? nil : working ? "班" : "休")),
        ])
    }

    private func rows(_ days: [CivilDate]) -> [Record] {
        let entries = Dictionary(grouping: timeline.entries) { $0.step.id }
        let free = plan.steps.filter { $0.phase == nil }
        var rows = free.compactMap { row($0, entries[$0.id] ?? [], days) }
        for phase in plan.phases {
            let steps = plan.steps.filter { $0.phase == phase.id }.compactMap { row($0, entries[$0.id] ?? [], days) }
            let touches = phase.days.last >= days[0] && phase.days.first <= days[days.count - 1]
            if touches { rows.append(row(phase, days)) }
            rows += steps
        }
        return rows
    }

    private func row(_ phase: Phase, _ days: [CivilDate]) -> Record {
        let working = plan.calendar.workingDays(from: phase.days.first, through: phase.days.last).count
        let cells = days.map { date in
            cell(date, phase.days.contains(date) ? .phase : .none, mark: nil)
        }
        let first = phase.days.first
        let last = phase.days.last
        return Record([
            ("phase", .flag(true)), ("name", .text(phase.name)),
            ("about", .text("\(first.month)月\(first.day)日至\(last.month)月\(last.day)日，\(working)个工作日")),
            ("cells", .list(cells)),
        ])
    }

    /// Nil for a step without anything on these days.
    private func row(_ step: PlannedStep, _ entries: [PlanTimeline.Entry], _ days: [CivilDate]) -> Record? {
        var marks: [CivilDate: String] = [:]
        var running: [CivilSpan] = []
        let mark = step.task != nil ? "▶" : entries.count == 1 ? "◆" : "●"
        for entry in entries {
            marks[entry.nominal.date] = mark
            guard let deadline = entry.deadline?.adding(milliseconds: -1).date, deadline >= entry.nominal.date else {
                continue
            }
            running.append(CivilSpan(first: entry.nominal.date, last: deadline))
            if deadline > entry.nominal.date { marks[deadline] = "◀" }
        }
        let isHere = days.contains { day in marks[day] != nil || running.contains { $0.contains(day) } }
        guard isHere else { return nil }
        var about = step.task.map { plan.roleTitle($0.role) } ?? ""
        let times = Set(entries.map { $0.nominal.text.suffix(5) })
        if let time = times.first, times.count == 1 { about += (about.isEmpty ? "" : " ") + time }
        let cells = days.map { date in
            cell(date, running.contains { $0.contains(date) } ? .task : .none, mark: marks[date])
        }
        return Record([
            ("phase", .flag(false)), ("name", .text(step.name)), ("about", .text(about)), ("cells", .list(cells)),
        ])
    }

    private enum Bar { case none, phase, task }

    private func cell(_ date: CivilDate, _ bar: Bar, mark: String?) -> Record {
        let rest = !plan.calendar.isWorkingDay(date)
        return Record(
            names: ["plain", "rest", "phase", "phaseRest", "task", "taskRest", "mark"],
            values: [
                .flag(bar == .none && !rest), .flag(bar == .none && rest), .flag(bar == .phase && !rest),
                .flag(bar == .phase && rest), .flag(bar == .task && !rest), .flag(bar == .task && rest),
                .optional(mark),
            ])
    }
}
