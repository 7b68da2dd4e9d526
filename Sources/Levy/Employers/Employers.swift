import Diagnostics
import Storage

/// A finding beside the match before.
package struct EmployerChange: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case new, gone, unchanged

        package var chinese: String {
            switch self {
            case .new: "新增"
            case .gone: "消除"
            case .unchanged: "未变"
            }
        }
    }

    package let kind: Kind
    package let finding: EmployerFinding
}

/// The last match with what changed since the one before.
package struct EmployerReport: Sendable {
    package let match: EmployerMatchRecord
    package let before: EmployerMatchRecord?
    package let coverage: [String: EmployerCoverage]
    package let changes: [EmployerChange]

    package var total: EmployerCoverage { coverage.values.reduce(into: EmployerCoverage()) { $0.add($1) } }
}

/// 单位参保扩面: registers of employers and what they show together.
package enum Employers {
    package struct Imported: Sendable {
        package let snapshot: EmployerSnapshot
        /// The same bytes hold already: nothing was written.
        package let isKnown: Bool
        /// The same bytes were imported before and superseded since: now they hold again.
        package var isAgain = false
        package let remarks: [Diagnostic]
    }

    /// Enters a bureau's file as its register of a day.
    /// - throws: `Rejection` with all mistakes of the file.
    package static func importRegister(
        _ register: EmployerRegister, _ file: SourceFile, asOf day: CivilDate, by person: String,
        in transaction: Transaction, at now: Instant
    ) throws -> Imported {
        if let known = try EmployerRegisterStore.find(register, sha256: file.sha256, in: transaction) {
            if try EmployerRegisterStore.latest(register, on: max(day, known.asOf), in: transaction)?.id == known.id {
                return Imported(snapshot: known, isKnown: true, remarks: [])
            }
            let again = try EmployerRegisterStore.repeated(known, asOf: day, by: person, at: now, in: transaction)
            return Imported(snapshot: again, isKnown: false, isAgain: true, remarks: [])
        }
        func add<Entry>(
            _ table: EmployerTable<Entry>, _ rows: (EmployerTable<Entry>, Int, Transaction) throws -> Void
        ) throws -> Imported {
            let snapshot = try EmployerRegisterStore.add(
                register, file, asOf: day, rows: table.lines.count, by: person, at: now, in: transaction)
            try rows(table, snapshot.id, transaction)
            return Imported(snapshot: snapshot, isKnown: false, remarks: table.remarks)
        }
        switch register {
        case .companies:
            return try add(EmployerRegisterReader.companies(file)) {
                try EmployerRegisterStore.add($0, to: $1, in: $2)
            }
        case .insurance:
            return try add(EmployerRegisterReader.insurance(file)) {
                try EmployerRegisterStore.add($0, to: $1, in: $2)
            }
        case .tax:
            return try add(EmployerRegisterReader.tax(file)) { try EmployerRegisterStore.add($0, to: $1, in: $2) }
        case .arrears:
            return try add(EmployerRegisterReader.arrears(file)) { try EmployerRegisterStore.add($0, to: $1, in: $2) }
        }
    }

    package static func snapshots(in transaction: Transaction) throws -> [EmployerSnapshot] {
        try EmployerRegisterStore.all(in: transaction)
    }

    /// Compares the last registers up to the day; the tax register may be missing.
    /// - throws: `Rejection` `employers.no-register`.
    @discardableResult
    package static func match(
        on day: CivilDate, regulators: RegulatorTable, by person: String, in transaction: Transaction, at now: Instant
    ) throws -> EmployerReport {
        let companies = try require(.companies, on: day, in: transaction)
        let insurance = try require(.insurance, on: day, in: transaction)
        let tax = try EmployerRegisterStore.latest(.tax, on: day, in: transaction)
        let result = EmployerMatch(on: day, regulators: regulators).run(
            companies: try EmployerRegisterStore.companies(companies.id, in: transaction),
            insured: try EmployerRegisterStore.insured(insurance.id, in: transaction),
            taxpayers: try tax.map { try EmployerRegisterStore.taxpayers($0.id, in: transaction) } ?? [])
        _ = try EmployerMatchStore.add(
            result, on: day, companies: companies.id, insurance: insurance.id, tax: tax?.id, by: person, at: now,
            in: transaction)
        return try report(in: transaction)
    }

    /// The last match beside the one before it.
    /// - throws: `Rejection` `employers.no-match`.
    package static func report(in transaction: Transaction) throws -> EmployerReport {
        guard let match = try EmployerMatchStore.latest(in: transaction) else { throw Rejection("employers.no-match") }
        let before = try EmployerMatchStore.latest(before: match.id, in: transaction)
        let now = try EmployerMatchStore.findings(match.id, in: transaction)
        let earlier = try before.map { try EmployerMatchStore.findings($0.id, in: transaction) } ?? []
        struct Key: Hashable {
            let unit: String
            let kind: EmployerFinding.Kind

            init(_ finding: EmployerFinding) { (unit, kind) = (finding.unit, finding.kind) }
        }
        let known = Set(earlier.map(Key.init))
        let standing = Set(now.map(Key.init))
        let changes =
            now.map { EmployerChange(kind: known.contains(Key($0)) ? .unchanged : .new, finding: $0) }
            + earlier.filter { !standing.contains(Key($0)) }.map { EmployerChange(kind: .gone, finding: $0) }
        return EmployerReport(
            match: match, before: before, coverage: try EmployerMatchStore.coverage(match.id, in: transaction),
            changes: changes)
    }

    /// Employers of the last insurance register, all with right codes or those of `codes`.
    /// - throws: `Rejection` `employers.no-register`, and `employers.letter-unknown` for each code that it lacks.
    package static func insured(
        on day: CivilDate, codes: [String], in transaction: Transaction
    ) throws -> [InsuredEntry] {
        let snapshot = try require(.insurance, on: day, in: transaction)
        let all = try EmployerRegisterStore.insured(snapshot.id, in: transaction).filter { $0.identity.fault == nil }
        var mistakes = DiagnosticList()
        for code in codes where !all.contains(where: { $0.identity.code == code }) {
            mistakes.error("employers.letter-unknown", ["code": code, "kind": snapshot.register.chinese])
        }
        try mistakes.throwIfErrors()
        return all.filter { codes.isEmpty || codes.contains($0.identity.code) }
    }

    /// - throws: `Rejection` `employers.no-register`.
    static func require(
        _ register: EmployerRegister, on day: CivilDate, in transaction: Transaction
    ) throws -> EmployerSnapshot {
        guard let snapshot = try EmployerRegisterStore.latest(register, on: day, in: transaction) else {
            throw Rejection("employers.no-register", ["register": register.chinese, "day": day.iso])
        }
        return snapshot
    }
}
