import Diagnostics
import Storage
import Testing

@testable import Levy

/// Letters to employers: fees, the guard over old arrears, service, outcomes.
@Suite struct EmployerLetterTests {
    typealias Base = EmployerTests
    static let now = XuechengData.now

    private func day(_ iso: String) -> CivilDate { XuechengData.day(iso) }

    private func code<Result>(_ body: () throws -> Result) throws -> String? {
        do {
            _ = try body()
            return nil
        } catch let rejection as Rejection { return rejection.diagnostics.first?.code }
    }

    // MARK: Late fees

    @Test(arguments: [
        // Arrears in fen, first day, day of counting, days, fee in fen.
        (1_000_000, "2020-05-01", "2020-05-01", 1, 500), (1_000_000, "2020-05-02", "2020-05-01", 0, 0),
        (1_248_000, "2020-03-26", "2020-05-22", 58, 36_192), (32_000, "2020-03-26", "2020-05-22", 58, 928),
        // Half a fen is rounded up, less is dropped.
        (1_000, "2020-05-01", "2020-05-01", 1, 1), (999, "2020-05-01", "2020-05-01", 1, 0),
        (3_000, "2020-05-01", "2020-05-01", 1, 2), (2_999, "2020-05-01", "2020-05-01", 1, 1),
        // Over a leap day, and twenty years of a thousand million yuan.
        (10_000, "2020-02-28", "2020-03-01", 3, 15), (10_000, "2019-02-28", "2019-03-01", 2, 10),
        (100_000_000_000, "2000-01-01", "2020-01-01", 7_306, 365_300_000_000),
        (0, "2000-01-01", "2020-01-01", 7_306, 0),
    ])
    func `a fee runs from the first day of arrears`(
        arrears: Int, from: String, through: String, days: Int, fen: Int
    ) {
        let counted = LateFee.days(from: day(from), through: day(through))
        #expect(counted == days)
        #expect(LateFee.fen(arrears: arrears, days: counted) == fen)
    }

    @Test func `a fee in two parts is the fee at once`() {
        var dice = 7
        for _ in 0..<2_000 {
            dice = (dice &* 1_103_515_245 &+ 12_345) & 0x7FFF_FFFF
            let (arrears, days) = (dice % 90_000_001, dice / 7 % 4_000)
            #expect(LateFee.fen(arrears: arrears, days: days) == (arrears * 5 * days + 5_000) / 10_000)
        }
    }

    // MARK: The guard

    /// Three employers; the first owes of 2019, the second of 2018, the third of 2020.
    private func arrears() throws -> Database {
        let database = try Database.inMemory(migrations: LevySchema.migrations)
        _ = try Base.importing(
            .arrears,
            """
            统一社会信用代码,单位名称,所属期,险种,应缴金额,已缴金额,欠费金额,欠缴之日
            \(Base.huawei),甲,2019-12,养老,1000.00,0,1000.00,2020-01-16
            \(Base.huawei),甲,2020-01,养老,1000.00,400,600.00,2020-02-16
            \(Base.baidu),乙,2018年度,失业,50,0,50,2019-01-01
            \(Base.alibaba),丙,2020-02,工伤,80.50,0,80.5,2020-03-16
            """, into: database)
        _ = try Base.importing(
            .tax, "信用代码,名称,纳税人状态,职工人数\n\(Base.huawei),甲,正常,19\n\(Base.baidu),乙,正常,20\n", into: database)
        return database
    }

    private func batch(_ codes: [String], on day: String = "2020-05-22", by: String = "甲") -> EmployerLetters.Batch {
        EmployerLetters.Batch(day: self.day(day), termDays: 15, mark: "薛税", codes: codes, by: by)
    }

    private func demand(
        _ batch: EmployerLetters.Batch, order: String? = nil, _ database: Database
    ) throws -> [EmployerLetter] {
        try database.write {
            try EmployerLetters.writeDemands(batch, order: order, in: $0, at: Self.now).letters
        }
    }

    private func order(_ number: String = "批1", leader: String = "局长", by: String = "甲") -> ClearingOrder {
        ClearingOrder(number: number, leader: leader, reason: "专项", day: day("2020-05-20"), until: day("2020-05-31"))
    }

    @Test func `arrears of earlier years are not demanded from many without an order`() throws {
        let database = try arrears()
        #expect(try code { try demand(batch([]), database) } == "employers.clearing")
        // Nothing was written, no number used.
        #expect(try database.read { try EmployerLetters.all(in: $0) }.isEmpty)
        let first = try demand(batch([Base.huawei]), database)
        #expect(first.map(\.number) == ["薛税社限〔2020〕1号"])
        #expect(first[0].arrearsFen == 160_000)
        #expect(first[0].isMicro)
        // A second one of the day is the same clearing in slices; arrears of this year, and another day, are none.
        #expect(try code { try demand(batch([Base.baidu]), database) } == "employers.clearing")
        #expect(try demand(batch([Base.alibaba]), database).count == 1)
        let later = try demand(batch([Base.baidu], on: "2020-05-25"), database)
        #expect(later.map(\.number) == ["薛税社限〔2020〕3号"])
        #expect(!later[0].isMicro)
        #expect(try code { try demand(batch([]), database) } == "employers.letter-none")
        #expect(try code { try demand(batch([Base.huawei]), database) } == "employers.letter-open")
        #expect(try code { try demand(batch([Base.school]), database) } == "employers.letter-unknown")
    }

    @Test func `an order of another person, while it holds, allows it`() throws {
        let database = try arrears()
        func record(_ order: ClearingOrder, by person: String) throws -> String? {
            try code { try database.write { try EmployerLetters.record(order, by: person, in: $0, at: Self.now) } }
        }
        #expect(try record(order(leader: "甲"), by: "甲") == "employers.order-self")
        #expect(try record(order(""), by: "甲") == "employers.order-incomplete")
        #expect(try record(order(), by: "甲") == nil)
        #expect(try record(order(), by: "甲") == "employers.order-twice")
        #expect(try code { try demand(batch([]), order: "批9", database) } == "employers.order-unknown")
        #expect(
            try code { try demand(batch([], on: "2020-06-01"), order: "批1", database) } == "employers.order-invalid")
        #expect(try code { try demand(batch([], by: "局长"), order: "批1", database) } == "employers.order-self")
        #expect(try demand(batch([]), order: "批1", database).map(\.order) == ["批1", "批1", "批1"])
    }

    @Test func `the store keeps the guard by itself`() throws {
        let database = try arrears()
        _ = try demand(batch([Base.huawei]), database)
        try database.write { try EmployerLetters.record(order(), by: "甲", in: $0, at: Self.now) }
        func insert(_ unit: String, year: Int, order: String = "NULL", by: String = "甲", day: String) -> String {
            """
            INSERT INTO levy_employer_letters (id, number, kind, unit, code, name, address, day, term_days, is_micro,
                facts, earliest_year, order_id, made_by, at)
            VALUES (99, 'X', 'demand', '\(unit)', '', '', '', '\(day)', 5, 0, '', \(year), \(order), '\(by)', 0)
            """
        }
        for statement in [
            insert("乙", year: 2018, day: "2020-05-22"), insert("乙", year: 2018, order: "1", day: "2020-06-01"),
            insert("乙", year: 2018, order: "1", by: "局长", day: "2020-05-22"),
            "INSERT INTO levy_employer_orders VALUES (9, 'Y', '甲', '由', '2020-05-01', '2020-05-02', '甲', 0)",
            "UPDATE levy_employer_letters SET term_days = 1", "DELETE FROM levy_employer_orders",
        ] {
            #expect(throws: StorageFailure.self, "\(statement)") {
                try database.write { _ = try $0.execute(statement) }
            }
        }
        try database.write { _ = try $0.execute(insert("乙", year: 2018, order: "1", day: "2020-05-22")) }
    }

    // MARK: Service

    struct Served: Sendable {
        let method: LetterService.Method
        var receiver = ""
        var witness = ""
        var note = ""
        var day = "2020-06-01"
        /// Nil is refused.
        let servedOn: String?
    }

    @Test(arguments: [
        Served(method: .direct, receiver: "王", servedOn: "2020-06-01"), Served(method: .direct, servedOn: nil),
        Served(method: .left, witness: "李", servedOn: "2020-06-01"),
        Served(method: .left, receiver: "王", servedOn: nil),
        Served(method: .agent, receiver: "王", servedOn: "2020-06-01"), Served(method: .agent, servedOn: nil),
        Served(method: .post, receiver: "收发室", servedOn: "2020-06-01"), Served(method: .post, servedOn: nil),
        Served(method: .publicNotice, note: "日报", servedOn: "2020-07-01"),
        Served(method: .publicNotice, receiver: "王", servedOn: nil),
        // Thirty days over the end of a year, and a day before the letter.
        Served(method: .publicNotice, note: "日报", day: "2020-12-20", servedOn: "2021-01-19"),
        Served(method: .direct, receiver: "王", day: "2020-05-21", servedOn: nil),
    ])
    func `a letter is served as its record proves, and the term begins there`(one: Served) throws {
        let database = try arrears()
        let written = try demand(batch([Base.huawei]), database)[0]
        let number = written.number
        let found = try code {
            let letter = try database.write {
                try EmployerLetters.serve(
                    number, one.method, on: day(one.day), receiver: one.receiver, witness: one.witness, note: one.note,
                    by: "甲", in: $0, at: Self.now
                ) { $0.adding(days: $1) }
            }
            #expect(letter.service?.servedOn.iso == one.servedOn)
            #expect(letter.service?.deadline == one.servedOn.map { day($0).adding(days: 15) })
            #expect(!letter.isOverdue(on: letter.service?.deadline ?? Base.day))
            #expect(letter.isOverdue(on: day("2021-03-01")))
        }
        let wrong = day(one.day) < written.day ? "employers.served-early" : "employers.service"
        #expect(found == (one.servedOn == nil ? wrong : nil))
        guard one.servedOn != nil else { return }
        #expect(
            try code {
                try database.write {
                    try EmployerLetters.serve(
                        number, .direct, on: day(one.day), receiver: "王", witness: "", note: "", by: "甲", in: $0,
                        at: Self.now) { $0.adding(days: $1) }
                }
            } == "employers.served-already")
    }

    @Test func `a letter is open until it is settled or withdrawn`() throws {
        let database = try arrears()
        let number = try demand(batch([Base.alibaba]), database)[0].number
        for (kind, expected) in [
            (LetterOutcome.Kind.none, nil), (.objected, nil), (.agreement, nil), (.paid, nil),
            (.insured, "employers.letter-done"),
        ] as [(LetterOutcome.Kind, String?)] {
            let outcome = LetterOutcome(kind: kind, note: "", day: Base.day)
            let found = try code {
                try database.write { try EmployerLetters.conclude(number, outcome, by: "甲", in: $0, at: Self.now) }
            }
            #expect(found == expected)
        }
        #expect(
            try code { try database.read { try EmployerLetters.find(number: "无", in: $0) } }
                == "employers.letter-missing")
    }

    @Test func `who is not insured gets a notice, once`() throws {
        let database = try Database.inMemory(migrations: LevySchema.migrations)
        _ = try Base.importing(
            .companies,
            "信用代码,名称,登记状态,成立日期\n\(Base.huawei),甲,存续,2018-01-01\n123,丁,存续,2018-01-01\n", into: database)
        _ = try Base.importing(.insurance, "信用代码,名称,养老\n\(Base.baidu),乙,1\n", into: database)
        let whole = batch([])
        func write() throws -> EmployerLetters.Written {
            try database.write { try EmployerLetters.writeNotices(whole, in: $0, at: Self.now) }
        }
        #expect(try code(write) == "employers.no-match")
        try database.write {
            _ = try Employers.match(on: Base.day, regulators: RegulatorTable(), by: "甲", in: $0, at: Self.now)
        }
        let written = try write()
        #expect(written.letters.map(\.name) == ["甲"])
        #expect(written.remarks.map(\.code) == ["employers.letter-code"])
        #expect(written.letters[0].facts == "2018年1月1日登记，没有工资申报记录，没有参保记录（2020年5月20日比对）")
        #expect(try code(write) == "employers.letter-none")
    }

    @Test func `an employer's table of bases is read whole`() throws {
        let rows = try EmployerBaseReader.read(
            Base.file("b.csv", "姓名,险种,缴费基数,所属期\n张三,养老、工伤,4250.5,2020-04\n李四,,3862,202004\n"))
        #expect(rows.map(\.schemes) == ["养老 工伤", "养老 失业 工伤 医疗"])
        #expect(rows.map(\.fen) == [425_050, 386_200])
        #expect(rows.map(\.monthText) == ["2020-04", "2020-04"])
        #expect(
            try code { try EmployerBaseReader.read(Base.file("b.csv", "姓名,缴费基数,所属期\n,0,x\n")) }
                == "employers.base-name")
    }
}
