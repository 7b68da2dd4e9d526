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
        case .insurance: return reading.plain(.insurance, reading.insurances)
        case .special:
            return reading.plain(
                .special,
                try MetricsStore.byClass(asOf: question.asOf, question.insurance, in: transaction).map {
                    MetricRow(key: $0.0, name: $0.0.isEmpty ? "一般居民" : $0.0, figures: $0.1)
                })
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
    let insurances: [MetricRow]
    private let targets: Targets?
    private let hasLastYear: Bool
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
        let outcomes = try question.lastYear.map {
            $0.outcomes(settled: try MetricsStore.settledPayers(asOf: asOf, in: transaction), on: asOf)
        }
        hasLastYear = outcomes != nil
        targets = insurance == nil ? try TargetStore.current(in: transaction) : nil
        villages = regions.villages.map { village in
            var row = MetricRow(key: village.code, name: village.name, figures: chosen(sums[village.code]))
            row.town = village.parent.flatMap { regions[code: $0]?.name } ?? ""
            row.shouldBeInsured = village.shouldBeInsured ?? 0
            row.insuredPersons = (sums[village.code]?[.medical]?.settled ?? 0) + (byOrder[village.code] ?? 0)
            row.special = special[village.code] ?? LevyFigures()
            if let outcomes {
                let own = outcomes[village.code] ?? [:]
                let outcome = Insurance.allCases.filter { insurance == nil || $0 == insurance }
                    .reduce(LastYear.Outcome()) { $0 + (own[$1] ?? LastYear.Outcome()) }
                row.lastYearPayers = outcome.payers
                row.lastYearPaidAgain = outcome.paidAgain
                row.lastYearBySameDay = outcome.bySameDay
            } else {
                row.lastYearPayers = village.paidLastYear ?? 0
            }
            return row
        }
        insurances = Insurance.allCases.filter { insurance == nil || $0 == insurance }.map { insurance in
            MetricRow(
                key: insurance.rawValue, name: insurance.chinese,
                figures: sums.values.reduce(LevyFigures()) { $0 + ($1[insurance] ?? LevyFigures()) })
        }
    }

    private func sum(_ key: String, _ name: String, _ rows: [MetricRow]) -> MetricRow {
        var sum = MetricRow(key: key, name: name, figures: rows.reduce(LevyFigures()) { $0 + $1.figures })
        sum.shouldBeInsured = rows.reduce(0) { $0 + $1.shouldBeInsured }
        sum.insuredPersons = rows.reduce(0) { $0 + $1.insuredPersons }
        sum.lastYearPayers = rows.reduce(0) { $0 + $1.lastYearPayers }
        sum.special = rows.reduce(LevyFigures()) { $0 + $1.special }
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
        if question.before != nil { metrics.append(.growth) }
        return MetricTable(cut: cut, asOf: question.asOf, rows: ordered, total: total, metrics: metrics)
    }

    func plain(_ cut: MetricTable.Cut, _ rows: [MetricRow], hasRates: Bool = true) -> MetricTable {
        MetricTable(
            cut: cut, asOf: question.asOf, rows: rows, total: total, metrics: hasRates ? [.completion] : [])
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
