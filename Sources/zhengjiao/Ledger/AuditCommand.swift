import ArgumentParser
import Diagnostics
import Levy
import Storage
import Workflow

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "资金安全检查：把专户、缴存、盘点、票据、退费、差异和查询里的异常列在一起；有异常的退出码 65。",
        discussion: """
            账簿逐笔查验之后才列。What stands out in the books of money and in the log of looks, after the ledger was verified.

            zhengjiao audit out/xuecheng-2019 --plan campaign.yaml --on 2019-11-30 -o 资金安全检查报告.pdf
            """)

    @OptionGroup var campaign: CampaignFolder
    @Option(help: "方案（campaign.yaml），限期取自其中") var plan: String
    @Option(help: "截至哪一天，默认今天") var on: DayArgument?
    @Option(help: "一小时内查询多少人以上算过多") var many = 30
    @Flag(help: "以 JSON 打印") var json = false
    @Option(name: .shortAndLong, help: "写到的 PDF") var output: String?

    func run() async throws {
        try await Failures.reporting {
            let definition = try Definition.load(path: plan)
            let paper = try MoneyPaper(plan: plan)
            let day = on?.date ?? OfficeDay.today
            let limits = paper.settings.remittanceLimits(definition.calendar)
            let (state, books) = try campaign.reading().read { transaction in
                (
                    try Ledger.verify(in: transaction),
                    try paper.campaign.audit(on: day, limits, in: transaction)
                )
            }
            let findings = books + (try looks(definition.calendar, through: day))
            if let output {
                _ = try paper.print(
                    "audit-report", MoneySheets.audit(findings, paper.settings, book: state, on: day),
                    subject: "资金安全检查报告", at: Instant(day), to: output)
            }
            if json {
                print(AuditCommand.json(findings).pretty, terminator: "")
            } else if findings.isEmpty {
                print(say("reply.audit-clean", ["entries": "\(state.entries)"]))
            } else {
                var table = TextTable(head: ["事项", "对象", "情况", "金额（元）"], right: [3])
                for finding in findings {
                    let sum = finding.fen == 0 ? "" : Money(fen: finding.fen).grouped
                    table.append([finding.kind.chinese, finding.place, finding.text, sum])
                }
                table.lines.forEach { print($0) }
            }
            if !findings.isEmpty { throw ExitCode.wrongInput }
        }
    }

    /// Looks at persons that stand out, by officer.
    private func looks(_ calendar: WorkingCalendar, through day: CivilDate) throws -> [AuditFinding] {
        let entries = try AccessLog(OutFolder(root: campaign.folder)).entries().filter { $0.at.date <= day }
        let odd = AccessEntry.conspicuous(entries, many: many, isWorked: calendar.isWorkingDay)
        let names = [
            (AccessEntry.Reason.afterHours, "非工作时间"), (.own, "本人或本户"), (.many, "一小时内过多"),
        ]
        return Dictionary(grouping: odd, by: \.entry.by).sorted { $0.key < $1.key }.map { officer, looks in
            let counts = names.compactMap { reason, name -> String? in
                let count = looks.count { $0.reasons.contains(reason) }
                return count == 0 ? nil : "\(name) \(count) 次"
            }
            return AuditFinding(kind: .look, place: officer, text: counts.joined(separator: "，"))
        }
    }

    private static func json(_ findings: [AuditFinding]) -> JSONText {
        .array(
            findings.map { finding in
                .object([
                    "kind": .text(finding.kind.rawValue), "place": .text(finding.place), "text": .text(finding.text),
                    "fen": .integer(finding.fen),
                ])
            })
    }
}
