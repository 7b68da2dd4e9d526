import ArgumentParser
import Diagnostics
import Levy
import Storage
import Workflow

struct AppointmentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "appointments", abstract: "预约办理和绿色通道：时段、预约、改期、取消、办结、名单、统计。",
        discussion: "Appointments within a place's capacity; part of it is kept for the elderly and the disabled.",
        subcommands: [Slots.self, Book.self, Move.self, End.self, List.self, Figures.self])

    /// A time of day: `09:30`.
    struct ClockArgument: ExpressibleByArgument {
        let minute: Int

        init?(argument: String) {
            guard let minute = OpeningHours.minutes(argument) else { return nil }
            self.minute = minute
        }
    }

    struct TimeOptions: ParsableArguments {
        @Option(help: "场所编号") var place: String
        @Option(help: "哪一天") var day: DayArgument
        @Option(help: "几点，如 09:30") var at: ClockArgument
        @Option(help: "方案（campaign.yaml）") var plan: String

        var time: AppointmentTime { AppointmentTime(place: place, day: day.date, minute: at.minute) }

        /// Working days on which appointments are taken: those of the plan from its collecting phase to its end.
        func days() throws -> [CivilDate] {
            let definition = try Definition.load(path: plan)
            let first = CollectionWindow(definition).span.first
            return definition.calendar.workingDays(from: first, through: definition.days.last)
        }
    }

    struct Slots: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "slots", abstract: "列出一个场所一天的时段和余号。",
            discussion: "The times of a place on a day, with what room they have.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "场所编号") var place: String
        @Option(help: "哪一天") var day: DayArgument
        @Flag(help: "以 JSON 打印") var json = false

        func run() async throws {
            try await Failures.reporting {
                let slots = try campaign.reading().read { transaction in
                    try Appointments.slots(
                        CollectionPlaces.place(place, in: transaction), on: day.date, in: transaction)
                }
                if json {
                    let texts = slots.map { slot in
                        JSONText.object([
                            "at": .text(slot.clock), "capacity": .integer(slot.capacity),
                            "booked": .integer(slot.booked), "free": .integer(slot.ordinaryFree),
                            "greenFree": .integer(slot.greenFree),
                        ])
                    }
                    return print(JSONText.array(texts).pretty, terminator: "")
                }
                var table = TextTable(head: ["时间", "可约", "已约", "普通余号", "绿色通道余号"], right: [1, 2, 3, 4])
                for slot in slots {
                    table.append([
                        slot.clock, "\(slot.capacity)", "\(slot.booked)", "\(slot.ordinaryFree)", "\(slot.greenFree)",
                    ])
                }
                table.lines.forEach { print($0) }
                if slots.isEmpty { print(say("reply.appointments-none")) }
            }
        }
    }

    struct Book: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "book", abstract: "登记预约；老年人和重度残疾人自动用绿色通道的号。",
            discussion: """
                Books a time; the elderly and the severely disabled get the places kept for them. 例：zhengjiao
                appointments book OUT 370403195001010019 --place QD01 --day 2019-11-05 --at 09:30 --plan PLAN --by 王伟
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "证件号码") var id: String
        @OptionGroup var time: TimeOptions
        @Option(help: "姓名；清册没有的人要写") var name = ""
        @Option(help: "联系电话；不写则用登记的") var phone = ""
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let days = try time.days()
                let booked = try campaign.write {
                    try Appointments.book(
                        Appointments.Request(citizenID: id, name: name, phone: phone), time.time, days: days,
                        today: act.day, by: act.by, in: $0, at: act.now)
                }
                print(say("reply.appointment", booked.facts))
            }
        }
    }

    struct Move: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "move", abstract: "改期。", discussion: "Gives an open appointment another time.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "预约编号") var number: Int
        @OptionGroup var time: TimeOptions
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let days = try time.days()
                let booked = try campaign.write {
                    try Appointments.move(
                        number, time.time, days: days, today: act.day, by: act.by, in: $0, at: act.now)
                }
                print(say("reply.appointment", booked.facts))
            }
        }
    }

    struct End: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "end", abstract: "登记已办理、未到或取消。",
            discussion: "Enters that somebody was served, did not come, or cancelled.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "预约编号，可以写多个") var numbers: [Int]
        @Option(help: "已办理 served、未到 missed、已取消 cancelled") var fate: Appointment.Fate
        @Option(help: "说明") var note = ""
        @OptionGroup var act: ActOptions

        func validate() throws {
            if fate == .moved { throw ValidationError(zh: "改期请用 move。", en: "use `move` for another time.") }
        }

        func run() async throws {
            try await Failures.reporting {
                try campaign.write { transaction in
                    for number in numbers {
                        _ = try Appointments.end(
                            number, fate, note: note, on: act.day, by: act.by, in: transaction, at: act.now)
                    }
                }
                print(say("reply.appointments-ended", ["count": "\(numbers.count)", "fate": fate.chinese]))
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "一个场所一天的预约名单，姓名和号码打码；-o 印制。",
            discussion: "Who comes to a place on a day, with names and numbers masked; -o prints it.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "场所编号") var place: String
        @Option(help: "哪一天") var day: DayArgument
        @Option(help: "方案（campaign.yaml），印制时用") var plan: String?
        @Option(name: .shortAndLong, help: "写到的 PDF（须有 --plan）") var output: String?

        func validate() throws {
            if output != nil, plan == nil { throw ValidationError(zh: "印制时写 --plan。", en: "-o needs --plan.") }
        }

        func run() async throws {
            try await Failures.reporting {
                let masking = try MaskingFile.installed()
                let list = try campaign.reading().read { transaction in
                    try AppointmentPaper(
                        CollectionPlaces.place(place, in: transaction), on: day.date, masking, in: transaction)
                }
                if let output, let plan {
                    let paper = try MoneyPaper(plan: plan)
                    let pages = try paper.print(
                        "appointment-list", list.record(paper.settings, made: OfficeDay.today),
                        subject: "\(list.place.name)预约办理名单", at: Instant(day.date), to: output)
                    return print(say("reply.printed", ["file": output, "pages": "\(pages)"]))
                }
                var table = TextTable(head: ["编号", "时间", "姓名", "证件号码", "电话", "村居", "通道", "优先", "情况"], right: [0])
                for (appointment, person, village) in list.rows {
                    table.append([
                        "\(appointment.id)", appointment.clock, person.name, person[.id]?.text ?? "",
                        person[.phone]?.text ?? "", village, appointment.lane.chinese,
                        appointment.priority?.chinese ?? "–", appointment.fate?.chinese ?? "待办",
                    ])
                }
                table.lines.forEach { print($0) }
                print(say("reply.appointments", ["count": "\(list.rows.count)"]))
            }
        }
    }

    struct Figures: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "figures", abstract: "预约统计：各场所约了几人、绿色通道几人、办理、未到、取消、改期。",
            discussion: "By place: booked, by the green lane, served, not come, cancelled, moved.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "从") var from: DayArgument
        @Option(help: "到") var to: DayArgument
        @Flag(help: "以 JSON 打印") var json = false

        func run() async throws {
            try await Failures.reporting {
                let (all, places) = try campaign.reading().read {
                    (
                        try Appointments.all(from: from.date, through: to.date, in: $0),
                        try CollectionPlaces.current(in: $0)
                    )
                }
                let codes = places.map(\.code) + Set(all.map(\.place)).subtracting(places.map(\.code)).sorted()
                let rows = codes.map { code in
                    let own = all.filter { $0.place == code }
                    func count(_ fate: Appointment.Fate) -> Int { own.count { $0.fate == fate } }
                    return (
                        name: places.first { $0.code == code }?.name ?? code,
                        counts: [
                            own.count - count(.moved), own.count { $0.lane == .green && $0.fate != .moved },
                            count(.served), count(.missed), count(.cancelled), count(.moved),
                            own.count { $0.fate == nil },
                        ]
                    )
                }
                if json {
                    let texts = zip(codes, rows).map { code, row in
                        JSONText.object([
                            "place": .text(code), "booked": .integer(row.counts[0]), "green": .integer(row.counts[1]),
                            "served": .integer(row.counts[2]), "missed": .integer(row.counts[3]),
                            "cancelled": .integer(row.counts[4]), "moved": .integer(row.counts[5]),
                            "open": .integer(row.counts[6]),
                        ])
                    }
                    return print(JSONText.array(texts).pretty, terminator: "")
                }
                var table = TextTable(
                    head: ["场所", "预约", "绿色通道", "已办理", "未到", "已取消", "改期", "待办"], right: [1, 2, 3, 4, 5, 6, 7])
                for row in rows { table.append([row.name] + row.counts.map { "\($0)" }) }
                table.lines.forEach { print($0) }
            }
        }
    }
}

extension Appointment {
    var facts: [String: String] {
        [
            "id": "\(id)", "day": day.iso, "clock": clock, "lane": lane.chinese,
            "priority": priority.map { "（\($0.chinese)）" } ?? "",
        ]
    }
}

extension Appointment.Fate: DomainWord {}
