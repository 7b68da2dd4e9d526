import Foundation
import TestSupport
import Testing

/// The systemd unit that is handed out.
@Suite struct UnitFileTests {
    private static let unit = Result { try Project.text("docs/zhengjiao.service") }

    /// The words of its command, without quotes and line ends.
    private static func command() throws -> [String] {
        let joined = try unit.get().replacing("\\\n", with: " ")
        let line = try #require(joined.split(separator: "\n").first { $0.hasPrefix("ExecStart=") })
        var words: [String] = []
        for (index, part) in line.dropFirst(10).split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
            // Every second part stands in quotation marks.
            words += index % 2 == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
        }
        return words
    }

    private static let hasAnalyzer = ["/usr/bin/systemd-analyze", "/bin/systemd-analyze"].contains {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    @Test(.enabled(if: UnitFileTests.hasAnalyzer, "systemd-analyze is not installed"))
    func `systemd has nothing to say against it`() throws {
        let scratch = try ScratchFolder()
        let text = try Self.unit.get().replacing("/usr/local/bin/zhengjiao", with: Project.product("zhengjiao"))
        try scratch.write(text, to: "zhengjiao.service")
        let outcome = try Command.run("systemd-analyze", ["verify", scratch / "zhengjiao.service"])
        #expect(outcome.status == 0 && outcome.errorText.isEmpty, "\(outcome.errorText)")
    }

    /// Its options are those of the program: it complains of the plan that is not there, and of nothing else.
    @Test func `its command is one that the program knows`() throws {
        let words = try Self.command()
        #expect(words.first == "/usr/local/bin/zhengjiao" && words.contains("every sunday 03:00"))
        let outcome = try Campaigns.zhengjiao(Array(words.dropFirst()))
        #expect(outcome.status == 65 && outcome.errorText.contains("/etc/zhengjiao/campaign.yaml"))
    }
}
