import ArgumentParser
import Diagnostics
import Foundation
import Levy
import Storage
import Workflow

extension PublishCommand {
    struct Web: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "web", abstract: "网上公示年度参保缴费人员名册：每村一个网页和一个目录，已遮盖，检查通过的才登记。",
            discussion: """
                写出的网页要等第二个人同意（publish consent）才上传，到期用 publish takedown 登记撤下。
                Pages for a website, a village each, masked, looked through, and entered in the register.

                zhengjiao publish web out/xuecheng-2019 --plan campaign.yaml --by 王伟 -o 网上公示
                """)

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "方案（campaign.yaml）") var plan: String
        @Option(help: "只写这些村居（代码，可多次）") var village: [String] = []
        @Option(help: "发布的网站") var place = "政府网站"
        @Option(help: "依据的法律或规定，默认取自方案") var basis: String?
        @Option(help: "经办人") var by: String
        @Option(help: "年龄按哪一天算，默认今天") var on: DayArgument?
        @Option(name: .shortAndLong, help: "写到的目录") var output: String
        @OptionGroup var posting: PostingOptions

        func run() async throws {
            try await Failures.reporting {
                let definition = try Definition.load(path: plan)
                let settings = try CampaignSettings(definition.settings, planFolder: PlanFolder.of(plan))
                let levy = Campaign(policy: settings.policy)
                let profile = try MaskingFile.installed().profile(ofTemplate: "web-roster")
                let database = try campaign.writing()
                let roster = WebRoster(
                    district: settings.district, office: settings.taxBureau.name, phone: settings.taxBureau.phone,
                    pensionYear: levy.policy.period(of: .pension), medicalYear: levy.policy.period(of: .medical),
                    basis: basis ?? settings.noticeBasis, days: try posting.days())
                let villages = try database.read { try chosen(levy, profile, in: $0) }
                if villages.isEmpty { throw Rejection("public.nobody") }
                // Nothing is written before every page was looked through.
                let pages = try database.read { transaction in
                    try villages.map { village in
                        let page = roster.page(village)
                        try scan(page, village, levy, in: transaction)
                        return (village, page)
                    }
                }
                let ids = try database.write { transaction in
                    try pages.map { try register($1, $0, roster, in: transaction) }
                }
                try database.close()
                let facts = ["count": "\(ids.count)", "from": "\(ids.min() ?? 0)", "to": "\(ids.max() ?? 0)"]
                try write(roster.index(villages), name: "index.html")
                print(say("reply.web-written", facts.merging(["path": output]) { $1 }))
            }
        }

        private var day: CivilDate { on?.date ?? OfficeDay.today }

        private func chosen(
            _ levy: Campaign, _ profile: MaskingProfile, in transaction: Transaction
        ) throws -> [WebRoster.Village] {
            let regions = try levy.regions(in: transaction)
            for code in village where regions.village(code) == nil {
                throw Rejection("public.no-village", ["village": code])
            }
            return try regions.towns.flatMap { town in
                try regions.villages.filter { one in
                    one.parent == town.code && (village.isEmpty || village.contains(one.code))
                }.compactMap { one in
                    let rows = try levy.publicNotice(
                        village: one.code, asOf: day, profile: profile, in: transaction
                    ).filter { $0.pension == .settled || $0.medical == .settled }
                    return rows.isEmpty
                        ? nil : WebRoster.Village(code: one.code, town: town.name, name: one.name, rows: rows)
                }
            }
        }

        /// - Throws: `Rejection` with what the page says of a person and may not; nothing is registered then.
        private func scan(
            _ page: String, _ village: WebRoster.Village, _ levy: Campaign, in transaction: Transaction
        ) throws {
            let known = try levy.knownTexts(village: village.code, asOf: day, allowed: [], in: transaction)
            let found = LeakScan(persons: known).findings(in: [LeakScan.Page(lines: WebRoster.texts(of: page))])
            let result = FinishedScan.Result(pages: 1, pictures: 0, findings: found)
            if !found.isEmpty { throw Rejection(FinishedScan.diagnostics(result, name: village.fileName)) }
        }

        private func register(
            _ page: String, _ village: WebRoster.Village, _ roster: WebRoster, in transaction: Transaction
        ) throws -> Int {
            let (path, hash) = ("\(output)/\(village.fileName)", DurableFile.sha256(Array(page.utf8)))
            try write(page, name: village.fileName)
            let scan = try PublicationStore.addScan(
                sha256: hash, path: path, pages: 1, findings: [], at: OfficeDay.now, in: transaction)
            return try PublicationStore.request(
                PublicationRequest(
                    kind: "web-roster", key: village.code, place: place, path: path, sha256: hash, days: roster.days,
                    basis: roster.basis, maker: by),
                scan: scan, at: OfficeDay.now, in: transaction)
        }

        private func write(_ page: String, name: String) throws {
            try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
            try DurableFile.write(Array(page.utf8), to: "\(output)/\(name)")
        }
    }
}

/// From when and how long something is posted.
struct PostingOptions: ParsableArguments {
    @Option(help: "从哪一天起，默认下一个工作日") var from: DayArgument?
    @Option(help: "公示几个工作日") var workingDays = 7
    @Option(help: "工作日历，默认随程序安装的全国日历") var calendar: String?

    func validate() throws {
        if workingDays < 1 {
            throw ValidationError(zh: "--working-days 至少为 1。", en: "--working-days is 1 or more.")
        }
    }

    func days() throws -> PostingDays {
        let calendar = try OfficeDay.calendar(calendar)
        let first = from?.date ?? calendar.adding(workingDays: 1, to: OfficeDay.today)
        // The first day counts when it is worked.
        let rest = workingDays - (calendar.isWorkingDay(first) ? 1 : 0)
        let to = calendar.adding(workingDays: rest, to: first)
        return PostingDays(from: first, to: to, remove: calendar.adding(workingDays: 1, to: to))
    }
}
