import Diagnostics
import Storage
import Testing

@testable import Levy

/// The log of seals: every use once, asked and agreed to by two persons.
@Suite struct SealTests {
    private static let now = XuechengData.now
    private static let seal = SealImpression(seal: "区税务局", label: "征缴专用章", count: 3, isSpecimen: true)

    private func document(_ sha256: String, sealing: IssuedDocument.Sealing?) -> IssuedDocument {
        IssuedDocument(
            kind: "receipts", key: "a/20191104", number: nil, sha256: sha256, path: "p", pages: 3, issuedAt: Self.now,
            sealing: sealing)
    }

    private func sealing(_ asked: String, _ approved: String) -> IssuedDocument.Sealing {
        IssuedDocument.Sealing(
            impressions: [Self.seal], title: "甲村缴费凭证", firstNumber: "XC1", lastNumber: "XC3",
            approval: SealApproval(askedBy: asked, approvedBy: approved, basis: "同意用印"))
    }

    @Test func `a document enters the use of its seals with it, once`() throws {
        let small = try SmallCampaign()
        try small.database.write { transaction in
            for _ in 0..<2 { try DocumentStore.issue(document("x", sealing: sealing("甲", "乙")), in: transaction) }
            let uses = try SealLog.uses(in: transaction)
            #expect(uses.count == 1)
            let use = try #require(uses.first)
            #expect(use.impression == Self.seal && use.numbers == "XC1—XC3" && use.title == "甲村缴费凭证")
            #expect(use.approval.askedBy == "甲" && use.approval.approvedBy == "乙" && use.pages == 3)
            #expect(use.day == Self.now.date && use.impression.name == "区税务局征缴专用章")
            #expect(try OfficerDeedStore.read("乙", in: transaction).map { $0[1] } == ["批准用印"])
            #expect(try SealLog.uses(through: Self.now.date.adding(days: -1), in: transaction).isEmpty)
        }
    }

    @Test func `a register has a batch in one line`() throws {
        let small = try SmallCampaign()
        try small.database.write { transaction in
            for (key, asked, first, last) in [
                ("a", "甲", "1", "3"), ("b", "甲", "4", "4"), ("c", "丙", "5", "9"), ("d", "甲", "", ""),
            ] {
                let paper = SealedPaper(
                    kind: "receipts", key: key, title: "\(key)村缴费凭证", numbers: (first, last), pages: 1, sha256: key,
                    day: Self.now.date)
                try SealLog.add(
                    [Self.seal], on: paper, SealApproval(askedBy: asked, approvedBy: "乙", basis: ""), in: transaction,
                    at: Self.now)
            }
            let batches = SealBatch.all(try SealLog.uses(in: transaction))
            #expect(batches.map(\.title) == ["缴费凭证2件", "c村缴费凭证", "d村缴费凭证"])
            #expect(batches.map(\.numbers) == ["1—4", "5—9", ""] && batches.map(\.count) == [6, 3, 3])
        }
    }

    @Test func `who asks does not agree, and nothing is issued then`() throws {
        let small = try SmallCampaign()
        #expect(throws: Rejection.self) {
            try small.database.write {
                try DocumentStore.issue(document("x", sealing: sealing("甲", "甲")), in: $0)
            }
        }
        #expect(try small.database.read { try DocumentStore.all(in: $0) }.isEmpty)
        #expect(try small.database.read { try SealLog.uses(in: $0) }.isEmpty)
    }

    @Test func `a paper without seals is not in the log, one without approval is open`() throws {
        let small = try SmallCampaign()
        try small.database.write { transaction in
            try DocumentStore.issue(document("x", sealing: nil), in: transaction)
            #expect(try SealLog.uses(in: transaction).isEmpty)
            let paper = SealedPaper(
                kind: "payment-proof", key: "1", title: "证明", numbers: ("1号", "1号"), pages: 1, sha256: "y",
                day: Self.now.date)
            for hash in ["y", "y", "z"] {
                let paper = SealedPaper(
                    kind: paper.kind, key: paper.key, title: paper.title, numbers: ("1号", "1号"), pages: 1,
                    sha256: hash, day: paper.day)
                try SealLog.add(
                    [Self.seal], on: paper, SealApproval(askedBy: "甲", approvedBy: "", basis: ""), in: transaction,
                    at: Self.now)
            }
            // The same bytes are the same paper; other bytes are sealed again.
            let uses = try SealLog.uses(in: transaction)
            #expect(uses.count == 2 && uses.allSatisfy { $0.numbers == "1号" && $0.approval.approvedBy.isEmpty })
        }
    }
}
