import ArgumentParser
import Diagnostics
import Levy
import Storage
import Workflow

struct DaysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "days", abstract: "征缴日计划（错峰征缴）：场所、编排、调整、检查、日程表、告知。",
        discussion: "When the people of which village pay where: places, a proposal from the numbers, changes, papers.",
        subcommands: [
            Places.self, Propose.self, Enter.self, Move.self, Drop.self, List.self, Check.self, Print.self,
            Notices.self,
        ])

    /// The plan, and the days of its window that may be used.
    struct WindowOptions: ParsableArguments {
        @Option(help: "方案（campaign.yaml）") var plan: String
        @Option(help: "从哪一天起，默认集中征缴期第一天") var from: DayArgument?
        @Option(help: "到哪一天止，默认集中征缴期最后一天") var to: DayArgument?

        func window() throws -> CollectionWindow { try CollectionWindow(plan: plan, from: from?.date, to: to?.date) }
    }

    struct Places: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "places", abstract: "登记缴费场所表（整张表）；不写文件则列出。",
            discussion: """
                Takes the table of places in, which is the whole table from then on; without a file lists them. 列：
                场所编号、场所名称、渠道、服务范围（镇街或村居代码）、柜台数、每小时人数、上午、下午，预约柜台数、绿色通道比例、预约时段、优先年龄。
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "场所表（CSV 或 XLSX）") var file: String?
        @Option(help: "经办人") var by: String?

        func validate() throws {
            if file != nil && by == nil { throw ValidationError(zh: "登记要写 --by。", en: "a new table needs --by.") }
        }

        func run() async throws {
            try await Failures.reporting {
                guard let file, let by else { return try list() }
                let source = try SourceFile(path: file)
                let count = try campaign.write { try CollectionPlaces.take(source, by: by, in: $0, at: OfficeDay.now) }
                print(count.map { say("reply.imported", ["count": "\($0)"]) } ?? say("reply.known"))
            }
        }

        private func list() throws {
            let places = try campaign.reading().read { try CollectionPlaces.current(in: $0) }
            var table = TextTable(
                head: ["编号", "场所", "渠道", "柜台", "每小时", "上午", "下午", "上午可办", "下午可办", "预约", "绿色"], right: [3, 4, 7, 8])
            for place in places {
                table.append([
                    place.code, place.name, place.channel, "\(place.counters)", "\(place.perHour)",
                    place.hours[.morning]?.text ?? "–", place.hours[.afternoon]?.text ?? "–",
                    "\(place.capacity(.morning))", "\(place.capacity(.afternoon))",
                    place.slots.isEmpty ? "–" : "每\(place.slotMinutes)分钟\(place.slotCapacity)人",
                    place.slots.isEmpty ? "–" : "\(place.greenCapacity)人",
                ])
            }
            table.lines.forEach { print($0) }
        }
    }

    struct Propose: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "propose", abstract: "按应缴未缴人数和场所能力编排：大村分多日，各场所均匀，不超能力。",
            discussion: """
                Gives every village the days that it lacks: large ones first, where counters are used least. What was
                entered by hand stays. --again lays out anew what was proposed before. Ends with 65 when room is short.
                例：zhengjiao days propose out/xuecheng-2019 --plan campaign.yaml --share 70 --by 王伟
                """)

        @OptionGroup var campaign: CampaignFolder
        @OptionGroup var window: WindowOptions
        @Option(help: "应缴未缴的人里，百分之几会到场缴（其余手机缴）") var share = 100
        @Option(help: "场所能力用到百分之几") var fill = 80
        @Option(help: "最后几个工作日不排，留给没赶上的人") var reserve = 2
        @Flag(help: "以前自动编排的全部重排；人工安排的不动") var again = false
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let all = try window.window().days
                let order = CollectionOrder(
                    days: Array(all.dropLast(max(0, reserve))), share: share, fill: fill, again: again, by: act.by)
                let made = try campaign.write { try CollectionDays.propose(order, in: $0, at: act.now) }
                print(
                    say(
                        "reply.days-proposed",
                        [
                            "sessions": "\(made.sessions)", "persons": "\(made.persons)",
                            "dropped": "\(made.dropped)",
                        ]))
                if made.left.isEmpty { return }
                Failures.show(Rejection(made.left.map { CampaignDesk.noRoom($0.village, $0.persons) }))
                throw ExitCode.wrongInput
            }
        }
    }

    /// When and where, on the command line.
    struct SlotOptions: ParsableArguments {
        @Option(help: "哪一天") var day: DayArgument
        @Option(help: "\(DayPart.listed)") var part: DayPart
        @Option(help: "场所编号，如 places 所列") var place: String

        var slot: CollectionSlot {
            CollectionSlot(place: place, time: CollectionTime(day: day.date, part: part))
        }
    }

    struct Enter: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "enter", abstract: "人工安排一个村居的征缴日。", discussion: "Enters a day of a village by hand.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "村居代码") var village: String
        @OptionGroup var slot: SlotOptions
        @Option(help: "预计到场人数") var persons: Int
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                try campaign.write {
                    try CollectionDays.enter(
                        village: village, slot.slot, persons: persons, by: act.by, in: $0, at: act.now)
                }
                print(say("reply.days-entered", ["village": village, "day": slot.day.date.iso]))
            }
        }
    }

    struct Move: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "move", abstract: "把一个征缴日改到别的日子、时段或场所。",
            discussion: """
                Moves a day; the old one stays on record with the reason. 例：
                zhengjiao days move out/xuecheng-2019 12 --day 2019-11-05 --part 下午 --place SG01 --reason 村里集会 --by 王伟
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "编号，如 list 所列") var id: Int
        @OptionGroup var slot: SlotOptions
        @Option(help: "人数，不写则不变") var persons: Int?
        @Option(help: "原因") var reason: String
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let old = try campaign.write { transaction in
                    let old = try CollectionDays.drop(id, reason: reason, by: act.by, in: transaction, at: act.now)
                    try CollectionDays.enter(
                        village: old.village, slot.slot, persons: persons ?? old.persons, by: act.by,
                        in: transaction, at: act.now)
                    return old
                }
                print(say("reply.days-entered", ["village": old.village, "day": slot.day.date.iso]))
            }
        }
    }

    struct Drop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "drop", abstract: "撤销一个征缴日。", discussion: "Takes a day back, with the reason.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "编号，如 list 所列") var id: Int
        @Option(help: "原因") var reason: String
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let old = try campaign.write {
                    try CollectionDays.drop(id, reason: reason, by: act.by, in: $0, at: act.now)
                }
                print(say("reply.days-dropped", ["id": "\(id)", "village": old.village, "day": old.day.iso]))
            }
        }
    }
}
