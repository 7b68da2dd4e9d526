import Diagnostics
import Markup
import Typesetting

/// Fills a compiled template with one record.
struct Filler {
    private let record: Record
    private let subject: String?
    /// The rows of the lists around the place, the outermost first, each with its number from 1.
    var rows: [(record: Record, number: Int)] = []
    /// For every position test whether it holds for the element that is being filled.
    private var answers: [Bool]
    let shelf: PictureShelf
    /// The children that the boxes around the place have put out, where they count them.
    private var siblings: [SiblingCount] = []
    var mistakes = DiagnosticList()

    /// - Parameter tests: how many position tests the template has.
    init(record: Record, subject: String?, shelf: PictureShelf, tests: Int = 0) {
        self.shelf = shelf
        self.record = record
        self.subject = subject
        answers = Array(repeating: false, count: tests)
    }

    mutating func fail(
        _ code: String, _ arguments: [String: String] = [:], at span: SourceSpan, notes: [Diagnostic] = []
    ) {
        // A list of ten thousand wrong rows is one mistake with many faces.
        guard mistakes.diagnostics.count < 50 else { return }
        let place = [subject, rowText].compactMap(\.self).joined(separator: ", ")
        let record = place.isEmpty ? [] : [Diagnostic(.note, "template.record", ["subject": place])]
        mistakes.append(Diagnostic(.error, code, arguments, at: span, notes: record + notes))
    }

    private var rowText: String? {
        rows.isEmpty ? nil : "#" + rows.map { "\($0.number)" }.joined(separator: ".")
    }

    // MARK: Nodes

    mutating func nodes(_ templates: [TemplateNode]) -> [Node] {
        var result: [Node] = []
        result.reserveCapacity(templates.count)
        for template in templates { append(template, to: &result) }
        return result
    }

    private mutating func append(_ template: TemplateNode, to result: inout [Node]) {
        switch template {
        case .fixed(let node): result.append(node)
        case .text(let text): result.append(.text(self.text(text), text.span))
        case .box(let template): result.append(.box(box(template)))
        case .drawing(let template, let style, let span):
            if let drawing = drawing(template, at: span) {
                result.append(.drawing(drawing, style.value(answers), span))
            }
        case .generated(let template):
            if let instance = template.choice.value(answers) {
                result.append(instance.box(at: template.span) { text($0) })
            }
        case .sibling(let template):
            step(template)
            for template in template.content { append(template, to: &result) }
        case .each(let path, let content, let isRow):
            let list: [Record]
            switch value(path) {
            case .list(let rows)?: list = rows
            case .stream(let source)?:
                if let node = stream(source, path, content, isRow: isRow) { result.append(node) }
                return
            default: return
            }
            for (index, row) in list.enumerated() {
                rows.append((row, index + 1))
                for template in content { append(template, to: &result) }
                rows.removeLast()
            }
        case .choice(let path, let isNegated, let then, let otherwise):
            for template in holds(path) != isNegated ? then : otherwise { append(template, to: &result) }
        }
    }

    private mutating func box(_ template: BoxTemplate) -> Box {
        // The style is asked for before the content is filled, which may decide other tests.
        var box = Box(template.shell.value(answers), content: [])
        if !template.dynamic.isEmpty || !template.amounts.isEmpty { setAttributes(template, of: &box) }
        if template.counting != .none { siblings.append(count(template)) }
        box.content = nodes(template.content)
        if template.counting != .none { siblings.removeLast() }
        return box
    }

    private mutating func setAttributes(_ template: BoxTemplate, of box: inout Box) {
        var attributes = box.attributes
        for attribute in template.dynamic {
            let value = text(attribute.value)
            if !attributes.set(attribute.target, to: value) {
                let code = attribute.target == .ordinal ? "template.bad-ordinal-value" : "template.bad-span-value"
                fail(code, ["value": value], at: attribute.value.span)
            }
        }
        for (name, path) in template.amounts {
            switch value(path) {
            case .money(let amount)?, .integer(let amount)?: attributes.amounts[name] = amount
            default: break
            }
        }
        box.attributes = attributes
    }

    /// Whether a list that is read later has rows cannot be known.
    private mutating func cannotLookAhead(_ path: FieldPath) -> Bool {
        fail("template.stream-place", ["name": path.text], at: path.span)
        return false
    }

    // MARK: Places among siblings

    /// How many children will come, where anything asks for that.
    private mutating func count(_ template: BoxTemplate) -> SiblingCount {
        guard template.counting == .bothWays else { return SiblingCount() }
        // What is wrong is reported when the content is filled.
        let known = mistakes
        var total = SiblingCount()
        for node in template.content { count(node, into: &total) }
        mistakes = known
        return SiblingCount(of: total)
    }

    private mutating func count(_ node: TemplateNode, into total: inout SiblingCount) {
        switch node {
        case .sibling(let sibling): total.step(sibling.name)
        case .each(let path, let content, _):
            guard case .list(let list)? = value(path) else { return }
            for (index, row) in list.enumerated() {
                rows.append((row, index + 1))
                for node in content { count(node, into: &total) }
                rows.removeLast()
            }
        case .choice(let path, let isNegated, let then, let otherwise):
            for node in holds(path) != isNegated ? then : otherwise { count(node, into: &total) }
        default: break
        }
    }

    /// Decides the tests about the next child.
    private mutating func step(_ template: SiblingTemplate) {
        let last = siblings.count - 1
        siblings[last].step(template.name)
        if siblings[last].isUncertain, !template.tests.isEmpty {
            fail("template.stream-places", at: template.span)
        }
        for (number, test) in template.tests {
            let index = siblings[last].index(template.name, ofType: test.ofType, fromEnd: test.fromEnd)
            answers[number] = test.holds(index)
        }
    }

    /// A flag that is set, a list with rows, an optional value that is there.
    private mutating func holds(_ path: FieldPath) -> Bool {
        switch value(path) {
        case .flag(let flag)?: flag
        case .list(let rows)?: !rows.isEmpty
        case .stream?: cannotLookAhead(path)
        case .missing?, nil: false
        default: true
        }
    }

    /// The filler of rows that are put out after all else of their box: it goes on counting where this one stops, and
    /// has made no mistakes yet.
    mutating func forStream(at span: SourceSpan) -> Filler {
        var copy = self
        copy.mistakes = DiagnosticList()
        if let last = siblings.indices.last {
            if siblings[last].countsBackwards { fail("template.stream-places", at: span) }
            siblings[last].isUncertain = true
        }
        return copy
    }

    // MARK: Values

    mutating func text(_ template: TextTemplate) -> String {
        // Nearly all cells of tables hold one value and nothing else.
        if template.pieces.count == 1 { return text(template.pieces[0]) }
        var result = ""
        for piece in template.pieces { result += text(piece) }
        return result
    }

    private mutating func text(_ piece: TextTemplate.Piece) -> String {
        switch piece {
        case .literal(let text): return text
        case .value(let expression):
            switch value(expression) {
            case .text(let text)?: return text
            case .integer(let number)?: return String(number)
            default: return ""
            }
        case .pageSum: preconditionFailure("texts are cut where sums stand")
        }
    }

    /// nil when something is wrong, which is then reported.
    mutating func value(_ expression: Expression) -> Datum? {
        guard var datum = value(expression.path) else { return nil }
        if case .stream = datum {
            fail("template.stream-place", ["name": expression.path.text], at: expression.span)
            return nil
        }
        for step in expression.steps {
            switch step {
            case .fallback(let text):
                if datum.isMissing || datum == .text("") { datum = .text(text) }
            case .convert(let name, let apply):
                if datum.isMissing { continue }
                do {
                    datum = try apply(datum)
                } catch {
                    refused(by: name, error, expression)
                    return nil
                }
            }
        }
        return datum
    }

    private mutating func refused(by filter: String, _ error: any Error, _ expression: Expression) {
        let rejection = error as? Rejection
        if let refusal = rejection?.refused(by: filter, at: expression.span).diagnostics[0] {
            fail(refusal.code, refusal.arguments, at: expression.span, notes: refusal.notes)
        } else {
            fail("template.filter-failed", ["name": filter, "reason": "\(error)"], at: expression.span)
        }
    }

    /// The value at a path, checked against its description; nil when something is wrong, which is then reported.
    mutating func value(_ path: FieldPath) -> Datum? {
        if path.isRowIndex { return .integer(rows[path.level - 1].number) }
        return value(path, in: path.level == 0 ? record : rows[path.level - 1].record)
    }

    mutating func value(_ path: FieldPath, in start: Record) -> Datum? {
        guard let first = path.names.first else { return wrong(path, .record(start)) }
        var datum = start[first] ?? .missing
        for name in path.names.dropFirst() {
            guard case .record(let record) = datum else {
                if !datum.isMissing { return wrong(path, datum) }
                break
            }
            datum = record[name] ?? .missing
        }
        if datum.isMissing {
            if path.isOptional { return .missing }
            fail("template.missing-value", ["name": path.text], at: path.span)
            return nil
        }
        return datum.type == path.type ? datum : wrong(path, datum)
    }

    private mutating func wrong(_ path: FieldPath, _ datum: Datum) -> Datum? {
        fail(
            "template.wrong-type",
            ["name": path.text, "wanted": path.type.rawValue, "given": datum.type?.rawValue ?? ""], at: path.span)
        return nil
    }
}

extension Rejection {
    /// What a filter has thrown, as a message about the place in the template.
    func refused(by filter: String, at span: SourceSpan) -> Rejection {
        let notes = diagnostics.map { Diagnostic(.note, $0.code, $0.arguments, at: $0.span, notes: $0.notes) }
        let reason = diagnostics.map(\.code).joined(separator: ", ")
        return Rejection("template.filter-failed", ["name": filter, "reason": reason], at: span, notes: notes)
    }
}

/// Children that a box has put out.
private struct SiblingCount {
    private var all = 0
    private var byName: [String: Int] = [:]
    private var total = 0
    /// Children that are put out later stand between.
    var isUncertain = false
    private(set) var countsBackwards = false
    private var totalByName: [String: Int] = [:]

    init() {}

    /// Nothing put out yet of what was counted.
    init(of counted: SiblingCount) {
        countsBackwards = true
        total = counted.all
        totalByName = counted.byName
    }

    mutating func step(_ name: String) {
        all += 1
        byName[name, default: 0] += 1
    }

    /// The place of the child that was put out last, counted from 1.
    func index(_ name: String, ofType: Bool, fromEnd: Bool) -> Int {
        let index = ofType ? byName[name] ?? 0 : all
        return fromEnd ? (ofType ? totalByName[name] ?? 0 : total) - index + 1 : index
    }
}
