/// A pattern such as `yyyy年M月d日`, read once.
struct DatePattern: Sendable {
    private enum Part: Sendable {
        case literal(String)
        case year(digits: Int)
        case month(digits: Int)
        case day(digits: Int)
    }

    private let parts: [Part]

    /// nil for a pattern with letters other than `yyyy`, `yy`, `M`, `MM`, `d` and `dd`.
    init?(_ pattern: String) {
        var parts: [Part] = []
        var rest = pattern[...]
        while let first = rest.first {
            let run = rest.prefix { $0 == first }
            switch (first, run.count) {
            case ("y", 2), ("y", 4): parts.append(.year(digits: run.count))
            case ("M", 1...2): parts.append(.month(digits: run.count))
            case ("d", 1...2): parts.append(.day(digits: run.count))
            default:
                if first.isASCII && first.isLetter { return nil }
                parts.append(.literal(String(run)))
            }
            rest = rest.dropFirst(run.count)
        }
        if parts.isEmpty { return nil }
        self.parts = parts
    }

    func text(year: Int, month: Int, day: Int) -> String {
        parts.map { part in
            switch part {
            case .literal(let text): text
            case .year(let digits): padded(digits == 2 ? year % 100 : year, digits)
            case .month(let digits): padded(month, digits)
            case .day(let digits): padded(day, digits)
            }
        }.joined()
    }

    private func padded(_ number: Int, _ digits: Int) -> String {
        let text = "\(number)"
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
