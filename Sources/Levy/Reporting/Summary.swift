import Storage

extension Campaign {
    /// The whole campaign in one record: what became of every row, who settled what, every exception and difference.
    /// Computed from the ledger; kinds and codes that do not occur are left out.
    package func summary(notes: String, in transaction: Transaction) throws -> JSONText {
        let exceptions = try exceptions(in: transaction)
        return .object([
            "as_of": .text(policy.asOf.iso),
            "rows": try rowsSummary(in: transaction),
            "notes": .text(notes),
            "medical": try insuranceSummary(.medical, in: transaction),
            "pension": try insuranceSummary(.pension, in: transaction),
            "towns_at_end": try townsSummary(in: transaction),
            "payment_cases": try casesSummary(exceptions, in: transaction),
            "exceptions": .array(exceptions.filter { Campaign.isListed($0.kind) }.map(Campaign.listed)),
            "treasury_differences": .array(try treasuryDifferences(in: transaction).map(Campaign.listed)),
            "payment_files": try filesSummary(in: transaction),
            "persons": .integer(try personCount(in: transaction)),
            "villages": .integer(try RegionStore.tree(in: transaction).villages.count),
            "classes": .object(
                try RosterStore.classCounts(in: transaction).map {
                    JSONText.Member($0.0.rawValue, .integer($0.1))
                }),
        ])
    }

    private func rosterImports(in transaction: Transaction) throws -> [ImportRecord] {
        try ImportStore.all(.medical, in: transaction) + ImportStore.all(.pension, in: transaction)
    }

    private func rowsSummary(in transaction: Transaction) throws -> JSONText {
        .object(
            try rosterImports(in: transaction).map { record in
                var kinds: [RowOutcome.Kind: Int] = [:]
                var codes: [String: (kind: RowOutcome.Kind, places: [JSONText])] = [:]
                try eachEntry(importID: record.id, in: transaction) { entry in
                    kinds[entry.outcome, default: 0] += 1
                    guard let code = entry.code else { return }
                    codes[code, default: (entry.outcome, [])].places.append(
                        Int(entry.place).map(JSONText.integer) ?? .text(entry.place))
                }
                let counted = RowOutcome.Kind.allCases.compactMap { kind in
                    kinds[kind].map { JSONText.Member(kind.rawValue, .integer($0)) }
                }
                let byCode = codes.sorted { $0.key < $1.key }.map { code, found in
                    JSONText.Member(
                        code,
                        .object([
                            "outcome": .text(found.kind.rawValue), "count": .integer(found.places.count),
                            "lines": .array(found.places),
                        ]))
                }
                let total = JSONText.Member("total", .integer(record.rows))
                return JSONText.Member(
                    record.file, .object([total] + counted + [JSONText.Member("by_code", .object(byCode))]))
            })
    }

    private func insuranceSummary(_ insurance: Insurance, in transaction: Transaction) throws -> JSONText {
        let totals = try SettlementStore.totals(insurance, in: transaction)
        return .object([
            "obligations": .integer(totals.obligations),
            "total_yuan": .yuan(fen: totals.totalFen),
            "state_yuan": .yuan(fen: totals.stateFen),
            "own_yuan": .yuan(fen: totals.ownFen),
            "state_paid_persons": .integer(totals.statePaid),
            "settled_by_payer": .integer(totals.settledByPayer),
            "settled_by_payer_yuan": .yuan(fen: totals.settledByPayerFen),
            "outstanding": .integer(totals.outstanding),
        ])
    }

    private func townsSummary(in transaction: Transaction) throws -> JSONText {
        let end = CivilDate(daysSinceEpoch: 2_932_896)
        return .object(
            try figures(asOf: end, in: transaction).towns.map { town in
                JSONText.Member(
                    town.region.name,
                    .object([
                        "obligations": .integer(town.both.obligations), "settled": .integer(town.both.settled),
                        "rate_percent": .rate(town.both.rate),
                    ]))
            })
    }

    private func casesSummary(_ exceptions: [PaymentException], in transaction: Transaction) throws -> JSONText {
        let counts = try PaymentStore.counts(in: transaction)
        let order: [PaymentException.Kind?] = [
            .paidThoughStatePaid, .double, .reversed, .reversedThenPaid, .wrongVillage, nil, .amountMismatch,
            .notOnRoster, .otherName, .withoutOrder,
        ]
        return .object(
            order.compactMap { kind in
                let count = kind.map { kind in exceptions.count { $0.kind == kind } } ?? counts.lines - counts.serials
                return count > 0 ? JSONText.Member(kind?.rawValue ?? "resent", .integer(count)) : nil
            })
    }

    /// The list names what a person has to look at; the bank's own slips are kept with the files.
    private static func isListed(_ kind: PaymentException.Kind) -> Bool {
        switch kind {
        case .paidThoughStatePaid, .double, .reversed, .wrongVillage, .amountMismatch, .notOnRoster, .otherName,
            .withoutOrder: true
        case .reversedThenPaid, .reversalUnmatched, .resentChanged: false
        }
    }

    private static func listed(_ exception: PaymentException) -> JSONText {
        var members = [
            JSONText.Member("kind", .text(exception.kind.rawValue)), JSONText.Member("id", .text(exception.citizenID)),
            JSONText.Member("insurance", .text(exception.insurance.rawValue)),
        ]
        switch exception.kind {
        case .wrongVillage:
            members.append(JSONText.Member("home", .text(exception.home ?? "")))
            members.append(JSONText.Member("credited", .text(exception.credited)))
        case .amountMismatch:
            members.append(JSONText.Member("fen", .integer(exception.fen)))
            members.append(JSONText.Member("due_fen", .integer(exception.dueFen ?? 0)))
        case .paidThoughStatePaid, .double, .notOnRoster, .otherName, .withoutOrder:
            members.append(JSONText.Member("fen", .integer(exception.fen)))
        case .reversed, .reversedThenPaid, .reversalUnmatched, .resentChanged: break
        }
        return .object(members)
    }

    private static func listed(_ difference: TreasuryDifference) -> JSONText {
        .object([
            "kind": .text(difference.kind.rawValue), "day": .text(difference.day.compact),
            "town": .text(difference.town), "insurance": .text(difference.insurance.chinese),
            "fen": .integer(difference.fen),
        ])
    }

    private func filesSummary(in transaction: Transaction) throws -> JSONText {
        let files = try ImportStore.all(.payments, in: transaction)
        let good = Set(files.filter { !$0.isRefused }.map(\.file))
        // A file that came again whole under its name is no longer a broken one.
        let corrupt = Set(files.filter(\.isRefused).map(\.file)).subtracting(good).sorted()
        let counts = try PaymentStore.counts(in: transaction)
        return .object([
            "good": .integer(files.count { !$0.isRefused }),
            "corrupt": .array(corrupt.map(JSONText.text)),
            "lines": .integer(counts.lines),
            "distinct_serials": .integer(counts.serials),
        ])
    }

    /// The persons whom the medical roster names, which lists everybody: a person whose number cannot be read counts
    /// by number and name, and by his row when nothing of the number is left.
    package func personCount(in transaction: Transaction) throws -> Int {
        struct Unread: Hashable {
            let id: String
            let name: String
        }
        let broken: Set<String> = [RowOutcome.Reason.badCheckDigit.rawValue, RowOutcome.Reason.noSuchDate.rawValue]
        var numbers: Set<String> = []
        var unread: Set<Unread> = []
        var lost = 0
        for record in try ImportStore.all(.medical, in: transaction) {
            try eachEntry(importID: record.id, in: transaction) { entry in
                if entry.code == RowOutcome.Reason.scientificNotation.rawValue || entry.citizenID.isEmpty {
                    lost += 1
                } else if entry.code.map(broken.contains) ?? false {
                    unread.insert(Unread(id: entry.citizenID, name: entry.name))
                } else {
                    numbers.insert(entry.citizenID)
                }
            }
        }
        return numbers.count + unread.count + lost
    }
}
