import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Levy

/// Later versions of a roster, what was decided and corrected, and imports that are taken back.
@Suite struct VersionTests {
    static let village = "370403101200"
    static let other = "370403101201"
    static let anna = "370403198001010018"
    static let bert = "130503196704010016"
    static let child = "37040320190615001X"
    static let now = XuechengData.now

    private let campaign = XuechengData.campaign

    static func file(_ name: String, _ rows: [String]) -> SourceFile {
        let text = (["村居代码,姓名,身份证号码"] + rows).joined(separator: "\n")
        return SourceFile(name: name, bytes: Array(text.utf8))
    }

    private static let regions = SourceFile(
        name: "r.csv",
        bytes: Array(
            """
            code,name,level,parent
            370403,区,district,
            370403101,沙沟镇,town,370403
            \(village),甲村,village,370403101
            \(other),乙村,village,370403101
            """.utf8))

    private func database(_ rows: [String]) throws -> Database {
        let database = try Database.inMemory(migrations: LevySchema.migrations)
        try importing(Self.file("1.csv", rows), database, regions: Self.regions)
        return database
    }

    @discardableResult
    private func importing(
        _ medical: SourceFile, _ database: Database, regions: SourceFile? = nil
    ) throws -> RosterImport {
        let sources = RosterSources(regions: regions, special: [], medical: medical, pension: nil, agents: nil)
        return try database.write { try campaign.importRosters(sources, in: $0, at: Self.now) }
    }

    @Test func `a file that was offered before says whether it holds`() throws {
        let database = try database(["\(Self.village),安娜,\(Self.anna)"])
        let second = Self.file("2.csv", ["\(Self.village),安娜,\(Self.anna)", "\(Self.village),贝特,\(Self.bert)"])
        #expect(try importing(second, database).repeated.isEmpty)
        func again(_ rows: [String]) throws -> [String] {
            try importing(Self.file("1.csv", rows), database).repeated.map { "\($0.version.number) of \($0.current)" }
        }
        #expect(try again(["\(Self.village),安娜,\(Self.anna)"]) == ["1 of 2"])
        #expect(try importing(second, database).repeated.map(\.version.number) == [2])
        #expect(try owed(database).count == 2)
    }

    /// Person and village of everything that is owed.
    private func owed(_ database: Database) throws -> [String] {
        try database.read { transaction in
            try transaction.rows(
                "SELECT citizen_id, village FROM levy_standing_obligations ORDER BY citizen_id"
            ).map { $0.text("citizen_id") + "@" + $0.text("village") }
        }
    }

    private func pay(_ id: String, _ database: Database) throws {
        let line = SmallCampaign.line("S" + id.suffix(4), "20191101", id)
        try database.write { transaction in
            let text = "H|代收|20191101|1|28000\r\n" + line
            let file = SourceFile(name: "20191101-\(id).txt", bytes: Array(text.utf8))
            _ = try campaign.importPayments(file, in: transaction, at: Self.now)
            _ = try campaign.settle(evening: XuechengData.day("2019-11-01"), in: transaction, at: Self.now)
        }
    }

    private func codes(_ body: () throws -> Void) throws -> [String] {
        do {
            try body()
            return []
        } catch let rejection as Rejection { return rejection.diagnostics.map(\.code) }
    }

    private func withdraw(_ number: Int, _ database: Database, by: String = "甲") throws -> Adjustment {
        try database.write {
            try campaign.withdraw(
                .medical, version: number,
                RosterVersion.Withdrawal(reason: "报错了文件", by: by, checker: "乙", at: Self.now), in: $0)
        }
    }

    @Test func `a second roster adds, ends and moves; a paid one is held and told`() throws {
        let database = try database(["\(Self.village),安娜,\(Self.anna)", "\(Self.village),贝特,\(Self.bert)"])
        try pay(Self.anna, database)
        let second = Self.file("2.csv", ["\(Self.other),贝特,\(Self.bert)", "\(Self.village),孩子,\(Self.child)"])
        let found = try importing(second, database)
        let change = try #require(found.adjustments.first)
        #expect([change.added, change.ended] == [2, 1])
        #expect(change.held.map(\.citizenID) == [Self.anna])
        #expect(
            try owed(database)
                == [
                    "\(Self.bert)@\(Self.other)", "\(Self.anna)@\(Self.village)", "\(Self.child)@\(Self.village)",
                ].sorted())
        // The same again changes nothing, whatever its name.
        let again = try importing(SourceFile(name: "3.csv", bytes: second.bytes), database)
        #expect(!again.isNew && again.adjustments.isEmpty)
        try LedgerCheck.check(database)
    }

    @Test func `an import is taken back, and comes again`() throws {
        let database = try database(["\(Self.village),安娜,\(Self.anna)"])
        let before = try owed(database)
        let second = Self.file("2.csv", ["\(Self.other),安娜,\(Self.anna)", "\(Self.village),贝特,\(Self.bert)"])
        try importing(second, database)
        let after = try owed(database)
        #expect(try codes { _ = try withdraw(1, database) } == ["levy.version.not-current"])
        #expect(try codes { _ = try withdraw(2, database, by: "乙") } == ["levy.decision.same-person"])
        _ = try withdraw(2, database)
        #expect(try owed(database) == before)
        #expect(try codes { _ = try withdraw(2, database) } == ["levy.version.withdrawn"])
        try importing(second, database)
        #expect(try owed(database) == after)
        // Only while nothing is paid on it.
        try pay(Self.bert, database)
        #expect(try codes { _ = try withdraw(2, database) } == ["levy.version.settled"])
        #expect(try owed(database) == after)
        _ = try database.read { transaction in
            let versions = try campaign.versions(.medical, in: transaction)
            #expect(versions.map(\.number) == [1, 2])
            #expect(versions.allSatisfy { $0.withdrawal == nil })
        }
    }

    @Test func `the last version taken back leaves nobody owing`() throws {
        let database = try database(["\(Self.village),安娜,\(Self.anna)"])
        #expect(try withdraw(1, database).ended == 1)
        #expect(try owed(database) == [])
    }

    @Test(arguments: [
        (RosterReview.Verdict.first, "\(anna)@\(village)"), (.second, "\(anna)@\(other)"),
        (.village(other), "\(anna)@\(other)"), (.none, ""),
    ])
    func `a person of two villages owes where it was decided`(verdict: RosterReview.Verdict, wanted: String) throws {
        let database = try database(["\(Self.village),安娜,\(Self.anna)", "\(Self.other),安娜,\(Self.anna)"])
        #expect(try owed(database) == [])
        let reviews = try database.read { try campaign.rosterReviews(in: $0) }
        #expect(reviews.map(\.reason) == [.twoVillages])
        _ = try database.write {
            try campaign.decideReview(
                .medical, Self.anna, verdict, note: "", by: "甲", checker: "乙", in: $0, at: Self.now)
        }
        #expect(try owed(database) == (wanted.isEmpty ? [] : [wanted]))
        let cause = try database.read { try $0.row("SELECT cause FROM levy_obligations")?.optionalText("cause") }
        #expect(cause == (wanted.isEmpty ? nil : "decision:review:medical:\(Self.anna)"))
    }

    @Test func `decisions that fit no row are refused`() throws {
        let database = try database(["\(Self.village),安\u{E863},\(Self.anna)"])
        func decide(_ id: String, _ verdict: RosterReview.Verdict) throws -> [String] {
            try codes {
                _ = try database.write {
                    try campaign.decideReview(
                        .medical, id, verdict, note: "", by: "甲", checker: "乙", in: $0, at: Self.now)
                }
            }
        }
        #expect(try decide(Self.bert, .first) == ["levy.review.none"])
        #expect(try decide(Self.anna, .second) == ["levy.review.verdict"])
        #expect(try decide(Self.anna, .village(Self.other)) == ["levy.review.verdict"])
        #expect(try decide(Self.anna, .first) == [])
        #expect(try decide(Self.anna, .none) == ["levy.decision.already"])
    }

    @Test func `a telephone stays until somebody says another, and who said it is known`() throws {
        let head = "村居代码,姓名,身份证号码,联系电话\n"
        func roster(_ name: String, _ rows: [(String, String)]) -> SourceFile {
            let text = head + rows.map { "\(Self.village),某,\($0.0),\($0.1)\n" }.joined()
            return SourceFile(name: name, bytes: Array(text.utf8))
        }
        let database = try Database.inMemory(migrations: LevySchema.migrations)
        try importing(roster("1.csv", [(Self.anna, "111"), (Self.bert, "")]), database, regions: Self.regions)
        func phones() throws -> [String] {
            try database.read { transaction in
                try [Self.anna, Self.child, Self.bert].compactMap { id in
                    let row = try transaction.row("SELECT phone FROM levy_persons WHERE citizen_id = $1", [Value(id)])
                    let source = try PhoneStore.source(of: id, in: transaction) ?? ""
                    return row.map { $0.text("phone") + "@" + (source.split(separator: " ").last ?? "") }
                }
            }
        }
        #expect(try phones() == ["111@1.csv", "@1.csv"])
        // A newer roster without telephones loses none, also not that of somebody new.
        try importing(roster("2.csv", [(Self.anna, ""), (Self.bert, "222"), (Self.child, "333")]), database)
        #expect(try phones() == ["111@1.csv", "333@2.csv", "222@2.csv"])
        try importing(roster("3.csv", [(Self.anna, "444"), (Self.bert, "222"), (Self.child, "")]), database)
        #expect(try phones() == ["444@3.csv", "333@2.csv", "222@2.csv"])
        _ = try database.write {
            try campaign.correct(
                Correction(
                    kind: .correct, insurance: .medical, citizenID: Self.anna, phone: "555", reason: "换号",
                    evidence: "来电", by: "甲", checker: "乙", at: Self.now), in: $0)
        }
        #expect(try phones()[0] == "555@更正（甲、乙）")
        // A roster that goes on with what it said leaves the correction; one that says another does not.
        try importing(roster("4.csv", [(Self.anna, "444"), (Self.bert, "222"), (Self.child, "333")]), database)
        #expect(try phones()[0] == "555@更正（甲、乙）")
        try importing(roster("5.csv", [(Self.anna, "666"), (Self.bert, ""), (Self.child, "333")]), database)
        #expect(try phones() == ["666@5.csv", "333@2.csv", "222@2.csv"])
    }

    @Test func `a withdrawn roster takes with it what only it has said`() throws {
        func roster(_ name: String, _ rows: [(String, String)]) -> SourceFile {
            let text = "村居代码,姓名,身份证号码,联系电话\n" + rows.map { "\(Self.village),某,\($0.0),\($0.1)\n" }.joined()
            return SourceFile(name: name, bytes: Array(text.utf8))
        }
        let database = try Database.inMemory(migrations: LevySchema.migrations)
        try importing(roster("1.csv", [(Self.anna, "111"), (Self.bert, "")]), database, regions: Self.regions)
        let second = roster("2.csv", [(Self.anna, "444"), (Self.bert, "222"), (Self.child, "333")])
        try importing(second, database)
        func phones() throws -> [String] {
            try database.read { transaction in
                try [Self.anna, Self.bert, Self.child].map { id in
                    let row = try transaction.row("SELECT phone FROM levy_persons WHERE citizen_id = $1", [Value(id)])
                    let source = try PhoneStore.source(of: id, in: transaction) ?? ""
                    return (row?.text("phone") ?? "") + "@" + (source.split(separator: " ").last ?? "")
                }
            }
        }
        #expect(try phones() == ["444@2.csv", "222@2.csv", "333@2.csv"])
        _ = try withdraw(2, database)
        #expect(try phones() == ["111@1.csv", "@1.csv", "@2.csv"])
        // The same file again brings all of it back.
        try importing(second, database)
        #expect(try phones() == ["444@2.csv", "222@2.csv", "333@2.csv"])
        // What a person said afterwards stays.
        _ = try database.write {
            try campaign.correct(
                Correction(
                    kind: .correct, insurance: .medical, citizenID: Self.anna, phone: "555", reason: "换号",
                    evidence: "来电", by: "甲", checker: "乙", at: Self.now), in: $0)
        }
        _ = try withdraw(2, database)
        #expect(try phones() == ["555@更正（甲、乙）", "@1.csv", "@2.csv"])
        // The next one that says a telephone is listened to, whatever the withdrawn one had said.
        try importing(roster("3.csv", [(Self.anna, ""), (Self.bert, "222")]), database)
        #expect(try phones() == ["555@更正（甲、乙）", "222@3.csv", "@2.csv"])
    }

    private func correction(
        _ kind: Correction.Kind, _ id: String, name: String? = nil, village: String? = nil, evidence: String = "申请表1号"
    ) -> Correction {
        Correction(
            kind: kind, insurance: .medical, citizenID: id, name: name, village: village, reason: "村居核实",
            evidence: evidence, by: "甲", checker: "乙", at: Self.now)
    }

    @Test func `corrections hold for later versions too`() throws {
        let database = try database(["\(Self.village),安娜,\(Self.anna)"])
        for correction in [
            correction(.add, Self.bert, name: "贝特", village: Self.village),
            correction(.correct, Self.anna, name: "安那", village: Self.other),
        ] { _ = try database.write { try campaign.correct(correction, in: $0) } }
        #expect(try owed(database) == ["\(Self.bert)@\(Self.village)", "\(Self.anna)@\(Self.other)"].sorted())
        let second = Self.file("2.csv", ["\(Self.village),安娜,\(Self.anna)", "\(Self.village),孩子,\(Self.child)"])
        try importing(second, database)
        #expect(
            try owed(database)
                == [
                    "\(Self.bert)@\(Self.village)", "\(Self.anna)@\(Self.other)", "\(Self.child)@\(Self.village)",
                ].sorted())
        let name = try database.read {
            try $0.row("SELECT name FROM levy_persons WHERE citizen_id = $1", [Value(Self.anna)])?.text("name")
        }
        #expect(name == "安那")
        _ = try database.write { try campaign.correct(correction(.remove, Self.bert), in: $0) }
        #expect(try owed(database).count == 2)
    }

    @Test func `a wrong correction says all that is wrong`() throws {
        let database = try database(["\(Self.village),安娜,\(Self.anna)"])
        func wrong(_ correction: Correction) throws -> [String] {
            try codes { _ = try database.write { try campaign.correct(correction, in: $0) } }
        }
        #expect(
            try wrong(correction(.add, Self.anna, name: "安娜", village: "1", evidence: ""))
                == ["levy.correction.reason", "levy.row.unknown-village", "levy.correction.listed"])
        #expect(try wrong(correction(.add, "370403198001010019", name: "某")) == ["levy.row.bad-check-digit"])
        #expect(try wrong(correction(.remove, Self.bert)) == ["levy.correction.not-listed"])
        try pay(Self.anna, database)
        #expect(try wrong(correction(.remove, Self.anna)) == ["levy.correction.settled"])
        #expect(try wrong(correction(.correct, Self.anna, village: Self.other)) == ["levy.correction.settled"])
        #expect(try owed(database) == ["\(Self.anna)@\(Self.village)"])
    }

    @Test func `an older campaign's obligations stand after the tables were built anew`() throws {
        let folder = try ScratchFolder()
        let path = folder / "levy.sqlite"
        let old = LevySchema.migrations.filter { !$0.name.hasPrefix("intake") }
        let first = try Database(path: path, migrations: old)
        try first.write { transaction in
            for sql in Self.oldRows { try transaction.execute(sql) }
        }
        try first.close()
        let second = try Database(path: path, migrations: LevySchema.migrations)
        #expect(try owed(second) == ["\(Self.anna)@\(Self.village)"])
        #expect(throws: (any Error).self) {
            try second.write { try $0.execute("DELETE FROM levy_obligations") }
        }
        try second.close()
    }

    private static let oldRows = [
        "INSERT INTO levy_regions VALUES ('370403', 0, '区', 'district', NULL, NULL, NULL)",
        "INSERT INTO levy_regions VALUES ('\(village)', 1, '村', 'village', '370403', NULL, NULL)",
        "INSERT INTO levy_persons VALUES ('\(anna)', 1, '安娜', NULL, '', '')",
        "INSERT INTO levy_obligations VALUES (1, '\(anna)', 'medical', 2020, '\(village)', 28000, 0, 28000, 0)",
        "INSERT INTO levy_imports VALUES (1, 'payments', 'f', 'h', 'imported', 1, NULL, 0)",
        """
        INSERT INTO levy_payment_lines VALUES ('S', 1, 1, '2019-11-01', '\(village)', '\(anna)', '安娜', 'medical',
            28000, '柜面', NULL)
        """,
        "INSERT INTO levy_settlements VALUES (1, 1, 'S', 28000, '2019-11-01')",
    ]
}
