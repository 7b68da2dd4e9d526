import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Levy

/// Printed rosters on their way to towns and agents, and old ones on their way back.
@Suite struct DistributionTests {
    typealias Small = SmallCampaign
    private static let now = XuechengData.now

    private static func day(_ text: String) -> CivilDate { XuechengData.day("2019-10-" + text) }

    private func edition(_ number: Int, _ check: String, _ village: String = Small.village) -> RosterEdition {
        RosterEdition(
            village: village, number: number, kind: .collection, documentKey: "\(village)/\(number)", check: check,
            persons: 4, ownFen: 84_000, sha256: "\(village)\(number)", pages: 1, printedOn: Self.day("21"))
    }

    /// A campaign in which the first roster of a village was printed and sent to its agent.
    private func sent(_ leg: RosterCopy.Leg = .agent) throws -> SmallCampaign {
        let small = try SmallCampaign()
        try small.database.write { transaction in
            try RosterEditions.add(edition(1, "7C1E-03AF"), at: Self.now, in: transaction)
            _ = try send(leg, transaction)
        }
        return small
    }

    private func send(
        _ leg: RosterCopy.Leg, _ transaction: Transaction, day: String = "22", rest: Bool = false,
        recipient: String? = "王秀英", count: Int = 2
    ) throws -> [RosterCopy] {
        try RosterCopies.send(
            villages: [Small.village],
            CopyDispatch(
                leg: leg, form: .paper, count: count, day: Self.day(day), by: "甲", recipient: recipient),
            skipsSent: rest, in: transaction, at: Self.now)
    }

    private func copies(_ small: SmallCampaign) throws -> [RosterCopy] {
        try small.database.read { try RosterCopies.all(in: $0) }
    }

    private func codes(_ body: () throws -> Void) -> [String] {
        do {
            try body()
            return []
        } catch let rejection as Rejection { return rejection.diagnostics.map(\.code) } catch { return ["\(error)"] }
    }

    @Test func `a roster as it was printed last is no new version, another one is`() throws {
        let small = try SmallCampaign()
        try small.database.write { transaction in
            func next(_ check: String, _ kind: RosterEdition.Kind = .collection) throws -> NextEdition {
                try RosterEditions.next(village: Small.village, kind, check: check, in: transaction)
            }
            #expect(try next("A") == .new(number: 1, documentKey: Small.village))
            try RosterEditions.add(edition(1, "A"), at: Self.now, in: transaction)
            try RosterEditions.add(edition(1, "A"), at: Self.now, in: transaction)
            #expect(try next("A") == .same(edition(1, "A")))
            #expect(try next("A", .stamped) == .new(number: 2, documentKey: Small.village))
            let first = IssuedDocument(
                kind: "roster", key: Small.village, number: nil, sha256: "x", path: "p", pages: 1, issuedAt: Self.now)
            try DocumentStore.issue(first, in: transaction)
            #expect(try next("B") == .new(number: 2, documentKey: Small.village + "/2"))
            #expect(try RosterEditions.current(in: transaction) == [edition(1, "A")])
        }
    }

    @Test func `a campaign of an earlier version had its first roster`() throws {
        let small = try SmallCampaign()
        try small.database.write { transaction in
            let first = IssuedDocument(
                kind: "roster", key: Small.village, number: nil, sha256: "x", path: "p", pages: 1, issuedAt: Self.now)
            try DocumentStore.issue(first, in: transaction)
            let next = try RosterEditions.next(village: Small.village, .stamped, check: "A", in: transaction)
            #expect(next == .new(number: 2, documentKey: Small.village))
        }
    }

    @Test func `a copy is signed for once, with the code that is on it`() throws {
        let small = try sent()
        func sign(_ id: Int, _ signer: String, _ check: String?, _ day: String) throws {
            try small.database.write {
                _ = try RosterCopies.sign(
                    id, signer: signer, check: check, on: Self.day(day), by: "乙", in: $0, at: Self.now)
            }
        }
        #expect(try copies(small).map(\.waits) == [true])
        #expect(codes { try sign(1, "王秀英", "7C1E-03AE", "23") } == ["copies.check"])
        #expect(codes { try sign(1, "王秀英", nil, "21") } == ["copies.day"])
        #expect(codes { try sign(2, "王秀英", nil, "23") } == ["copies.unknown"])
        // As it is written by hand.
        try sign(1, "王秀英", "7c1e 03ＡＦ", "23")
        #expect(codes { try sign(1, "王秀英", nil, "23") } == [])
        #expect(codes { try sign(1, "别人", nil, "23") } == ["copies.signed"])
        let copy = try #require(try copies(small).first)
        #expect(copy.signature == RosterCopy.Signature(signer: "王秀英", day: Self.day("23"), enteredBy: "乙"))
        #expect(!copy.waits)
    }

    @Test func `everything that cannot be sent is told at once`() throws {
        let small = try sent()
        let found = codes {
            try small.database.write { transaction in
                _ = try RosterCopies.send(
                    villages: [Small.village, Small.other],
                    CopyDispatch(leg: .agent, form: .paper, count: 0, day: Self.day("20"), by: "甲", recipient: "王"),
                    skipsSent: false, in: transaction, at: Self.now)
            }
        }
        #expect(found == ["copies.count", "copies.day", "copies.sent", "copies.none"])
        let agent = codes { try small.database.write { _ = try send(.agent, $0, rest: true, recipient: nil) } }
        #expect(agent == ["copies.no-agent"])
        // To the town, the same roster is another copy; again to the agent it is skipped.
        #expect(try small.database.write { try send(.town, $0, recipient: nil) }.map(\.recipient) == ["沙沟镇"])
        #expect(try small.database.write { try send(.agent, $0, rest: true) }.isEmpty)
        #expect(try copies(small).count == 2)
    }

    struct Return: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let isOld: Bool
        let fate: RosterCopy.Fate
        var witness = ""
        var note = ""
        let code: String?
    }

    static let returns = [
        Return(testDescription: "given back", isOld: true, fate: .returned, code: nil),
        Return(testDescription: "destroyed before a witness", isOld: true, fate: .destroyed, witness: "乙", code: nil),
        Return(testDescription: "destroyed alone", isOld: true, fate: .destroyed, code: "copies.witness"),
        Return(
            testDescription: "its own witness", isOld: true, fate: .destroyed, witness: "甲", code: "copies.witness"),
        Return(testDescription: "lost without a word", isOld: true, fate: .lost, code: "copies.no-note"),
        Return(testDescription: "lost while it counts", isOld: false, fate: .lost, note: "雨淋", code: nil),
        Return(testDescription: "given back while it counts", isOld: false, fate: .returned, code: "copies.current"),
    ]

    @Test(arguments: returns) func `old copies come back`(_ example: Return) throws {
        let small = try sent()
        if example.isOld {
            try small.database.write { try RosterEditions.add(edition(2, "B"), at: Self.now, in: $0) }
        }
        #expect(try copies(small).map(\.isToReturn) == [example.isOld])
        let recall = RosterCopy.Recall(
            fate: example.fate, day: Self.day("25"), by: "甲", witness: example.witness, note: example.note)
        let found = codes {
            try small.database.write { _ = try RosterCopies.recall(1, recall, in: $0, at: Self.now) }
        }
        #expect(found == [example.code].compactMap { $0 })
        #expect(try copies(small).first?.recall == (example.code == nil ? recall : nil))
        guard example.code == nil else { return }
        #expect(
            codes { try small.database.write { _ = try RosterCopies.recall(1, recall, in: $0, at: Self.now) } }
                == ["copies.recalled"])
        // What was lost is sent again.
        if !example.isOld { #expect(try small.database.write { try send(.agent, $0) }.count == 1) }
    }

    @Test func `a village that went into another has old rosters when that one has a later one`() throws {
        let small = try sent()
        let merged = """
            code,name,level,parent,原代码
            370403,薛城区,district,,
            370403101,沙沟镇,town,370403,
            370403101201,乙村,village,370403101,370403101200
            """
        try small.database.write { transaction in
            _ = try small.campaign.changeRegions(
                SourceFile(name: "r.csv", bytes: Array(merged.utf8)),
                RegionDecision(effective: Self.day("22"), reason: "批复", by: "甲", checker: "乙", at: Self.now),
                in: transaction)
        }
        #expect(try copies(small).map(\.isToReturn) == [false])
        try small.database.write { try RosterEditions.add(edition(1, "C", Small.other), at: Self.now, in: $0) }
        #expect(try copies(small).map(\.isToReturn) == [true])
    }

    @Test func `a signed sheet is taken whole or not at all, and twice is once`() throws {
        let small = try sent()
        func take(_ rows: String) throws -> Int {
            let file = SourceFile(name: "s.csv", bytes: Array(("清册发放签收单\n村居代码,校验码,签收人,签收日期\n" + rows).utf8))
            return try small.database.write {
                try RosterCopies.takeSignatures(file, by: "乙", in: $0, at: Self.now)
            }
        }
        let good = "\(Small.village),7C1E-03AF,王秀英,2019-10-23\n"
        let wrong = codes {
            _ = try take(good + "\(Small.other),7C1E-03AF,孙建国,2019-10-23\n\(Small.village),7C1E-03AF,王,明天\n")
        }
        #expect(wrong == ["copies.no-copy", "levy.not-a-date"])
        #expect(try copies(small).map(\.waits) == [true])
        #expect(try take("\(Small.village),7C1E-03AF,,\n" + good) == 1)
        #expect(try take(good) == 0)
        #expect(try copies(small).map(\.waits) == [false])
    }
}
