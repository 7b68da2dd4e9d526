/// Rows of a roster with what must become of each.
struct RosterPlan {
    struct RowPlan {
        let id: String
        let name: String
        let village: String
        let tier: Int
        /// The defect that decides, empty for none.
        let code: String
    }

    struct Claim {
        let village: String
        let tier: Int
    }

    var rows: [RowPlan] = []
    /// What is owed, by identity number.
    var claims: [String: Claim] = [:]
    /// Rows that stand, for what repeats them.
    var standing: [String: Set<String>] = [:]

    /// The order in which the rules judge a row; the first defect decides.
    static let weight = [
        "bad-check-digit", "no-such-date", "scientific-notation", "missing-name", "unknown-village", "unknown-tier",
        "too-young", "too-old", "duplicate", "two-villages", "private-use-character", "fifteen-digit", "lowercase-x",
        "full-width", "apostrophe", "spaces", "separator",
    ]

    static func outcome(_ code: String) -> String {
        switch weight.firstIndex(of: code) ?? 99 {
        case ...8: "rejected"
        case 9, 10: "review"
        case 11...16: "repaired"
        default: "accepted"
        }
    }

    mutating func add(
        _ person: GeneratedCampaign.Person, home: String, tier: Int, defects: Set<String>
    ) {
        var defects = defects
        var id = person.id
        var name = person.name
        var village = home
        if defects.contains("fifteen-digit") {
            if person.born / 10_000 < 2000 {
                id = String(id.dropLast().prefix(6) + id.dropLast().dropFirst(8))
            } else {
                defects.remove("fifteen-digit")
            }
        }
        if defects.contains("bad-check-digit") {
            defects.remove("fifteen-digit")
            let wrong = person.id.hasSuffix("X") ? "0" : String(((person.id.last?.wholeNumberValue ?? 0) + 1) % 10)
            id = person.id.dropLast() + wrong
        } else if defects.contains("no-such-date") {
            defects.remove("fifteen-digit")
            let body = "37040319990229" + person.id.dropFirst(14).prefix(3)
            id = body + GeneratedCampaign.check(body)
        } else if defects.contains("scientific-notation") {
            defects.remove("fifteen-digit")
            id = "3.70403E+17"
        }
        if id.hasSuffix("X") && defects.contains("lowercase-x") {
            id = id.dropLast() + "x"
        } else {
            defects.remove("lowercase-x")
        }
        if defects.contains("full-width") {
            id = String(String.UnicodeScalarView(id.unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xFEE0) }))
        }
        if defects.contains("spaces") { id = " " + id.prefix(6) + " " + id.dropFirst(6) + " " }
        if defects.contains("apostrophe") { id = "'" + id }
        if defects.contains("separator") && name.contains("·") {
            name = name.split(separator: "·").joined(separator: "•")
        } else {
            defects.remove("separator")
        }
        if defects.contains("private-use-character") { name += "\u{E863}" }
        if defects.contains("missing-name") {
            name = ""
            defects.subtract(["separator", "private-use-character"])
        }
        if defects.contains("unknown-village") { village = "370403999999" }
        let decisive = RosterPlan.weight.first { defects.contains($0) } ?? ""
        let code = stand(person, village, tier: tier, decisive: decisive)
        rows.append(RowPlan(id: id, name: name, village: village, tier: tier, code: code))
    }

    /// Whether the row repeats one that stands, and what is owed after it.
    private mutating func stand(
        _ person: GeneratedCampaign.Person, _ village: String, tier: Int, decisive: String
    ) -> String {
        if RosterPlan.outcome(decisive) == "rejected" { return decisive }
        if let villages = standing[person.id] {
            if villages.contains(village) { return "duplicate" }
            standing[person.id]?.insert(village)
            claims[person.id] = nil
            return "two-villages"
        }
        standing[person.id] = [village]
        if decisive != "private-use-character" { claims[person.id] = Claim(village: village, tier: tier) }
        return decisive
    }

    /// What the summary says of the file whose first row stands in line `first`.
    func summary(first: Int) -> JSONValue {
        var members: [String: JSONValue] = ["total": .number(Double(rows.count))]
        var codes: [String: [JSONValue]] = [:]
        var outcomes: [String: Int] = [:]
        for (index, row) in rows.enumerated() {
            outcomes[RosterPlan.outcome(row.code), default: 0] += 1
            if !row.code.isEmpty { codes[row.code, default: []].append(.number(Double(index + first))) }
        }
        for (name, count) in outcomes { members[name] = .number(Double(count)) }
        members["by_code"] = .object(
            Dictionary(
                uniqueKeysWithValues: codes.map { code, lines in
                    (
                        code,
                        .object([
                            "outcome": .text(RosterPlan.outcome(code)), "count": .number(Double(lines.count)),
                            "lines": .array(lines),
                        ])
                    )
                }))
        return .object(members)
    }
}

extension GeneratedCampaign {
    private mutating func defects(_ pool: [String]) -> Set<String> {
        guard random.chance(30) else { return [] }
        return Set((0..<(random.chance(30) ? 1 + random.below(4) : 1)).map { _ in random.pick(pool) })
    }

    private func other(_ village: Int) -> String { villages[(village + 1) % villages.count].code }

    mutating func makeMedical() {
        let pool = RosterPlan.weight.filter {
            !["unknown-tier", "too-young", "too-old", "duplicate", "two-villages"].contains($0)
        }
        for person in persons {
            medical.add(person, home: villages[person.village].code, tier: 0, defects: defects(pool))
        }
        let again = persons.shuffled(using: &random).prefix(persons.count / 6)
        for person in again {
            let village = random.chance(40) ? other(person.village) : villages[person.village].code
            medical.add(person, home: village, tier: 0, defects: defects(pool))
        }
    }

    mutating func makePension() {
        let pool = RosterPlan.weight.filter { !["too-young", "too-old", "duplicate", "two-villages"].contains($0) }
        for person in persons where random.chance(60) {
            addPension(person, villages[person.village].code, defects(pool))
        }
        for person in persons.shuffled(using: &random).prefix(persons.count / 8) {
            let village = random.chance(40) ? other(person.village) : villages[person.village].code
            addPension(person, village, defects(pool))
        }
    }

    private mutating func addPension(_ person: Person, _ village: String, _ chosen: Set<String>) {
        var defects = chosen
        var tier = random.pick(GeneratedCampaign.tiers)
        if person.special != nil && random.chance(80) { tier = 100 }
        if defects.contains("unknown-tier") { tier = person.special == nil ? random.pick([100, 350, 0]) : 350 }
        if person.age < 16 { defects.insert("too-young") }
        if person.age > 59 { defects.insert("too-old") }
        pension.add(person, home: village, tier: tier, defects: defects)
    }
}
