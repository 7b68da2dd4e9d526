import Levy
import Storage
import Workflow

extension CampaignDesk {
    /// 部门数据交换质量报告 by the day of the step.
    @Sendable func reportSources(_ claim: Claim) async throws -> StepOutcome {
        let calendar = definition.calendar
        let days = SourceDays(
            isWorkingDay: { calendar.isWorkingDay($0) }, adding: { calendar.adding(workingDays: $0, to: $1) })
        let found = try database.read { try DataSources.quality(on: claim.date, days, in: $0) }
        let report = SourceReport(found: found, day: claim.date)
        let document = try issue(
            Installation.template("source-quality"), report.record(settings), kind: "source-quality",
            key: claim.date.iso, subject: "部门数据交换质量报告",
            path: out.path(.reports, "部门数据交换质量报告-\(claim.date.iso)"), claim)
        let missing = found.reduce(0) { $0 + $1.count(.missing) }
        return done(claim, [document], ["sources": "\(found.count)", "missing": "\(missing)"])
    }
}
