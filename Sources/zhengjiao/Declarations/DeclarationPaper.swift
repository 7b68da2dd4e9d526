import Levy
import Storage
import Templates

/// 村居申报汇总表 of a declaration.
struct DeclarationPaper {
    let file: DeclarationFile
    let town: String
    private let regions: RegionTree
    private let account: SpecialAccount?

    init(_ file: DeclarationFile, in transaction: Transaction) throws {
        self.file = file
        regions = try RegionTree.stored(in: transaction)
        town = regions[code: file.unit.town]?.name ?? file.unit.town
        account = try SpecialAccounts.all(in: transaction).first { $0.town == file.unit.town }
    }

    func record(_ settings: CampaignSettings) -> Record {
        let villages = file.lines.reduce(into: [[DeclarationLine]]()) { groups, line in
            if groups.last?.last?.village == line.village {
                groups[groups.count - 1].append(line)
            } else {
                groups.append([line])
            }
        }
        func sum(_ lines: [DeclarationLine]) -> Datum { .money(lines.reduce(0) { $0 + $1.fen }) }
        func persons(_ lines: [DeclarationLine]) -> Datum { .integer(lines.reduce(0) { $0 + $1.persons }) }
        let rows = villages.map { lines in
            Record([
                ("name", .text(regions.village(lines[0].village)?.name ?? lines[0].village)),
                (
                    "lines",
                    .list(
                        lines.map { line in
                            Record([
                                ("insurance", .text(line.insurance.chinese)),
                                (
                                    "payer",
                                    .text(line.part == .payer ? line.part.chinese : "财政代缴（\(line.specialClass)）")
                                ),
                                ("household", .optional(line.household)), ("persons", .integer(line.persons)),
                                ("sum", .money(line.fen)),
                            ])
                        })
                ), ("persons", persons(lines)), ("sum", sum(lines)),
            ])
        }
        let paid = file.lines.filter { $0.part == .payer }
        let state = file.lines.filter { $0.part == .state }
        return Record([
            ("district.name", .text(settings.district)), ("office.name", .text(file.unit.office)),
            ("unit.name", .text(file.unit.name)), ("unit.taxId", .text(file.unit.taxID)),
            ("unit.head", .optional(file.unit.head)), ("town.name", .text(town)),
            ("bank.name", .optional(account?.bank)),
            ("bank.number", .optional(account.map { MoneyPaper.masked($0.number) })),
            ("batch", .text(file.batch)), ("corrects", .optional(file.corrects)), ("day", .date(file.day)),
            ("check", .text(String(file.sha256.prefix(16).uppercased()))), ("villages", .list(rows)),
            ("totals.villages", .integer(villages.count)), ("totals.persons", .integer(file.rows.count)),
            ("totals.paid", sum(paid)), ("totals.paidPersons", persons(paid)), ("totals.state", sum(state)),
            ("totals.statePersons", persons(state)), ("totals.sum", .money(file.ownFen + file.stateFen)),
        ])
    }
}
