/// A figure that regions are compared by, with the way it is computed: who doubts it can do the sum.
package enum Metric: String, Sendable, CaseIterable {
    case completion, target, insured, renewal, interruption, special, growth, yearOnYear = "year-on-year"
    case interruptionDrop = "interruption-drop"

    package var chinese: String {
        switch self {
        case .completion: "完成率"
        case .target: "任务完成率"
        case .insured: "参保率"
        case .renewal: "续保率"
        case .interruption: "中断缴费率"
        case .special: "特殊人群参保率"
        case .growth: "环比"
        case .yearOnYear: "同比"
        case .interruptionDrop: "中断缴费率较上年下降"
        }
    }

    package var formula: String {
        switch self {
        case .completion: "已缴笔数（含财政代缴）÷ 应缴笔数 × 100%"
        case .target: "已缴笔数（含财政代缴）÷ 任务数 × 100%"
        case .insured:
            "已有居民医保的人数 ÷ 应参保人数 × 100%；居民养老为已缴养老的人数 ÷ 应参保人数减去年龄不符、已在其他制度参保等不需参保的人数；"
                + "特殊人群为名单中已参保的人数 ÷ 名单人数"
        case .renewal: "上年缴费而今年已缴的人数 ÷ 上年缴费人数 × 100%；没有上年名单的，为今年已有居民医保的人数 ÷ 上年缴费人数 × 100%"
        case .interruption: "上年缴费、今年应缴而未缴或者不在名册的人数 ÷ 上年缴费人数 × 100%；须有上年名单"
        case .special: "特殊人群名单中已参保（居民医疗）的人数 ÷ 名单人数 × 100%"
        case .growth: "本期完成率 − 上期完成率（百分点）"
        case .yearOnYear: "（今年已缴笔数 − 上年同日已缴笔数）÷ 上年同日已缴笔数 × 100%；须有上年名单"
        case .interruptionDrop: "上年中断缴费率 − 今年中断缴费率（百分点，正数为低于上年）；须有上年名单和上年中断缴费率"
        }
    }

    package var english: String {
        switch self {
        case .completion: "settled items, state-paid ones included ÷ items due"
        case .target: "settled items ÷ target"
        case .insured: "persons with medical cover ÷ persons who should be insured"
        case .renewal: "last year's payers who have paid again ÷ last year's payers"
        case .interruption: "last year's payers who have not paid or are not on the roster ÷ last year's payers"
        case .special: "members of special classes with medical cover ÷ members by the lists"
        case .growth: "this completion − the earlier one, in points"
        case .yearOnYear: "(settled − settled on the same day last year) ÷ settled on the same day last year"
        case .interruptionDrop: "last year's interruption − this year's, in points; positive is below last year"
        }
    }
}

/// A difference or a growth, in hundredths of a percent or of a point; it may be negative.
package struct SignedRate: Hashable, Sendable {
    package let hundredths: Int

    package init(hundredths: Int) { self.hundredths = hundredths }

    /// Points between two rates.
    package init?(_ now: Rate?, minus before: Rate?) {
        guard let now, let before else { return nil }
        hundredths = now.hundredths - before.hundredths
    }

    /// The growth from `before` to `now`, rounded half away from zero; nil from nothing.
    package init?(from before: Int, to now: Int) {
        guard before > 0 else { return nil }
        let change = now - before
        let size = (change.magnitude * 20_000 + UInt(before)) / (2 * UInt(before))
        hundredths = change < 0 ? -Int(size) : Int(size)
    }

    /// `+1.23`, `-0.05`, `0.00`
    package var text: String {
        let rest = hundredths.magnitude % 100
        let sign = hundredths < 0 ? "-" : hundredths > 0 ? "+" : ""
        return "\(sign)\(hundredths.magnitude / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    package var points: Points { Points(hundredths: hundredths) }

    package static func shown(_ rate: SignedRate?) -> String { rate?.text ?? "–" }
}
