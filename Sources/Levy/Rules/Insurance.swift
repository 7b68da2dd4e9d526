/// The two insurances of residents.
package enum Insurance: String, Sendable, CaseIterable {
    case medical, pension

    /// As banks and the treasury write it.
    package var chinese: String {
        switch self {
        case .medical: "居民医疗"
        case .pension: "居民养老"
        }
    }

    /// `城乡居民基本医疗保险费`, for receipts and notices.
    package var fullName: String {
        switch self {
        case .medical: "城乡居民基本医疗保险费"
        case .pension: "城乡居民基本养老保险费"
        }
    }

    package init?(chinese text: String) {
        switch text {
        case "居民医疗", "居民医保", "城乡居民医疗", "城乡居民医疗保险", "城乡居民基本医疗保险", "城乡居民基本医疗保险费": self = .medical
        case "居民养老", "城乡居民养老", "城乡居民养老保险", "城乡居民基本养老保险", "城乡居民基本养老保险费": self = .pension
        default: return nil
        }
    }
}
