import Storage

extension MetricTable {
    /// Reads the figures of one cut.
    package static func read(
        _ cut: Cut, _ question: MetricQuestion, in transaction: Transaction
    ) throws -> MetricTable {
        let reading = try MetricReading(question, in: transaction)
        switch cut {
        case .village: return reading.table(.village, reading.villages)
        case .town: return reading.table(.town, reading.towns)
        case .insurance: return reading.plain(.insurance, try reading.byInsurance(in: transaction))
        case .special: return reading.plain(.special, try reading.byClass(in: transaction))
        case .channel:
            return reading.plain(
                .channel,
                try MetricsStore.byChannel(asOf: question.asOf, question.insurance, in: transaction).map {
                    MetricRow(key: $0.0, name: $0.0, figures: $0.1)
                }, hasRates: false)
        case .day: return try reading.days(in: transaction)
        }
    }
}

/// The figures of all villages on one day, and of towns and the district from them.
private struct MetricReading {
    let question: MetricQuestion
    let regions: RegionTree
    let villages: [MetricRow]
    private let insuranceFigures: [(Insurance, LevyFigures)]
    private let targets: Targets?
    private let hasLastYear: Bool
    private let lastYear: LastYear?
    private let settled: Set<LastYear.Payer>
    private let past: PastRates
    /// Last year's payers of whom nobody knows where they lived.
    private let unplaced: [Insurance: LastYear.Outcome]
    private let earlier: [String: LevyFigures]
    /// Members of special classes of whom nobody knows where they belong.
    private let placeless: LevyFigures

    init(_ question: MetricQuestion, in transaction: Transaction) throws {
        self.question = question
        let regions = try RegionStore.tree(in: transaction)
        self.regions = regions
        let (asOf, insurance) = (question.asOf, question.insurance)
        let sums = try MetricsStore.villageFigures(asOf: asOf, since: question.before ?? asOf, in: transaction)
        let byOrder = try OrderMoneyStore.insured(.medical, asOf: asOf, in: transaction)
        let special = try MetricsStore.specialByVillage(asOf: asOf, insurance, in: transaction)
        let codes = Set(regions.villages.map(\.code))
        placeless = special.filter { !codes.contains($0.key) }.values.reduce(LevyFigures(), +)
        func chosen(_ figures: [Insurance: LevyFigures]?) -> LevyFigures {
            Insurance.allCases.filter { insurance == nil || $0 == insurance }
                .reduce(LevyFigures()) { $0 + (figures?[$1] ?? LevyFigures()) }
        }
        earlier =
            try question.before.map { day in
                try MetricsStore.villageFigures(asOf: day, since: day, in: transaction).mapValues { chosen($0) }
            } ?? [:]
        let lastYear = try question.lastYear ?? LastYear.stored(in: transaction)
        let settled = try lastYear == nil ? [] : MetricsStore.settledPayers(asOf: asOf, in: transaction)
        let outcomes = lastYear?.outcomes(settled: settled, on: asOf)
        (self.lastYear, self.settled, hasLastYear) = (lastYear, settled, lastYear != nil)
        unplaced = outcomes?[""] ?? [:]
        let past = try PastRates(in: transaction)
        self.past = past
        let isPension = insurance == .pension
        let pension = try isPension ? PensionBase(on: asOf, in: transaction) : nil
        targets = insurance == nil ? try TargetStore.current(in: transaction) : nil
        villages = regions.villages.map { village in
            var row = MetricRow(key: village.code, name: village.name, figures: chosen(sums[village.code]))
            row.town = village.parent.flatMap { regions[code: $0]?.name } ?? ""
            row.shouldBeInsured = pension?.base[village.code] ?? (isPension ? 0 : village.shouldBeInsured ?? 0)
            row.insuredPersons = pension?.insured[village.code]
                ?? (sums[village.code]?[.medical]?.settled ?? 0) + (byOrder[village.code] ?? 0)
            row.pastInterruption = past.rate(of: village.code, insurance)
            row.special = special[village.code] ?? LevyFigures()
            if let outcomes {
                let own = outcomes[village.code] ?? [:]
                let outcome = Insurance.allCases.filter { insurance == nil || $0 == insurance }
                    .reduce(LastYear.Outcome()) { $0 + (own[$1] ?? LastYear.Outcome()) }
                row.lastYearPayers = outcome.payers
                row.lastYearPaidAgain = outcome.paidAgain
                row.lastYearBySameDay = outcome.bySameDay
            } else {
                // The table of regions has the payers of the medical insurance.
                row.lastYearPayers = isPension ? 0 : village.paidLastYear ?? 0
            }
            return row
        }
        insuranceFigures = Insurance.allCases.filter { insurance == nil || $0 == insurance }.map { insurance in
            (insurance, sums.values.reduce(LevyFigures()) { $0 + ($1[insurance] ?? LevyFigures()) })
        }
    }

    private func sum(_ key: String, _ name: String, _ rows: [MetricRow]) -> MetricRow {
        var sum = MetricRow(key: key, name: name, figures: rows.reduce(LevyFigures()) { $0 + $1.figures })
        sum.shouldBeInsured = rows.reduce(0) { $0 + $1.shouldBeInsured }
        sum.insuredPersons = rows.reduce(0) { $0 + $1.insuredPersons }
        sum.lastYearPayers = rows.reduce(0) { $0 + $1.lastYearPayers }
        sum.special = rows.reduce(LevyFigures()) { $0 + $1.special }
        sum.pastInterruption = past.rate(of: key, question.insurance)
        if hasLastYear {
            sum.lastYearPaidAgain = rows.reduce(0) { $0 + ($1.lastYearPaidAgain ?? 0) }
            sum.lastYearBySameDay = rows.reduce(Int?.some(0)) { sum, row in
                sum.flatMap { sum in row.lastYearBySameDay.map { sum + $0 } }
            }
        }
        return sum
    }

    var towns: [MetricRow] {
        let byTown = Dictionary(grouping: villages) { regions[code: $0.key]?.parent ?? "" }
        return regions.towns.map { sum($0.code, $0.name, byTown[$0.code] ?? []) }
    }

    private var total: MetricRow {
        var total = sum(regions.district?.code ?? "", regions.district?.name ?? "", villages)
        total.special = total.special + placeless
        for (insurance, outcome) in unplaced where question.insurance == nil || question.insurance == insurance {
            total.lastYearPayers += outcome.payers
            total.lastYearPaidAgain = total.lastYearPaidAgain.map { $0 + outcome.paidAgain }
        }
        total.target = regions.district.flatMap { targets?.target(of: $0, regions) }
        total.before = earlier.isEmpty ? nil : earlier.values.reduce(LevyFigures(), +).rate
        return total
    }

    // MARK: Tables

    /// Rows of regions in the order of their rank.
    func table(_ cut: MetricTable.Cut, _ unranked: [MetricRow]) -> MetricTable {
        var rows = unranked
        for index in rows.indices {
            guard let region = regions[code: rows[index].key] else { continue }
            rows[index].target = targets?.target(of: region, regions)
            rows[index].before = earlierRate(of: region)
        }
        let ranks = MetricReading.ranks(rows.map(\.figures.rate))
        let before = MetricReading.ranks(rows.map(\.before))
        for index in rows.indices {
            rows[index].rank = ranks[index]
            rows[index].rankChange = ranks[index].flatMap { now in before[index].map { $0 - now } }
        }
        let ordered = rows.enumerated().sorted {
            ($0.element.rank ?? Int.max, $0.offset) < ($1.element.rank ?? Int.max, $1.offset)
        }.map(\.element)
        var metrics: [Metric] = [.completion, .insured, .renewal, .special]
        if targets != nil { metrics.insert(.target, at: 1) }
        if hasLastYear { metrics += [.interruption, .yearOnYear] }
        if hasLastYear && !past.isEmpty { metrics.append(.interruptionDrop) }
        if question.before != nil { metrics.append(.growth) }
        return MetricTable(cut: cut, asOf: question.asOf, rows: ordered, total: total, metrics: metrics)
    }

    func plain(_ cut: MetricTable.Cut, _ rows: [MetricRow], hasRates: Bool = true) -> MetricTable {
        var metrics: [Metric] = hasRates ? [.completion] : []
        if cut == .insurance || cut == .special {
            metrics += [.insured, .renewal] + (hasLastYear ? [.interruption] : [])
        }
        if cut == .insurance && hasLastYear && !past.isEmpty { metrics.append(.interruptionDrop) }
        return MetricTable(cut: cut, asOf: question.asOf, rows: rows, total: total, metrics: metrics)
    }

    /// Each insurance with its own base, its own payers of last year and its own rate.
    func byInsurance(in transaction: Transaction) throws -> [MetricRow] {
        let outcomes = lastYear?.outcomes(settled: settled, on: question.asOf) { _, _ in "" }[""]
        return try insuranceFigures.map { insurance, figures in
            var row = MetricRow(key: insurance.rawValue, name: insurance.chinese, figures: figures)
            if insurance == .pension {
                let pension = try PensionBase(on: question.asOf, in: transaction)
                row.shouldBeInsured = pension.base.values.reduce(0, +)
                row.insuredPersons = pension.insured.values.reduce(0, +)
            } else {
                let byOrder = try OrderMoneyStore.insured(.medical, asOf: question.asOf, in: transaction)
                row.shouldBeInsured = regions.villages.reduce(0) { $0 + ($1.shouldBeInsured ?? 0) }
                row.insuredPersons = figures.settled + byOrder.values.reduce(0, +)
                if !hasLastYear { row.lastYearPayers = regions.villages.reduce(0) { $0 + ($1.paidLastYear ?? 0) } }
            }
            take(outcomes?[insurance], into: &row)
            row.pastInterruption = regions.district.flatMap { past.rate(of: $0.code, insurance) }
            return row
        }
    }

    /// Special classes in the order of their text, and everybody else; 参保率 by the lists of the classes.
    func byClass(in transaction: Transaction) throws -> [MetricRow] {
        let (asOf, insurance) = (question.asOf, question.insurance)
        let classes = try RosterStore.classesShown(in: transaction)
        let outcomes = lastYear?.outcomes(settled: settled, on: asOf) { payer, _ in classes[payer.citizenID] ?? "" }
        let members = try MetricsStore.membersByClass(asOf: asOf, insurance, in: transaction)
        return try MetricsStore.byClass(asOf: asOf, insurance, in: transaction).map { key, figures in
            var row = MetricRow(key: key, name: key.isEmpty ? "一般居民" : key, figures: figures)
            row.shouldBeInsured = members[key]?.obligations ?? 0
            row.insuredPersons = members[key]?.settled ?? 0
            let own = Insurance.allCases.filter { insurance == nil || $0 == insurance }
                .compactMap { outcomes?[key]?[$0] }
            take(own.isEmpty ? nil : own.reduce(LastYear.Outcome(), +), into: &row)
            return row
        }
    }

    private func take(_ outcome: LastYear.Outcome?, into row: inout MetricRow) {
        guard let outcome else { return }
        row.lastYearPayers = outcome.payers
        row.lastYearPaidAgain = outcome.paidAgain
        row.lastYearBySameDay = outcome.bySameDay
    }

    private func earlierRate(of region: Region) -> Rate? {
        guard question.before != nil else { return nil }
        let codes = region.level == .town ? regions.villages(of: region.code).map(\.code) : [region.code]
        return codes.reduce(LevyFigures()) { $0 + (earlier[$1] ?? LevyFigures()) }.rate
    }

    /// Equal rates share a rank and the next is left out; none without a rate.
    static func ranks(_ rates: [Rate?]) -> [Int?] {
        let sorted = rates.compactMap { $0 }.sorted(by: >)
        var first: [Rate: Int] = [:]
        for (index, rate) in sorted.enumerated() where first[rate] == nil { first[rate] = index + 1 }
        return rates.map { $0.flatMap { first[$0] } }
    }

    /// What stood at the end of each evening.
    func days(in transaction: Transaction) throws -> MetricTable {
        let base = total.figures
        var (settled, paidFen) = (base.statePaid, 0)
        let rows = try MetricsStore.byDay(asOf: question.asOf, question.insurance, in: transaction).map { day in
            settled += day.net
            paidFen += day.netFen
            var figures = base
            figures.paidFen = paidFen
            (figures.settled, figures.new, figures.newFen) = (settled, day.net, day.netFen)
            return MetricRow(key: day.evening.iso, name: day.evening.chinese, figures: figures)
        }
        return plain(.day, rows)
    }
}
