import ArgumentParser
import Diagnostics
import Foundation
import Storage
import Workflow

struct ShiftCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shift", abstract: "把去年的方案改成今年的：日期移到同一周的同一天，年份逐处列出供核对。",
        discussion: "注释和排版不变。例：zhengjiao plan shift campaign.yaml --to 2020 -o ../xuecheng-2020/campaign.yaml")

    @Argument(help: "方案（campaign.yaml）") var plan: String
    @Option(help: "哪一年的方案") var to: Int
    @Option(name: .shortAndLong, help: "输出文件；不写就是标准输出") var output: String?

    func run() async throws {
        try await Failures.reporting {
            let definition = try Definition.load(path: plan)
            let shift = try PlanShift(definition, to: to)
            for edit in shift.edits {
                let code = edit.isDay ? "shift.day" : "shift.proposed"
                say(Diagnostic(.note, code, ["path": edit.path, "old": edit.old, "new": edit.new], at: edit.span))
            }
            if let output {
                try DurableFile.write(Array(shift.text.utf8), to: output)
                say(
                    Diagnostic(
                        .note, "shift.written",
                        [
                            "file": output, "days": "\(shift.edits.count(where: \.isDay))",
                            "names": "\(shift.edits.count { !$0.isDay })",
                        ]))
            } else {
                FileHandle.standardOutput.write(Data(shift.text.utf8))
            }
            // What the new year makes wrong in it is told, and is left to a person.
            let shifted = try Definition.parse(shift.text, file: output ?? plan) { _, _ in definition.calendar }
            if !shifted.warnings.isEmpty { Failures.show(Rejection(shifted.warnings)) }
        }
    }

    private func say(_ note: Diagnostic) {
        let place = note.span.map { "\($0.line):\($0.column) " } ?? ""
        Failures.write(place + Catalogue.message(note, in: Failures.language))
    }
}
