import Foundation
import Storage
import TestSupport
import Testing

@testable import zhengjiao

/// What lists and feeds leave open becomes work of people: handed out by the daemon, decided over its API, kept in the
/// books; and a bank that sends tables of its own is read in the evening like the others.
@Suite struct ListTaskTests {
    private static let member = "379901199003071110"
    private static let twice = "379901196303264375"
    private static let added = "379901198001010010"
    private static let mover = "379901194203039382"

    private static let steps = """
        phases:
          - id: publicity
            name: 宣传发动
            from: 2020-11-02
            to: 2020-11-04
            steps:
              - id: import-rosters
                name: 导入参保清册
                at: phase start 09:00
              - id: look-into-events
                name: 办理人员变动
                needs: [import-rosters]
                for-each: events
                task: { role: tax-bureau, checker: people-bank, deadline: 3 working days, choices: [已转移村居, 停止征缴] }
              - id: decide-clashes
                name: 核定重复身份
                needs: [import-rosters]
                for-each: clashes
                task:
                  { role: tax-bureau, checker: people-bank, deadline: 3 working days, choices: [按规则, 保留重度残疾人] }
              - id: close-gaps
                name: 特殊人群参保清零
                needs: [import-rosters]
                for-each: gaps
                task: { role: tax-bureau, checker: people-bank, deadline: 5 working days, choices: [已劝导参保, 不愿参保] }
          - id: collection
            name: 集中征缴
            from: 2020-11-05
            to: 2020-11-10
            steps:
              - id: import-payments
                name: 导入银行明细并入账
                at: every working day 19:00

        settings:
        """

    /// The small campaign with these steps, another bank, and a member of a class whom no roster lists.
    private func plan(_ scratch: ScratchFolder, _ steps: String = Self.steps) throws -> String {
        let folder = try Campaigns.copy(into: scratch)
        let path = folder + "/campaign.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let head = text.components(separatedBy: "steps:\n  - id: print-plan")[0]
        let settings = text.components(separatedBy: "\nsettings:\n")[1].components(separatedBy: "\nrehearsal:")[0]
            .replacing("payments: payments\n", with: "payments: payments\n    payment-mappings: [nongshang.yaml]\n")
            .replacing("disability.xlsx]", with: "disability.xlsx, others.csv]")
        try (head + steps + "\n" + settings + "\n").write(toFile: path, atomically: true, encoding: .utf8)
        func write(_ name: String, _ text: String) throws {
            try text.write(toFile: folder + "/data/" + name, atomically: true, encoding: .utf8)
        }
        try write(
            "others.csv", "姓名,身份证号,人员类别\n周某,\(Self.twice),重度残疾人\n未列,\(Self.member),重度残疾人\n")
        try write(
            "nongshang.yaml",
            """
            sender: 某农商行
            kind: payments
            columns:
              交易流水: 流水号
              日子: 入库日期
              客户证件: 身份证号码
              险: 险种
              交易额(元): 金额
              交易结果: 交易状态

            """)
        let table = "某农商行代收明细\n交易流水,日子,客户证件,险,交易额(元),交易结果\nN1,2020年11月5日,379901196606145146,居民医疗,280.00,成功\n"
        try write("payments/20201105-农商行.csv", table)
        try write("events.csv", "变动类型,姓名,身份证号,变动日期,村居代码\n迁出,赵平,\(Self.mover),2020-11-02,379901X01200\n")
        return folder
    }

    @Test func `events, clashes and gaps are tasks, and what was decided is in the books`() throws {
        let scratch = try ScratchFolder()
        let folder = try plan(scratch)
        // The feed came before the daemon looked; it is entered beside it.
        let daemon = try LiveDaemon(campaign: folder) { out in
            let events = try Campaigns.zhengjiao([
                "lists", "events", folder + "/campaign.yaml", folder + "/data/events.csv", "--out", out, "--by", "甲",
            ])
            guard events.status == 0 else { throw LiveDaemon.Failure(description: events.errorText) }
        }
        let tasks = try daemon.waitFor("three tasks") {
            let tasks = try daemon.tasks("open", as: "zhao-min")
            return tasks.count == 3 ? tasks : nil
        }
        let titles = tasks.map(\.title)
        for words in ["迁出 2020-11-02 赵平", "建档立卡贫困人口、重度残疾人", "未列 \(Self.member) 没有参保"] {
            #expect(titles.count { $0.contains(words) } == 1, "\(words): \(titles)")
        }
        for task in tasks {
            let choice = ["已转移村居", "保留重度残疾人", "不愿参保"].first(where: task.choices.contains) ?? ""
            let path = "/api/v1/tasks/\(task.id)"
            #expect(try daemon.post(path + "/decide", as: "王伟", "{\"choice\": \"\(choice)\"}").status == 200)
            // Nothing is in the books before the second of the two.
            #expect(try daemon.post(path + "/approve", as: "王伟", "{}").status == 403)
            #expect(try daemon.post(path + "/approve", as: "李娜", "{}").status == 200)
        }
        _ = try daemon.waitFor("its end") { daemon.log.contains("方案已全部办完") ? true : nil }
        daemon.send(SIGTERM)
        #expect(daemon.status() == 0)
        try check(daemon.out)
        let gaps = try Campaigns.zhengjiao(["lists", "gaps", folder + "/campaign.yaml", "--out", daemon.out])
        #expect(gaps.text.contains("未列") && gaps.status == 65)
    }

    private static let letters = """
        phases:
          - id: letters
            name: 单位参保
            from: 2020-11-02
            to: 2020-11-10
            steps:
              - id: import-rosters
                name: 导入参保清册
                at: phase start 09:00
              - id: notices
                name: 印发告知书
                uses: print-employer-notices
                at: 2020-11-03 09:00
              - id: follow-letters
                name: 办理告知书结果
                at: 2020-11-10 09:00
                needs: [notices]
                for-each: letters
                task: { role: tax-bureau, checker: people-bank, deadline: 3 working days, choices: [已参保, 逾期未办] }

        settings:
        """

    @Test func `letters to employers are printed by a step, and what came of them is decided`() throws {
        let scratch = try ScratchFolder()
        let folder = try plan(scratch, Self.letters)
        let company = "统一社会信用代码,企业名称,登记状态,成立日期,行业\n"
        let codes = ["9144030071526726XG", "91110108551385082Q"]
        let companies = try scratch.write(
            company + codes.map { "\($0),公司\($0.suffix(2)),存续,2018-03-01,建筑\n" }.joined(), to: "c.csv")
        let insured = try scratch.write(
            "统一社会信用代码,单位名称,养老保险人数\n91330100799655058B,丙公司,2\n", to: "i.csv")
        let act = ["--by", "甲", "--on", "2020-11-01"]
        func run(_ arguments: [String]) throws {
            let outcome = try Campaigns.zhengjiao(arguments)
            guard outcome.status == 0 else { throw LiveDaemon.Failure(description: outcome.text + outcome.errorText) }
        }
        let list = "/campaign.yaml"
        let daemon = try LiveDaemon(campaign: folder) { out in
            try run(["lists", "events", folder + list, folder + "/data/events.csv", "--out", out, "--by", "甲"])
            try run(["employers", "import", out, "登记", companies] + act)
            try run(["employers", "import", out, "参保", insured] + act)
            try run(["employers", "match", out] + act)
            // One was told before the campaign.
            try run(["employers", "notice", out, "--plan", folder + list, "--code", codes[0]] + act)
            try run([
                "employers", "served", out, "测税社告〔2020〕1号", "--method", "直接", "--receiver", "王某", "--plan",
                folder + list,
            ] + act)
        }
        let task = try #require(try daemon.waitForTasks().first)
        #expect(task.title.contains("测税社告〔2020〕1号"))
        let path = "/api/v1/tasks/\(task.id)"
        #expect(try daemon.post(path + "/decide", as: "王伟", "{\"choice\": \"已参保\"}").status == 200)
        #expect(try daemon.post(path + "/approve", as: "李娜", "{}").status == 200)
        _ = try daemon.waitFor("its end") { daemon.log.contains("方案已全部办完") ? true : nil }
        daemon.send(SIGTERM)
        #expect(daemon.status() == 0)
        let register = try Campaigns.zhengjiao(["employers", "letters", daemon.out]).text.split(separator: "\n")
        #expect(register.count == 3 && register[1].contains("已参保") && register[2].contains("未送达"), "\(register)")
        let printed = try FileTree(daemon.out).paths("10-employers", suffix: ".pdf")
        #expect(printed.count == 4, "\(printed)")
        #expect(try PDF.text(daemon.out + "/" + (printed.first { $0.contains("2020-11-03") } ?? "")).contains("公司2Q"))
    }

    private static let matching = """
        phases:
          - id: lists
            name: 名单比对
            from: 2020-11-02
            to: 2020-11-06
            steps:
              - id: import-rosters
                name: 导入参保清册
                at: phase start 09:00
              - id: match-lists
                name: 名单比对
                at: every tuesday 09:00
                needs: [import-rosters]
              - id: decide-matches
                name: 核定比对结果
                needs: [match-lists]
                for-each: matches
                task: { role: tax-bureau, checker: people-bank, deadline: 3 working days, choices: [采用, 不采用] }

        settings:
        """

    @Test func `lists of offices are compared every week, and who is new joins when two persons say so`() throws {
        let scratch = try ScratchFolder()
        let folder = try plan(scratch, Self.matching)
        let path = folder + "/campaign.yaml"
        let lists = """
            [{ office: 区残联, class: 重度残疾人, files: lists/残联, keys: [number-name, name-village] },
                { office: 区医保局, mark: 职工医保, files: lists/职工 }]
            """
        let text = try String(contentsOfFile: path, encoding: .utf8)
            .replacing("[{ office: 区民政局, class: 低保, files: cross }]", with: lists)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.createDirectory(atPath: folder + "/data/lists", withIntermediateDirectories: true)
        let rows = [
            "姓名,身份证号,残疾等级", "周某,\(Self.twice),一级", "未列,\(Self.member),二级", "新来,\(Self.added),二级",
            "轻残,\(Self.mover),三级",
        ]
        try rows.joined(separator: "\n")
            .write(toFile: folder + "/data/lists/残联-20201103.csv", atomically: true, encoding: .utf8)
        let daemon = try LiveDaemon(campaign: folder)
        let tasks = try daemon.waitForTasks()
        let task = try #require(tasks.first { $0.title.contains("区残联重度残疾人名单新增 新来 \(Self.added)") })
        let post = "/api/v1/tasks/\(task.id)"
        #expect(try daemon.post(post + "/decide", as: "王伟", "{\"choice\": \"采用\"}").status == 200)
        #expect(try daemon.post(post + "/approve", as: "李娜", "{}").status == 200)
        daemon.send(SIGTERM)
        #expect(daemon.status() == 0)
        let database = try Database.alone(path: daemon.out + "/.state/campaign.db")
        let changes = try database.read { try $0.rows("SELECT * FROM intake_member_changes") }
        #expect(changes.map { $0.text("citizen_id") } == [Self.added])
        #expect(changes.first?.text("cause") == "list:match-1:王伟:李娜")
        let paper = try PDF.text(daemon.out + "/06-reports/名单比对结果-2020-11-03.pdf")
        for words in ["区残联", "新来", "残疾等级三级，不属于重度残疾人", "没有收到名单"] { #expect(paper.contains(words), "\(words)") }
        let tables = try FileTree(daemon.out).paths("09-returns", suffix: ".xlsx")
        #expect(tables == ["09-returns/名单比对-区残联-2020-11-03.xlsx"])
        let found = try Campaigns.zhengjiao(["lists", "found", path, "--out", daemon.out])
        #expect(found.text.contains("采用") && found.text.contains("新来"), "\(found.text)")
    }

    private func check(_ out: String) throws {
        let database = try Database.alone(path: out + "/.state/campaign.db")
        func texts(_ sql: String) throws -> [String] {
            try database.read { try $0.rows(sql) }.map { $0.text("text") }
        }
        #expect(try texts("SELECT note || ' ' || done_by AS text FROM intake_event_ends") == ["已转移村居 王伟"])
        let decisions = try texts(
            "SELECT verdict || ' ' || decided_by || ' ' || checked_by AS text FROM levy_decisions ORDER BY verdict")
        #expect(decisions == ["不愿参保 王伟 李娜", "保留重度残疾人 王伟 李娜", "已转移村居 王伟 李娜"])
        let changes = try texts(
            "SELECT citizen_id || ' ' || class || ' ' || is_in || ' ' || substr(cause, 1, 15) AS text "
                + "FROM intake_member_changes")
        #expect(changes == ["\(Self.twice) 建档立卡贫困人口 0 decision:clash:"])
        let shown = try texts(
            "SELECT special_class AS text FROM levy_persons WHERE citizen_id = '\(Self.twice)'")
        #expect(shown == ["重度残疾人"])
        // The bank's own table, in the evening of its day.
        let paid = try texts(
            """
            SELECT l.channel || ' ' || l.village || ' ' || r.number AS text FROM levy_payment_lines l
            JOIN levy_settled s ON s.serial = l.serial JOIN levy_receipts r ON r.settlement_id = s.settlement_id
            WHERE l.serial = 'N1'
            """)
        #expect(paid.count == 1 && paid[0].hasPrefix("某农商行 379901001201 QS20"), "\(paid)")
    }
}
