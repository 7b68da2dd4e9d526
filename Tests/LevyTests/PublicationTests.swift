import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Levy

@Suite struct PublicationTests {
    private let database: Database
    private static let days = PostingDays(
        from: XuechengData.day("2019-12-11"), to: XuechengData.day("2019-12-19"), remove: XuechengData.day("2019-12-20")
    )

    init() throws { database = try Database.inMemory(migrations: LevySchema.migrations + PublicSchema.migrations) }

    private static func request(_ days: PostingDays = days, maker: String = "王伟") -> PublicationRequest {
        PublicationRequest(
            kind: "public-notice", key: "370403101200", place: "甲村公示栏", path: "a.pdf", sha256: "ab", days: days,
            basis: "条例第十五条", maker: maker)
    }

    private func scan(_ findings: [LeakScan.Finding] = [], sha256: String = "ab") throws -> Int {
        try database.write {
            try PublicationStore.addScan(
                sha256: sha256, path: "a.pdf", pages: 1, findings: findings, at: XuechengData.now, in: $0)
        }
    }

    private func publish(maker: String = "王伟") throws -> Int {
        let scan = try scan()
        return try database.write {
            try PublicationStore.request(
                PublicationTests.request(maker: maker), scan: scan, at: XuechengData.now, in: $0)
        }
    }

    private func consent(_ id: Int, _ person: String) throws {
        try database.write { try PublicationStore.consent(id, by: person, at: XuechengData.now, in: $0) }
    }

    private func state(_ id: Int, _ day: String) throws -> Publication.State? {
        try database.read { try PublicationStore.find(id, in: $0)?.state(on: XuechengData.day(day)) }
    }

    @Test func aNoticeGoesThroughItsDays() throws {
        let id = try publish()
        #expect(try publish() == id)
        #expect(try state(id, "2019-12-12") == .requested)
        try consent(id, "李娜")
        try consent(id, "李娜")
        #expect(try state(id, "2019-12-10") == .waiting)
        #expect(try state(id, "2019-12-11") == .posted)
        #expect(try state(id, "2019-12-19") == .posted)
        #expect(try state(id, "2019-12-20") == .overdue)
        try database.write {
            try PublicationStore.takeDown(id, by: "王伟", cause: "期满", on: XuechengData.day("2019-12-20"), in: $0)
        }
        #expect(try state(id, "2019-12-20") == .takenDown)
        #expect(code { try consent(id, "张三") } == "public.consented")
        #expect(
            code {
                try database.write {
                    try PublicationStore.takeDown(id, by: "a", cause: "b", on: PublicationTests.days.to, in: $0)
                }
            } == "public.down")
        #expect(code { try consent(99, "张三") } == "public.unknown")
    }

    private func code(_ body: () throws -> Void) -> String? {
        do { try body() } catch let rejection as Rejection { return rejection.diagnostics.first?.code } catch {
            return "\(error)"
        }
        return nil
    }

    @Test func whoAskedCannotConsent() throws {
        let id = try publish()
        #expect(code { try consent(id, "王伟") } == "public.same-person")
        // Nor can it be put into the table.
        for maker in ["王伟", "李娜"] {
            #expect(throws: StorageFailure.self) {
                try database.write {
                    _ = try $0.execute(
                        """
                        INSERT INTO levy_publication_consents (publication_id, made_by, consented_by, consented_at)
                        VALUES ($1, $2, $3, 0)
                        """, [Value(id), Value(maker), Value(maker == "王伟" ? maker : "王伟")])
                }
            }
        }
        #expect(try state(id, "2019-12-12") == .requested)
    }

    @Test func aFileThatFailedItsScanIsNeverPublished() throws {
        let failed = try scan([LeakScan.Finding(kind: .phone, page: 2, count: 1)])
        #expect(throws: StorageFailure.self) {
            try database.write {
                _ = try PublicationStore.request(
                    PublicationTests.request(), scan: failed, at: XuechengData.now, in: $0)
            }
        }
        // Nor with another file's scan.
        let other = try scan(sha256: "cd")
        #expect(throws: StorageFailure.self) {
            try database.write {
                _ = try PublicationStore.request(
                    PublicationTests.request(), scan: other, at: XuechengData.now, in: $0)
            }
        }
        #expect(try database.read { try PublicationStore.all(in: $0) }.isEmpty)
    }

    @Test func daysStandInOrder() throws {
        let (from, to) = (PublicationTests.days.from, PublicationTests.days.to)
        let scan = try scan()
        for days in [PostingDays(from: to, to: from, remove: to), PostingDays(from: from, to: to, remove: to)] {
            #expect(
                code {
                    try database.write {
                        _ = try PublicationStore.request(
                            PublicationTests.request(days), scan: scan, at: XuechengData.now, in: $0)
                    }
                } == "public.days")
        }
    }

    @Test func objectionsHaveADayAndAnOutcome() throws {
        let id = try publish()
        let received = XuechengData.day("2019-12-12")
        func object() throws -> Int {
            try database.write {
                try PublicationStore.object(
                    to: id, subject: "已缴未列", received: received, replyBy: received.adding(days: 7), enteredBy: "王伟",
                    at: XuechengData.now, in: $0)
            }
        }
        #expect(code { _ = try object() } == "public.not-consented")
        try consent(id, "李娜")
        let number = try object()
        func reply() throws {
            try database.write {
                try PublicationStore.reply(
                    to: number, .upheld, "已更正", by: "王伟", on: received.adding(days: 1), in: $0)
            }
        }
        try reply()
        #expect(code(reply) == "public.replied")
        let known = try database.read { try PublicationStore.objections(in: $0) }
        #expect(known.map(\.outcome) == [.upheld])
        #expect(known.map(\.replyBy) == [received.adding(days: 7)])
    }

    @Test func historyCannotBeChanged() throws {
        let id = try publish()
        try consent(id, "李娜")
        for statement in ["UPDATE levy_publications SET place = 'x'", "DELETE FROM levy_publication_consents"] {
            #expect(throws: StorageFailure.self) { try database.write { _ = try $0.execute(statement) } }
        }
    }

    /// A campaign that ran before there was a register goes on with its rows.
    @Test func databasesWithRowsAreCarriedOver() throws {
        let scratch = try ScratchFolder()
        let old = try Database(path: scratch / "c.db", migrations: LevySchema.migrations)
        let document = IssuedDocument(
            kind: "public-notice", key: "370403101200", number: "1", sha256: "ab", path: "a.pdf", pages: 1,
            issuedAt: XuechengData.now)
        try old.write { try DocumentStore.issue(document, in: $0) }
        try old.close()
        let new = try Database(path: scratch / "c.db", migrations: LevySchema.migrations + PublicSchema.migrations)
        #expect(try new.read { try DocumentStore.all(in: $0) } == [document])
        #expect(try new.read { try PublicationStore.all(in: $0) }.isEmpty)
        try new.close()
    }
}
