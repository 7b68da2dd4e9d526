import ArgumentParser
import Diagnostics
import Levy
import Storage

struct UnitsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "units", abstract: "镇街代收单位：税务登记、财政代缴人员的虚拟户。",
        discussion: "Townships' collecting units, and the virtual households of their state-paid persons.",
        subcommands: [Register.self, Households.self, List.self], defaultSubcommand: List.self)

    struct Register: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "register", abstract: "登记代收单位，或登记它的变更；经办和复核是两个人。",
            discussion: """
                Registers a town's collecting unit under its tax id; registered again, the later entry holds.

                zhengjiao units register out/xuecheng-2019 --town 370403101 --name 沙沟镇人社所 \
                    --tax-id 12370403MB2801231Q --office 沙沟税务分局 --head 褚庆国 --by 甲 --checker 乙
                """)

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "镇街代码") var town: String
        @Option(help: "代收单位名称") var name: String
        @Option(help: "纳税人识别号（统一社会信用代码）") var taxId: String
        @Option(help: "主管税务分局（所）") var office: String
        @Option(help: "负责人") var head = ""
        @Option(help: "复核人，不是经办人") var checker: String
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let unit = try campaign.write {
                    try CollectingUnits.register(
                        town: town, name: name, taxID: taxId, office: office, head: head, on: act.day, by: act.by,
                        checker: checker, in: $0, at: act.now)
                }
                print(say("reply.unit", ["name": unit.name, "code": unit.taxID, "town": unit.town]))
            }
        }
    }

    struct Households: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "households", abstract: "为财政代缴人员登记虚拟户：每个村居的每类人员一户，已有的不再登记。",
            discussion: "Registers a virtual household for each class of each village that has none yet.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "镇街代码") var town: String
        @Option(help: "复核人，不是经办人") var checker: String
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let (new, regions) = try campaign.write {
                    (
                        try CollectingUnits.registerHouseholds(
                            town: town, on: act.day, by: act.by, checker: checker, in: $0, at: act.now),
                        try RegionTree.stored(in: $0)
                    )
                }
                for household in new {
                    let place = regions.fullName(ofVillage: household.village)
                    print("\(household.number)  \(place)  \(household.specialClass)")
                }
                print(say("reply.households", ["count": "\(new.count)", "town": town]))
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "代收单位和虚拟户，各户现有的人次和金额。",
            discussion: "Units with their tax ids and accounts; what each virtual household stands at.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "镇街代码；不写为全部") var town: String?
        @Flag(help: "以 JSON 打印") var json = false

        func run() async throws {
            try await Failures.reporting {
                let books = try campaign.reading().read { transaction in
                    let units = try CollectingUnits.all(in: transaction).filter { town == nil || $0.town == town }
                    return Books(
                        units: units, households: try CollectingUnits.households(in: transaction),
                        groups: try units.flatMap { try CollectingUnits.statePaid(town: $0.town, in: transaction) },
                        accounts: try SpecialAccounts.all(in: transaction),
                        regions: try RegionTree.stored(in: transaction))
                }
                if json { return print(books.json.pretty, terminator: "") }
                if books.units.isEmpty { return print(say("reply.none")) }
                books.text.forEach { print($0) }
            }
        }
    }

    private struct Books {
        let units: [CollectingUnit]
        let households: [VirtualHousehold]
        let groups: [StatePaidGroup]
        let accounts: [SpecialAccount]
        let regions: RegionTree

        private func number(_ group: StatePaidGroup) -> String? {
            households.first { $0.village == group.village && $0.specialClass == group.specialClass }?.number
        }

        private func groups(of unit: CollectingUnit) -> [StatePaidGroup] {
            groups.filter { regions.townCode(ofVillage: $0.village) == unit.town }
        }

        var text: [String] {
            var lines = TextTable(head: ["镇街", "代收单位", "纳税人识别号", "税务分局", "专用账户", "登记日期"])
            var table = TextTable(head: ["虚拟户", "村居", "人员类别", "险种", "人次", "金额（元）"], right: [4, 5])
            for unit in units {
                let account = accounts.first { $0.town == unit.town }
                lines.append([
                    regions[code: unit.town]?.name ?? unit.town, unit.name, unit.taxID, unit.office,
                    account.map { MoneyPaper.masked($0.number) } ?? "–", unit.registeredOn.iso,
                ])
                for group in groups(of: unit) {
                    table.append([
                        number(group) ?? "未登记", regions.fullName(ofVillage: group.village), group.specialClass,
                        group.insurance.chinese, "\(group.persons)", Money(fen: group.fen).grouped,
                    ])
                }
            }
            return lines.lines + [""] + table.lines
        }

        var json: JSONText {
            .array(
                units.map { unit in
                    .object([
                        "town": .text(unit.town), "name": .text(unit.name), "tax_id": .text(unit.taxID),
                        "office": .text(unit.office), "registered": .text(unit.registeredOn.iso),
                        "households": .array(
                            groups(of: unit).map { group in
                                .object([
                                    "number": number(group).map { .text($0) } ?? .null,
                                    "village": .text(group.village), "class": .text(group.specialClass),
                                    "insurance": .text(group.insurance.rawValue), "persons": .integer(group.persons),
                                    "fen": .integer(group.fen),
                                ])
                            }),
                    ])
                })
        }
    }
}
