import Diagnostics

/// A style sheet, parsed and checked.
package struct StyleSheet: Sendable {
    struct StyleRule: Sendable {
        let selectors: [Selector]
        let declarations: [PreparedDeclaration]
    }

    /// An `@page` rule before the cascade.
    struct PageRuleSource: Sendable {
        var name: String?
        var pseudo: Set<PageRule.Pseudo> = []
        var size: PageRule.Size?
        var margin = Edges<Length?>(all: nil)
        var pageNumber: Int?
        var marginBoxes: [(place: MarginBox.Place, declarations: [PreparedDeclaration])] = []
    }

    var rules: [StyleRule] = []
    var pageRules: [PageRuleSource] = []

    /// Parses a style sheet and adds every mistake to `mistakes`.
    /// - Parameter folder: where the sheet lies, seen from the template's folder; its URLs are relative to it.
    package static func parse(
        _ fragment: SourceFragment, folder: String = "", into mistakes: inout DiagnosticList
    ) -> StyleSheet {
        var parser = StyleSheetParser(fragment, folder: folder)
        parser.parseSheet()
        for diagnostic in parser.mistakes.diagnostics { mistakes.append(diagnostic) }
        return parser.sheet
    }
}
