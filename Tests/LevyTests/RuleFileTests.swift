import Diagnostics
import Testing

@testable import Levy

/// Rules files, checked like source code.
struct RuleFileTests {
    private static let base = """
        rules: base
        title: 基准
        district: "370403"
        documents:
          - { id: plan, number: 薛政办发〔2019〕20号, title: 方案, from: 2019-01-01, until: 2023-12-31 }
        bearers:
          - { id: state, name: 财政 }
          - { id: city, name: 市财政 }
        classes:
          - { id: poor, document: plan, periods: 2020, name: 贫困 }
        precedence:
          - { id: order, document: plan, periods: 2020, order: [poor] }
        eligibility:
          - { id: age, document: plan, insurance: pension, periods: 2020, ages: [16, 59] }
        fees:
          - { id: fee, document: plan, insurance: medical, periods: 2020, yuan: 280 }
        pool:
          - { id: pool, document: plan, insurance: medical, periods: 2020, yuan: 520, bearer: state }
        tiers:
          - id: tiers
            document: plan
            insurance: pension
            periods: 2020
            yuan: [300, 500]
            restricted: [{ yuan: 100, classes: [poor] }]
            subsidies: [{ tiers: [100, 300, 500], yuan: 30, bearer: state }]
        aid:
          - { id: aid, document: plan, insurance: medical, periods: 2020, classes: [poor], pays: all, bearer: state }
          - { id: aid-2, document: plan, insurance: pension, classes: [poor], tier: 100, pays: 100, bearer: state }
        windows:
          - id: central
            document: plan
            insurance: medical
            name: 集中期
            central: true
            from: 2019-10-28
            to: 2019-11-30
          - { id: late, document: plan, insurance: medical, name: 逾期, charge: full, from: 2019-12-01, to: 2020-12-31 }
        newborns:
          - { id: newborn, document: plan, insurance: medical, within: { months: 6 }, materials: [birth] }
        materials:
          - { id: birth, name: 出生证明 }

        """

    @Test func `the base has no mistakes`() throws {
        let book = try RuleBook.read(Self.base, file: "rules.yaml")
        #expect(book.fees.map(\.fen) == [28_000])
        #expect(book.tiers[0].tiersFen == [10_000, 30_000, 50_000])
        #expect(book.warnings.isEmpty)
    }

    /// A replacement in the base, the mistake it makes, and the words at whose place it is told.
    @Test(arguments: [
        ("title: 基准", "titel: 基准", "config.unknown-key-near", "titel"),
        ("district: \"370403\"\n", "", "config.missing-key", "rules"),
        ("id: fee, document: plan", "id: fee, document: plam", "rules.unknown-document-near", "fee, doc"),
        ("id: fee, document: plan", "id: fee, document: x", "rules.unknown-document", "fee, doc"),
        ("periods: 2020, yuan: 280", "periods: 2030, yuan: 280", "rules.document-not-in-force", "fee, doc"),
        ("periods: 2020, yuan: 280", "periods: [2021, 2020], yuan: 280", "rules.range", "[2021"),
        ("yuan: 280 }", "yuan: 280.005 }", "rules.amount", "280.005"),
        ("yuan: 280 }", "yuan: -280 }", "rules.amount", "-280"),
        (
            "id: pool,", "id: fee,", "rules.id-twice",
            "fee, document: plan, insurance: medical, periods: 2020, yuan: 520"
        ),
        ("yuan: 520, bearer: state", "yuan: 520", "rules.no-bearer", "pool, doc"),
        ("yuan: 520, bearer: state", "yuan: 520, bearer: stat", "rules.unknown-bearer-near", "stat }"),
        (
            "yuan: 520, bearer: state", "yuan: 520, shares: { state: 50%, city: 40% }", "rules.shares-sum",
            "pool, doc"
        ),
        ("yuan: 520, bearer: state", "yuan: 520, shares: { state: 500, city: 30 }", "rules.shares-sum", "pool, doc"),
        ("yuan: 520, bearer: state", "yuan: 520, shares: { state: half }", "rules.share", "half"),
        ("tiers: [100, 300, 500], yuan", "tiers: [100, 300], yuan", "rules.tier-no-subsidy", "tiers\n"),
        (
            "tiers: [100, 300, 500], yuan", "tiers: [100, 300, 500, 800], yuan", "rules.subsidy-no-tier",
            "[100, 300, 500, 800]"
        ),
        (
            "tiers: [100, 300, 500], yuan: 30, bearer: state }",
            "tiers: [100, 300, 500], yuan: 30, bearer: state }, { tiers: 300, yuan: 1, bearer: city }",
            "rules.subsidy-twice", "300, yuan: 1"
        ),
        ("classes: [poor], pays", "classes: [por], pays", "rules.unknown-class-near", "por]"),
        ("classes: [poor], tier: 100", "classes: [], tier: 100", "rules.class-without-aid", "poor, doc"),
        ("order: [poor]", "order: []", "rules.class-not-ordered", "order, doc"),
        ("ages: [16, 59]", "ages: [16, 59], without: student", "rules.one-requirement", "age, doc"),
        ("ages: [16, 59]", "without: pupil", "rules.choice", "pupil"),
        ("ages: [16, 59]", "without: studnet", "rules.choice-near", "studnet"),
        ("from: 2019-12-01, to", "from: 2019-11-30, to", "rules.windows-overlap", "late, doc"),
        ("from: 2019-12-01, to: 2020", "from: 2021-12-01, to: 2020", "rules.dates", "2020-12-31"),
        ("within: { months: 6 }", "within: { months: 6, days: 90 }", "rules.within", "{ months"),
        ("within: { months: 6 }", "within: { months: 600 }", "rules.number", "600"),
        ("materials: [birth]", "materials: [bith]", "rules.unknown-material-near", "newborn, doc"),
        (
            "pool:\n  - { id: pool, document: plan, insurance: medical, periods: 2020, yuan: 520, bearer: state }\n",
            "",
            "rules.full-without-pool", "late, doc"
        ),
        (
            "yuan: 280 }",
            "yuan: 280 }\n  - { id: fee-2, document: plan, insurance: medical, periods: [2018, 2020], yuan: 250 }",
            "rules.overlap", "fee-2"
        ),
        (
            "pays: all, bearer: state }",
            "pays: all, bearer: state }\n  - { id: more, document: plan, classes: [poor], pays: 50, bearer: city }",
            "rules.overlap", "more"
        ),
        ("from: 2019-01-01, until: 2023-12-31", "from: 2019-01-01, until: 2018-12-31", "rules.dates", "2018-12-31"),
        ("name: 贫困", "name: \"\"", "rules.empty-name", "\"\""),
    ])
    func `a mistake is told at its place`(old: String, new: String, code: String, place: String) throws {
        let text = Self.base.replacing(old, with: new, maxReplacements: 1)
        try #require(text != Self.base)
        let rejection = #expect(throws: Rejection.self) { try RuleBook.read(text, file: "rules.yaml") }
        let found = try #require(rejection?.diagnostics.first { $0.code == code }, "\(String(describing: rejection))")
        let span = try #require(found.span)
        let at = try #require(text.range(of: place))
        let before = text[..<at.lowerBound]
        #expect(span.line == before.count { $0 == "\n" } + 1)
        #expect(span.column == before.reversed().prefix { $0 != "\n" }.count + 1)
    }

    @Test func `two classes of one name are one too many`() {
        let text = Self.base.replacing(
            "name: 贫困 }", with: "name: 贫困 }\n  - { id: poor-2, document: plan, periods: 2020, name: 贫困 }")
        let rejection = #expect(throws: Rejection.self) { try RuleBook.read(text, file: "rules.yaml") }
        #expect(rejection?.diagnostics.map(\.code) == ["rules.class-twice"])
    }

    @Test func `all mistakes of a file are told together`() {
        let text = Self.base.replacing("yuan: 280 }", with: "yuan: x }").replacing("order: [poor]", with: "order: [p]")
        let rejection = #expect(throws: Rejection.self) { try RuleBook.read(text, file: "rules.yaml") }
        #expect(Set(rejection?.diagnostics.map(\.code) ?? []) == ["rules.amount", "rules.unknown-class"])
    }

    @Test func `an exception for a village does not contradict the rule for the district`() throws {
        let text = Self.base.replacing(
            "yuan: 280 }",
            with:
                "yuan: 280 }\n  - { id: fee-2, document: plan, insurance: medical, places: \"370403101\", yuan: 250 }"
        )
        let sheet = RuleSheet(try RuleBook.read(text, file: "rules.yaml"), .medical, 2020)
        #expect(sheet.fee(age: 40, isStudent: false, in: "370403101200")?.fen == 25_000)
        #expect(sheet.fee(age: 40, isStudent: false, in: "370403102200")?.fen == 28_000)
    }

    @Test func `the difference of two files says what changes for whom`() throws {
        let old = try RuleBook.read(Self.base, file: "a.yaml")
        #expect(RuleDifference(from: old, to: old).changes.isEmpty)
        let text = Self.base.replacing("yuan: 280 }", with: "yuan: 320 }")
            .replacing("yuan: [300, 500]", with: "yuan: [300, 500, 800]")
            .replacing("tiers: [100, 300, 500]", with: "tiers: [100, 300, 500, 800]")
            .replacing("within: { months: 6 }", with: "within: { days: 90 }")
        let changes = RuleDifference(from: old, to: try RuleBook.read(text, file: "b.yaml")).changes
        #expect(
            changes.map {
                "\($0.code) \($0.arguments["class"] ?? $0.arguments["id"] ?? "") \($0.arguments["oldOwn"] ?? "")"
            } == [
                "rules.diff-money 一般居民 280.00", "rules.diff-money 贫困 0.00", "rules.diff-new 一般居民 ",
                "rules.diff-new 贫困 ", "rules.diff-rule newborn ",
            ])
        #expect(changes[1].arguments["own"] == "0.00")
        #expect(changes[1].arguments["total"] == "320.00")
    }

    @Test(arguments: RuleSamples.names + ["xuecheng-2019"])
    func `the rules of other places and years are read`(name: String) throws {
        let book = try RuleSamples.book(name)
        let rows = RuleTable(book).rows
        #expect(name == "shandong-cities" || !rows.isEmpty)
        for row in rows {
            #expect(row.ownFen + row.helpers.reduce(0) { $0 + $1.fen } == row.totalFen)
            #expect(row.ownFen >= 0)
        }
    }
}
