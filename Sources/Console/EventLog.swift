import Diagnostics
import Foundation
import Storage

/// What a daemon says while it runs: a line an event on standard error, for people or for programs. It names no
/// resident and no token: of wrong input it gives the codes and places, not the words, which may hold names.
package final class EventLog: Sendable {
    package enum Form: String, CaseIterable, Sendable {
        case text, json
    }

    package enum Level: String, Sendable {
        case info, warning, error
    }

    private let form: Form
    private let plan: String
    private let language: Language
    private let now: @Sendable () -> Int64
    private let take: @Sendable (String) -> Void

    /// - Parameters:
    ///   - now: milliseconds of UTC.
    ///   - take: is given each line, without its end.
    package init(
        _ form: Form, plan: String, language: Language, now: @escaping @Sendable () -> Int64,
        take: @escaping @Sendable (String) -> Void
    ) {
        self.form = form
        self.plan = plan
        self.language = language
        self.now = now
        self.take = take
    }

    /// - Parameters:
    ///   - code: of the catalogue, beginning with `log.`; the event is called what follows.
    ///   - facts: in the order in which they are shown.
    package func write(_ level: Level, _ code: String, _ facts: [(name: String, value: String)] = []) {
        let values = Dictionary(facts.map { ($0.name, $0.value) }) { first, _ in first }
        let message = Catalogue.message(Diagnostic(.note, code, values), in: language)
        let time = Instant(milliseconds: now()).iso
        switch form {
        case .text: take("\(time) \(word(level)) \(EventLog.oneLine(message))")
        case .json:
            let head = [("time", time), ("level", level.rawValue), ("event", String(code.dropFirst(4))), ("plan", plan)]
            let pairs = head + facts + [("message", message)]
            take("{" + pairs.map { "\(EventLog.quoted($0)):\(EventLog.quoted($1))" }.joined(separator: ",") + "}")
        }
    }

    private func word(_ level: Level) -> String {
        switch (level, language) {
        case (.info, .chinese): "信息"
        case (.warning, .chinese): "警告"
        case (.error, .chinese): "错误"
        case (_, .english): level.rawValue
        }
    }

    /// A line stays a line, whatever a value holds.
    private static func oneLine(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    }

    /// A JSON string (RFC 8259).
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case let scalar where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
