import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Levy

/// The lists beside each other, and what goes between the bureaus.
@Suite struct ReconciliationTests {
    typealias Small = SmallCampaign
    static let now = Instant(XuechengData.day("2019-12-31"), hour: 9)

    private func paid() throws -> SmallCampaign {
        let small = try SmallCampaign()
        try small.evening(
            "20191101", [Small.line("A", "20191101", Small.anna), Small.line("B", "20191101", Small.bert)])
        return small
    }

    private func post(_ rows: String, _ small: SmallCampaign) throws {
        let text = "流水号,身份证号,所属期,村居代码,金额\n" + rows
        let file = SourceFile(name: "记账.csv", bytes: Array(text.utf8))
        for count in [rows.split(separator: "\n").count, nil] {
            let found = try small.database.write {
                try Reconciliation.importPosting(file, .medical, party: "医保局", in: $0, at: Self.now)
            }
            #expect(found == count)
        }
    }

    struct PostingCase: Sendable, CustomTestStringConvertible {
        let what: String
        let rows: String
        let kinds: [BookDifference.Kind]
        var testDescription: String { what }
    }

    private static let anna = "A,\(Small.anna),2020,\(Small.village),280.00\n"
    private static let bert = "B,\(Small.bert),2020,\(Small.village),280\n"

    static let postings = [
        PostingCase(what: "all is well", rows: anna + bert, kinds: []),
        PostingCase(
            what: "no more than person and sum is known", rows: ",\(Small.anna),2020,,280\n,\(Small.bert),2020,,280\n",
            kinds: []),
        PostingCase(what: "one is missing there", rows: anna, kinds: [.missingThere]),
        PostingCase(
            what: "one is missing here", rows: anna + bert + "Z,11010519491231002X,2020,,280\n", kinds: [.missingHere]),
        PostingCase(what: "another sum", rows: anna + "B,\(Small.bert),2020,,380\n", kinds: [.amount]),
        PostingCase(what: "another year", rows: anna + "B,\(Small.bert),2019,,280\n", kinds: [.period]),
        PostingCase(
            what: "another village", rows: anna + "B,\(Small.bert),2020,\(Small.other),280\n", kinds: [.wrongVillage]),
        PostingCase(what: "posted twice", rows: anna + bert + "C,\(Small.bert),2020,,280\n", kinds: [.double]),
        PostingCase(
            what: "posted twice, the second by its number is the right one",
            rows: anna + "C,\(Small.bert),2020,,300\n" + bert, kinds: [.double]),
        // The payment's number says whose it is; the bureau has it under another person.
        PostingCase(
            what: "the state's payer as the return tells it",
            rows: anna + bert + ",\(Small.poor),2020,\(Small.village),280\n", kinds: []),
        PostingCase(
            what: "the state's payer, another sum", rows: anna + bert + ",\(Small.poor),2020,,250\n",
            kinds: [.amount]),
        PostingCase(
            what: "the state's payer, another year", rows: anna + bert + ",\(Small.poor),2019,,280\n",
            kinds: [.period]),
        PostingCase(
            what: "the state's payer twice", rows: anna + bert + ",\(Small.poor),2020,,280\n,\(Small.poor),2020,,280\n",
            kinds: [.double]),
        PostingCase(
            what: "under another person", rows: anna + "B,11010519491231002X,2020,,280\n", kinds: [.missingHere]),
    ]

    @Test(arguments: postings)
    func `what a bureau posted is matched by payment, by person and sum, by person`(posting: PostingCase) throws {
        let small = try paid()
        try post(posting.rows, small)
        let found = try small.database.read { try small.campaign.differences(in: $0) }
        #expect(found.map(\.kind) == posting.kinds)
        #expect(found.allSatisfy { $0.list == .posting })
        #expect(Set(found.map(\.subject)).count == found.count)
    }

    @Test func `a decision closes a difference, and the last list counts`() throws {
        let small = try paid()
        try post(Self.anna, small)
        let open = try small.database.read { try small.campaign.openDifferences(in: $0) }
        let subject = try #require(open.first?.subject)
        try small.database.write {
            try DecisionStore.add(
                Decision(
                    subject: subject, verdict: "补记账", note: "", decidedBy: "甲", checkedBy: "乙", decidedAt: Self.now),
                in: $0)
        }
        #expect(try small.database.read { try small.campaign.openDifferences(in: $0) }.isEmpty)
        #expect(try small.database.read { try small.campaign.differences(in: $0).count } == 1)
        try post(Self.anna + Self.bert, small)
        #expect(try small.database.read { try small.campaign.differences(in: $0) }.isEmpty)
    }

    @Test func `a wrong posting list is refused, taken back, or made good by the right one`() throws {
        let small = try paid()
        func take(_ rows: String, fewer: Bool = false) throws -> Int? {
            let file = SourceFile(name: "记账.csv", bytes: Array(("身份证号,金额\n" + rows).utf8))
            return try small.database.write {
                try Reconciliation.importPosting(
                    file, .medical, party: "医保局", isFewer: fewer, in: $0, at: Self.now)
            }
        }
        func withdraw(_ checker: String) throws -> String {
            try small.database.write {
                try Reconciliation.withdrawPosting(
                    .medical, reason: "误送", by: "甲", checker: checker, in: $0, at: Self.now)
            }
        }
        func count() throws -> Int { try small.database.read { try small.campaign.differences(in: $0).count } }
        let good = "\(Small.anna),280\n\(Small.bert),280\n"
        for number in ["abc", "370403198001010019"] {
            #expect(throws: Rejection.self) { try take(good + "\(number),280\n") }
        }
        #expect(throws: Rejection.self) { try withdraw("乙") }
        #expect(try take(good) == 2 && take(good) == nil)
        #expect(try take("\(Small.anna),100\n") == 1)
        #expect(try count() == 2)
        // The right one again counts again.
        #expect(try take(good) == 2)
        #expect(try count() == 0)
        #expect(throws: Rejection.self) { try withdraw("甲") }
        _ = try withdraw("乙")
        #expect(try count() == 2)
        // A list of many, then one of few.
        let many = (0..<60).map { "\(Small.anna),\($0 + 1)\n" }.joined()
        #expect(try take(many) == 60)
        #expect(throws: Rejection.self) { try take(good) }
        #expect(try take(good, fewer: true) == 2)
    }

    // MARK: Returns

    private func batch(_ key: String, _ small: SmallCampaign) throws -> ReturnFile {
        try small.database.write {
            try small.campaign.makeReturn(
                .medical, encoding: .utf8, party: "医保局", key: key, in: $0, at: Self.now)
        }
    }

    private func answer(_ rows: String, _ file: ReturnFile, _ small: SmallCampaign) throws -> [PostingState: Int]? {
        let source = SourceFile(name: "回执.csv", bytes: Array(("身份证号,金额,处理结果,原因\n" + rows).utf8))
        return try small.database.write {
            try Exchange.answer(source, batch: file.batch, party: "医保局", in: $0, at: Self.now)
        }
    }

    @Test func `a batch has what no batch had, and what was sent back`() throws {
        let small = try paid()
        let first = try batch("1", small)
        // Two payers, and one for whom the state pays.
        #expect(first.count == 3 && first.ownFen == 56_000 && first.stateFen == 28_000)
        let again = try batch("1", small)
        #expect(again.bytes == first.bytes && again.batch == first.batch)
        #expect(try batch("2", small).count == 0)
        let rows = "\(Small.anna),280,已记账,\n\(Small.bert),280,退回,姓名不符\n"
        #expect(try answer(rows, first, small) == [.posted: 1, .rejected: 1])
        #expect(try answer(rows, first, small) == nil)
        let third = try batch("3", small)
        #expect(third.count == 1)
        #expect(String(decoding: third.bytes, as: UTF8.self).contains(Small.bert))
        #expect(try batch("1", small).bytes == first.bytes)
        let states = try small.database.read { try Exchange.history(of: Small.bert, in: $0).map(\.state) }
        #expect(states == [.rejected, .sent])
        let register = try small.database.read { try Exchange.all(in: $0) }
        #expect(register.map(\.state) == [.answered, .made, .received, .made])
        #expect(register.first?.sha256 == first.sha256)
    }

    @Test func `a payment that settles anew is told of again`() throws {
        let small = try paid()
        _ = try batch("1", small)
        try small.evening(
            "20191102",
            [
                Small.line("C", "20191102", Small.bert, -28_000, back: "B"), Small.line("D", "20191102", Small.bert),
            ])
        let second = try batch("2", small)
        #expect(second.count == 1 && String(decoding: second.bytes, as: UTF8.self).contains(Small.bert))
    }

    @Test func `an answer is taken in whole or not at all`() throws {
        let small = try paid()
        let file = try batch("1", small)
        for rows in [
            "\(Small.anna),280,已记账,\n11010519491231002X,280,已记账,\n", "\(Small.anna),279,已记账,\n",
            "\(Small.anna),280,也许,\n", "\(Small.anna),280,已记账,\n\(Small.anna),280,已记账,\n",
        ] {
            #expect(throws: Rejection.self) { try answer(rows, file, small) }
        }
        #expect(try small.database.read { try Exchange.progress(in: $0).map(\.state) } == [.sent])
        #expect(try answer("\(Small.anna),280,已记账,\n", file, small) == [.posted: 1])
    }

    // MARK: Agents

    @Test func `agents' sheets and the bank's lines of agents are compared as far as money is declared`() throws {
        let small = try SmallCampaign()
        func number(_ text: String) throws -> ReceiptNumber { try #require(ReceiptNumber(text)) }
        let day = XuechengData.day("2019-11-01")
        try small.database.write { transaction in
            let range = try #require(ReceiptRange(from: number("LA0001"), to: number("LA0020")))
            try AgentReceipts.deliver(range, day: day, note: "", by: "库管", in: transaction, at: Self.now)
            try AgentReceipts.issue(
                range, village: Small.village, day: day, by: "库管", in: transaction, at: Self.now)
            let sheet = try [(Small.anna, 28_000), (Small.bert, 28_000), (Small.poor, 28_000)].enumerated().map {
                AgentCollection(
                    village: Small.village, day: day, receipt: try number("LA000\($0.offset + 1)"),
                    citizenID: $0.element.0, insurance: .medical, fen: $0.element.1, method: "现金")
            }
            try Remittances.collect(AgentSheetRows(sheet), by: "甲", in: transaction, at: Self.now)
        }
        func kinds() throws -> [BookDifference.Kind] {
            try small.database.read {
                try small.campaign.differences(in: $0).filter { $0.list == .agent }.map(\.kind)
            }
        }
        // Nothing is declared: all is on its way.
        #expect(try kinds().isEmpty)
        func remit(_ kind: Remittance.Kind, _ fen: Int, _ slip: String) throws {
            try small.database.write {
                try Remittances.record(
                    Remittance(village: Small.village, kind: kind, day: day, fen: fen, slip: slip), by: "甲", in: $0,
                    at: Self.now)
            }
        }
        try remit(.deposit, 56_000, "D1")
        try remit(.declaration, 56_000, "S1")
        #expect(try kinds() == [.missingThere, .missingThere])
        func agentLine(_ serial: String, _ id: String, _ fen: Int = 28_000) -> String {
            Small.line(serial, "20191102", id, fen).replacing("微信", with: "村居代办")
        }
        try small.evening("20191102", [agentLine("A", Small.anna), agentLine("B", Small.bert, 27_000)])
        #expect(try kinds() == [.amount])
        try small.evening("20191103", [agentLine("C", "37040320190615001X")])
        #expect(try kinds() == [.amount, .missingHere])
        try LedgerCheck.check(small.database)
    }

    @Test func `every channel of the bank has its sums, and unknown ones are told`() throws {
        let small = try paid()
        try small.evening(
            "20191102", [Small.line("C", "20191102", Small.bert, -28_000, back: "B").replacing("微信", with: "马车")])
        let sums = try small.database.read { try Reconciliation.channels(in: $0) }
        #expect(sums.map(\.channel) == [.wechat, nil])
        #expect(sums.map(\.count) == [2, 0] && sums.map(\.reversed) == [0, 1])
        #expect(sums.map(\.fen) == [56_000, -28_000])
        #expect(Set(Channel.allCases.flatMap(\.names)).count == Channel.allCases.reduce(0) { $0 + $1.names.count })
    }
}
