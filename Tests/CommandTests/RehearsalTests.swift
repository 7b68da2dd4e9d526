import Foundation
import TestSupport
import Testing

/// A whole rehearsal of the small campaign: what it makes, and whether that is right.
@Suite struct RehearsalTests {
    let finished: Finished

    init() throws { finished = try Campaigns.finished.get() }

    @Test func `it ends well and says what it made`() {
        #expect(finished.outcome.status == 0, "\(finished.outcome.errorText)")
        #expect(finished.outcome.text.contains("05-receipts"))
        #expect(finished.outcome.text.contains("\(finished.out)/summary.json"))
    }

    @Test func `the tree reads by itself`() {
        let tops = Set(finished.tree.paths.map { $0.split(separator: "/")[0] })
        #expect(
            tops.sorted() == [
                "01-plan", "02-rosters", "03-notices", "04-agents", "05-receipts", "06-reports", "07-public-notices",
                "08-reconciliation", "09-returns", "summary.json",
            ])
        #expect(finished.tree.paths("01-plan") == ["01-plan/实施方案-2020-11-01.pdf"])
        #expect(
            finished.tree.paths("02-rosters") == [
                "02-rosters/北岭镇/379901X01200-大杨家村-征收清册-2020-11-02.pdf",
                "02-rosters/北岭镇/379901X01200-大杨家村-缴费清册-盖章-2020-11-16.pdf",
                "02-rosters/河东街道/379901001200-柳沟社区-征收清册-2020-11-02.pdf",
                "02-rosters/河东街道/379901001200-柳沟社区-缴费清册-盖章-2020-11-16.pdf",
                "02-rosters/河东街道/379901001201-石桥村-征收清册-2020-11-02.pdf",
                "02-rosters/河东街道/379901001201-石桥村-缴费清册-盖章-2020-11-16.pdf",
            ])
        #expect(finished.tree.paths("03-notices").count == 3)
        #expect(finished.tree.paths("04-agents").count == 6)
        #expect(finished.tree.paths("06-reports", suffix: ".pdf") == ["06-reports/督导通报第1期-2020-11-06.pdf"])
        #expect(finished.tree.paths("07-public-notices").count == 3)
        #expect(finished.tree.paths("08-reconciliation") == ["08-reconciliation/对账单-2020-11-17.pdf"])
        #expect(
            finished.tree.paths("09-returns") == [
                "09-returns/人社局-居民养老-2020-11-17.csv", "09-returns/人社局-居民养老-2020-11-17.json",
                "09-returns/医保局-居民医疗-2020-11-17.csv", "09-returns/医保局-居民医疗-2020-11-17.json",
            ])
        #expect(finished.tree.paths.filter { $0.hasSuffix(".part") }.isEmpty, "left-overs of writing")
    }

    @Test func `every hash of the ledger is right, and every balance is that of the books`() throws {
        let verified = try Campaigns.zhengjiao(
            ["ledger", "verify", finished.out, "--json"], environment: Campaigns.english)
        #expect(verified.status == 0, "\(verified.errorText)")
        let state = try #require(JSONSerialization.jsonObject(with: Data(verified.text.utf8)) as? [String: Any])
        #expect(state["whole"] as? Bool == true && state["entries"] as? Int ?? 0 > 50)
        let balances = try Campaigns.zhengjiao(
            ["ledger", "balance", finished.out, "--json"], environment: Campaigns.english)
        let accounts = try #require(JSONSerialization.jsonObject(with: Data(balances.text.utf8)) as? [[String: Any]])
        #expect(accounts.reduce(0) { $0 + ($1["fen"] as? Int ?? 0) } == 0 && accounts.count > 3)
    }

    @Test func `the summary has the figures that were worked out by other means`() throws {
        let found = try JSONSerialization.jsonObject(with: #require(finished.tree.files["summary.json"]))
        let expected = try JSONSerialization.jsonObject(
            with: Data(Project.bytes("Tests/CommandTests/Fixtures/small/expected-summary.json")))
        let differences = Comparison.differences(found, expected)
        #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
    }

    /// Number, day, village, name, amount in fen and serial of each receipt, worked out from the files by other means.
    private func expectedReceipts() throws -> [[String]] {
        try Project.text("Tests/CommandTests/Fixtures/small/expected-receipts.csv")
            .split(separator: "\n").dropFirst().map { $0.split(separator: ",").map(String.init) }
    }

    @Test func `every settled payment has one receipt and the numbers have no gap`() throws {
        let expected = try expectedReceipts()
        var numbers: [String] = []
        for path in finished.tree.paths("05-receipts") {
            let pages = try finished.text(path, ["-layout"]).split(separator: "\u{0C}")
            // The path names day and village, and there is a page for each receipt of both.
            let own = expected.filter { path.contains("/\($0[1])/\($0[2])-") }
            #expect(pages.count { !$0.allSatisfy(\.isWhitespace) } == own.count, "\(path)")
            for (page, receipt) in zip(pages, own) {
                numbers += page.matches(of: /QS20[0-9]{8}/).map { String($0.output) }
                #expect(page.contains(receipt[0]) && page.contains(receipt[3]) && page.contains(receipt[5]), "\(path)")
                let yuan = try #require(Int(receipt[4])) / 100
                #expect(page.split(separator: ",").joined().contains("¥\(yuan).00"), "\(path): \(receipt)")
            }
        }
        #expect(numbers.sorted() == expected.map { $0[0] })
        #expect(Set(numbers).count == numbers.count)
    }

    @Test func `all files are sound and carry their fonts`() throws {
        for path in finished.tree.paths where path.hasSuffix(".pdf") {
            let check = try Command.run("qpdf", ["--check", finished.out + "/" + path])
            #expect(check.status == 0, "\(path): \(check.text)\(check.errorText)")
            let listed = try Command.run("pdffonts", [finished.out + "/" + path])
            let fonts = listed.text.split(separator: "\n").dropFirst(2)
            #expect(!fonts.isEmpty, "\(path)")
            // Columns from the right: object and generation, unicode, subset, embedded.
            for font in fonts {
                let columns = font.split(separator: " ").map(String.init)
                #expect(columns[columns.count - 5...columns.count - 3] == ["yes", "yes", "yes"], "\(path): \(font)")
            }
        }
    }

    @Test func `rare names come out whole`() throws {
        let rosters = try finished.tree.paths("02-rosters").map { try finished.text($0) }.joined()
        for name in ["赵𠮷", "钱䶮", "孙𫖯鑫", "李㼆", "周𬭎"] { #expect(rosters.contains(name), "\(name)") }
        let receipts = try finished.tree.paths("05-receipts").map { try finished.text($0) }.joined()
        for name in ["赵𠮷", "钱䶮", "孙𫖯鑫", "李㼆"] { #expect(receipts.contains(name), "\(name)") }
    }

    @Test func `a public notice shows nothing that belongs to one person`() throws {
        let table = try Command.run(
            "iconv", ["-f", "GB18030", "-t", "UTF-8", Campaigns.small + "/data/medical.csv"])
        #expect(table.status == 0)
        let persons = table.text.split(whereSeparator: \.isNewline).dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        #expect(persons.count == 44)
        var masked = 0
        for path in finished.tree.paths("07-public-notices") {
            let text = try finished.text(path)
            for person in persons {
                #expect(person[2].isEmpty || !text.contains(person[2]), "\(path): \(person[2])")
                #expect(!text.contains(person[6]), "\(path): \(person[6])")
                #expect(person[3].count < 15 || !text.contains(person[3].suffix(12)), "\(path): \(person[3])")
            }
            #expect(text.matches(of: /[0-9]{15}/).isEmpty, "\(path)")
            masked += text.matches(of: /\p{Han}\*/).count
        }
        #expect(masked > 20)
    }

    @Test func `the report lies in the outbox as a mail with its attachment`() throws {
        let mails = finished.tree.paths("06-reports/outbox")
        #expect(mails.count == 1)
        let path = try #require(mails.first { $0.hasSuffix(".eml") })
        let text = String(decoding: try #require(finished.tree.files[path]), as: UTF8.self)
        let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines.allSatisfy { !$0.contains("\n") && $0.utf8.count <= 76 })
        #expect(lines.contains("To: leading-group@qingshi.example"))
        let boundary = try #require(text.firstMatch(of: /boundary="([^"]+)"/)).output.1
        let parts = text.components(separatedBy: "--\(boundary)").dropFirst().dropLast()
        #expect(parts.count == 2)
        let attachment = try #require(parts.last).components(separatedBy: "\r\n\r\n")
        #expect(attachment.count == 2 && attachment[0].contains("Content-Type: application/pdf"))
        let bytes = try #require(Data(base64Encoded: attachment[1], options: .ignoreUnknownCharacters))
        #expect(bytes == finished.tree.files["06-reports/督导通报第1期-2020-11-06.pdf"])
    }

    @Test func `nothing of another district is printed`() throws {
        for path in finished.tree.paths where path.hasSuffix(".pdf") {
            let text = try finished.text(path)
            #expect(!text.contains("薛") && !text.contains("枣庄") && !text.contains("2019"), "\(path)")
        }
    }

    @Test func `a refused bank file is named and the others go on`() {
        let errors = finished.outcome.errorText
        #expect(errors.contains("payments/20201106-corrupt.txt:2:"))
        #expect(errors.contains("[levy.payment.fields]"))
        #expect(errors.contains("[levy.payment.count]"))
    }

    @Test func `progress is told in lines when nobody sits at a terminal`() {
        #expect(!finished.outcome.errorText.contains("\u{1B}") && !finished.outcome.errorText.contains("\r"))
        for words in ["宣传发动（2020-11-02 至 2020-11-04）", "2020-11-10 19:00 导入银行明细并入账：入账 7", "2020-11-20 17:00 结账"] {
            #expect(finished.outcome.errorText.contains(words), "\(words)")
        }
    }
}

/// Two JSON values, compared by path; exceptions and differences may come in any order.
enum Comparison {
    static func differences(_ found: Any, _ expected: Any, at path: String = "$") -> [String] {
        if let found = found as? [String: Any], let expected = expected as? [String: Any] {
            return Set(found.keys).union(expected.keys).sorted().flatMap { key -> [String] in
                guard let own = found[key] else { return ["\(path).\(key) is missing"] }
                guard let other = expected[key] else { return ["\(path).\(key) is not expected"] }
                return differences(own, other, at: "\(path).\(key)")
            }
        }
        if let found = found as? [Any], let expected = expected as? [Any] {
            let (own, other) = (found.map(text).sorted(), expected.map(text).sorted())
            return own == other ? [] : ["\(path): found \(own), expected \(other)"]
        }
        return text(found) == text(expected) ? [] : ["\(path): found \(found), expected \(expected)"]
    }

    /// The same for equal values.
    private static func text(_ value: Any) -> String {
        let options: JSONSerialization.WritingOptions = [.sortedKeys, .fragmentsAllowed]
        // What is no JSON is equal to nothing that is.
        guard let data = try? JSONSerialization.data(withJSONObject: value, options: options) else {
            return "no JSON: \(value)"
        }
        return String(decoding: data, as: UTF8.self)
    }
}
