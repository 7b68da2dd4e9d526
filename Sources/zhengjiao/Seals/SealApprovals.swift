import ArgumentParser
import Diagnostics
import Levy
import Storage
import Typesetting
import Workflow

extension SealImpression {
    /// The seals of a document, alike ones together.
    static func all(on document: Document) -> [SealImpression] {
        var found: [SealImpression] = []
        for seal in document.seals {
            let label = seal.label ?? ""
            if let index = found.firstIndex(where: {
                $0.seal == seal.name && $0.label == label && $0.isSpecimen == seal.isSpecimen
            }) {
                found[index] = SealImpression(
                    seal: seal.name, label: label, count: found[index].count + 1, isSpecimen: seal.isSpecimen)
            } else {
                found.append(SealImpression(seal: seal.name, label: label, count: 1, isSpecimen: seal.isSpecimen))
            }
        }
        return found
    }
}

/// Who agreed to a seal on paper that is printed by hand.
struct SealOptions: ParsableArguments {
    @Option(help: "批准用印的人，不能是经办人") var approvedBy: String?
    @Option(help: "批准依据，如审批单号") var approval = ""

    /// - Throws: `ValidationError` where a paper may not be sealed by one person alone.
    func require() throws {
        if approvedBy?.isEmpty ?? true {
            throw ValidationError(
                zh: "盖章的文书要两个人：写 --approved-by。", en: "a sealed paper takes two persons: give --approved-by.")
        }
    }

    func approval(by person: String) -> SealApproval {
        SealApproval(askedBy: person, approvedBy: approvedBy ?? "", basis: approval)
    }
}

/// 用印审批 of a plan: `with: { seal-approval: STEP, seal-consent: 同意用印 }` at a step that stamps. It stamps nothing
/// before two persons have decided that step, nor when they decided otherwise.
enum SealApprovals {
    static let keys = ["seal-approval", "seal-consent"]
    /// The steps that draw a seal.
    static let stamping: Set<String> = [
        "print-plan", "print-receipts", "supervision-report", "stamp-rosters", "print-public-notices", "print-honours",
    ]

    /// Checks the steps of a plan.
    /// - Throws: `Rejection` with every step that asks for an approval that cannot be had.
    static func check(_ definition: Definition) throws(Rejection) {
        var mistakes = DiagnosticList()
        for step in definition.steps {
            guard let value = step.with["seal-approval"] else { continue }
            do throws(Rejection) {
                let name = try value.asText()
                let consent = try step.with.text("seal-consent")
                guard stamping.contains(step.uses) else {
                    throw Rejection("seals.no-seal", ["step": step.id], at: value.span)
                }
                guard let approval = definition.steps.first(where: { $0.id == name }), let task = approval.task,
                    approval.forEach == nil
                else { throw Rejection("seals.no-step", ["step": step.id, "approval": name], at: value.span) }
                guard task.choices.contains(consent) else {
                    throw Rejection(
                        "seals.no-choice",
                        ["consent": consent, "approval": name, "known": task.choices.joined(separator: "、")],
                        at: value.span)
                }
            } catch { mistakes.append(error) }
        }
        try mistakes.throwIfErrors()
    }
}

extension CampaignDesk {
    /// What a plan's two persons said of a step's seals; nil where it does not ask.
    /// - Throws: `Rejection` `seals.undecided` while they have not decided.
    func sealDecision(_ claim: Claim) throws -> Levy.Decision? {
        guard let step = try claim.step.with.optionalText("seal-approval") else { return nil }
        let decision = try database.read {
            try DecisionStore.find(CampaignDesk.decisionSubject(ofStep: step), in: $0)
        }
        guard let decision else {
            throw Rejection("seals.undecided", ["step": claim.step.id, "approval": step], at: claim.step.with.span)
        }
        return decision
    }

    /// The handler, kept from stamping until its seals are approved.
    func approved(_ uses: String, _ handler: @escaping Dispatcher.Handler) -> Dispatcher.Handler {
        guard SealApprovals.stamping.contains(uses) else { return handler }
        return { claim in
            if let decision = try sealDecision(claim), decision.verdict != (try claim.step.with.text("seal-consent")) {
                return .succeeded(["verdict": decision.verdict])
            }
            return try await handler(claim)
        }
    }

    /// How the seals of a step's document stand in the log.
    /// - Parameter numbers: the first and the last of a batch; nil for the document's own number.
    func sealing(
        _ seals: [SealImpression], title: String, numbers: (first: String, last: String)? = nil, _ claim: Claim
    ) throws -> IssuedDocument.Sealing? {
        if seals.isEmpty { return nil }
        let decision = try sealDecision(claim)
        return IssuedDocument.Sealing(
            impressions: seals, title: title, firstNumber: numbers?.first, lastNumber: numbers?.last,
            approval: SealApproval(
                askedBy: decision?.decidedBy ?? CampaignDesk.clerk, approvedBy: decision?.checkedBy ?? "",
                basis: decision.map { "\($0.verdict)（\($0.decidedAt.date.iso)）" } ?? "方案步骤：\(claim.step.name)"))
    }
}
