import Diagnostics
import Storage
import Testing

@testable import Levy

/// A township's declaration: checked, made, passed on, or refused and corrected.
@Suite struct DeclarationTests {
    typealias Small = SmallCampaign
    private static let now = Instant(XuechengData.day("2019-12-31"), hour: 9)
    private static let town = "370403101"
    private static let taxID = "91110108551385082Q"

    private static func day(_ text: String) -> CivilDate { XuechengData.day("2019-11-" + text) }

    private func code<Result>(_ body: () throws -> Result) throws -> [String] {
        do {
            _ = try body()
            return []
        } catch let rejection as Rejection { return rejection.diagnostics.map(\.code) }
    }

    /// What is done, or left out, before a town declares.
    enum Act: String, CaseIterable, Sendable {
        case unit, account, households, deposit
    }

    private func collection(
        _ receipt: String, _ person: String = Small.anna, _ fen: Int = 28_000, village: String = Small.village
    ) throws -> AgentCollection {
        AgentCollection(
            village: village, day: Self.day("01"), receipt: try #require(ReceiptNumber(receipt)), citizenID: person,
            insurance: .medical, fen: fen, method: "现金")
    }

    /// Anna's fee, collected and deposited, and a household of the poor, unless something is left out.
    private func town(
        without left: Set<Act> = [], _ collections: [AgentCollection]? = nil
    ) throws -> SmallCampaign {
        let small = try SmallCampaign()
        let ends = (try #require(ReceiptNumber("LA0001")), try #require(ReceiptNumber("LA0020")))
        let range = try #require(ReceiptRange(from: ends.0, to: ends.1))
        let collected = try collections ?? [collection("LA0001")]
        try small.database.write { transaction in
            try AgentReceipts.deliver(
                range, day: Self.day("01"), note: "", by: "库管", in: transaction, at: Self.now)
            try AgentReceipts.issue(
                range, village: Small.village, day: Self.day("01"), by: "库管", in: transaction, at: Self.now)
            try Remittances.collect(AgentSheetRows(collected), by: "甲", in: transaction, at: Self.now)
            if !left.contains(.unit) { try register(in: transaction) }
            if !left.contains(.account) {
                try SpecialAccounts.open(
                    SpecialAccount(
                        town: Self.town, holder: "专户", bank: "农商行", number: "9070403000000012", agreement: "三方1号",
                        openedOn: Self.day("01"), openedBy: "甲", checkedBy: "乙"), in: transaction, at: Self.now)
            }
            if left.isDisjoint(with: [.unit, .households]) {
                _ = try CollectingUnits.registerHouseholds(
                    town: Self.town, on: Self.day("01"), by: "甲", checker: "乙", in: transaction, at: Self.now)
            }
            if !left.contains(.deposit) {
                try Remittances.record(
                    Remittance(
                        village: Small.village, kind: .deposit, day: Self.day("02"),
                        fen: collected.reduce(0) { $0 + $1.fen }, slip: "D1"),
                    by: "甲", in: transaction, at: Self.now)
            }
        }
        return small
    }

    private func register(
        _ taxID: String = Self.taxID, town: String = Self.town, checker: String = "乙", in transaction: Transaction
    ) throws {
        _ = try CollectingUnits.register(
            town: town, name: "沙沟镇人社所", taxID: taxID, office: "沙沟分局", head: "", on: Self.day("01"), by: "甲",
            checker: checker, in: transaction, at: Self.now)
    }

    private func make(_ small: SmallCampaign, key: String = "k") throws -> DeclarationFile {
        try small.database.write {
            try Declarations.make(
                town: Self.town, key: key, by: "甲", on: Self.day("03"), in: $0, at: Self.now)
        }
    }

    private func note(
        _ small: SmallCampaign, _ batch: String, _ state: Declaration.State, _ note: String = "", checker: String = "乙"
    ) throws -> [String] {
        try code {
            try small.database.write {
                try Declarations.note(
                    batch, state, note: note, on: Self.day("04"), by: "甲", checker: checker, in: $0, at: Self.now)
            }
        }
    }

    @Test func `a unit has a right tax id of its own and two persons behind it`() throws {
        let small = try SmallCampaign()
        func registering(_ taxID: String, _ town: String, _ checker: String) throws -> [String] {
            try code { try small.database.write { try register(taxID, town: town, checker: checker, in: $0) } }
        }
        #expect(
            try registering("91110108551385082R", "370403999", "甲")
                == ["escrow.town", "remittance.same-person", "declare.tax-id"])
        #expect(try registering(Self.taxID.lowercased(), Self.town, "乙") == [])
        // Registered again, the later entry holds.
        #expect(try registering("9144030071526726XG", Self.town, "乙") == [])
        let units = try small.database.read { try CollectingUnits.all(in: $0) }
        #expect(units.map(\.taxID) == ["9144030071526726XG"])
    }

    @Test func `each class of a village has one virtual household`() throws {
        let small = try town()
        let again = try small.database.write {
            try CollectingUnits.registerHouseholds(
                town: Self.town, on: Self.day("02"), by: "甲", checker: "乙", in: $0, at: Self.now)
        }
        #expect(again.isEmpty)
        let households = try small.database.read { try CollectingUnits.households(in: $0) }
        #expect(households.map(\.number) == ["XN3704031010001"])
        #expect(households.map(\.specialClass) == [SpecialClass.destitute.rawValue])
    }

    @Test func `what agrees is declared once, byte for byte, and goes to the treasury`() throws {
        let small = try town()
        let file = try make(small)
        #expect(file.rows.map(\.citizenID) == [Small.anna, Small.poor])
        #expect(file.rows.map(\.household) == ["", "XN3704031010001"])
        #expect((file.ownFen, file.stateFen) == (28_000, 28_000))
        let text = String(decoding: file.bytes, as: UTF8.self)
        #expect(text.contains("小计,甲村,居民医疗,财政代缴,XN3704031010001,特困人员,,1人,280.00,,\r\n"))
        #expect(text.hasSuffix("合计,批次 \(file.batch),,,,,,2人次,560.00,,\r\n"))
        // Asked again it is the same; nothing is left for another.
        #expect(try make(small).bytes == file.bytes)
        #expect(try code { try make(small, key: "other") } == ["declare.nothing"])
        #expect(try small.database.read { try Declarations.file(file.batch, in: $0).sha256 } == file.sha256)

        #expect(try note(small, file.batch, .accepted, "K1") == ["declare.order"])
        #expect(try note(small, file.batch, .submitted, checker: "甲") == ["remittance.same-person"])
        #expect(try note(small, file.batch, .submitted) == [])
        #expect(try note(small, file.batch, .submitted) == [])
        #expect(try note(small, file.batch, .accepted, "K1") == [])
        #expect(try note(small, file.batch, .refused, "晚了") == ["declare.order"])
        #expect(try note(small, file.batch, .paid, "P1") == [])
        #expect(try note(small, "SB1", .paid) == ["declare.unknown"])
        let (check, slips, made) = try small.database.read {
            (
                try Remittances.check(town: Self.town, through: Self.day("30"), in: $0),
                try AccountStore.slips(town: Self.town, in: $0).map(\.slip), try Declarations.all(in: $0)
            )
        }
        #expect(check.map(\.declaredFen) == [28_000])
        #expect(check.map(\.certifiedFen) == [28_000])
        #expect(slips == ["D1", "K1"])
        #expect(made.map(\.state) == [.paid])
        try LedgerCheck.check(small.database)
    }

    @Test func `what was refused is due again, and the next file corrects it`() throws {
        let small = try town()
        let first = try make(small)
        #expect(try note(small, first.batch, .refused, "虚拟户号有误") == [])
        let second = try make(small, key: "again")
        #expect(second.corrects == first.batch)
        #expect(second.rows == first.rows)
        #expect(second.batch != first.batch)
    }

    @Test func `nothing is submitted that has changed since it was made`() throws {
        let small = try town()
        let file = try make(small)
        try small.database.write {
            _ = try $0.execute("INSERT INTO levy_collection_voids (collection_id, day, at) VALUES (1, '2019-11-03', 0)")
        }
        let codes = try note(small, file.batch, .submitted)
        #expect(codes.first == "declare.stale")
        #expect(try small.database.read { try Declarations.all(in: $0).map(\.state) } == [.made])
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var without: Set<Act> = []
        var collections: [(receipt: String, person: String, fen: Int)] = [("LA0001", Small.anna, 28_000)]
        let codes: [String]
    }

    static let faults: [Fault] = [
        Fault(
            testDescription: "nothing was prepared", without: Set(Act.allCases),
            codes: ["declare.no-unit", "escrow.none", "declare.deposits", "declare.no-household"]),
        Fault(testDescription: "cash in hand", without: [.deposit], codes: ["declare.deposits"]),
        Fault(testDescription: "no households", without: [.households], codes: ["declare.no-household"]),
        Fault(
            testDescription: "another sum", collections: [("LA0001", Small.anna, 27_000)], codes: ["declare.amount"]),
        Fault(
            testDescription: "twice", collections: [("LA0001", Small.anna, 28_000), ("LA0002", Small.anna, 28_000)],
            codes: ["declare.twice"]),
        Fault(
            testDescription: "a stranger", collections: [("LA0001", "370402198201139522", 28_000)],
            codes: ["declare.not-owed"]),
        Fault(
            testDescription: "of another village", collections: [("LA0001", "11010519491231002X", 28_000)],
            codes: ["declare.village"]),
        Fault(
            testDescription: "the state pays", collections: [("LA0001", Small.poor, 28_000)],
            codes: ["declare.amount"]),
    ]

    @Test(arguments: faults)
    func `all differences are told at once, and nothing is made over one`(fault: Fault) throws {
        let small = try town(
            without: fault.without,
            try fault.collections.map { try collection($0.receipt, $0.person, $0.fen) })
        let codes = try small.database.read {
            try Declarations.check(town: Self.town, through: Self.day("03"), in: $0).differences.map(\.code)
        }
        #expect(codes == fault.codes)
        #expect(try code { try make(small) } == fault.codes)
        #expect(try small.database.read { try Declarations.all(in: $0).isEmpty })
    }

    @Test func `receipts, other channels and other declarations are compared`() throws {
        let small = try town()
        try small.evening("20191102", [Small.line("W1", "20191102", Small.anna)])
        try small.database.write { transaction in
            let number = try #require(ReceiptNumber("LA0002"))
            let range = try #require(ReceiptRange(from: number, to: number))
            try AgentReceipts.end(
                range, as: .used, day: Self.day("01"), note: "", by: "甲", in: transaction, at: Self.now)
            try Remittances.record(
                Remittance(village: Small.village, kind: .declaration, day: Self.day("02"), fen: 28_000, slip: "S9"),
                by: "甲", in: transaction, at: Self.now)
        }
        let codes = try small.database.read {
            try Declarations.check(town: Self.town, through: Self.day("03"), in: $0).differences.map(\.code)
        }
        #expect(codes == ["declare.paid", "declare.receipts", "declare.detail"])
    }

    @Test func `agreements that end are told ahead, until somebody has decided`() throws {
        let small = try SmallCampaign()
        func file(_ name: String, _ text: String) -> SourceFile { SourceFile(name: name, bytes: Array(text.utf8)) }
        let sources = RosterSources(
            regions: nil, special: [], medical: nil, pension: nil,
            agents: file(
                "a.csv",
                """
                村居代码,姓名,联系电话,银行账号,协议到期,培训日期
                370403101200,王一,13800000000,,2019-11-20,2019-10-20
                370403101201,李二,13800000001,,2020-12-31,2019-10-20
                """))
        _ = try small.database.write { try small.campaign.importRosters(sources, in: $0, at: Self.now) }
        func ending(_ day: String) throws -> [EndingAgreement] {
            try small.database.read {
                try small.campaign.endingAgreements(before: XuechengData.day(day), in: $0)
            }
        }
        #expect(try ending("2019-11-20").isEmpty)
        let found = try ending("2020-01-01")
        #expect(found.map(\.agent.name) == ["王一"])
        let agent = try #require(found.first?.agent)
        #expect(AgentFault.faults(of: agent, on: Self.day("10"), ahead: 10) == [])
        #expect(AgentFault.faults(of: agent, on: Self.day("10"), ahead: 11) == [.ending])
        #expect(AgentFault.faults(of: agent, on: Self.day("21"), ahead: 30) == [.expired])
        let subject = try #require(found.first?.subject)
        try small.database.write {
            try DecisionStore.add(
                Decision(
                    subject: subject, verdict: "已续签", note: "", decidedBy: "甲", checkedBy: "乙",
                    decidedAt: Self.now), in: $0)
        }
        #expect(try ending("2020-01-01").isEmpty)
    }
}
