import Diagnostics
import Storage
import Workflow

/// A time line for people and for programs.
struct TimelineReport {
    let timeline: PlanTimeline
    let slip: PlanSlip?
    let absences: [Diagnostic]

    private var plan: Definition { timeline.definition }

    // MARK: For people

    /// Tables in columns: moments, load of the offices, then what is worth noticing.
    var table: String {
        var parts = ["\(plan.title)（\(timeline.from.iso) 至 \(timeline.to.iso)）", ""]
        parts += moments.lines
        if let load { parts += ["", "各岗位每日工作量"] + load.lines }
        if let slip { parts += [""] + lines(slip) }
        for (title, found) in [("缺人时", absences), ("注意", timeline.findings)] where !found.isEmpty {
            parts += ["", title] + found.map { "· " + Catalogue.message($0, in: Failures.language) }
        }
        return parts.joined(separator: "\n")
    }

    private var moments: TextTable {
        var table = TextTable(head: ["时点", "", "阶段", "步骤", "项数", "等待", "期限"], right: [4])
        for entry in timeline.entries {
            var marks = weekday(entry.nominal.date)
            if let moved = entry.movedFrom { marks += "（原 \(moved.date.iso)）" }
            var waits = entry.needs.prefix(3).map { plan.step($0.step)?.name ?? $0.step }
            if entry.needs.count > 3 { waits.append("等\(entry.needs.count)项") }
            waits += entry.step.waitsFor.map { "信号：\(plan.signalTitle($0))" }
            if let condition = entry.step.condition { waits.append("如果 \(condition.text)") }
            let deadline = entry.deadline.map { $0.textAsEnd } ?? ""
            let role = entry.step.task.map { "（\(plan.roleTitle($0.role))）" } ?? ""
            table.append([
                entry.nominal.text, marks, entry.step.phase.flatMap { plan.phase($0)?.name } ?? "—",
                entry.step.name + role, entry.step.forEach == nil ? "" : entry.items.map { "\($0)" } ?? "?",
                waits.joined(separator: "、"), deadline,
            ])
        }
        return table
    }

    private func weekday(_ date: CivilDate) -> String {
        "周" + date.chineseWeekday.suffix(1) + (plan.calendar.isWorkingDay(date) ? "" : "休")
    }

    private var load: TextTable? {
        let loads = timeline.loads
        guard !loads.isEmpty else { return nil }
        var table = TextTable(head: ["日期", "", "岗位", "交办", "到期", "事项"], right: [3, 4])
        for load in loads {
            table.append([
                load.date.iso, weekday(load.date), plan.roleTitle(load.role), count(load.opens), count(load.due),
                load.steps.joined(separator: "、"),
            ])
        }
        return table
    }

    private func count(_ number: Int?) -> String { number.map { $0 == 0 ? "" : "\($0)" } ?? "?" }

    private func lines(_ slip: PlanSlip) -> [String] {
        var lines = ["推迟后"]
        for (phase, days) in slip.phases {
            let old = "\(phase.days.first.iso) 至 \(phase.days.last.iso)"
            lines.append("· 阶段“\(phase.name)”\(old) → \(days.first.iso) 至 \(days.last.iso)")
        }
        // A step of many moments is told by its first and its last.
        for moves in slip.moves.chunked(by: \.name) {
            let shown = moves.count > 2 ? [moves[0], moves[moves.count - 1]] : moves
            let total = moves.count > 2 ? "（共\(moves.count)次，首末如下）" : ""
            lines.append(
                "· “\(moves[0].name)”\(total)"
                    + shown.map { "\($0.from.text) → \($0.to.text)" }
                    .joined(separator: "；"))
        }
        lines += slip.broken.map { "✗ " + Catalogue.message($0, in: Failures.language) }
        return lines
    }

    // MARK: For programs

    func json() throws -> String { try JSONOutput.text(Output(self)) }

    /// The members are described in docs/plan.md; they may grow, but none changes its meaning.
    private struct Output: Encodable {
        struct Need: Encodable {
            let step: String
            let at: String?
        }

        struct Moment: Encodable {
            let at: String
            let movedFrom: String?
            let phase: String?
            let step: String
            let name: String
            let isWorkingDay: Bool
            let needs: [Need]
            let waitsFor: [String]
            let condition: String?
            let list: String?
            let items: Int?
            let role: String?
            let deadline: String?
        }

        struct Load: Encodable {
            let date: String
            let role: String
            let opens: Int?
            let due: Int?
            let steps: [String]
        }

        struct Finding: Encodable {
            let severity: String
            let code: String
            let message: String
            let arguments: [String: String]

            init(_ diagnostic: Diagnostic) {
                severity = diagnostic.severity.rawValue
                code = diagnostic.code
                message = Catalogue.message(diagnostic, in: Failures.language)
                arguments = diagnostic.arguments
            }
        }

        struct Slip: Encodable {
            let name: String
            let from: String
            let to: String
        }

        struct Slipped: Encodable {
            let phases: [Slip]
            let moments: [Slip]
            let broken: [Finding]
        }

        let plan: String
        let title: String
        let from: String
        let to: String
        let moments: [Moment]
        let load: [Load]
        let slip: Slipped?
        let absences: [Finding]
        let findings: [Finding]

        init(_ report: TimelineReport) {
            let timeline = report.timeline
            let definition = timeline.definition
            plan = definition.id
            title = definition.title
            from = timeline.from.iso
            to = timeline.to.iso
            moments = timeline.entries.map { entry in
                Moment(
                    at: entry.nominal.iso, movedFrom: entry.movedFrom?.iso, phase: entry.step.phase,
                    step: entry.step.id, name: entry.step.name,
                    isWorkingDay: definition.calendar.isWorkingDay(entry.nominal.date),
                    needs: entry.needs.map { Need(step: $0.step, at: $0.nominal?.iso) },
                    waitsFor: entry.step.waitsFor, condition: entry.step.condition?.text, list: entry.step.forEach,
                    items: entry.items, role: entry.step.task?.role, deadline: entry.deadline?.iso)
            }
            load = timeline.loads.map {
                Load(date: $0.date.iso, role: $0.role, opens: $0.opens, due: $0.due, steps: $0.steps)
            }
            slip = report.slip.map { slip in
                Slipped(
                    phases: slip.phases.map {
                        Slip(
                            name: $0.phase.name, from: "\($0.phase.days.first.iso)/\($0.phase.days.last.iso)",
                            to: "\($0.days.first.iso)/\($0.days.last.iso)")
                    }, moments: slip.moves.map { Slip(name: $0.name, from: $0.from.iso, to: $0.to.iso) },
                    broken: slip.broken.map(Finding.init))
            }
            absences = report.absences.map(Finding.init)
            findings = timeline.findings.map(Finding.init)
        }
    }
}
