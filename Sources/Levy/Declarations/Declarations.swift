import Diagnostics
import Storage

/// 村居申报: made, submitted, accepted, paid; or refused, corrected and made again.
package enum Declarations {
    /// Makes a town's declaration of everything that no declaration has yet. What a refused one had is due again, and
    /// the new one says which it corrects.
    /// - Parameter key: what it is made for; asked for with the same key it is the same, byte by byte.
    /// - throws: `Rejection` with every difference of `check`, or `declare.nothing`.
    package static func make(
        town: String, key: String, by person: String, on day: CivilDate, in transaction: Transaction, at now: Instant
    ) throws -> DeclarationFile {
        if let batch = try DeclarationStore.batch(key: key, in: transaction) {
            return try file(batch, in: transaction)
        }
        let check = try check(town: town, through: day, in: transaction)
        guard check.differences.isEmpty else { throw Rejection(check.differences) }
        guard !check.rows.isEmpty else { throw Rejection("declare.nothing", ["town": town]) }
        guard let unit = try CollectingUnits.unit(of: town, in: transaction) else {
            preconditionFailure("a town without a unit is a difference")
        }
        let all = try all(in: transaction)
        let corrected = Set(all.compactMap(\.corrects))
        let refused = all.last { $0.town == town && $0.state == .refused && !corrected.contains($0.batch) }
        let number = try SeriesStore.next("declaration/" + town, in: transaction)
        let batch = "SB\(town)-\(day.compact)-\(number)"
        let regions = try RegionStore.tree(in: transaction)
        let text = DeclarationFile(
            batch: batch, unit: unit, day: day, corrects: refused?.batch, rows: check.rows, regions: regions)
        let made = Declaration(
            id: try DeclarationStore.nextID(in: transaction), batch: batch, town: town, day: day,
            rows: check.rows.count, ownFen: check.ownFen, stateFen: check.stateFen, sha256: text.sha256,
            corrects: refused?.batch, madeBy: person, state: .made, note: "")
        try DeclarationStore.add(
            made, key: key, unit: unit.id, corrects: refused?.id, rows: check.rows, at: now, in: transaction)
        return text
    }

    /// A declaration as it was made.
    /// - throws: `Rejection` `declare.unknown`, and `declare.changed` where names of places have changed since.
    package static func file(_ batch: String, in transaction: Transaction) throws -> DeclarationFile {
        let made = try find(batch, in: transaction)
        guard let unit = try CollectingUnits.unit(of: made.town, in: transaction) else {
            preconditionFailure("a declaration has a unit")
        }
        let file = DeclarationFile(
            batch: batch, unit: unit, day: made.day, corrects: made.corrects,
            rows: try DeclarationStore.rows(of: made.id, in: transaction),
            regions: try RegionStore.tree(in: transaction))
        guard file.sha256 == made.sha256 else { throw Rejection("declare.changed", ["batch": batch]) }
        return file
    }

    /// Whether a declaration was made for this key.
    package static func isMade(key: String, in transaction: Transaction) throws -> Bool {
        try DeclarationStore.batch(key: key, in: transaction) != nil
    }

    package static func all(in transaction: Transaction) throws -> [Declaration] {
        try DeclarationStore.all(in: transaction)
    }

    /// - throws: `Rejection` `declare.unknown`.
    package static func find(_ batch: String, in transaction: Transaction) throws -> Declaration {
        guard let found = try all(in: transaction).first(where: { $0.batch == batch }) else {
            throw Rejection("declare.unknown", ["batch": batch])
        }
        return found
    }

    /// Enters what became of a declaration, by one person and checked by another. When it is submitted the checks are
    /// made again; when it is accepted its money counts as declared, when it is paid as received.
    /// - Parameter note: the receipt of the tax system, the treasury's voucher, or why it was refused.
    /// - throws: `Rejection` `declare.unknown`, `remittance.same-person`, `declare.order`, `declare.stale`, the
    ///   differences, and what `Remittances.record` throws.
    package static func note(
        _ batch: String, _ state: Declaration.State, note: String, on day: CivilDate, by maker: String,
        checker: String, in transaction: Transaction, at now: Instant
    ) throws {
        let made = try find(batch, in: transaction)
        guard maker != checker else { throw Rejection("remittance.same-person", ["person": maker]) }
        if made.state == state { return }
        guard follows(state, made.state) else {
            throw Rejection(
                "declare.order", ["batch": batch, "state": made.state.chinese, "next": state.chinese])
        }
        let rows = try DeclarationStore.rows(of: made.id, in: transaction)
        switch state {
        case .submitted: try recheck(made, rows, in: transaction)
        case .accepted: try pass(rows, .declaration, note, day, by: maker, in: transaction, at: now)
        case .paid: try pass(rows, .certificate, note, day, by: maker, in: transaction, at: now)
        case .made, .refused: break
        }
        try DeclarationStore.note(
            made.id, state, day: day, note: note, by: maker, checker: checker, at: now, in: transaction)
    }

    private static func follows(_ state: Declaration.State, _ last: Declaration.State) -> Bool {
        switch state {
        case .made: false
        case .submitted: last == .made
        case .accepted: last == .submitted
        case .paid: last == .accepted
        case .refused: last == .made || last == .submitted
        }
    }

    /// What was made must still be what the books have.
    private static func recheck(
        _ made: Declaration, _ rows: [DeclarationRow], in transaction: Transaction
    ) throws {
        var mistakes = DiagnosticList()
        for row in rows where try !DeclarationStore.stands(row, in: transaction) {
            mistakes.error(
                "declare.stale",
                ["batch": made.batch, "person": row.citizenID, "insurance": row.insurance.chinese])
        }
        for difference in try check(town: made.town, through: made.day, in: transaction).differences {
            mistakes.append(difference)
        }
        try mistakes.throwIfErrors()
    }

    private static func pass(
        _ rows: [DeclarationRow], _ kind: Remittance.Kind, _ slip: String, _ day: CivilDate, by person: String,
        in transaction: Transaction, at now: Instant
    ) throws {
        let villages = Dictionary(grouping: rows.filter { $0.part == .payer }, by: \.village)
        for (village, own) in villages.sorted(by: { $0.key < $1.key }) {
            try Remittances.record(
                Remittance(
                    village: village, kind: kind, day: day, fen: own.reduce(0) { $0 + $1.fen },
                    slip: "\(slip)/\(village)"), by: person, in: transaction, at: now)
        }
    }
}
