import Storage
import TestSupport
import Testing

@testable import Levy

/// What a person owes, and who bears it, after his payment was taken back: as the lists are then.
struct ReadjustmentTests {
    private typealias Small = SmallCampaign
    private let small: SmallCampaign
    private var campaign: Campaign { small.campaign }

    init() throws {
        let policy = LevyPolicy(
            rules: try RuleSamples.book("xuecheng-2019"), asOf: XuechengData.day("2019-10-28"), medicalPeriod: 2020,
            pensionPeriod: 2019, receiptPrefix: "XC2019")
        small = try SmallCampaign(policy: policy)
    }

    private func change(_ id: String, _ specialClass: SpecialClass, isIn: Bool) throws -> Adjustment {
        try small.database.write { transaction in
            try transaction.execute(
                """
                INSERT INTO intake_member_changes VALUES
                    ((SELECT COALESCE(MAX(id), 0) + 1 FROM intake_member_changes), $1, $2, '某', $3, '测试', 0)
                """, [Value(id), Value(specialClass.rawValue), Value(isIn ? 1 : 0)])
            return try campaign.adjustObligations(.medical, cause: "lists", in: transaction, at: XuechengData.now)
        }
    }

    /// Own part, then the parts of others by bearer.
    private func owed(_ id: String) throws -> String {
        let found = try small.database.read { try ExplanationStore.obligations(of: id, in: $0) }
            .filter { $0.insurance == .medical }
        #expect(found.count == 1)
        let one = try #require(found.first)
        return ([one.ownFen] + one.helpers.map(\.fen)).map(String.init).joined(separator: " ")
            + one.helpers.map { " " + $0.bearer }.joined()
    }

    private func verify() throws { _ = try small.database.read { try Ledger.verify(in: $0) } }

    @Test func `who joined a class after he paid owes its share once the payment is taken back`() throws {
        try small.evening("20191101", [Small.line("A", "20191101", Small.anna)])
        let first = try change(Small.anna, .destitute, isIn: true)
        #expect(first.held.map(\.serial) == ["A"])
        #expect(try owed(Small.anna) == "28000")
        // Taken back and paid again on one evening: nothing is left that he owes himself.
        let report = try small.evening(
            "20191104",
            [
                Small.line("B", "20191104", Small.anna, -28_000, back: "A"),
                Small.line("C", "20191104", Small.anna),
            ])
        #expect(report.receipts.isEmpty && report.voided == ["XC201900000001"])
        #expect(try owed(Small.anna) == (try owed(Small.poor)))
        #expect(try small.kinds().contains(.paidThoughStatePaid))
        try verify()
    }

    @Test func `who left a class is asked for the whole fee, and the receipt says so`() throws {
        _ = try change(Small.anna, .destitute, isIn: true)
        _ = try change(Small.anna, .destitute, isIn: false)
        try small.evening("20191101", [Small.line("A", "20191101", Small.anna)])
        let report = try small.evening(
            "20191104",
            [Small.line("B", "20191104", Small.anna, -28_000, back: "A"), Small.line("C", "20191104", Small.anna)])
        #expect(report.receipts.map(\.fen) == [28_000] && report.receipts.map(\.stateFen) == [0])
        try verify()
    }

    @Test func `a change of class that costs the same is borne by others from then on`() throws {
        let before = try owed(Small.poor)
        _ = try change(Small.poor, .destitute, isIn: false)
        let changed = try change(Small.poor, .allowance, isIn: true)
        let share = campaign.policy.share(.medical, tierFen: nil, classes: [.allowance], village: Small.village)
        #expect(
            try owed(Small.poor)
                == ([share.ownFen] + share.helpers.map(\.fen)).map(String.init).joined(separator: " ")
                + share.helpers.map { " " + $0.bearer }.joined())
        #expect((changed.added == 1) == (try owed(Small.poor) != before) || changed.added == 1)
        try verify()
    }

    @Test func `a late payment of somebody who is shown is one without an order, not a double one`() throws {
        try small.evening("20191101", [Small.line("A", "20191101", Small.anna)])
        try small.evening("20200203", [Small.line("B", "20200203", Small.bert)])
        for id in [Small.anna, Small.bert] {
            let file = try small.database.read {
                try PersonView.read(id, asOf: XuechengData.day("2020-02-04"), in: $0)
            }?.file
            let rows = file?.sections.first { $0.id == "exceptions" }?.rows ?? []
            #expect(rows.map { $0[0] } == (id == Small.bert ? ["集中征缴期外缴费，没有核定单"] : []))
        }
    }
}
