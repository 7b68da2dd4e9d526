import Diagnostics

/// What a printer says it can do (RFC 8011, 5.4; PWG 5100.3 for `media-col`), and whether that is enough for an order.
package struct PrinterAbilities: Sendable {
    package let name: String
    package let formats: [String]
    let operations: Set<Int>
    package let isAccepting: Bool
    package let reasons: [String]
    let copies: ClosedRange<Int>
    package let sides: [String]
    package let media: [String]
    package let trays: [String]
    let numbersUp: [ClosedRange<Int>]
    let hasPageRanges: Bool
    let orientations: [Int]
    package let resolutions: [Int]
    let handlings: [String]

    init(_ answer: IPPMessage) {
        name = answer.texts("printer-name").first ?? ""
        formats = answer.texts("document-format-supported")
        operations = Set(answer.numbers("operations-supported"))
        isAccepting = answer.flag("printer-is-accepting-jobs") ?? true
        reasons = answer.texts("printer-state-reasons")
        copies = answer.ranges("copies-supported").first ?? 1...1
        sides = answer.texts("sides-supported")
        media = answer.texts("media-supported")
        trays = answer.texts("media-source-supported")
        numbersUp = answer.ranges("number-up-supported")
        hasPageRanges = answer.flag("page-ranges-supported") ?? false
        orientations = answer.numbers("orientation-requested-supported")
        resolutions = answer.resolutions("printer-resolution-supported")
        handlings = answer.texts("multiple-document-handling-supported")
    }

    static let wanted = [
        "printer-name", "document-format-supported", "operations-supported", "printer-is-accepting-jobs",
        "printer-state-reasons", "copies-supported", "sides-supported", "media-supported", "media-source-supported",
        "number-up-supported", "page-ranges-supported", "orientation-requested-supported",
        "printer-resolution-supported", "multiple-document-handling-supported",
    ]

    /// The printer's keyword for a paper size, or nil when it has none.
    func keyword(_ name: String) -> String? {
        Media.named(name)?.keywords.first { media.contains($0) }
    }

    /// What the printer cannot do of what is asked, each option by its name.
    package func check(_ options: PrintOptions) -> [Diagnostic] {
        var mistakes = DiagnosticList()
        if !formats.contains("application/pdf") {
            mistakes.error("printer.no-pdf", ["printer": name, "known": formats.joined(separator: ", ")])
        }
        func refuse(_ option: String, _ value: String, _ known: [String]) {
            mistakes.error(
                "printer.cannot",
                ["printer": name, "option": option, "value": value, "known": known.joined(separator: ", ")])
        }
        if let wanted = options.copies, !copies.contains(wanted) {
            refuse("copies", "\(wanted)", ["\(copies.lowerBound)–\(copies.upperBound)"])
        }
        if let wanted = options.sides, !sides.contains(wanted.rawValue), !(wanted == .one && sides.isEmpty) {
            refuse("sides", wanted.rawValue, sides)
        }
        if let wanted = options.media, keyword(wanted) == nil {
            refuse("media", wanted, Media.all.filter { keyword($0.name) != nil }.map(\.name))
        }
        if let wanted = options.tray, !trays.contains(wanted) { refuse("tray", wanted, trays) }
        if let wanted = options.numberUp, wanted != 1, !numbersUp.contains(where: { $0.contains(wanted) }) {
            refuse(
                "number-up", "\(wanted)",
                numbersUp.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" })
        }
        if !options.pages.isEmpty, !hasPageRanges {
            refuse("pages", options.pages.map { "\($0.first)-\($0.last)" }.joined(separator: ","), [])
        }
        if let wanted = options.orientation, !orientations.contains(Int(wanted.number)) {
            refuse(
                "orientation", wanted.rawValue,
                PrintOptions.Orientation.allCases.filter { orientations.contains(Int($0.number)) }.map(\.rawValue))
        }
        if let wanted = options.resolution, !resolutions.contains(wanted) {
            refuse("resolution", "\(wanted)", resolutions.map { "\($0)" })
        }
        return mistakes.diagnostics
    }
}
