import CLibXML2
import Diagnostics

/// A pull reader over one part of a workbook. Document types and entities are refused: no workbook needs them.
final class XMLPull {
    enum Event {
        case start, end, text, other
    }

    private let file: SourceFile
    private let part: WorkbookPart
    private let reader: xmlTextReaderPtr
    private(set) var event: Event = .other

    /// Excel allows 32,767 characters a cell.
    static let longestText = 1 << 17

    init(_ part: WorkbookPart, of file: SourceFile) throws(Rejection) {
        self.file = file
        self.part = part
        let context = Unmanaged.passUnretained(part).toOpaque()
        let options =
            Int32(XML_PARSE_NONET.rawValue) | Int32(XML_PARSE_COMPACT.rawValue)
            | Int32(XML_PARSE_NOERROR.rawValue) | Int32(XML_PARSE_NOWARNING.rawValue)
        let opened = xmlReaderForIO(
            { context, buffer, count in
                guard let context, let buffer else { return -1 }
                let part = Unmanaged<WorkbookPart>.fromOpaque(context).takeUnretainedValue()
                return Int32(part.read(UnsafeMutableRawPointer(buffer), Int(count)))
            }, { _ in 0 }, context, part.name, nil, options)
        guard let opened else {
            throw Rejection("levy.workbook.broken", ["file": file.name, "reason": part.name], at: file.span())
        }
        reader = opened
    }

    deinit { xmlFreeTextReader(reader) }

    /// Moves to the next node; false at the end of the part.
    func next() throws(Rejection) -> Bool {
        let status = xmlTextReaderRead(reader)
        if status == 0 { return false }
        guard status == 1 else {
            let line = Int(xmlTextReaderGetParserLineNumber(reader))
            throw Rejection(
                "levy.workbook.broken", ["file": file.name, "reason": "\(part.name):\(line)"],
                at: SourceSpan(file: "\(file.path)!\(part.name)", line: max(1, line)))
        }
        switch xmlTextReaderNodeType(reader) {
        case 1: event = .start
        case 15: event = .end
        case 3, 4, 14: event = .text
        case 5, 6, 10, 16:
            throw Rejection(
                "levy.workbook.entity", ["file": file.name, "part": part.name],
                at: SourceSpan(file: "\(file.path)!\(part.name)", line: 1))
        default: event = .other
        }
        return true
    }

    var isEmptyElement: Bool { xmlTextReaderIsEmptyElement(reader) == 1 }

    func isElement(_ name: StaticString) -> Bool {
        guard let own = xmlTextReaderConstLocalName(reader) else { return false }
        return name.withUTF8Buffer { wanted in
            for (index, byte) in wanted.enumerated() where own[index] != byte { return false }
            return own[wanted.count] == 0
        }
    }

    func attribute(_ name: String) -> String? {
        guard xmlTextReaderMoveToAttribute(reader, name) == 1 else { return nil }
        defer { xmlTextReaderMoveToElement(reader) }
        return xmlTextReaderConstValue(reader).map { String(cString: $0) }
    }

    /// The text of a text node.
    var text: String {
        get throws(Rejection) {
            guard let value = xmlTextReaderConstValue(reader) else { return "" }
            let text = String(cString: value)
            guard text.utf8.count <= XMLPull.longestText else {
                throw Rejection("levy.workbook.cell-too-long", ["file": file.name, "part": part.name], at: file.span())
            }
            return text
        }
    }
}
