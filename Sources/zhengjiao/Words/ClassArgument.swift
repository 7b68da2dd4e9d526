import ArgumentParser
import Diagnostics
import Levy

/// A class of special persons as a command names it: as the campaign's rules do, or by one of the usual short names.
struct ClassArgument: ExpressibleByArgument {
    private let word: String

    init?(argument: String) {
        guard !argument.isEmpty else { return nil }
        word = argument
    }

    private static let short: [String: SpecialClass] = [
        "destitute": .destitute, "特困": .destitute, "五保": .destitute, "poor": .poor, "建档立卡": .poor, "扶贫": .poor,
        "allowance": .allowance, "低保": .allowance, "disabled": .severelyDisabled, "重残": .severelyDisabled,
        "重度残疾": .severelyDisabled, "残疾": .severelyDisabled,
    ]

    /// - Throws: `Rejection` `levy.list.class-unknown` with the classes of the rules.
    func specialClass(_ rules: RuleBook) throws(Rejection) -> SpecialClass {
        let known = rules.classes
        if let rule = known.first(where: { $0.name.rawValue == word || $0.basis.id == word }) { return rule.name }
        // A plan may have a class by another name than the usual one; then the short name means nothing there.
        if let usual = ClassArgument.short[word], known.contains(where: { $0.name == usual }) { return usual }
        throw Rejection(
            "levy.list.class-unknown",
            ["class": word, "known": known.map { "\($0.name.rawValue) \($0.basis.id)" }.joined(separator: "、")])
    }
}
