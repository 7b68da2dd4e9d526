import Diagnostics

/// Parses `@page` rules (CSS Paged Media Level 3): name and pseudo-classes, `size`, margins, margin boxes.
struct PageRuleParser {
    var sheet: StyleSheetParser

    mutating func rule(_ prelude: [CSSComponent], _ inside: [CSSComponent]) -> StyleSheet.PageRuleSource {
        var rule = StyleSheet.PageRuleSource()
        selector(prelude.trimmed, into: &rule)
        var boxes: [(name: String, range: Range<Int>, inside: [CSSComponent])] = []
        let declarations = sheet.rawDeclarations(inside) { boxes.append(($0, $1, $2)) }
        for declaration in declarations { apply(declaration, to: &rule) }
        for box in boxes {
            guard let place = MarginBox.Place(rawValue: box.name) else {
                let allowed = MarginBox.Place.allCases.map { "@" + $0.rawValue }.joined(separator: ", ")
                sheet.fail("css.unknown-margin-box", ["name": box.name, "allowed": allowed], box.range)
                continue
            }
            rule.marginBoxes.append((place, sheet.declarations(box.inside, in: .marginBox)))
        }
        return rule
    }

    private mutating func selector(_ prelude: [CSSComponent], into rule: inout StyleSheet.PageRuleSource) {
        var parts = prelude[...]
        if case .ident(let name)? = parts.first?.kind {
            rule.name = name
            parts = parts.dropFirst()
        }
        while let first = parts.first {
            guard first.kind == .colon, case .ident(let name)? = parts.dropFirst().first?.kind,
                let pseudo = PageRule.Pseudo(rawValue: name.lowercased())
            else { return sheet.fail("css.bad-page-selector", [:], first.range) }
            rule.pseudo.insert(pseudo)
            parts = parts.dropFirst(2)
        }
    }

    private mutating func apply(_ declaration: Declaration, to rule: inout StyleSheet.PageRuleSource) {
        var reader = ValueReader(declaration.value)
        switch declaration.name {
        case "size":
            guard let size = size(&reader), reader.isAtEnd else { return refuse(declaration, reader, Self.sizeSyntax) }
            rule.size = size
        case "margin":
            guard let sides = reader.sides({ length(&$0) }), reader.isAtEnd else {
                return refuse(declaration, reader, "<length>{1,4}")
            }
            rule.margin = Edges(top: sides.top, right: sides.right, bottom: sides.bottom, left: sides.left)
        case "margin-top", "margin-right", "margin-bottom", "margin-left":
            guard let length = length(&reader), reader.isAtEnd else {
                return refuse(declaration, reader, "<length>")
            }
            switch declaration.name {
            case "margin-top": rule.margin.top = length
            case "margin-right": rule.margin.right = length
            case "margin-bottom": rule.margin.bottom = length
            default: rule.margin.left = length
            }
        case "counter-reset", "counter-set":
            if reader.keyword(["none"]) != nil, reader.isAtEnd { return rule.pageNumber = nil }
            guard reader.keyword(["page"]) != nil else { return refuse(declaration, reader, Self.counterSyntax) }
            let number = reader.isAtEnd ? 0 : reader.integer()
            guard let number, (0...1_000_000).contains(number), reader.isAtEnd else {
                return refuse(declaration, reader, Self.counterSyntax)
            }
            rule.pageNumber = number
        default:
            let allowed =
                "size, margin, margin-top, margin-right, margin-bottom, margin-left, counter-reset, counter-set"
            sheet.mistakes.error(
                "css.not-in-page-rule", ["name": declaration.name, "allowed": allowed], at: declaration.nameSpan)
        }
    }

    private mutating func refuse(_ declaration: Declaration, _ reader: ValueReader, _ syntax: String) {
        sheet.mistakes.append(PropertyParser.refusal(of: declaration, reader: reader, syntax: syntax))
    }

    /// An absolute length: there is no font on a page that `em` could refer to.
    private func length(_ reader: inout ValueReader) -> Length? {
        guard let length = reader.length(), length.isAbsolute, length.absolute >= 0 else { return nil }
        return length.resolved(em: 0, rem: 0)
    }

    private static let counterSyntax = "none | page <whole number>?"
    private static let sizeSyntax = "A3 | A4 | A5 | B5 [portrait | landscape] | <length> <length>"
    private static let papers: [String: (Int, Int)] = [
        "a3": (297, 420), "a4": (210, 297), "a5": (148, 210), "b5": (176, 250),
    ]

    private func size(_ reader: inout ValueReader) -> PageRule.Size? {
        if let width = length(&reader) {
            guard let height = reader.isAtEnd ? width : length(&reader), width > 0, height > 0 else { return nil }
            return PageRule.Size(width: width, height: height)
        }
        var paper: (Int, Int)?
        var isLandscape: Bool?
        while let word = reader.peekIdent {
            if paper == nil, let found = Self.papers[word] {
                paper = found
            } else if isLandscape == nil, word == "landscape" || word == "portrait" {
                isLandscape = word == "landscape"
            } else {
                return nil
            }
            reader.skip()
        }
        guard paper != nil || isLandscape != nil else { return nil }
        let (short, long) = paper ?? (210, 297)
        let (width, height) = isLandscape == true ? (long, short) : (short, long)
        return PageRule.Size(width: width * .millimetre, height: height * .millimetre)
    }
}
