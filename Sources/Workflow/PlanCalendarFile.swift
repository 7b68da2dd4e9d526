import Storage

/// A time line as an iCalendar file (RFC 5545), for the calendars of phones and mail programs: an event for each
/// moment, an all-day event for each phase and each deadline. All times are in UTC, so that no time zone is described;
/// the same plan gives the same bytes.
package enum PlanCalendarFile {
    package static func text(_ timeline: PlanTimeline) -> String {
        let plan = timeline.definition
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Zhengjiao//Plan//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
            "X-WR-CALNAME:" + escaped(plan.title), "X-WR-TIMEZONE:Asia/Shanghai",
        ]
        // Events are stamped with the plan's first day: the file speaks of a plan, not of the hour it was asked for.
        let stamp = utc(Instant(plan.days.first))
        func event(_ uid: String, _ times: [String], _ summary: String, _ description: String) {
            lines += ["BEGIN:VEVENT", "UID:\(uid)@\(plan.id).zhengjiao", "DTSTAMP:" + stamp]
            lines += times + ["SUMMARY:" + escaped(summary)]
            if !description.isEmpty { lines.append("DESCRIPTION:" + escaped(description)) }
            lines += ["TRANSP:TRANSPARENT", "END:VEVENT"]
        }
        func allDay(_ days: CivilSpan) -> [String] {
            ["DTSTART;VALUE=DATE:" + days.first.compact, "DTEND;VALUE=DATE:" + days.last.adding(days: 1).compact]
        }
        for phase in plan.phases where phase.days.last >= timeline.from && phase.days.first <= timeline.to {
            event("phase-\(phase.id)", allDay(phase.days), phase.name, plan.title)
        }
        for entry in timeline.entries {
            let step = entry.step
            let key = "\(step.id)-\(entry.nominal.date.compact)T\(entry.nominal.text.suffix(5).filter { $0 != ":" })"
            let end = entry.nominal.adding(milliseconds: 30 * 60_000)
            event(
                key, ["DTSTART:" + utc(entry.nominal), "DTEND:" + utc(end)], step.name,
                description(entry, plan))
            guard let task = step.task, let deadline = entry.deadline?.adding(milliseconds: -1).date else { continue }
            event(
                "deadline-" + key, allDay(CivilSpan(first: deadline, last: deadline)), "截止：" + step.name,
                plan.roleTitle(task.role))
        }
        lines.append("END:VCALENDAR")
        return lines.flatMap(folded).map { $0 + "\r\n" }.joined()
    }

    private static func description(_ entry: PlanTimeline.Entry, _ plan: Definition) -> String {
        var parts: [String] = []
        if let phase = entry.step.phase.flatMap(plan.phase) { parts.append("阶段：\(phase.name)") }
        let needs = entry.needs.compactMap { plan.step($0.step)?.name }
        if !needs.isEmpty { parts.append("待完成：" + needs.joined(separator: "、")) }
        if let task = entry.step.task { parts.append("经办：" + plan.roleTitle(task.role)) }
        if let items = entry.items, entry.step.forEach != nil { parts.append("共\(items)项") }
        if let moved = entry.movedFrom { parts.append("原为\(moved.text)，逢休息日移动") }
        return parts.joined(separator: "\n")
    }

    /// `20191021T010000Z`
    private static func utc(_ instant: Instant) -> String {
        let text = instant.adding(milliseconds: -8 * 3_600_000).iso
        return String(text.prefix(19).filter { $0 != "-" && $0 != ":" }) + "Z"
    }

    /// TEXT values, RFC 5545, 3.3.11. Other control characters have no place in them.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", ";", ",": escaped += "\\\(scalar)"
            case "\n": escaped += "\\n"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: break
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// Content lines of at most 75 octets, RFC 5545, 3.1; no character is torn apart.
    static func folded(_ line: String) -> [String] {
        var lines: [String] = []
        var current = ""
        for character in line.unicodeScalars {
            // The space that begins a continued line counts, too.
            if current.utf8.count + UTF8.width(character) > 75 {
                lines.append(current)
                current = " "
            }
            current.unicodeScalars.append(character)
        }
        return lines + [current]
    }
}
