import Storage

/// A day as bureaus write it: ten shapes and more, and never one reading out of two.
package enum DateReading: Hashable, Sendable {
    case day(CivilDate)
    /// Two days are meant equally well, such as 03/04/2019.
    case ambiguous
    case unreadable
    case blank

    package var date: CivilDate? {
        guard case .day(let date) = self else { return nil }
        return date
    }

    /// - Parameters:
    ///   - order: which number is the day where nothing else tells; nil leaves such texts ambiguous.
    ///   - latest: two-digit years are of the hundred years up to this day.
    package init(_ cell: SourceCell, order: SenderMapping.DayOrder? = nil, latest: CivilDate) {
        if cell.isBlank {
            self = .blank
        } else if cell.isNumber, cell.format == .date || cell.format == .date1904, let serial = Int(cell.text) {
            self = DateReading.serial(serial, is1904: cell.format == .date1904).map(DateReading.day) ?? .unreadable
        } else {
            self.init(cell.text, order: order, latest: latest)
        }
    }

    package init(_ raw: String, order: SenderMapping.DayOrder? = nil, latest: CivilDate) {
        let text = DateReading.plain(raw)
        if text.isEmpty {
            self = .blank
            return
        }
        let parts = DateReading.parts(text)
        switch (parts.count, parts.first?.digits ?? 0) {
        case (3, 4): self.init(parts[0].number, parts[1].number, parts[2].number)
        case (3, _) where parts[2].digits == 4: self = DateReading.western(parts.map(\.number), order)
        case (3, 1...2) where parts[0].isYear || !text.contains("/"):
            self.init(DateReading.year(parts[0].number, latest), parts[1].number, parts[2].number)
        case (3, 1...2): self = DateReading.short(parts.map(\.number), order, latest)
        case (1, 8): self = CivilDate(compact: text).map(DateReading.day) ?? .unreadable
        case (1, 6): self = DateReading.six(parts[0].number, latest)
        case (1, 5): self = DateReading.serial(parts[0].number, is1904: false).map(DateReading.day) ?? .unreadable
        default: self = .unreadable
        }
    }

    private init(_ year: Int, _ month: Int, _ day: Int) {
        self = CivilDate(year: year, month: month, day: day).map(DateReading.day) ?? .unreadable
    }

    /// Days of a spreadsheet. Its year 1900 has a 29 February that no calendar has.
    static func serial(_ serial: Int, is1904: Bool) -> CivilDate? {
        guard (1...2_958_465).contains(serial) else { return nil }
        if is1904 { return CivilDate(year: 1904, month: 1, day: 1)?.adding(days: serial) }
        guard serial != 60 else { return nil }
        return CivilDate(year: 1899, month: 12, day: serial < 60 ? 31 : 30)?.adding(days: serial)
    }

    // MARK: Numbers in the text

    private struct Part {
        let number: Int
        let digits: Int
        /// 年 follows.
        let isYear: Bool
    }

    /// Plain digits and marks: full-width and Chinese numerals written out, a time of day cut off.
    private static func plain(_ raw: String) -> String {
        var text = raw
        for mark in [" ", "T", "\u{3000}"] {
            // `2019-10-28 00:00:00`: what follows the first blank is a time when it has a colon.
            guard let cut = text.range(of: mark), text[cut.upperBound...].contains(":") else { continue }
            text = String(text[..<cut.lowerBound])
        }
        return CleanedText(code: text).text
    }

    private static func parts(_ text: String) -> [Part] {
        var parts: [Part] = []
        var current = ""
        func close(_ mark: Character?) {
            guard !current.isEmpty else { return }
            if let number = number(current) {
                let isChinese = current.contains { !$0.isASCII }
                parts.append(
                    Part(
                        number: number, digits: isChinese ? String(number).count : current.count,
                        isYear: mark == "年"))
            } else {
                parts.append(Part(number: -1, digits: 0, isYear: false))
            }
            current = ""
        }
        for character in text {
            if "-/.年月日号\u{2014}\u{2013}".contains(character) { close(character) } else { current.append(character) }
        }
        close(nil)
        return parts
    }

    private static let numerals: [Character: Int] = [
        "〇": 0, "○": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "元": 1,
    ]

    /// `2019`, `二〇一九`, `二十八`, `廿八`.
    private static func number(_ text: String) -> Int? {
        if text.allSatisfy({ $0.isASCII && $0.isNumber }) { return text.count <= 9 ? Int(text) : nil }
        guard text.count <= 4 else { return nil }
        var tens = 0
        var units: [Int] = []
        for character in text {
            switch character {
            case "十":
                tens = (units.last ?? 1) * 10
                units = []
            case "廿": tens = 20
            case "卅": tens = 30
            default:
                guard let digit = numerals[character] else { return nil }
                units.append(digit)
            }
        }
        if tens > 0 { return units.count <= 1 ? tens + (units.first ?? 0) : nil }
        return units.reduce(0) { $0 * 10 + $1 }
    }

    // MARK: Shapes with more than one reading

    /// `28/10/2019`: the number above twelve is the day; two below are told by the sender's order.
    private static func western(_ numbers: [Int], _ order: SenderMapping.DayOrder?) -> DateReading {
        let (first, second, year) = (numbers[0], numbers[1], numbers[2])
        let asDay = CivilDate(year: year, month: second, day: first)
        let asMonth = CivilDate(year: year, month: first, day: second)
        switch (asDay, asMonth) {
        case (nil, nil): return .unreadable
        case (let date?, nil), (nil, let date?): return .day(date)
        case (let dayFirst?, let monthFirst?):
            if dayFirst == monthFirst { return .day(dayFirst) }
            return order.map { .day($0 == .dayFirst ? dayFirst : monthFirst) } ?? .ambiguous
        }
    }

    /// `03/04/19`: year first as in China, or last.
    private static func short(_ numbers: [Int], _ order: SenderMapping.DayOrder?, _ latest: CivilDate) -> DateReading {
        let chinese = CivilDate(year: year(numbers[0], latest), month: numbers[1], day: numbers[2])
        let others = western([numbers[0], numbers[1], year(numbers[2], latest)], order)
        guard let chinese else { return others }
        return others == .unreadable || others == .day(chinese) ? .day(chinese) : .ambiguous
    }

    /// `851023` is a day; `198510` is a month without one; `190510` may be either.
    private static func six(_ number: Int, _ latest: CivilDate) -> DateReading {
        let day = CivilDate(year: year(number / 10_000, latest), month: number / 100 % 100, day: number % 100)
        let isMonth = (1900...latest.year).contains(number / 100) && (1...12).contains(number % 100)
        guard let day else { return .unreadable }
        return isMonth ? .ambiguous : .day(day)
    }

    private static func year(_ number: Int, _ latest: CivilDate) -> Int {
        guard number < 100 else { return number }
        let century = latest.year / 100 * 100
        return century + number <= latest.year ? century + number : century - 100 + number
    }
}

extension String {
    fileprivate func range(of mark: String) -> Range<Index>? {
        guard let first = mark.first, let start = firstIndex(of: first) else { return nil }
        return start..<index(after: start)
    }
}
