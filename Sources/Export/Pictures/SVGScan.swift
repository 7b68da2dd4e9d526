import CLibXML2
import Diagnostics
import Typesetting

/// Looks through an SVG file before librsvg draws it. What would depend on the machine (text in the machine's fonts),
/// reach outside the file, or become pixels on paper (filters, masks, embedded pictures) is refused; librsvg itself
/// would leave it out or draw it in silence.
struct SVGScan {
    private let picture: Picture
    private var found: [Diagnostic] = []

    private static let namespace = "http://www.w3.org/2000/svg"
    private static let drawable: Set<String> = [
        "svg", "g", "defs", "symbol", "use", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
        "linearGradient", "radialGradient", "stop", "pattern", "clipPath", "marker", "title", "desc", "metadata",
        "style", "switch", "a", "view",
    ]
    /// Deeper nesting is a fault or an attack.
    private static let deepest = 200
    /// Longer lists help nobody.
    private static let mostFound = 20

    /// - Throws: `Rejection` naming every place that cannot be drawn.
    static func check(_ picture: Picture) throws {
        var scan = SVGScan(picture: picture)
        try scan.read()
        if !scan.found.isEmpty { throw Rejection(scan.found) }
    }

    private init(picture: Picture) { self.picture = picture }

    private mutating func read() throws {
        if Self.declaresEntity(picture.bytes) {
            throw Rejection("export.picture.svg-entity", ["picture": picture.title, "line": "1"])
        }
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            | XML_PARSE_NOCDATA.rawValue
        let reader = picture.bytes.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                xmlReaderForMemory($0.baseAddress, Int32($0.count), nil, nil, Int32(options))
            }
        }
        guard let reader else { throw picture.isBroken }
        defer { xmlFreeTextReader(reader) }
        var isFirst = true
        var isInStyle = false
        while found.count < SVGScan.mostFound {
            let status = xmlTextReaderRead(reader)
            if status == 0 { break }
            guard status == 1 else { throw picture.isBroken }
            switch xmlTextReaderNodeType(reader) {
            case 1:
                let name = string(xmlTextReaderConstLocalName(reader))
                let isSVG = string(xmlTextReaderConstNamespaceUri(reader)) == SVGScan.namespace
                if isFirst, !isSVG || name != "svg" { throw picture.isBroken }
                isFirst = false
                isInStyle = isSVG && name == "style" && xmlTextReaderIsEmptyElement(reader) == 0
                guard Int(xmlTextReaderDepth(reader)) <= SVGScan.deepest else { throw picture.isBroken }
                if isSVG { element(name, reader) }
            case 3, 4: if isInStyle { style(string(xmlTextReaderConstValue(reader)), reader) }
            case 5, 6, 16: add("export.picture.svg-entity", [:], reader)
            case 15: isInStyle = false
            default: break
            }
        }
        if isFirst, found.isEmpty { throw picture.isBroken }
    }

    /// Entities that multiply each other make a small file fill the memory.
    private static func declaresEntity(_ bytes: [UInt8]) -> Bool {
        let word = Array("<!ENTITY".utf8)
        return bytes.indices.contains { bytes[$0] == word[0] && bytes[$0...].starts(with: word) }
    }

    private mutating func element(_ name: String, _ reader: xmlTextReaderPtr) {
        if !SVGScan.drawable.contains(name) {
            add("export.picture.svg-element", ["element": name], reader)
            return
        }
        while xmlTextReaderMoveToNextAttribute(reader) == 1 {
            let attribute = string(xmlTextReaderConstLocalName(reader))
            let value = string(xmlTextReaderConstValue(reader))
            switch attribute {
            // A link in a drawing is only drawn, never followed.
            case "href" where name != "a" && !value.hasPrefix("#"):
                add("export.picture.svg-reference", ["reference": String(value.prefix(80))], reader)
            case "filter", "mask":
                if value != "none" { add("export.picture.svg-element", ["element": attribute], reader) }
            default: style(value, reader)
            }
        }
        xmlTextReaderMoveToElement(reader)
    }

    /// References in style sheets and in attributes: `url(#name)` stays inside the file, all else leaves it.
    private mutating func style(_ text: String, _ reader: xmlTextReaderPtr) {
        let lower = text.lowercased()
        if lower.contains("@import") { add("export.picture.svg-reference", ["reference": "@import"], reader) }
        for property in ["filter", "mask"] where declares(property, lower) {
            add("export.picture.svg-element", ["element": property], reader)
        }
        for rest in lower.split(separator: "url(", omittingEmptySubsequences: false).dropFirst() {
            let target = rest.drop { $0.isWhitespace || $0 == "'" || $0 == "\"" }
            if target.first != "#" {
                let reference = String(target.prefix { $0 != ")" }.prefix(80))
                add("export.picture.svg-reference", ["reference": reference], reader)
            }
        }
    }

    /// Whether a declaration of the property stands in the text, with a value other than `none`.
    private func declares(_ property: String, _ text: String) -> Bool {
        text.split { $0 == ";" || $0 == "{" || $0 == "}" }.contains { declaration in
            let parts = declaration.split(separator: ":", maxSplits: 1).map { $0.filter { !$0.isWhitespace } }
            return parts.count == 2 && parts[0] == property && parts[1] != "none"
        }
    }

    private mutating func add(_ code: String, _ arguments: [String: String], _ reader: xmlTextReaderPtr) {
        let line = String(max(1, xmlTextReaderGetParserLineNumber(reader)))
        found.append(
            Diagnostic(.error, code, arguments.merging(["picture": picture.title, "line": line]) { $1 }))
    }

    private func string(_ text: UnsafePointer<xmlChar>?) -> String { text.map { String(cString: $0) } ?? "" }
}
