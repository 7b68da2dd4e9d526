import Diagnostics
import Settings
import Storage

/// One item of a list in a rules file, and how its parts are read.
struct RuleEntry {
    /// What rules may name.
    struct Known {
        let bearers: [String]
        let classes: [String: SpecialClass]
        /// The ids of the classes in the order of the file.
        let order: [String]

        static let none = Known(bearers: [], classes: [:], order: [])
    }

    let value: ConfigValue
    let known: Known

    private static let basisKeys = ["id", "document", "insurance", "periods", "places", "confirm"]

    /// What every rule has; refuses keys that are neither its nor `own`.
    func basis(own: [String]) throws(Rejection) -> RuleBasis {
        try value.requireOnly(keys: RuleEntry.basisKeys + own)
        let id = try value.require("id")
        let span = SourceSpan(
            file: id.span.file, line: id.span.line, column: id.span.column, length: id.span.length)
        let insurance = try value["insurance"].map { (name) throws(Rejection) in
            try RuleEntry.choice(Insurance.self, name)
        }
        return RuleBasis(
            id: try id.asText(), document: try value.text("document"), insurance: insurance,
            periods: try value["periods"].map { (years) throws(Rejection) in try RuleEntry.range(years) } ?? 1...9999,
            places: try value["places"]?.asTexts() ?? [], span: span,
            isUnconfirmed: try value.optionalBool("confirm") ?? false)
    }

    // MARK: Values

    /// One of the cases of an enumeration, by its name.
    static func choice<Case: RawRepresentable & CaseIterable>(
        _ type: Case.Type, _ value: ConfigValue
    ) throws(Rejection) -> Case where Case.RawValue == String {
        let text = try value.asText()
        if let found = Case(rawValue: text) { return found }
        let names = type.allCases.map(\.rawValue)
        throw Rejection([
            NearName.diagnostic(
                "rules.choice", ["text": text, "path": value.path], name: text, among: names, at: value.span)
        ])
    }

    func choice<Case: RawRepresentable & CaseIterable>(
        _ key: String, _ type: Case.Type
    ) throws(Rejection) -> Case? where Case.RawValue == String {
        guard let value = value[key] else { return nil }
        return try RuleEntry.choice(type, value)
    }

    func choices<Case: RawRepresentable & CaseIterable>(
        _ key: String, _ type: Case.Type
    ) throws(Rejection) -> [Case] where Case.RawValue == String {
        guard let value = value[key] else { return [] }
        guard case .list(let items) = value.content else { return [try RuleEntry.choice(type, value)] }
        var found: [Case] = []
        for item in items { found.append(try RuleEntry.choice(type, item)) }
        return found
    }

    /// `2019`, or `[2018, 2023]`.
    static func range(_ value: ConfigValue) throws(Rejection) -> ClosedRange<Int> {
        if case .scalar = value.content {
            let number = try value.asInt()
            guard (0...9999).contains(number) else {
                throw Rejection("rules.range", ["path": value.path], at: value.span)
            }
            return number...number
        }
        let ends = try value.asList()
        guard ends.count == 2 else { throw Rejection("rules.range", ["path": value.path], at: value.span) }
        let (first, last) = (try ends[0].asInt(), try ends[1].asInt())
        guard first <= last, first >= 0, last <= 9999 else {
            throw Rejection("rules.range", ["path": value.path], at: value.span)
        }
        return first...last
    }

    func range(_ key: String) throws(Rejection) -> ClosedRange<Int> { try RuleEntry.range(value.require(key)) }

    /// Yuan with at most two decimals, from 0 up to ten million.
    static func fen(_ value: ConfigValue) throws(Rejection) -> Int {
        let text = try value.asText()
        guard let money = Money(yuan: text), (0...1_000_000_000).contains(money.fen) else {
            throw Rejection("rules.amount", ["text": text, "path": value.path], at: value.span)
        }
        return money.fen
    }

    func fen(_ key: String) throws(Rejection) -> Int { try RuleEntry.fen(value.require(key)) }

    static func fens(_ value: ConfigValue) throws(Rejection) -> [Int] {
        guard case .list(let items) = value.content else { return [try fen(value)] }
        var amounts: [Int] = []
        for item in items { amounts.append(try fen(item)) }
        return amounts
    }

    /// A whole number within `range`.
    static func number(_ value: ConfigValue, _ range: ClosedRange<Int>) throws(Rejection) -> Int {
        let number = try value.asInt()
        guard range.contains(number) else {
            throw Rejection(
                "rules.number",
                ["path": value.path, "from": "\(range.lowerBound)", "to": "\(range.upperBound)", "text": "\(number)"],
                at: value.span)
        }
        return number
    }

    func number(_ key: String, _ range: ClosedRange<Int>) throws(Rejection) -> Int? {
        guard let value = value[key] else { return nil }
        return try RuleEntry.number(value, range)
    }

    func classes(_ key: String) throws(Rejection) -> [SpecialClass] {
        guard let value = value[key] else { return [] }
        return try classes(value)
    }

    func classes(_ value: ConfigValue) throws(Rejection) -> [SpecialClass] {
        var found: [SpecialClass] = []
        var mistakes: [Diagnostic] = []
        let items: [ConfigValue] = if case .list(let items) = value.content { items } else { [value] }
        for item in items {
            let name = try item.asText()
            if let known = known.classes[name] {
                found.append(known)
            } else {
                mistakes.append(
                    NearName.diagnostic(
                        "rules.unknown-class", ["name": name], name: name, among: known.order,
                        titles: known.order.compactMap { id in known.classes[id].map { ($0.rawValue, id) } },
                        at: item.span))
            }
        }
        if !mistakes.isEmpty { throw Rejection(mistakes) }
        return found
    }

    /// `bearer: district` for one who bears it all, or `shares: { province: 50%, city: 15, district: rest }`.
    func shares(of owner: ConfigValue? = nil) throws(Rejection) -> Shares {
        let owner = owner ?? value
        if let bearer = owner["bearer"] {
            return Shares([Shares.Entry(bearer: try self.bearer(bearer.asText(), bearer.span), portion: .rest)])
        }
        guard let shares = owner["shares"] else { return Shares([]) }
        var entries: [Shares.Entry] = []
        for entry in try shares.asMap() {
            let text = try entry.value.asText()
            let portion: Shares.Portion
            if text == "rest" {
                portion = .rest
            } else if text.hasSuffix("%"), let percent = Money(yuan: text.dropLast()),
                (0...10_000).contains(percent.fen)
            {
                portion = .hundredths(percent.fen)
            } else if let money = Money(yuan: text), money.fen >= 0 {
                portion = .fen(money.fen)
            } else {
                throw Rejection("rules.share", ["text": text], at: entry.value.span)
            }
            entries.append(Shares.Entry(bearer: try bearer(entry.key, entry.keySpan), portion: portion))
        }
        return Shares(entries)
    }

    private func bearer(_ id: String, _ span: SourceSpan) throws(Rejection) -> String {
        guard known.bearers.contains(id) else {
            throw Rejection([
                NearName.diagnostic("rules.unknown-bearer", ["name": id], name: id, among: known.bearers, at: span)
            ])
        }
        return id
    }
}
