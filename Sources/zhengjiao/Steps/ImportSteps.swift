import Diagnostics
import Foundation
import Levy
import Storage
import Workflow

extension CampaignDesk {
    /// 导入参保清册和特殊人群名单: regions, lists, rosters, agents; all or nothing.
    @Sendable func importRosters(_ claim: Claim) async throws -> StepOutcome {
        let files = settings.files
        let agents = files.agents.map(dataPath).flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }
        let sources = try RosterSources(
            regions: dataPath(files.regions), special: files.special.map(dataPath), medical: dataPath(files.medical),
            pension: dataPath(files.pension), agents: agents)
        let found = try database.write { try campaign.importRosters(sources, in: $0, at: claim.nominal) }
        return .succeeded(["obligations": "\(found.obligations)"])
    }

    /// 导入银行明细并入账: the files of all days so far that were not seen before, then the evening's settlement with its
    /// receipts' numbers. A file that contradicts itself is refused whole and recorded; the others go on.
    @Sendable func importPayments(_ claim: Claim) async throws -> StepOutcome {
        let mappings = try settings.files.paymentMappings.map { try MappingFile.read(dataPath($0)) }
        let files = try PaymentFolder.files(
            in: dataPath(settings.files.payments), through: claim.date, tables: !mappings.isEmpty)
        let (refused, remarks, evening) = try database.write { transaction in
            var refused: [Rejection] = []
            var remarks: [Diagnostic] = []
            for result in try campaign.importPayments(
                files, mappings: mappings, through: claim.date, in: transaction, at: claim.nominal) {
                switch result.result {
                case .refused(let rejection): refused.append(rejection)
                case .imported(_, _, _, let found): remarks += found
                case .known: break
                }
            }
            return (refused, remarks, try campaign.settle(evening: claim.date, in: transaction, at: claim.nominal))
        }
        refused.forEach(warn)
        if !remarks.isEmpty { warn(Rejection(remarks)) }
        return .succeeded([
            "settled": "\(evening.settled)", "voided": "\(evening.voided.count)", "refused": "\(refused.count)",
        ])
    }

    func dataPath(_ name: String) -> String { dataFolder + "/" + name }
}
