import ArgumentParser
import Diagnostics
import Levy
import Storage
import Templates
import Workflow

extension EmployersCommand {
    struct Forms: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "forms", abstract: "为参保单位印制如实参保核定承诺书和工会监督确认书。",
            discussion: "The pledge and the union's confirmation, filled in by the last insurance register.")

        @OptionGroup var campaign: CampaignFolder
        @OptionGroup var letter: LetterOptions
        @Option(help: "日期，如 2020-05-20；不写为今天") var on: DayArgument?

        func run() async throws {
            try await Failures.reporting {
                let day = on?.date ?? Instant(milliseconds: World.live.now()).date
                let paper = try letter.paper(campaign)
                let employers = try campaign.reading().read {
                    try Employers.insured(on: day, codes: letter.code, in: $0)
                }
                for employer in employers {
                    let code = employer.identity.code
                    for (template, title, record) in [
                        ("employer-pledge", "承诺书", paper.pledge(employer, year: day.year)),
                        ("union-confirmation", "工会监督确认书", paper.union(employer, year: day.year)),
                    ] {
                        print(
                            try paper.print(
                                template, record, name: "\(title)/\(day.iso)-\(code)",
                                author: paper.settings.humanResources.name, on: day))
                    }
                }
            }
        }
    }

    struct Bases: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "bases", abstract: "印制单位内部的缴费基数公示表。",
            discussion: """
                表列：姓名、险种、缴费基数、所属期。姓名默认掩码，不印证件号码。
                An employer's table of bases for its own notice board.
                """)

        enum Mask: String, DomainWord {
            case name, none

            var chinese: String { self == .name ? "掩码" : "不掩" }
        }

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "单位的缴费基数表（CSV 或 XLSX）") var file: String
        @Option(help: "统一社会信用代码") var code: String
        @Option(help: "单位名称") var name: String
        @Option(help: "姓名中间的字：\(Mask.listed)") var mask = Mask.name
        @Option(help: "公示的工作日数") var days = 5
        @Option(help: "公示地点") var place = "单位公示栏"
        @Option(help: "异议受理人和电话") var contact: String
        @Option(help: "方案（campaign.yaml），工作日历取自其中") var plan: String
        @Option(help: "字体目录文件") var fonts: String?
        @Option(help: "制表日期，次一工作日起公示；不写为今天") var on: DayArgument?

        func run() async throws {
            try await Failures.reporting {
                let identity = EmployerIdentity(code: code, name: name)
                guard identity.fault == nil else { throw Rejection("credit.code", ["code": code]) }
                guard days > 0 else { throw Rejection("employers.term", ["days": "\(days)"]) }
                let paper = try LetterPaper(plan: plan, folder: campaign.folder, fonts: fonts)
                let day = on?.date ?? Instant(milliseconds: World.live.now()).date
                let bases = try EmployerBaseReader.read(SourceFile(path: file))
                let rows = bases.map { base in
                    Record([
                        ("name", .text(mask == .name ? Masking.name(base.name) : base.name)),
                        ("schemes", .text(base.schemes)), ("base", .money(base.fen)), ("month", .text(base.monthText)),
                    ])
                }
                let record = Record([
                    ("year", .text("\(day.year)")), ("employer.name", .text(name)),
                    ("employer.code", .text(identity.code)),
                    ("rows", .list(rows)), ("persons", .integer(rows.count)),
                    ("base", .money(bases.reduce(0) { $0 + $1.fen })),
                    ("notice.from", .date(paper.calendar.adding(workingDays: 1, to: day))),
                    ("notice.to", .date(paper.calendar.adding(workingDays: days, to: day))),
                    ("notice.place", .text(place)), ("notice.contact", .text(contact)),
                ])
                print(
                    try paper.print(
                        "base-table", record, name: "缴费基数公示表/\(day.iso)-\(identity.code)", author: name, on: day))
            }
        }
    }
}
