import Diagnostics
import Levy
import Templates

/// Turns a cell of a table into a value of the type that a template asks for.
enum CellReading {
    /// - Parameter isFen: the column gives money in fen; otherwise it is in yuan, as people write it.
    /// - Returns: nil when the cell holds no such value.
    static func datum(_ cell: SourceCell, as type: FieldType, isFen: Bool) -> Datum? {
        if type == .text { return .text(cell.text) }
        let text = cell.text.trimmingBlanks
        switch type {
        case .text: return .text(text)
        case .integer: return integer(text).map(Datum.integer)
        case .money: return isFen ? integer(text).map(Datum.money) : yuan(text).map(Datum.money)
        case .percent: return percent(text, isFraction: cell.isNumber && cell.format == .percent).map(Datum.percent)
        case .date:
            guard cell.isNumber && text.count != 8 else { return day(text) }
            return cell.format == .date1904 ? Int(text).flatMap { serialDay(String($0 + 1_462)) } : serialDay(text)
        case .flag: return flag(text).map(Datum.flag)
        case .list, .record: return nil
        }
    }

    /// `1234`, `-5`, `1,234`, and `12.0` as workbooks have it.
    private static func integer(_ text: String) -> Int? {
        guard let (number, scale) = decimal(text), scale >= 0 else { return nil }
        var value = number
        for _ in 0..<scale {
            guard value % 10 == 0 else { return nil }
            value /= 10
        }
        return value
    }

    /// `250`, `250.00`, `1,234.5`, `￥250`, `250元`: in fen.
    private static func yuan(_ text: String) -> Int? {
        var text = text[...]
        if let first = text.first, "¥￥".contains(first) { text = text.dropFirst() }
        if text.last == "元" { text = text.dropLast() }
        return hundredths(String(text))
    }

    /// `85.49`, `85.49%`, and 0.8549 in a cell that a workbook shows as a percentage: in hundredths of a percent.
    private static func percent(_ text: String, isFraction: Bool) -> Int? {
        if isFraction {
            guard let (number, scale) = decimal(text), scale <= 15 else { return nil }
            // Rounded as the workbook shows it, to hundredths of a percent.
            let power = (0..<scale).reduce(1) { power, _ in power * 10 }
            let (product, overflow) = number.multipliedReportingOverflow(by: 10_000)
            guard !overflow else { return nil }
            let half = product < 0 ? -power / 2 : power / 2
            return (product + half) / power
        }
        return hundredths(text.hasSuffix("%") || text.hasSuffix("％") ? String(text.dropLast()) : text)
    }

    /// At most two decimals.
    private static func hundredths(_ text: String) -> Int? {
        guard let (number, scale) = decimal(text) else { return nil }
        var (value, left) = (number, scale)
        while left > 2 {
            guard value % 10 == 0 else { return nil }
            (value, left) = (value / 10, left - 1)
        }
        while left < 2 {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            (value, left) = (product, left + 1)
        }
        return value
    }

    /// A decimal number: its digits, and how many of them are behind the point. Commas must part thousands.
    private static func decimal(_ text: String) -> (digits: Int, scale: Int)? {
        var bytes = Array(text.utf8)[...]
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative || bytes.first == UInt8(ascii: "+") { bytes = bytes.dropFirst() }
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = parts.first, !whole.isEmpty else { return nil }
        let groups = whole.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        if groups.count > 1 {
            guard let first = groups.first, (1...3).contains(first.count),
                groups.dropFirst().allSatisfy({ $0.count == 3 })
            else { return nil }
        }
        let fraction = parts.count == 2 ? parts[1] : []
        guard parts.count == 1 || !fraction.isEmpty else { return nil }
        var number = 0
        for byte in groups.joined() + Array(fraction) {
            guard (0x30...0x39).contains(byte) else { return nil }
            let (product, overflow) = number.multipliedReportingOverflow(by: 10)
            let (sum, overflows) = product.addingReportingOverflow(Int(byte - 0x30))
            guard !overflow, !overflows else { return nil }
            number = sum
        }
        return (isNegative ? -number : number, fraction.count)
    }

    /// `2019-10-28`, `2019/10/28`, `2019.10.28`, `20191028`, `2019年10月28日`, each without leading zeros, too.
    private static func day(_ text: String) -> Datum? {
        // A workbook's text may carry a time of day, which no field asks for.
        let day = text.split(separator: " ").first.map(String.init) ?? text
        if day.count == 8, day.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return Datum(isoDate: "\(day.prefix(4))-\(day.dropFirst(4).prefix(2))-\(day.suffix(2))")
        }
        let plain = day.hasSuffix("日") ? String(day.dropLast()) : day
        let parts = plain.split(omittingEmptySubsequences: false, whereSeparator: { "-/.年月".contains($0) })
        guard parts.count == 3, parts[0].count == 4, (1...2).contains(parts[1].count), (1...2).contains(parts[2].count)
        else { return nil }
        func two(_ part: Substring) -> String { part.count == 1 ? "0" + part : String(part) }
        return Datum(isoDate: "\(parts[0])-\(two(parts[1]))-\(two(parts[2]))")
    }

    /// The number under which a workbook keeps a day: 1 is 1 January 1900, and 29 February 1900, which never was, has
    /// one, too (ECMA-376 part 1, 18.17.4.1).
    private static func serialDay(_ text: String) -> Datum? {
        guard let whole = text.split(separator: ".").first.flatMap({ Int($0) }), (61...2_958_465).contains(whole) else {
            return nil
        }
        // Days since 1 March 2000 in eras of 400 years.
        var days = whole - 36_586
        var era = days / 146_097
        if days < 0 { era -= 1 }
        days -= era * 146_097
        let year = (days - days / 1_460 + days / 36_524 - days / 146_096) / 365
        let dayOfYear = days - (365 * year + year / 4 - year / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        return .date(
            year: 2_000 + era * 400 + year + (month < 10 ? 0 : 1), month: month < 10 ? month + 3 : month - 9, day: day)
    }

    private static func flag(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "yes", "y", "1", "是", "√", "✓", "有": true
        case "false", "no", "n", "0", "否", "×", "无": false
        default: nil
        }
    }
}

extension String {
    /// Without blanks at its ends, also full-width ones.
    var trimmingBlanks: String {
        func isBlank(_ scalar: Unicode.Scalar) -> Bool {
            // Ideographs, letters and digits need no look at the tables.
            switch scalar.value {
            case 0x21...0x7E, 0x3400...0x9FFF: false
            case 0xFEFF: true
            default: scalar.properties.isWhitespace
            }
        }
        var rest = unicodeScalars[...]
        while let first = rest.first, isBlank(first) { rest.removeFirst() }
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return rest.startIndex == startIndex && rest.endIndex == endIndex ? self : String(rest)
    }
}
