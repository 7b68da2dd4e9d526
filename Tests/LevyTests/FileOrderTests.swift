import Storage
import TestSupport
import Testing

@testable import Levy

/// Lists, rosters and facts come in any order, some twice, with restarts between them: obligations and summary are
/// those of everything at once.
@Suite struct FileOrderTests {
    private static let campaign = GeneratedCampaignTests.campaign

    private enum Piece {
        case special(SourceFile)
        case medical(SourceFile)
        case pension(SourceFile)
        case fact(PersonMark, of: String)

        var sources: RosterSources? {
            func sources(_ special: [SourceFile], _ medical: SourceFile?, _ pension: SourceFile?) -> RosterSources {
                RosterSources(regions: nil, special: special, medical: medical, pension: pension, agents: nil)
            }
            switch self {
            case .special(let file): return sources([file], nil, nil)
            case .medical(let file): return sources([], file, nil)
            case .pension(let file): return sources([], nil, file)
            case .fact: return nil
            }
        }
    }

    private static func take(_ piece: Piece, _ database: Database) throws {
        try database.write { transaction in
            if case .fact(let mark, let id) = piece {
                let number = try FactStore.add(mark, of: id, by: "甲", at: XuechengData.now, in: transaction)
                _ = try campaign.followFacts(
                    of: [id], cause: "fact:\(number)", in: transaction, at: XuechengData.now)
            } else if let sources = piece.sources {
                _ = try campaign.importRosters(sources, in: transaction, at: XuechengData.now)
            }
        }
    }

    private static func begin(_ data: GeneratedCampaign, _ database: Database) throws {
        let sources = RosterSources(
            regions: data.sources.regions, special: [], medical: nil, pension: nil, agents: nil)
        _ = try database.write { try campaign.importRosters(sources, in: $0, at: XuechengData.now) }
    }

    /// Everything that is owed, by whom it is borne, who stands under which class, who owes nothing and why.
    private static func state(_ database: Database) throws -> [String] {
        try database.read { transaction in
            let owed = try transaction.rows(
                """
                SELECT o.*, p.name, p.special_class, p.household_head, COALESCE((SELECT GROUP_CONCAT(t.bearer || t.fen)
                    FROM (SELECT * FROM levy_obligation_parts ORDER BY bearer) t WHERE t.obligation_id = o.id), '')
                    AS parts
                FROM levy_standing_obligations o JOIN levy_persons p ON p.citizen_id = o.citizen_id
                ORDER BY o.citizen_id, o.insurance
                """
            ).map { row in
                [
                    row.text("citizen_id"), row.text("insurance"), row.text("village"), "\(row.int("total_fen"))",
                    "\(row.int("own_fen"))", row.text("parts"), row.text("name"),
                    row.optionalText("special_class") ?? "", row.text("household_head"),
                ].joined(separator: " ")
            }
            let stopped = try campaign.stoppedClaims(in: transaction)
                .map { "\($0.insurance) \($0.citizenID) \($0.village) \($0.cause.kind)" }.sorted()
            return owed + stopped + [try campaign.summary(notes: "", in: transaction).pretty]
        }
    }

    @Test(arguments: 1...30)
    func `the order of rosters, lists and facts changes nothing`(seed: Int) throws {
        let data = GeneratedCampaign(seed: UInt64(seed))
        var random = SplitMix64(seed: UInt64(5_000 + seed))
        let kinds: [PersonMark.Kind] = [.student, .employeeMedical, .deceased, .registeredElsewhere, .employeePension]
        let facts = (0..<8).map { _ in
            Piece.fact(
                PersonMark(
                    random.pick(kinds),
                    from: random.chance(50) ? XuechengData.day("2019-11-0\(1 + random.below(9))") : nil),
                of: random.pick(data.persons).id)
        }
        var pieces = data.sources.special.map(Piece.special) + facts
        if let file = data.sources.medical { pieces.append(.medical(file)) }
        if let file = data.sources.pension { pieces.append(.pension(file)) }
        let reference = try Database.inMemory(migrations: LevySchema.migrations)
        try Self.begin(data, reference)
        for fact in facts { try Self.take(fact, reference) }
        _ = try reference.write { try Self.campaign.importRosters(data.sources, in: $0, at: XuechengData.now) }
        let expected = try Self.state(reference)

        let folder = try ScratchFolder()
        func open() throws -> Database {
            try Database(path: folder / "levy.sqlite", migrations: LevySchema.migrations)
        }
        var database = try open()
        try Self.begin(data, database)
        // Files come again; a fact that is entered twice says the same twice.
        let again = pieces.filter { _ in random.chance(30) }
        for piece in (pieces + again).shuffled(using: &random) {
            try Self.take(piece, database)
            guard random.chance(25) else { continue }
            try database.close()
            database = try open()
        }
        #expect(try Self.state(database) == expected)
        try LedgerCheck.check(database)
        try database.close()
    }
}
