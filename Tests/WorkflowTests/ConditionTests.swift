import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Workflow

struct ConditionTests {
    static let outputs = [
        "import": ["payments": "12", "sum": "1000.00", "file": "ok", "day": "2019-11-15"],
        "resolve": ["decision": "退回多收"],
        "none": Condition.gather([]),
    ]

    /// Friday 2019-11-15.
    @Test(arguments: [
        ("needs.import.payments > 0", true),
        ("needs.import.payments > 12", false),
        ("needs.import.payments >= 12.0", true),
        ("needs.import.payments == 012", true),
        ("needs.import.payments != 12", false),
        ("0 < needs.import.payments", true),
        ("needs.import.payments < -3", false),
        ("needs.import.sum <= 1000", true),
        ("needs.import.sum > 999.99999999999999999999", true),
        ("needs.import.payments < needs.import.sum", true),
        ("needs.resolve.decision == '退回多收'", true),
        ("needs.resolve.decision == “补缴入库”", false),
        ("needs.import.file == \"ok\"", true),
        ("needs.import.day == today", true),
        ("needs.import.day < 2019-11-16", true),
        ("today is a working day", true),
        ("today is working day", true),
        ("today is a rest day", false),
        ("today is not a rest day", true),
        ("today is Friday", true),
        ("today is not friday", false),
        ("today >= 2019-11-15 and today < 2019-11-16", true),
        ("not today is friday or needs.import.payments == 12", true),
        ("not (today is friday or needs.import.payments == 12)", false),
        ("today is friday or today is monday and needs.import.nothing > 0", true),
        ("today is monday and needs.import.nothing > 0", false),
        ("!(today is monday) && needs.import.payments > 0 || today is sunday", true),
        ("needs.none.anything == 0", true),
    ])
    func conditionsHoldOrNot(text: String, holds: Bool) throws {
        let condition = try Condition(text)
        #expect(
            try condition.evaluate(outputs: Self.outputs, date: day("2019-11-15"), calendar: china()) == holds)
    }

    @Test(arguments: [
        ("", "condition.empty", 1, 1), ("needs.import.payments", "condition.no-comparison", 1, 21),
        ("needs.import.payments >", "condition.ends", 24, 1), ("needs.import > 0", "condition.output", 1, 12),
        ("needs.import.outputs.payments > 0", "condition.output", 1, 29),
        ("payments > 0", "condition.word", 1, 8), ("needs.a.b = 1", "condition.one-equals", 11, 1),
        ("needs.a.b > 'x'", "condition.text-order", 13, 3), ("1 < 2", "condition.always", 1, 1),
        ("today == today", "condition.always", 1, 5), ("today > 3", "condition.today-with", 9, 1),
        ("today is a holiday", "condition.day-kind", 12, 7), ("today is working", "condition.day-kind", 10, 7),
        ("(needs.a.b > 1", "condition.open-bracket", 1, 1), ("needs.a.b == 'x", "condition.open-quote", 14, 1),
        ("needs.a.b > 1)", "condition.unexpected", 14, 1), ("0 < needs.a.b < 9", "condition.chain", 15, 1),
        ("${{ needs.a.b > 1 }}", "condition.character", 1, 1), ("needs.a.b ＞ 1", "condition.character", 11, 1),
        ("needs.a.b > 1.2.3", "condition.number", 13, 5), ("needs.a.b > 2019-02-30", "condition.number", 13, 10),
        (String(repeating: "(", count: 100), "condition.deep", 65, 1),
        (String(repeating: "not ", count: 100) + "today is friday", "condition.deep", 257, 3),
    ])
    func mistakesAreToldAtTheirPlace(text: String, code: String, column: Int, length: Int) throws {
        do {
            _ = try Condition(text)
            Issue.record("not refused: \(text)")
        } catch {
            let found = try #require(error.diagnostics.first)
            #expect(found.code == code)
            #expect(found.span?.column == column && found.span?.length == length, "\(text): \(found)")
        }
    }

    @Test(arguments: [
        ("needs.import.nothing > 0", "condition.missing-output"), ("needs.other.x == 'a'", "condition.missing-output"),
        ("needs.import.file > 0", "condition.not-number"), ("needs.import.file > today", "condition.not-date"),
    ])
    func whatCannotBeDecidedIsAMistake(text: String, code: String) throws {
        let condition = try Condition(text)
        do {
            _ = try condition.evaluate(outputs: Self.outputs, date: day("2019-11-15"), calendar: china())
            Issue.record("not refused")
        } catch let rejection as Rejection {
            #expect(rejection.diagnostics.map(\.code) == [code])
        }
    }

    @Test func itemsAreGathered() {
        #expect(Condition.gather([["a": "x"]]) == ["a": "x"])
        #expect(
            Condition.gather([["n": "2", "t": "x", "u": "x"], ["n": "40", "t": "y", "u": "x"]]) == [
                "n": "42", "u": "x",
            ])
        #expect(Condition.gather([["n": "2"], [:]]) == [:])
        let most = String(Int64.max)
        #expect(Condition.gather([["n": most], ["n": "1"]]) == [:])
    }

    @Test func numbersCompareAsDecimals() throws {
        let ascending = [
            "-10", "-9.5", "-9.49", "-0.001", "0", "0.0001", "1", "9.5", "10", "123456789012345678901234567890",
        ]
        let numbers = ascending.compactMap { ExactNumber($0) }
        #expect(numbers.count == ascending.count)
        for (i, left) in numbers.enumerated() {
            for (j, right) in numbers.enumerated() { #expect((left < right) == (i < j)) }
        }
        #expect(ExactNumber("-0.0") == ExactNumber("0"))
        for text in ["", "-", ".", "1.", ".5", "1e3", "1,000", "１"] { #expect(ExactNumber(text) == nil, "\(text)") }
    }

    @Test(
        arguments: [
            ("1000.00", 100_000), ("0.5", 50), ("-0.05", -5), ("-3.10", -310), ("1.005", nil), ("1,000", nil),
            ("", nil),
            ("1000000000000", 100_000_000_000_000), ("1000000000001", nil), ("99999999999999999999", nil),
        ] as [(String, Int64?)])
    func amounts(text: String, hundredths: Int64?) {
        #expect(AmountText.hundredths(text) == hundredths)
        if let hundredths { #expect(AmountText.hundredths(AmountText.text(hundredths)) == hundredths) }
    }

    /// Whatever is written, it is read or refused at a place within it; what is read can be decided or is refused.
    @Test func anyTextIsReadOrRefused() throws {
        let parts = [
            "needs.import.payments > 0", "today is a working day", "today >= 2019-11-15", "not", "and", "or", "(", ")",
            "needs.import.payments", "needs.none.x", "today", "is", "not", "and", "or", "a", "working", "rest", "day",
            "friday", "(", ")", "==", "!=", "<", ">=", "=", "!", "&&", "||", "0", "-1", "3.5", "2019-11-15", "'x'",
            "“x”",
            "'", "needs.", "..", "-", "假", "\t", "\u{0}",
        ]
        var random = SplitMix64(seed: 7)
        let calendar = try china()
        var read = 0
        for _ in 0..<20_000 {
            let separator = Bool.random(using: &random) ? " " : ""
            let text = (0..<Int.random(in: 0...8, using: &random))
                .map { _ in parts[Int.random(in: 0..<parts.count, using: &random)] }.joined(separator: separator)
            do {
                let condition = try Condition(text)
                read += 1
                _ = try condition.evaluate(outputs: Self.outputs, date: day("2019-11-16"), calendar: calendar)
            } catch {
                for found in error.diagnostics {
                    #expect((found.span?.column ?? 1) <= text.unicodeScalars.count + 1, "\(text)")
                    #expect(!Catalogue.message(found, in: .chinese).contains("{need}"))
                }
            }
        }
        #expect(read > 100)
    }
}
