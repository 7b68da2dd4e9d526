import Diagnostics
import Storage

/// What another version of the working calendar changes in a plan.
package struct CalendarImpact: Sendable {
    /// Days that are worked now and were not, or the other way round; then moments, then deadlines. One note when
    /// nothing changes.
    package let notes: [Diagnostic]

    /// - Parameters:
    ///   - old: the plan by the old calendar.
    ///   - new: the same plan by the new one.
    package init(old: Definition, new: Definition) {
        let words = { (worked: Bool) in worked ? "上班" : "休息" }
        let days = new.days.days.filter { old.calendar.isWorkingDay($0) != new.calendar.isWorkingDay($0) }
        var found = days.map { date in
            Diagnostic(
                .note, "impact.day",
                [
                    "date": date.iso, "name": new.calendar.name(of: date) ?? date.chineseWeekday,
                    "old": words(old.calendar.isWorkingDay(date)), "new": words(new.calendar.isWorkingDay(date)),
                ])
        }
        for step in new.steps {
            let before = old.moments(of: step.id)
            let after = new.moments(of: step.id)
            if before.count == after.count {
                for (from, to) in zip(before, after) where from != to {
                    found.append(
                        Diagnostic(.note, "impact.moment", ["step": step.name, "old": from.text, "new": to.text]))
                }
            } else {
                let gone = before.filter { !after.contains($0) }
                let added = after.filter { !before.contains($0) }
                found += gone.map {
                    Diagnostic(.note, "impact.moment", ["step": step.name, "old": $0.text, "new": "–"])
                }
                found += added.map {
                    Diagnostic(.note, "impact.moment", ["step": step.name, "old": "–", "new": $0.text])
                }
            }
            guard let deadline = step.task?.deadline else { continue }
            for moment in after where before.contains(moment) {
                let (from, to) = (
                    deadline.end(openedAt: moment, old.calendar), deadline.end(openedAt: moment, new.calendar)
                )
                guard from != to else { continue }
                found.append(
                    Diagnostic(
                        .note, "impact.deadline",
                        [
                            "step": step.name, "at": moment.text, "old": from.textAsEnd,
                            "new": to.textAsEnd,
                        ]))
            }
        }
        notes = found.isEmpty ? [Diagnostic(.note, "impact.none", ["plan": new.id])] : found
    }
}
