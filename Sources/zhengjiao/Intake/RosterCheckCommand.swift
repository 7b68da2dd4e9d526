import ArgumentParser
import Diagnostics
import Foundation
import Levy
import Storage
import Templates
import Workflow

/// How files are read: the sender's mapping, and what becomes of hidden rows.
struct ReadingOptions: ParsableArguments {
    enum Hidden: String, DomainWord {
        case read
        case leaveOut = "leave-out"

        var chinese: String { self == .read ? "读取" : "不读" }
    }

    @Option(help: "送件单位的列名对照表（roster guess 写出，核对后使用）") var mapping: String?
    @Option(help: "隐藏的行和工作表：\(Hidden.listed)；不写则询问") var hidden: Hidden?

    /// - Throws: `Rejection` for everything wrong in the mapping's file.
    func senderMapping() throws -> SenderMapping {
        var found = try mapping.map(MappingFile.read) ?? .none
        if let hidden { found.hidden = hidden == .read ? .read : .leaveOut }
        return found
    }
}

extension RosterCommand {
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "查验清册和名单，一次报出全部错误；不需要已有的征缴。",
            discussion: """
                Reports all mistakes of files at once; needs no campaign. 有应退回的行时退出码为 65。例：
                zhengjiao roster check mib.csv --regions regions.csv --errors 退回.xlsx --pdf 退回.pdf
                """)

        @Argument(help: "文件") var files: [String]
        @Option(help: "文件的种类：\(Kind.listed)；不写则按表头判断")
        var kind: Kind?
        @Option(help: "区划表；不写则不查村居代码") var regions: String?
        @Option(help: "方案，取其中的档次、年龄和基准日") var plan: String?
        @OptionGroup var reading: ReadingOptions
        @Option(help: "把有错的行写成 XLSX，错处标色、附原因，可退回送件单位") var errors: String?
        @Option(help: "把有错的行印成 PDF，可退回送件单位") var pdf: String?
        @Option(help: "字体目录") var fonts: String?
        @Flag(help: "以 JSON 输出") var json = false

        func validate() throws {
            if files.count > 1 && (errors != nil || pdf != nil) {
                throw ValidationError(
                    zh: "--errors 和 --pdf 一次只用于一个文件。", en: "--errors and --pdf take one file at a time.")
            }
        }

        func run() async throws {
            try await Failures.reporting {
                let mapping = try reading.senderMapping()
                if mapping.kind == .payments {
                    for path in files { try Check.payments(path, mapping) }
                    return
                }
                var report: [FileReport] = []
                for path in files {
                    let checked = try check(path, mapping)
                    report.append(FileReport(checked))
                    if let errors {
                        let bytes = try ErrorWorkbook.make(checked, mapping: mapping, language: Failures.language)
                        _ = try DurableFile.write(bytes, to: errors)
                    }
                    if json {
                        if path == files.last { Swift.print(try JSONOutput.text(report)) }
                    } else {
                        report.last?.lines.forEach { Swift.print($0) }
                    }
                    // What is wrong is told also when it cannot be printed.
                    if let pdf { try print(checked, to: pdf) }
                }
                if report.contains(where: { $0.rejected > 0 }) { throw ExitCode.wrongInput }
            }
        }

        /// A bank's table: what of it would be entered, or all its mistakes.
        private static func payments(_ path: String, _ mapping: SenderMapping) throws {
            let found = try PaymentFileReader.read(SourceFile(path: path), mappings: [mapping])
            let back = found.lines.filter { $0.reverses != nil }
            PersonFactsCommand.say(
                "levy.payment.checked",
                [
                    "file": path, "day": found.date.iso, "count": "\(found.lines.count)", "back": "\(back.count)",
                    "sum": Money(fen: found.lines.reduce(0) { $0 + $1.fen }).grouped,
                ])
        }

        private func check(_ path: String, _ mapping: SenderMapping) throws -> CheckedFile {
            let tree = try regions.map { try RegionReader.read(SourceFile(path: $0)) }
            let policy = try plan.map { path in
                try CampaignSettings(Definition.load(path: path).settings, planFolder: PlanFolder.of(path)).policy
            }
            let checker = FileCheck(policy: policy, regions: tree, mapping: mapping,
                today: Instant(milliseconds: World.live.now()).date)
            return try checker.check(SourceFile(path: path), kind: kind?.record)
        }

        /// What a cell holds, with private characters by their codes: no font has them, and they are why it goes back.
        private static func printable(_ text: String?) -> String {
            (text ?? "").unicodeScalars.map { scalar in
                scalar.properties.generalCategory == .privateUse
                    ? "□（U+\(String(scalar.value, radix: 16, uppercase: true))）" : String(scalar)
            }.joined()
        }

        private func print(_ checked: CheckedFile, to path: String) throws {
            let open = checked.remarks.filter { $0.severity != .note }
            let rows = open.map { remark in
                Record([
                    ("place", .text(Check.printable(remark.arguments["place"]))),
                    ("name", .text(Check.printable(remark.arguments["name"]))),
                    ("id", .text(Check.printable(remark.arguments["id"]))),
                    ("village", .text(Check.printable(remark.arguments["village"]))),
                    ("problem", .text(Check.printable(Catalogue.message(remark, in: .chinese)))),
                ])
            }
            let counts = "共 \(checked.rows) 行，退回 \(checked.count(.rejected)) 行，待核实 \(checked.count(.review)) 行"
            let record = Record([
                ("sheet.file", .text(checked.file.name)),
                ("sheet.check", .text(String(checked.file.sha256.prefix(16)))),
                ("sheet.counts", .text(counts)), ("rows", .list(rows)),
            ])
            let room = PressRoom(
                fonts: try Installation.fontCatalog(override: fonts),
                templates: TemplateShelf(filters: DomainFilters.all))
            let printed = try room.pdf(
                Installation.template("returned-rows"), record, subject: path, author: "",
                created: Instant(milliseconds: World.live.now()).iso)
            _ = try DurableFile.write(printed.bytes, to: path)
        }
    }
}

/// What a check found in one file, for a program.
struct FileReport: Encodable {
    struct Remark: Encodable {
        let place: String
        let severity: String
        let code: String
        let message: String
        let row: [String: String]
    }

    let file: String
    let sha256: String
    let kind: String
    let rows: Int
    let accepted: Int
    let repaired: Int
    let rejected: Int
    let review: Int
    let notes: [String]
    let remarks: [Remark]

    init(_ checked: CheckedFile) {
        let language = Failures.language
        file = checked.file.name
        sha256 = checked.file.sha256
        kind = checked.kind.rawValue
        rows = checked.rows
        accepted = checked.count(.accepted)
        repaired = checked.count(.repaired)
        rejected = checked.count(.rejected)
        review = checked.count(.review)
        notes = checked.notes.map { Catalogue.message($0, in: language) }
        remarks = checked.remarks.map { remark in
            Remark(
                place: remark.arguments["place"] ?? "", severity: "\(remark.severity)", code: remark.code,
                message: Catalogue.message(remark, in: language), row: remark.arguments)
        }
    }

    var lines: [String] {
        ["\(file)：\(rows) 行，接受 \(accepted)，修正 \(repaired)，退回 \(rejected)，待核实 \(review)"]
            + notes.map { "  " + $0 } + remarks.map { "  第 \($0.place) 行 \($0.message)" }
    }
}
