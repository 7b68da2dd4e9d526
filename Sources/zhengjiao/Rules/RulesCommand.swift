import ArgumentParser
import Diagnostics
import Levy
import Storage

struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "检查、查看、比较缴费规则（rules.yaml）。",
        discussion: """
            Rules as data: rates, tiers, who bears which part, windows, each with its document. 写法见 docs/levy/rules.md。

            zhengjiao rules check workflows/xuecheng-2019/rules.yaml
            zhengjiao rules show workflows/xuecheng-2019/rules.yaml --class 特困人员
            zhengjiao rules diff rules-2019.yaml rules-2020.yaml
            """,
        subcommands: [Check.self, Show.self, Diff.self])

    static func read(_ path: String) throws(Rejection) -> RuleBook {
        let text = try TextFile.read(path)
        return try RuleBook.read(text.text, file: path)
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "check", abstract: "像检查源代码一样检查规则文件。")

        @Argument(help: "规则文件（rules.yaml）") var file: String

        func run() async throws {
            try await Failures.reporting {
                let book = try RulesCommand.read(file)
                let rules =
                    book.classes.count + book.precedence.count + book.eligibility.count + book.fees.count
                    + book.pools.count + book.tiers.count + book.aid.count + book.windows.count + book.waiting.count
                    + book.newborns.count + book.backPayments.count + book.breaks.count + book.orders.count
                    + book.refunds.count
                print(
                    Catalogue.message(
                        Diagnostic(
                            .note, "rules.checked",
                            ["title": book.title, "rules": "\(rules)", "documents": "\(book.documents.count)"]),
                        in: Failures.language))
                if !book.warnings.isEmpty { Failures.show(Rejection(book.warnings)) }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "谁缴多少、谁承担哪一部分、依据哪个文件，列成一张表。")

        @Argument(help: "规则文件（rules.yaml）") var file: String
        @Option(name: .customLong("class"), help: "只看一类人员（名称或 id；“一般居民”或 none 为其余的人）") var className: String?
        @Option(help: "只看一个所属年度") var year: Int?
        @Option(help: "只看一个险种：\(Insurance.listed)") var insurance: String?
        @Option(help: "按这个村居（代码）的标准") var village = ""
        @Flag(help: "输出 JSON") var json = false

        func run() async throws {
            try await Failures.reporting {
                let book = try RulesCommand.read(file)
                let classes = try className.map { [try specialClass($0, in: book)] }
                var rows = RuleTable(book, periods: year.map { [$0] }, classes: classes, village: village).rows
                if let insurance {
                    guard let wanted = Insurance(argument: insurance) else {
                        throw Rejection("rules.insurance", ["name": insurance])
                    }
                    rows.removeAll { $0.insurance != wanted }
                }
                if json {
                    print(try JSONOutput.text(rows.map { RuleRowReport($0, book) }))
                } else if rows.isEmpty {
                    print(say("reply.none"))
                } else {
                    RuleRowReport.table(rows, book).lines.forEach { print($0) }
                }
            }
        }

        private func specialClass(_ name: String, in book: RuleBook) throws(Rejection) -> SpecialClass? {
            if name == "none" || name == "一般居民" { return nil }
            if let found = book.classes.first(where: { $0.name.rawValue == name || $0.basis.id == name }) {
                return found.name
            }
            throw Rejection(
                "rules.no-such-class",
                ["name": name, "known": book.classes.map(\.name.rawValue).joined(separator: "、")])
        }
    }

    struct Diff: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "diff", abstract: "两份规则之间对谁改了什么。")

        @Argument(help: "原来的规则") var old: String
        @Argument(help: "新的规则") var new: String
        @Flag(help: "输出 JSON") var json = false

        func run() async throws {
            try await Failures.reporting {
                let difference = RuleDifference(from: try RulesCommand.read(old), to: try RulesCommand.read(new))
                let lines = difference.changes.map { Catalogue.message($0, in: Failures.language) }
                if json {
                    print(try JSONOutput.text(difference.changes.map(DiagnosticReport.init)))
                } else if lines.isEmpty {
                    print(Catalogue.message(Diagnostic(.note, "rules.diff-none"), in: Failures.language))
                } else {
                    lines.forEach { print($0) }
                }
            }
        }
    }
}

/// A row of the table of rules for programs; the names of its members stay.
struct RuleRowReport: Encodable {
    struct Bearing: Encodable {
        let bearer: String
        let name: String
        let fen: Int

        init(_ part: Part, _ book: RuleBook) {
            bearer = part.bearer
            name = part.bearer == Bearer.person.id ? Bearer.person.name : book.bearer(part.bearer)?.name ?? part.bearer
            fen = part.fen
        }
    }

    let insurance: String
    let period: Int
    let specialClass: String?
    let variant: String
    let totalFen: Int
    let ownFen: Int
    let helpers: [Bearing]
    let subsidy: [Bearing]
    let rules: [String]
    let documents: [String]

    init(_ row: RuleTable.Row, _ book: RuleBook) {
        insurance = row.insurance.rawValue
        period = row.period
        specialClass = row.specialClass?.rawValue
        variant = row.variant
        (totalFen, ownFen) = (row.totalFen, row.ownFen)
        helpers = row.helpers.map { Bearing($0, book) }
        subsidy = row.subsidy.map { Bearing($0, book) }
        (rules, documents) = (row.rules, row.documents)
    }

    static func table(_ rows: [RuleTable.Row], _ book: RuleBook) -> TextTable {
        let isChinese = Failures.language == .chinese
        var table = TextTable(
            head: isChinese
                ? ["险种", "所属年度", "人员类别", "标准", "应缴", "个人缴", "他人代缴", "财政补贴", "依据"]
                : ["insurance", "year", "class", "rate", "due", "own", "paid by others", "subsidy", "documents"],
            right: [4, 5])
        for row in rows {
            func parts(_ parts: [Part]) -> String {
                parts.map { part in
                    "\(book.bearer(part.bearer)?.name ?? part.bearer) \(Money(fen: part.fen).grouped)"
                }.joined(separator: "；")
            }
            table.append([
                isChinese ? row.insurance.chinese : row.insurance.rawValue, "\(row.period)",
                row.specialClass?.rawValue ?? (isChinese ? "一般居民" : "others"), row.variant,
                Money(fen: row.totalFen).grouped, Money(fen: row.ownFen).grouped, parts(row.helpers),
                parts(row.subsidy), row.documents.joined(separator: "；"),
            ])
        }
        return table
    }
}
