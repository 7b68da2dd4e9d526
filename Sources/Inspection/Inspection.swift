import Diagnostics
import Markup
import Typesetting

/// Measures the pages of a laid-out document against the standard that its format follows. The document says itself
/// what its parts are (`-zj-part`); everything else is read from glyphs, rules and figures where they stand on paper.
package enum Inspection {
    /// What differs from GB/T 9704-2012, in the order of the standard's clauses; empty for a document without fault.
    /// Each finding names the clause and the value measured. Turned or scaled matter is not measured.
    package static func check(_ pages: [Page], format: DocumentFormat, fonts: FontCatalog) -> [Diagnostic] {
        let document = MarkedDocument(pages)
        let families = FamilyFaces(fonts)
        var findings: [Diagnostic] = []
        findings += PageChecks(document: document, format: format, families: families).findings()
        findings += HeadingChecks(document: document, format: format, families: families).findings()
        findings += TitleChecks(document: document, format: format, families: families).findings()
        findings += BodyChecks(document: document, families: families).findings()
        findings += LevelChecks(document: document, families: families).findings()
        findings += AnnexChecks(document: document).findings()
        findings += SignatureChecks(document: document).findings()
        findings += ImprintChecks(document: document, format: format).findings()
        findings += PageNumberChecks(document: document, format: format, families: families).findings()
        findings += TextChecks(document: document).findings()
        return findings
    }
}

/// The formats of GB/T 9704-2012, as a template declares them:
/// `<meta name="document-format" content="gongwen letter">`.
package enum DocumentFormat: String, Hashable, Sendable, CaseIterable {
    /// 文件, downward or between equals; one organ or several.
    case file
    /// 上行文: with signers.
    case upward
    /// 信函
    case letter
    /// 命令（令）
    case order
    /// 纪要
    case minutes
    /// 简报 and other serials with an issue (第3期) under the mark. The standard has no such format; all else is as in a
    /// file.
    case bulletin

    /// Reads what `<meta name="document-format">` says; `gongwen` alone is `file`.
    /// - Throws: `Rejection` for a format that is not known.
    package init(declaration: SourceFragment) throws(Rejection) {
        let words = declaration.text.split(separator: " ").map(String.init)
        let format = words.count == 1 ? .file : words.count == 2 ? DocumentFormat(rawValue: words[1]) : nil
        guard words.first == "gongwen", let format else {
            throw Rejection(
                "gongwen.unknown-format",
                [
                    "format": declaration.text,
                    "known": (["gongwen"] + DocumentFormat.allCases.map { "gongwen \($0.rawValue)" })
                        .joined(separator: ", "),
                ], at: declaration.span)
        }
        self = format
    }
}

/// What the standard's units come to on A4 (5.2): 28 characters in 156 mm, 22 lines in 225 mm.
enum Grid {
    static let paper = (width: 210 * Length.millimetre, height: 297 * Length.millimetre)
    static let area = Rect(
        x: 28 * .millimetre, y: 37 * .millimetre, width: 156 * .millimetre, height: 225 * .millimetre)
    /// 一字
    static let character = area.width / 28
    /// 一行
    static let line = area.height / 22
    /// 三号
    static let sizeThree = 16 * Length.point
    static let sizeTwo = 22 * Length.point
    static let sizeFour = 14 * Length.point
}

extension Length {
    /// In millimetres with one decimal, two for what is thinner than a millimetre.
    var measured: String {
        let places = abs(self) < .millimetre ? 100 : 10
        let value = scaled(places, over: .millimetre)
        let rest = String(abs(value) % places)
        let zeros = String(repeating: "0", count: (places == 100 ? 2 : 1) - rest.count)
        return "\(value < 0 ? "-" : "")\(abs(value) / places).\(zeros)\(rest)"
    }

    /// In points with up to two decimals.
    var inPoints: String {
        let value = scaled(100, over: .point)
        let rest = value % 100
        return rest == 0 ? "\(value / 100)" : "\(value / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// Whether the length is within `tolerance` of another.
    func isNear(_ other: Length, within tolerance: Length) -> Bool { abs(self - other) <= tolerance }
}

/// Which faces a family's text may be set in: its own by weight, not its stand-ins.
struct FamilyFaces {
    private let own: [String: [FontFace]]

    init(_ fonts: FontCatalog) {
        own = Dictionary(
            uniqueKeysWithValues: ["fangsong", "kaiti", "heiti", "songti", "xiaobiaosong"].map { family in
                (family, [400, 700].compactMap { fonts.chain(families: [family], weight: $0)?.faces.first })
            })
    }

    func faces(_ family: String) -> [FontFace] { own[family, default: []] }

    /// Whether most ideographs of the runs are set in the family; true where there are none.
    func isSet(_ runs: [GlyphRun], in family: String) -> Bool {
        var inside = 0
        var all = 0
        for run in runs {
            let count = run.text.unicodeScalars.count { $0.properties.isIdeographic }
            all += count
            if own[family, default: []].contains(run.face) { inside += count }
        }
        return inside * 2 >= all
    }
}
