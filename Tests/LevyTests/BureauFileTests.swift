import Diagnostics
import Storage
import Testing

@testable import Levy

/// Workbooks and texts as bureaus really send them.
@Suite struct BureauFileTests {
    private static let anna = "370403198001010018"
    private static let bert = "130503196704010016"
    private let shape = TableShape(
        required: [.villageCode, .personName, .citizenID], optional: [.serial, .tier, .phone], summed: .tier)

    private struct Found {
        var rows: [String] = []
        var notes: [String] = []
    }

    private func read(_ file: SourceFile, _ mapping: SenderMapping = .none) throws -> Found {
        var found = Found()
        found.notes = try TableReader.read(file, shape, mapping: mapping) { record in
            found.rows.append(
                [record.text(.villageCode), record.text(.personName), record.text(.citizenID)].joined(separator: "|"))
        }.map(\.code)
        return found
    }

    private func codes(_ body: () throws -> Void) throws -> [String] {
        do {
            try body()
            return []
        } catch let rejection as Rejection { return rejection.diagnostics.map(\.code) }
    }

    /// One sheet by its XML, so that merges and hidden rows can be written.
    private func workbook(
        _ sheets: [(name: String, state: String, xml: String)], properties: String = ""
    ) -> SourceFile {
        var zip = ZipWriter()
        let list = sheets.enumerated().map { index, sheet in
            "<sheet name=\"\(sheet.name)\" state=\"\(sheet.state)\" r:id=\"r\(index)\"/>"
        }.joined()
        zip.add("xl/workbook.xml", "<workbook xmlns:r=\"r\">\(properties)<sheets>\(list)</sheets></workbook>")
        let relations = sheets.indices.map { "<Relationship Id=\"r\($0)\" Target=\"s\($0).xml\"/>" }.joined()
        zip.add("xl/_rels/workbook.xml.rels", "<Relationships>\(relations)</Relationships>")
        for (index, sheet) in sheets.enumerated() { zip.add("xl/s\(index).xml", sheet.xml) }
        return SourceFile(name: "册.xlsx", bytes: zip.bytes)
    }

    private func sheet(_ rows: [[String]], hidden: Set<Int> = [], merged: [String] = []) -> String {
        let body = rows.enumerated().map { index, cells in
            let texts = cells.enumerated().map { column, text in
                let place = "\(WorkbookFile.column(column))\(index + 1)"
                return text.isEmpty
                    ? "<c r=\"\(place)\"/>" : "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
            }
            return "<row r=\"\(index + 1)\"\(hidden.contains(index + 1) ? " hidden=\"1\"" : "")>\(texts.joined())</row>"
        }
        let merges = merged.map { "<mergeCell ref=\"\($0)\"/>" }.joined()
        return "<x:worksheet xmlns:x=\"x\"><x:sheetData>\(body.joined())</x:sheetData>"
            + "<mergeCells>\(merges)</mergeCells></x:worksheet>"
    }

    private let head = ["村居代码", "姓名", "身份证号码"]

    @Test func `cells merged downwards hold for every row, those to the right for their first column`() throws {
        let rows = [
            ["某镇名册", "", ""], head, ["370403101200", "安娜", Self.anna], ["", "贝特", Self.bert], ["合计", "", "2人"],
        ]
        let file = workbook([("一", "visible", sheet(rows, merged: ["A1:C1", "A3:A4", "A5:B5"]))])
        #expect(try read(file).rows == ["370403101200|安娜|\(Self.anna)", "370403101200|贝特|\(Self.bert)"])
    }

    @Test func `a head of two rows is one head`() throws {
        let rows = [
            ["村居代码", "人员", "", "联系电话"], ["", "姓名", "身份证号码", ""], ["370403101200", "安娜", Self.anna, "1"],
        ]
        let file = workbook([("一", "visible", sheet(rows, merged: ["A1:A2", "B1:C1", "D1:D2"]))])
        #expect(try read(file).rows == ["370403101200|安娜|\(Self.anna)"])
    }

    @Test func `hidden rows and sheets are asked about, read or left out, never passed over in silence`() throws {
        let rows = [head, ["370403101200", "安娜", Self.anna], ["370403101200", "贝特", Self.bert]]
        let file = workbook([("一", "visible", sheet(rows, hidden: [3]))])
        #expect(try codes { _ = try read(file) } == ["levy.hidden.rows"])
        var mapping = SenderMapping()
        mapping.hidden = .read
        #expect(try read(file, mapping).rows.count == 2)
        mapping.hidden = .leaveOut
        let left = try read(file, mapping)
        #expect(left.rows.count == 1)
        #expect(left.notes == ["levy.hidden.left-out"])
        let two = workbook([("一", "visible", sheet(rows)), ("二", "hidden", sheet(rows))])
        #expect(try codes { _ = try read(two) } == ["levy.hidden.sheet"])
        #expect(try read(two, mapping).notes == ["levy.sheet.hidden"])
        mapping.hidden = .read
        #expect(try read(two, mapping).rows.count == 4)
        // A hidden sheet of choices for a menu is no table.
        let menu = workbook([("一", "visible", sheet(rows)), ("菜单", "veryHidden", sheet([["男"], ["女"]]))])
        #expect(try read(menu).notes == ["levy.sheet.hidden"])
    }

    @Test(arguments: [
        (["小计,,,300", "合计,,2人,600"], [String]()), (["小计,,,500"], ["levy.total.sum"]),
        (["合计,,3人,600"], ["levy.total.count"]), (["合计,共2人,,"], []),
        (["总计,,5 人,1"], ["levy.total.count", "levy.total.sum"]),
        (["合计,7,,"], ["levy.total.count"]), (["合计,2,,600"], []), (["合计7人,,,"], ["levy.total.count"]),
        (["合计2人,,,600"], []), (["合计,,1,"], ["levy.total.count"]), (["合计3,,,"], ["levy.total.count"]),
    ])
    func `totals are compared with the rows`(totals: [String], notes: [String]) throws {
        let text = """
            村居代码,姓名,身份证号码,缴费档次
            370403101200,安娜,\(Self.anna),300
            \(totals.count > 1 ? totals[0] + "\n" : "")370403101200,贝特,\(Self.bert),300
            \(totals.last ?? "")
            """
        #expect(try read(SourceFile(name: "册.csv", bytes: Array(text.utf8))).notes == notes)
    }

    @Test func `a sender's own names are mapped, and a changed table is refused`() throws {
        var mapping = SenderMapping()
        mapping.sender = "某所"
        mapping.columns = [
            SenderMapping.Column(head: "村码", field: .villageCode), SenderMapping.Column(head: "人", field: .personName),
            SenderMapping.Column(head: "号", field: .citizenID),
        ]
        mapping.fillDown = [.villageCode]
        func file(_ head: String) -> SourceFile {
            let text = "\(head)\n370403101200,安娜,\(Self.anna),x\n,贝特,\(Self.bert),y\n"
            return SourceFile(name: "册.csv", bytes: Array(text.utf8))
        }
        let found = try read(file("村码,人,号,别的"), mapping)
        #expect(found.rows == ["370403101200|安娜|\(Self.anna)", "370403101200|贝特|\(Self.bert)"])
        #expect(found.notes == ["levy.mapping.other-columns"])
        mapping.columns.append(SenderMapping.Column(head: "电话", field: .phone))
        #expect(try codes { _ = try read(file("村码,人,号,别的"), mapping) } == ["levy.mapping.column"])
        mapping.sheets = ["没有"]
        let book = workbook([("一", "visible", sheet([head]))])
        #expect(try codes { _ = try read(book, mapping) } == ["levy.mapping.sheet"])
    }

    @Test func `a mapping of one sheet does not stop the others`() throws {
        var mapping = SenderMapping()
        mapping.sender = "某所"
        mapping.columns = [
            SenderMapping.Column(head: "序号", field: .serial), SenderMapping.Column(head: "所属村", field: .villageCode),
            SenderMapping.Column(head: "姓名", field: .personName),
            SenderMapping.Column(head: "公民身份号码", field: .citizenID),
            SenderMapping.Column(head: "手机", field: .phone),
        ]
        let first = sheet([
            ["序号", "所属村", "姓名", "公民身份号码", "手机"], ["1", "370403101200", "安娜", Self.anna, "13800000000"],
        ])
        let usual = sheet([["村居代码", "姓名", "身份证号码", "家庭"], ["370403101201", "贝特", Self.bert, "x"]])
        let fewer = sheet([["所属村", "姓名", "公民身份号码"], ["370403101201", "贝特", Self.bert]])
        let wrong = sheet([["村", "姓名", "公民身份号码"], ["370403101201", "贝特", Self.bert]])
        let found = try read(workbook([("沙沟", "visible", first), ("邹坞", "visible", usual)]), mapping)
        #expect(found.rows == ["370403101200|安娜|\(Self.anna)", "370403101201|贝特|\(Self.bert)"])
        #expect(found.notes == ["levy.mapping.usual", "levy.column.unread"])
        let lacking = try read(workbook([("沙沟", "visible", first), ("邹坞", "visible", fewer)]), mapping)
        #expect(lacking.rows == found.rows)
        #expect(lacking.notes == ["levy.mapping.gone"])
        let book = workbook([("沙沟", "visible", first), ("邹坞", "visible", wrong)])
        #expect(try codes { _ = try read(book, mapping) } == ["levy.missing-column"])
    }

    @Test func `columns that are not read are named, once for all sheets`() throws {
        let other = sheet([["村居代码", "姓名", "身份证号码", "与户主关系"], ["370403101200", "安娜", Self.anna, "妻"]])
        let found = try read(workbook([("一", "visible", other), ("二", "visible", other)]))
        #expect(found.rows.count == 2)
        #expect(found.notes == ["levy.column.unread"])
    }

    @Test func `columns are guessed by their heads, and by their contents where heads are strange`() throws {
        let rows = (1...9).map { index in
            let body = "3704031980010100\(index)"
            let name = ["张伟", "李娜", "王芳"][index % 3]
            return "370403101200,\(name),\(body)\(GeneratedCampaign.check(body)),1380000000\(index)"
        }
        let text = "某镇清册\n甲,乙,丙,丁\n" + rows.joined(separator: "\n")
        let guess = try MappingGuess(SourceFile(name: "x.csv", bytes: Array(text.utf8)))
        #expect(guess.columns.map(\.field) == [.villageCode, .personName, .citizenID, .phone])
        #expect(guess.columns.allSatisfy { $0.isDoubtful })
        let mapping = guess.mapping(sender: "某镇")
        #expect(mapping.kind == .medical)
        #expect(try read(SourceFile(name: "x.csv", bytes: Array(text.utf8)), mapping).rows.count == 9)
        let usual = try MappingGuess(SourceFile(path: XuechengData.folder + "/mib-medical-roster.csv"))
        #expect(usual.columns.map(\.field?.head) == ["村居代码", "村居名称", "姓名", "身份证号码", "人员类别", "出生年份", "联系电话"])
        #expect(usual.columns.allSatisfy { !$0.isDoubtful })
    }

    @Test func `the rows that were not taken go back as a workbook with the reasons`() throws {
        let text = """
            村居代码,姓名,身份证号码
            370403101200,安娜,370403198001010019
            370403101200,贝特,\(Self.bert)
            370403101200,,\(Self.anna)
            370403101200,丙,'37040320031028002x
            """
        let file = SourceFile(name: "册.csv", bytes: Array(text.utf8))
        let check = FileCheck(policy: nil, regions: nil, today: XuechengData.day("2019-10-28"))
        let checked = try check.check(file, kind: nil)
        #expect([checked.count(.accepted), checked.count(.repaired), checked.count(.rejected)] == [1, 1, 2])
        let bytes = try ErrorWorkbook.make(checked)
        #expect(try ErrorWorkbook.make(checked) == bytes)
        let workbook = try WorkbookReader(SourceFile(name: "退回.xlsx", bytes: bytes))
        var rows: [[String]] = []
        for sheet in workbook.sheets { try workbook.eachRow(of: sheet) { rows.append($0.texts) } }
        #expect(rows.map(\.first) == ["原行号", "2", "4", "5"])
        #expect(rows[0] == ["原行号", "村居代码", "姓名", "身份证号码", "问题", "处理", "更正为"])
        #expect(rows[1][4].contains("370403198001010019"))
        #expect(rows.dropFirst().map { $0[5] } == ["未导入，请更正", "未导入，请更正", "已修正，请核对"])
    }

    @Test func `a birth date that contradicts the number is told, and the row still counts`() throws {
        func remarks(_ birth: String) throws -> [String] {
            let text = "村居代码,姓名,身份证号码,出生日期\n370403101200,安娜,\(Self.anna),\(birth)\n"
            let check = FileCheck(policy: nil, regions: nil, today: XuechengData.day("2019-10-28"))
            let checked = try check.check(SourceFile(name: "册.csv", bytes: Array(text.utf8)), kind: .medical)
            #expect(checked.count(.accepted) == 1)
            return checked.remarks.map(\.code)
        }
        #expect(try remarks("1980-01-01") == [])
        #expect(try remarks("1980年1月") == [])
        #expect(try remarks("") == [])
        #expect(try remarks("1980-01-02") == ["levy.row.birth-differs"])
        #expect(try remarks("03/04/1980") == ["levy.row.birth-unreadable"])
    }

    @Test(arguments: [
        ("370403800101996", "", "century"), ("E12345678", "", "other-document"), ("123456789", "护照", "other-document"),
        ("ABC123456789012", "", "other-document"), ("12345678", "", "bad-check-digit"),
    ])
    func `numbers that need a person wait for one`(number: String, type: String, code: String) throws {
        let text = "村居代码,姓名,证件号码,证件类型\n370403101200,安娜,\(number),\(type)\n"
        let check = FileCheck(policy: nil, regions: nil, today: XuechengData.day("2019-10-28"))
        let checked = try check.check(SourceFile(name: "册.csv", bytes: Array(text.utf8)), kind: .medical)
        #expect(checked.remarks.map(\.code) == ["levy.row." + code])
    }
}
