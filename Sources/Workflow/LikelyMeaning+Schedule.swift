import Settings
import Storage

extension LikelyMeaning {
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
}
