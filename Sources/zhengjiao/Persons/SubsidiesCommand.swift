import ArgumentParser
import Diagnostics
import Foundation
import Levy
import Storage
import Templates

struct SubsidiesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subsidies", abstract: "代缴、补贴资金申请表：各级财政和基金按险种、人员类别应承担多少。",
        discussion: """
            What each budget and fund owes, with the virtual households of each class and village. 只读。例：
            zhengjiao subsidies out/xuecheng-2019 --insurance 居民医疗 -o 申请表.pdf --office 薛城区医疗保障局
            """)

    @OptionGroup var campaign: CampaignFolder
    @Option(help: "只列一个险种，各部门各申请各的：\(Insurance.listed)") var insurance: Insurance?
    @Option(name: [.short, .customLong("output")], help: "写成 PDF") var output: String?
    @Option(help: "申请单位，印在表上") var office = ""
    @Option(help: "制表日期，默认今天") var on: String?
    @Option(help: "字体目录") var fonts: String?
    @Flag(help: "输出 JSON") var json = false

    func run() async throws {
        try await Failures.reporting {
            let day = try PersonFactsCommand.day(on) ?? PersonFactsCommand.now.date
            let (sheet, district) = try campaign.reading().read { transaction in
                let campaign = Campaign(policy: try RuleSetStore.current(in: transaction))
                return (
                    try campaign.subsidySheet(of: insurance, in: transaction),
                    try campaign.regions(in: transaction).district?.name ?? ""
                )
            }
            if let output {
                let room = PressRoom(
                    fonts: try Installation.fontCatalog(override: fonts),
                    templates: TemplateShelf(filters: DomainFilters.all))
                let printed = try room.pdf(
                    Installation.template("subsidy-application"), record(sheet, district, day),
                    subject: "代缴、补贴资金申请表", author: office, created: Instant(day).iso)
                try DurableFile.write(printed.bytes, to: output)
            }
            if json {
                print(SubsidiesCommand.json(sheet).pretty, terminator: "")
            } else if output == nil {
                SubsidiesCommand.table(sheet).lines.forEach { print($0) }
            }
        }
    }

    private func record(_ sheet: SubsidySheet, _ district: String, _ day: CivilDate) -> Record {
        let bearers = sheet.bearers.map { bearer in
            Record([
                ("name", .text(bearer.name)), ("sum", .money(sheet.total(of: bearer.id))),
                ("capitals", .money(sheet.total(of: bearer.id))),
            ])
        }
        let rows = sheet.rows.map { row in
            Record([
                ("bearer", .text(row.bearerName)), ("insurance", .text(row.insurance.chinese)),
                ("purpose", .text(row.purpose.chinese)), ("class", .text(row.specialClass ?? "一般居民")),
                ("persons", .integer(row.persons)), ("sum", .money(row.fen)),
            ])
        }
        let households = sheet.households.map { row in
            Record([
                ("village", .text(row.townName + row.villageName)), ("class", .text(row.specialClass)),
                ("insurance", .text(row.insurance.chinese)), ("persons", .integer(row.persons)),
                ("sum", .money(row.fen)),
            ])
        }
        return Record([
            ("district.name", .text(district)), ("office.name", .text(office)), ("sheet.issued", .date(day)),
            ("bearers", .list(bearers)), ("rows", .list(rows)), ("households", .list(households)),
            ("total", .money(sheet.rows.reduce(0) { $0 + $1.fen })),
        ])
    }

    private static func table(_ sheet: SubsidySheet) -> TextTable {
        var table = TextTable(head: ["险种", "用途", "人员类别", "承担方", "人数", "金额（元）"], right: [4, 5])
        for row in sheet.rows {
            table.append([
                row.insurance.chinese, row.purpose.chinese, row.specialClass ?? "一般居民", row.bearerName,
                "\(row.persons)", Money(fen: row.fen).grouped,
            ])
        }
        for bearer in sheet.bearers {
            table.append(["", "", "合计", bearer.name, "", Money(fen: sheet.total(of: bearer.id)).grouped])
        }
        return table
    }

    private static func json(_ sheet: SubsidySheet) -> JSONText {
        .object([
            "rows": .array(
                sheet.rows.map { row in
                    .object([
                        "insurance": .text(row.insurance.rawValue), "purpose": .text(row.purpose.rawValue),
                        "class": row.specialClass.map { .text($0) } ?? .null, "bearer": .text(row.bearer),
                        "bearer_name": .text(row.bearerName), "persons": .integer(row.persons),
                        "fen": .integer(row.fen),
                    ])
                }),
            "households": .array(
                sheet.households.map { row in
                    .object([
                        "village": .text(row.village), "name": .text(row.villageName),
                        "insurance": .text(row.insurance.rawValue), "class": .text(row.specialClass),
                        "persons": .integer(row.persons), "fen": .integer(row.fen),
                    ])
                }),
        ])
    }
}
