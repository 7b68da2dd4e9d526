import Settings
import Storage

extension LikelyMeaning {
    /// `每个工作日 19：00`, `every working days 19:00`: a form that can be read, or nil.
    static func schedule(_ text: String) -> String? {
        let words = halfWidth(text)
        let cuts = [" or ", "或", ",", "逢", "遇"].compactMap { words.firstRange(of: $0) }
        if let cut = cuts.min(by: { $0.lowerBound < $1.lowerBound }),
            let rule = form(String(words[..<cut.lowerBound])), let move = move(String(words[cut.upperBound...]))
        {
            return "\(rule) or \(move) working day"
        }
        let tidy = form(words)
        return tidy == text ? nil : tidy ?? NearName.of(text, among: Schedule.forms)
    }

    /// `next day`, `the working day before`, `节假日顺延`: where a moment on a rest day goes.
    private static func move(_ words: String) -> String? {
        let directions = [
            ("previous", ["prev", "before", "earlier", "last", "提前", "之前", "上一"]),
            ("next", ["next", "after", "following", "later", "顺延", "推迟", "之后", "下一"]),
        ]
        let text = words.lowercased()
        return directions.first { direction in direction.1.contains { text.contains($0) } }?.0
    }

    /// The form that Chinese words and full-width marks stand for, if it can be read.
    private static func form(_ text: String) -> String? {
        var words = text
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
        return Schedule(tidy) == nil ? nil : tidy
    }

    /// `3个工作日`, `5天`, `三天` is not guessed.
    static func deadline(_ text: String) -> String? {
        let words = halfWidth(text)
        guard let count = Int(words.prefix { ("0"..."9").contains($0) }), count >= 1 else { return nil }
        let rest = words.drop { ("0"..."9").contains($0) || $0 == " " }
        if rest.contains("工作日") { return "\(count) working days" }
        return rest.hasPrefix("天") || rest.hasPrefix("日") || rest.hasPrefix("个自然日") ? "\(count) days" : nil
    }
}
