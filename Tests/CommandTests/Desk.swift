import Foundation
import TestSupport

/// A folder with a template and its data, as somebody has it who prints something of their own.
final class Desk {
    let scratch: ScratchFolder
    var path: String { scratch.path }

    static let card = """
        <!DOCTYPE html>
        <html lang="zh-CN">
        <head>
          <meta charset="utf-8">
          <title>{{ payer.name }}的通知</title>
          <style>@page { size: A5 landscape; margin: 15mm } body { font-family: fangsong; font-size: 14pt }</style>
        </head>
        <body>
          <h1>缴费通知</h1>
          <p>{{ payer.name }}：{{ issued | date("yyyy年M月d日") }}前请缴 {{ amount | yuan }} 元。{{ note | or("无备注") }}</p>
        </body>
        </html>

        """
    static let fields = """
        id: text            编号
        payer.name: text    姓名（全名）
        amount: money       金额
        issued: date        日期
        note: text?         备注

        """
    static let table = """
        编号,姓名,金额,日期,备注
        A1,王䶮,250.00,2019-10-28,
        A2,李四,"1,234.5",2019/11/2,补缴
        A3,张三,180,20191103,

        """

    init(card: String = Desk.card, fields: String? = Desk.fields, table: String = Desk.table) throws {
        scratch = try ScratchFolder()
        try scratch.write(card, to: "card.html")
        if let fields { try scratch.write(fields, to: "card.fields") }
        try scratch.write(table, to: "card.csv")
    }

    /// Runs the program in the folder.
    func run(
        _ arguments: [String], input: [UInt8] = [], environment: [String: String] = Campaigns.chinese,
        seconds: Int = 120
    ) throws -> Command.Outcome {
        try Command.run(
            Project.product("zhengjiao"), arguments, input: input,
            environment: ["ZHENGJIAO_HOME": Project.root].merging(environment) { $1 }, in: path, seconds: seconds)
    }

    func render(_ arguments: String..., environment: [String: String] = Campaigns.chinese) throws -> Command.Outcome {
        try run(["render"] + arguments, environment: environment)
    }

    func bytes(_ name: String) throws -> [UInt8] { try [UInt8](Data(contentsOf: URL(fileURLWithPath: scratch / name))) }

    func text(_ name: String, _ options: [String] = []) throws -> String { try PDF.text(scratch / name, options) }

    /// The files below a folder but for those that the program keeps for itself.
    func files(_ folder: String) throws -> [String] {
        try scratch.files().filter { $0.hasPrefix(folder + "/") && !$0.contains("/.") }
            .map { String($0.dropFirst(folder.count + 1)) }
    }

    func encoded(_ text: String, _ encoding: String) throws -> [UInt8] {
        try Command.run("iconv", ["-f", "UTF-8", "-t", encoding], input: Array(text.utf8)).output
    }
}
