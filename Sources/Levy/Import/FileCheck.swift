import Diagnostics
import Storage

/// A file that was checked by itself, with all its mistakes.
package struct CheckedFile: Sendable {
    package let file: SourceFile
    package let kind: ImportRecord.Kind
    package let rows: Int
    private let outcomes: [RowOutcome.Kind: Int]
    /// About the file as a whole: what was left out, totals that do not agree.
    package let notes: [Diagnostic]
    /// One for each row that was not taken as it is.
    package let remarks: [Diagnostic]

    package func count(_ kind: RowOutcome.Kind) -> Int { outcomes[kind] ?? 0 }

    init(_ roster: Roster) {
        file = roster.file
        kind = roster.insurance.importKind
        rows = roster.rows.count
        outcomes = CheckedFile.tally(roster.rows.map(\.outcome))
        notes = roster.notes
        remarks = roster.remarks
    }

    init(_ list: SpecialList) {
        file = list.file
        kind = .special
        rows = list.rows.count
        outcomes = CheckedFile.tally(list.rows.map(\.outcome))
        notes = list.notes
        remarks = list.remarks
    }

    init(_ file: SourceFile, _ kind: ImportRecord.Kind, rows: Int) {
        self.file = file
        self.kind = kind
        self.rows = rows
        outcomes = [.accepted: rows]
        notes = []
        remarks = []
    }

    private static func tally(_ outcomes: [RowOutcome]) -> [RowOutcome.Kind: Int] {
        var tally: [RowOutcome.Kind: Int] = [:]
        for outcome in outcomes { tally[outcome.kind, default: 0] += 1 }
        return tally
    }
}

/// Checks files without a campaign: what is known of regions and rules is used, what is not is not asked for.
package struct FileCheck {
    private let policy: LevyPolicy
    private let regions: RegionTree?
    private let mapping: SenderMapping

    /// - Parameters:
    ///   - policy: nil asks neither for tiers nor for ages.
    ///   - regions: nil takes every village.
    ///   - today: the day of the check, where no rules name another.
    package init(policy: LevyPolicy?, regions: RegionTree?, mapping: SenderMapping = .none, today: CivilDate) {
        self.policy = policy ?? FileCheck.anyPolicy(today)
        self.regions = regions
        self.mapping = mapping
    }

    /// - Parameter kind: nil tries to tell by the head.
    /// - throws: `Rejection` when the file as a whole cannot be read.
    package func check(_ file: SourceFile, kind: ImportRecord.Kind?) throws -> CheckedFile {
        switch try kind ?? mapping.kind ?? FileKind.guess(file) {
        case .medical: try roster(file, .medical)
        case .pension: try roster(file, .pension)
        case .special: CheckedFile(try SpecialListReader.read(file, policy: policy, mapping: mapping))
        case .regions: CheckedFile(file, .regions, rows: try RegionReader.read(file).regions.count)
        case .agents:
            CheckedFile(file, .agents, rows: try AgentReader.read(file, regions: regions ?? RegionTree([])).count)
        case .payments: CheckedFile(file, .payments, rows: try PaymentFileReader.read(file).lines.count)
        case .treasury: throw Rejection("levy.check.kind", ["file": file.name], at: file.span())
        }
    }

    private func roster(_ file: SourceFile, _ insurance: Insurance) throws -> CheckedFile {
        var reader = RosterReader(insurance, regions: regions, policy: policy, special: nil, mapping: mapping)
        return CheckedFile(try reader.read(file))
    }

    /// No rules: any whole amount is a tier, any age pays.
    private static func anyPolicy(_ today: CivilDate) -> LevyPolicy {
        LevyPolicy(
            asOf: today, medicalPeriod: 0, pensionPeriod: 0, pensionTiersYuan: [],
            pensionAges: 0...200)
    }
}

/// What a file is, by its head.
enum FileKind {
    /// - throws: `Rejection` when the head fits no kind.
    static func guess(_ file: SourceFile) throws -> ImportRecord.Kind {
        if file.bytes.starts(with: Array("H|".utf8)) { return .payments }
        let shapes: [(ImportRecord.Kind, [ColumnName])] = [
            (.pension, [.villageCode, .personName, .citizenID, .tier]),
            (.medical, [.villageCode, .personName, .citizenID]),
            (.regions, [.regionCode, .regionName, .level, .parent]), (.agents, [.villageCode, .personName, .phone]),
            (.special, [.citizenID]), (.special, [.certificate]),
        ]
        for (kind, required) in shapes {
            struct Found: Error {}
            do {
                let shape = TableShape(required: required, optional: [.serial, .remark, .account, .personName])
                var mapping = SenderMapping()
                mapping.hidden = .leaveOut
                try TableReader.read(file, shape, mapping: mapping) { _ in throw Found() }
            } catch is Found {
                return kind
            } catch let rejection as Rejection
                where rejection.diagnostics.allSatisfy({ FileKind.isAboutHead($0.code) })
            {
                continue
            }
        }
        throw Rejection("levy.check.kind", ["file": file.name], at: file.span())
    }

    private static func isAboutHead(_ code: String) -> Bool {
        ["levy.no-header", "levy.missing-column"].contains(code)
    }
}
