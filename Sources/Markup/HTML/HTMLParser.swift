import CGumbo
import Diagnostics

/// Reads HTML strictly: what a browser would silently repair is a mistake here.
package struct HTMLParser {
    /// Elements inside each other; more is a mistake, not a document.
    static let depthLimit = 200
    /// Larger texts are refused; data comes by records, not by megabytes of markup.
    static let sizeLimit = 64 << 20

    /// Parses `source` and adds every mistake to `mistakes`.
    /// - Returns: the `html` element, or nil when the text is not worth looking at further.
    package static func parse(_ source: SourceText, into mistakes: inout DiagnosticList) -> Element? {
        guard source.text.utf8.count <= sizeLimit else {
            mistakes.error("html.too-large", ["limit": "\(sizeLimit >> 20)"], at: source.span(0..<0))
            return nil
        }
        var text = source.text
        return text.withUTF8 { bytes in
            if bytes.isEmpty {
                mistakes.error("html.empty", at: source.span(0..<0))
                return nil
            }
            var parser = HTMLParser(source: source, bytes: bytes)
            let root = parser.tagsPairUp() ? parser.run() : nil
            for diagnostic in parser.mistakes.sorted() { mistakes.append(diagnostic) }
            return root
        }
    }

    private let source: SourceText
    private let bytes: UnsafeBufferPointer<UInt8>
    private var places: PlaceCounter
    private var mistakes = DiagnosticList()
    /// Offsets of the start tags that have no end tag.
    private var unclosed: Set<Int> = []

    private init(source: SourceText, bytes: UnsafeBufferPointer<UInt8>) {
        self.source = source
        self.bytes = bytes
        places = PlaceCounter(source, bytes)
    }

    /// - Returns: false when the text nests so deep that it is not worth parsing.
    private mutating func tagsPairUp() -> Bool {
        var isWorthParsing = true
        for (finding, name, range) in TagScan(bytes).findings.prefix(200) {
            switch finding {
            case .unclosed:
                unclosed.insert(range.lowerBound)
                mistakes.error("html.unclosed", ["name": name], at: source.span(range))
            case .closesItself:
                unclosed.insert(range.lowerBound)
                mistakes.error("html.self-closing", ["name": name], at: source.span(range))
            case .stray: mistakes.error("html.stray-end-tag", ["name": name], at: source.span(range))
            case .tooDeep:
                isWorthParsing = false
                mistakes.error("html.too-deep", ["limit": "\(Self.depthLimit)"], at: source.span(range))
            }
        }
        return isWorthParsing
    }

    private mutating func run() -> Element? {
        guard let start = bytes.baseAddress else { return nil }
        var options = kGumboDefaultOptions
        options.tab_stop = 1
        options.max_errors = 200
        let output = start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
            gumbo_parse_with_options(&options, $0, bytes.count)
        }
        guard let output else { preconditionFailure("libgumbo always gives a tree") }
        defer { gumbo_destroy_output(&options, output) }
        let root = element(output.pointee.root.pointee)
        let entries = output.pointee.errors
        for index in 0..<Int(entries.length) {
            guard let entry = entries.data[index] else { continue }
            report(entry.assumingMemoryBound(to: GumboErrorEntry.self).pointee)
        }
        return root
    }

    // MARK: Tree

    private mutating func element(_ node: GumboNode) -> Element {
        let parsed = node.v.element
        let tag = range(parsed.original_tag)
        let span = tag.map { places.span($0) } ?? places.current
        let name = name(of: parsed)
        if let tag { check(node, name: name, at: tag.lowerBound, span: span) }
        checkOrder(parsed)
        let attributes = attributes(parsed, of: name)

        var children: [Element.Child] = []
        for index in 0..<Int(parsed.children.length) {
            guard let pointer = parsed.children.data[index] else { continue }
            let child = pointer.assumingMemoryBound(to: GumboNode.self).pointee
            switch child.type {
            case GUMBO_NODE_ELEMENT, GUMBO_NODE_TEMPLATE:
                if !isConverted(child) { children.append(.element(element(child))) }
            case GUMBO_NODE_TEXT, GUMBO_NODE_WHITESPACE, GUMBO_NODE_CDATA:
                if let text = text(child.v.text) { children.append(.text(text)) }
            default: break
            }
        }
        return Element(name: name, attributes: attributes, children: children, span: span)
    }

    private func name(of element: GumboElement) -> String {
        if element.tag != GUMBO_TAG_UNKNOWN { return String(cString: gumbo_normalized_tagname(element.tag)) }
        var piece = element.original_tag
        gumbo_tag_from_original_text(&piece)
        return string(piece).lowercased()
    }

    /// An element that the parser made of a stray end tag, `</p>` or `</br>`; the error list has that tag, too.
    private func isConverted(_ node: GumboNode) -> Bool {
        node.parse_flags.rawValue & GUMBO_INSERTION_CONVERTED_FROM_END_TAG.rawValue != 0
    }

    private mutating func text(_ text: GumboText) -> SourceFragment? {
        guard let range = range(text.original_text), let characters = text.text else { return nil }
        return SourceFragment(
            source, decoded: String(cString: characters), from: .init(rebasing: bytes[range]), at: range.lowerBound,
            span: places.span(range))
    }

    private mutating func attributes(_ parsed: GumboElement, of element: String) -> [Element.Attribute] {
        (0..<Int(parsed.attributes.length)).compactMap { index in
            guard let pointer = parsed.attributes.data[index] else { return nil }
            let parsed = pointer.assumingMemoryBound(to: GumboAttribute.self).pointee
            guard let name = range(parsed.original_name) else { return nil }
            let nameSpan = places.span(name)
            let attribute = Element.Attribute(
                name: String(cString: parsed.name), value: value(parsed, after: name.upperBound), nameSpan: nameSpan)
            check(attribute, of: element)
            return attribute
        }
    }

    private mutating func value(_ attribute: GumboAttribute, after nameEnd: Int) -> SourceFragment {
        var range = range(attribute.original_value) ?? nameEnd..<nameEnd
        if range.count >= 2, [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(bytes[range.lowerBound]) {
            range = range.lowerBound + 1..<range.upperBound - 1
        }
        return SourceFragment(
            source, decoded: String(cString: attribute.value), from: .init(rebasing: bytes[range]),
            at: range.lowerBound, span: places.span(range))
    }

    // MARK: Checks

    /// What may not stand in a table is moved before it by the tree builder: it then comes before what it followed.
    private mutating func checkOrder(_ element: GumboElement) {
        var next = Int.max
        for index in (0..<Int(element.children.length)).reversed() {
            guard let pointer = element.children.data[index] else { continue }
            let child = pointer.assumingMemoryBound(to: GumboNode.self).pointee
            let isElement = child.type == GUMBO_NODE_ELEMENT || child.type == GUMBO_NODE_TEMPLATE
            let data = isElement ? child.v.element.original_tag.data : child.v.text.original_text.data
            guard let place = offset(data) else { continue }
            if place > next, child.type != GUMBO_NODE_WHITESPACE, child.type != GUMBO_NODE_COMMENT {
                let code = isElement ? "html.misplaced-tag" : "html.misplaced-text"
                mistakes.error(
                    code, ["text": excerpt(place)], at: source.span(place..<place + max(1, tagLength(place))))
            }
            next = min(next, place)
        }
    }

    private mutating func check(_ node: GumboNode, name: String, at start: Int, span: SourceSpan) {
        let flags = node.parse_flags.rawValue
        let repaired =
            GUMBO_INSERTION_RECONSTRUCTED_FORMATTING_ELEMENT.rawValue | GUMBO_INSERTION_ADOPTION_AGENCY_CLONED.rawValue
        if flags & repaired != 0 { return }
        if HTMLVocabulary.elements[name] == nil {
            unknown(name, at: span)
        } else if flags & GUMBO_INSERTION_IMPLICIT_END_TAG.rawValue != 0,
            !["html", "head", "body"].contains(name), !HTMLVocabulary.void.contains(name)
        {
            // Its end tag is there, but something before it has ended the element.
            if !unclosed.contains(start) { mistakes.error("html.cannot-hold", ["name": name], at: span) }
        }
    }

    private mutating func unknown(_ name: String, at span: SourceSpan) {
        if let instead = HTMLVocabulary.replacements[name] {
            mistakes.error("html.unsupported-element", ["name": name, "instead": instead], at: span)
        } else if let near = Spelling.nearest(to: name, among: HTMLVocabulary.elements.keys) {
            mistakes.error("html.misspelt-element", ["name": name, "near": near], at: span)
        } else {
            mistakes.error("html.unknown-element", ["name": name], at: span)
        }
    }

    private mutating func check(_ attribute: Element.Attribute, of element: String) {
        guard let own = HTMLVocabulary.elements[element] else { return }
        let name = attribute.name
        if own.contains(name) || HTMLVocabulary.globalAttributes.contains(name) {
            return checkValue(of: attribute)
        }
        let allowed = own.union(HTMLVocabulary.globalAttributes)
        let arguments = ["name": name, "element": element]
        if let near = Spelling.nearest(to: name, among: allowed) {
            mistakes.error(
                "html.misspelt-attribute", arguments.merging(["near": near]) { $1 }, at: attribute.nameSpan)
        } else {
            let list = allowed.sorted().joined(separator: ", ")
            mistakes.error(
                "html.unknown-attribute", arguments.merging(["allowed": list]) { $1 }, at: attribute.nameSpan)
        }
    }

    /// What decides styles must be known before data comes.
    private mutating func checkValue(of attribute: Element.Attribute) {
        let value = attribute.value.text
        switch attribute.name {
        case "lang":
            let parts = value.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
            let isTag = parts.allSatisfy { (1...8).contains($0.count) && $0.allSatisfy(\.isASCIIAlphanumeric) }
            if !isTag { mistakes.error("html.bad-language", ["value": value], at: attribute.value.span) }
        case "dir" where !["ltr", "rtl", "auto"].contains(value):
            mistakes.error("html.bad-direction", ["value": value], at: attribute.value.span)
        default: break
        }
    }

    private mutating func report(_ entry: GumboErrorEntry) {
        let place = min(offset(entry.original_text) ?? bytes.count, bytes.count)
        guard let code = HTMLMistake.code(of: entry) else { return }
        mistakes.error(code, ["text": excerpt(place)], at: source.span(place..<place + max(1, tagLength(place))))
    }

    // MARK: Offsets

    private func offset(_ pointer: UnsafePointer<CChar>?) -> Int? {
        guard let pointer, let base = bytes.baseAddress else { return nil }
        let offset = UnsafeRawPointer(pointer) - UnsafeRawPointer(base)
        return (0...bytes.count).contains(offset) ? offset : nil
    }

    /// Where a piece stands, nil for one that is not in the text. After broken markup a piece may claim to be longer
    /// than the text, or to end before it begins.
    private func range(_ piece: GumboStringPiece) -> Range<Int>? {
        offset(piece.data).map { $0..<$0 + max(0, min(Int(truncatingIfNeeded: piece.length), bytes.count - $0)) }
    }

    private func string(_ piece: GumboStringPiece) -> String {
        range(piece).map { String(decoding: bytes[$0], as: UTF8.self) } ?? ""
    }

    /// The length of the tag at an offset, or 0 where none stands.
    private func tagLength(_ offset: Int) -> Int {
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: "<") else { return 0 }
        return (bytes[offset...].firstIndex(of: UInt8(ascii: ">")) ?? offset) - offset + 1
    }

    /// What stands at an offset, short enough for a message.
    private func excerpt(_ offset: Int) -> String {
        let length = tagLength(offset)
        let stretch = bytes[offset..<min(bytes.count, offset + (length > 0 ? length : 20))]
        let text = String(decoding: stretch, as: UTF8.self).unicodeScalars.prefix(24)
        return String(String.UnicodeScalarView(text.prefix { $0 != "\n" && $0 != "\u{FFFD}" }))
    }
}

extension DiagnosticList {
    /// By place, without repetitions.
    fileprivate func sorted() -> [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return diagnostics.filter { seen.insert($0).inserted }.sorted { a, b in
            guard let left = a.span, let right = b.span else { return a.span == nil && b.span != nil }
            return (left.line, left.column, a.code) < (right.line, right.column, b.code)
        }
    }
}
