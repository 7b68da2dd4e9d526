import Storage
import TestSupport
import Testing

@testable import Levy

/// Bank files, reversals, orders, refunds, a changed roster and a change of regions come in any order that can happen,
/// some twice, with restarts between them: the ledger balances and the summary is the same.
@Suite struct MixedHistoryTests {
    private static func person(_ index: Int) -> String {
        let body = "3704031980\(index < 9 ? "0" : "")\(index + 1)01001"
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(body.utf8, weights).reduce(0) { $0 + Int($1.0 - 48) * $1.1 }
        return body + Array("10X98765432").map(String.init)[sum % 11]
    }

    private static let villages = ["370403101200", "370403101201", "370403102200", "370403102201"]
    private static let regions = """
        code,name,level,parent,should_be_insured,paid_last_year
        370403,薛城区,district,,,
        370403101,沙沟镇,town,370403,,
        370403101200,甲村,village,370403101,4,2
        370403101201,乙村,village,370403101,4,1
        370403102,周营镇,town,370403,,
        370403102200,丙村,village,370403102,4,2
        370403102201,丁村,village,370403102,4,1

        """
    /// 丁村 goes into 丙村, 乙村 to the other town.
    private static let changed = """
        code,name,level,parent,should_be_insured,paid_last_year,原代码
        370403,薛城区,district,,,,
        370403101,沙沟镇,town,370403,,,
        370403101200,甲村,village,370403101,4,2,
        370403102,周营镇,town,370403,,,
        370403102300,乙新村,village,370403102,4,1,370403101201
        370403102200,丙村,village,370403102,8,3,370403102201

        """

    private static func file(_ name: String, _ text: String) -> SourceFile {
        SourceFile(name: name, bytes: Array(text.utf8))
    }

    /// - Parameter places: the village of each person by its index; nil for one who is not listed.
    private static func roster(_ name: String, _ places: [Int?]) -> SourceFile {
        let rows = places.enumerated().compactMap { index, place in
            place.map { "\(villages[$0]),某\(index),\(person(index))\n" }
        }
        return file(name, "村居代码,姓名,身份证号码\n" + rows.joined())
    }

    private static let first: [Int?] = [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, nil]
    /// 7 has moved, 8 is gone, 10 is new; nobody of them has paid.
    private static let second: [Int?] = [0, 1, 2, 3, 0, 1, 2, 0, nil, 1, 3]

    // MARK: Pieces

    /// Something that happens, after those that must have happened before it.
    private struct Piece: Sendable {
        let name: String
        var after: [String] = []
        var canRepeat = true
        let take: @Sendable (Database, Campaign) throws -> Void
    }

    private static func payment(
        _ name: String, _ day: String, _ person: Int, _ fen: Int = 28_000, insurance: String = "居民医疗",
        back: String = "", after: [String] = []
    ) -> Piece {
        let place = villages[first.indices.contains(person) ? first[person] ?? 0 : 0]
        let state = back.isEmpty ? "成功" : "冲正"
        let line = "\(name)|\(day)|\(place)|\(Self.person(person))|某|\(insurance)|\(fen)|微信|\(state)|\(back)\n"
        let source = file(day + name + ".txt", "H|代收|\(day)|1|\(fen)\n" + line)
        return Piece(name: name, after: after) { database, campaign in
            try database.write { _ = try campaign.importPayments(source, in: $0, at: XuechengData.now) }
            try evening(database, campaign)
        }
    }

    private static func evening(_ database: Database, _ campaign: Campaign) throws {
        let day = XuechengData.day("2020-02-10")
        _ = try database.write { try campaign.settle(evening: day, in: $0, at: XuechengData.now) }
    }

    private static func order(
        _ name: String, _ person: Int, _ insurance: Insurance, _ type: PaymentType, years: [Int]? = nil
    ) -> Piece {
        Piece(name: name, canRepeat: false) { database, campaign in
            try database.write { transaction in
                let order = try campaign.registerOrder(
                    OrderRequest(
                        citizenID: Self.person(person), insurance: insurance, type: type, periods: years,
                        tierFen: insurance == .pension ? 50_000 : nil), on: XuechengData.day("2020-02-03"), by: "窗口",
                    in: transaction)
                _ = try campaign.assessOrder(
                    order.number, bureau: "区局", payBy: XuechengData.day("2020-03-31"),
                    on: XuechengData.day("2020-02-04"), by: "经办", checker: "复核", in: transaction,
                    at: XuechengData.now)
            }
            try evening(database, campaign)
        }
    }

    /// What was paid twice goes back.
    private static let refund = Piece(name: "refund", after: ["E1", "E2"], canRepeat: false) { database, campaign in
        let day = XuechengData.day("2020-02-09")
        try database.write { transaction in
            let refund = try campaign.openRefund(
                serial: "E2", ground: "double", by: "甲", on: day, grounds: RefundReason.usual, in: transaction,
                at: XuechengData.now)
            _ = try Refunds.apply(
                refund.id,
                RefundApplication(
                    holder: "某4", account: "6217003414037583873", evidence: "凭证", madeBy: "甲", day: day),
                in: transaction, at: XuechengData.now)
            for (office, reviewer) in zip(RefundOffice.allCases, ["乙", "丙", "丁"]) {
                try Refunds.review(
                    refund.id, RefundReview(office: office, isAgreed: true, reviewer: reviewer, note: "", day: day),
                    in: transaction, at: XuechengData.now)
            }
        }
        try evening(database, campaign)
    }

    private static let pieces: [Piece] = [
        payment("A", "20191101", 0), payment("B", "20191102", 1), payment("C", "20191103", 2),
        // Taken back by the bank, and paid again.
        payment("D1", "20191104", 3), payment("D2", "20191105", 3, -28_000, back: "D1"), payment("D3", "20191106", 3),
        // Paid twice: the first settles.
        payment("E1", "20191107", 4), payment("E2", "20191108", 4, after: ["E1"]), refund,
        order("order-year", 5, .medical, .outOfWindow), payment("F", "20200205", 5, 80_000),
        order("order-years", 6, .pension, .policyArrears, years: [2016, 2017]),
        payment("G1", "20200205", 6, 100_000, insurance: "居民养老"),
        payment("G2", "20200206", 6, -100_000, insurance: "居民养老", back: "G1"),
        // Nobody knows this one, and this sum is another.
        payment("H", "20191110", 11), payment("I", "20191111", 9, 20_000),
        Piece(name: "roster") { database, campaign in
            let sources = RosterSources(
                regions: nil, special: [], medical: roster("二.csv", second), pension: nil, agents: nil)
            _ = try database.write { try campaign.importRosters(sources, in: $0, at: XuechengData.now) }
        },
        Piece(name: "regions", canRepeat: false) { database, campaign in
            let decision = RegionDecision(
                effective: XuechengData.day("2019-11-15"), reason: "批复", by: "甲", checker: "乙",
                at: Instant(XuechengData.day("2019-11-20"), hour: 9))
            _ = try database.write {
                try campaign.changeRegions(file("新.csv", changed), decision, in: $0)
            }
        },
    ]

    private static func campaign() throws -> Campaign {
        Campaign(
            policy: LevyPolicy(
                rules: try RuleSamples.book("xuecheng-2019"), asOf: XuechengData.day("2019-10-28"),
                medicalPeriod: 2020, pensionPeriod: 2019, receiptPrefix: "XC2019"))
    }

    private static func begin(_ database: Database, _ campaign: Campaign) throws {
        let sources = RosterSources(
            regions: file("r.csv", regions), special: [], medical: roster("一.csv", first), pension: nil, agents: nil)
        _ = try database.write { try campaign.importRosters(sources, in: $0, at: XuechengData.now) }
    }

    /// The summary, every account, what each person owes and has paid, and the exceptions that stand.
    private static func state(_ database: Database, _ campaign: Campaign) throws -> [String] {
        try database.read { transaction in
            let balances = try [LedgerPart.account, .person].flatMap { part in
                try Ledger.balances(by: part, in: transaction).map { "\($0.account.rawValue) \($0.of) \($0.fen)" }
            }
            let regions = try RegionStore.tree(in: transaction)
            let owed = try transaction.rows(
                "SELECT * FROM levy_standing_obligations ORDER BY citizen_id, insurance, period"
            ).map {
                [
                    $0.text("citizen_id"), $0.text("insurance"), "\($0.int("period"))", "\($0.int("own_fen"))",
                    regions.townCode(ofVillage: $0.text("village")),
                ].joined(separator: " ")
            }
            let exceptions = try campaign.exceptions(in: transaction).map { "\($0.kind.rawValue) \($0.serial)" }
                .sorted()
            let paid = try transaction.rows("SELECT serial FROM levy_order_payments ORDER BY serial")
                .map { $0.text("serial") }
            return balances + owed + exceptions + paid + [try campaign.summary(notes: "", in: transaction).pretty]
        }
    }

    /// In an order drawn by lot, in which everything comes after what it needs.
    private static func shuffled(_ random: inout SplitMix64) -> [Piece] {
        var left = pieces.shuffled(using: &random)
        var done: Set<String> = []
        var order: [Piece] = []
        while let index = left.firstIndex(where: { done.isSuperset(of: $0.after) }) {
            let piece = left.remove(at: index)
            done.insert(piece.name)
            order.append(piece)
            // A file comes again now and then, at once or later.
            if let earlier = order.filter(\.canRepeat).randomElement(using: &random), random.chance(30) {
                order.append(earlier)
            }
        }
        return order
    }

    @Test func `another payment settles when the one that settled is refunded, without a new file`() throws {
        let campaign = try Self.campaign()
        let database = try Database.inMemory(migrations: LevySchema.migrations + PublicSchema.migrations)
        try Self.begin(database, campaign)
        func settled() throws -> [String] {
            try database.read { try $0.rows("SELECT serial FROM levy_settled").map { $0.text("serial") } }
        }
        // The file of the earlier payment comes later.
        for name in ["E2", "E1"] { try Self.pieces.first { $0.name == name }?.take(database, campaign) }
        #expect(try settled() == ["E2"])
        try Self.refund.take(database, campaign)
        #expect(try settled() == ["E1"])
        try Self.evening(database, campaign)
        #expect(try settled() == ["E1"])
        _ = try database.read { try Ledger.verify(in: $0) }
    }

    @Test(arguments: 1...25)
    func `the order of everything that happens changes nothing in the end`(seed: Int) throws {
        let campaign = try Self.campaign()
        let reference = try Database.inMemory(migrations: LevySchema.migrations + PublicSchema.migrations)
        try Self.begin(reference, campaign)
        for piece in Self.pieces { try piece.take(reference, campaign) }
        let expected = try Self.state(reference, campaign)

        var random = SplitMix64(seed: UInt64(9_000 + seed))
        let folder = try ScratchFolder()
        func open() throws -> Database {
            try Database(
                path: folder / "levy.sqlite", migrations: LevySchema.migrations + PublicSchema.migrations)
        }
        var database = try open()
        try Self.begin(database, campaign)
        let order = Self.shuffled(&random)
        for piece in order {
            try piece.take(database, campaign)
            guard random.chance(20) else { continue }
            try database.close()
            database = try open()
        }
        let found = try Self.state(database, campaign)
        let other = found.filter { !expected.contains($0) } + ["instead of"] + expected.filter { !found.contains($0) }
        #expect(found == expected, "\(other) after \(order.map(\.name))")
        try database.read { transaction in
            try Ledger.verify(in: transaction)
            let balances = try Ledger.balances(by: .account, in: transaction)
            #expect(balances.reduce(0) { $0 + $1.fen } == 0)
        }
        try database.close()
    }
}
