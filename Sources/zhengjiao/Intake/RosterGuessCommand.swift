import ArgumentParser
import Diagnostics
import Foundation
import Levy
import Storage

extension RosterCommand {
    struct Guess: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "guess", abstract: "识别一份清册的各列，写出送件单位的列名对照表。",
            discussion: """
                Guesses what the columns of a file are, by their heads and their contents. 核对后用于 check 和 import：
                zhengjiao roster guess 清册.xlsx --sender 某镇人社所 --save 某镇.yaml
                zhengjiao roster check 清册.xlsx --mapping 某镇.yaml
                """)

        @Argument(help: "文件") var file: String
        @Option(help: "送件单位") var sender: String?
        @Option(help: "写到这个文件；不写则只显示") var save: String?

        func run() async throws {
            try await Failures.reporting {
                let source = try SourceFile(path: file)
                let guess = try MappingGuess(source)
                let text = MappingFile.text(guess, sender: sender ?? source.name)
                guard let save else { return print(text, terminator: "") }
                _ = try DurableFile.write(Array(text.utf8), to: save)
                var table = TextTable(head: ["列名", "字段", "依据", "例"])
                for column in guess.columns {
                    let ground = column.field == nil ? "" : column.isByHead ? "列名" : "内容"
                    let likeness = column.likeness.map { " \($0)%" } ?? ""
                    table.append([
                        column.head, column.field?.head ?? "不读取", ground + likeness,
                        column.samples.joined(separator: "、"),
                    ])
                }
                table.lines.forEach { print($0) }
                let doubtful = guess.columns.filter(\.isDoubtful).map(\.head)
                if !doubtful.isEmpty { print("请着重核对：\(doubtful.joined(separator: "、"))") }
            }
        }
    }
}
