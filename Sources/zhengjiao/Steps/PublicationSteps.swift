import Diagnostics
import Levy
import Storage
import Workflow

extension CampaignDesk {
    /// 公示登记: the finished notice is read back and looked through; then it enters the register of publications,
    /// asked for by the one who decided and consented by the one who checked.
    /// - Throws: `Rejection` when something of a person can be read in the file; it is not published.
    @Sendable func publishNotice(_ claim: Claim) async throws -> StepOutcome {
        let with = claim.step.with
        try with.requireOnly(keys: ["decided-by", "consent"])
        let step = try with.text("decided-by")
        let consent = try with.text("consent")
        let (place, decision, document) = try database.read { transaction in
            let place = village(claim, try campaign.regions(in: transaction))
            return (
                place,
                try DecisionStore.find(CampaignDesk.decisionSubject(ofStep: step), in: transaction),
                try DocumentStore.find(kind: "public-notice", key: place.village.code, in: transaction)
            )
        }
        guard let decision, let document else {
            throw Rejection("public.undecided", ["step": step, "village": place.village.name], at: with.span)
        }
        guard decision.verdict == consent else { return .succeeded(["verdict": decision.verdict]) }
        let result = try scan(document, village: place.village.code)
        let request = PublicationRequest(
            kind: document.kind, key: document.key, place: "\(place.town.name)\(place.village.name)公示栏",
            path: document.path, sha256: document.sha256, days: postingDays(printed: document.issuedAt.date),
            basis: settings.noticeBasis, maker: decision.decidedBy)
        return .succeeded(["pages": "\(result.pages)"]) { transaction in
            let scan = try PublicationStore.addScan(
                sha256: document.sha256, path: document.path, pages: result.pages, findings: [], at: claim.nominal,
                in: transaction)
            let id = try PublicationStore.request(request, scan: scan, at: claim.nominal, in: transaction)
            try PublicationStore.consent(id, by: decision.checkedBy, at: claim.nominal, in: transaction)
        }
    }

    /// Reads a finished notice of a village and compares it with the data of everybody there.
    /// - Throws: `Rejection` for a file that is not what was issued, and for what may not be in it.
    private func scan(_ document: IssuedDocument, village code: String) throws -> FinishedScan.Result {
        let path = out.root + "/" + document.path
        let bytes = try OfficeDay.bytes(of: path)
        guard DurableFile.sha256(bytes) == document.sha256 else {
            throw Rejection("public.changed-file", ["file": document.path])
        }
        let known = try database.read { transaction in
            let agent = try campaign.agents(in: transaction)[code]
            return try campaign.knownTexts(
                village: code, asOf: window.last, allowed: Set([agent?.name, document.number].compactMap { $0 }),
                in: transaction)
        }
        let result = try FinishedScan.scan(bytes, name: document.path, persons: known)
        guard result.findings.isEmpty else {
            throw Rejection(FinishedScan.diagnostics(result, name: document.path))
        }
        return result
    }
}
