import Diagnostics
import Storage

/// What somebody most likely meant who wrote a plan as one writes a letter: full-width marks, Chinese dates and times,
/// a tab, a colon without a space. Only for messages: a plan is never read so.
enum LikelyMeaning {
    /// `2019年10月7日`, `2019/10/7`, `2019.10.7`, `20191007`.
    static func date(_ text: String) -> CivilDate? {
        let groups = halfWidth(text).split { !("0"..."9").contains($0) }.map(String.init)
        if groups.count == 1, let date = CivilDate(compact: groups[0]) { return date }
        let numbers = groups.compactMap(Int.init)
        guard groups.count == 3, numbers.count == 3, groups[0].utf8.count == 4 else { return nil }
        return CivilDate(year: numbers[0], month: numbers[1], day: numbers[2])
    }

    /// `每个工作日 19：00`, `every working days 19:00`: a form that can be read, or nil.
    static func schedule(_ text: String) -> String? {
        var words = halfWidth(text)
        let chinese = [
            ("每个工作日", "every working day "), ("每工作日", "every working day "), ("每天", "every day "), ("每日", "every day "),
            ("阶段开始", "phase start "), ("阶段结束", "phase end "), ("月末最后一个工作日", "last working day of the month "),
            ("上午", " "),
        ]
        for (form, english) in chinese { words = words.replacing(form, with: english) }
        let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        for (index, day) in ["一", "二", "三", "四", "五", "六", "日"].enumerated() {
            for week in ["每周", "每星期"] { words = words.replacing(week + day, with: "every \(weekdays[index]) ") }
        }
        words = words.replacing("every working days", with: "every working day")
        words = words.replacing("点半", with: ":30").replacing("点", with: ":00")
        let tidy = words.split(separator: " ").map { word in
            date(String(word)).map(\.iso) ?? String(word)
        }.joined(separator: " ")
        if Schedule(tidy) != nil, tidy != text { return tidy }
        return NearName.of(text, among: Schedule.forms)
    }

    /// `3个工作日`, `5天`, `三天` is not guessed.
    static func deadline(_ text: String) -> String? {
        let words = halfWidth(text)
        guard let count = Int(words.prefix { ("0"..."9").contains($0) }), count >= 1 else { return nil }
        let rest = words.drop { ("0"..."9").contains($0) || $0 == " " }
        if rest.contains("工作日") { return "\(count) working days" }
        return rest.hasPrefix("天") || rest.hasPrefix("日") || rest.hasPrefix("个自然日") ? "\(count) days" : nil
    }

    /// What makes a text no YAML, if it is one of the usual slips: the first place at which one stands.
    static func slip(_ text: String, file: String) -> Diagnostic? {
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let scalars = Array(line.unicodeScalars)
            func found(_ code: String, _ column: Int, _ arguments: [String: String] = [:]) -> Diagnostic {
                Diagnostic(
                    .error, code, arguments, at: SourceSpan(file: file, line: index + 1, column: column + 1))
            }
            let indent = scalars.prefix { $0 == " " || $0 == "\t" }
            if let tab = indent.firstIndex(of: "\t") { return found("plan.tab", tab) }
            var start = indent.count
            if scalars.dropFirst(start).starts(with: ["-", " "]) { start += 2 }
            let key = scalars.dropFirst(start).prefix { isKeyPart($0) }
            guard !key.isEmpty, start + key.count < scalars.count else { continue }
            let end = start + key.count
            let name = String(String.UnicodeScalarView(key))
            if scalars[end] == "：" { return found("plan.full-width-colon", end, ["key": name]) }
            guard scalars[end] == ":" else { continue }
            let value = scalars.dropFirst(end + 1)
            guard let first = value.first else { continue }
            if first != " " && first != "\t" { return found("plan.colon-space", end, ["key": name]) }
            let content = value.drop { $0 == " " }
            if let quote = content.first, quote == "\"" || quote == "'",
                content.dropFirst().firstIndex(of: quote) == nil
            {
                return found("plan.open-quote", scalars.count - content.count)
            }
        }
        return nil
    }

    private static func isKeyPart(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "-"
    }

    /// Full-width letters, figures and marks as their half-width forms.
    private static func halfWidth(_ text: String) -> String {
        var narrow = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isWide = (0xFF01...0xFF5E).contains(scalar.value)
            narrow.append(isWide ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar == "　" ? " " : scalar)
        }
        return String(narrow)
    }
}
