import Diagnostics
import Storage
import Testing

@testable import Levy

@Suite struct ListsTests {
    typealias Small = SmallCampaign

    @Test func `a village's roster has everybody once, with what was paid`() throws {
        let small = try SmallCampaign()
        try small.evening("20191101", [Small.line("A", "20191101", Small.anna)])
        let roster = try small.database.read { try small.campaign.collectionRoster(village: Small.village, in: $0) }
        #expect(roster.town?.name == "沙沟镇")
        #expect(roster.agent == nil)
        #expect(roster.rows.map(\.serial) == [1, 2, 3, 4])
        #expect(roster.rows.map(\.name) == ["安娜", "贝特", "贫家", "安乐"])
        let anna = roster.rows[0]
        #expect(anna.lines.map(\.insurance) == [.medical, .pension])
        #expect(anna.line(.medical)?.receiptNumber == "XC201900000001")
        #expect(anna.line(.pension)?.isSettled == false)
        #expect([anna.totalFen, anna.stateFen, anna.ownFen] == [58_000, 0, 58_000])
        #expect(roster.rows[2].line(.medical)?.isStatePaid == true)
        #expect(roster.rows[2].specialClass == .destitute)
    }

    @Test func `the public list shows no number, no child and no class`() throws {
        let small = try SmallCampaign()
        try small.evening("20191101", [Small.line("A", "20191101", Small.anna)])
        let rows = try small.database.read {
            try small.campaign.publicNotice(
                village: Small.village, asOf: XuechengData.day("2019-12-10"),
                profile: MaskingProfileTests.notice, in: $0)
        }
        #expect(rows.map(\.name) == ["安*", "贝*", "贫*", "安某"])
        #expect(rows.map(\.medical) == [.settled, .open, .settled, .open])
        #expect(rows.map(\.pension) == [.open, nil, nil, nil])
        #expect(rows.allSatisfy { $0.idTail == nil })
        let printed = rows.map { "\($0)" }.joined()
        for id in [Small.anna, Small.bert, Small.poor] { #expect(!printed.contains(id.prefix(14))) }
    }

    @Test func `two residents shown by one name are told apart by the end of the number`() {
        func row(_ serial: Int, _ name: String, _ id: String, head: String = "") -> CollectionRosterRow {
            let number = CitizenID(stored: id)
            return CollectionRosterRow(
                serial: serial, name: name, citizenID: id, sex: number.sex, birth: number.birth, specialClass: nil,
                householdHead: head, phone: "", lines: [])
        }
        let rows = PublicNotice.rows(
            [
                row(1, "张大伟", Small.anna), row(2, "张小伟", Small.bert), row(3, "王芳", Small.poor),
                row(4, "张小宝", "37040320190615001X", head: "张大山"), row(5, "李小", "37040320190615001X"),
                row(6, "李大", "37040320191028001X"),
            ], asOf: XuechengData.day("2019-12-10"), profile: MaskingProfileTests.notice)
        #expect(rows.map(\.name) == ["张*伟", "张*伟", "王*", "张*山", "李某", "李某"])
        #expect(rows.map(\.idTail) == ["0018", "0016", nil, nil, nil, nil])
    }

    @Test func `return files carry totals that agree with the ledger`() throws {
        let small = try SmallCampaign()
        try small.evening(
            "20191101", [Small.line("A", "20191101", Small.anna), Small.line("B", "20191101", Small.bert)])
        let file = try small.database.write {
            try small.campaign.makeReturn(
                .medical, encoding: .gb18030, party: "医保局", key: "m", in: $0, at: XuechengData.now)
        }
        #expect([file.count, file.totalFen, file.ownFen, file.stateFen] == [3, 84_000, 56_000, 28_000])
        let source = SourceFile(name: "r.csv", bytes: file.bytes)
        var reader = CSVReader(source, text: try TextDecoding.decode(source))
        var rows: [[String]] = []
        while let row = try reader.next() { rows.append(row.texts) }
        #expect(rows.count == 5)
        #expect(rows[1].suffix(6) == ["280.00", "0.00", "280.00", "20191101", "微信", "XC201900000001"])
        #expect(rows[3].suffix(6) == ["280.00", "280.00", "0.00", "", "财政代缴", ""])
        #expect(rows[4][3] == "3人" && rows[4][6] == "840.00")
        let utf8 = try small.database.write {
            try small.campaign.makeReturn(
                .pension, encoding: .utf8, party: "人社局", key: "p", in: $0, at: XuechengData.now)
        }
        #expect(utf8.bytes.starts(with: [0xEF, 0xBB, 0xBF]) && utf8.count == 0)
    }

    @Test func `a document has one number and one content`() throws {
        let database = try Database.inMemory(migrations: LevySchema.migrations)
        func number(_ key: String) throws -> Int {
            try database.write { try DocumentStore.number(kind: "report", key: key, series: "薛征", in: $0) }
        }
        #expect(try [number("a"), number("b"), number("a")] == [1, 2, 1])
        struct Failure: Error {}
        #expect(throws: Failure.self) {
            try database.write {
                _ = try DocumentStore.number(kind: "report", key: "c", series: "薛征", in: $0)
                throw Failure()
            }
        }
        #expect(try number("d") == 3)
        func document(_ hash: String) -> IssuedDocument {
            IssuedDocument(
                kind: "report", key: "a", number: "1", sha256: hash, path: "a.pdf", pages: 2, issuedAt: XuechengData.now
            )
        }
        try database.write { try DocumentStore.issue(document("x"), in: $0) }
        try database.write { try DocumentStore.issue(document("x"), in: $0) }
        #expect(throws: Rejection.self) { try database.write { try DocumentStore.issue(document("y"), in: $0) } }
        #expect(try database.read { try DocumentStore.all(in: $0) } == [document("x")])
    }

    @Test func `maker and checker of a decision are two persons, and a decision stands`() throws {
        let database = try Database.inMemory(migrations: LevySchema.migrations)
        func decide(_ verdict: String, _ checker: String) throws {
            let decision = Decision(
                subject: "treasury/short/20191028/370403102/pension", verdict: verdict, note: "", decidedBy: "甲",
                checkedBy: checker, decidedAt: XuechengData.now)
            try database.write { try DecisionStore.add(decision, in: $0) }
        }
        #expect(throws: Rejection.self) { try decide("补入库", "甲") }
        try decide("补入库", "乙")
        try decide("补入库", "乙")
        #expect(throws: Rejection.self) { try decide("不处理", "乙") }
        #expect(try database.read { try DecisionStore.all(in: $0).map(\.verdict) } == ["补入库"])
    }

    @Test func `treasury and bank are compared by day, town and insurance`() throws {
        let small = try SmallCampaign()
        try small.evening(
            "20191101",
            [
                Small.line("A", "20191101", Small.anna), Small.line("B", "20191101", Small.bert, village: Small.other),
                Small.line("C", "20191101", Small.anna, -28_000, back: "A"),
            ])
        let text = "入库日期,镇街代码,险种,笔数,金额分\n2019-11-01,370403101,居民医疗,2,28000\n20191102,370403101,居民养老,1,500\n"
        let file = SourceFile(name: "t.csv", bytes: Array(text.utf8))
        #expect(try small.database.read { try small.campaign.treasuryDifferences(in: $0) }.isEmpty)
        for isNew in [true, false] {
            let added = try small.database.write {
                try small.campaign.importTreasuryReceipts(file, on: XuechengData.yearEnd, in: $0, at: XuechengData.now)
            }
            #expect(added == isNew)
        }
        let differences = try small.database.read { try small.campaign.treasuryDifferences(in: $0) }
        #expect(differences.map(\.kind) == [.count, .over])
        #expect(differences.map(\.fen) == [0, 500])
        let totals = try small.database.read { try small.campaign.reconciliationTotals(in: $0) }
        #expect(totals.map(\.collectedFen) == [28_000, 0])
        #expect(totals.map(\.stateFen) == [28_000, 0])
        let wrong = SourceFile(name: "w.csv", bytes: Array("入库日期,镇街代码,险种,笔数,金额分\n20191301,1,车船税,x,1.5\n".utf8))
        do {
            _ = try TreasuryReceiptReader.read(wrong, on: XuechengData.yearEnd) { _ in true }
            Issue.record("a wrong list was read")
        } catch let rejection as Rejection { #expect(rejection.diagnostics.count == 4) }
    }

    @Test func `JSON is written with escapes and keeps its order`() throws {
        let value = JSONText.object([
            "乙": .text("a\"\\\n\u{1}"), "甲": .array([.null, .bool(true), .rate(Rate(912, of: 1_000))]),
        ])
        #expect(
            value.pretty == "{\n  \"乙\": \"a\\\"\\\\\\n\\u0001\",\n  \"甲\": [\n    null,\n    true,\n    91.2\n  ]\n}\n"
        )
        #expect(JSONText.yuan(fen: 28_050).pretty == "280.50\n")
    }
}
