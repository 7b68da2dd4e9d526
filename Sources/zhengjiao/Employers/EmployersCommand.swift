import ArgumentParser
import Diagnostics
import Foundation
import Levy
import Storage
import Workflow

struct EmployersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "employers", abstract: "单位参保扩面：导入、比对、名单、文书、信用案件。",
        discussion: """
            Employers: registers of three bureaus, their match, letters, and credit cases. 用法见 docs/levy/employers.md。
            """,
        subcommands: [
            Import.self, Match.self, List.self, Figures.self, Notice.self, Demand.self, Order.self, Served.self,
            Outcome.self, Letters.self, Forms.self, Bases.self, Contact.self, Inspect.self, Risk.self, Rates.self,
            Credit.self,
        ])

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "导入市场监管、人社、税务送来的单位表；有效的同一文件不再导入，被取代的再报即重新采用。",
            discussion: """
                例：zhengjiao employers import out companies 企业登记.xlsx --by 张三 --on 2020-05-20
                Imports a register as of a day; all mistakes of the file are shown together.
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "\(EmployerRegister.listed)") var register: EmployerRegister
        @Argument(help: "CSV 或 XLSX 文件") var file: String
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let source = try SourceFile(path: file)
                let imported = try campaign.write {
                    try Employers.importRegister(
                        register, source, asOf: act.day, by: act.by, in: $0, at: act.now)
                }
                if !imported.remarks.isEmpty { Failures.show(Rejection(imported.remarks)) }
                let snapshot = imported.snapshot
                if imported.isKnown { return print(say("reply.known")) }
                print(
                    say(imported.isAgain ? "reply.again" : "reply.register", [
                        "register": snapshot.register.chinese, "day": snapshot.asOf.iso, "count": "\(snapshot.rows)",
                    ]))
            }
        }
    }

    struct Match: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "match", abstract: "按统一社会信用代码比对三张表。",
            discussion: """
                代码有误的按名称比对，并列出原因。例：
                zhengjiao employers match out --by 张三 --on 2020-05-21 --regulators workflows/employers/regulators.csv
                Matches the last registers up to the day, and says what is new since the match before.
                """)

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "行业主管部门对照表：行业、行业主管部门，个别单位另写信用代码") var regulators: String?
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let table = try regulators.map { try RegulatorTable.read(SourceFile(path: $0)) } ?? RegulatorTable()
                let report = try campaign.write {
                    try Employers.match(on: act.day, regulators: table, by: act.by, in: $0, at: act.now)
                }
                EmployerText.summary(report).forEach { print($0) }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "列出最近一次比对的名单。",
            discussion: """
                例：zhengjiao employers list out --kind uninsured --regulator 商务局 --csv 商务局.csv
                The findings of the last match, whole or of one kind, regulator or change.
                """)

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "种类：\(EmployerFinding.Kind.listed)")
        var kind: EmployerFinding.Kind?
        @Option(help: "行业主管部门；未分配的写空") var regulator: String?
        @Option(help: "\(EmployerChange.Kind.listed)；不写则不列消除的") var change: EmployerChange.Kind?
        @Flag(help: "以 JSON 打印") var json = false
        @Option(help: "写成 CSV 文件") var csv: String?

        func run() async throws {
            try await Failures.reporting {
                let report = try campaign.reading().read { try Employers.report(in: $0) }
                let shown = report.changes.filter { entry in
                    let isWanted = change.map { $0 == entry.kind } ?? (entry.kind != .gone)
                    return isWanted && (kind ?? entry.finding.kind) == entry.finding.kind
                        && (regulator ?? entry.finding.regulator) == entry.finding.regulator
                }
                if let csv {
                    try DurableFile.write(EmployerText.csv(shown), to: csv)
                    print(say("reply.written", ["count": "\(shown.count)", "path": csv]))
                } else if json {
                    print(JSONText.array(shown.map(EmployerText.json)).pretty, terminator: "")
                } else {
                    EmployerText.table(shown).forEach { print($0) }
                }
            }
        }
    }

    struct Figures: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "figures",
            abstract: "应参保单位和职工的参保率，分主管部门。", discussion: "Coverage of employers and of persons with wages.")

        @OptionGroup var campaign: CampaignFolder
        @Flag(help: "以 JSON 打印") var json = false

        func run() async throws {
            try await Failures.reporting {
                let report = try campaign.reading().read { try Employers.report(in: $0) }
                if json { return print(EmployerText.figures(report).pretty, terminator: "") }
                EmployerText.summary(report).forEach { print($0) }
            }
        }
    }
}

extension EmployerRegister: DomainWord {
    var otherNames: [String] {
        switch self {
        case .companies: ["登记", "企业登记"]
        case .insurance: ["参保"]
        case .tax: ["纳税", "纳税人"]
        case .arrears: ["欠费"]
        }
    }
}

extension EmployerFinding.Kind: DomainWord {}
extension EmployerChange.Kind: DomainWord {}

/// Findings on a terminal, as JSON and as a file for a regulator.
enum EmployerText {
    private static let head = ["变化", "种类", "统一社会信用代码", "单位名称", "行业", "行业主管部门", "工资人数", "参保人数", "差额", "说明"]

    private static func row(_ change: EmployerChange) -> [String] {
        let finding = change.finding
        return [
            change.kind.chinese, finding.kind.chinese, finding.code, finding.name, finding.industry, finding.regulator,
            finding.employees.map(String.init) ?? "", "\(finding.insured)", "\(finding.gap)", finding.detail,
        ]
    }

    static func table(_ changes: [EmployerChange]) -> [String] {
        var table = TextTable(head: head, right: [6, 7, 8])
        for change in changes { table.append(row(change)) }
        return table.lines
    }

    /// With columns for the regulator's answer.
    static func csv(_ changes: [EmployerChange]) -> [UInt8] {
        var text = CSVText()
        text.append(["序号"] + head + ["地址", "电话", "督促情况", "办理结果"])
        for (index, change) in changes.enumerated() {
            text.append(["\(index + 1)"] + row(change) + [change.finding.address, change.finding.phone, "", ""])
        }
        return text.utf8WithMark
    }

    static func json(_ change: EmployerChange) -> JSONText {
        let finding = change.finding
        return .object([
            "change": .text(change.kind.rawValue), "kind": .text(finding.kind.rawValue), "code": .text(finding.code),
            "unit": .text(finding.unit), "name": .text(finding.name), "industry": .text(finding.industry),
            "regulator": .text(finding.regulator), "employees": finding.employees.map { .integer($0) } ?? .null,
            "insured": .integer(finding.insured), "gap": .integer(finding.gap), "detail": .text(finding.detail),
        ])
    }

    static func figures(_ report: EmployerReport) -> JSONText {
        func coverage(_ coverage: EmployerCoverage) -> JSONText {
            .object([
                "due": .integer(coverage.due), "covered": .integer(coverage.covered), "rate": .rate(coverage.rate),
                "employees": .integer(coverage.employees), "insured": .integer(coverage.insured),
                "person_rate": .rate(coverage.personRate),
            ])
        }
        let standing = report.changes.filter { $0.kind != .gone }
        return .object([
            "day": .text(report.match.day.iso), "total": coverage(report.total),
            "waiting": .integer(report.match.waiting), "exempt": .integer(report.match.exempt),
            "findings": .object(
                EmployerFinding.Kind.allCases.map { kind in
                    JSONText.Member(kind.rawValue, .integer(standing.count { $0.finding.kind == kind }))
                }),
            "regulators": .array(
                report.coverage.sorted { $0.key < $1.key }.map { regulator, figures in
                    .object(["regulator": .text(regulator), "coverage": coverage(figures)])
                }),
        ])
    }

    static func summary(_ report: EmployerReport) -> [String] {
        let total = report.total
        var lines = ["比对日期 \(report.match.day.iso)" + (report.before.map { "，上次 \($0.day.iso)" } ?? "")]
        lines.append("应参保单位 \(total.due) 家，已参保 \(total.covered) 家，参保率 \(Rate.shown(total.rate))")
        lines.append("申报工资 \(total.employees) 人，其中参保 \(total.insured) 人，参保率 \(Rate.shown(total.personRate))")
        lines.append("登记未满30日 \(report.match.waiting) 家，无雇工个体工商户 \(report.match.exempt) 家，未计入")
        var kinds = TextTable(head: ["种类", "现有", "新增", "消除"], right: [1, 2, 3])
        for kind in EmployerFinding.Kind.allCases {
            let changes = report.changes.filter { $0.finding.kind == kind }
            kinds.append([
                kind.chinese, "\(changes.count { $0.kind != .gone })", "\(changes.count { $0.kind == .new })",
                "\(changes.count { $0.kind == .gone })",
            ])
        }
        var offices = TextTable(head: ["主管部门", "应参保", "已参保", "参保率"], right: [1, 2, 3])
        for (regulator, figures) in report.coverage.sorted(by: { $0.key < $1.key }) {
            offices.append([
                regulator.isEmpty ? "未分配" : regulator, "\(figures.due)", "\(figures.covered)",
                Rate.shown(figures.rate),
            ])
        }
        return lines + kinds.lines + offices.lines
    }
}
