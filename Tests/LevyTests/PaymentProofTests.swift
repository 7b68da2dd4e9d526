import Storage
import TestSupport
import Testing

@testable import Levy

@Suite struct PaymentProofTests {
    typealias Small = SmallCampaign
    private static let day = XuechengData.day("2019-11-30")

    private func read(_ small: SmallCampaign, _ id: String, on day: CivilDate = day) throws -> PaymentProof? {
        try small.database.read { try PaymentProof.read(id, on: day, in: $0) }
    }

    @Test func itSaysWhatIsPaidAndWhoPays() throws {
        let small = try SmallCampaign()
        #expect(try read(small, Small.anna) == nil)
        try small.evening("20191101", [Small.line("A", "20191101", Small.anna)])
        let lines = try #require(try read(small, Small.anna)).lines
        #expect(lines.map(\.insurance) == [.medical] && lines.map(\.ownFen) == [28_000])
        #expect(lines.map(\.paidOn) == [XuechengData.day("2019-11-01")])
        #expect(lines.map(\.receipt) == ["XC201900000001"])
        let poor = try #require(try read(small, Small.poor)).lines
        #expect(poor.map(\.ownFen) == [0] && poor.map(\.paidOn) == [nil] && poor[0].stateFen == poor[0].totalFen)
    }

    @Test func theSameProofHasTheSameNumber() throws {
        let small = try SmallCampaign()
        try small.evening("20191101", [Small.line("A", "20191101", Small.anna)])
        func number(_ id: String, _ day: CivilDate) throws -> Int {
            try small.database.write { transaction in
                try #require(try PaymentProof.read(id, on: day, in: transaction)).number(in: transaction)
            }
        }
        let later = PaymentProofTests.day.adding(days: 1)
        #expect(try number(Small.anna, PaymentProofTests.day) == 1)
        #expect(try number(Small.anna, PaymentProofTests.day) == 1)
        #expect(try number(Small.poor, PaymentProofTests.day) == 2)
        #expect(try number(Small.anna, later) == 3)
    }

    @Test func itIsFoundByItsCodeAndNoLongerStandsOnceThePaymentIsTakenBack() throws {
        let small = try SmallCampaign()
        try small.evening("20191101", [Small.line("A", "20191101", Small.anna)])
        let proof = try #require(try read(small, Small.anna))
        func find(_ code: String) throws -> PaymentProof.Given? {
            try small.database.read { try PaymentProof.find(code: code, in: $0) }
        }
        #expect(try find(proof.code) == nil)
        let number = try small.database.write { try proof.number(in: $0) }
        for text in [proof.code, proof.code.lowercased(), proof.code.replacing("-", with: " ")] {
            let given = try #require(try find(text))
            #expect(given.number == number && given.citizenID == Small.anna && given.stands)
        }
        #expect(try find("0000-0000-0000-0000") == nil && find("") == nil)
        try small.evening("20191104", [Small.line("C", "20191104", Small.anna, -28_000, back: "A")])
        #expect(try find(proof.code)?.stands == false)
    }
}
