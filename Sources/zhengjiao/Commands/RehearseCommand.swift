import ArgumentParser
import Delivery
import Diagnostics
import Foundation
import Levy
import Storage
import Templates
import Workflow

struct RehearseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rehearse", abstract: "用虚拟时钟把一份方案从头到尾演练一遍，印出全部文书。",
        discussion: "引擎、入账、排版与正式运行相同；只有时间是虚拟的，邮件投到输出目录，人的决定取自方案的 rehearsal 部分。")

    @Argument(help: "方案（campaign.yaml）") var plan: String
    @Option(help: "各部门报来的数据所在目录") var data: String
    @Option(help: "输出目录") var out: String
    @Flag(help: "清除上一次演练，重新开始") var replace = false
    @Flag(help: "从中断处继续") var resume = false
    @Option(help: "同时排版的线程数") var jobs = ProcessInfo.processInfo.activeProcessorCount
    @Option(help: "字体目录") var fonts: String?

    func validate() throws {
        if replace && resume { throw ValidationError("--replace 与 --resume 不能同时使用。") }
        if jobs < 1 { throw ValidationError("--jobs 至少为 1。") }
    }

    func run() async throws {
        try await Failures.reporting {
            let definition = try Definition.load(path: plan)
            if !definition.warnings.isEmpty { Failures.show(Rejection(definition.warnings)) }
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: data, isDirectory: &isFolder) else {
                throw Rejection("command.data-folder", ["folder": data])
            }
            guard isFolder.boolValue else { throw Rejection("command.data-no-folder", ["folder": data]) }
            let folder = OutFolder(root: out)
            try folder.prepare(resume ? .resume : replace ? .replace : .fresh)
            let rehearsal = try Rehearsal(
                definition: definition, planPath: plan, data: data, out: folder, fonts: fonts, jobs: jobs,
                isResumed: resume)
            try await rehearsal.run()
        }
    }
}
