import ArgumentParser
import Console
import Diagnostics
import Foundation
import Storage
import Workflow

struct SimulateCommand: AsyncParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case table, json, ics, pdf
    }

    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "不运行，推演一份方案：时间线、各岗位的工作量、逢休息日的期限、缺人和推迟的后果。",
        discussion: """
            格式由 --format 或 -o 的扩展名决定。pdf 是可以张贴的进度图（A3 横向）。

            zhengjiao plan simulate workflows/xuecheng-2019/campaign.yaml
            zhengjiao plan simulate campaign.yaml --without-approver tax-bureau --slip collection=7
            zhengjiao plan simulate campaign.yaml --people people.yaml --without-approver 王伟
            zhengjiao plan simulate campaign.yaml -o 进度图.pdf
            zhengjiao plan simulate campaign.yaml -o campaign.ics
            """)

    @Argument(help: "方案（campaign.yaml）") var plan: String
    @Option(help: "从哪一天起，如 2019-10-28") var from: String?
    @Option(help: "到哪一天止") var to: String?
    @Option(
        name: .customLong("without-approver"),
        help: "缺谁：岗位（标识或名称），或人员表里的人（标识或姓名，要同时写 --people）；可写多次（a role, or a person of --people）"
    ) var without: [String] = []
    @Option(help: "人员表（people.yaml）：谁在哪些岗位") var people: String?
    @Option(help: "哪个阶段推迟几天，如 collection=7；提前写负数；可写多次") var slip: [String] = []
    @Option(help: "列表有多少项，如 villages=230；可写多次") var items: [String] = []
    @Option(help: "table、json、ics、pdf") var format: Format?
    @Option(name: .shortAndLong, help: "输出文件；不写就是标准输出") var output: String?
    @Option(help: "字体目录") var fonts: String?

    // The main thread has the most stack: the chart is laid out on it.
    @MainActor func run() async throws {
        try await Failures.reporting {
            let format = try chosenFormat()
            let definition = try Definition.load(path: plan)
            try definition.require(handlers: CampaignDesk.handlerNames, lists: CampaignDesk.lists)
            let slipped = try slip.isEmpty ? nil : PlanSlip(definition, days: numbers(slip, "simulate.slip-form"))
            let sizes = try numbers(items, "simulate.items-form")
            for name in sizes.keys.sorted() where !CampaignDesk.lists.contains(name) {
                throw Rejection(
                    "plan.unknown-list", ["name": name, "known": CampaignDesk.lists.joined(separator: ", ")])
            }
            let timeline = PlanTimeline(
                slipped?.definition ?? definition, from: try day(from), to: try day(to), sizes: sizes)
            guard timeline.from <= timeline.to else { throw Rejection("simulate.window") }
            var absences: [Diagnostic] = []
            let staff = try staff(of: definition)
            for name in without { absences += try timeline.without(approver: name, staff: staff) }
            let report = TimelineReport(timeline: timeline, slip: slipped, absences: absences)
            switch format {
            case .table: try write(Array((report.table + "\n").utf8))
            case .json: try write(Array((try report.json() + "\n").utf8))
            case .ics: try write(Array(PlanCalendarFile.text(timeline).utf8))
            case .pdf: try write(try TimelineChart(timeline).pdf(fonts: fonts))
            }
        }
    }

    private func staff(of definition: Definition) throws(Rejection) -> [PostHolder]? {
        guard let people else { return nil }
        return try PeopleFile.load(path: people, definition: definition).people.map {
            PostHolder(id: $0.id, name: $0.name, posts: $0.posts)
        }
    }

    private func chosenFormat() throws(Rejection) -> Format {
        let ending = output.map { ($0 as NSString).pathExtension.lowercased() }
        let format = self.format ?? ending.flatMap(Format.init) ?? .table
        if format == .pdf, output == nil { throw Rejection("simulate.pdf-output") }
        return format
    }

    private func day(_ text: String?) throws(Rejection) -> CivilDate? {
        guard let text else { return nil }
        guard let date = CivilDate(iso: text) else { throw Rejection("command.date", ["date": text]) }
        return date
    }

    /// `NAME=NUMBER`, each name once.
    private func numbers(_ texts: [String], _ code: String) throws(Rejection) -> [String: Int] {
        var numbers: [String: Int] = [:]
        for text in texts {
            let parts = text.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2, let number = Int(parts[1]), numbers[String(parts[0])] == nil else {
                throw Rejection(code, ["text": text])
            }
            numbers[String(parts[0])] = number
        }
        return numbers
    }

    private func write(_ bytes: [UInt8]) throws {
        guard let output else { return FileHandle.standardOutput.write(Data(bytes)) }
        try DurableFile.write(bytes, to: output)
    }
}
