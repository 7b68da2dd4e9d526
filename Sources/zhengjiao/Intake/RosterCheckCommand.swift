import ArgumentParser
import Diagnostics
import Foundation
import Levy
import Storage
import Workflow

extension RosterCommand {
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "查验清册和名单，一次报出全部错误；不需要已有的征缴。",
            discussion: """
                Reports all mistakes of files at once; needs no campaign. 有应退回的行时退出码为 65。例：
                zhengjiao roster check mib.csv --regions regions.csv --json
                """)

        @Argument(help: "文件") var files: [String]
        @Option(help: "文件的种类：medical、pension、special、regions、agents；不写则按表头判断") var kind: Kind?
        @Option(help: "区划表；不写则不查村居代码") var regions: String?
        @Option(help: "方案，取其中的档次、年龄和基准日") var plan: String?
        @Flag(help: "以 JSON 输出") var json = false

        func run() async throws {
            try await Failures.reporting {
                let report = try files.map { try check($0) }
                if json {
                    print(try JSONOutput.text(report))
                } else {
                    for file in report { file.lines.forEach { print($0) } }
                }
                if report.contains(where: { $0.rejected > 0 }) { throw ExitCode.wrongInput }
            }
        }

        private func check(_ path: String) throws -> FileReport {
            let tree = try regions.map { try RegionReader.read(SourceFile(path: $0)) }
            let policy = try plan.map { path in
                try CampaignSettings(Definition.load(path: path).settings, planFolder: PlanFolder.of(path)).policy
            }
            let checker = FileCheck(policy: policy, regions: tree)
            return FileReport(try checker.check(SourceFile(path: path), kind: kind?.record))
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
