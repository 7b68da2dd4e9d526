import Foundation
import TestSupport
import Testing

/// What the sheet for three seals says, on paper.
@Suite struct SheetTests {
    private let scratch: ScratchFolder
    private let plan = Campaigns.small + "/campaign.yaml"
    private var out: String { scratch / "out" }

    init() throws {
        scratch = try ScratchFolder()
        try FileManager.default.copyItem(atPath: try Campaigns.finished.get().out, toPath: scratch / "out")
    }

    private func sheet(_ month: String) throws -> String {
        let outcome = try Campaigns.zhengjiao(
            ["reconcile", "sheet", out, "--plan", plan, "--month", month, "-o", scratch / "sheet.pdf"])
        #expect(outcome.status == 0, "\(outcome.errorText)")
        return try PDF.text(scratch / "sheet.pdf", ["-layout"]).filter { !$0.isWhitespace }
    }

    /// Takes in what the bureau would post of our return, without some rows.
    private func post(_ insurance: String, _ file: String, without left: Int = 0) throws {
        let folder = out + "/09-returns"
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder).first {
                $0.hasPrefix(file) && $0.hasSuffix(".csv")
            })
        let encoding = file.hasPrefix("医保") ? "GB18030" : "UTF-8"
        let outcome = try Command.run("iconv", ["-f", encoding, "-t", "UTF-8", folder + "/" + name])
        let rows = outcome.text.split(whereSeparator: \.isNewline).dropFirst().dropLast().dropLast(left)
        let list = rows.map { row in
            let cells = row.split(separator: ",", omittingEmptySubsequences: false)
            return "\(cells[3]),\(cells[5]),\(cells[6])"
        }
        let path = scratch / "\(insurance)-\(left).csv"
        try Data((["身份证号,所属期,金额"] + list).joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: path))
        let posted = try Campaigns.zhengjiao(
            ["reconcile", "posting", out, path, "--insurance", insurance, "--party", "局", "--by", "甲"])
        #expect(posted.status == 0, "\(posted.errorText)")
    }

    @Test func `the sheet says agreed only when every list is here and no difference is open`() throws {
        let waiting = try sheet("2020-11")
        #expect(waiting.contains("医保、人社记账清单尚未送达") && !waiting.contains("核对无误"))
        try post("医疗", "医保")
        try post("养老", "人社", without: 1)
        let open = try sheet("2020-11")
        #expect(open.contains("人社记账") && open.contains("对方没有") && open.contains("其中1处尚未处理完毕"))
        #expect(!open.contains("核对无误") && !open.contains("尚未送达"))
        // The same list whole: whom the state pays for is in it as in our return, and is no difference.
        try post("养老", "人社")
        let agreed = try sheet("2020-11")
        #expect(agreed.contains("核对无误") && agreed.contains("逐人相符") && !agreed.contains("我方没有"))
    }

    @Test func `a month of which nothing is known has no sheet`() throws {
        let outcome = try Campaigns.zhengjiao(
            ["reconcile", "sheet", out, "--plan", plan, "--month", "2018-11", "-o", scratch / "sheet.pdf"])
        #expect(outcome.status == 65 && outcome.errorText.contains("2018-11"))
        #expect(!FileManager.default.fileExists(atPath: scratch / "sheet.pdf"))
    }
}
