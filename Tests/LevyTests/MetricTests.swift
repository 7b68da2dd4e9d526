import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Levy

@Suite struct MetricTests {
    private static let end = XuechengData.day("2019-12-20")

    /// A real report of another county (facts of 2019-02): its percentages were computed by hand.
    @Test func aRealReportComesOutAsItWasPrinted() {
        func row(_ settled: Int, of target: Int) -> MetricRow {
            var row = MetricRow(key: "1", name: "中宁县", figures: LevyFigures(obligations: 302_808, settled: settled))
            row.target = target
            row.special = LevyFigures(obligations: 22_351, settled: 21_827)
            return row
        }
        #expect(row(267_924, of: 285_003).shown(.target) == "94.01")
        #expect(row(267_924, of: 285_003).shown(.completion) == "88.48")
        #expect(285_003 - 267_924 == 17_079 && 76 + 239 + 43 + 166 == 22_351 - 21_827)
        #expect(row(267_924, of: 285_003).shown(.special) == "97.66")
        #expect(row(267_924, of: 0).shown(.target) == "–")
        #expect(MetricRow(key: "", name: "", figures: LevyFigures()).shown(.completion) == "–")
    }

    static let growth: [(Int, Int, String?)] = [
        (100, 101, "+1.00"), (100, 99, "-1.00"), (3, 4, "+33.33"), (3, 2, "-33.33"), (8, 9, "+12.50"),
        (800, 801, "+0.13"),
        (800, 799, "-0.13"), (5, 5, "0.00"), (0, 5, nil),
    ]

    @Test(arguments: growth) func growthIsRoundedHalfAwayFromZero(_ before: Int, _ now: Int, _ text: String?) {
        #expect(SignedRate(from: before, to: now)?.text == text)
    }

    // MARK: Against a second computation

    private struct Ran {
        let database: Database
        let data: GeneratedCampaign
    }

    private func run(_ seed: Int) throws -> Ran {
        let data = GeneratedCampaign(seed: UInt64(seed))
        let database = try Database.inMemory(migrations: LevySchema.migrations + PublicSchema.migrations)
        let campaign = Campaign(policy: GeneratedCampaign.policy)
        _ = try database.write { try campaign.importRosters(data.sources, in: $0, at: XuechengData.now) }
        let files = data.payments.sourceFiles
        for day in Set(files.map { String($0.name.prefix(8)) }).sorted() {
            let evening = try #require(CivilDate(compact: day))
            try database.write { transaction in
                _ = try campaign.importPayments(
                    files.filter { $0.name.hasPrefix(day) }, in: transaction, at: Instant(evening, hour: 19))
                _ = try campaign.settle(evening: evening, in: transaction, at: Instant(evening, hour: 19))
            }
        }
        return Ran(database: database, data: data)
    }

    /// Every figure of every cut is what one finds by going through the rosters line by line.
    @Test(arguments: 1...12) func figuresAreWhatTheRostersSay(seed: Int) throws {
        let ran = try run(seed)
        let campaign = Campaign(policy: GeneratedCampaign.policy)
        try ran.database.read { transaction in
            let regions = try campaign.regions(in: transaction)
            for insurance in [nil, Insurance.medical, .pension] {
                let question = MetricQuestion(asOf: MetricTests.end, insurance: insurance)
                func read(_ cut: MetricTable.Cut) throws -> [String: MetricRow] {
                    let rows = try MetricTable.read(cut, question, in: transaction).rows
                    return Dictionary(uniqueKeysWithValues: rows.map { ($0.key, $0) })
                }
                let (villages, towns, classes) = (try read(.village), try read(.town), try read(.special))
                var naive: [String: [InsuranceLine]] = [:]
                for village in regions.villages {
                    for row in try campaign.collectionRoster(village: village.code, in: transaction).rows {
                        let lines = row.lines.filter { insurance == nil || $0.insurance == insurance }
                        for key in [village.code, village.parent ?? "", "class/" + (row.specialClass?.rawValue ?? "")] {
                            naive[key, default: []] += lines
                        }
                    }
                }
                for (key, lines) in naive {
                    let row = villages[key] ?? towns[key] ?? classes[String(key.dropFirst(6))]
                    #expect(row?.figures.obligations ?? 0 == lines.count, "\(key)")
                    #expect(row?.figures.settled ?? 0 == lines.count { $0.isSettled }, "\(key)")
                    #expect(row?.figures.paidFen ?? 0 == lines.reduce(0) { $0 + ($1.paidFen ?? 0) }, "\(key)")
                    #expect(row?.figures.statePaid ?? 0 == lines.count { $0.isStatePaid }, "\(key)")
                }
                let all = regions.villages.flatMap { naive[$0.code] ?? [] }
                let days = try MetricTable.read(.day, question, in: transaction)
                if let last = days.rows.last { #expect(last.figures.settled == all.count { $0.isSettled }) }
                if let last = days.rows.last {
                    #expect(last.figures.paidFen == all.reduce(0) { $0 + ($1.paidFen ?? 0) })
                }
                #expect(days.rows.reduce(0) { $0 + $1.figures.newFen } == all.reduce(0) { $0 + ($1.paidFen ?? 0) })
                let channels = try MetricTable.read(.channel, question, in: transaction).rows
                #expect(channels.reduce(0) { $0 + $1.figures.settled } == all.count { $0.isSettled && !$0.isStatePaid })
            }
        }
    }

    /// Everybody on a list counts, also whom no roster has: the rate and the list of gaps say the same.
    @Test func theRateOfSpecialClassesAgreesWithTheGaps() throws {
        let small = try SmallCampaign()
        func total(_ day: String = "2019-11-05", _ insurance: Insurance? = nil) throws -> LevyFigures {
            let question = MetricQuestion(asOf: XuechengData.day(day), insurance: insurance)
            return try small.database.read { try MetricTable.read(.village, question, in: $0) }.total.special
        }
        func gaps() throws -> Int { try small.database.read { try small.campaign.listGaps(in: $0) }.count }
        #expect(try [total().obligations, total().settled] == [1, 1])
        let list = SourceFile(
            name: "低保.csv", bytes: Array("姓名,身份证号\n外人,370403200302280011\n乙一,11010519491231002X\n".utf8))
        _ = try small.database.write {
            try small.campaign.applyList(.allowance, list, by: "甲", checker: "乙", in: $0, at: XuechengData.now)
        }
        #expect(try [total().obligations, total().settled] == [3, 2])
        #expect(try gaps() == 1)
        #expect(try total("2019-11-05", .pension).obligations == 0)
        let rows = try small.database.read {
            try MetricTable.read(.village, MetricQuestion(asOf: XuechengData.day("2019-11-05")), in: $0).rows
        }
        #expect(Dictionary(uniqueKeysWithValues: rows.map { ($0.key, $0.shown(.special)) })
            == [SmallCampaign.village: "100.00", SmallCampaign.other: "100.00"])
    }

    @Test(arguments: 1...6) func personsTheStatePaysForAreCountedByTownAndClass(seed: Int) throws {
        let ran = try run(seed)
        let campaign = Campaign(policy: GeneratedCampaign.policy)
        try ran.database.read { transaction in
            var persons: [String: Set<String>] = [:]
            for village in try campaign.regions(in: transaction).villages {
                for row in try campaign.collectionRoster(village: village.code, in: transaction).rows
                where row.lines.contains(where: \.isStatePaid) {
                    guard let own = row.specialClass else { continue }
                    persons["\(village.parent ?? "")/\(own.rawValue)", default: []].insert(row.citizenID)
                }
            }
            let table = try StatePaidPersons(in: transaction)
            #expect(persons.isEmpty == table.classes.isEmpty)
            for (town, counts) in zip(table.towns, table.counts) {
                for (specialClass, count) in zip(table.classes, counts) {
                    #expect(count == persons["\(town.code)/\(specialClass.rawValue)"]?.count ?? 0)
                }
            }
            #expect(table.counts.joined().reduce(0, +) == persons.values.reduce(0) { $0 + $1.count })
        }
    }

    @Test(arguments: 1...6) func lastYearsListIsFollowedPersonByPerson(seed: Int) throws {
        let ran = try run(seed)
        let campaign = Campaign(policy: GeneratedCampaign.policy)
        var random = SplitMix64(seed: UInt64(seed))
        let villages = ran.data.villages
        var list: [(village: String, id: String, insurance: Insurance, day: CivilDate)] = []
        for person in ran.data.persons where random.chance(60) {
            let insurance: Insurance = random.chance(70) ? .medical : .pension
            let day = XuechengData.day("2018-11-01").adding(days: random.below(60))
            list.append((villages[person.village].code, person.id, insurance, day))
        }
        let rows = list.map { "\($0.village),\($0.id),\($0.insurance.chinese),\($0.day.iso)\n" }
        // Rows that come twice count once.
        let text = "村居代码,身份证号码,险种,缴费日期\n" + (rows + rows.dropFirst(rows.count / 2)).joined()
        let lastYear = try LastYear.read(SourceFile(name: "l.csv", bytes: Array(text.utf8)))
        try ran.database.read { transaction in
            var settled: Set<String> = []
            for village in try campaign.regions(in: transaction).villages {
                for row in try campaign.collectionRoster(village: village.code, in: transaction).rows {
                    for line in row.lines where line.isSettled {
                        settled.insert(row.citizenID + line.insurance.rawValue)
                    }
                }
            }
            let question = MetricQuestion(asOf: XuechengData.day("2019-11-20"), lastYear: lastYear)
            let table = try MetricTable.read(
                .village, MetricQuestion(asOf: MetricTests.end, lastYear: lastYear), in: transaction)
            for row in table.rows {
                let own = list.filter { $0.village == row.key }
                let again = own.count { settled.contains($0.id + $0.insurance.rawValue) }
                #expect(row.lastYearPayers == own.count && row.lastYearPaidAgain == again)
                #expect(row.rate(.interruption) == Rate(own.count - again, of: own.count))
                #expect(row.rate(.renewal) == Rate(again, of: own.count))
            }
            let early = try MetricTable.read(.village, question, in: transaction)
            let limit = XuechengData.day("2018-11-20")
            for row in early.rows {
                #expect(row.lastYearBySameDay == list.count { $0.village == row.key && $0.day <= limit })
            }
        }
    }

    // MARK: Ranks and targets

    @Test func ranksAreSharedAndKnowTheDayBefore() throws {
        typealias Small = SmallCampaign
        let small = try SmallCampaign()
        try small.evening("20191101", [Small.line("A", "20191101", Small.anna)])
        try small.evening(
            "20191104", [Small.line("B", "20191104", "11010519491231002X", village: Small.other)])
        let question = MetricQuestion(
            asOf: XuechengData.day("2019-11-05"), before: XuechengData.day("2019-11-01"))
        let table = try small.database.read { try MetricTable.read(.village, question, in: $0) }
        #expect(table.rows.map(\.key) == [Small.other, Small.village])
        #expect(table.rows.map(\.rank) == [1, 2])
        #expect(table.rows.map(\.rankChange) == [1, -1])
        #expect(table.rows.map { $0.shown(.growth) } == ["+100.00", "0.00"])
        #expect(table.rows.map(\.figures.new) == [1, 0])
        #expect(table.total.shown(.growth) == "+16.67")
        let rates = [Rate(1, of: 2), nil, Rate(2, of: 4), Rate(1, of: 4), Rate(9, of: 10)]
        #expect(ranks(rates) == [2, nil, 2, 4, 1])
    }

    private func ranks(_ rates: [Rate?]) -> [Int?] {
        let figures = rates.enumerated().map { index, rate in
            RegionFigures(
                region: Region(
                    code: "\(index)", name: "", level: .town, parent: nil, shouldBeInsured: nil, paidLastYear: nil),
                medical: LevyFigures(obligations: rate == nil ? 0 : 10_000, settled: rate?.hundredths ?? 0),
                pension: LevyFigures(), shouldBeInsured: 0, paidLastYear: 0)
        }
        let known = CampaignFigures.ranks(figures)
        return rates.indices.map { known["\($0)"] }
    }

    @Test func targetsAreKeptByRevision() throws {
        let small = try SmallCampaign()
        func read(_ text: String) throws -> [String: Int] {
            let file = SourceFile(name: "t.csv", bytes: Array(("代码,任务数\n" + text).utf8))
            return try small.database.read { try Targets.read(file, RegionTree.stored(in: $0)) }
        }
        let villages = try read("370403101200,4\n370403101201,2\n")
        for note in ["第一次", "第二次"] {
            _ = try small.database.write {
                try TargetStore.set(villages, by: "王伟", note: note, at: XuechengData.now, in: $0)
            }
        }
        let table = try small.database.read {
            try MetricTable.read(.town, MetricQuestion(asOf: MetricTests.end), in: $0)
        }
        // A town without a target of its own has that of its villages.
        #expect(table.rows.map(\.target) == [6] && table.total.target == 6)
        #expect(table.rows[0].shown(.target) == "16.67")
        #expect(try small.database.read { try TargetStore.revisions(in: $0).map(\.note) } == ["第一次", "第二次"])
        for (text, code) in [
            ("370403101,7\n370403101200,4\n370403101201,2\n", "metrics.target-sum"), ("999,1\n", "metrics.region"),
            ("370403101,x\n", "levy.not-a-number"), ("370403101,1\n370403101,1\n", "metrics.region-twice"),
        ] {
            do {
                _ = try read(text)
                Issue.record("\(text)")
            } catch let rejection as Rejection { #expect(rejection.diagnostics.map(\.code) == [code]) }
        }
    }

    // MARK: Rates by insurance and class, and beside last year's

    /// Anna and the second village's person paid last year for the medical insurance, Anna for the pension; so did a
    /// stranger who is on no roster.
    private func withHistory() throws -> SmallCampaign {
        let small = try SmallCampaign()
        try small.evening("20191101", [SmallCampaign.line("A", "20191101", SmallCampaign.anna)])
        try small.database.write { transaction in
            let payers: [(String, Insurance, Int)] = [
                (SmallCampaign.anna, .medical, 2019), ("11010519491231002X", .medical, 2019),
                (SmallCampaign.poor, .medical, 2019), ("370403200302280011", .medical, 2019),
                (SmallCampaign.anna, .pension, 2018), (SmallCampaign.bert, .pension, 2012),
            ]
            for (id, insurance, year) in payers {
                try FactStore.addPaidYear(year, insurance, of: id, source: "t", in: transaction)
            }
        }
        return small
    }

    private func table(
        _ small: SmallCampaign, _ cut: MetricTable.Cut, _ insurance: Insurance? = nil
    ) throws -> MetricTable {
        let question = MetricQuestion(asOf: XuechengData.day("2019-11-05"), insurance: insurance)
        return try small.database.read { try MetricTable.read(cut, question, in: $0) }
    }

    @Test func eachInsuranceHasItsOwnRates() throws {
        let small = try withHistory()
        let rows = try table(small, .insurance).rows
        func shown(_ insurance: Insurance) throws -> [String] {
            let row = try #require(rows.first { $0.key == insurance.rawValue })
            return [row.shown(.insured), row.shown(.renewal), row.shown(.interruption)]
        }
        // Two of five who should be; two of four payers paid again, one of them by the state.
        #expect(try shown(.medical) == ["40.00", "50.00", "50.00"])
        // One should be insured in the pension for each whom the ages do not keep out, and nobody has paid.
        #expect(try shown(.pension)[1...] == ["0.00", "100.00"])
        #expect(try table(small, .village, .pension).total.lastYearPayers == 1)
        #expect(try table(small, .village, .medical).total.shown(.renewal) == "50.00")
        // Without a list of last year the pension has no payers to compare with.
        let bare = try SmallCampaign()
        #expect(try table(bare, .village, .pension).total.shown(.renewal) == "–")
        #expect(try table(bare, .village, .medical).total.shown(.renewal) != "–")
    }

    @Test func classesHaveRatesToo() throws {
        let small = try withHistory()
        let rows = try table(small, .special, .medical).rows
        func shown(_ key: String) throws -> [String] {
            let row = try #require(rows.first { $0.key == key })
            return [row.shown(.insured), row.shown(.renewal), row.shown(.interruption)]
        }
        #expect(try shown("特困人员") == ["100.00", "100.00", "0.00"])
        #expect(try shown("") == ["–", "33.33", "66.67"])
    }

    @Test func belowLastYearIsSaidBeforeTheYearEnds() throws {
        let small = try withHistory()
        func take(_ lines: String...) throws -> Int {
            let file = SourceFile(name: "p.csv", bytes: Array(("代码,险种,中断缴费率\n" + lines.joined(separator: "\n")).utf8))
            return try small.database.write { try PastRates.take(file, by: "甲", in: $0, at: XuechengData.now) }
        }
        func warnings() throws -> [String] {
            try small.database.read { try BreakWarning.read(on: XuechengData.day("2019-11-05"), in: $0) }.map {
                let needed = $0.needed.map(String.init) ?? "–"
                return "\($0.name) \($0.insurance.rawValue) \($0.broken)/\($0.payers) \(needed) \($0.state)"
            }
        }
        #expect(try warnings() == ["薛城区 medical 2/4 – 没有上年中断缴费率", "薛城区 pension 1/1 – 没有上年中断缴费率"])
        #expect(throws: Rejection.self) { try take("370403,居民医疗,101", "999,居民医疗,3", "370403,居民医保吗,3") }
        #expect(try take("370403,居民医疗,50.00", "370403101,居民医疗,20%", "370403,居民养老,100") == 3)
        #expect(try warnings() == [
            "薛城区 medical 2/4 1 预警", "沙沟镇 medical 1/3 1 预警", "薛城区 pension 1/1 1 预警",
        ])
        #expect(try table(small, .town, .medical).rows[0].value(.interruptionDrop)?.text == "-13.33")
        _ = try take("370403,居民医疗,75.00")
        #expect(try warnings()[0] == "薛城区 medical 2/4 0 低于上年")
        #expect(try table(small, .town, .medical).total.shown(.interruptionDrop) == "+25.00")
    }

    @Test(arguments: [
        ("2019-11-05", "2019-11-12", "metrics.before"), ("2019-11-05", "2019-11-05", "metrics.before"),
        ("2019-01-01", nil, "metrics.no-rosters"), ("2019-11-05", "2019-11-01", nil),
    ] as [(String, String?, String?)])
    func daysThatGiveNoFiguresAreRefused(day: String, before: String?, code: String?) throws {
        let small = try SmallCampaign()
        let question = MetricQuestion(asOf: XuechengData.day(day), before: before.map { XuechengData.day($0) })
        var found: String?
        do { try small.database.read { try question.check(in: $0) } } catch let rejection as Rejection {
            found = rejection.diagnostics.first?.code
        }
        #expect(found == code)
    }
}
