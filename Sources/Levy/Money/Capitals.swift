import Storage

/// Numbers in the capitals of bills.
enum Capitals {
    static let digits = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"]

    static func amount(_ fen: UInt) -> String {
        let yuan = fen / 100
        let jiao = Int(fen / 10 % 10)
        let cents = Int(fen % 10)
        if fen == 0 { return "零元整" }
        var text = yuan > 0 ? number(yuan) + "元" : ""
        if jiao == 0 && cents == 0 { return text + "整" }
        if jiao > 0 { text += digits[jiao] + "角" }
        if jiao == 0 && yuan > 0 { text += "零" }
        return text + (cents > 0 ? digits[cents] + "分" : "整")
    }

    /// A number above zero. What lies above 亿 is itself read as a number, so that 12,000 亿 is 壹万贰仟亿.
    static func number(_ value: UInt) -> String {
        var text = ""
        if value >= 100_000_000 { text = number(value / 100_000_000) + "亿" }
        let middle = Int(value / 10_000 % 10_000)
        let low = Int(value % 10_000)
        if middle > 0 {
            if !text.isEmpty && middle < 1_000 { text += "零" }
            text += group(middle) + "万"
        }
        if low > 0 {
            // A wholly empty 万 group is an inner run of zeros, which must be read.
            let skipsGroup = middle == 0 && !text.isEmpty
            if !text.isEmpty && (low < 1_000 || skipsGroup) { text += "零" }
            text += group(low)
        }
        return text
    }

    /// 1…9999, inner zeros read once.
    private static func group(_ value: Int) -> String {
        var text = ""
        var pendingZero = false
        for (divisor, unit) in [(1_000, "仟"), (100, "佰"), (10, "拾"), (1, "")] {
            let digit = value / divisor % 10
            if digit == 0 {
                pendingZero = !text.isEmpty
            } else {
                text += (pendingZero ? "零" : "") + digits[digit] + unit
                pendingZero = false
            }
        }
        return text
    }
}

extension CivilDate {
    /// The date in the capitals of bills: `贰零壹玖年零壹拾月零贰拾日`. Months 1, 2, 10 and days 1–10, 20, 30 begin with 零.
    package var capitals: String {
        let yearText = String(year).utf8.map { Capitals.digits[Int($0 - UInt8(ascii: "0"))] }.joined()
        let monthZero = [1, 2, 10].contains(month) ? "零" : ""
        let dayZero = day <= 10 || day == 20 || day == 30 ? "零" : ""
        return yearText + "年" + monthZero + Capitals.number(UInt(month)) + "月"
            + dayZero + Capitals.number(UInt(day)) + "日"
    }
}
