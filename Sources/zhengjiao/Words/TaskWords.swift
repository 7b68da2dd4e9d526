import Workflow

extension TaskState {
    var chinese: String {
        switch self {
        case .open: "待办"
        case .decided: "待复核"
        case .approved: "办结"
        case .returned: "退回"
        case .cancelled: "取消"
        }
    }
}

extension DeliveryState: DomainWord {
    var chinese: String {
        switch self {
        case .queued: "待投"
        case .sending: "正在投"
        case .sent: "已投出"
        case .acknowledged: "已送达"
        case .unknown: "不明"
        case .failed: "失败"
        }
    }
}
