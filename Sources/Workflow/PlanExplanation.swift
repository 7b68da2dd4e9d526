import Diagnostics
import Settings
import Storage

extension Definition {
    /// When a step is planned on a day, and by which rule; or which rule leaves that day out. Nothing of what really
    /// happened: that is the ledger's to say (`Engine.explain`).
    /// - throws: `Rejection` `explain.unknown-step`.
    package func explain(step id: String, on date: CivilDate) throws(Rejection) -> [Diagnostic] {
        guard let step = step(id) else {
            throw Rejection([
                NearName.diagnostic(
                    "explain.unknown-step", ["step": id], name: id, among: steps.map(\.id), at: nil)
            ])
        }
        let span = days(of: step)
        var facts = ["step": step.name, "date": date.iso, "rule": rule(of: step)]
        let moments = moments(of: id)
        let here = moments.filter { $0.date == date }
        let planned = planned(step)
        if !here.isEmpty {
            return here.flatMap { moment -> [Diagnostic] in
                facts["at"] = moment.text
                var notes = [Diagnostic(.note, "explain.planned", facts, at: step.place("at"))]
                if let moved = planned.first(where: { $0.moment == moment })?.movedFrom {
                    notes.append(
                        Diagnostic(
                            .note, "explain.moved-here", facts.merging(["from": moved.date.iso]) { $1 }))
                }
                return notes + conditions(step, moment)
            }
        }
        var notes: [Diagnostic] = []
        if !span.contains(date) {
            facts["from"] = span.first.iso
            facts["to"] = span.last.iso
            notes.append(Diagnostic(.note, "explain.outside", facts))
        } else if let moved = planned.first(where: { $0.movedFrom?.date == date }) {
            notes.append(Diagnostic(.note, "explain.moved-away", facts.merging(["to": moved.moment.text]) { $1 }))
        } else {
            let isRest = !calendar.isWorkingDay(date)
            facts["name"] = calendar.name(of: date) ?? date.chineseWeekday
            notes.append(Diagnostic(.note, isRest ? "explain.rest-day" : "explain.not-planned", facts))
            notes.append(Diagnostic(.note, "explain.rule", facts, at: step.place("at")))
        }
        let before = moments.last { $0.date < date }?.text ?? "–"
        let after = moments.first { $0.date > date }?.text ?? "–"
        notes.append(Diagnostic(.note, "explain.nearest", ["before": before, "after": after]))
        return notes
    }

    /// What else must be true at a moment.
    private func conditions(_ step: PlannedStep, _ moment: Instant) -> [Diagnostic] {
        var notes = step.needs.map { need in
            Diagnostic(
                .note, "explain.needs",
                [
                    "need": self.step(need)?.name ?? need,
                    "at": moments(of: need).last { $0 <= moment }?.text ?? "–",
                ])
        }
        notes += step.waitsFor.map { Diagnostic(.note, "explain.signal", ["signal": signalTitle($0)]) }
        if let condition = step.condition {
            notes.append(Diagnostic(.note, "explain.if", ["condition": condition.text]))
        }
        return notes
    }

    /// The rule as the plan's file has it.
    private func rule(of step: PlannedStep) -> String {
        guard step.schedule != .followsNeed, let line = source.line(step.place("at").line) else {
            return "needs: \(step.needs.first ?? "–")"
        }
        let rest = String(String.UnicodeScalarView(line.unicodeScalars.dropFirst(step.place("at").column - 1)))
        let end = rest.range(of: " #")?.lowerBound ?? rest.endIndex
        return "at: " + rest[..<end].trimmingPrefix(while: \.isWhitespace)
    }
}
