import ArgumentParser

/// A word of the domain as commands take it: in Chinese, as papers have it, or in English, as files and programs do.
protocol DomainWord: ExpressibleByArgument, RawRepresentable<String>, CaseIterable {
    var chinese: String { get }
    /// Other words in use for the same.
    var otherNames: [String] { get }
}

extension DomainWord {
    package var otherNames: [String] { [] }

    package init?(argument: String) {
        let found = Self.allCases.first { word in
            word.rawValue == argument || word.chinese == argument || word.otherNames.contains(argument)
        }
        guard let found else { return nil }
        self = found
    }

    package static var allValueStrings: [String] { allCases.flatMap { [$0.chinese, $0.rawValue] } }

    package var defaultValueDescription: String { chinese }

    /// For help and messages: `居民医疗 medical、居民养老 pension`.
    static var listed: String { allCases.map { "\($0.chinese) \($0.rawValue)" }.joined(separator: "、") }
}
