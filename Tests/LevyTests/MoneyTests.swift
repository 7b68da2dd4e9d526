import Levy
import Storage
import Testing

@Suite struct MoneyTests {
    @Test func `amounts in capitals follow the table`() throws {
        let lines = String(decoding: try XuechengData.expected("amounts-in-capitals.csv"), as: UTF8.self)
            .split(whereSeparator: \.isNewline).dropFirst()
        #expect(lines.count == 62)
        for line in lines {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            let money = try #require(Money(yuan: cells[0]), "\(line)")
            #expect("人民币" + money.capitals == cells[1], "\(line)")
        }
    }

    @Test(arguments: [
        ("2019-01-15", "贰零壹玖年零壹月壹拾伍日"), ("2019-10-20", "贰零壹玖年零壹拾月零贰拾日"), ("2019-10-28", "贰零壹玖年零壹拾月贰拾捌日"),
        ("2019-11-30", "贰零壹玖年壹拾壹月零叁拾日"), ("2019-12-01", "贰零壹玖年壹拾贰月零壹日"), ("2020-02-12", "贰零贰零年零贰月壹拾贰日"),
        ("2020-02-29", "贰零贰零年零贰月贰拾玖日"), ("2020-03-08", "贰零贰零年叁月零捌日"), ("2020-10-10", "贰零贰零年零壹拾月零壹拾日"),
        ("2021-11-11", "贰零贰壹年壹拾壹月壹拾壹日"), ("2021-12-31", "贰零贰壹年壹拾贰月叁拾壹日"),
    ])
    func `dates in capitals`(iso: String, capitals: String) {
        #expect(XuechengData.day(iso).capitals == capitals)
    }

    @Test func `every sum of fen is written and read back`() {
        for fen in [0, 1, 9, 10, 100, 28_000, 123_456_789, -28_000, -1] {
            #expect(Money(yuan: Money(fen: fen).plain)?.fen == fen)
            #expect(Money(yuan: Money(fen: fen).grouped)?.fen == fen)
        }
        #expect(Money(fen: 123_456_789).grouped == "1,234,567.89")
        #expect(Money(fen: -100_000_00).grouped == "-100,000.00")
    }

    @Test(arguments: ["", "-", "1.", ".5", "1.234", "1.2.3", "12a", "９", "1e3", "99999999999999999999"])
    func `what is no amount is none`(text: String) {
        #expect(Money(yuan: text) == nil)
    }

    @Test func `shares add up and a higher tier is paid by the payer himself`() {
        let policy = XuechengData.policy
        let medical = policy.share(.medical, tierFen: nil, classes: [.poor])
        #expect([medical.totalFen, medical.stateFen, medical.ownFen] == [28_000, 28_000, 0])
        #expect(policy.share(.pension, tierFen: 10_000, classes: [.poor]).ownFen == 0)
        #expect(policy.share(.pension, tierFen: 30_000, classes: [.poor]).ownFen == 30_000)
        #expect(!policy.allows(tierFen: 10_000, isSpecial: false))
        #expect(!policy.allows(tierFen: 30_050, isSpecial: true))
    }
}
