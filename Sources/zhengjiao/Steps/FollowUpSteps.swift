import Levy
import Storage
import Workflow

extension CampaignDesk {
    /// 跟踪办结: a task about a difference, a refund or something that was decided ends when it is no longer there: the
    /// treasury's row has come, the refund is paid, the roster is corrected.
    @Sendable func followUp(_ claim: Claim) async throws -> StepOutcome {
        .succeeded([:]) { [endTasks] transaction in
            try endTasks(["differences", "undone", "refunds"], transaction, claim.nominal.milliseconds)
        }
    }
}
