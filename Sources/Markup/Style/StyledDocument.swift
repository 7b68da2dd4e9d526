import Diagnostics

/// A document whose every element has its computed style.
package struct StyledDocument: Sendable {
    package let root: Element
    package let pages: PageRules
    /// What styles ask about the places of elements; a `Choice` names them by their index here.
    package let tests: [PositionTest]
    /// The images behind boxes: paths as in `BackgroundImage.url`, each with the first place that names it.
    package let backgrounds: [String: SourceSpan]
    let styles: [ObjectIdentifier: Choice<ComputedStyle>]
    let generated: [Place: Choice<GeneratedBox?>]
    private let testsOfElements: [ObjectIdentifier: [Int]]

    init(
        root: Element, pages: PageRules, tests: [PositionTest], backgrounds: [String: SourceSpan],
        styles: [ObjectIdentifier: Choice<ComputedStyle>], generated: [Place: Choice<GeneratedBox?>]
    ) {
        self.root = root
        self.pages = pages
        self.tests = tests
        self.backgrounds = backgrounds
        self.styles = styles
        self.generated = generated
        testsOfElements = Dictionary(grouping: tests.indices) { tests[$0].element }
    }

    struct Place: Hashable, Sendable {
        let element: ObjectIdentifier
        let pseudo: PseudoElement
    }

    /// The style of an element of this document; where it depends on the element's place, its style when no test
    /// holds.
    package subscript(_ element: Element) -> ComputedStyle { choice(of: element).values[0] }

    /// The styles of an element of this document.
    package func choice(of element: Element) -> Choice<ComputedStyle> {
        guard let choice = styles[ObjectIdentifier(element)] else {
            preconditionFailure("<\(element.name)> is not in this document")
        }
        return choice
    }

    /// What `::before`, `::after` or `::marker` of an element puts out; nil where that is nothing in any case. Markers
    /// exist for list items only.
    package func generated(_ pseudo: PseudoElement, of element: Element) -> Choice<GeneratedBox?>? {
        generated[Place(element: ObjectIdentifier(element), pseudo: pseudo)]
    }

    /// The tests about an element's own place.
    package func tests(of element: Element) -> [Int] {
        testsOfElements[ObjectIdentifier(element)] ?? []
    }
}

/// A pseudo-element with its content.
package struct GeneratedBox: Sendable {
    package let style: ComputedStyle
    package let content: GeneratedContent
}

/// One of several values, told by position tests that are decided when a template is filled.
package struct Choice<Value: Sendable>: Sendable {
    /// Indices into `StyledDocument.tests`; empty where there is nothing to choose.
    package let tests: [Int]
    /// 2 to the power of the tests: bit `i` of a value's index says that the test `tests[i]` holds.
    package let values: [Value]

    package init(_ value: Value) {
        tests = []
        values = [value]
    }

    package init(tests: [Int], values: [Value]) {
        precondition(values.count == 1 << tests.count, "a choice has a value for every outcome of its tests")
        self.tests = tests
        self.values = values
    }

    /// - Parameter answers: for every test of the document whether it holds here.
    package func value(_ answers: [Bool]) -> Value {
        if tests.isEmpty { return values[0] }
        var index = 0
        for (bit, test) in tests.enumerated() where answers[test] { index |= 1 << bit }
        return values[index]
    }

    /// The same choice among what `change` makes of the values.
    package func map<Other>(_ change: (Value) -> Other) -> Choice<Other> {
        Choice<Other>(tests: tests, values: values.map(change))
    }
}
