import Foundation
import TestSupport
import Testing

/// The list that goes back to its sender is printed also of what no font has.
@Suite struct ReturnedRowsTests {
    @Test func privateCharactersAreToldByTheirCodes() throws {
        let scratch = try ScratchFolder()
        let rows = ["村居代码,姓名,身份证号码", "379901001200,赵\u{E863}刚,379901198407084570", "379901001200,钱二,1"]
        try scratch.write(rows.joined(separator: "\n") + "\n", to: "m.csv")
        let outcome = try Campaigns.zhengjiao([
            "roster", "check", scratch / "m.csv", "--pdf", scratch / "back.pdf",
        ])
        #expect(outcome.status == 65 && outcome.text.contains("自造字"), "\(outcome.text)\(outcome.errorText)")
        let paper = try PDF.text(scratch / "back.pdf", [])
        #expect(paper.contains("U+E863") && paper.contains("钱二"))
        // What is wrong is told also where the paper cannot be written.
        let nowhere = try Campaigns.zhengjiao([
            "roster", "check", scratch / "m.csv", "--pdf", "/proc/none/back.pdf",
        ])
        #expect(nowhere.status == 74 && nowhere.text == outcome.text)
    }
}
