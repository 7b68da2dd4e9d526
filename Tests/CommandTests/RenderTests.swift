import Foundation
import TestSupport
import Testing

/// `render` as a black box: what it writes from a template and data.
@Suite struct RenderTests {
    @Test func `a file without data is printed beside the template`() throws {
        let desk = try Desk(card: "<!DOCTYPE html><html><body><p>通知</p></body></html>", fields: nil)
        let outcome = try desk.render("card.html")
        #expect(outcome.status == 0 && outcome.errorText == "card.pdf：1 页\n", "\(outcome.errorText)")
        #expect(try desk.text("card.pdf").contains("通知"))
    }

    @Test(arguments: ["card.csv", "card-gb.csv", "card-bom.csv", "card.json", "card.jsonl", "-"])
    func `each record gets a file named by its fields`(data: String) throws {
        let desk = try Desk()
        try desk.scratch.write(desk.encoded(Desk.table, "GB18030"), to: "card-gb.csv")
        try desk.scratch.write([0xEF, 0xBB, 0xBF] + Array(Desk.table.utf8), to: "card-bom.csv")
        let records = [
            #"{"id": "A1", "payer": {"name": "王䶮"}, "amount": 25000, "issued": "2019-10-28"}"#,
            #"{"id": "A2", "payer": {"name": "李四"}, "amount": 123450, "issued": "2019-11-02", "note": "补缴"}"#,
            #"{"id": "A3", "payer": {"name": "张三"}, "amount": 18000, "issued": "2019-11-03"}"#,
        ]
        try desk.scratch.write("[" + records.joined(separator: ",\n") + "]", to: "card.json")
        try desk.scratch.write(records.joined(separator: "\n"), to: "card.jsonl")
        let outcome = try desk.run(
            ["render", "card.html", "--data", data, "-o", "out/{id}-{payer.name}.pdf"],
            input: data == "-" ? Array(Desk.table.utf8) : [])
        #expect(outcome.status == 0, "\(outcome.errorText)")
        #expect(try desk.files("out") == ["A1-王䶮.pdf", "A2-李四.pdf", "A3-张三.pdf"])
        let text = try desk.text("out/A2-李四.pdf")
        #expect(text.filter { $0 != " " }.contains("李四：2019年11月2日前请缴1,234.50元。补缴"), "\(text)")
        #expect(try desk.text("out/A1-王䶮.pdf").contains("无备注"))
    }

    @Test func `the number of threads changes no byte`() throws {
        let desk = try Desk()
        for jobs in ["1", "4"] {
            for output in ["\(jobs)/{id}.pdf", "\(jobs)/all.pdf"] {
                let merge = output.contains("{") ? [] : ["--merge"]
                let outcome = try desk.run(
                    ["render", "card.html", "--data", "card.csv", "--jobs", jobs, "-o", output] + merge)
                #expect(outcome.status == 0, "\(outcome.errorText)")
            }
        }
        for name in ["A1.pdf", "A2.pdf", "A3.pdf", "all.pdf"] {
            #expect(try desk.bytes("1/" + name) == desk.bytes("4/" + name), "\(name)")
        }
    }

    /// Several batches of 32 records a thread; forms, masks and names that are written once a file.
    @Test(arguments: [[], ["--tagged"], ["--linearize"]])
    func `threads that share a seal and codes change no byte of one file`(options: [String]) throws {
        let page = """
            <!DOCTYPE html><html lang="zh-CN"><head><title>{{ name }}</title>
            <style>@page { size: A5 landscape; margin: 15mm } official-seal { width: 38mm; height: 38mm }
            bar-code { width: 20mm; height: 20mm }</style></head><body>
            <h2>缴费凭证</h2><table><tr><th>姓名</th><td>{{ name }}</td></tr></table>
            <p><a href="https://example.org/{{ id }}">查验</a><bar-code kind="qr" value="ZJ{{ id }}"></bar-code></p>
            <official-seal name="某某区税务局" label="征缴专用章" code="37040300" width="38mm" height="38mm"></official-seal>
            </body></html>
            """
        let names = ["王䶮", "𠮷田", "李四", "阿依古丽·买买提", "𬭎"]
        let rows = (1...170).map { "A\($0),\(names[$0 % names.count])" }
        let desk = try Desk(
            card: page, fields: "id: text  编号\nname: text  姓名\n",
            table: "编号,姓名\n" + rows.joined(separator: "\n") + "\n")
        for jobs in ["1", "2", "5"] {
            let outcome = try desk.run(
                ["render", "card.html", "--data", "card.csv", "--merge", "--jobs", jobs, "-o", jobs + "/all.pdf"]
                    + options)
            #expect(outcome.status == 0, "\(outcome.errorText)")
        }
        let one = try desk.bytes("1/all.pdf")
        for jobs in ["2", "5"] { #expect(try desk.bytes(jobs + "/all.pdf") == one, "\(jobs) threads") }
        #expect(try desk.text("1/all.pdf").split(separator: "\u{0C}").filter { $0.contains("𠮷") }.count == 34)
    }

    @Test func `the number of threads changes no byte of a long list`() throws {
        let page = """
            <!DOCTYPE html><html><head><title>册</title></head><body><table>
            <tr data-each="row in rows"><td>{{ row.name }}</td><td>{{ row.paid | yuan }}</td></tr></table></body></html>
            """
        let fields = "rows: list\nrows.name: text  姓名\nrows.paid: money  已缴\n"
        // What no field asks for makes the list long enough to be read while it is laid out.
        let remark = String(repeating: "备", count: 200)
        let rows = (1...600).map { "王\($0),\($0),\(remark)" }
        let table = "姓名,已缴（分）,备注\n" + rows.joined(separator: "\n") + "\n"
        let desk = try Desk(card: page, fields: fields, table: table)
        for jobs in ["1", "3"] {
            let outcome = try desk.render("card.html", "--data", "card.csv", "--jobs", jobs, "-o", "\(jobs).pdf")
            #expect(outcome.status == 0, "\(outcome.errorText)")
        }
        #expect(try desk.bytes("1.pdf") == desk.bytes("3.pdf"))
        let text = try desk.text("3.pdf").filter { $0 != " " }
        #expect(text.contains("王600") && text.count { $0 == "\u{0C}" } > 8)
    }

    @Test func `merged records are one file with an entry of the outline each`() throws {
        let desk = try Desk()
        let outcome = try desk.render("card.html", "--data", "card.csv", "--merge", "-o", "all.pdf")
        #expect(outcome.status == 0, "\(outcome.errorText)")
        let pages = try desk.text("all.pdf").split(separator: "\u{0C}")
        #expect(pages.count == 3 && pages[1].contains("李四"))
        let outline = try Command.run("qpdf", ["--json", "--json-key=outlines", desk.scratch / "all.pdf"]).text
        for title in ["王䶮的通知", "李四的通知", "张三的通知"] { #expect(outline.contains(title), "\(outline)") }
        #expect(try Command.run("qpdf", ["--check", desk.scratch / "all.pdf"]).status == 0)
    }

    @Test func `rows of a table are the list rows of one document`() throws {
        let page = """
            <!DOCTYPE html><html><head><title>册</title></head><body><p>共 {{ rows | count }} 人</p>
            <table><tr data-each="row in rows"><td>{{ row.name }}</td><td>{{ row.paid | yuan }}</td></tr></table>
            </body></html>
            """
        let fields = "rows: list\nrows.name: text  姓名\nrows.paid: money  已缴\n"
        let desk = try Desk(card: page, fields: fields, table: "某村花名册,\n姓名,已缴（分）\n王五,25000\n赵六,100\n")
        let outcome = try desk.render("card.html", "--data", "card.csv", "-o", "册.pdf")
        #expect(outcome.status == 0, "\(outcome.errorText)")
        let text = try desk.text("册.pdf")
        #expect(text.contains("250.00") && text.contains("1.00") && text.contains("赵六"), "\(text)")
    }

    /// A receipt has rows, too: a list of receipts is not the rows of one.
    @Test func `an array is records where the template needs more than rows`() throws {
        let page = """
            <!DOCTYPE html><html><head><title>证</title></head><body><p>{{ name }}</p>
            <table><tr data-each="row in rows"><td>{{ row.kind }}</td></tr></table></body></html>
            """
        let desk = try Desk(card: page, fields: "name: text\nrows: list\nrows.kind: text\n")
        let one = "{\"name\": \"王五\", \"rows\": [{\"kind\": \"养老\"}]}"
        try desk.scratch.write("[\(one), \(one)]", to: "list.json")
        let merged = try desk.render("card.html", "--data", "list.json", "--merge", "-o", "all.pdf")
        #expect(merged.status == 0, "\(merged.errorText)")
        let watch = try Watch(desk, ["card.html", "--data", "list.json", "--record", "2"])
        #expect(try watch.decoded("state", WatchTests.Shown.self).mistakes == nil)
        #expect(watch.end(SIGTERM).status == 0)
    }

    @Test func `of very many mistakes the first are shown`() throws {
        let desk = try Desk()
        let records = Array(repeating: "{\"id\": 1}", count: 40).joined(separator: ",")
        try desk.scratch.write("{\"rows\": [\(records)]}", to: "bad.json")
        try desk.scratch.write("rows: list\nrows.name: text\nrows.town: text\n", to: "card.fields")
        try desk.scratch.write(
            "<table><tr data-each=\"row in rows\"><td>{{ row.name }}{{ row.town }}</td></tr></table>", to: "card.html")
        let outcome = try desk.render("card.html", "--data", "bad.json")
        #expect(outcome.status == 65)
        let heads = outcome.errorText.split(separator: "\n").filter { $0.contains("[json.") }
        #expect(heads.count == 50, "\(outcome.errorText)")
        #expect(outcome.errorText.hasSuffix("处错误，以上是前 50 处。\n"), "\(outcome.errorText.suffix(200))")
    }

    @Test func `without a description the data says what there is`() throws {
        let page = "<!DOCTYPE html><html><body><p>{{ 姓名 }}|{{ 住址 }}</p></body></html>"
        let desk = try Desk(card: page, fields: nil, table: "姓 名,住址,x y\n王五,东村,1\n赵六,,2\n")
        let outcome = try desk.render("card.html", "--data", "card.csv", "-o", "o/{姓名}.pdf")
        #expect(outcome.status == 0, "\(outcome.errorText)")
        #expect(try desk.text("o/王五.pdf").contains("王五|东村"))
        #expect(try desk.files("o") == ["王五.pdf", "赵六.pdf"])
        #expect(try desk.run(["check", "card.html", "--data", "card.csv"]).status == 0)
        try desk.scratch.write(page.replacingOccurrences(of: "住址", with: "地址"), to: "card.html")
        let wrong = try desk.render("card.html", "--data", "card.csv", "-o", "o/{姓名}.pdf")
        #expect(wrong.status == 65 && wrong.errorText.contains("[template.misspelt-field]"), "\(wrong.errorText)")
        let rows = "<table><tr data-each=\"row in rows\"><td>{{ row.n }}</td><td>{{ row.name }}</td></tr></table>"
        try desk.scratch.write("<!DOCTYPE html><html><body>\(rows)</body></html>", to: "list.html")
        try desk.scratch.write("[{\"n\": 1, \"name\": \"孙七\"}, {\"n\": 2, \"name\": \"周八\"}]", to: "list.json")
        let list = try desk.render("list.html", "--data", "list.json")
        #expect(list.status == 0, "\(list.errorText)")
        #expect(try desk.text("list.pdf").contains("周八"))
        #expect(try desk.run(["check", "list.html", "--data", "list.json"]).status == 0)
    }

    @Test func `a terminal shows a bar with rate and time left`() throws {
        let desk = try Desk()
        let line = [Project.product("zhengjiao"), "render", "card.html", "--data", "card.csv", "-o", "out/{id}.pdf"]
            .map { "'\($0)'" }.joined(separator: " ")
        let outcome = try Command.run(
            "script", ["-qec", line, "/dev/null"],
            environment: Campaigns.chinese.merging(["ZHENGJIAO_HOME": Project.root]) { $1 }, in: desk.path)
        #expect(outcome.status == 0)
        let bars = outcome.text.split(separator: "\r\u{1B}[K").filter { $0.contains("░") }
        #expect(bars.first?.contains(/33%  1\/3  每秒 [0-9]+ 条  还要 [0-9]+:[0-9]{2}/) == true, "\(outcome.text)")
        #expect(outcome.text.contains("写出 3 个文件"))
    }

    @Test func `a list inside of JSON is named by each`() throws {
        let desk = try Desk()
        let record = #"{"id": "B", "payer": {"name": "孙七"}, "amount": 1, "issued": "2019-11-03"}"#
        try desk.scratch.write(#"{"year": 2019, "batch": {"letters": ["# + record + "]}}", to: "data.json")
        let done = try desk.render("card.html", "--data", "data.json", "--each", "batch.letters", "-o", "o/{id}.pdf")
        #expect(done.status == 0, "\(done.errorText)")
        #expect(try desk.files("o") == ["B.pdf"])
        let wrong = try desk.render("card.html", "--data", "data.json", "--each", "batch.leters", "-o", "o/{id}.pdf")
        #expect(wrong.status == 65 && wrong.errorText.contains("[json.no-member]"), "\(wrong.errorText)")
    }

    @Test func `a workbook's days, percentages and amounts are read as it shows them`() throws {
        let page = """
            <!DOCTYPE html><html><body>
            <p>{{ day | date("yyyy-MM-dd") }}|{{ rate | percent }}|{{ paid | yuan }}|{{ id }}</p></body></html>
            """
        let fields = "id: text\nday: date 日期\nrate: percent 完成率\npaid: money 已缴\n"
        let desk = try Desk(card: page, fields: fields)
        let program = """
            import openpyxl, datetime, sys
            book = openpyxl.Workbook(); sheet = book.active
            sheet.append(["id", "日期", "完成率", "已缴"])
            sheet.append(["x", datetime.date(2019, 2, 28), 0.8549, 250])
            sheet.append(["y", datetime.date(2020, 2, 29), 1, 0.5])
            for row in sheet.iter_rows(min_row=2):
                row[1].number_format = "yyyy/m/d"; row[2].number_format = "0.00%"
            book.save(sys.argv[1])
            """
        guard try Command.run("python3", ["-c", program, desk.scratch / "t.xlsx"]).status == 0 else { return }
        let outcome = try desk.render("card.html", "--data", "t.xlsx", "-o", "o/{id}.pdf")
        #expect(outcome.status == 0, "\(outcome.errorText)")
        #expect(try desk.text("o/x.pdf").contains("2019-02-28|85.49|250.00|x"))
        #expect(try desk.text("o/y.pdf").contains("2020-02-29|100.00|0.50|y"))
    }

    @Test func `cells are read as people write them`() throws {
        let page = """
            <!DOCTYPE html><html><body><p>{{ count }}|{{ sum | plain }}|{{ fen | plain }}|{{ rate | percent }}|{{ day |
            date("yyyyMMdd") }}|<b data-if="paid">y</b><b data-else>n</b></p></body></html>
            """
        let fields = "count: integer\nsum: money\nfen: money 缴费\nrate: percent\nday: date\npaid: flag\n"
        let table = """
            rate;day;paid;count;sum;缴费（分）
            85.49%;2019年10月8日;是;1,234;￥1,234.5;25000
            7;2019/1/2;否;-5;0.1元;0
            100.5;20200229;√;12.0;-3;-1

            """
        let desk = try Desk(card: page, fields: fields, table: table)
        let outcome = try desk.render("card.html", "--data", "card.csv", "-o", "o/{#}.pdf")
        #expect(outcome.status == 0, "\(outcome.errorText)")
        let expected = [
            "1234|1234.50|250.00|85.49|20191008|y", "-5|0.10|0.00|7.00|20190102|n", "12|-3.00|-0.01|100.50|20200229|y",
        ]
        for (index, line) in expected.enumerated() {
            #expect(try desk.text("o/\(index + 1).pdf").filter { !$0.isWhitespace } == line)
        }
        for (column, wrong) in [
            ("count", "1,23"), ("count", "1.5"), ("sum", "1.234"), ("rate", "85.491"), ("day", "2019-2-29"),
            ("paid", "maybe"), ("fen", "1.5"), ("sum", "99999999999999999999"), ("day", "43759"),
        ] {
            var cells = ["count": "1", "sum": "1", "fen": "1", "rate": "1", "day": "20190101", "paid": "1"]
            cells[column] = wrong
            let names = cells.keys.sorted()
            let heads = names.map { $0 == "fen" ? "缴费（分）" : $0 }.joined(separator: "\t")
            try desk.scratch.write(heads + "\n" + names.map { cells[$0] ?? "" }.joined(separator: "\t"), to: "w.tsv")
            let refused = try desk.render("card.html", "--data", "w.tsv", "-o", "o/{#}.pdf")
            #expect(refused.status == 65 && refused.errorText.contains("[data.cell."), "\(column) \(wrong)")
        }
    }

    @Test func `a PDF can be encrypted, linearized and titled`() throws {
        let desk = try Desk()
        let outcome = try desk.render(
            "card.html", "--data", "card.csv", "--merge", "-o", "a.pdf", "--password", "密码", "--owner-password", "o",
            "--linearize", "--title", "全部通知")
        #expect(outcome.status == 0, "\(outcome.errorText)")
        let path = desk.scratch / "a.pdf"
        #expect(try Command.run("qpdf", ["--requires-password", path]).status == 0)
        #expect(try Command.run("qpdf", ["--password=密码", "--check-linearization", path]).status == 0)
        #expect(try Command.run("pdfinfo", ["-upw", "密码", path]).text.contains("全部通知"))
        #expect(try desk.render("card.html", "--data", "card.csv", "--merge", "-o", "b.pdf", "--tagged").status == 0)
        let facts = try Command.run("pdfinfo", [desk.scratch / "b.pdf"]).text
        #expect(facts.split(separator: "\n").contains { $0.hasPrefix("Tagged:") && $0.hasSuffix("yes") }, "\(facts)")
    }

    // MARK: Failures

    @Test func `a record that fails does not stop the others and is named with its row`() throws {
        let desk = try Desk()
        try desk.scratch.write(
            Desk.table + "A4,钱\u{2F7FF},1,2019-11-03,\nA5,周八,百元,2019-11-03,\nA6,吴九,7,2019-11-03,\n", to: "card.csv")
        for (language, name) in [(Campaigns.chinese, "没有印出"), (Campaigns.english, "is not printed")] {
            let outcome = try desk.render(
                "card.html", "--data", "card.csv", "-o", "out/{id}.pdf", environment: language)
            let said = outcome.errorText
            #expect(outcome.status == 65, "\(said)")
            #expect(said.contains("card.csv:5 \(name)") && said.contains("card.csv:6 \(name)"), "\(said)")
            #expect(said.contains("card.html:10:") && said.contains("U+2F7FF"), "\(said)")
            #expect(said.contains("card.csv:6:7: ") && said.contains("[data.cell.money]"), "\(said)")
        }
        #expect(try desk.files("out") == ["A1.pdf", "A2.pdf", "A3.pdf", "A6.pdf"])
    }

    @Test func `names that collide are refused before anything is written`() throws {
        let desk = try Desk()
        try desk.scratch.write(Desk.table + "A2,周八,5,2019-11-03,\n", to: "card.csv")
        let outcome = try desk.render("card.html", "--data", "card.csv", "-o", "out/{id}.pdf")
        #expect(outcome.status == 65 && outcome.errorText.contains("[render.collision]"), "\(outcome.errorText)")
        #expect(outcome.errorText.contains("card.csv:5") && outcome.errorText.contains("第 2 条"))
        #expect(!FileManager.default.fileExists(atPath: desk.scratch / "out"))
        #expect(try desk.render("card.html", "--data", "card.csv", "-o", "out/{#}-{id}.pdf").status == 0)
        #expect(try desk.files("out").first == "1-A1.pdf")
    }

    @Test func `no value leads out of the folder`() throws {
        let desk = try Desk()
        let names = ["../../etc/x", "/etc/passwd", "..", ".hidden", "a/b\\c", "行\u{1}"]
        let rows = names.map { "\"\($0)\",王五,1,2019-11-03,\n" }
        try desk.scratch.write("编号,姓名,金额,日期,备注\n" + rows.joined(), to: "card.csv")
        let outcome = try desk.render("card.html", "--data", "card.csv", "-o", "out/{id}.pdf")
        #expect(outcome.status == 65 && outcome.errorText.contains("[render.empty-name]"), "\(outcome.errorText)")
        #expect(try desk.files("out") == ["_._.._etc_x.pdf", "_etc_passwd.pdf", "_hidden.pdf", "a_b_c.pdf", "行_.pdf"])
        #expect(try desk.scratch.files().allSatisfy { $0.hasPrefix("out/") || $0.hasPrefix("card.") })
    }

    // MARK: Going on

    @Test func `a run goes on where another broke off, and makes only what is missing or has changed`() throws {
        let desk = try Desk()
        let arguments = ["render", "card.html", "--data", "card.csv", "-o", "out/{id}.pdf"]
        #expect(try desk.run(arguments).status == 0)
        let whole = try desk.files("out").map { try desk.bytes("out/" + $0) }
        try FileManager.default.removeItem(atPath: desk.scratch / "out/A1.pdf")
        try desk.scratch.write("half", to: "out/A2.pdf")
        let again = try desk.run(arguments + ["--resume"])
        #expect(again.status == 0 && again.errorText.contains("写出 2 个文件"), "\(again.errorText)")
        #expect(again.errorText.contains("1 个文件上次已经写好"), "\(again.errorText)")
        #expect(try desk.files("out").map { try desk.bytes("out/" + $0) } == whole)
        #expect(try desk.run(arguments + ["--resume"]).errorText.contains("3 个文件上次已经写好"))
        try desk.scratch.write(Desk.card.replacingOccurrences(of: "缴费通知", with: "催缴通知"), to: "card.html")
        #expect(try desk.run(arguments + ["--resume"]).errorText.contains("写出 3 个文件"))
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGKILL])
    func `a run that a signal ends can go on to the same files`(signal: Int32) throws {
        let desk = try Desk()
        let rows = (1...400).map { "N\($0),王五,\($0),2019-11-03,\n" }.joined()
        try desk.scratch.write("编号,姓名,金额,日期,备注\n" + rows, to: "card.csv")
        let arguments = ["render", "card.html", "--data", "card.csv", "-o", "out/{id}.pdf", "--jobs", "2"]
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Project.product("zhengjiao"))
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["ZHENGJIAO_HOME": Project.root]) { $1 }
        process.currentDirectoryURL = URL(fileURLWithPath: desk.path)
        process.standardError = FileHandle.nullDevice
        try process.run()
        while process.isRunning, FileCount.of(desk.scratch / "out") < 8 {}
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        let code = Int32(process.terminationStatus) + (process.terminationReason == .uncaughtSignal ? 128 : 0)
        // The last file may have been written before the signal came.
        #expect(code == 128 + signal || code == 0)
        let again = try desk.run(arguments + ["--resume"])
        #expect(again.status == 0, "\(again.errorText)")
        let names = try desk.files("out")
        #expect(names.count == 400 && names.allSatisfy { $0.hasSuffix(".pdf") })
        #expect(try desk.run(arguments + ["--resume"]).errorText.contains("400 个文件上次已经写好"))
    }
}
