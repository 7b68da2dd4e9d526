import Diagnostics
import Markup
import Typesetting

/// What a proofreader marks (clause 9 and common mistakes of collection documents): wrong words, doubled marks,
/// half-width marks among Chinese text, what was left over from drafting.
struct TextChecks {
    let document: MarkedDocument

    func findings() -> [Diagnostic] {
        var findings: [Diagnostic] = []
        for part in document.parts where part.name != "seal" { findings += check(part.text, at: part.span) }
        for (page, runs) in document.loose.enumerated() {
            // Cells and other text without a part, each for itself.
            findings += runs.flatMap { check($0.text, at: nil, page: page + 1) }
        }
        return findings
    }

    private func check(_ text: String, at span: SourceSpan?, page: Int? = nil) -> [Diagnostic] {
        Proofreader(text: text).findings.map { code, arguments in
            let isDoubtful = code == "gongwen.placeholder"
            var arguments = arguments
            if let page { arguments["text"] = "\(arguments["text"] ?? "")（p. \(page)）" }
            return Diagnostic(isDoubtful ? .warning : .error, code, arguments, at: span)
        }
    }
}

/// Reads one stretch of text.
struct Proofreader {
    private let characters: [Character]
    private let text: String

    init(text: String) {
        self.text = text
        characters = Array(text)
    }

    var findings: [(code: String, arguments: [String: String])] {
        words + doubled + halfWidth + brackets + foreign + leftovers
    }

    // MARK: Words

    private static let wrong: [(found: String, wanted: String)] = [
        ("帐户", "账户"), ("帐号", "账号"), ("帐目", "账目"), ("对帐", "对账"), ("入帐", "入账"), ("记帐", "记账"),
        ("转帐", "转账"), ("补交", "补缴"), ("即定", "既定"),
    ]

    private var words: [(String, [String: String])] {
        Proofreader.wrong.filter { text.contains($0.found) }.map { pair in
            ("gongwen.wrong-word", ["found": pair.found, "wanted": pair.wanted, "text": around(pair.found)])
        }
    }

    // MARK: Marks

    private func isHan(_ at: Int) -> Bool {
        characters.indices.contains(at) && characters[at].unicodeScalars.allSatisfy(\.properties.isIdeographic)
    }

    private var doubled: [(String, [String: String])] {
        for at in characters.indices.dropFirst() {
            let pair = String([characters[at - 1], characters[at]])
            let isSame = characters[at] == characters[at - 1] && "，。、；：".contains(characters[at])
            if isSame || ["，。", "。，", "、，", "，、", "；。", "。；", "：，", "、。"].contains(pair) {
                return [("gongwen.doubled-mark", ["found": pair, "text": excerpt(at)])]
            }
        }
        return []
    }

    /// An English mark right between Chinese characters.
    private var halfWidth: [(String, [String: String])] {
        let full: [Character: Character] = [",": "，", ":": "：", ";": "；", "?": "？", "!": "！"]
        for at in characters.indices {
            guard let wanted = full[characters[at]], isHan(at - 1), isHan(at + 1) || at + 1 == characters.count else {
                continue
            }
            return [
                (
                    "gongwen.half-width-mark",
                    ["found": String(characters[at]), "wanted": String(wanted), "text": excerpt(at)]
                )
            ]
        }
        return []
    }

    private var brackets: [(String, [String: String])] {
        var open: [Int] = []
        for at in characters.indices {
            switch characters[at] {
            case "（", "(": open.append(at)
            case "）", ")":
                guard let start = open.popLast() else { continue }
                if (characters[start] == "(") != (characters[at] == ")") {
                    return [("gongwen.mixed-brackets", ["text": String(characters[start...at]).excerpt])]
                }
                let inside = (start + 1..<at)
                if characters[start] == "(", isHan(start - 1) || isHan(at + 1) || inside.contains(where: isHan) {
                    return [("gongwen.half-width-brackets", ["text": String(characters[start...at]).excerpt])]
                }
            default: break
            }
        }
        return []
    }

    // MARK: Left over

    /// An English word that joins Chinese: a stray “and”.
    private var foreign: [(String, [String: String])] {
        for word in ["and", "or", "the", "of"] {
            let letters = Array(word)
            for at in characters.indices where Array(characters[at...].prefix(letters.count)) == letters {
                var (before, after) = (at - 1, at + letters.count)
                while characters.indices.contains(before), characters[before] == " " { before -= 1 }
                while characters.indices.contains(after), characters[after] == " " { after += 1 }
                if isHan(before), isHan(after) {
                    return [("gongwen.stray-english", ["found": word, "text": excerpt(at)])]
                }
            }
        }
        return []
    }

    private var leftovers: [(String, [String: String])] {
        for mark in ["××", "XX", "xx", "＊＊", "□□", "____", "OLE_LINK", "{{", "}}", "待定"]
        where text.contains(mark) {
            return [("gongwen.placeholder", ["found": mark, "text": around(mark)])]
        }
        return []
    }

    private func excerpt(_ at: Int) -> String {
        String(characters[max(0, at - 6)..<min(characters.count, at + 7)])
    }

    private func around(_ word: String) -> String {
        let letters = Array(word)
        let at = characters.indices.first { Array(characters[$0...].prefix(letters.count)) == letters }
        return excerpt(at ?? 0)
    }
}
