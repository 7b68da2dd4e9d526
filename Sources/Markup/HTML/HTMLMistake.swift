import CGumbo

/// Tells which of our messages fits an entry of libgumbo's error list.
enum HTMLMistake {
    /// Kinds of entries, in the order in which libgumbo 0.10 numbers them.
    private enum Kind {
        static let encoding = 0...2
        static let references = 3...7
        static let tags = 8...14
        static let attributeSyntax = 15...23
        static let duplicateAttribute = 24
        static let solidus = 25...26
        static let comments = 27...33
        static let doctype = 34...39
        static let treeBuilder = 40
        static let selfClosing = 41
    }

    /// Kinds of tokens, numbered likewise.
    private enum Token {
        static let doctype = 0
        static let startTag = 1
        static let endTag = 2
        static let endOfFile = 8
    }

    /// - Parameter closesElement: an end tag stands there that closed an element.
    /// - Returns: nil for what is no mistake here, or is reported from the tree already.
    static func code(of entry: GumboErrorEntry, closesElement: Bool) -> String? {
        switch entry.kind.asInt {
        case Kind.encoding: "html.bad-character"
        case Kind.references: "html.bad-reference"
        case Kind.tags, Kind.solidus: "html.bad-tag"
        case Kind.attributeSyntax: "html.bad-attribute"
        case Kind.duplicateAttribute: "html.duplicate-attribute"
        case Kind.comments: "html.bad-comment"
        case Kind.doctype: "html.bad-doctype"
        case Kind.selfClosing: "html.self-closing"
        case Kind.treeBuilder: treeBuilderCode(of: entry, closesElement: closesElement)
        default: "html.bad-markup"
        }
    }

    private static func treeBuilderCode(of entry: GumboErrorEntry, closesElement: Bool) -> String? {
        // A document without a doctype is as good to us as one with it.
        if entry.insertion_mode == 0 { return nil }
        switch entry.token_kind.asInt {
        // An end tag that also closed elements left open inside: those are reported as unclosed.
        case Token.endTag: return closesElement ? nil : "html.stray-end-tag"
        case Token.startTag: return "html.misplaced-tag"
        case Token.doctype: return "html.bad-doctype"
        case Token.endOfFile: return nil
        default: return "html.misplaced-text"
        }
    }
}

extension Int32 {
    fileprivate var asInt: Int { Int(self) }
}
