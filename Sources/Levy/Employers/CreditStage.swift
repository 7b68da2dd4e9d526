/// Where a credit case (社会保险信用案件) stands.
package enum CreditStage: String, Sendable, CaseIterable {
    case facts, noticed, heard, decided, dropped, published, withdrawn, removed

    package var chinese: String {
        switch self {
        case .facts: "事实认定"
        case .noticed: "已告知"
        case .heard: "陈述申辩已毕"
        case .decided: "已决定"
        case .dropped: "不予列入"
        case .published: "公布中"
        case .withdrawn: "撤下公布"
        case .removed: "已移出"
        }
    }

    /// The stage to which an event leads, nil where it is illegal. Nobody is listed without having been told and heard,
    /// nothing is published without a decision.
    package func after(_ event: CreditEvent.Kind) -> CreditStage? {
        switch (self, event) {
        case (.facts, .notice): .noticed
        case (.noticed, .statement), (.noticed, .silence): .heard
        case (.heard, .decide): .decided
        case (.facts, .drop), (.noticed, .drop), (.heard, .drop): .dropped
        case (.decided, .publish), (.withdrawn, .publish): .published
        case (.published, .withdraw): .withdrawn
        case (.decided, .remove), (.published, .remove), (.withdrawn, .remove): .removed
        default: nil
        }
    }
}
