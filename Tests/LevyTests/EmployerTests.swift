import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Levy

/// Registers of employers and their match.
@Suite struct EmployerTests {
    static let now = XuechengData.now
    static let day = XuechengData.day("2020-05-20")
    static let huawei = "9144030071526726XG"
    static let baidu = "91110108551385082Q"
    static let alibaba = "91330100799655058B"
    static let school = "12100000400010275N"

    static func file(_ name: String, _ text: String) -> SourceFile { SourceFile(name: name, bytes: Array(text.utf8)) }

    static func importing(
        _ register: EmployerRegister, _ text: String, on day: CivilDate = day, into database: Database
    ) throws -> Employers.Imported {
        try database.write {
            try Employers.importRegister(
                register, file("\(register.rawValue).csv", text), asOf: day, by: "甲", in: $0, at: now)
        }
    }

    @Test func `a file that was superseded holds again when it is offered again`() throws {
        let database = try Database.inMemory(migrations: LevySchema.migrations)
        let head = "统一社会信用代码,纳税人名称,纳税人状态,申报工资人数\n"
        let (right, wrong) = (head + "\(Self.baidu),乙公司,正常,5", head + "\(Self.baidu),乙公司,正常,1")
        func offer(_ text: String, on day: String) throws -> (known: Bool, again: Bool) {
            let found = try Self.importing(.tax, text, on: XuechengData.day(day), into: database)
            return (found.isKnown, found.isAgain)
        }
        func holding(on day: String) throws -> Int? {
            try database.read { try EmployerRegisterStore.latest(.tax, on: XuechengData.day(day), in: $0) }?.id
        }
        #expect(try offer(right, on: "2020-05-20") == (false, false))
        #expect(try offer(right, on: "2020-05-20") == (true, false))
        #expect(try offer(wrong, on: "2020-05-25") == (false, false))
        #expect(try holding(on: "2020-05-27") == 2)
        #expect(try offer(right, on: "2020-05-26") == (false, true))
        #expect(try holding(on: "2020-05-27") == 1 && holding(on: "2020-05-25") == 2)
        #expect(try offer(right, on: "2020-05-26") == (true, false))
    }

    // MARK: Credit codes

    @Test(arguments: [
        "91350100M000100Y43", huawei, baidu, alibaba, "11620000013897232J", school, "113310810026800891",
    ])
    func `a right credit code is right, and no other last character is`(code: String) {
        #expect(EmployerIdentity(code: " \(code.lowercased())", name: "甲").fault == nil)
        for last in "0123456789ABCDEFGHJKLMNPQRTUWXY" where last != code.last {
            #expect(EmployerIdentity(code: code.dropLast() + String(last), name: "甲").fault == .checkCharacter)
        }
    }

    // MARK: Reading

    @Test func `a bureau's table is read as it is written, and all its mistakes are told at once`() throws {
        let table = try EmployerRegisterReader.companies(
            Self.file(
                "c.csv",
                """
                市场主体登记信息,,,,,
                序号,企业名称,统一社会信用代码,登记状态,成立日期,行业门类
                1,甲（乌海）有限公司,\(Self.huawei),存续（在营、开业、在册）,2018-03-01,建筑业
                2, 乙公司 ,123,已注销,2018年3月1日,
                合计,2家,,,,
                """))
        #expect(table.lines.map(\.entry.identity.name) == ["甲（乌海）有限公司", "乙公司"])
        #expect(table.lines.map(\.entry.state) == [.active, .closed])
        #expect(table.remarks.map(\.code) == ["employers.code-shape"])
        #expect(throws: Rejection.self) {
            do {
                _ = try EmployerRegisterReader.insurance(
                    Self.file(
                        "i.csv",
                        """
                        信用代码,单位名称,养老人数,失业人数,缴至年月
                        \(Self.huawei),甲,十,3,2020-13
                        \(Self.baidu),,1,1,202004
                        \(Self.alibaba),丙,1,1,202004
                        \(Self.alibaba),丙,1,1,202004
                        """))
            } catch let rejection as Rejection {
                #expect(
                    rejection.diagnostics.map(\.code) == [
                        "levy.not-a-number", "employers.month", "employers.no-name", "employers.twice",
                    ])
                throw rejection
            }
        }
    }

    @Test(arguments: [
        ("202004", 202_004), ("2020-04", 202_004), ("2020年4月", 202_004), ("2020-04-30", 202_004), ("2019", 2_019),
        ("2019年度", 2_019), ("2020-13", nil), ("20204", nil), ("", nil), ("1889", nil), ("２０20", nil),
    ])
    func `a period is a year or a month`(text: String, period: Int?) {
        #expect(PeriodText.yearOrMonth(text) == period)
    }

    @Test func `the same file is one snapshot, and history is not changed`() throws {
        let database = try Database.inMemory(migrations: LevySchema.migrations)
        let text = "纳税人识别号,纳税人名称,纳税人状态,职工人数\n\(Self.huawei),甲,正常,3\n"
        #expect(try !Self.importing(.tax, text, into: database).isKnown)
        #expect(try Self.importing(.tax, text, into: database).isKnown)
        #expect(try database.read { try Employers.snapshots(in: $0) }.count == 1)
        for table in ["snapshots", "taxpayers"] {
            #expect(throws: StorageFailure.self) {
                try database.write { _ = try $0.execute("DELETE FROM levy_employer_\(table)") }
            }
        }
    }

    // MARK: Matching

    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        /// Kind, state, days since the registration; nil when no company is registered.
        var company: (kind: String, state: CompanyEntry.State, days: Int)? = ("有限责任公司", .active, 400)
        /// Pension, unemployment, injury, medical, and the month paid up to.
        var insured: ([Int], Int?)?
        var tax: (isNormal: Bool, employees: Int)?
        var companyCode = huawei
        var insuredName = "甲公司"
        var insuredCode = huawei
        let kinds: [EmployerFinding.Kind]
        var due = 1

        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(name: "all insured", insured: ([3, 3, 3, 3], 202_004), tax: (true, 3), kinds: []),
        Case(name: "nobody insured, wages paid", tax: (true, 3), kinds: [.uninsured, .taxWithoutInsurance]),
        Case(name: "nobody insured, no wages declared", kinds: [.uninsured]),
        Case(name: "insured with nobody", insured: ([0, 0, 0, 0], nil), kinds: [.uninsured]),
        Case(name: "day 30 after the registration", company: ("公司", .active, 30), kinds: [], due: 0),
        Case(name: "day 31", company: ("公司", .active, 31), kinds: [.uninsured]),
        Case(name: "sole trader alone", company: ("个体工商户", .active, 400), kinds: [], due: 0),
        Case(
            name: "sole trader with one employee", company: ("个体工商户", .active, 400), tax: (true, 1),
            kinds: [.uninsured, .taxWithoutInsurance]),
        Case(name: "not all", insured: ([3, 3, 3, 3], 202_004), tax: (true, 5), kinds: [.partlyInsured]),
        Case(name: "more insured than declared", insured: ([5, 5, 5, 5], 202_004), tax: (true, 3), kinds: []),
        Case(name: "injury only", insured: ([0, 0, 4, 0], 202_004), tax: (true, 4), kinds: [.selective]),
        Case(name: "three months behind", insured: ([3, 3, 3, 3], 202_002), tax: (true, 3), kinds: []),
        Case(
            name: "four months behind", insured: ([3, 3, 3, 3], 202_001), tax: (true, 3),
            kinds: [.taxWithoutInsurance]),
        Case(name: "never paid", insured: ([3, 3, 3, 3], nil), tax: (true, 3), kinds: [.taxWithoutInsurance]),
        Case(name: "taxpayer not normal", insured: ([3, 3, 3, 3], nil), tax: (false, 3), kinds: []),
        Case(
            name: "closed, still insured", company: ("公司", .closed, 400), insured: ([3, 3, 3, 3], 202_004),
            kinds: [.insuredClosed], due: 0),
        Case(name: "closed, not insured", company: ("公司", .revoked, 400), kinds: [], due: 0),
        Case(
            name: "insured, never registered", company: nil, insured: ([3, 3, 3, 3], 202_004),
            kinds: [.insuredUnregistered], due: 0),
        Case(
            name: "a school is registered elsewhere", company: nil, insured: ([3, 3, 3, 3], 202_004),
            insuredCode: school, kinds: [], due: 0),
        Case(
            name: "another name", insured: ([3, 3, 3, 3], 202_004), insuredName: "乙公司", kinds: [.nameDiffers]),
        Case(
            name: "brackets and blanks make no other name", insured: ([3, 3, 3, 3], 202_004), insuredName: "甲 公司",
            kinds: []),
        Case(
            name: "a wrong code is matched by name", insured: ([3, 3, 3, 3], 202_004),
            insuredCode: "9144030071526726X1", kinds: [.wrongCode]),
        Case(
            name: "a wrong code of another name", insured: ([3, 3, 3, 3], 202_004), insuredName: "丙公司", insuredCode: "",
            kinds: [.uninsured, .insuredUnregistered, .wrongCode]),
    ]

    @Test(arguments: cases)
    func `the three registers say what is wrong with an employer`(one: Case) {
        let companies = one.company.map { company in
            CompanyEntry(
                identity: EmployerIdentity(code: one.companyCode, name: "甲公司"), kind: company.kind,
                state: company.state, registeredOn: Self.day.adding(days: -company.days), industry: "建筑业",
                legalRepresentative: "", address: "", phone: "")
        }
        let insured = one.insured.map { persons, month in
            InsuredEntry(
                identity: EmployerIdentity(code: one.insuredCode, name: one.insuredName),
                persons: Dictionary(uniqueKeysWithValues: zip(EmployerScheme.allCases, persons)), baseFen: 0,
                paidUpTo: month)
        }
        let tax = one.tax.map { state in
            TaxpayerEntry(
                identity: EmployerIdentity(code: one.companyCode, name: "甲公司"), isNormal: state.isNormal,
                employees: state.employees)
        }
        let result = EmployerMatch(on: Self.day).run(
            companies: [companies].compactMap(\.self), insured: [insured].compactMap(\.self),
            taxpayers: [tax].compactMap(\.self))
        #expect(Set(result.findings.map(\.kind)) == Set(one.kinds))
        #expect(result.findings.count == one.kinds.count)
        #expect(result.total.due == one.due)
        #expect(result.total.covered == (one.due == 1 && !one.kinds.contains(.uninsured) ? 1 : 0))
    }

    @Test func `two employers of a name are not matched by it`() {
        func company(_ code: String) -> CompanyEntry {
            CompanyEntry(
                identity: EmployerIdentity(code: code, name: "甲公司"), kind: "", state: .active,
                registeredOn: Self.day.adding(days: -99), industry: "", legalRepresentative: "", address: "", phone: "")
        }
        let insured = InsuredEntry(
            identity: EmployerIdentity(code: "", name: "甲公司"),
            persons: Dictionary(uniqueKeysWithValues: EmployerScheme.allCases.map { ($0, 1) }), baseFen: 0, paidUpTo: 1)
        let result = EmployerMatch(on: Self.day).run(
            companies: [company(Self.huawei), company(Self.baidu)], insured: [insured], taxpayers: [])
        #expect(result.findings.count { $0.kind == .uninsured } == 2)
        #expect(result.findings.first { $0.kind == .wrongCode }?.detail.contains("2 家") == true)
    }

    @Test func `a match says what is new and gone, by the regulator of the industry`() throws {
        let database = try Database.inMemory(migrations: LevySchema.migrations)
        _ = try Self.importing(
            .companies,
            """
            统一社会信用代码,名称,登记状态,成立日期,行业
            \(Self.huawei),甲,存续,2018-01-01,房屋建筑业
            \(Self.baidu),乙,存续,2018-01-01,零售业
            """, into: database)
        _ = try Self.importing(
            .insurance, "信用代码,单位名称,养老,失业,工伤,医疗\n\(Self.baidu),乙,1,1,1,1\n", into: database)
        let regulators = try RegulatorTable.read(
            Self.file("r.csv", "行业,行业主管部门,统一社会信用代码\n建筑,住建局,\n零售,商务局,\n,国资委,\(Self.baidu)\n"))
        func match() throws -> EmployerReport {
            try database.write {
                try Employers.match(on: Self.day, regulators: regulators, by: "甲", in: $0, at: Self.now)
            }
        }
        let first = try match()
        #expect(first.changes.map(\.finding.regulator) == ["住建局"])
        #expect(first.changes.map(\.kind) == [.new])
        #expect(first.coverage.keys.sorted() == ["住建局", "国资委"])
        #expect(first.total.rate?.text == "50.00")
        #expect(try match().changes.map(\.kind) == [.unchanged])
        _ = try Self.importing(
            .insurance, "信用代码,单位名称,养老,失业,工伤,医疗\n\(Self.huawei),甲,1,1,1,1\n", into: database)
        let third = try match()
        #expect(third.changes.map(\.kind) == [.new, .gone])
        #expect(third.changes.map(\.finding.name) == ["乙", "甲"])
    }

    @Test func `the regulators that come with the program can be read`() throws {
        let table = try RegulatorTable.read(SourceFile(path: Project.path("workflows/employers/regulators.csv")))
        for (industry, regulator) in [("快递服务", "邮政管理局"), ("餐饮业", "市场监督管理局"), ("农业", "")] {
            #expect(table.regulator(code: "", industry: industry) == regulator)
        }
    }
}
