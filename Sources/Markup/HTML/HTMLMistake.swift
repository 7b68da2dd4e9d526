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

    /// - Returns: nil for what is no mistake here, or is found by looking at tags and tree.
    static func code(of entry: GumboErrorEntry) -> String? {
        switch entry.kind.asInt {
        case Kind.encoding: "html.bad-character"
        case Kind.references: "html.bad-reference"
        case Kind.tags, Kind.solidus: "html.bad-tag"
        case Kind.attributeSyntax: "html.bad-attribute"
        case Kind.duplicateAttribute: "html.duplicate-attribute"
        case Kind.comments: "html.bad-comment"
        case Kind.doctype: "html.bad-doctype"
        case Kind.selfClosing: nil
        case Kind.treeBuilder: treeBuilderCode(of: entry)
        default: "html.bad-markup"
        }
    }

    private static func treeBuilderCode(of entry: GumboErrorEntry) -> String? {
        // A document without a doctype is as good to us as one with it.
        if entry.insertion_mode == 0 { return nil }
        switch entry.token_kind.asInt {
        case Token.startTag: return "html.misplaced-tag"
        case Token.doctype: return "html.bad-doctype"
        case Token.endTag, Token.endOfFile: return nil
        default: return "html.misplaced-text"
        }
    }
}

extension Int32 {
    fileprivate var asInt: Int { Int(self) }
}
