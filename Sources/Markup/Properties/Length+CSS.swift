extension Length {
    /// An absolute CSS length such as `42mm`; nil for anything else.
    package init?(css text: String) {
        var reader = ValueReader(CSSTokenizer.tokens(of: text).map { .token($0) })
        guard let length = reader.length(), reader.isAtEnd, length.isAbsolute else { return nil }
        self = length.resolved(em: 0, rem: 0)
    }
}
