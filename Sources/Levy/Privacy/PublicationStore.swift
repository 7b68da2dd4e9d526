import Diagnostics
import Storage

/// The register of publications: what is posted where, on what basis, made by one person and consented by another.
package enum PublicationStore {
    /// Records what a scan found.
    /// - Parameter findings: kinds and pages, `citizen-id:3 phone:-`; empty for a file that passed.
    /// - Returns: the scan's number.
    package static func addScan(
        sha256: String, path: String, pages: Int, findings: [LeakScan.Finding], at now: Instant,
        in transaction: Transaction
    ) throws -> Int {
        let id = try nextID("levy_leak_scans", in: transaction)
        let found = findings.map { "\($0.kind.rawValue):\($0.page.map(String.init) ?? "-")" }.joined(separator: " ")
        try transaction.execute(
            """
            INSERT INTO levy_leak_scans (id, sha256, path, pages, findings, passed, scanned_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            [
                Value(id), Value(sha256), Value(path), Value(pages), Value(found), Value(findings.isEmpty), Value(now),
            ])
        return id
    }

    /// Asks for a publication. The same one again changes nothing.
    /// - Parameter scan: the scan of exactly this file, which it must have passed.
    /// - Returns: its number.
    /// - Throws: `Rejection` `public.days` when the days are out of order.
    package static func request(
        _ request: PublicationRequest, scan: Int, at now: Instant, in transaction: Transaction
    ) throws -> Int {
        let same = try transaction.row(
            "SELECT id FROM levy_publications WHERE kind = $1 AND key = $2 AND sha256 = $3 AND place = $4",
            [Value(request.kind), Value(request.key), Value(request.sha256), Value(request.place)])
        if let same { return same.int("id") }
        let days = request.days
        guard days.from <= days.to, days.to < days.remove else {
            throw Rejection("public.days", ["from": days.from.iso, "to": days.to.iso, "remove": days.remove.iso])
        }
        let id = try nextID("levy_publications", in: transaction)
        try transaction.execute(
            """
            INSERT INTO levy_publications (id, kind, key, place, path, sha256, scan_id, scan_passed, posted_from,
                posted_to, remove_on, basis, made_by, requested_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9, $10, $11, $12, $13)
            """,
            [
                Value(id), Value(request.kind), Value(request.key), Value(request.place), Value(request.path),
                Value(request.sha256), Value(scan), Value(days.from), Value(days.to), Value(days.remove),
                Value(request.basis), Value(request.maker), Value(now),
            ])
        return id
    }

    /// A second person consents. The same person again changes nothing.
    /// - Throws: `Rejection` `public.unknown`, `public.same-person`, `public.consented`.
    package static func consent(_ id: Int, by person: String, at now: Instant, in transaction: Transaction) throws {
        let publication = try require(id, in: transaction)
        let maker = publication.request.maker
        guard person != maker else { throw Rejection("public.same-person", ["id": "\(id)", "person": person]) }
        if let earlier = publication.consentedBy {
            guard earlier == person else { throw Rejection("public.consented", ["id": "\(id)", "person": earlier]) }
            return
        }
        let open = try DoubtStore.open(id, in: transaction)
        if !open.isEmpty {
            throw Rejection("public.unanswered", ["id": "\(id)", "doubts": open.joined(separator: "；")])
        }
        try transaction.execute(
            """
            INSERT INTO levy_publication_consents (publication_id, made_by, consented_by, consented_at)
            VALUES ($1, $2, $3, $4)
            """, [Value(id), Value(maker), Value(person), Value(now)])
    }

    /// Enters what a scan only suspects: whoever consents answers it before.
    package static func doubt(
        _ id: Int, _ doubts: [String], at now: Instant, in transaction: Transaction
    ) throws {
        try DoubtStore.add(id, doubts, at: now, in: transaction)
    }

    /// Answers all doubts about a publication; the one who asked for it cannot.
    /// - Throws: `Rejection` `public.unknown`, `public.same-person`.
    package static func answer(
        _ id: Int, _ answer: String, by person: String, at now: Instant, in transaction: Transaction
    ) throws {
        guard person != (try require(id, in: transaction)).request.maker else {
            throw Rejection("public.same-person", ["id": "\(id)", "person": person])
        }
        let open = try DoubtStore.open(id, in: transaction)
        if answer.isEmpty || open.isEmpty { return }
        try DoubtStore.answer(id, answer, by: person, at: now, in: transaction)
    }

    /// - Throws: `Rejection` `public.unknown`, `public.not-consented`, `public.down`.
    package static func takeDown(
        _ id: Int, by person: String, cause: String, on day: CivilDate, in transaction: Transaction
    ) throws {
        let publication = try posted(id, in: transaction)
        if let day = publication.takenDownOn { throw Rejection("public.down", ["id": "\(id)", "day": day.iso]) }
        try transaction.execute(
            """
            INSERT INTO levy_publication_takedowns (publication_id, taken_by, cause, taken_on)
            VALUES ($1, $2, $3, $4)
            """,
            [Value(id), Value(person), Value(cause), Value(day)])
    }

    // MARK: Reading

    private static let columns = """
        SELECT p.*, c.consented_by, c.consented_at, t.taken_by, t.cause, t.taken_on FROM levy_publications p
        LEFT JOIN levy_publication_consents c ON c.publication_id = p.id
        LEFT JOIN levy_publication_takedowns t ON t.publication_id = p.id
        """

    /// All, in the order of their numbers.
    package static func all(in transaction: Transaction) throws -> [Publication] {
        try transaction.rows(columns + " ORDER BY p.id").map(publication)
    }

    package static func find(_ id: Int, in transaction: Transaction) throws -> Publication? {
        try transaction.row(columns + " WHERE p.id = $1", [Value(id)]).map(publication)
    }

    private static func require(_ id: Int, in transaction: Transaction) throws -> Publication {
        guard let found = try find(id, in: transaction) else { throw Rejection("public.unknown", ["id": "\(id)"]) }
        return found
    }

    private static func posted(_ id: Int, in transaction: Transaction) throws -> Publication {
        let found = try require(id, in: transaction)
        guard found.consentedBy != nil else { throw Rejection("public.not-consented", ["id": "\(id)"]) }
        return found
    }

    private static func publication(_ row: Row) -> Publication {
        Publication(
            id: row.int("id"),
            request: PublicationRequest(
                kind: row.text("kind"), key: row.text("key"), place: row.text("place"), path: row.text("path"),
                sha256: row.text("sha256"),
                days: PostingDays(
                    from: row.date("posted_from"), to: row.date("posted_to"), remove: row.date("remove_on")),
                basis: row.text("basis"), maker: row.text("made_by")),
            requestedAt: Instant(milliseconds: row.int64("requested_at")),
            consentedBy: row.optionalText("consented_by"),
            consentedAt: row.optionalInt("consented_at").map { Instant(milliseconds: Int64($0)) },
            takenDownOn: row.optionalDate("taken_on"), takenDownBy: row.optionalText("taken_by"),
            cause: row.optionalText("cause"))
    }

    /// Everybody of a village.
    package static func persons(village code: String, in transaction: Transaction) throws -> [PersonFacts] {
        try RosterListStore.rows(village: code, in: transaction).map { PersonFacts($0) }
    }

    /// Agents act for the office; their names may stand on its papers.
    package static func agentNames(in transaction: Transaction) throws -> Set<String> {
        Set(try RegionStore.agents(in: transaction).values.map(\.name))
    }

    // MARK: Objections

    /// - Returns: its number.
    /// - Throws: `Rejection` `public.unknown`, `public.not-consented`.
    package static func object(
        to id: Int, subject: String, received: CivilDate, replyBy: CivilDate, enteredBy person: String,
        at now: Instant, in transaction: Transaction
    ) throws -> Int {
        _ = try posted(id, in: transaction)
        let number = try nextID("levy_objections", in: transaction)
        try transaction.execute(
            """
            INSERT INTO levy_objections (id, publication_id, subject, received_on, reply_by, entered_by, entered_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            [
                Value(number), Value(id), Value(subject), Value(received), Value(replyBy), Value(person), Value(now),
            ])
        return number
    }

    /// - Throws: `Rejection` `public.no-objection`, `public.replied`.
    package static func reply(
        to objection: Int, _ outcome: Objection.Outcome, _ reply: String, by person: String, on day: CivilDate,
        in transaction: Transaction
    ) throws {
        guard let known = try objections(in: transaction).first(where: { $0.id == objection }) else {
            throw Rejection("public.no-objection", ["id": "\(objection)"])
        }
        if let day = known.repliedOn { throw Rejection("public.replied", ["id": "\(objection)", "day": day.iso]) }
        try transaction.execute(
            """
            INSERT INTO levy_objection_replies (objection_id, outcome, reply, replied_by, replied_on)
            VALUES ($1, $2, $3, $4, $5)
            """, [Value(objection), Value(outcome.rawValue), Value(reply), Value(person), Value(day)])
    }

    /// All, in the order of their numbers.
    package static func objections(in transaction: Transaction) throws -> [Objection] {
        try transaction.rows(
            """
            SELECT o.*, r.outcome, r.reply, r.replied_on FROM levy_objections o
            LEFT JOIN levy_objection_replies r ON r.objection_id = o.id ORDER BY o.id
            """
        ).map { row in
            Objection(
                id: row.int("id"), publication: row.int("publication_id"), subject: row.text("subject"),
                receivedOn: row.date("received_on"), replyBy: row.date("reply_by"),
                outcome: row.optionalText("outcome").flatMap(Objection.Outcome.init), reply: row.optionalText("reply"),
                repliedOn: row.optionalDate("replied_on"))
        }
    }

    private static func nextID(_ table: String, in transaction: Transaction) throws -> Int {
        (try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM \(table)")?.int("id") ?? 0) + 1
    }
}
