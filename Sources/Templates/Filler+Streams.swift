import Diagnostics
import Synchronization
import Typesetting

extension Filler {
    /// Rows that are filled when the layout asks for them.
    /// - Parameter isRow: they stand in the body of a table.
    mutating func stream(
        _ stream: RecordStream, _ path: FieldPath, _ content: [TemplateNode], isRow: Bool
    ) -> Node? {
        guard isRow else {
            fail("template.stream-place", ["name": path.text], at: path.span)
            return nil
        }
        guard stream.take() else {
            fail("template.stream-twice", ["name": path.text], at: path.span)
            return nil
        }
        let rows = Mutex(StreamedRows(filler: forStream(at: path.span), stream: stream, content: content))
        return .rows(RowStream { try rows.withLock { try $0.next() } })
    }
}

/// The state of rows that are made one by one.
private struct StreamedRows {
    var filler: Filler
    let stream: RecordStream
    let content: [TemplateNode]
    var number = 0

    init(filler: Filler, stream: RecordStream, content: [TemplateNode]) {
        self.filler = filler
        self.stream = stream
        self.content = content
    }

    mutating func next() throws -> [Node]? {
        guard let record = try stream.next() else { return nil }
        number += 1
        filler.rows.append((record, number))
        defer { filler.rows.removeLast() }
        let nodes = filler.nodes(content)
        try filler.mistakes.throwIfErrors()
        return nodes
    }
}
