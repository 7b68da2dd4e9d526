import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Levy

/// The order of the archive: codes without gaps, boxes that hold what they can, and nothing about persons.
@Suite struct ArchiveTests {
    private static let head = "种类,题名,类目代码,责任者,保管期限,密级,依据,已核定\n"
    private static let rows = """
        plan,{地}方案,ZH,区政府,永久,,令8,是
        roster,{地}征收清册,ZJ,,30年,内部,令3,否
        stamped-roster,{地}缴费清册,ZJ,,30年,内部,令3,否
        payment-proof,缴费证明,ZJ,,10年,内部,令8,否
        """
    private static let regions = RegionTree([
        Region(code: "370403", name: "薛城区", level: .district, parent: nil, shouldBeInsured: nil, paidLastYear: nil),
        Region(
            code: "370403101", name: "沙沟镇", level: .town, parent: "370403", shouldBeInsured: nil, paidLastYear: nil),
        Region(
            code: "370403101200", name: "甲村", level: .village, parent: "370403101", shouldBeInsured: nil,
            paidLastYear: nil),
        Region(
            code: "370403101201", name: "乙村", level: .village, parent: "370403101", shouldBeInsured: nil,
            paidLastYear: nil),
    ])

    private func table(_ rows: String = Self.rows) throws -> RetentionTable {
        let scratch = try ScratchFolder()
        try scratch.write(Self.head + rows, to: "r.csv")
        return try RetentionTable(path: scratch / "r.csv")
    }

    private func document(_ kind: String, _ key: String, pages: Int = 10, number: String? = nil) -> IssuedDocument {
        IssuedDocument(
            kind: kind, key: key, number: number, sha256: kind, path: "\(kind).pdf", pages: pages,
            issuedAt: XuechengData.now)
    }

    private func index(_ documents: [IssuedDocument], boxPages: Int = 25) throws -> ArchiveIndex {
        ArchiveIndex(
            documents, try table(), Self.regions, district: "薛城区", author: "税务局", fonds: "X043", year: 2019,
            boxPages: boxPages)
    }

    @Test func `documents stand in the order of period, subject, kind and place`() throws {
        let found = try index([
            document("payment-proof", "370403198001010018/2019-11-05", number: "证明1号"),
            document("stamped-roster", "370403101200"), document("roster", "370403101201"),
            document("roster", "370403101200/2"), document("roster", "370403101200"),
            document("plan", "xuecheng-2019", pages: 9, number: "薛政办发〔2019〕20号"),
        ])
        #expect(
            found.items.map(\.code) == [
                "X043-WS·2019-Y-ZH-0001", "X043-WS·2019-D30-ZJ-0001", "X043-WS·2019-D30-ZJ-0002",
                "X043-WS·2019-D30-ZJ-0003", "X043-WS·2019-D30-ZJ-0004", "X043-WS·2019-D10-ZJ-0001",
            ])
        #expect(
            found.items.map(\.title) == [
                "薛城区方案", "沙沟镇甲村征收清册", "沙沟镇甲村征收清册（第2版）", "沙沟镇乙村征收清册", "沙沟镇甲村缴费清册", "缴费证明",
            ])
        #expect(found.items.map(\.author) == ["区政府", "税务局", "税务局", "税务局", "税务局", "税务局"])
        // Two rosters of ten pages to a box of twenty-five.
        #expect(found.items.map(\.box) == [1, 1, 1, 2, 2, 1])
        #expect([found.boxes, found.pages] == [4, 59])
        #expect(found.unconfirmed.map(\.kind) == ["roster", "stamped-roster", "payment-proof"])
        let text = String(decoding: found.csv { $0.title }, as: UTF8.self)
        #expect(!text.contains("370403198001010018"))
        #expect(text.contains("证明1号"))
    }

    @Test func `a document that is too large for a box has one of its own`() throws {
        let found = try index([
            document("roster", "370403101200", pages: 5), document("roster", "370403101200/2", pages: 60),
            document("roster", "370403101201", pages: 5),
        ])
        #expect(found.items.map(\.box) == [1, 2, 3])
    }

    @Test func `kinds without a period are told`() throws {
        let found = try index([document("roster", "370403101200"), document("letter", "1"), document("letter", "2")])
        #expect(found.items.count == 1)
        #expect(found.unknown.map { "\($0.kind) \($0.count)" } == ["letter 2"])
    }

    @Test func `a table says all that is wrong, and periods have their basis`() throws {
        let rows = """
            a,题,ZJ,,20年,,令8,是
            b,题,ZJ,,10年,,,是
            c,题,中文,,10年,,令8,是
            d,题,ZJ,,10年,,令8,
            d,,ZJ,,10年,,令8,是
            """
        do {
            _ = try table(rows)
            Issue.record("it was taken")
        } catch let rejection as Rejection { #expect(rejection.diagnostics.count == 6) }
    }

    @Test func `the table that comes with the program knows what campaigns print`() throws {
        let table = try RetentionTable(path: Project.path("workflows/archive/retention.csv"))
        for kind in [
            "plan", "roster", "stamped-roster", "receipts", "public-notice", "reconciliation", "return", "honours",
            "agency-agreement", "agent-pledge", "village-notice", "supervision-report", "copy-signing", "survey-sheet",
        ] { #expect(table[kind] != nil, "\(kind)") }
        #expect(Retention.allCases.map(\.code) == ["Y", "D100", "D50", "D30", "D10"])
    }

    @Test func `what went to the archive is in a register, with two persons`() throws {
        let small = try SmallCampaign()
        let found = try index([document("roster", "370403101200")])
        func add(_ checker: String) throws {
            try small.database.write { transaction in
                try ArchiveStore.add(
                    ArchiveEntry(
                        fonds: "X043", year: 2019, found, missing: 1, sha256: "x", madeOn: XuechengData.now.date,
                        by: "甲", checker: checker), at: XuechengData.now, in: transaction)
            }
        }
        #expect(throws: Rejection.self) { try add("甲") }
        try add("乙")
        let entries = try small.database.read { try ArchiveStore.all(in: $0) }
        let counts = entries.map { "\($0.documents) \($0.pages) \($0.boxes) \($0.missing)" }
        #expect(counts == ["1 10 1 1"])
    }
}
