import Diagnostics
import Storage
import Testing

@testable import Levy

/// Payments that somebody has to decide about, what becomes of the decision, and what is told of agents' and banks'
/// lines.
@Suite struct PaymentDifferenceTests {
    private typealias Small = SmallCampaign
    private static let day = XuechengData.day("2019-12-03")
    private static let now = Instant(day, hour: 9)
    private static let nobody = "370403200302280011"

    private func codes(_ body: () throws -> Void) throws -> [String] {
        do {
            try body()
            return []
        } catch let rejection as Rejection { return rejection.diagnostics.map(\.code) }
    }

    private func differences(_ small: SmallCampaign) throws -> [BookDifference] {
        try small.database.read { try small.campaign.differences(in: $0) }
    }

    private func open(_ small: SmallCampaign) throws -> [String] {
        try small.database.read { try small.campaign.openDifferences(in: $0).map(\.subject) }
    }

    private func undone(_ small: SmallCampaign) throws -> [UndoneWork] {
        try small.database.read { try small.campaign.undone(in: $0) }
    }

    private func decide(_ small: SmallCampaign, _ subject: String, _ verdict: String) throws -> [String] {
        try codes {
            try small.database.write {
                try small.campaign.decideDifference(
                    subject, verdict, note: "", by: "甲", checker: "乙", in: $0, at: Self.now)
            }
        }
    }

    /// A payment of the wrong sum, one of somebody unknown, one taken back, one twice, one that the state pays.
    private func collected() throws -> SmallCampaign {
        let small = try SmallCampaign()
        try small.evening(
            "20191101",
            [
                Small.line("S1", "20191101", Small.anna, 25_000), Small.line("S2", "20191101", Self.nobody),
                Small.line("S3", "20191101", Small.bert),
                Small.line("S4", "20191101", Small.bert, -28_000, back: "S3"),
                Small.line("S5", "20191101", "11010519491231002X", village: Small.other),
                Small.line("S6", "20191101", "11010519491231002X", village: Small.other),
                Small.line("S7", "20191101", Small.poor),
                Small.line("S8", "20191101", Small.bert, -1, back: "S99"),
            ])
        return small
    }

    @Test func `every exception that nobody refunds is a difference with an owner and its own decisions`() throws {
        let small = try collected()
        let found = try differences(small)
        #expect(
            found.map(\.subject) == [
                "payment/reversed/S3", "payment/amount-mismatch/S1", "payment/not-on-roster/S2",
                "payment/reversal-unmatched/S8",
            ])
        #expect(found.map(\.owner) == ["沙沟镇", "医保部门", "医保部门", "微信"])
        #expect(found.map { $0.theirsFen - $0.oursFen } == [-28_000, -3_000, 28_000, -1])
        #expect(found.allSatisfy { $0.verdicts?.isEmpty == false })
        // What is paid twice, and what the state pays, has its refund case and no second task.
        let cases = try small.database.write {
            try small.campaign.openDueRefunds(on: Self.day, in: $0, at: Self.now)
        }
        #expect(cases.map(\.serial).sorted() == ["S6", "S7"])
        #expect(try differences(small).count == 4)
    }

    @Test func `money that goes back gets its case, and the difference is that case's from then on`() throws {
        let small = try collected()
        let subject = "payment/not-on-roster/S2"
        #expect(try decide(small, subject, "补缴入库") == ["levy.difference.verdict"])
        #expect(try decide(small, "payment/not-on-roster/S1", "退费") == ["levy.difference.unknown"])
        #expect(try decide(small, subject, "退费").isEmpty)
        #expect(try !open(small).contains(subject) && !differences(small).map(\.subject).contains(subject))
        let cases = try small.database.read { try Refunds.all(in: $0) }
        #expect(cases.map(\.serial) == ["S2"] && cases.map(\.ground) == ["not-insured"])
    }

    @Test func `what is decided and not done is followed until it is done or carried over`() throws {
        let small = try collected()
        #expect(try undone(small).isEmpty)
        #expect(try decide(small, "payment/reversed/S3", "催缴").isEmpty)
        #expect(try decide(small, "payment/amount-mismatch/S1", "补足差额").isEmpty)
        #expect(try decide(small, "payment/reversal-unmatched/S8", "说明").isEmpty)
        #expect(
            try undone(small).map(\.subject) == [
                "undone/payment/reversed/S3", "undone/payment/amount-mismatch/S1",
            ])
        // Bert pays again; for Anna somebody decides that it goes on next year.
        try small.evening("20191102", [Small.line("S10", "20191102", Small.bert)])
        #expect(try undone(small).map(\.subject) == ["undone/payment/amount-mismatch/S1"])
        #expect(try decide(small, "payment/amount-mismatch/S1", "结转").isEmpty)
        #expect(try undone(small).isEmpty)
    }

    @Test(arguments: [false, true])
    func `another name settles or waits as the plan says`(holds: Bool) throws {
        let policy = LevyPolicy(
            asOf: XuechengData.day("2019-10-28"), medicalPeriod: 2020, pensionPeriod: 2019, holdsOtherNames: holds)
        let small = try SmallCampaign(policy: policy)
        let evening = try small.evening(
            "20191101",
            [
                Small.line("S1", "20191101", Small.anna, name: "王不同"),
                Small.line("S2", "20191101", Small.bert, name: "贝特"),
                Small.line("S3", "20191101", "37040320190615001X", name: "安 乐"),
            ])
        // A blank is no other name; these are other characters.
        #expect(evening.receipts.map(\.serial).contains("S1") == !holds)
        #expect(evening.receipts.map(\.serial).contains("S2"))
        let subjects = try open(small)
        #expect(subjects.contains("payment/other-name/S1") && !subjects.contains("payment/other-name/S2"))
        #expect(try small.kinds().filter { $0 != .otherName }.isEmpty)
        #expect(try decide(small, "payment/other-name/S1", "核实无误").isEmpty)
        let next = try small.evening("20191102", [])
        #expect(next.receipts.map(\.serial) == (holds ? ["S1"] : []))
        #expect(try undone(small).isEmpty)
        try LedgerCheck.check(small.database)
    }

    @Test(arguments: [
        ("20191102", "20191101", "levy.payment.later-day" as String?, nil as String?),
        ("20191031", "20191101", nil, "levy.payment.earlier-day"), ("20191101", "20191101", nil, nil),
        ("20191103", "20191103", "levy.payment.future", nil),
    ])
    func `a line of another day than its file's is refused or told`(
        day: String, header: String, refusal: String?, remark: String?
    ) throws {
        let small = try SmallCampaign()
        let text = "H|代收|\(header)|1|28000\r\n" + Small.line("S1", day, Small.anna)
        let file = SourceFile(name: header + ".txt", bytes: Array(text.utf8))
        let result = try small.database.write {
            try small.campaign.importPayments(
                file, through: XuechengData.day("2019-11-02"), in: $0, at: Self.now)
        }
        switch result {
        case .refused(let rejection): #expect(rejection.diagnostics.map(\.code) == [refusal].compactMap { $0 })
        case .imported(_, _, _, let remarks):
            #expect(refusal == nil && remarks.map(\.code) == [remark].compactMap { $0 })
            #expect(remarks.allSatisfy { $0.span?.line == 2 })
        case .known: Issue.record("the file is new")
        }
    }

    // MARK: Agents

    /// The receipts LA0001 to LA0020 were issued on 1 November.
    private func issued() throws -> SmallCampaign {
        let small = try SmallCampaign()
        let ends = (try #require(ReceiptNumber("LA0001")), try #require(ReceiptNumber("LA0020")))
        let range = try #require(ReceiptRange(from: ends.0, to: ends.1))
        let day = XuechengData.day("2019-11-01")
        try small.database.write { transaction in
            try AgentReceipts.deliver(range, day: day, note: "", by: "库管", in: transaction, at: Self.now)
            try AgentReceipts.issue(
                range, village: Small.village, day: day, by: "库管", in: transaction, at: Self.now)
        }
        return small
    }

    private func sheet(_ rows: [String]) -> SourceFile {
        let head = "村居代码,收款日期,票据号,姓名,身份证号,险种,金额（元）,收款方式"
        let lines = [head] + rows.map { "\(Small.village),\($0)" }
        return SourceFile(name: "代收.csv", bytes: Array((lines.joined(separator: "\n") + "\n").utf8))
    }

    @Test func `all mistakes of a sheet come in one report with their lines`() throws {
        let small = try issued()
        let file = sheet([
            "2019-11-05,LA0001,安娜,\(Small.anna),居民医疗,280,现金", "2019-13-05,LA0002,贝特,\(Small.bert),居民医疗,280,现金",
            "2019-11-05,LA0003,某,370403198001010019,居民医疗,280,现金", "2019-11-05,LA0004,贝特,\(Small.bert),居民医疗,280,刷脸",
            "2029-11-05,LA0005,贝特,\(Small.bert),居民医疗,280,现金", "2019-10-31,LA0006,贝特,\(Small.bert),居民医疗,280,现金",
            "2019-11-05,LA0001,贝特,\(Small.bert),居民医疗,280,现金", "2019-11-05,LA0099,贝特,\(Small.bert),居民医疗,280,现金",
        ])
        do {
            try small.database.write {
                _ = try Remittances.collect(file, by: "甲", in: $0, at: Self.now)
            }
            Issue.record("the sheet has mistakes")
        } catch let rejection as Rejection {
            let found = rejection.diagnostics.map { "\($0.span?.line ?? 0) \($0.code)" }.sorted()
            #expect(
                found == [
                    "3 levy.not-a-date", "4 posting.number", "5 remittance.unknown-method", "6 remittance.future",
                    "7 stock.before-issue", "8 stock.ended", "9 stock.not-issued",
                ])
        }
        #expect(try small.database.read { try RemittanceStore.standing(in: $0) }.isEmpty)
    }

    @Test func `what is doubtful is entered, told with its line, and stands in the town's check`() throws {
        let small = try issued()
        try small.evening("20191102", [Small.line("S1", "20191102", "37040320190615001X")])
        let file = sheet([
            "2019-11-05,LA0001,安娜,\(Small.anna),居民医疗,250,现金", "2019-11-05,LA0002,安娜,\(Small.anna),居民医疗,280,现金",
            "2019-11-05,LA0003,某某,\(Self.nobody),居民医疗,280,现金", "2019-11-05,LA0004,贫家,\(Small.poor),居民医疗,280,现金",
            "2019-11-05,LA0005,贝不特,\(Small.bert),居民医疗,280,现金", "2019-11-05,LA0006,安乐,37040320190615001X,居民医疗,280,现金",
            "2019-11-05,LA0007,安娜,\(Small.anna),居民养老,300,扫码",
        ])
        let taken = try small.database.write { try Remittances.collect(file, by: "甲", in: $0, at: Self.now) }
        #expect(taken.collections.count == 7)
        let told = taken.doubts.map { "\($0.span?.line ?? 0) \($0.code)" }
        #expect(
            told == [
                "2 remittance.doubt-amount", "3 remittance.doubt-twice", "4 remittance.doubt-not-due",
                "5 remittance.doubt-state-paid", "6 remittance.doubt-name", "7 remittance.doubt-twice",
            ])
        let check = try #require(
            try small.database.read { try Remittances.check(town: nil, through: Self.day, in: $0) }.first)
        #expect(check.doubts.count == 6)
        let differences = check.differences.joined(separator: "；")
        for word in ["不在清册1笔", "由财政代缴1笔", "金额与应缴不符1笔", "已缴过2笔", "姓名与清册不符1笔"] {
            #expect(differences.contains(word))
        }
    }
}
