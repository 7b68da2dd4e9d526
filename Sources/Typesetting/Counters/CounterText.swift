import Markup

/// Numbers as the styles of counters write them (CSS Counter Styles 3, 6 and 7).
extension CounterStyle {
    func text(_ number: Int) -> String {
        switch self {
        case .none: ""
        case .disc: "•"
        case .circle: "◦"
        case .square: "▪"
        case .text(let text): text
        case .decimal: String(number)
        case .decimalLeadingZero:
            (number < 0 ? "-" : "") + (number.magnitude < 10 ? "0" : "") + String(number.magnitude)
        case .lowerAlpha: CounterStyle.alphabetic(number, first: "a") ?? String(number)
        case .upperAlpha: CounterStyle.alphabetic(number, first: "A") ?? String(number)
        case .lowerRoman: CounterStyle.roman(number)?.lowercased() ?? String(number)
        case .upperRoman: CounterStyle.roman(number) ?? String(number)
        case .simpChineseInformal: ChineseNumeral.informal.text(number)
        case .simpChineseFormal: ChineseNumeral.formal.text(number)
        case .circledDecimal: CounterStyle.circled(number) ?? String(number)
        case .heavenlyStem: CounterStyle.cyclic(number, "甲乙丙丁戊己庚辛壬癸")
        case .earthlyBranch: CounterStyle.cyclic(number, "子丑寅卯辰巳午未申酉戌亥")
        }
    }

    /// a … z, aa, ab: there is no zero.
    private static func alphabetic(_ number: Int, first: Unicode.Scalar) -> String? {
        guard number > 0 else { return nil }
        var rest = number
        var letters: [Character] = []
        while rest > 0 {
            rest -= 1
            letters.append(Character(Unicode.Scalar(UInt8(first.value) + UInt8(rest % 26))))
            rest /= 26
        }
        return String(letters.reversed())
    }

    private static func roman(_ number: Int) -> String? {
        guard (1...3_999).contains(number) else { return nil }
        let signs = [
            (1_000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
            (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
        ]
        var rest = number
        return signs.reduce(into: "") { text, sign in
            while rest >= sign.0 {
                text += sign.1
                rest -= sign.0
            }
        }
    }

    /// Unicode has circles up to 50, in three blocks.
    private static func circled(_ number: Int) -> String? {
        let code: Int
        switch number {
        case 0: code = 0x24EA
        case 1...20: code = 0x2460 + number - 1
        case 21...35: code = 0x3251 + number - 21
        case 36...50: code = 0x32B1 + number - 36
        default: return nil
        }
        return Unicode.Scalar(code).map { String(Character($0)) }
    }

    /// Beyond the signs there are, digit by digit in Chinese (`cjk-decimal`, the fallback that CSS gives these styles).
    private static func cyclic(_ number: Int, _ signs: String) -> String {
        let signs = Array(signs)
        if signs.indices.contains(number - 1) { return String(signs[number - 1]) }
        let digits = Array("〇一二三四五六七八九")
        let text = String(number.magnitude).compactMap { $0.wholeNumberValue.map { digits[$0] } }
        return (number < 0 ? "负" : "") + String(text)
    }
}

/// Chinese numerals with 十, 百, 千, 万, 亿 (CSS Counter Styles 3, 7.1; beyond its 9999, groups of four go on in the
/// same way).
private struct ChineseNumeral {
    let digits: [Character]
    /// 十, 百, 千 within a group of four digits.
    let markers: [String]
    /// 十 for 一十 at the very beginning.
    let dropsFirstOne: Bool

    static let informal = ChineseNumeral(
        digits: Array("零一二三四五六七八九"), markers: ["", "十", "百", "千"], dropsFirstOne: true)
    static let formal = ChineseNumeral(
        digits: Array("零壹贰叁肆伍陆柒捌玖"), markers: ["", "拾", "佰", "仟"], dropsFirstOne: false)

    func text(_ number: Int) -> String {
        guard number != 0 else { return String(digits[0]) }
        var groups: [Int] = []
        var rest = number.magnitude
        while rest > 0 {
            groups.append(Int(rest % 10_000))
            rest /= 10_000
        }
        let names = ["", "万", "亿", "万亿", "亿亿"]
        var text = ""
        var hasGap = false
        for (order, group) in groups.enumerated().reversed() {
            guard group > 0 else {
                hasGap = true
                continue
            }
            // A zero stands for any run of empty places between figures.
            if !text.isEmpty, hasGap || group < 1_000 { text.append(digits[0]) }
            text += self.group(group) + names[order]
            hasGap = false
        }
        if dropsFirstOne, text.hasPrefix("一十") { text.removeFirst() }
        return (number < 0 ? "负" : "") + text
    }

    /// 1…9999
    private func group(_ value: Int) -> String {
        var text = ""
        var hasGap = false
        for (place, power) in [1_000, 100, 10, 1].enumerated() {
            let digit = value / power % 10
            guard digit > 0 else {
                hasGap = true
                continue
            }
            if hasGap, !text.isEmpty { text.append(digits[0]) }
            text.append(digits[digit])
            text += markers[3 - place]
            hasGap = false
        }
        return text
    }
}
