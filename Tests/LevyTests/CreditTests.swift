import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Levy

/// Credit cases: every step from every stage, four eyes, terms, measures with a basis.
@Suite struct CreditTests {
    static let now = XuechengData.now
    static let measure = CreditMeasure(
        code: "M1", name: "措施", basis: "文号", from: XuechengData.day("2018-11-22"),
        until: XuechengData.day("2020-12-06"))

    private func day(_ iso: String) -> CivilDate { XuechengData.day(iso) }

    private func code<Result>(_ body: () throws -> Result) throws -> String? {
        do {
            _ = try body()
            return nil
        } catch let rejection as Rejection { return rejection.diagnostics.first?.code }
    }

    /// The steps that lead to each stage.
    static let paths: [CreditStage: [CreditEvent.Kind]] = [
        .facts: [], .noticed: [.notice], .heard: [.notice, .statement], .decided: [.notice, .statement, .decide],
        .dropped: [.drop], .published: [.notice, .statement, .decide, .publish],
        .withdrawn: [.notice, .statement, .decide, .publish, .withdraw],
        .removed: [.notice, .statement, .decide, .publish, .remove],
    ]

    /// What is legal, written down by hand.
    static let legal: Set<String> = [
        "facts notice", "facts drop", "noticed statement", "noticed silence", "noticed drop", "heard decide",
        "heard drop", "decided publish", "decided remove", "published withdraw", "published remove",
        "withdrawn publish", "withdrawn remove",
    ]

    private func opened() throws -> Database {
        let database = try Database.inMemory(migrations: LevySchema.migrations)
        try database.write {
            _ = try CreditCases.open(
                code: EmployerTests.huawei, name: "甲", ground: .unpaid, facts: "欠费不缴", document: "通1", by: "甲",
                on: day("2020-06-01"), in: $0, at: Self.now)
        }
        return database
    }

    /// All on one day but silence, for which the term has to be over.
    private func event(_ kind: CreditEvent.Kind, on iso: String? = nil, by person: String? = nil) -> CreditEvent {
        CreditEvent(
            kind: kind, day: day(iso ?? (kind == .silence ? "2020-06-09" : "2020-06-01")),
            person: person ?? (kind == .decide || kind == .drop ? "乙" : "甲"), document: "文",
            deadline: kind == .notice ? day("2020-06-08") : nil)
    }

    @discardableResult
    private func take(
        _ event: CreditEvent, _ database: Database, measures: [CreditMeasure]? = nil
    ) throws -> CreditCase {
        try database.write {
            try CreditCases.take(
                event, in: 1, measures: measures ?? (event.kind == .decide ? [Self.measure] : []), $0, at: Self.now)
        }
    }

    @Test(arguments: CreditStage.allCases, CreditEvent.Kind.allCases)
    func `only legal steps are taken`(stage: CreditStage, kind: CreditEvent.Kind) throws {
        let database = try opened()
        for step in Self.paths[stage] ?? [] { try take(event(step), database) }
        #expect(try database.read { try CreditCases.find(1, in: $0) }.stage == stage)
        let isLegal = Self.legal.contains("\(stage.rawValue) \(kind.rawValue)")
        #expect(try code { try take(event(kind), database) } == (isLegal ? nil : "credit.not-now"))
        #expect((stage.after(kind) != nil) == isLegal)
    }

    @Test(arguments: CreditStage.allCases, CreditEvent.Kind.allCases)
    func `the store takes the same steps, to no other stage`(stage: CreditStage, kind: CreditEvent.Kind) throws {
        let database = try opened()
        for step in Self.paths[stage] ?? [] { try take(event(step), database) }
        let step = event(kind)
        let legal = stage.after(kind)
        // The legal one comes last: it moves the case on.
        for next in CreditStage.allCases.filter({ $0 != legal }) + [legal].compactMap(\.self) {
            let inserted = try attempt(
                database,
                """
                INSERT INTO levy_credit_events VALUES (1, \((Self.paths[stage] ?? []).count + 1), '\(stage.rawValue)',
                    '\(kind.rawValue)', '\(next.rawValue)', '\(step.day.iso)', '\(step.person)', '文', '',
                    \(step.deadline.map { "'\($0.iso)'" } ?? "NULL"), 0)
                """)
            #expect(inserted == (next == legal))
        }
    }

    private func attempt(_ database: Database, _ sql: String) throws -> Bool {
        do {
            try database.write { _ = try $0.execute(sql) }
            return true
        } catch is StorageFailure { return false }
    }

    @Test func `whoever made the case does not decide it, nor does the store let them`() throws {
        let database = try opened()
        try take(event(.notice, by: "丙"), database)
        try take(event(.statement), database)
        for person in ["甲", "丙"] {
            #expect(try code { try take(event(.decide, by: person), database) } == "credit.same-person")
            #expect(try code { try take(event(.drop, by: person), database) } == "credit.same-person")
            #expect(
                try !attempt(
                    database,
                    """
                    INSERT INTO levy_credit_events
                    VALUES (1, 3, 'heard', 'decide', 'decided', '2020-06-01', '\(person)', '文', '', NULL, 0)
                    """))
        }
        #expect(try take(event(.decide, by: "丁"), database).stage == .decided)
        #expect(try !attempt(database, "UPDATE levy_credit_events SET person = '甲'"))
        #expect(try !attempt(database, "DELETE FROM levy_credit_measures"))
    }

    @Test(arguments: [
        (CreditEvent.Kind.statement, "2020-06-08", nil), (.statement, "2020-06-09", "credit.term"),
        (.silence, "2020-06-08", "credit.term"), (.silence, "2020-06-09", nil),
        (.statement, "2020-05-31", "credit.before"),
    ] as [(CreditEvent.Kind, String, String?)])
    func `a statement comes within the term, silence after it`(
        kind: CreditEvent.Kind, day: String, expected: String?
    ) throws {
        let database = try opened()
        try take(event(.notice), database)
        #expect(try code { try take(event(kind, on: day), database) } == expected)
    }

    @Test(arguments: [
        ("2018-11-21", "credit.no-basis"), ("2018-11-22", nil), ("2020-12-06", nil), ("2020-12-07", "credit.no-basis"),
    ] as [(String, String?)])
    func `a measure has a basis on the day of the decision`(iso: String, expected: String?) throws {
        let database = try Database.inMemory(migrations: LevySchema.migrations)
        let start = day("2018-11-01")
        try database.write {
            _ = try CreditCases.open(
                code: EmployerTests.huawei, name: "甲", ground: .unpaid, facts: "欠", document: "通", by: "甲", on: start,
                in: $0, at: Self.now)
        }
        try take(
            CreditEvent(kind: .notice, day: start, person: "甲", document: "文", deadline: start.adding(days: 5)),
            database)
        try take(CreditEvent(kind: .statement, day: start, person: "甲", document: "文"), database)
        #expect(try code { try take(event(.decide, on: iso), database) } == expected)
        #expect(try code { try take(event(.decide, on: iso), database, measures: []) } != nil)
    }

    @Test func `a case needs facts, a right code, documents, and is opened once`() throws {
        let database = try opened()
        func open(_ code: String, _ facts: String, _ ground: CreditGround = .unpaid) throws -> String? {
            try self.code {
                try database.write {
                    try CreditCases.open(
                        code: code, name: "甲", ground: ground, facts: facts, document: "通", by: "甲",
                        on: day("2020-06-01"), in: $0, at: Self.now)
                }
            }
        }
        #expect(try open("123", "事") == "credit.code")
        #expect(try open(EmployerTests.huawei, "") == "credit.incomplete")
        #expect(try open(EmployerTests.huawei, "事") == "credit.twice")
        #expect(try open(EmployerTests.huawei, "事", .fraud) == nil)
        try take(event(.drop), database)
        #expect(try open(EmployerTests.huawei, "事") == nil)
        let bare = CreditEvent(kind: .notice, day: day("2020-06-01"), person: "甲", document: "")
        #expect(
            try code { try database.write { try CreditCases.take(bare, in: 2, $0, at: Self.now) } }
                == "credit.no-document")
        #expect(try code { try database.read { try CreditCases.find(9, in: $0) } } == "credit.unknown")
    }

    @Test func `the code list that comes with the program has nine measures with their basis`() throws {
        let list = try CreditMeasureList.read(Project.path("workflows/employers/credit-measures.csv"))
        #expect(list.measures.count == 9)
        #expect(list.measures.allSatisfy { $0.basis == "发改财金〔2018〕1704号" && $0.isValid(on: day("2020-06-01")) })
        #expect(try list.chosen(["M03", "M03", "M09"], on: day("2020-06-01")).map(\.code) == ["M03", "M09"])
        #expect(try code { try list.chosen(["M99"], on: day("2020-06-01")) } == "credit.measure-unknown")
    }

    @Test(arguments: [
        ("代码,措施\n", "credit.list-head"), ("代码,措施,依据,起,止\nM1,甲,,2018-11-22,\n", "credit.list-row"),
        ("代码,措施,依据,起,止\nM1,甲,乙,2018-11-22,2018-11-21\n", "credit.list-row"),
        ("代码,措施,依据,起,止\nM1,甲,乙,2018-11-22,\nM1,甲,丙,2020-01-01,\n", "credit.list-twice"),
        ("代码,措施,依据,起,止\nM1,甲,乙,2018-11-22,2019-12-31\nM1,甲,丙,2020-01-01,\n", nil),
    ] as [(String, String?)])
    func `a code list is read strictly`(text: String, expected: String?) throws {
        let scratch = try ScratchFolder()
        let path = try scratch.write(text, to: "m.csv")
        #expect(try code { try CreditMeasureList.read(path) } == expected)
    }
}
