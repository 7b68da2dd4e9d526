/// A class of persons for whom somebody else pays a part, by its name in the lists. Names change with the years, so
/// that the classes of a campaign are those of its rules; the four of the first campaigns have names in the program.
package struct SpecialClass: RawRepresentable, Sendable, Hashable {
    package let rawValue: String

    /// Nil for an empty name.
    package init?(rawValue: String) {
        guard !rawValue.isEmpty else { return nil }
        self.rawValue = rawValue
    }

    private init(_ name: String) { rawValue = name }

    package static let destitute = SpecialClass("特困人员")
    package static let poor = SpecialClass("建档立卡贫困人口")
    package static let allowance = SpecialClass("城乡最低生活保障对象")
    package static let severelyDisabled = SpecialClass("重度残疾人")

    /// The four of the first campaigns.
    package static let allCases = [destitute, poor, allowance, severelyDisabled]

    /// These classes in the order of lists: the four first, others by name.
    static func inOrder(_ classes: some Sequence<SpecialClass>) -> [SpecialClass] {
        let found = Set(classes)
        return allCases.filter(found.contains)
            + found.subtracting(allCases).sorted { $0.rawValue < $1.rawValue }
    }
}
