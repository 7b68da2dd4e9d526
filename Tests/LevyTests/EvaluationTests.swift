import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Levy

/// What regions give themselves at the end of a year, and what is accepted of it.
@Suite struct EvaluationTests {
    private let database: Database
    private let scheme = AssessmentScheme(
        id: "y", title: "年度考核", level: .town, unit: "分", basis: "", start: Points(hundredths: 1_000), least: nil,
        most: Points(hundredths: 10_000),
        indicators: [
            .init(
                id: "done", name: "完成率", source: .input("完成率"),
                rule: .linear(from: .zero, to: Points(hundredths: 10_000), points: Points(hundredths: 6_000)),
                least: nil, most: nil),
            .init(
                id: "late", name: "迟报", source: .input("迟报"), rule: .cases(each: Points(hundredths: -50)),
                least: Points(hundredths: -300), most: .zero),
            .init(
                id: "floor", name: "底线", source: .input("底线"),
                rule: .veto(below: Points(hundredths: 5_000), total: .zero), least: nil, most: nil),
        ], groups: [])

    init() throws { database = try Database.inMemory(migrations: LevySchema.migrations + PublicSchema.migrations) }

    private func item(_ points: String, _ words: String = "") throws -> Evaluation.Item {
        Evaluation.Item(points: try #require(Points(points)), words: words)
    }

    /// The books give A 54 and −1, B 48 and 0, C 30 and 0; C is below the floor.
    private var sheets: [ScoreSheet] {
        let values = [("A", 9_000, 200, 9_000), ("B", 8_000, 0, 8_000), ("C", 5_000, 0, 4_000)]
        return scheme.assess(
            values.map { code, done, late, floor in
                ScoredRegion(
                    code: code, name: code, settled: 0,
                    values: [
                        "done": Points(hundredths: done), "late": Points(hundredths: late),
                        "floor": Points(hundredths: floor),
                    ])
            })
    }

    private func sheet(_ code: String) throws -> ScoreSheet { try #require(sheets.first { $0.code == code }) }

    private func report(
        _ code: String, _ items: [String: Evaluation.Item], by person: String = "甲"
    ) throws -> [String] {
        let sheet = try sheet(code)
        return try codes {
            try database.write {
                try scheme.report(
                    items, beside: sheet, by: person, on: XuechengData.day("2019-12-20"), in: $0, at: XuechengData.now)
            }
        }
    }

    private func review(
        _ code: String, _ items: [String: Evaluation.Item], by person: String = "乙"
    ) throws -> [String] {
        try codes {
            try database.write {
                try scheme.review(
                    items, region: code, by: person, on: XuechengData.day("2019-12-23"), in: $0, at: XuechengData.now)
            }
        }
    }

    private func codes(_ act: () throws -> Void) throws -> [String] {
        do {
            try act()
            return []
        } catch let rejection as Rejection { return rejection.diagnostics.map(\.code) }
    }

    @Test func `what is claimed is whole, within its bounds, and shown where the books do not`() throws {
        #expect(try report("A", ["done": item("54"), "late": item("-1")]) == [])
        #expect(try report("A", ["done": item("54")]) == ["assess.claim-missing"])
        #expect(try report("A", ["done": item("60.01", "台账"), "late": item("-3.5")])
            == ["assess.claim-bounds", "assess.claim-bounds"])
        #expect(try report("A", ["done": item("55"), "late": item("0")])
            == ["assess.claim-evidence", "assess.claim-evidence"])
        #expect(try report("A", ["done": item("55", "补录名单"), "late": item("0", "批复")]) == [])
        #expect(try report("A", ["done": item("54"), "late": item("-1"), "floor": item("1", "x")])
            == ["assess.claim-unknown"])
    }

    @Test func `the last report is reviewed once, by somebody else, and says why it differs`() throws {
        #expect(try review("A", ["done": item("54"), "late": item("-1")]) == ["assess.no-report"])
        #expect(try report("A", ["done": item("60", "台账"), "late": item("0", "批复")]) == [])
        #expect(try report("A", ["done": item("55", "台账"), "late": item("0", "批复")]) == [])
        #expect(try review("A", ["done": item("55"), "late": item("0")], by: "甲") == ["assess.same-person"])
        #expect(try review("A", ["done": item("54"), "late": item("0")]) == ["assess.verdict-reason"])
        #expect(try review("A", ["done": item("54", "补录无效"), "late": item("0")]) == [])
        #expect(try review("A", ["done": item("55"), "late": item("0")]) == ["assess.accepted"])
        #expect(try report("A", ["done": item("54"), "late": item("-1")]) == ["assess.accepted"])
        let stored = try #require(try database.read { try EvaluationStore.all(scheme: "y", in: $0) }["A"])
        #expect(try stored.items == ["done": item("55", "台账"), "late": item("0", "批复")])
        #expect(try stored.review?.verdicts == ["done": item("54", "补录无效"), "late": item("0")])
        #expect(throws: (any Error).self) {
            try database.write { try $0.execute("UPDATE levy_evaluation_verdicts SET hundredths = 6000") }
        }
    }

    @Test func `accepted points rank anew, and a veto of the books holds`() throws {
        for (code, points) in [("A", "40"), ("B", "48"), ("C", "60")] {
            #expect(try report(code, ["done": item(points, "材料"), "late": item("0", "材料")]) == [])
            if code != "B" { #expect(try review(code, ["done": item(points), "late": item("0")]) == []) }
        }
        func settled() throws -> [ScoreSheet] {
            let all = try database.read { try EvaluationStore.all(scheme: "y", in: $0) }
            return scheme.settled(sheets, accepted: all)
        }
        #expect(try settled().map(\.code) == ["A", "C"])
        #expect(try review("B", ["done": item("48"), "late": item("-0.5", "迟报一次")]) == [])
        let final = try settled()
        #expect(final.map(\.code) == ["B", "A", "C"] && final.map(\.rank) == [1, 2, 3])
        #expect(final.map(\.total.text) == ["57.50", "50.00", "0.00"])
        #expect(final[0].lines[1].explanation == "台账 0.00，自评 0.00，核定 -0.50：迟报一次")
    }
}
