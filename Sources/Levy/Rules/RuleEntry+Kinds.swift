import Diagnostics
import Settings
import Storage

/// How each kind of rule is written.
extension RuleEntry {
    func document() throws(Rejection) -> PolicyDocument {
        try value.requireOnly(keys: ["id", "number", "title", "from", "until", "confirm"])
        let (from, until) = (try value.optionalDate("from"), try value.optionalDate("until"))
        if let from, let until, until < from {
            throw Rejection("rules.dates", ["from": from.iso, "to": until.iso], at: try value.require("until").span)
        }
        return PolicyDocument(
            id: try value.text("id"), number: try value.optionalText("number") ?? "", title: try value.text("title"),
            from: from, until: until,
            unconfirmed: try value.optionalBool("confirm") ?? false ? value["id"]?.span : nil)
    }

    func specialClass() throws(Rejection) -> ClassRule {
        let basis = try basis(own: ["name", "membership"])
        let name = try value.require("name")
        guard let specialClass = SpecialClass(rawValue: try name.asText()) else {
            throw Rejection("rules.empty-name", at: name.span)
        }
        return ClassRule(
            basis: basis, name: specialClass, membership: try choice("membership", ClassRule.Membership.self) ?? .day)
    }

    func precedence() throws(Rejection) -> PrecedenceRule {
        PrecedenceRule(
            basis: try basis(own: ["order", "choose"]), order: try classes(value.require("order")),
            choice: try choice("choose", PrecedenceRule.Choice.self) ?? .benefit)
    }

    func eligibility() throws(Rejection) -> EligibilityRule {
        let basis = try basis(own: ["ages", "residence", "without", "materials"])
        let requirements: [EligibilityRule.Requirement] = [
            try value["ages"].map { (ages) throws(Rejection) in .ages(try RuleEntry.range(ages)) },
            value["residence"] == nil ? nil : .residence(try choices("residence", Residence.self)),
            value["without"] == nil ? nil : .without(try choices("without", PersonMark.Kind.self)),
        ].compactMap { $0 }
        guard requirements.count == 1 else {
            throw Rejection("rules.one-requirement", ["id": basis.id], at: basis.span)
        }
        return EligibilityRule(
            basis: basis, requirement: requirements[0], materials: try value["materials"]?.asTexts() ?? [])
    }

    func fee() throws(Rejection) -> FeeRule {
        FeeRule(
            basis: try basis(own: ["yuan", "ages", "students"]), fen: try fen("yuan"),
            ages: try value["ages"].map { (ages) throws(Rejection) in try RuleEntry.range(ages) },
            includesStudents: try value.optionalBool("students") ?? false)
    }

    func pool() throws(Rejection) -> PoolRule {
        PoolRule(basis: try basis(own: ["yuan", "bearer", "shares"]), fen: try fen("yuan"), shares: try shares())
    }

    func tiers() throws(Rejection) -> TierRule {
        let basis = try basis(own: ["yuan", "restricted", "subsidies"])
        var restricted: [Int: [SpecialClass]] = [:]
        for item in try value["restricted"]?.asList() ?? [] {
            try item.requireOnly(keys: ["yuan", "classes"])
            for fen in try RuleEntry.fens(item.require("yuan")) {
                restricted[fen] = try classes(item.require("classes"))
            }
        }
        let open = try RuleEntry.fens(value.require("yuan"))
        let all = Set(open).union(restricted.keys)
        var subsidies: [TierRule.Subsidy] = []
        var mistakes: [Diagnostic] = []
        for item in try value["subsidies"]?.asList() ?? [] {
            try item.requireOnly(keys: ["tiers", "yuan", "percent", "bearer", "shares"])
            let tiers = try item.require("tiers")
            let fens = try RuleEntry.fens(tiers)
            for fen in fens where !all.contains(fen) {
                mistakes.append(Diagnostic("rules.subsidy-no-tier", fen, tiers.span))
            }
            for fen in fens where subsidies.contains(where: { $0.tiersFen.contains(fen) }) {
                mistakes.append(Diagnostic("rules.subsidy-twice", fen, tiers.span))
            }
            subsidies.append(TierRule.Subsidy(tiersFen: fens, amount: try amount(item), shares: try shares(of: item)))
        }
        if value["subsidies"] != nil {
            let covered = Set(subsidies.flatMap(\.tiersFen))
            for fen in all.subtracting(covered).sorted() {
                mistakes.append(Diagnostic("rules.tier-no-subsidy", fen, basis.span))
            }
        }
        if !mistakes.isEmpty { throw Rejection(mistakes) }
        return TierRule(basis: basis, tiersFen: all.sorted(), restricted: restricted, subsidies: subsidies)
    }

    private func amount(_ item: ConfigValue) throws(Rejection) -> TierRule.Amount {
        guard let percent = item["percent"] else { return .fen(try RuleEntry.fen(item.require("yuan"))) }
        let text = try percent.asText()
        guard item["yuan"] == nil, let hundredths = Money(yuan: text)?.fen, (0...10_000).contains(hundredths) else {
            throw Rejection("rules.share", ["text": text], at: percent.span)
        }
        return .hundredths(hundredths)
    }

    func aid() throws(Rejection) -> AidRule {
        let basis = try basis(own: ["classes", "pays", "tier", "late", "bearer", "shares"])
        let pays = try value.require("pays")
        let amount: AidRule.Amount = try pays.asText() == "all" ? .all : .fen(try RuleEntry.fen(pays))
        let rule = AidRule(
            basis: basis, classes: try classes(value.require("classes")), amount: amount,
            tierFen: try value["tier"].map { (tier) throws(Rejection) in try RuleEntry.fen(tier) },
            alsoLate: try value.optionalBool("late") ?? true, shares: try shares())
        return rule
    }

    func window() throws(Rejection) -> WindowRule {
        let basis = try basis(own: ["name", "from", "to", "central", "charge", "subsidised", "spares"])
        let (from, to) = (try value.date("from"), try value.date("to"))
        guard from <= to else {
            throw Rejection("rules.dates", ["from": from.iso, "to": to.iso], at: try value.require("to").span)
        }
        return WindowRule(
            basis: basis, name: try value.text("name"), from: from, to: to,
            isCentral: try value.optionalBool("central") ?? false,
            charge: try choice("charge", WindowRule.Charge.self) ?? .fee,
            subsidised: try value.optionalBool("subsidised") ?? true, spares: try choices("spares", Spared.self))
    }

    func waiting() throws(Rejection) -> WaitingRule {
        let basis = try basis(own: ["when", "days", "months", "per-missed-year", "at-least", "spares"])
        var floor: (missedYears: Int, months: Int)?
        if let least = value["at-least"] {
            try least.requireOnly(keys: ["missed-years", "months"])
            floor = (
                try RuleEntry.number(least.require("missed-years"), 1...100),
                try RuleEntry.number(least.require("months"), 1...120)
            )
        }
        return WaitingRule(
            basis: basis, causes: try choices("when", WaitingRule.Cause.self), days: try number("days", 0...3_650) ?? 0,
            months: try number("months", 0...120) ?? 0, monthsPerMissedYear: try number("per-missed-year", 0...12) ?? 0,
            floor: floor, spares: try choices("spares", Spared.self))
    }

    func newborn() throws(Rejection) -> NewbornRule {
        let basis = try basis(own: ["within", "parent-insured", "same-year-fee", "materials"])
        let within = try value.require("within")
        try within.requireOnly(keys: ["days", "months"])
        let days = try within["days"].map { (days) throws(Rejection) in try RuleEntry.number(days, 1...3_650) }
        let months = try within["months"].map { (months) throws(Rejection) in try RuleEntry.number(months, 1...120) }
        guard (days == nil) != (months == nil) else { throw Rejection("rules.within", at: within.span) }
        return NewbornRule(
            basis: basis, within: days.map { .days($0) } ?? .months(months ?? 0),
            needsParent: try value.optionalBool("parent-insured") ?? false,
            sameYearIsFee: try value.optionalBool("same-year-fee") ?? false,
            materials: try value["materials"]?.asTexts() ?? [])
    }

    func backPayment() throws(Rejection) -> BackPaymentRule {
        BackPaymentRule(
            basis: try basis(own: ["ages", "never-insured", "years", "since", "subsidised", "materials"]),
            ages: try range("ages"), neverInsured: try value.optionalBool("never-insured") ?? false,
            years: try RuleEntry.number(value.require("years"), 1...60),
            since: try RuleEntry.number(value.require("since"), 1950...9999),
            subsidised: try value.optionalBool("subsidised") ?? false,
            materials: try value["materials"]?.asTexts() ?? [])
    }

    func breakRule() throws(Rejection) -> BreakRule {
        let basis = try basis(own: ["latest", "remind-days"])
        var days: [Int] = []
        for day in try value["remind-days"]?.asList() ?? [] { days.append(try RuleEntry.number(day, 1...730)) }
        return BreakRule(basis: basis, latest: try value.date("latest"), remindDays: days.sorted(by: >))
    }

    func order() throws(Rejection) -> OrderRule {
        OrderRule(basis: try basis(own: ["types"]), types: try choices("types", PaymentType.self))
    }

    func refund() throws(Rejection) -> RefundGround {
        RefundGround(
            basis: try basis(own: ["name", "until", "deadline", "evidence", "reviewers"]), name: try value.text("name"),
            until: try choice("until", RefundReason.Until.self) ?? .beforeCover,
            deadline: try value.optionalDate("deadline"), evidence: try value["evidence"]?.asTexts() ?? [],
            reviewers: try choices("reviewers", RefundGround.Reviewer.self))
    }
}

extension Diagnostic {
    /// A mistake about a tier, named in yuan.
    fileprivate init(_ code: String, _ tierFen: Int, _ span: SourceSpan) {
        self.init(.error, code, ["tier": Money(fen: tierFen).grouped], at: span)
    }
}
