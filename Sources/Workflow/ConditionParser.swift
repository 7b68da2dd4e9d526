import Diagnostics
import Storage

/// Reads a condition by recursive descent: `or` binds least, then `and`, then `not`, then comparisons.
struct ConditionParser {
    private struct Token {
        enum Kind: Hashable {
            case word(String)
            case number(String)
            case text(String)
            case symbol(String)
            case end
        }

        let kind: Kind
        /// Scalars from the beginning of the condition.
        let offset: Int
        let length: Int
    }

    /// Deeper brackets than anybody writes; more would exhaust the stack.
    private static let deepest = 64
    private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    private let file: String
    private let scalars: [Unicode.Scalar]
    private var tokens: [Token] = []
    private var position = 0
    private var depth = 0

    init(_ text: String, file: String) throws(Rejection) {
        self.file = file
        scalars = Array(text.unicodeScalars)
        var at = 0
        while at < scalars.count {
            if scalars[at] == " " || scalars[at] == "\t" || scalars[at] == "\n" {
                at += 1
                continue
            }
            let token = try token(at)
            tokens.append(token)
            at += token.length
        }
        tokens.append(Token(kind: .end, offset: scalars.count, length: 1))
    }

    mutating func condition() throws(Rejection) -> Condition.Expression {
        if tokens.count == 1 { throw mistake("condition.empty", next) }
        let expression = try either()
        if next.kind != .end {
            if case .symbol(let symbol) = next.kind, ["=", "==", "!=", "<", "<=", ">", ">="].contains(symbol) {
                throw mistake("condition.chain", next)
            }
            throw mistake("condition.unexpected", next)
        }
        return expression
    }

    // MARK: Words

    private func token(_ start: Int) throws(Rejection) -> Token {
        let first = scalars[start]
        func run(_ isPart: (Unicode.Scalar) -> Bool) -> (String, Int) {
            var end = start
            while end < scalars.count, isPart(scalars[end]) { end += 1 }
            return (String(String.UnicodeScalarView(scalars[start..<end])), end - start)
        }
        if first == "'" || first == "\"" || first == "“" || first == "‘" {
            let close: Unicode.Scalar = first == "“" ? "”" : first == "‘" ? "’" : first
            guard let end = scalars[(start + 1)...].firstIndex(of: close) else {
                throw mistake("condition.open-quote", Token(kind: .end, offset: start, length: 1))
            }
            let content = String(String.UnicodeScalarView(scalars[(start + 1)..<end]))
            return Token(kind: .text(content), offset: start, length: end - start + 1)
        }
        if ConditionParser.isWordPart(first) && first != "-" {
            let (word, length) = run { ConditionParser.isWordPart($0) || $0 == "." }
            let isNumber = word.utf8.allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".")
                    || $0 == UInt8(ascii: "-")
            }
            return Token(kind: isNumber ? .number(word) : .word(word), offset: start, length: length)
        }
        if first == "-", start + 1 < scalars.count, ("0"..."9").contains(scalars[start + 1]) {
            let (number, length) = run { ("0"..."9").contains($0) || $0 == "." || $0 == "-" }
            return Token(kind: .number(number), offset: start, length: length)
        }
        let pair = String(String.UnicodeScalarView(scalars[start..<min(start + 2, scalars.count)]))
        if ["==", "!=", "<=", ">=", "&&", "||"].contains(pair) {
            return Token(kind: .symbol(pair), offset: start, length: 2)
        }
        if "<>()!=".unicodeScalars.contains(first) {
            return Token(kind: .symbol(String(first)), offset: start, length: 1)
        }
        throw mistake("condition.character", Token(kind: .symbol(String(first)), offset: start, length: 1))
    }

    private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
            || scalar == "-" || scalar == "_" || scalar.value >= 0x4E00 && scalar.properties.isAlphabetic
    }

    private var next: Token { tokens[min(position, tokens.count - 1)] }

    private mutating func take(word: String) -> Bool {
        guard case .word(let found) = next.kind, found.lowercased() == word else { return false }
        position += 1
        return true
    }

    private mutating func take(symbol: String) -> Bool {
        guard next.kind == .symbol(symbol) else { return false }
        position += 1
        return true
    }

    private func mistake(_ code: String, _ token: Token, _ arguments: [String: String] = [:]) -> Rejection {
        let end = min(scalars.count, token.offset + token.length)
        var arguments = arguments
        arguments["text"] = String(String.UnicodeScalarView(scalars[min(token.offset, end)..<end]))
        if token.kind == .end, code == "condition.unexpected" {
            return Rejection(
                "condition.ends", arguments, at: SourceSpan(file: file, line: 1, column: token.offset + 1))
        }
        return Rejection(
            code, arguments,
            at: SourceSpan(file: file, line: 1, column: token.offset + 1, length: max(1, token.length)))
    }

    // MARK: Grammar

    private mutating func either() throws(Rejection) -> Condition.Expression {
        var left = try both()
        while take(word: "or") || take(symbol: "||") { left = .either(left, try both()) }
        return left
    }

    private mutating func both() throws(Rejection) -> Condition.Expression {
        var left = try single()
        while take(word: "and") || take(symbol: "&&") { left = .both(left, try single()) }
        return left
    }

    private mutating func single() throws(Rejection) -> Condition.Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= ConditionParser.deepest else { throw mistake("condition.deep", next) }
        if take(word: "not") || take(symbol: "!") { return .not(try single()) }
        let opening = next
        if take(symbol: "(") {
            let inner = try either()
            guard take(symbol: ")") else { throw mistake("condition.open-bracket", opening) }
            return inner
        }
        return try comparison()
    }

    private mutating func comparison() throws(Rejection) -> Condition.Expression {
        let start = next
        let left = try operand()
        if left == .today, take(word: "is") {
            let isNot = take(word: "not")
            let kind = Condition.Expression.today(try dayKind())
            return isNot ? .not(kind) : kind
        }
        let sign = next
        guard case .symbol(let symbol) = sign.kind else {
            throw mistake("condition.no-comparison", sign.kind == .end ? start : sign)
        }
        if symbol == "=" { throw mistake("condition.one-equals", sign) }
        guard let comparison = Condition.Comparison(rawValue: symbol) else {
            throw mistake("condition.no-comparison", sign)
        }
        position += 1
        let second = next
        let right = try operand()
        try check(left, start, comparison, right, second)
        return .compare(left, comparison, right)
    }

    /// `[a] working day`, `a rest day`, `friday`
    private mutating func dayKind() throws(Rejection) -> Condition.DayKind {
        _ = take(word: "a")
        let start = next
        guard case .word(let word) = start.kind else { throw mistake("condition.day-kind", start) }
        position += 1
        if let weekday = ConditionParser.weekdays.firstIndex(of: word.lowercased()) { return .weekday(weekday + 1) }
        switch word.lowercased() {
        case "working" where take(word: "day"): return .workingDay
        case "rest" where take(word: "day"): return .restDay
        default: throw mistake("condition.day-kind", start)
        }
    }

    private mutating func operand() throws(Rejection) -> Condition.Operand {
        let token = next
        position += 1
        switch token.kind {
        case .text(let text): return .text(text)
        case .number(let text):
            if let date = CivilDate(iso: text) { return .date(date) }
            if let number = ExactNumber(text) { return .number(number, text) }
            throw mistake("condition.number", token)
        case .word(let word):
            if word.lowercased() == "today" { return .today }
            let parts = word.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            guard parts[0] == "needs" else { throw mistake("condition.word", token) }
            guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else {
                throw mistake("condition.output", token)
            }
            return .output(need: parts[1], name: parts[2], offset: token.offset)
        default: throw mistake("condition.unexpected", token)
        }
    }

    /// Refuses what can only fail, or cannot change, when it is run.
    private func check(
        _ left: Condition.Operand, _ first: Token, _ comparison: Condition.Comparison, _ right: Condition.Operand,
        _ second: Token
    ) throws(Rejection) {
        func isFixed(_ operand: Condition.Operand) -> Bool {
            switch operand {
            case .number, .text, .date: true
            case .output, .today: false
            }
        }
        if isFixed(left) && isFixed(right) || left == .today && right == .today {
            throw mistake("condition.always", first)
        }
        for (operand, token, other) in [(left, first, right), (right, second, left)] {
            if other == .today {
                switch operand {
                case .number, .text: throw mistake("condition.today-with", token)
                default: break
                }
            }
            if case .text = operand, comparison.isOrder { throw mistake("condition.text-order", token) }
        }
    }
}
