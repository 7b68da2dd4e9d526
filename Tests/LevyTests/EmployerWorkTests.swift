import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Levy

/// What offices do about employers: messages, inspections, scores and rates.
@Suite struct EmployerWorkTests {
    private typealias Base = EmployerTests
    private static let day = Base.day
    private static let folder = XuechengData.tests + "/../../workflows/employers/"

    /// Three employers: one uninsured with a mobile number, one with few insured, one that is as it should be.
    private func database() throws -> Database {
        let database = try Database.inMemory(migrations: LevySchema.migrations)
        _ = try Base.importing(
            .companies,
            """
            统一社会信用代码,企业名称,登记状态,成立日期,行业,联系电话
            \(Base.huawei),甲公司,存续,2018-03-01,建筑,138 0013 8000
            \(Base.baidu),乙公司,存续,2018-03-01,零售,0537-2222222
            \(Base.alibaba),丙公司,存续,2018-03-01,零售,13900139000
            """, into: database)
        _ = try Base.importing(
            .insurance,
            """
            统一社会信用代码,单位名称,养老保险人数,失业保险人数,工伤保险人数,医疗保险人数,缴费基数合计,缴至年月
            \(Base.baidu),乙公司,4,4,4,4,8000,202001
            \(Base.alibaba),丙公司,3,3,3,3,15000,202005
            """, into: database)
        for (employees, day) in [(20, "2020-04-20"), (10, "2020-05-20")] {
            _ = try Base.importing(
                .tax,
                "统一社会信用代码,纳税人名称,纳税人状态,申报工资人数\n\(Base.baidu),乙公司,正常,\(employees)\n\(Base.alibaba),丙公司,正常,3\n",
                on: XuechengData.day(day), into: database)
        }
        _ = try database.write {
            try Employers.match(on: Self.day, regulators: RegulatorTable(), by: "甲", in: $0, at: Base.now)
        }
        return database
    }

    private func codes(_ body: () throws -> Void) throws -> [String] {
        do {
            try body()
            return []
        } catch let rejection as Rejection { return rejection.diagnostics.map(\.code) }
    }

    private func table(_ text: String) throws -> (ScratchFolder, String) {
        let scratch = try ScratchFolder()
        return (scratch, try scratch.write(text, to: "t.csv"))
    }

    // MARK: Messages

    @Test(arguments: [(70, 1), (71, 2), (134, 2), (135, 3)])
    func `a message is counted as networks count it`(count: Int, parts: Int) {
        #expect(MessageLength.parts(String(repeating: "参", count: count)) == parts)
        // A character beyond the basic plane is two.
        #expect(MessageLength.units("𠮷a") == 3)
    }

    private func send(_ script: ContactScript, _ database: Database, parts: Int = 1) throws -> EmployerContacts.Batch {
        try database.write {
            try EmployerContacts.send(script, parts: parts, by: "甲", on: Self.day, in: $0, at: Base.now)
        }
    }

    @Test func `messages go to mobile numbers that want them, once`() throws {
        let database = try database()
        let script = ContactScript(id: "S", way: .sms, kind: .uninsured, text: "{单位}（{信用代码}）请参保")
        let batch = try send(script, database)
        #expect(batch.messages.map(\.phone) == ["13800138000"])
        #expect(batch.messages.map(\.words) == ["甲公司（\(Base.huawei)）请参保"])
        #expect(try send(script, database).omitted.map(\.why) == [.already])
        let partly = ContactScript(id: "P", way: .sms, kind: .partlyInsured, text: "{差额}/{人数}")
        #expect(try send(partly, database).omitted.map(\.why) == [.noMobile])
        func optOut(_ isOut: Bool) throws {
            try database.write {
                try EmployerContacts.setOptOut(
                    "138-0013-8000", isOut: isOut, reason: "来电", by: "甲", on: Self.day, in: $0, at: Base.now)
            }
        }
        try optOut(true)
        let second = ContactScript(id: "S2", way: .sms, kind: .uninsured, text: "再请参保")
        #expect(try send(second, database).omitted.map(\.why) == [.optedOut])
        // Whoever writes to the tables, the number gets nothing.
        #expect(throws: (any Error).self) {
            try database.write {
                try EmployerWorkStore.add(
                    EmployerContact(
                        code: Base.huawei, name: "甲", phone: "13800138000", way: .sms, result: .sent, day: Self.day,
                        by: "甲"), at: Base.now, in: $0)
            }
        }
        try optOut(false)
        #expect(try send(second, database).messages.count == 1)
        #expect(try database.read { try EmployerContacts.all(in: $0) }.map(\.script) == ["S", "S2"])
    }

    @Test func `a text that is too long, or for another way, sends nothing`() throws {
        let database = try database()
        let long = ContactScript(id: "L", way: .sms, kind: .uninsured, text: "{单位}" + String(repeating: "请", count: 70))
        #expect(try codes { _ = try send(long, database) } == ["employers.sms-long"])
        #expect(try database.read { try EmployerContacts.all(in: $0) }.isEmpty)
        #expect(try send(long, database, parts: 2).messages.count == 1)
        let call = ContactScript(id: "C", way: .call, kind: .uninsured, text: "您好")
        #expect(try codes { _ = try send(call, database) } == ["employers.script-way"])
    }

    @Test func `the scripts of the project are right, and each message fits one with a long name`() throws {
        let scripts = try ContactScripts.read(Self.folder + "scripts.csv").scripts
        #expect(scripts.count >= 5)
        let finding = EmployerFinding(
            unit: "", kind: .uninsured, code: Base.huawei, name: String(repeating: "名", count: 20), industry: "",
            regulator: "", address: "", phone: "", employees: 100, insured: 1, detail: "")
        for script in scripts where script.way == .sms {
            #expect(MessageLength.parts(script.text(for: finding)) == 1, "\(script.id)")
        }
    }

    @Test(arguments: [
        ("S,短信,已注册未参保,{名称}", "employers.table-row"), ("S,传真,已注册未参保,x", "employers.table-row"),
        ("S,短信,谁,x", "employers.table-row"), (",短信,已注册未参保,x", "employers.table-row"),
    ])
    func `a wrong script is told by its row`(row: String, code: String) throws {
        let (scratch, path) = try table("编号,方式,名单,内容\n" + row + "\n")
        #expect(try codes { _ = try ContactScripts.read(path) } == [code], "\(scratch.path)")
        let (other, wrong) = try table("编号,内容\n")
        #expect(try codes { _ = try ContactScripts.read(wrong) } == ["employers.table-head"], "\(other.path)")
    }

    // MARK: Scores

    @Test func `employers are scored by the table of rules`() throws {
        let database = try database()
        let (scratch, path) = try table(
            """
            编号,规则,条件,值,分值,依据
            A,没有参保,已注册未参保,,40,法
            B,差额大,未参保人数不少于,6,10,法
            C,比例高,未参保比例不低于,60,5,法
            D,基数低,人均缴费基数低于,3000,20,法
            E,没有缴,欠缴月数不少于,4,7,法
            F,波动,用工波动不低于,50,3,法

            """)
        let scores = try database.read { try EmployerRisk.read(path).scores(in: $0) }
        #expect(scores.map { "\($0.name) \($0.points)" } == ["乙公司 45", "甲公司 40"], "\(scratch.path)")
        #expect(scores[0].hits.map(\.rule.id) == ["B", "C", "D", "E", "F"])
        #expect(scores[0].hits[2].detail == "人均基数 2,000.00 元")
        #expect(!(try EmployerRisk.read(Self.folder + "risk-rules.csv").rules.isEmpty))
    }

    @Test(arguments: [
        "A,规则,谁知道,1,1,", "A,规则,未参保人数不少于,,1,", "A,规则,未参保人数不少于,0,1,", "A,规则,已注册未参保,3,1,",
        "A,规则,已注册未参保,,0,", ",规则,已注册未参保,,1,",
    ])
    func `a wrong rule is told by its row`(row: String) throws {
        let (scratch, path) = try table("编号,规则,条件,值,分值,依据\n" + row + "\n")
        #expect(try codes { _ = try EmployerRisk.read(path) } == ["employers.table-row"], "\(scratch.path)")
    }

    // MARK: Rates

    @Test(arguments: [("2019-04-30", 2_000), ("2019-05-01", 1_600)])
    func `the rate of a day is that of its document`(day: String, rate: Int) throws {
        let rates = try EmployerRates.read(Self.folder + "rates.csv")
        let found = rates.rates(on: XuechengData.day(day), payer: "企业").filter { $0.scheme == .pension }
        #expect(found.map(\.employer) == [rate] && found.map(\.person) == [800])
        #expect(found.first?.employerFen(ofBase: 100_001) == (100_001 * rate + 5_000) / 10_000)
    }

    @Test(arguments: [
        "养老保险,企业,16,8,文,2019-05-01,\n养老保险,企业,15,8,文,2020-01-01,", "车险,企业,16,8,文,2019-05-01,",
        "养老保险,企业,160,8,文,2019-05-01,", "养老保险,企业,16,8,,2019-05-01,", "养老保险,企业,16,8,文,2019-05-01,2019-04-01",
    ])
    func `a wrong rate is told by its row`(rows: String) throws {
        let (scratch, path) = try table(EmployerRates.head.joined(separator: ",") + "\n" + rows + "\n")
        #expect(try codes { _ = try EmployerRates.read(path) } == ["employers.table-row"], "\(scratch.path)")
    }

    // MARK: Inspections

    @Test(arguments: [("2020-05-20", 2), ("2020-05-22", 0), ("2020-05-25", -1), ("2020-05-27", -3)])
    func `the term of the law is counted in working days`(day: String, left: Int) throws {
        let (scratch, path) = try table("阶段,工作日,依据\n调查,2,条例\n")
        let inspection = EmployerInspection(
            id: 1, code: "", name: "", address: "", reason: "", planned: Self.day, day: Self.day, findings: [])
        let standing = try #require(
            try LegalTerms.read(path).standing(of: inspection, on: XuechengData.day(day)) { $0.weekday <= 5 })
        #expect(standing.due.iso == "2020-05-22" && standing.left == left, "\(scratch.path)")
        #expect(try LegalTerms.read(Self.folder + "terms.csv").terms.map(\.workingDays) == [60, 15])
        let (other, wrong) = try table("阶段,工作日,依据\n调查,0,条例\n谁,1,x\n")
        #expect(try codes { _ = try LegalTerms.read(wrong) }.count == 2, "\(other.path)")
    }

    private func found(
        _ result: EmployerInspection.Result, day: String = "2020-06-01", employees: Int = 10, insured: Int = 4,
        evidence: String = "工资表", again: String? = nil, inspectors: [String] = ["甲", "乙"]
    ) -> EmployerInspection.Finding {
        EmployerInspection.Finding(
            result: result, employees: employees, insured: insured, evidence: evidence, note: "",
            followUp: again.map(XuechengData.day), day: XuechengData.day(day), inspectors: inspectors)
    }

    @Test func `an inspection is looked at again until it is done`() throws {
        let database = try database()
        let wanted = [(code: Base.baidu, name: "乙公司", address: "街1号", reason: "未全员参保")]
        func plan() throws -> [EmployerInspection] {
            try database.write {
                try EmployerInspections.plan(
                    wanted, on: XuechengData.day("2020-06-01"), by: "甲", day: Self.day, in: $0, at: Base.now)
            }
        }
        func record(_ finding: EmployerInspection.Finding) throws -> [String] {
            try codes {
                _ = try database.write {
                    try EmployerInspections.record(finding, of: 1, by: "甲", in: $0, at: Base.now)
                }
            }
        }
        func due() throws -> String? { try database.read { try EmployerInspections.all(in: $0) }[0].due?.iso }
        #expect(try plan().map(\.id) == [1] && plan().isEmpty)
        #expect(try due() == "2020-06-01")
        #expect(try record(found(.toCorrect)) == ["employers.follow-up"])
        #expect(try record(found(.compliant, inspectors: ["甲", "甲"])) == ["employers.inspectors"])
        let empty = found(.compliant, insured: 11, evidence: "")
        #expect(try record(empty) == ["employers.evidence", "employers.head-count"])
        #expect(try record(found(.toCorrect, again: "2020-06-20")) == [])
        #expect(try due() == "2020-06-20")
        #expect(try record(found(.corrected, day: "2020-05-31")) == ["employers.inspection-not-now"])
        #expect(try record(found(.corrected, day: "2020-06-20", insured: 10)) == [])
        #expect(try due() == nil)
        #expect(try record(found(.refused, day: "2020-06-21")) == ["employers.inspection-not-now"])
        #expect(try plan().map(\.id) == [2])
        // The tables hold it too, whoever writes.
        #expect(throws: (any Error).self) {
            try database.write {
                try EmployerWorkStore.add(self.found(.refused, day: "2020-06-22"), to: 1, by: "甲", at: Base.now, in: $0)
            }
        }
    }
}
