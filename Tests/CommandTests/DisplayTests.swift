import TestSupport
import Testing

/// What a person sees while a rehearsal runs.
@Suite struct DisplayTests {
    @Test func `a terminal shows a bar for each phase, full at its end`() throws {
        let scratch = try ScratchFolder()
        let arguments = Campaigns.arguments(out: scratch / "out")
        let line = ([Project.product("zhengjiao")] + arguments).map { "'\($0)'" }.joined(separator: " ")
        let outcome = try Command.run(
            "script", ["-qec", line, "/dev/null"],
            environment: Campaigns.chinese.merging(["ZHENGJIAO_HOME": Project.root]) { $1 })
        #expect(outcome.status == 0)
        let drawn = outcome.text.split(separator: "\r\u{1B}[K").map(String.init)
        for phase in ["宣传发动", "集中征缴", "数据处理"] {
            #expect(drawn.contains { $0.contains("████████████████████████████ 100%  \(phase)完成") }, "\(phase)")
        }
        // The bar never runs backwards within a phase.
        var last = 0
        for frame in drawn {
            guard let percent = frame.firstMatch(of: /([0-9]+)%/).flatMap({ Int($0.output.1) }) else { continue }
            #expect(percent >= last || last == 100, "\(frame)")
            last = percent
        }
    }

    @Test func `the table at the end adds up and stands in columns`() throws {
        let lines = try Campaigns.finished.get().outcome.text.split(separator: "\n").map(String.init)
        let rows = lines.dropFirst().prefix { !$0.hasPrefix("合计") }
        #expect(rows.count == 9)
        let total = try #require(lines.first { $0.hasPrefix("合计") })
        func numbers(_ row: String) -> [Int] { row.split(separator: " ").dropLast(2).suffix(2).compactMap { Int($0) } }
        #expect(numbers(total) == [rows.reduce(0) { $0 + numbers($1)[0] }, rows.reduce(0) { $0 + numbers($1)[1] }])
        #expect(numbers(total)[0] == 34)
        func width(_ row: String) -> Int { row.unicodeScalars.reduce(0) { $0 + ($1.value < 0x2E80 ? 1 : 2) } }
        #expect(Set((rows + [total]).map(width)).count == 1)
    }

    @Test func `in English nothing but names is Chinese`() throws {
        let scratch = try ScratchFolder()
        let outcome = try Campaigns.rehearse(out: scratch / "out", environment: Campaigns.english)
        #expect(outcome.text.unicodeScalars.allSatisfy { $0.value < 0x2E80 })
        #expect(outcome.errorText.contains("导入银行明细并入账: settled 7"))
        #expect(outcome.errorText.contains("[levy.payment.count]"))
        for line in outcome.errorText.split(separator: "\n") where line.contains("hint:") || line.contains("error:") {
            #expect(line.unicodeScalars.allSatisfy { $0.value < 0x2E80 }, "\(line)")
        }
    }
}
