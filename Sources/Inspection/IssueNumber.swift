import Diagnostics

/// 发文字号 (7.2.5): the organ's word, the year in full in 六角括号, a number without 第 and without leading zeros, 号.
struct IssueNumber {
    let text: String
    let format: DocumentFormat

    func findings(at span: SourceSpan) -> [Diagnostic] {
        // An order's number and an issue of minutes count by themselves.
        if [.order, .minutes, .bulletin].contains(format), isPlain(text) { return [] }
        guard let code else { return [] }
        return [Diagnostic(.error, code, ["text": text], at: span)]
    }

    /// 第3号, 第12期
    private func isPlain(_ text: String) -> Bool {
        guard text.hasPrefix("第"), let unit = text.last, "号期".contains(unit) else { return false }
        let number = text.dropFirst().dropLast()
        return !number.isEmpty && !number.hasPrefix("0") && number.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private var code: String? {
        guard let open = text.firstIndex(where: { "〔[［(（【「<〈".contains($0) }) else { return "gongwen.number-form" }
        let rest = text[text.index(after: open)...]
        guard let close = rest.firstIndex(where: { "〕]］)）】」>〉".contains($0) }) else {
            return "gongwen.number-form"
        }
        if text[open] != "〔" || rest[close] != "〕" { return "gongwen.number-brackets" }
        let year = rest[..<close]
        if year.count != 4 || !year.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return "gongwen.number-year" }
        var serial = rest[rest.index(after: close)...]
        if serial.hasPrefix("第") { return "gongwen.number-ordinal" }
        guard serial.hasSuffix("号") else { return "gongwen.number-form" }
        serial = serial.dropLast()
        guard !serial.isEmpty, serial.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return "gongwen.number-form"
        }
        if serial.hasPrefix("0") { return "gongwen.number-zero" }
        return open == text.startIndex && format != .minutes ? "gongwen.number-form" : nil
    }
}
