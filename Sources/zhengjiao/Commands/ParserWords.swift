import ArgumentParser
import Diagnostics
import Foundation

/// What the argument parser says, in Chinese for whoever reads Chinese: of itself it speaks English only.
enum ParserWords {
    /// Shows what was wrong with the command line, or the help that was asked for, and ends the program.
    static func exit(_ error: any Error) -> Never {
        let text = Zhengjiao.fullMessage(for: error)
        // A script for a shell is shown as it is.
        let isForPeople = text.hasPrefix("Error: ") || text.contains("USAGE: ")
        guard Failures.language == .chinese, isForPeople else { Zhengjiao.exit(withError: error) }
        let code = Zhengjiao.exitCode(for: error)
        if code == .success { print(chinese(text)) } else { Failures.write(chinese(text)) }
        Foundation.exit(code.rawValue)
    }

    /// The text with the parser's own sentences and heads in Chinese; what it quotes stays as it is.
    static func chinese(_ text: String) -> String {
        var text = text
        for (pattern, words) in remarks { text = text.replacing(pattern) { words(String($0.output.1)) } }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line(String($0)) }
            .joined(separator: "\n")
    }

    /// What stands behind an option; the parser may have broken it into lines.
    private static var remarks: [(Regex<(Substring, Substring)>, (String) -> String)] {
        [
            (/\(default: ([^()]*)\)/, { say("parser.default", ["value": $0]) }),
            (/\(values: ([^()]*)\)/, { text in
                let parts = text.components(separatedBy: "; default: ")
                return parts.count == 2
                    ? say("parser.values-default", ["values": parts[0], "value": parts[1]])
                    : say("parser.values", ["values": text])
            }),
        ]
    }

    private static let heads = [
        ("OVERVIEW: ", "parser.overview"), ("USAGE: ", "parser.usage"), ("Usage: ", "parser.usage"),
        ("Help:  ", "parser.help"),
    ]

    private static func line(_ line: String) -> String {
        for (head, code) in heads where line.hasPrefix(head) { return say(code) + line.dropFirst(head.count) }
        if line.hasPrefix("Error: ") { return say("parser.error", ["message": mistake(String(line.dropFirst(7)))]) }
        switch line {
        case "ARGUMENTS:": return say("parser.arguments")
        case "OPTIONS:": return say("parser.options")
        case "SUBCOMMANDS:": return say("parser.subcommands")
        default: break
        }
        if line.hasSuffix(" SUBCOMMANDS:") { return line.dropLast(" SUBCOMMANDS:".count) + "：" }
        if let more = line.wholeMatch(of: #/  See '(.+)' for (?:detailed help|more information)\./#) {
            return "  " + say("parser.more", ["command": String(more.output.1)])
        }
        return line.replacing("Show help information.", with: say("parser.show-help"))
            .replacing("Show subcommand help information.", with: say("parser.show-help"))
            .replacing("Show the version.", with: say("parser.show-version"))
    }

    /// A mistake of the command line; one that a command found says it in Chinese already.
    private static func mistake(_ text: String) -> String {
        if let found = text.wholeMatch(of: /Unknown option '(.+?)'\. Did you mean '(.+?)'\?/) {
            return say("parser.unknown-near", ["name": String(found.output.1), "near": String(found.output.2)])
        }
        if let found = text.wholeMatch(of: /The option '(.+?)' does not take any value, but '(.*)' was specified\./) {
            return say("parser.no-value", ["name": String(found.output.1), "value": String(found.output.2)])
        }
        let invalid = /The value '(.*?)' is invalid for '(.+?)'(?:\. Please provide one of (.*))?/
        if let found = text.wholeMatch(of: invalid) {
            let facts = ["value": String(found.output.1), "name": String(found.output.2)]
            guard let known = found.output.3 else { return say("parser.invalid", facts) }
            let listed = known == "the following:"
                ? "" : String(known).replacing(" or ", with: "、").replacing(", ", with: "、")
            return say("parser.invalid", facts) + say("parser.one-of", ["known": listed])
        }
        if let found = text.wholeMatch(of: /Value to be set with flag (.+) had already been set with flag (.+)/) {
            return say("parser.twice", ["name": String(found.output.1), "other": String(found.output.2)])
        }
        for (pattern, code) in mistakes {
            guard let found = text.wholeMatch(of: pattern) else { continue }
            return say(code, ["name": String(found.output.1).replacing("', '", with: "”、“")])
        }
        return text == "Missing required subcommand." ? say("parser.no-subcommand") : text
    }

    private static var mistakes: [(Regex<(Substring, Substring)>, String)] {
        [
            (/Unknown option '(.+)'/, "parser.unknown"), (/Missing value for '(.+)'/, "parser.missing-value"),
            (/Unexpected argument '(.*)'/, "parser.unexpected"),
            (/\d+ unexpected arguments: '(.*)'/, "parser.unexpected"),
            (/Missing expected argument '(.+)'/, "parser.missing"), (/Missing one of: '(.+)'/, "parser.missing-one"),
            (/Invalid option: (.*)/, "parser.unknown"),
        ]
    }
}
