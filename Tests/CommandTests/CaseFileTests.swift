import Foundation
import TestSupport
import Testing

@testable import zhengjiao

/// What a campaign hands on when it is over: its case file, and its data to another bureau. And a new version of a
/// roster, from its print to the old one's return.
@Suite struct CaseFileTests {
    private static let plan = Campaigns.small + "/campaign.yaml"
    private static let pair = ["--by", "甲", "--checker", "乙", "--on", "2020-12-31"]

    private func campaign() throws -> (scratch: ScratchFolder, out: String) {
        let scratch = try ScratchFolder()
        try FileManager.default.copyItem(atPath: try Campaigns.finished.get().out, toPath: scratch / "out")
        return (scratch, scratch / "out")
    }

    private func run(_ arguments: [String], status: Int32 = 0) throws -> Command.Outcome {
        let outcome = try Campaigns.zhengjiao(arguments, environment: Campaigns.english)
        #expect(outcome.status == status, "\(arguments.joined(separator: " ")): \(outcome.text)\(outcome.errorText)")
        return outcome
    }

    @Test func `a case file is whole, and tells when it is not`() throws {
        let (scratch, out) = try campaign()
        let make = ["archive", "make", out, "--plan", Self.plan, "--fonds", "X043"] + Self.pair
        let made = try run(make + ["--to", scratch / "case"])
        #expect(made.text.contains("documents"))
        let case1 = scratch / "case"
        let hashes = try String(contentsOfFile: case1 + "/sha256.txt", encoding: .utf8).split(separator: "\n")
        let index = try String(contentsOfFile: case1 + "/归档文件目录.csv", encoding: .utf8).split(separator: "\r\n")
        // Every document, the index in both shapes.
        #expect(hashes.count == index.count - 1 + 2)
        #expect(index.dropFirst().allSatisfy { $0.contains("X043-WS·2020-") })
        #expect(try PDF.text(case1 + "/归档文件目录.pdf").contains("归档文件目录"))
        _ = try run(["archive", "verify", case1])
        _ = try run(make + ["--to", case1], status: 65)
        let first = try #require(hashes.first.map { String($0.dropFirst(66)) })
        try Data("x".utf8).write(to: URL(fileURLWithPath: case1 + "/" + first))
        try Data("x".utf8).write(to: URL(fileURLWithPath: case1 + "/多余.txt"))
        let changed = try run(["archive", "verify", case1], status: 65)
        #expect(changed.errorText.contains("archive.differs") || changed.errorText.contains(first))
        #expect(changed.errorText.contains("多余.txt"))
        try FileManager.default.removeItem(atPath: case1 + "/" + first)
        #expect(try run(["archive", "verify", case1], status: 65).errorText.contains(first))
        // A document that was lost since it was issued.
        let lost = try #require(try FileTree(out).paths("02-rosters", suffix: ".pdf").first)
        try FileManager.default.removeItem(atPath: out + "/" + lost)
        let broken = try run(make + ["--to", scratch / "case2"], status: 65)
        #expect(broken.text.contains(lost), "\(broken.text)")
        _ = try run(make + ["--to", scratch / "case2", "--incomplete"])
        let list = try run(["archive", "list", out]).text.split(separator: "\n")
        #expect(list.count == 3, "\(list)")
    }

    @Test func `data handed to another bureau agrees with the books, or the protocol says where not`() throws {
        let (scratch, out) = try campaign()
        let file = scratch / "books.csv"
        _ = try run(["handover", "export", out, "-o", file])
        _ = try run(["handover", "compare", file, "--books", out])
        var lines = try String(contentsOfFile: file, encoding: .utf8).components(separatedBy: "\r\n")
        lines.remove(at: 1)
        try scratch.write(lines.joined(separator: "\r\n"), to: "less.csv")
        let less = scratch / "less.csv"
        #expect(try run(["handover", "compare", less, file], status: 65).text.contains("迁移前没有"))
        let print = ["handover", "protocol", out, less, "--plan", Self.plan, "--giver", "医保局", "--taker", "税务局"]
            + ["--subject", "数据"]
        _ = try run(print + Self.pair + ["-o", scratch / "p.pdf"], status: 65)
        let text = try PDF.text(scratch / "p.pdf")
        for words in ["数据迁移核对单", "〔2020〕1号", "迁移前没有", "监交单位", "有 1 条差异"] {
            #expect(text.contains(words), "\(words)")
        }
        _ = try run(print + ["--by", "甲", "--checker", "甲", "-o", scratch / "q.pdf"], status: 65)
        #expect(try run(["handover", "list", out]).text.contains("〔2020〕1号"))
    }

    @Test func `a roster that was corrected is printed anew, sent, signed for, and the old one comes back`() throws {
        let (scratch, out) = try campaign()
        let act = ["--by", "甲", "--on", "2020-11-18"]
        let print = ["copies", "print", out, "--plan", Self.plan] + act
        #expect(try run(print).text.contains("0 rosters"))
        let send = ["copies", "send", out, "--to", "town", "--form", "paper", "--rest"] + act
        let sent = try run(send).text
        #expect(sent.contains("sent: ") && !sent.contains("sent: 0"), "\(sent)")
        #expect(try run(send).text.contains("sent: 0"))
        _ = try run([
            "roster", "correct", Self.plan, "add", "--out", out, "--insurance", "medical", "--id", "379901197001010198",
            "--name", "尤兰兰", "--village", "379901001200", "--reason", "漏报", "--evidence", "申请表", "--by", "甲",
            "--checker", "乙",
        ])
        let printed = try run(print).text
        #expect(printed.contains("379901001200 征收清册第3版") && printed.contains("1 rosters"), "\(printed)")
        let old = try run(["copies", "list", out, "--old", "--on", "2020-11-19"], status: 65).text
        #expect(old.contains("有新版，应收回"))
        let sheet = ["copies", "sheet", out, "--plan", Self.plan, "--town", "379901001", "-o", scratch / "s.pdf"]
        _ = try run(send)
        _ = try run(sheet + ["--on", "2020-11-18"])
        let text = try PDF.text(scratch / "s.pdf")
        #expect(text.contains("征收清册第3版") && text.contains("随单收回的旧清册"))
        let id = try #require(old.split(separator: "\n").dropFirst().first?.split(separator: " ").first)
        _ = try run(["copies", "recall", out, String(id), "--fate", "destroyed", "--by", "甲"], status: 65)
        _ = try run(["copies", "recall", out, String(id), "--fate", "destroyed", "--witness", "乙", "--by", "甲"])
        let late = try run(["copies", "list", out, "--open", "--days", "2", "--on", "2020-11-30", "--json"], status: 65)
        #expect(late.text.contains("\"late\": true"))
    }
}
