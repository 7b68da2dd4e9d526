import Diagnostics

/// `name: value` as written, its value not yet understood.
struct Declaration: Sendable {
    /// In lower case, but for custom properties (`--x`), whose case counts.
    let name: String
    let nameSpan: SourceSpan
    /// Without white space at the ends and without `!important`.
    let value: [CSSComponent]
    let isImportant: Bool
    let fragment: SourceFragment
    /// The folder of the style sheet, seen from the template's.
    let folder: String
    /// From the first to the last component of the value; the name where the value is empty.
    let valueSpan: SourceSpan

    var isCustom: Bool { name.hasPrefix("--") }

    /// The value as written, short enough for a message.
    var valueText: String { text(of: value) }

    func text(of components: [CSSComponent]) -> String {
        guard let first = components.first, let last = components.last else { return "" }
        let bytes = Array(fragment.text.utf8)
        let range = first.range.lowerBound..<last.range.upperBound
        // Components that came by var() may stand in another style sheet.
        guard range.upperBound <= bytes.count else { return "" }
        let text = String(decoding: bytes[range], as: UTF8.self)
        return text.count > 40 ? text.prefix(40) + "…" : text
    }
}

/// A declaration whose value is understood, or will be when its `var()` are replaced.
struct PreparedDeclaration: Sendable {
    enum Content: Sendable {
        case assignments([Assignment])
        /// Holds `var()`: understood for each element anew.
        case deferred(Declaration, PropertyContext)
        case custom(String, [CSSComponent])
    }

    let content: Content
    let isImportant: Bool
    let span: SourceSpan
}
