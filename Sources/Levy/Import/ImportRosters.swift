import Diagnostics
import Storage

/// The files that a campaign begins with, or that come later: a part that is missing stays as it was.
package struct RosterSources: Sendable {
    package let regions: SourceFile?
    package let special: [SourceFile]
    package let medical: SourceFile?
    package let pension: SourceFile?
    /// Agreements leave blanks when there is no register of agents.
    package let agents: SourceFile?
    /// How senders' columns are called, by the files' hashes.
    package var mappings: [String: SenderMapping] = [:]

    package init(
        regions: SourceFile?, special: [SourceFile], medical: SourceFile?, pension: SourceFile?, agents: SourceFile?
    ) {
        self.regions = regions
        self.special = special
        self.medical = medical
        self.pension = pension
        self.agents = agents
    }

    /// Reads all files.
    /// - throws: one `Rejection` with every file that is missing or unreadable.
    package init(regions: String?, special: [String], medical: String?, pension: String?, agents: String?) throws {
        var mistakes = DiagnosticList()
        func read(_ path: String) throws -> SourceFile? {
            do { return try SourceFile(path: path) } catch let rejection as Rejection {
                mistakes.append(rejection)
                return nil
            }
        }
        let named = try [regions, medical, pension, agents].map { path in try path.map(read) ?? nil }
        let lists = try special.compactMap(read)
        try mistakes.throwIfErrors()
        self.init(regions: named[0], special: lists, medical: named[1], pension: named[2], agents: named[3])
    }

    /// Applies a sender's mapping to the files of its kind; one without a kind to the rosters and lists.
    package mutating func map(_ mapping: SenderMapping) {
        guard mapping != .none else { return }
        let rosters = [(ImportRecord.Kind.medical, medical), (.pension, pension)]
        let files = rosters.compactMap { kind, file in file.map { (kind, $0) } } + special.map { (.special, $0) }
        for (kind, file) in files where mapping.kind == nil || mapping.kind == kind { mappings[file.sha256] = mapping }
    }

    func roster(_ insurance: Insurance) -> SourceFile? { insurance == .medical ? medical : pension }
}

/// What an import of the rosters found, file by file.
package struct RosterImport: Sendable {
    package let isNew: Bool
    /// Nil for a roster that was not offered, or that was known by its hash and not read again.
    package let medical: Roster?
    package let pension: Roster?
    package let special: [SpecialList]
    /// Obligations that the import made.
    package let obligations: Int
    /// What a later version of a roster changed.
    package let adjustments: [Adjustment]
    /// Who is on the rosters and owes nothing, because the rules do not let him join.
    package let stopped: [StoppedClaim]
    /// Versions whose files were offered again and change nothing, each with the number of the one that holds.
    package var repeated: [(version: RosterVersion, current: Int)] = []
    /// Lists that were imported before.
    package var knownLists: [String] = []
    /// Rows of new lists whose number is that of a person of another name.
    package var strangers: [Diagnostic] = []
}

extension Campaign {
    /// Imports regions, lists, rosters and agents, and builds the obligations: all of it or nothing. Files that were
    /// offered before change nothing; another roster of one insurance is its next version, and a version that was
    /// withdrawn comes back when it is offered again.
    /// - throws: one `Rejection` with the mistakes of all files.
    package func importRosters(
        _ sources: RosterSources, in transaction: Transaction, at now: Instant
    ) throws -> RosterImport {
        let isFirst = try RosterStore.hasNoObligations(in: transaction)
        let reinstated = try Insurance.allCases.filter { insurance in
            guard let file = sources.roster(insurance),
                let known = try ImportStore.find(insurance.importKind, sha256: file.sha256, in: transaction)
            else { return false }
            guard try VersionStore.reinstate(known.id, at: now, in: transaction) else { return false }
            try PhoneStore.follow(known.id, at: now, in: transaction)
            return true
        }
        let repeated = try repeatedVersions(sources, in: transaction)
        let knownLists = try knownLists(sources, in: transaction)
        let read = try readRosters(sources, in: transaction)
        if let tree = read.newRegions, let file = sources.regions {
            _ = try ImportStore.add(.regions, file, rows: tree.regions.count, at: now, in: transaction)
            try RegionStore.add(tree, in: transaction)
        }
        var isListed = false
        for list in read.special {
            // The same list twice, under two names, is one list.
            guard try ImportStore.find(.special, sha256: list.file.sha256, in: transaction) == nil else { continue }
            let id = try ImportStore.add(.special, list.file, rows: list.rows.count, at: now, in: transaction)
            try RosterStore.add(list, importID: id, in: transaction)
            try take(list, importID: id, isLater: !isFirst, in: transaction, at: now)
            isListed = true
        }
        var ids: [Int] = []
        for roster in read.rosters {
            let id = try ImportStore.add(
                roster.insurance.importKind, roster.file, rows: roster.rows.count, at: now, in: transaction)
            try RosterStore.add(roster, importID: id, in: transaction)
            ids.append(id)
        }
        if let agents = sources.agents, !read.agents.isEmpty {
            let id = try ImportStore.add(.agents, agents, rows: read.agents.count, at: now, in: transaction)
            try AgentStore.add(read.agents, importID: id, in: transaction)
        }
        try RuleSetStore.record(policy, at: now, in: transaction)
        let facts = try KnownFacts(policy, in: transaction)
        let rosters = read.rosters.map { $0.resolved(facts.isSpecial) }
        var count = 0
        var adjustments: [Adjustment] = []
        var stopped: [StoppedClaim] = []
        if isFirst {
            (count, stopped) = try buildObligations(rosters, facts, in: transaction, at: now)
        } else {
            let touched = Set(read.rosters.map(\.insurance) + reinstated + (isListed ? Insurance.allCases : []))
            for insurance in Insurance.allCases where touched.contains(insurance) {
                let cause = "import:\(try ImportStore.lastID(in: transaction))"
                let change = try adjustObligations(insurance, cause: cause, in: transaction, at: now)
                count += change.added
                adjustments.append(change)
                stopped += change.stopped
            }
        }
        // Of the first rosters the persons were made, with the telephones of the first that has them.
        for (index, roster) in rosters.enumerated() where !isFirst || index > 0 {
            try PhoneStore.take(roster, importID: ids[index], fills: isFirst, at: now, in: transaction)
        }
        try Ledger.write(in: transaction, at: now)
        return RosterImport(
            isNew: !read.rosters.isEmpty || !reinstated.isEmpty,
            medical: rosters.first { $0.insurance == .medical },
            pension: rosters.first { $0.insurance == .pension }, special: read.special, obligations: count,
            adjustments: adjustments, stopped: stopped, repeated: repeated, knownLists: knownLists,
            strangers: try strangers(in: read.special.filter { !knownLists.contains($0.file.name) }, in: transaction))
    }

    /// Which of a number and a name is wrong nobody but the sender knows: both are told.
    private func strangers(in lists: [SpecialList], in transaction: Transaction) throws -> [Diagnostic] {
        try lists.flatMap { list in
            try list.rows.compactMap { row -> Diagnostic? in
                guard let listed = row.specialClass,
                    let known = try PersonNames.other(of: row.citizenID, than: row.name, in: transaction)
                else { return nil }
                return Diagnostic(
                    .warning, "levy.name.listed",
                    [
                        "place": "\(list.file.name) \(row.place.text)", "id": row.citizenID, "name": row.name,
                        "known": known, "class": listed.rawValue,
                    ], at: row.place.span(list.file))
            }
        }
    }

    private func knownLists(_ sources: RosterSources, in transaction: Transaction) throws -> [String] {
        try sources.special.filter { try ImportStore.find(.special, sha256: $0.sha256, in: transaction) != nil }
            .map(\.name)
    }

    /// Rosters among the files that were imported before and not withdrawn.
    private func repeatedVersions(
        _ sources: RosterSources, in transaction: Transaction
    ) throws -> [(version: RosterVersion, current: Int)] {
        try Insurance.allCases.compactMap { insurance in
            guard let file = sources.roster(insurance),
                let current = try VersionStore.current(insurance, in: transaction),
                let known = try VersionStore.all(insurance, in: transaction).first(where: { $0.sha256 == file.sha256 })
            else { return nil }
            return (known, current.number)
        }
    }

    /// Whoever had left a class and is on a new list of it belongs to it again; the days that it gives count from now.
    private func take(
        _ list: SpecialList, importID: Int, isLater: Bool, in transaction: Transaction, at now: Instant
    ) throws {
        for specialClass in SpecialClass.inOrder(list.rows.compactMap(\.specialClass)) {
            let rows = list.rows.filter { $0.specialClass == specialClass }
                .map { ListRow(citizenID: $0.citizenID, name: $0.name, from: $0.from, until: $0.until) }
            let cause = "import:\(importID)"
            if isLater { try ListStore.join(specialClass, rows, cause: cause, at: now, in: transaction) }
            try RosterStore.addSpans(rows, specialClass, source: cause, in: transaction)
        }
    }

    private struct ReadFiles {
        /// Nil when the campaign has them already.
        var newRegions: RegionTree?
        var special: [SpecialList] = []
        var rosters: [Roster] = []
        var agents: [Agent] = []
    }

    private func readRosters(_ sources: RosterSources, in transaction: Transaction) throws -> ReadFiles {
        var mistakes = DiagnosticList()
        func collect<T>(_ read: () throws -> T) throws -> T? {
            do { return try read() } catch let rejection as Rejection {
                mistakes.append(rejection)
                return nil
            }
        }
        func isKnown(_ kind: ImportRecord.Kind, _ file: SourceFile) throws -> Bool {
            try ImportStore.find(kind, sha256: file.sha256, in: transaction) != nil
        }
        var read = ReadFiles()
        let stored = try RegionStore.tree(in: transaction)
        var tree: RegionTree? = stored
        if let file = sources.regions, try !isKnown(.regions, file) {
            tree = try collect { try RegionReader.read(file) }
            if let found = tree, !stored.regions.isEmpty {
                if found.regions != stored.regions {
                    mistakes.error("levy.region.already", ["file": file.name], at: file.span())
                }
            } else {
                read.newRegions = tree
            }
        } else if stored.regions.isEmpty {
            mistakes.error("levy.region.none", [:])
        }
        read.special = try sources.special.compactMap { file in
            try collect { try SpecialListReader.read(file, policy: policy, mapping: sources.mappings[file.sha256]) }
        }
        for insurance in Insurance.allCases {
            guard let file = sources.roster(insurance), try !isKnown(insurance.importKind, file) else { continue }
            let roster = try collect {
                var reader = RosterReader(
                    insurance, regions: tree ?? RegionTree([]), policy: policy, special: [],
                    mapping: sources.mappings[file.sha256])
                return try reader.read(file)
            }
            if let roster { read.rosters.append(roster) }
        }
        // Without the tree every village would be unknown.
        if let tree, let file = sources.agents, try !isKnown(.agents, file) {
            read.agents = try collect { try AgentReader.read(file, regions: tree) } ?? []
        }
        try mistakes.throwIfErrors()
        return read
    }

    /// One person for each identity number that counts in a roster, one obligation for each row that counts and that
    /// the rules allow.
    private func buildObligations(
        _ rosters: [Roster], _ facts: KnownFacts, in transaction: Transaction, at now: Instant
    ) throws -> (count: Int, stopped: [StoppedClaim]) {
        var known: Set<String> = []
        var stopped: [StoppedClaim] = []
        var persons = RosterStore.personInsertion(in: transaction)
        for roster in rosters {
            for row in roster.rows where row.counts {
                let claim = Claim(row)
                if case .stopped(let cause) = facts.verdict(roster.insurance, claim) {
                    stopped.append(StoppedClaim(roster.insurance, claim, cause))
                    continue
                }
                guard known.insert(row.citizenID).inserted else { continue }
                let person = PersonRecord(
                    citizenID: row.citizenID, name: row.name,
                    specialClass: facts.leading(row.citizenID, in: row.villageCode),
                    householdHead: facts.householdHead(of: row.citizenID), phone: row.phone)
                try persons.append(RosterStore.values(person, ordinal: known.count))
            }
        }
        try persons.finish()
        var count = 0
        var obligations = RosterStore.obligationInsertion(in: transaction)
        var parts = RuleSetStore.partInsertion(in: transaction)
        // Asked again, since the answers of a district would not fit in memory beside its rosters.
        for roster in rosters {
            for row in roster.rows where row.counts {
                guard case .owes(let share) = facts.verdict(roster.insurance, Claim(row)) else { continue }
                count += 1
                try obligations.append(
                    RosterStore.values(
                        obligation: count, citizenID: row.citizenID, insurance: roster.insurance,
                        period: policy.period(of: roster.insurance), village: row.villageCode, share: share, at: now))
                for part in RuleSetStore.values(obligation: count, share) { try parts.append(part) }
            }
        }
        try obligations.finish()
        try parts.finish()
        return (count, stopped)
    }
}

extension Insurance {
    /// The kind of the import that has this insurance's roster.
    var importKind: ImportRecord.Kind { self == .medical ? .medical : .pension }
}
