/// What is known of a region when it is scored.
package struct ScoredRegion: Sendable {
    package let code: String
    package let name: String
    /// Items settled, which prizes are paid by.
    package let settled: Int
    /// By indicator: percents, or numbers of cases; nil where nothing is known.
    package let values: [String: Points]

    package init(code: String, name: String, settled: Int, values: [String: Points]) {
        self.code = code
        self.name = name
        self.settled = settled
        self.values = values
    }
}

/// 考核评分表 of one region.
package struct ScoreSheet: Hashable, Sendable {
    package struct Line: Hashable, Sendable {
        package let indicator: AssessmentScheme.Indicator
        package let value: Points?
        /// The sum as one would write it by hand: `40.00 × (91.20 − 80.00) ÷ (100.00 − 80.00) = 22.40`.
        package let explanation: String
        package let points: Points
    }

    package let code: String
    package let name: String
    package let group: String
    package let lines: [Line]
    /// Start and lines together, before limits and vetoes.
    package let sum: Points
    package let total: Points
    /// The indicators that ruled the region out.
    package let vetoes: [String]
    /// Within the group; equal totals share a rank and the next is left out.
    package var rank: Int

    package var isVetoed: Bool { !vetoes.isEmpty }
}

extension AssessmentScheme {
    /// Scores regions: sheets as `ranked` orders them.
    package func assess(_ regions: [ScoredRegion]) -> [ScoreSheet] {
        ranked(regions.map { region in sheet(region, among: regions) })
    }

    /// In the order of group and rank, equal ones in the order given.
    func ranked(_ sheets: [ScoreSheet]) -> [ScoreSheet] {
        let byGroup = Dictionary(grouping: sheets.indices) { sheets[$0].group }
        let order = groups.map(\.name) + [""]
        var ranked: [ScoreSheet] = []
        for group in order where byGroup[group] != nil {
            let own = (byGroup[group] ?? []).map { sheets[$0] }
            ranked += own.map { sheet in
                var sheet = sheet
                sheet.rank = 1 + own.count { AssessmentScheme.isBetter($0, sheet) }
                return sheet
            }.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element)
        }
        return ranked
    }

    private static func isBetter(_ one: ScoreSheet, _ other: ScoreSheet) -> Bool {
        one.isVetoed == other.isVetoed ? one.total > other.total : other.isVetoed
    }

    private func sheet(_ region: ScoredRegion, among regions: [ScoredRegion]) -> ScoreSheet {
        var lines: [ScoreSheet.Line] = []
        var vetoes: [(name: String, total: Points)] = []
        for indicator in indicators {
            let value = region.values[indicator.id]
            let scored = score(indicator, value, region, among: regions)
            if case .veto(let below, let total) = indicator.rule, let value, value < below {
                vetoes.append((indicator.name, total))
            }
            let points = scored.points.clamped(indicator.least, indicator.most)
            var words = scored.words
            if points < scored.points, let most = indicator.most { words += "，最多 \(most.text)" }
            if points > scored.points, let least = indicator.least { words += "，最少 \(least.text)" }
            lines.append(ScoreSheet.Line(indicator: indicator, value: value, explanation: words, points: points))
        }
        let sum = lines.reduce(start) { $0 + $1.points }
        let limited = sum.clamped(least, most)
        let group = groups.first { $0.codes.contains(region.code) }?.name ?? ""
        return ScoreSheet(
            code: region.code, name: region.name, group: group, lines: lines, sum: sum,
            total: vetoes.map(\.total).min() ?? limited, vetoes: vetoes.map(\.name), rank: 0)
    }

    private func score(
        _ indicator: Indicator, _ value: Points?, _ region: ScoredRegion, among regions: [ScoredRegion]
    ) -> (points: Points, words: String) {
        guard let value else { return (.zero, "没有数据，不计分") }
        switch indicator.rule {
        case .linear(let from, let to, let points):
            let inside = value.clamped(min(from, to), max(from, to))
            let way = to.hundredths - from.hundredths
            let done = inside.hundredths - from.hundredths
            let result = points.times(way < 0 ? -done : done, over: abs(way))
            let lead = inside == value ? "" : "\(value.text) 按 \(inside.text) 计，"
            return (
                result,
                lead
                    + "\(points.text) × (\(inside.text) − \(from.text)) ÷ (\(to.text) − \(from.text)) = \(result.text)"
            )
        case .slope(let base, let at, let each, let per, let isWhole):
            return AssessmentScheme.slope(value, base, at, each, per, isWhole)
        case .steps(let steps, let timesSettled):
            let step = steps.first { $0.below.map { value < $0 } ?? true }
            guard let step else { return (.zero, "没有对应的档次，不计分") }
            let reason = step.below.map { "\(value.text) 低于 \($0.text)" } ?? "\(value.text) 在最高一档"
            guard timesSettled else { return (step.points, "\(reason)，得 \(step.points.text)") }
            let result = Points(hundredths: step.points.hundredths * region.settled)
            return (result, "\(reason)，\(step.points.text) × \(region.settled) 笔 = \(result.text)")
        case .threshold(let least, let points, let otherwise):
            return value >= least
                ? (points, "\(value.text) 达到 \(least.text)，得 \(points.text)")
                : (otherwise, "\(value.text) 低于 \(least.text)，得 \(otherwise.text)")
        case .cases(let each):
            let result = each.times(value.hundredths, over: 100)
            return (result, "\(each.text) × \(value.text) = \(result.text)")
        case .order(let prizes, let isLowestFirst):
            return order(indicator, value, prizes, isLowestFirst, among: regions)
        case .veto(let below, let total):
            return value < below
                ? (.zero, "\(value.text) 低于 \(below.text)，一票否决，总分为 \(total.text)")
                : (.zero, "\(value.text) 不低于 \(below.text)，不否决")
        }
    }

    private static func slope(
        _ value: Points, _ base: Points, _ at: Points, _ each: Points, _ per: Points, _ isWhole: Bool
    ) -> (points: Points, words: String) {
        let distance = value.hundredths - at.hundredths
        let result: Points
        let count: String
        if isWhole {
            // Full ones only, above and below.
            let units = distance / per.hundredths
            result = base + Points(hundredths: each.hundredths * units)
            count = "\(units)"
        } else {
            result = base + each.times(distance, over: per.hundredths)
            count = "(\(value.text) − \(at.text)) ÷ \(per.text)"
        }
        return (result, "\(base.text) + \(each.text) × \(count) = \(result.text)")
    }

    /// Regions of one value share the better prize, as they share a rank.
    private func order(
        _ indicator: Indicator, _ value: Points, _ prizes: [AssessmentScheme.Prize], _ isLowestFirst: Bool,
        among regions: [ScoredRegion]
    ) -> (points: Points, words: String) {
        let others = regions.compactMap { $0.values[indicator.id] }
        let place = 1 + others.count { isLowestFirst ? $0 < value : $0 > value }
        var last = 0
        for prize in prizes {
            last += prize.count
            if place <= last { return (prize.points, "第 \(place) 名，得 \(prize.points.text)") }
        }
        return (.zero, "第 \(place) 名，没有奖励")
    }
}
