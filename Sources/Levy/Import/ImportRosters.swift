import Diagnostics
import Storage

/// The files that a campaign begins with.
package struct RosterSources: Sendable {
    package let regions: SourceFile
    package let special: [SourceFile]
    package let medical: SourceFile
    package let pension: SourceFile
    /// Agreements leave blanks when there is no register of agents.
    package let agents: SourceFile?

    package init(
        regions: SourceFile, special: [SourceFile], medical: SourceFile, pension: SourceFile, agents: SourceFile?
    ) {
        self.regions = regions
        self.special = special
        self.medical = medical
        self.pension = pension
        self.agents = agents
    }

    /// Reads all files.
    /// - throws: one `Rejection` with every file that is missing or unreadable.
    package init(regions: String, special: [String], medical: String, pension: String, agents: String?) throws {
        var mistakes = DiagnosticList()
        func read(_ path: String) throws -> SourceFile? {
            do { return try SourceFile(path: path) } catch let rejection as Rejection {
                mistakes.append(rejection)
                return nil
            }
        }
        let files = try ([regions, medical, pension] + special).map(read)
        let register = try agents.map(read) ?? nil
        try mistakes.throwIfErrors()
        let found = files.compactMap { $0 }
        self.init(
            regions: found[0], special: Array(found[3...]), medical: found[1], pension: found[2], agents: register)
    }
}

/// What an import of the rosters found, file by file.
package struct RosterImport: Sendable {
    package let isNew: Bool
    package let medical: Roster
    package let pension: Roster
    package let special: [SpecialList]
    package let obligations: Int
}

extension Campaign {
    /// Imports regions, lists, rosters and agents, and builds the obligations: all of it or nothing. Offered the same
    /// rosters again it changes nothing.
    /// - throws: one `Rejection` with the mistakes of all files.
    package func importRosters(
        _ sources: RosterSources, in transaction: Transaction, at now: Instant
    ) throws -> RosterImport {
        let read = try readRosters(sources)
        if try ImportStore.find(.medical, sha256: sources.medical.sha256, in: transaction) != nil,
            try ImportStore.find(.pension, sha256: sources.pension.sha256, in: transaction) != nil
        {
            return RosterImport(
                isNew: false, medical: read.medical, pension: read.pension, special: read.special, obligations: 0)
        }
        guard try ImportStore.all(.medical, in: transaction).isEmpty else {
            throw Rejection("levy.roster.already", ["file": sources.medical.name], at: sources.medical.span())
        }
        _ = try ImportStore.add(
            .regions, sources.regions, rows: read.regions.regions.count, at: now, in: transaction)
        try RegionStore.add(read.regions, in: transaction)
        for list in read.special {
            // The same list twice, under two names, is one list.
            guard try ImportStore.find(.special, sha256: list.file.sha256, in: transaction) == nil else { continue }
            let id = try ImportStore.add(.special, list.file, rows: list.rows.count, at: now, in: transaction)
            try RosterStore.add(list, importID: id, in: transaction)
        }
        for roster in [read.medical, read.pension] {
            let kind: ImportRecord.Kind = roster.insurance == .medical ? .medical : .pension
            let id = try ImportStore.add(kind, roster.file, rows: roster.rows.count, at: now, in: transaction)
            try RosterStore.add(roster, importID: id, in: transaction)
        }
        if let agents = sources.agents {
            _ = try ImportStore.add(.agents, agents, rows: read.agents.count, at: now, in: transaction)
            try RegionStore.add(read.agents, in: transaction)
        }
        let count = try buildObligations([read.medical, read.pension], in: transaction, at: now)
        try Ledger.write(in: transaction, at: now)
        return RosterImport(
            isNew: true, medical: read.medical, pension: read.pension, special: read.special, obligations: count)
    }

    private struct ReadFiles {
        let regions: RegionTree
        let special: [SpecialList]
        let medical: Roster
        let pension: Roster
        let agents: [Agent]
    }

    private func readRosters(_ sources: RosterSources) throws -> ReadFiles {
        var mistakes = DiagnosticList()
        func collect<T>(_ read: () throws -> T) throws -> T? {
            do { return try read() } catch let rejection as Rejection {
                mistakes.append(rejection)
                return nil
            }
        }
        let regions = try collect { try RegionReader.read(sources.regions) }
        let lists = try sources.special.compactMap { file in
            try collect { try SpecialListReader.read(file, policy: policy) }
        }
        let special = Set(lists.flatMap(\.rows).filter { $0.specialClass != nil }.map(\.citizenID))
        let tree = regions ?? RegionTree([])
        let rosters = try [(Insurance.medical, sources.medical), (.pension, sources.pension)].map { insurance, file in
            try collect {
                var reader = RosterReader(insurance, regions: tree, policy: policy, special: special)
                return try reader.read(file)
            }
        }
        // Without the tree every village would be unknown.
        let agents =
            regions == nil
            ? nil : try sources.agents.flatMap { file in try collect { try AgentReader.read(file, regions: tree) } }
        try mistakes.throwIfErrors()
        guard let medical = rosters[0], let pension = rosters[1] else {
            preconditionFailure("a roster that was not read left a mistake")
        }
        return ReadFiles(regions: tree, special: lists, medical: medical, pension: pension, agents: agents ?? [])
    }

    /// One person for each identity number that counts in a roster, one obligation for each row that counts.
    private func buildObligations(_ rosters: [Roster], in transaction: Transaction, at now: Instant) throws -> Int {
        let memberships = try RosterStore.memberships(in: transaction)
        var known: Set<String> = []
        var obligations = 0
        for roster in rosters {
            for row in roster.rows where row.counts {
                let membership = memberships[row.citizenID]
                if known.insert(row.citizenID).inserted {
                    let person = PersonRecord(
                        citizenID: row.citizenID, name: row.name,
                        specialClass: membership.flatMap { policy.leading($0.classes) },
                        householdHead: membership?.householdHead ?? "", phone: row.phone)
                    try RosterStore.add(person, ordinal: known.count, in: transaction)
                }
                obligations += 1
                try RosterStore.addObligation(
                    id: obligations, citizenID: row.citizenID, insurance: roster.insurance,
                    period: policy.period(of: roster.insurance), village: row.villageCode,
                    share: policy.share(roster.insurance, tierFen: row.tierFen, isSpecial: membership != nil),
                    at: now, in: transaction)
            }
        }
        return obligations
    }
}
