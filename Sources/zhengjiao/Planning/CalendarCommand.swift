import ArgumentParser
import Diagnostics
import Foundation
import Storage
import Workflow

struct CalendarCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "工作日历。", subcommands: [Impact.self])

    struct Impact: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "impact", abstract: "新的放假通知改变哪些日子、哪些方案的哪些时点和期限。",
            discussion: "例：zhengjiao calendar impact china.csv china-new.csv workflows/*/campaign.yaml")

        @Argument(help: "原来的日历") var old: String
        @Argument(help: "新的日历") var new: String
        @Argument(help: "方案") var plans: [String]

        func run() async throws {
            try await Failures.reporting {
                let before = try WorkingCalendar.load(path: old)
                let after = try WorkingCalendar.load(path: new)
                var notes: [Diagnostic] = []
                for plan in plans {
                    let impact = CalendarImpact(
                        old: try Definition.load(path: plan, calendar: before),
                        new: try Definition.load(path: plan, calendar: after))
                    notes += impact.notes
                }
                for note in notes { print(Catalogue.message(note, in: Failures.language)) }
            }
        }
    }
}
