import Storage

/// 红黑榜: which regions a notice praises and which it criticises, for what and in which words, as data.
package struct HonourRules: Hashable, Sendable {
    package enum List: String, Sendable, CaseIterable {
        case red, black

        package var chinese: String { self == .red ? "红榜" : "黑榜" }
    }

    /// A place in the order of the values; equal ones share it.
    package enum Place: Hashable, Sendable {
        case best(Int), worst(Int)
    }

    package struct Rule: Hashable, Sendable {
        package let id: String
        package let list: List
        /// 通报表扬, 通报批评, 限期整改 …: a section of the notice.
        package let kind: String
        package let metric: Metric
        /// Nil for both.
        package let insurance: Insurance?
        /// All that are given must hold; there is one at least.
        package let place: Place?
        package let atLeast: Points?
        package let below: Points?
        /// The sentence, with the names of `fillings` in braces.
        package let text: String

        package init(
            id: String, list: List, kind: String, metric: Metric, insurance: Insurance?, place: Place?,
            atLeast: Points?, below: Points?, text: String
        ) {
            self.id = id
            self.list = list
            self.kind = kind
            self.metric = metric
            self.insurance = insurance
            self.place = place
            self.atLeast = atLeast
            self.below = below
            self.text = text
        }
    }

    package let id: String
    package let title: String
    /// Towns or villages.
    package let level: AssessmentScheme.Level
    /// The document that the rules come from.
    package let basis: String
    package let rules: [Rule]
    /// What the notice asks for, at its end.
    package let demands: [String]

    package init(
        id: String, title: String, level: AssessmentScheme.Level, basis: String, rules: [Rule], demands: [String]
    ) {
        self.id = id
        self.title = title
        self.level = level
        self.basis = basis
        self.rules = rules
        self.demands = demands
    }

    /// What a sentence may name: the value and the district's in percent, the place among how many, the limit.
    package static let fillings = ["value", "district", "rank", "of", "limit"]
}

/// A region that a rule puts on a list: proposed by the program, decided by people.
package struct Honour: Hashable, Sendable {
    package let day: CivilDate
    package let list: HonourRules.List
    package let kind: String
    package let code: String
    package let name: String
    package let rule: String
    package let text: String

    /// What the decision is about. A slash parts its words, so that it is told by its parts.
    package var subject: String { "honour/\(day.iso)/\(rule)/\(code)" }
    /// As a task says it.
    package var sentence: String { "\(list.chinese)（\(kind)）：\(name)，\(text)" }
}

extension HonourRules {
    /// A rule's values of one day.
    package struct Values: Sendable {
        package let regions: [(code: String, name: String, rate: Points)]
        package let district: Rate?

        package init(regions: [(code: String, name: String, rate: Points)], district: Rate?) {
            self.regions = regions
            self.district = district
        }
    }

    /// Whom the rules propose, list by list and rule by rule, each rule's in the order of places. Who is criticised is
    /// praised for nothing: that would say both in one notice.
    /// - Parameter values: of each rule, by the regions that have one.
    package func proposals(on day: CivilDate, values: (Rule) -> Values) -> [Honour] {
        let found = List.allCases.flatMap { list in
            rules.filter { $0.list == list }.flatMap { $0.honours(on: day, values($0)) }
        }
        let criticised = Set(found.filter { $0.list == .black }.map(\.code))
        return found.filter { $0.list == .black || !criticised.contains($0.code) }
    }
}

extension HonourRules.Rule {
    fileprivate func honours(on day: CivilDate, _ values: HonourRules.Values) -> [Honour] {
        let isFromBest = if case .worst = place { false } else { true }
        // Of interruptions the fewest are the best.
        let isHighFirst = (metric != .interruption) == isFromBest
        let ordered = values.regions.sorted {
            $0.rate.hundredths == $1.rate.hundredths
                ? $0.code < $1.code : ($0.rate.hundredths > $1.rate.hundredths) == isHighFirst
        }
        var rank = 0
        var last: Int?
        return ordered.enumerated().compactMap { index, region in
            if region.rate.hundredths != last { rank = index + 1 }
            last = region.rate.hundredths
            guard holds(region.rate, rank: rank) else { return nil }
            let limit = atLeast ?? below
            let fillings = [
                "value": region.rate.text, "district": Rate.shown(values.district), "rank": "\(rank)",
                "of": "\(ordered.count)", "limit": limit?.text ?? "",
            ]
            let sentence = HonourRules.fillings.reduce(text) {
                $0.replacing("{\($1)}", with: fillings[$1] ?? "")
            }
            return Honour(
                day: day, list: list, kind: kind, code: region.code, name: region.name, rule: id, text: sentence)
        }
    }

    private func holds(_ value: Points, rank: Int) -> Bool {
        if let atLeast, value < atLeast { return false }
        if let below, value >= below { return false }
        switch place {
        case .best(let count), .worst(let count): return rank <= count
        case nil: return true
        }
    }
}
