import ArgumentParser
import Diagnostics
import Levy
import Storage
import Workflow

extension DaysCommand {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "列出征缴日和各场所的负荷。",
            discussion: "The days that hold, with the load of their place.")

        @OptionGroup var campaign: CampaignFolder
        @OptionGroup var villages: CopiesCommand.Villages
        @Option(help: "只看哪一天") var on: DayArgument?
        @Flag(help: "以 JSON 打印") var json = false

        func run() async throws {
            try await Failures.reporting {
                let (sessions, loads, places, regions) = try campaign.reading().read { transaction in
                    let regions = try RegionTree.stored(in: transaction)
                    let codes = Set(try villages.codes(regions))
                    let all = try CollectionDays.sessions(in: transaction)
                    return (
                        all.filter { codes.contains($0.village) && (on == nil || $0.day == on?.date) },
                        CollectionDays.loads(all),
                        Dictionary(
                            try CollectionPlaces.current(in: transaction).map { ($0.code, $0) }) { one, _ in one },
                        regions
                    )
                }
                func load(_ session: CollectionSession) -> Int {
                    loads[CollectionSlot(place: session.place, time: session.time)] ?? 0
                }
                if json {
                    let texts = sessions.map { List.json($0, regions, load($0), places[$0.place]) }
                    return print(JSONText.array(texts).pretty, terminator: "")
                }
                var table = TextTable(
                    head: ["编号", "日期", "时段", "村居", "人数", "场所", "渠道", "负荷", "能力", "安排"], right: [0, 4, 7, 8])
                for session in sessions {
                    let place = places[session.place]
                    table.append([
                        "\(session.id)", "\(session.day.iso) \(session.day.chineseWeekday)", session.part.chinese,
                        regions.fullName(ofVillage: session.village), "\(session.persons)",
                        place?.name ?? session.place, place?.channel ?? "–", "\(load(session))",
                        "\(place?.capacity(session.part) ?? 0)",
                        session.origin == .proposed ? "编排" : "人工 \(session.madeBy)",
                    ])
                }
                table.lines.forEach { print($0) }
                let persons = sessions.reduce(0) { $0 + $1.persons }
                print(say("reply.days", ["count": "\(sessions.count)", "persons": "\(persons)"]))
            }
        }

        private static func json(
            _ session: CollectionSession, _ regions: RegionTree, _ load: Int, _ place: CollectionPlace?
        ) -> JSONText {
            .object([
                "id": .integer(session.id), "village": .text(session.village),
                "name": .text(regions.fullName(ofVillage: session.village)), "day": .text(session.day.iso),
                "part": .text(session.part.rawValue), "place": .text(session.place),
                "channel": place.map { .text($0.channel) } ?? .null, "persons": .integer(session.persons),
                "load": .integer(load), "capacity": .integer(place?.capacity(session.part) ?? 0),
                "origin": .text(session.origin.rawValue), "by": .text(session.madeBy),
            ])
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "检查征缴日计划：超能力、非工作日、没有安排的村居，一次全部列出；有问题退出码 65。",
            discussion: "Everything that does not fit, at once: over capacity, off days, villages without a day.")

        @OptionGroup var campaign: CampaignFolder
        @OptionGroup var window: WindowOptions
        @Option(help: "应缴未缴的人里，百分之几会到场缴") var share = 100
        @Option(help: "截至哪一天，以前的不再看；默认今天或征缴期第一天") var on: DayArgument?

        func run() async throws {
            try await Failures.reporting {
                let window = try window.window()
                let today = on?.date ?? window.span.first
                let found = try campaign.reading().read {
                    try CollectionDays.check(days: window.days, today: today, share: share, in: $0)
                }
                if found.isEmpty { return print(say("reply.days-fine")) }
                throw Rejection(found)
            }
        }
    }

    struct Print: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "print", abstract: "印制一个镇街的错峰征缴日程表，附各场所负荷图。",
            discussion: "A town's timetable, with a chart of the load of its places.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "方案（campaign.yaml）") var plan: String
        @Option(help: "镇街代码") var town: String
        @Option(help: "制表日期，默认今天") var on: DayArgument?
        @Option(name: .shortAndLong, help: "写到的 PDF") var output: String

        func run() async throws {
            try await Failures.reporting {
                let day = on?.date ?? OfficeDay.today
                let (timetable, place) = try campaign.reading().read { transaction in
                    (
                        try TimetablePaper(CollectionWindow(plan: plan), in: transaction),
                        try RegionTree.stored(in: transaction)[code: town]
                    )
                }
                guard let place, place.level == .town else { throw Rejection("copies.town", ["town": town]) }
                let paper = try MoneyPaper(plan: plan)
                guard let record = timetable.timetable(place, paper.settings, on: day) else {
                    throw Rejection("days.town-none", ["town": place.name])
                }
                let pages = try paper.print(
                    "collection-days", record, subject: "\(place.name)错峰征缴日程表", at: Instant(day), to: output)
                print(say("reply.printed", ["file": output, "pages": "\(pages)"]))
            }
        }
    }

    struct Notices: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "notices", abstract: "印制各村居的缴费安排告知，一村一份，写到一个目录。",
            discussion: "A notice for each village with its days, into a folder: an invitation.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "方案（campaign.yaml）") var plan: String
        @OptionGroup var villages: CopiesCommand.Villages
        @Option(help: "印发日期，默认今天") var on: DayArgument?
        @Option(name: .shortAndLong, help: "写到的目录") var output: String

        func run() async throws {
            try await Failures.reporting {
                let day = on?.date ?? OfficeDay.today
                let paper = try MoneyPaper(plan: plan)
                let (timetable, wanted) = try campaign.reading().read { transaction in
                    (
                        try TimetablePaper(CollectionWindow(plan: plan), in: transaction),
                        try villages.codes(try RegionTree.stored(in: transaction))
                    )
                }
                var count = 0
                for village in timetable.regions.villages where wanted.contains(village.code) {
                    guard let record = timetable.notice(village, paper.settings, on: day) else { continue }
                    let path = "\(output)/\(village.code)-\(village.name)-缴费安排告知.pdf"
                    _ = try paper.print(
                        "collection-notice", record, subject: "\(village.name)缴费安排告知", at: Instant(day), to: path)
                    count += 1
                }
                print(say("reply.days-notices", ["count": "\(count)", "folder": output]))
            }
        }
    }
}
