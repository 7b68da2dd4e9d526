import Diagnostics
import Foundation
import Levy
import Storage
import Workflow

extension CampaignDesk {
    /// 批扣: the next check and the next deduction of each bank that has agreements, as files with their totals.
    @Sendable func makeDeductions(_ claim: Claim) async throws -> StepOutcome {
        let files = try database.write { transaction in
            try Deductions.banks(in: transaction).flatMap { bank in
                try DeductionBatch.Purpose.allCases.compactMap { purpose in
                    try campaign.makeDeductions(
                        purpose, bank: bank, key: "\(claim.subject)/\(purpose.rawValue)/\(bank)", on: claim.date,
                        by: CampaignDesk.clerk, in: transaction, at: claim.nominal)
                }
            }
        }
        let documents = try files.map { file in
            let path = "\(OutFolder.Chapter.returns.rawValue)/批扣/\(file.bank)-\(file.purpose.chinese)-\(file.batch)"
            _ = try out.write(Array(file.control.pretty.utf8), to: path + ".json")
            return try issue(
                file.bytes, pages: 0, kind: "deduction-file", key: file.batch, path: path + ".csv", claim)
        }
        let rows = files.filter { $0.purpose == .deduct }.reduce(0) { $0 + $1.rows.count }
        return done(claim, documents, ["files": "\(files.count)", "rows": "\(rows)"])
    }

    /// 批扣回盘: the answers that banks have put into the folder `deductions` of the data, each file named by its batch.
    /// One that does not fit its batch is refused and told; the others go on.
    @Sendable func takeDeductions(_ claim: Claim) async throws -> StepOutcome {
        let codes = try Deductions.codes(path: DeductionsCommand.codeList)
        let folder = dataPath("deductions")
        guard FileManager.default.fileExists(atPath: folder) else {
            return .succeeded(["taken": "0", "refused": "0", "unread": "0"])
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        let batches = try database.read { try Deductions.batches(in: $0).map(\.batch) }
        var sums = (taken: 0, refused: 0)
        var unread = 0
        for name in names {
            // A longer number first: PK20191101-12 is not PK20191101-1.
            let named = batches.sorted { $0.count > $1.count }.first { name.hasPrefix($0) }
            guard let batch = named else {
                warn(Rejection("deduct.file-name", ["file": name], at: SourceSpan(file: name, line: 1)))
                unread += 1
                continue
            }
            do {
                let file = try SourceFile(path: folder + "/" + name)
                let found = try database.write {
                    try Deductions.answer(
                        file, batch: batch, codes: codes, by: CampaignDesk.clerk, in: $0, at: claim.nominal)
                }
                sums = (sums.taken + (found?.taken ?? 0), sums.refused + (found?.refused ?? 0))
            } catch let rejection as Rejection {
                warn(rejection)
                unread += 1
            }
        }
        return .succeeded(["taken": "\(sums.taken)", "refused": "\(sums.refused)", "unread": "\(unread)"])
    }

    /// Fees that banks did not take and about which nobody has decided yet.
    static func refusedDeductions(in transaction: Transaction) throws -> [Item] {
        try Deductions.refused(in: transaction).filter {
            try DecisionStore.find($0.subject, in: transaction) == nil
        }.map { one in
            Item(
                id: one.subject,
                title: "扣款未成：\(one.name) \(one.insurance.chinese) \(Money(fen: one.fen).grouped)元，\(one.meaning)",
                amount: Int64(one.fen))
        }
    }
}
