import ArgumentParser
import Diagnostics
import Levy
import Storage
import Templates
import Workflow

extension RemittanceCommand {
    struct Form: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "form", abstract: "代收登记表：一个村居还没缴的人，两险应缴已填好；可印，也可在电脑上填了再 collect。",
            discussion: """
                Prefilled with who still owes what: a sheet to tick on paper, and a workbook that `collect` reads.

                zhengjiao remittance form out/xuecheng-2019 --village 370403001200 --plan campaign.yaml \
                    -o 登记表.pdf --sheet 登记表.xlsx
                """)

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "村居代码") var village: String
        @Option(help: "方案（campaign.yaml）") var plan: String
        @Option(help: "日期，默认今天") var on: DayArgument?
        @Option(name: .shortAndLong, help: "写到的 PDF") var output: String?
        @Option(help: "写到的 XLSX，离线填写") var sheet: String?

        func validate() throws {
            if output == nil, sheet == nil {
                throw ValidationError(zh: "写 -o 或 --sheet。", en: "give -o or --sheet.")
            }
        }

        func run() async throws {
            try await Failures.reporting {
                let paper = try MoneyPaper(plan: plan)
                let form = try campaign.reading().read {
                    try paper.campaign.agentSheet(village: village, in: $0)
                }
                let day = on?.date ?? OfficeDay.today
                if let sheet { try DurableFile.write(form.workbook(), to: sheet) }
                if let output {
                    _ = try paper.print(
                        "agent-sheet", MoneySheets.collecting(form, paper.settings, on: day),
                        subject: "\(form.village.name)代收登记表",
                        at: Instant(day), to: output)
                }
                let sum = Money(fen: form.rows.reduce(0) { $0 + $1.fen }).grouped
                print(
                    say(
                        "reply.agent-sheet", ["village": form.village.name, "count": "\(form.rows.count)", "sum": sum]))
            }
        }
    }
}
