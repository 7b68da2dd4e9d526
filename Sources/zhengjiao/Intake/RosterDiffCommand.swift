import ArgumentParser
import Diagnostics
import Foundation
import Levy
import Storage
import Templates
import Workflow

extension RosterCommand {
    struct Diff: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "diff", abstract: "比较清册的两版：新增、减少、换村居、更改。",
            discussion: """
                Compares two versions: added, gone, moved, changed. 例：
                zhengjiao roster diff campaign.yaml 1 2 --out out --insurance medical --pdf 差异.pdf
                """)

        @Argument(help: "方案（campaign.yaml）") var plan: String
        @Argument(help: "前一版") var from: Int
        @Argument(help: "后一版") var to: Int
        @Option(help: "状态和文书的目录") var out: String
        @Option(help: "险种：\(Insurance.listed)") var insurance: Insurance
        @Flag(help: "以 JSON 输出") var json = false
        @Option(help: "印成 PDF") var pdf: String?
        @Option(help: "字体目录") var fonts: String?

        private struct Listed: Encodable {
            struct Change: Encodable {
                let field: String
                let before: String
                let after: String
            }

            let kind: String
            let id: String
            let name: String
            let village: String
            let changes: [Change]
        }

        func run() async throws {
            try await Failures.reporting {
                let books = try CampaignBooks.reading(plan: plan, out: out)
                let found = try books.database.read {
                    try books.campaign.rosterDifferences(insurance, from: from, to: to, in: $0)
                }
                if let pdf { try print(found, books, to: pdf) }
                if json {
                    let listed = found.map { difference in
                        Listed(
                            kind: difference.kind.rawValue, id: difference.citizenID, name: difference.name,
                            village: difference.village,
                            changes: difference.changes.map {
                                Listed.Change(field: $0.field, before: $0.before, after: $0.after)
                            })
                    }
                    return Swift.print(try JSONOutput.text(listed))
                }
                var table = TextTable(head: ["变动", "姓名", "证件号码", "村居", "更改"])
                for difference in found {
                    table.append([
                        difference.kind.chinese, difference.name, difference.citizenID, difference.village,
                        difference.sentence,
                    ])
                }
                table.lines.forEach { Swift.print($0) }
                Swift.print(RosterDifference.Kind.allCases.map { kind in
                    "\(kind.chinese) \(found.count { $0.kind == kind })"
                }.joined(separator: "，"))
            }
        }

        private func print(_ found: [RosterDifference], _ books: CampaignBooks, to path: String) throws {
            let rows = found.map { difference in
                Record([
                    ("kind", .text(difference.kind.chinese)), ("name", .text(difference.name)),
                    ("id", .text(difference.citizenID)), ("village", .text(difference.village)),
                    ("change", .optional(difference.sentence)),
                ])
            }
            let counts = RosterDifference.Kind.allCases.map { kind in
                "\(kind.chinese) \(found.count { $0.kind == kind }) 人"
            }.joined(separator: "，")
            let record = Record([
                ("district.name", .text(books.settings.district)),
                ("office.name", .text(books.settings.taxBureau.name)),
                ("sheet.title", .text("参保清册版本差异")),
                ("sheet.about", .text("\(insurance.fullName)清册　第 \(from) 版至第 \(to) 版")),
                ("sheet.counts", .text(counts)), ("rows", .list(rows)),
            ])
            try IntakePaper.write(record, template: "roster-differences", to: path, fonts: fonts, books.settings)
        }
    }
}

extension RosterDifference {
    /// `姓名 张三→张山；缴费档次 300.00→500.00`
    var sentence: String {
        changes.map { "\($0.field) \($0.before)→\($0.after)" }.joined(separator: "；")
    }
}

/// Lists for bureaus and villages, printed beside a campaign.
enum IntakePaper {
    static func write(
        _ record: Record, template: String, to path: String, fonts: String?, _ settings: CampaignSettings
    ) throws {
        let room = PressRoom(
            fonts: try Installation.fontCatalog(override: fonts), templates: TemplateShelf(filters: DomainFilters.all))
        let printed = try room.pdf(
            Installation.template(template), record, subject: path, author: settings.taxBureau.name,
            created: Instant(milliseconds: World.live.now()).iso)
        _ = try DurableFile.write(printed.bytes, to: path)
    }
}
