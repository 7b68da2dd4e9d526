import Storage

/// 缴费渠道: by which way a payment came.
package enum Channel: String, Sendable, CaseIterable {
    case electronicBureau = "01"
    case taxHall = "02"
    case bankCounter = "03"
    case onlineBank = "04"
    case mobileBank = "05"
    case townCentre = "06"
    case terminal = "07"
    case yunongtong = "08"
    case nongjintong = "09"
    case wechat = "10"
    case alipay = "11"
    case agent = "12"

    package var name: String { names[0] }

    /// What banks call it, the usual name first.
    package var names: [String] {
        switch self {
        case .electronicBureau: ["电子税务局", "电子税务局（微信公众号）", "税务公众号"]
        case .taxHall: ["办税服务厅", "办税厅"]
        case .bankCounter: ["银行柜面", "柜面", "银行网点"]
        case .onlineBank: ["网上银行", "网银"]
        case .mobileBank: ["手机银行", "银行APP"]
        case .townCentre: ["镇街便民服务中心", "便民服务中心"]
        case .terminal: ["自助终端", "自助办税终端"]
        case .yunongtong: ["裕农通"]
        case .nongjintong: ["农金通"]
        case .wechat: ["微信", "微信支付"]
        case .alipay: ["支付宝"]
        case .agent: ["村居代办", "代办员代收", "委托代收"]
        }
    }

    /// The channel of a bank's word for it; nil for one that the table does not know.
    package init?(named text: String) {
        guard let found = Channel.allCases.first(where: { $0.names.contains(text) || $0.rawValue == text }) else {
            return nil
        }
        self = found
    }
}

/// One channel's book: what came by it and what the bank took back.
package struct ChannelSum: Hashable, Sendable {
    /// As the bank writes it.
    package let name: String
    /// Nil for a name that the code table does not know.
    package let channel: Channel?
    package let insurance: Insurance
    package let count: Int
    /// Without what was taken back.
    package let fen: Int
    package let reversed: Int
    package let reversedFen: Int
}

extension Reconciliation {
    package static func channels(in transaction: Transaction) throws -> [ChannelSum] {
        try PostingStore.channels(in: transaction).map {
            ChannelSum(
                name: $0.channel, channel: Channel(named: $0.channel), insurance: $0.insurance, count: $0.count,
                fen: $0.fen, reversed: $0.reversed, reversedFen: $0.reversedFen)
        }
    }
}
