import ArgumentParser
import Diagnostics
import Foundation
import Storage
import Workflow

struct PlanExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "说明方案为什么在某一天安排或不安排一个步骤；有数据库时说明实际如何。",
        discussion: "例：zhengjiao plan explain workflows/xuecheng-2019/campaign.yaml import-payments 2019-11-02")

    @Argument(help: "方案（campaign.yaml）") var plan: String
    @Argument(help: "步骤的 id") var step: String
    @Argument(help: "日期，如 2019-11-01") var date: String
    @Option(help: "正在运行的数据库") var database: String?

    func run() async throws {
        try await Failures.reporting {
            let definition = try Definition.load(path: plan)
            guard let day = CivilDate(iso: date) else { throw Rejection("command.date", ["date": date]) }
            var notes = try definition.explain(step: step, on: day)
            if let database {
                guard FileManager.default.fileExists(atPath: database) else {
                    throw Rejection("plan.not-running", ["plan": definition.id])
                }
                let engine = try Engine(reading: try Composition.reading(database), definition: definition)
                // What is not planned has not happened either.
                if definition.moments(of: step).contains(where: { $0.date == day }) {
                    notes += try engine.explain(step: step, on: day)
                }
            }
            for note in notes { print(Catalogue.message(note, in: Failures.language)) }
        }
    }
}
