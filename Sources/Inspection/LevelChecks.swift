import Diagnostics
import Markup
import Typesetting

/// 结构层次序数 (7.3.3): 一、 in 黑体, （一） in 楷体, 1. and （1） in 仿宋, in this order and without gaps.
struct LevelChecks {
    let document: MarkedDocument
    let families: FamilyFaces

    func findings() -> [Diagnostic] {
        var findings: [Diagnostic] = []
        // Texts issued by the document and annexes count for themselves.
        var section: [(part: MarkedPart, mark: LevelMark)] = []
        for part in document.parts {
            if part.name == "enclosure-title" || part.name == "annex-number" {
                findings += order(section)
                section = []
            }
            guard part.name == "body" else { continue }
            let mistaken = LevelMark.mistaken(part.text)
            if let wrong = mistaken {
                findings.append(
                    Diagnostic(
                        .error, "gongwen.level-mark", ["found": wrong.found, "wanted": wrong.wanted], at: part.span))
            }
            guard let mark = LevelMark(mistaken?.wanted ?? part.text) else { continue }
            section.append((part, mark))
            findings += font(part, mark)
        }
        return findings + order(section)
    }

    private func font(_ part: MarkedPart, _ mark: LevelMark) -> [Diagnostic] {
        let family = ["heiti", "kaiti", "fangsong", "fangsong"][mark.level - 1]
        guard let run = part.runs.map(\.run).first(where: { run in
            run.text.unicodeScalars.contains { $0.properties.isIdeographic }
        }), !families.isSet([run], in: family)
        else { return [] }
        // A paragraph that only counts its sentences (1. …) may be led by 楷体, as its lead-in.
        if mark.level >= 3, families.isSet([run], in: "kaiti") { return [] }
        let name = ["黑体", "楷体", "仿宋", "仿宋"][mark.level - 1]
        return [
            Diagnostic(
                .error, "gongwen.level-font", ["text": part.text.excerpt, "font": name], at: part.span)
        ]
    }

    private func order(_ section: [(part: MarkedPart, mark: LevelMark)]) -> [Diagnostic] {
        var findings: [Diagnostic] = []
        let used = Set(section.map(\.mark.level))
        var numbers = [0, 0, 0, 0]
        var level = 0
        for (part, mark) in section {
            // With two levels only, 1. may stand for the second.
            let mayFollow = mark.level <= level + 1 || (level == 1 && mark.level == 3 && !used.contains(2))
            if level > 0, !mayFollow {
                findings.append(Diagnostic(.error, "gongwen.level-order", ["text": part.text.excerpt], at: part.span))
            }
            let wanted = numbers[mark.level - 1] + 1
            if mark.number != wanted, mark.number != 1 {
                findings.append(
                    Diagnostic(
                        .error, "gongwen.level-number",
                        ["text": part.text.excerpt, "wanted": LevelMark.text(level: mark.level, number: wanted)],
                        at: part.span))
            }
            level = mark.level
            numbers[mark.level - 1] = mark.number
            for deeper in mark.level..<4 { numbers[deeper] = 0 }
        }
        return findings
    }
}

/// The number at a paragraph's head that tells its level.
struct LevelMark: Equatable {
    /// 1 to 4.
    let level: Int
    let number: Int

    private static let digits = Array("〇一二三四五六七八九")

    init?(_ text: String) {
        let characters = Array(text.prefix(8))
        if let (number, end) = LevelMark.chinese(characters, from: 0), end < characters.count, characters[end] == "、" {
            self.init(level: 1, number: number)
        } else if characters.first == "（", let (number, end) = LevelMark.chinese(characters, from: 1),
            end < characters.count, characters[end] == "）"
        {
            self.init(level: 2, number: number)
        } else if let (number, end) = LevelMark.arabic(characters, from: 0), end < characters.count,
            characters[end] == "." || characters[end] == "．",
            end + 1 == characters.count || !characters[end + 1].isNumber
        {
            self.init(level: 3, number: number)
        } else if characters.first == "（", let (number, end) = LevelMark.arabic(characters, from: 1),
            end < characters.count, characters[end] == "）"
        {
            self.init(level: 4, number: number)
        } else {
            return nil
        }
    }

    private init(level: Int, number: Int) {
        self.level = level
        self.number = number
    }

    /// A head that means a level but is written otherwise, and how it should be.
    static func mistaken(_ text: String) -> (found: String, wanted: String)? {
        let characters = Array(text.prefix(8))
        if let (number, end) = chinese(characters, from: 0), end < characters.count, ".．,，".contains(characters[end]),
            end + 1 < characters.count
        {
            return (String(characters[...end]), self.text(level: 1, number: number))
        }
        if let (number, end) = arabic(characters, from: 0), end < characters.count, "、,，".contains(characters[end]),
            number < 100
        {
            return (String(characters[...end]), self.text(level: 3, number: number))
        }
        guard let first = characters.first, "（(".contains(first) else { return nil }
        let (found, level) = (chinese(characters, from: 1), 2)
        guard let (number, end) = found ?? arabic(characters, from: 1), end < characters.count,
            "）)".contains(characters[end])
        else { return nil }
        let hasMark = end + 1 < characters.count && "、.．，".contains(characters[end + 1])
        guard first == "(" || characters[end] == ")" || hasMark else { return nil }
        let wanted = self.text(level: found == nil ? 4 : level, number: number)
        return (String(characters[...(hasMark ? end + 1 : end)]), wanted)
    }

    static func text(level: Int, number: Int) -> String {
        switch level {
        case 1: "\(chinese(number))、"
        case 2: "（\(chinese(number))）"
        case 3: "\(number)."
        default: "（\(number)）"
        }
    }

    /// 1 to 99.
    private static func chinese(_ number: Int) -> String {
        let tens = number / 10
        let head = tens == 0 ? "" : tens == 1 ? "十" : "\(digits[tens])十"
        return head + (number % 10 == 0 ? "" : String(digits[number % 10]))
    }

    private static func chinese(_ characters: [Character], from start: Int) -> (number: Int, end: Int)? {
        var end = start
        while end < characters.count, characters[end] == "十" || digits.dropFirst().contains(characters[end]) {
            end += 1
        }
        guard end > start, end - start <= 3 else { return nil }
        let text = String(characters[start..<end])
        guard let number = (1...99).first(where: { chinese($0) == text }) else { return nil }
        return (number, end)
    }

    private static func arabic(_ characters: [Character], from start: Int) -> (number: Int, end: Int)? {
        var end = start
        while end < characters.count, characters[end].isASCII, characters[end].isNumber { end += 1 }
        guard end > start, end - start <= 2, let number = Int(String(characters[start..<end])) else { return nil }
        return (number, end)
    }
}
