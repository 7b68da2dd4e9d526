import ArgumentParser
import Diagnostics
import Foundation
import Storage
import Workflow

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "说明一个步骤在某一天为什么办了、晚办了、没有办。",
        discussion: """
            只读，可以在 serve 运行时使用。例：
            zhengjiao explain workflows/xuecheng-2019/campaign.yaml import-payments 2019-11-02 --out out/xuecheng-2019
            """
    )

    @Argument(help: "方案（campaign.yaml）") var plan: String
    @Argument(help: "步骤的 id") var step: String
    @Argument(help: "日期，如 2019-11-01") var date: String
    @Option(help: "输出目录") var out: String

    func run() async throws {
        try await Failures.reporting {
            let definition = try Definition.load(path: plan)
            guard let day = CivilDate(iso: date) else { throw Rejection("command.date", ["date": date]) }
            let path = OutFolder(root: out).databasePath
            guard FileManager.default.fileExists(atPath: path) else {
                throw Rejection("plan.not-running", ["plan": definition.id])
            }
            let engine = try Engine(reading: try Composition.reading(path), definition: definition)
            for note in try engine.explain(step: step, on: day) {
                print(Catalogue.message(note, in: Failures.language))
            }
        }
    }
}
