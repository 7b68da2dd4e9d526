import Diagnostics
import Storage
import Testing

@testable import Levy

/// Data that goes from one bureau to another: nobody and no fen is lost, or the protocol says so.
@Suite struct HandoverTests {
    typealias Small = SmallCampaign

    private func file(_ text: String, _ name: String = "f.csv") -> SourceFile {
        SourceFile(name: name, bytes: Array(text.utf8))
    }

    private static let head = "村居代码,身份证号码,姓名,险种,所属期,应缴金额,已缴金额\n"
    private static let rows = [
        "\(Small.village),\(Small.anna),安娜,居民医疗,2020,280,280", "\(Small.village),\(Small.anna),安娜,居民养老,2019,300,0",
        "\(Small.other),\(Small.bert),贝特,居民医疗,2020年度,280.00,0",
    ]

    private func set(_ rows: [String]) throws -> HandoverSet {
        try HandoverSet.read(file(Self.head + rows.joined(separator: "\n")))
    }

    @Test func `the same contents have the same totals in whatever order`() throws {
        let comparison = HandoverComparison(before: try set(Self.rows), after: try set(Self.rows.reversed()))
        #expect(comparison.agrees)
        #expect(comparison.totals.before == comparison.totals.after)
        let total = comparison.totals.before
        #expect([total.persons, total.obligations, total.payments] == [2, 3, 1])
        #expect([total.dueFen, total.paidFen] == [86_000, 28_000])
        #expect(comparison.lines.map(\.cell.insurance) == [.medical, .pension, .medical])
    }

    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let index: Int
        /// Nil for a row that is gone.
        let row: String?
        let kinds: [HandoverComparison.Difference.Kind]
    }

    static let changes = [
        Change(testDescription: "gone", index: 1, row: nil, kinds: [.missing]),
        Change(
            testDescription: "another village", index: 2,
            row: "\(Small.village),\(Small.bert),贝特,居民医疗,2020,280,0", kinds: [.village]),
        Change(
            testDescription: "another name", index: 2, row: "\(Small.other),\(Small.bert),贝得,居民医疗,2020,280,0",
            kinds: [.name]),
        Change(
            testDescription: "another sum", index: 0, row: "\(Small.village),\(Small.anna),安娜,居民医疗,2020,281,280",
            kinds: [.due]),
        Change(
            testDescription: "one fen", index: 0, row: "\(Small.village),\(Small.anna),安娜,居民医疗,2020,280,280.01",
            kinds: [.paid]),
        Change(
            testDescription: "another year", index: 0, row: "\(Small.village),\(Small.anna),安娜,居民医疗,2019,280,280",
            kinds: [.missing, .added]),
        Change(
            testDescription: "all at once", index: 0, row: "\(Small.other),\(Small.anna),安,居民医疗,2020,1,2",
            kinds: [.village, .name, .due, .paid]),
    ]

    @Test(arguments: changes) func `whatever differs is told`(_ change: Change) throws {
        var rows = Self.rows
        if let row = change.row { rows[change.index] = row } else { rows.remove(at: change.index) }
        let comparison = HandoverComparison(before: try set(Self.rows), after: try set(rows))
        #expect(comparison.differences.map(\.kind) == change.kinds)
        #expect(!comparison.agrees)
        #expect(comparison.totals.before.hash != comparison.totals.after.hash)
        #expect(comparison.lines.contains { !$0.agrees })
        // The other way round as many differ.
        let back = HandoverComparison(before: try set(rows), after: try set(Self.rows))
        #expect(back.differences.count == change.kinds.count)
    }

    @Test func `the books and their own file agree, and a village that went into another is the same`() throws {
        let small = try SmallCampaign()
        try small.evening("20191101", [Small.line("S1", "20191101", Small.anna)])
        let (books, regions) = try small.database.read {
            (try HandoverSet.books(in: $0), try RegionTree.stored(in: $0))
        }
        #expect([books.total.payments, books.total.paidFen] == [1, 28_000])
        let written = SourceFile(name: "b.csv", bytes: books.csv(regions))
        #expect(HandoverComparison(before: try HandoverSet.read(written), after: books).agrees)
        let merged = """
            code,name,level,parent,原代码
            370403,薛城区,district,,
            370403101,沙沟镇,town,370403,
            370403101201,乙村,village,370403101,370403101200
            """
        let now = Instant(XuechengData.day("2019-11-10"), hour: 9)
        let (after, tree) = try small.database.write { transaction in
            _ = try small.campaign.changeRegions(
                file(merged),
                RegionDecision(effective: now.date, reason: "批复", by: "甲", checker: "乙", at: now), in: transaction)
            return (try HandoverSet.books(in: transaction), try RegionTree.stored(in: transaction))
        }
        #expect(HandoverComparison(before: try HandoverSet.read(written, regions: tree), after: after).agrees)
        #expect(!HandoverComparison(before: try HandoverSet.read(written), after: after).agrees)
    }

    @Test func `every wrong row is told`() throws {
        let rows = [
            Self.rows[0], Self.rows[0], ",\(Small.bert),贝特,居民医疗,2020,280,0", "1,12,贝特,居民医疗,2020,280,0",
            "1,\(Small.bert),贝特,车险,2020,280,0", "1,\(Small.bert),贝特,居民医疗,去年,280,0",
            "1,\(Small.bert),贝特,居民医疗,2020,很多,-1",
        ]
        do {
            _ = try set(rows)
            Issue.record("it was taken")
        } catch let rejection as Rejection {
            #expect(
                rejection.diagnostics.map(\.code) == [
                    "handover.twice", "handover.village", "levy.not-an-id", "levy.payment.insurance",
                    "handover.period", "remittance.sum", "remittance.sum",
                ])
        }
    }

    @Test func `a protocol has a number of its year and two persons`() throws {
        let small = try SmallCampaign()
        let now = XuechengData.now
        let comparison = HandoverComparison(before: try set(Self.rows), after: try set([]))
        func add(_ checker: String) throws {
            try small.database.write { transaction in
                let number = try HandoverStore.number("薛税", year: 2019, in: transaction)
                let entry = HandoverEntry(
                    number: number, giver: "医保局", taker: "税务局", subject: "数据", comparison, madeOn: now.date,
                    by: "甲", checker: checker)
                try HandoverStore.add(comparison, entry, documentSHA256: "x", at: now, in: transaction)
            }
        }
        #expect(throws: Rejection.self) { try add("甲") }
        try add("乙")
        try add("丙")
        let entries = try small.database.read { try HandoverStore.all(in: $0) }
        #expect(entries.map(\.number) == ["薛税迁〔2019〕1号", "薛税迁〔2019〕2号"])
        #expect(entries.map(\.differences) == [3, 3])
    }
}
