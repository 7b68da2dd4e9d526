import ArgumentParser
import Foundation

/// Measures the engine on a disk, for `bench/workflow`. Prints JSON.
struct MeasureWorkflowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure-workflow", abstract: "测量流程引擎。", shouldDisplay: false)

    @Option(help: "空目录，在被测的磁盘上") var folder: String
    @Option(help: "存档的步骤数") var archived = 1_000_000
    @Option(help: "同时写入的客户数") var clients = 32
    @Option(help: "写入多少秒") var seconds = 5
    @Option(help: "测多少次准时开始") var starts = 60
    @Option(help: "混合负载多少秒") var soak = 60

    func run() async throws {
        try await Failures.reporting {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let bench = WorkflowBench(folder: folder)
            var figures = try bench.syncRate()
            figures.merge(try await bench.enqueue(clients: clients, seconds: seconds)) { $1 }
            figures.merge(try await bench.decisions(clients: clients, count: 4_000)) { $1 }
            figures.merge(try await bench.work(count: 20_000)) { $1 }
            figures.merge(try await bench.starts(count: starts)) { $1 }
            figures.merge(try await bench.soak(clients: clients, seconds: soak)) { $1 }
            figures.merge(try bench.restart(archived: archived)) { $1 }
            figures["syncs_per_second_after"] = try bench.syncRate()["syncs_per_second"]
            let lines = figures.sorted { $0.key < $1.key }.map { "  \"\($0.key)\": \($0.value)" }
            print("{\n" + lines.joined(separator: ",\n") + "\n}")
        }
    }
}
