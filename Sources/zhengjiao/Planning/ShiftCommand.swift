import ArgumentParser
import Diagnostics
import Foundation
import Storage
import Workflow

struct ShiftCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shift", abstract: "把去年的方案连同规则文件改成今年的：日期移到同一周的同一天，年份逐处列出供核对。",
        discussion: """
            注释和排版不变。方案的规则文件（rules.yaml）写到新方案旁边，今年的标准和文件还不知道的，标上 confirm: true，
            由 zhengjiao rules check 提醒。例：
            zhengjiao plan shift campaign.yaml --to 2020 -o ../xuecheng-2020/campaign.yaml
            """)

    @Argument(help: "方案（campaign.yaml）") var plan: String
    @Option(help: "哪一年的方案") var to: Int
    @Option(name: .shortAndLong, help: "输出文件；不写就是标准输出") var output: String?

    func run() async throws {
        try await Failures.reporting {
            let definition = try Definition.load(path: plan)
            let shift = try PlanShift(definition, to: to)
            tell(shift.edits)
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
            try shiftRules(of: definition, shifted, shift)
        }
    }

    /// Writes the plan's rules file of the new year beside the new plan, unless there is one.
    private func shiftRules(of old: Definition, _ new: Definition, _ shift: PlanShift) throws {
        guard let value = old.settings["levy"]?["rules"], let name = try new.settings["levy"]?["rules"]?.asText()
        else { return }
        let source = try PlanFolder.path(of: value, relativeTo: PlanFolder.of(plan))
        guard let output else { return say(Diagnostic(.note, "shift.rules-left", ["file": source])) }
        let target = name.hasPrefix("/") ? name : PlanFolder.of(output) + "/" + name
        guard !FileManager.default.fileExists(atPath: target) else {
            return Failures.show(Rejection([Diagnostic(.warning, "shift.rules-kept", ["file": target])]))
        }
        let rules = try RulesShift(try TextFile.read(source), beside: shift, from: old.days.first.year)
        tell(rules.edits, in: name)
        let folder = (target as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try DurableFile.write(Array(rules.text.utf8), to: target)
        say(
            Diagnostic(
                .note, "shift.rules-written",
                [
                    "file": target, "days": "\(rules.edits.count(where: \.isDay))",
                    "names": "\(rules.edits.count { !$0.isDay })", "count": "\(rules.marked.count)",
                    "marked": rules.marked.isEmpty ? "–" : rules.marked.joined(separator: "、"),
                ]))
        // What no longer fits together is told with its place in the new file.
        _ = try RulesCommand.read(target)
    }

    private func tell(_ edits: [PlanShift.Edit], in file: String? = nil) {
        for edit in edits {
            let code = edit.isDay ? "shift.day" : "shift.proposed"
            say(
                Diagnostic(.note, code, ["path": edit.path, "old": edit.old, "new": edit.new], at: edit.span), in: file)
        }
    }

    private func say(_ note: Diagnostic, in file: String? = nil) {
        let place = note.span.map { "\(file.map { $0 + ":" } ?? "")\($0.line):\($0.column) " } ?? ""
        Failures.write(place + Catalogue.message(note, in: Failures.language))
    }
}
