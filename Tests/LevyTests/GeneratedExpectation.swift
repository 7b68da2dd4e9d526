import Levy

extension GeneratedCampaign {
    /// What the summary must be.
    var expected: JSONValue {
        .object([
            "as_of": .text("2019-10-28"), "notes": .text("generated"),
            "rows": .object([
                "medical.csv": medical.summary(first: 2), "pension.csv": pension.summary(first: 4),
            ]),
            "medical": insurance(.medical, medical), "pension": insurance(.pension, pension),
            "towns_at_end": .object(
                Dictionary(uniqueKeysWithValues: towns.map { ($0.name, town($0.code)) })),
            "payment_cases": .object(payments.cases.mapValues { .number(Double($0)) }),
            "exceptions": .array(payments.exceptions), "treasury_differences": .array(treasuryDifferences),
            "payment_files": .object([
                "good": number(payments.files.count), "corrupt": .array(payments.broken.map { .text($0.name) }),
                "lines": number(payments.files.values.reduce(0) { $0 + $1.count }),
                "distinct_serials": number(payments.distinct.count),
            ]),
            "persons": number(personCount), "villages": number(villages.count),
            "classes": .object(
                Dictionary(
                    uniqueKeysWithValues: GeneratedCampaign.classes.compactMap { name in
                        let count = persons.count { $0.special == name }
                        return count > 0 ? (name, number(count)) : nil
                    })),
        ])
    }

    private func number(_ value: Int) -> JSONValue { .number(Double(value)) }

    /// Persons by the numbers that the medical roster names; a number that cannot be read counts with its name, and
    /// one that is lost by its row.
    private var personCount: Int {
        var lost = 0
        var seen: Set<String> = []
        for (row, key) in zip(medical.rows, medicalKeys) {
            if row.code == "scientific-notation" { lost += 1 } else { seen.insert(key) }
        }
        return lost + seen.count
    }

    private var medicalKeys: [String] {
        medical.rows.map { row in
            row.code == "bad-check-digit" || row.code == "no-such-date" ? plain(row.id) + row.name : readable(row.id)
        }
    }

    private func plain(_ id: String) -> String {
        let scalars = id.unicodeScalars.filter { $0 != " " && $0 != "'" }
            .compactMap { Unicode.Scalar($0.value > 0xFF00 ? $0.value - 0xFEE0 : $0.value) }
        return String(String.UnicodeScalarView(scalars)).uppercased()
    }

    private func readable(_ id: String) -> String {
        let text = plain(id)
        guard text.count == 15 else { return text }
        let body = text.prefix(6) + "19" + text.dropFirst(6)
        return body + GeneratedCampaign.check(String(body))
    }

    private func owed(_ plan: RosterPlan, _ insurance: Insurance) -> [(
        id: String, village: String, total: Int, own: Int
    )] {
        persons.compactMap { person in
            plan.claims[person.id].map { claim in
                let total = insurance == .medical ? 28_000 : claim.tier * 100
                return (person.id, claim.village, total, due(person, insurance, claim))
            }
        }
    }

    private func insurance(_ insurance: Insurance, _ plan: RosterPlan) -> JSONValue {
        let all = owed(plan, insurance)
        let total = all.reduce(0) { $0 + $1.total }
        let own = all.reduce(0) { $0 + $1.own }
        let paid = all.filter { payments.isSettled($0.id, insurance) }
        let state = all.count { $0.own == 0 }
        return .object([
            "obligations": number(all.count), "total_yuan": number(total / 100),
            "state_yuan": number((total - own) / 100), "own_yuan": number(own / 100),
            "state_paid_persons": number(state),
            "settled_by_payer": number(paid.count),
            "settled_by_payer_yuan": number(paid.reduce(0) { $0 + $1.own } / 100),
            "outstanding": number(all.count - paid.count - state),
        ])
    }

    private func town(_ code: String) -> JSONValue {
        var obligations = 0
        var settled = 0
        for (insurance, plan) in [(Insurance.medical, medical), (.pension, pension)] {
            for claim in owed(plan, insurance) where claim.village.hasPrefix(code) {
                obligations += 1
                settled += claim.own == 0 || payments.isSettled(claim.id, insurance) ? 1 : 0
            }
        }
        guard obligations > 0 else {
            return .object(["obligations": .number(0), "settled": .number(0), "rate_percent": .null])
        }
        let hundredths = (Double(settled) * 10_000 / Double(obligations)).rounded(.toNearestOrAwayFromZero)
        return .object([
            "obligations": number(obligations), "settled": number(settled), "rate_percent": .number(hundredths / 100),
        ])
    }
}
