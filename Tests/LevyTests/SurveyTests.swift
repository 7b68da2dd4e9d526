import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Levy

/// Grids, sheets of whom lists leave open, visits that come back, and what is to be done next.
@Suite struct SurveyTests {
    typealias Small = SmallCampaign
    private static let child = "37040320190615001X"
    private static let now = Instant(XuechengData.day("2019-11-20"), hour: 9)

    private static func day(_ text: String) -> CivilDate { XuechengData.day("2019-11-" + text) }

    private func file(_ text: String, _ name: String = "f.csv") -> SourceFile {
        SourceFile(name: name, bytes: Array(text.utf8))
    }

    private func codes(_ body: () throws -> Void) -> [String] {
        do {
            try body()
            return []
        } catch let rejection as Rejection { return rejection.diagnostics.map(\.code) } catch { return ["\(error)"] }
    }

    private func make(
        _ small: SmallCampaign, _ reasons: [SurveyReason] = SurveyReason.usual, size: Int = 20, day: String = "10"
    ) throws -> SurveyMade {
        try small.database.write {
            try small.campaign.makeSurveys(
                SurveyOrder(
                    villages: [Small.village, Small.other], reasons: reasons, size: size, day: Self.day(day),
                    due: Self.day("18"), by: "甲"), in: $0, at: Self.now)
        }
    }

    private func grids(_ small: SmallCampaign, members: String? = nil) throws {
        let table = "村居代码,网格编号,网格名称,网格员,联系电话\n\(Small.village),A,第一网格,赵立新,13800138000\n"
            + "\(Small.village),B,第二网格,孙梅,0632-0000012\n"
        try small.database.write { transaction in
            #expect(try Grids.take(file(table), by: "甲", in: transaction, at: Self.now) == 2)
            #expect(try Grids.take(file(table, "again.csv"), by: "甲", in: transaction, at: Self.now) == nil)
            if let members {
                _ = try Grids.takeMembers(
                    file("村居代码,网格编号,身份证号码,户主\n" + members), by: "甲", in: transaction, at: Self.now)
            }
        }
    }

    private func take(_ rows: [String], _ small: SmallCampaign, _ name: String = "v.csv") throws -> VisitReader.Taken? {
        let head = "调查表编号,序号,姓名,走访日期,走访结果,未缴原因,更正电话,变动类型,变动日期,下一步,下次日期,走访人,备注\n"
        return try small.database.write {
            try VisitReader.take(file(head + rows.joined(separator: "\n"), name), by: "乙", in: $0, at: Self.now)
        }
    }

    private func names(_ made: SurveyMade) -> [[String]] { made.sheets.map { $0.lines.map(\.name) } }

    @Test func `who has not paid is on a sheet of his grid, and on one only`() throws {
        let small = try SmallCampaign()
        try small.evening("20191101", [Small.line("S1", "20191101", Small.bert)])
        try grids(small, members: "\(Small.village),A,\(Small.anna),\n\(Small.village),B,,安乐\n")
        let made = try make(small)
        #expect(made.sheets.map(\.number) == ["MD2019-00001", "MD2019-00002", "MD2019-00003"])
        #expect(made.sheets.map(\.grid) == ["A", "B", ""])
        #expect(made.sheets.map(\.worker) == ["赵立新", "孙梅", ""])
        // Who is paid for by the state owes nothing; who has paid is not visited.
        #expect(names(made) == [["安娜"], ["安乐"], ["乙一"]])
        let anna = try #require(made.sheets.first?.lines.first)
        #expect([anna.medicalFen, anna.pensionFen] == [28_000, 30_000])
        #expect(anna.reasons == [.unpaid])
        let second = try make(small)
        #expect(second.sheets.isEmpty && second.waiting == 3)
        try small.database.write {
            try Surveys.void("md2019-00002", reason: "遗失", by: "甲", in: $0, at: Self.now)
        }
        #expect(names(try make(small)) == [["安乐"]])
    }

    @Test func `in a village with one grid everybody is in it, and a later table is the whole one`() throws {
        let small = try SmallCampaign()
        try grids(small)
        let one = "村居代码,网格编号,网格员\n\(Small.village),C,钱进\n"
        _ = try small.database.write { try Grids.take(file(one), by: "甲", in: $0, at: Self.now) }
        #expect(try make(small).sheets.map(\.grid) == ["C", ""])
    }

    @Test func `a household stays on one sheet`() {
        func person(_ name: String, _ head: String) -> SurveyCandidates.Person {
            SurveyCandidates.Person(
                citizenID: name, name: name, head: head, village: "v", reasons: [.unpaid], fen: [:])
        }
        let persons = [
            person("甲", "甲"), person("乙", "乙"), person("丙", "甲"), person("丁", ""), person("戊", "丁"), person("己", "己"),
        ]
        func sizes(_ size: Int) -> [[String]] { Surveys.parts(persons, size: size).map { $0.map(\.name) } }
        #expect(sizes(3) == [["甲", "丙", "乙"], ["丁", "戊", "己"]])
        #expect(sizes(1) == [["甲", "丙"], ["乙"], ["丁", "戊"], ["己"]])
        #expect(Surveys.parts([], size: 3).isEmpty)
    }

    @Test func `every reason finds its persons`() throws {
        let small = try SmallCampaign()
        let list = "变动类型,姓名,身份证号,变动日期,村居代码\n迁入,新来,110101199003078515,2019-11-02,\(Small.other)\n"
        let poor = "姓名,身份证号\n未列,37990119311022287X\n"
        try small.database.write { transaction in
            _ = try small.campaign.importEvents(file(list), by: "甲", in: transaction, at: Self.now)
            _ = try small.campaign.importRosters(
                RosterSources(
                    regions: nil, special: [file(poor, "低保.csv")],
                    medical: file(
                        "村居代码,姓名,身份证号码\n\(Small.village),安娜,\(Small.anna)\n\(Small.village),某\u{E000},\(Small.poor)\n",
                        "m2.csv"), pension: nil, agents: nil), in: transaction, at: Self.now)
        }
        func found(_ reason: SurveyReason) throws -> SurveyMade {
            let made = try make(small, [reason])
            for sheet in made.sheets {
                try small.database.write { try Surveys.void(sheet.number, reason: "试", by: "甲", in: $0, at: Self.now) }
            }
            return made
        }
        #expect(names(try found(.dropped)) == [["贝特", "贫家", "安乐"], ["乙一"]])
        #expect(names(try found(.event)) == [["新来"]])
        #expect(names(try found(.rowOpen)).flatMap { $0 }.count == 1)
        #expect(names(try found(.clash)).isEmpty)
        // No list says where she lives.
        #expect(try found(.notListed).homeless.count == 1)
        #expect(names(try found(.noPhone)).flatMap { $0 }.contains("安娜") == false)
    }

    @Test func `what visitors bring back is entered once and changes what it says`() throws {
        let small = try SmallCampaign()
        _ = try make(small)
        // One sheet a village here: 1 安娜, 2 贝特, 3 安乐 and 1 乙一.
        let rows = [
            "MD2019-00001,1,安娜,2019-11-12,1,12,13900139000,,,3,2019-11-15,赵立新,",
            "MD2019-00001,2,贝特,2019-11-12,家中无人,,,,,再次上门,2019-11-14,赵立新,门锁",
            "MD2019-00001,3,安乐,,,,,,,,,,", "MD2019-00002,1,,2019-11-13,4,1,,迁出,2019-10-01,,,孙梅,",
        ]
        let taken = try #require(try take(rows, small))
        #expect([taken.visits, taken.blank, taken.phones, taken.events, taken.actions] == [3, 1, 1, 1, 2])
        #expect(try take(rows, small, "again.csv") == nil)
        try small.database.read { transaction in
            #expect(try SurveyStore.phone(of: Small.anna, in: transaction) == "13900139000")
            #expect(try PhoneStore.source(of: Small.anna, in: transaction) == "2019-11-12 入户摸底（赵立新）")
            // Both insurances wait for her.
            let reasons = try UnpaidReasonStore.reasons(of: Small.anna, in: transaction)
            #expect(reasons.map(\.reason) == [.paysLater, .paysLater])
            #expect(Set(reasons.map(\.insurance)) == [.medical, .pension])
            #expect(try small.campaign.personEvents(in: transaction).map(\.kind) == [.movedOut])
            let open = try Surveys.openActions(in: transaction)
            #expect(open.map(\.name) == ["贝特", "安娜"])
        }
        // Who has moved away is exempt, who was not met comes again when it is due.
        let next = try make(small, [.unpaid, .followUp], day: "15")
        #expect(names(next) == [["安娜", "贝特"]])
        #expect(next.sheets[0].lines.map(\.reasons) == [[.unpaid, .followUp], [.unpaid, .followUp]])
        // Helping to pay is done with the payment; a later visit replaces what was promised before.
        try small.evening(
            "20191113", [Small.line("S1", "20191113", Small.anna)])
        _ = try take(["MD2019-00003,2,贝特,2019-11-16,2,,,,,2,2019-11-19,赵立新,"], small, "w.csv")
        let open = try small.database.read { try Surveys.openActions(in: $0) }
        #expect(open.map { "\($0.name) \($0.visit.next?.action.chinese ?? "")" } == ["安娜 协助缴费", "贝特 电话联系"])
        try small.database.write { try Surveys.end(open[1].id, note: "已通话", by: "乙", in: $0, at: Self.now) }
        #expect(try small.database.read { try Surveys.openActions(in: $0) }.count == 1)
        let again = codes {
            try small.database.write { try Surveys.end(open[1].id, note: "", by: "乙", in: $0, at: Self.now) }
        }
        #expect(again == ["survey.no-action"])
    }

    @Test func `figures tell visits by grid and village`() throws {
        let small = try SmallCampaign()
        try grids(small, members: "\(Small.village),A,\(Small.anna),\n\(Small.village),A,,安乐\n")
        _ = try make(small)
        _ = try take(
            [
                "MD2019-00001,1,安娜,2019-11-12,1,5,,,,,,赵立新,", "MD2019-00001,2,安乐,2019-11-12,3,,,,,1,2019-11-14,赵立新,",
            ], small)
        let figures = try small.database.read { try Surveys.figures(on: Self.day("19"), in: $0) }
        #expect(figures.rows.map(\.grid) == ["", "A", ""])
        let first = figures.rows[1]
        #expect([first.persons, first.done, first.again, first.unvisited] == [2, 1, 1, 0])
        #expect(first.rate == Rate(1, of: 2))
        #expect(first.reasons == [.refuses: 1])
        #expect([first.open, first.due] == [1, 1])
        #expect(figures.villages.map(\.persons) == [3, 1])
        #expect([figures.total.persons, figures.total.sheets, figures.total.visits] == [4, 3, 2])
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let row: String
        let codes: [String]

        init(_ text: String, _ row: String, _ codes: String...) {
            (testDescription, self.row, self.codes) = (text, row, codes)
        }
    }

    static let mistakes = [
        Mistake("no such sheet", "MD2019-00009,1,,2019-11-12,1,,,,,,,赵,", "survey.unknown"),
        Mistake("no such line", "MD2019-00001,9,,2019-11-12,1,,,,,,,赵,", "survey.no-line"),
        Mistake("another person's line", "MD2019-00001,2,安娜,2019-11-12,1,,,,,,,赵,", "survey.name"),
        Mistake("before the sheet", "MD2019-00001,1,,2019-11-09,1,,,,,,,赵,", "survey.day"),
        Mistake("tomorrow", "MD2019-00001,1,,2019-11-21,1,,,,,,,赵,", "survey.day"),
        Mistake("no day", "MD2019-00001,1,,某日,1,,,,,,,赵,", "levy.not-a-date"),
        Mistake("a day without a result", "MD2019-00001,1,,2019-11-12,,,,,,,,赵,", "survey.empty"),
        Mistake("a result without a day", "MD2019-00001,1,,,1,,,,,,,赵,", "survey.empty"),
        Mistake("no such result", "MD2019-00001,1,,2019-11-12,6,,,,,,,赵,", "survey.word"),
        Mistake("no such reason", "MD2019-00001,1,,2019-11-12,1,15,,,,,,赵,", "survey.word"),
        Mistake("a reason of nobody", "MD2019-00001,1,,2019-11-12,3,5,,,,,,赵,", "survey.absent-reason"),
        Mistake("no telephone", "MD2019-00001,1,,2019-11-12,1,,1390013900,,,,,赵,"),
        Mistake("too short a telephone", "MD2019-00001,1,,2019-11-12,1,,12345,,,,,赵,", "survey.phone"),
        Mistake("a mobile that is none", "MD2019-00001,1,,2019-11-12,1,,12345678901,,,,,赵,", "survey.phone"),
        Mistake("an event without a day", "MD2019-00001,1,,2019-11-12,1,,,迁出,,,,赵,", "survey.empty"),
        Mistake("an event to come", "MD2019-00001,1,,2019-11-12,1,,,死亡,2019-12-01,,,赵,", "survey.future-event"),
        Mistake("a next step without a day", "MD2019-00001,1,,2019-11-12,1,,,,,1,,赵,", "survey.empty"),
        Mistake("a next day without a step", "MD2019-00001,1,,2019-11-12,1,,,,,,2019-11-15,赵,", "survey.empty"),
        Mistake("a next day before", "MD2019-00001,1,,2019-11-12,1,,,,,1,2019-11-11,赵,", "survey.next-day"),
        Mistake("nobody went", "MD2019-00001,1,,2019-11-12,1,,,,,,,,", "survey.no-visitor"),
        Mistake(
            "several at once", "MD2019-00001,1,别人,2019-11-09,1,,,,,,,,", "survey.name", "survey.day",
            "survey.no-visitor"),
    ]

    @Test(arguments: mistakes) func `a file with a mistake is refused whole`(_ mistake: Mistake) throws {
        let small = try SmallCampaign()
        _ = try make(small)
        let good = "MD2019-00002,1,,2019-11-12,1,,,,,,,孙梅,"
        #expect(codes { _ = try take([good, mistake.row], small) } == mistake.codes)
        let count = try small.database.read { try SurveyStore.visits(in: $0) }.count
        #expect(count == (mistake.codes.isEmpty ? 2 : 0))
    }

    @Test func `one line is visited once a day, and a void sheet not at all`() throws {
        let small = try SmallCampaign()
        _ = try make(small)
        let row = "MD2019-00001,1,,2019-11-12,1,,,,,,,赵,"
        #expect(codes { _ = try take([row, row], small) } == ["survey.visited"])
        _ = try take([row], small)
        #expect(codes { _ = try take([row + "又"], small) } == ["survey.visited"])
        try small.database.write { try Surveys.void("MD2019-00001", reason: "遗失", by: "甲", in: $0, at: Self.now) }
        let again = codes {
            try small.database.write { try Surveys.void("MD2019-00001", reason: "又", by: "甲", in: $0, at: Self.now) }
        }
        #expect(again == ["survey.void"])
        #expect(codes { _ = try take(["MD2019-00001,1,,2019-11-13,1,,,,,,,赵,"], small) } == ["survey.void"])
    }

    @Test func `wrong grids are told all at once`() throws {
        let small = try SmallCampaign()
        let table = "村居代码,网格编号,网格员,联系电话\n1,A,赵,\n\(Small.village),,赵,\n"
            + "\(Small.village),B,孙,123\n\(Small.village),B,孙,\n"
        #expect(
            codes { _ = try small.database.write { try Grids.take(file(table), by: "甲", in: $0, at: Self.now) } }
                == ["stock.village", "survey.grid-empty", "survey.phone", "survey.grid-twice"])
        try grids(small)
        let members = "村居代码,网格编号,身份证号码,户主\n\(Small.village),Z,,安娜\n\(Small.village),A,,\n\(Small.village),A,12,\n"
            + "\(Small.village),A,,安娜\n"
        let wrong = codes {
            _ = try small.database.write { try Grids.takeMembers(file(members), by: "甲", in: $0, at: Self.now) }
        }
        #expect(
            wrong == ["survey.grid-unknown", "survey.nobody", "levy.not-an-id", "survey.member-twice"])
    }
}
