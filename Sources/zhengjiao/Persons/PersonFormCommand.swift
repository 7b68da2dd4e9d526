import ArgumentParser
import Diagnostics
import Levy
import Storage
import Templates
import Workflow

/// 免填单: forms that residents sign, filled with what is known.
struct PersonFormCommand: AsyncParsableCommand {
    enum Kind: String, DomainWord {
        case declaration, registration, change, cancellation

        var chinese: String {
            switch self {
            case .declaration: "缴费申报"
            case .registration: "参保登记"
            case .change: "变更登记"
            case .cancellation: "注销登记"
            }
        }

        var otherNames: [String] {
            switch self {
            case .declaration: ["申报", "免填单"]
            case .registration: ["登记"]
            case .change: ["变更"]
            case .cancellation: ["注销"]
            }
        }

        var title: String {
            self == .declaration ? "城乡居民社会保险费缴费申报表" : "城乡居民基本养老、医疗保险\(chinese)表"
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "form", abstract: "免填单：预填好的缴费申报表、参保登记表、变更登记表、注销登记表，本人核对后签名。",
        discussion: """
            申报表列出还没有缴的；--village 给一个村居所有还要缴的人每人一页。每个人都记入查询记录。
            Forms filled with what is known, for the person to check and sign.

            zhengjiao person form out/xuecheng-2019 申报 370403198001010018 --plan campaign.yaml \\
                --by 王伟 --purpose 窗口申报 -o 申报表.pdf
            """)

    @OptionGroup var campaign: CampaignFolder
    @Argument(help: "哪一种表：\(Kind.listed)") var kind: Kind
    @Argument(help: "证件号码") var ids: [String] = []
    @Option(help: "给一个村居所有还要缴费的人各印一页（村居代码，用于申报表）") var village: String?
    @Option(help: "方案（campaign.yaml）") var plan: String
    @OptionGroup var looker: Looker
    @Option(help: "填表日期，默认今天") var on: DayArgument?
    @Option(name: .shortAndLong, help: "写到的 PDF") var output: String

    func validate() throws {
        guard ids.isEmpty == (village != nil), village == nil || kind == .declaration else {
            throw ValidationError(
                zh: "写证件号码，或者（申报表）写 --village。", en: "give numbers, or --village for declarations.")
        }
    }

    func run() async throws {
        try await Failures.reporting {
            let paper = try MoneyPaper(plan: plan)
            let day = on?.date ?? OfficeDay.today
            let people = try campaign.reading().read { transaction in
                try numbers(in: transaction).compactMap { try form(of: $0, paper.campaign, day, in: transaction) }
            }
            if people.isEmpty { throw Rejection("person.nobody-owes") }
            try LookUp(
                out: OutFolder(root: campaign.folder), database: try campaign.reading(), by: looker.by,
                purpose: looker.purpose, scope: try looker.scope { paper.campaign.policy.rules }
            ).check(people.map(\.id))
            try AccessLog(OutFolder(root: campaign.folder)).append(
                people.map {
                    AccessLog.Look(
                        by: looker.by, id: $0.id, purpose: looker.purpose, fields: "form", isOwn: $0.name == looker.by)
                })
            let settings = paper.settings
            let record = Record(
                [
                    ("title", .text(kind.title)), ("district.name", .text(settings.district)),
                    ("office.name", .text(settings.humanResources.name)), ("issued", .date(day)),
                    ("forms", .list(people.map(\.record))),
                ]
                    + Kind.allCases.map { kind in
                        let name = kind.rawValue
                        return ("is" + name.prefix(1).uppercased() + name.dropFirst(), .flag(kind == self.kind))
                    })
            let pages = try paper.print(
                "person-form", record, subject: kind.title, at: Instant(day), to: output)
            print(say("render.written", ["file": output, "pages": "\(pages)"]))
        }
    }

    private func numbers(in transaction: Transaction) throws -> [String] {
        guard let village else { return ids }
        guard try RegionTree.stored(in: transaction).village(village) != nil else {
            throw Rejection("public.no-village", ["village": village])
        }
        return try PublicationStore.persons(village: village, in: transaction).map(\.citizenID)
    }

    /// Nil for somebody of a village who owes nothing any more.
    private func form(
        of text: String, _ campaign: Campaign, _ day: CivilDate, in transaction: Transaction
    ) throws -> (id: String, name: String, record: Record)? {
        let number = try PersonFactsCommand.number(text)
        let explained: PersonExplanation
        do {
            explained = try campaign.explain(person: number, on: day, in: transaction)
        } catch let rejection as Rejection
        where kind == .registration && rejection.diagnostics.first?.code == "explain.nobody" {
            return (number, "", Record(PersonFormCommand.unknown(number)))
        }
        let lines = PersonFormCommand.open(explained)
        if kind == .declaration, lines.isEmpty {
            if village != nil { return nil }
            throw Rejection("person.nothing-owed", ["name": explained.name])
        }
        return (number, explained.name, PersonFormCommand.record(explained, kind, lines, campaign.policy))
    }

    /// What may be paid and is not.
    private static func open(_ explained: PersonExplanation) -> [Determination] {
        explained.determinations.filter { found in
            let isSettled = explained.obligations.contains {
                $0.insurance == found.insurance && ($0.settledBy != nil || $0.ownFen == 0)
            }
            return found.outcome != .ineligible && !isSettled
        }
    }

    private static func unknown(_ number: String) -> [(String, Datum)] {
        let id = CitizenID(number)
        return [
            ("name", .missing), ("id", .text(number)), ("sex", .optional(id?.sex.rawValue)),
            ("born", id.map { .date($0.birth) } ?? .missing), ("head", .missing), ("phone", .missing),
            ("class", .missing), ("village", .missing), ("tiers", .missing), ("lines", .list([])),
            ("items", .list([])), ("hasPapers", .flag(false)), ("papers", .list([])),
        ]
    }

    private static func record(
        _ explained: PersonExplanation, _ kind: Kind, _ open: [Determination], _ policy: LevyPolicy
    ) -> Record {
        let tiers = policy.pensionTiersYuan.map(String.init).joined(separator: "、")
        let asksTier = kind == .registration || open.contains { $0.insurance == .pension }
        let lines = open.map { found in
            Record([
                ("insurance", .text(found.insurance.chinese)), ("period", .text("\(found.period)")),
                ("due", .money(optional: found.totalFen)), ("state", .money(optional: found.stateFen)),
                ("own", .money(optional: found.ownFen)), ("tiered", .flag(found.insurance == .pension)),
            ])
        }
        let number = CitizenID(explained.citizenID)
        let tier = explained.obligations.last { $0.insurance == .pension }.map { "\($0.totalFen / 100) 元／年" }
        let items: [(String, String?)] = [
            ("姓　　名", explained.name), ("证件号码", explained.citizenID), ("联系电话", explained.phone),
            ("户　　主", explained.householdHead), ("所在村居", explained.villageName), ("养老缴费档次", tier), ("社保卡账号", nil),
        ]
        let papers = explained.papers.map { ($0.name, true) }
            + explained.determinations.flatMap(\.bring).map { ($0.name, false) }
        var seen: Set<String> = []
        let listed = papers.filter { seen.insert($0.0).inserted }
        return Record([
            ("name", .text(explained.name)), ("id", .text(explained.citizenID)),
            ("sex", .optional(number?.sex.rawValue)), ("born", .date(explained.facts.birth)),
            ("head", .optional(explained.householdHead)), ("phone", .optional(explained.phone)),
            ("class", .optional(explained.determinations.compactMap(\.specialClass).first?.rawValue)),
            ("village", .optional(explained.villageName)), ("tiers", asksTier ? .text(tiers) : .missing),
            ("lines", .list(lines)),
            (
                "items",
                .list(items.map { Record([("name", .text($0.0)), ("value", .optional($0.1))]) })
            ), ("hasPapers", .flag(!listed.isEmpty)),
            (
                "papers",
                .list(
                    listed.map {
                        Record([("name", .text($0.0)), ("received", .flag($0.1)), ("missing", .flag(!$0.1))])
                    })
            ),
        ])
    }
}
