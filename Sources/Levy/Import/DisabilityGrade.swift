import Diagnostics

/// 残疾等级. Only the first two are severe disabilities, of which the class 重度残疾人 is made.
enum DisabilityGrade {
    /// The grade's own column counts; only without it the last digit of the certificate, which is the identity number,
    /// the kind and the grade, and a letter when it was issued again.
    /// - returns: 1 to 4, or nil when the row does not say it.
    static func grade(_ record: TableRecord) -> Int? {
        let text = record.text(.disabilityGrade)
        if let first = text.first(where: { grades[$0] != nil }) { return grades[first] }
        let digits = Array(CleanedText(code: record[.certificate].text).text.utf8)
        guard digits.count >= 20, (UInt8(ascii: "1")...UInt8(ascii: "4")).contains(digits[19]) else { return nil }
        return Int(digits[19] - UInt8(ascii: "0"))
    }

    /// The grade for which a row of a list gives no claim to its class; nil when it may give one.
    static func tooLight(_ record: TableRecord, for listed: SpecialClass) -> Int? {
        listed == .severelyDisabled ? grade(record).flatMap { $0 > 2 ? $0 : nil } : nil
    }

    /// 三级
    static func chinese(_ grade: Int) -> String { ["一", "二", "三", "四"][grade - 1] + "级" }

    /// Names those who were left out of a list.
    static func note(_ leftOut: [(name: String, grade: Int)], in file: SourceFile) -> [Diagnostic] {
        guard !leftOut.isEmpty else { return [] }
        let shown = leftOut.prefix(10).map { "\($0.name)（\(chinese($0.grade))）" }.joined(separator: "、")
        return [
            Diagnostic(
                .note, "levy.list.grade",
                ["file": file.name, "count": "\(leftOut.count)", "names": leftOut.count > 10 ? shown + "……" : shown],
                at: file.span())
        ]
    }

    private static let grades: [Character: Int] = [
        "一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "Ⅰ": 1, "Ⅱ": 2,
        "Ⅲ": 3, "Ⅳ": 4,
    ]
}
