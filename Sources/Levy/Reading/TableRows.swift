import Diagnostics
import Glibc

/// The rows of a CSV file or a workbook, whatever they mean, one by one: all that are not empty, of the first sheet
/// that has any.
package final class TableRows {
    /// As messages name it.
    package let path: String
    private var text: CSVReader?
    private var sheet: SheetRows?

    /// - Parameter name: how messages call the file, when it is not by its path.
    /// - Throws: `Rejection` when the file is missing, unreadable, empty, in no known encoding or a broken workbook.
    package init(path: String, name: String? = nil) throws {
        let name = name ?? path
        self.path = name
        switch try TableRows.kind(of: path, name: name) {
        case .empty: throw Rejection("levy.file-empty", ["file": SourceFile.name(of: name)], at: TableRows.span(name))
        case .oldWorkbook:
            throw Rejection(
                "levy.workbook.old-format", ["file": SourceFile.name(of: name)], at: TableRows.span(name))
        case .text: text = try CSVReader(TextChunks(path: path, name: name))
        case .workbook:
            let file = try SourceFile(path: path)
            let workbook = try WorkbookReader(file)
            for sheet in workbook.sheets where !sheet.isHidden {
                let rows = try workbook.rows(of: sheet)
                while let row = try rows.next() {
                    guard !row.isBlank else { continue }
                    self.sheet = try workbook.rows(of: sheet)
                    return
                }
            }
            throw Rejection("levy.file-empty", ["file": SourceFile.name(of: name)], at: TableRows.span(name))
        }
    }

    /// The next row with anything in it, or nil at the end.
    package func next() throws(Rejection) -> SourceRow? {
        while let row = try read() {
            if !row.isBlank { return row }
        }
        return nil
    }

    private func read() throws(Rejection) -> SourceRow? {
        if let sheet { return try sheet.next() }
        return try text?.next()
    }

    private static func span(_ path: String) -> SourceSpan { SourceSpan(file: path, line: 1) }

    private enum Kind {
        case text, workbook, oldWorkbook, empty
    }

    private static func kind(of path: String, name: String) throws(Rejection) -> Kind {
        guard let file = fopen(path, "rb") else {
            let code = errno == ENOENT ? "levy.file-missing" : "levy.file-unreadable"
            throw Rejection(code, ["file": name, "reason": String(cString: strerror(errno))], at: span(name))
        }
        defer { fclose(file) }
        var head = [UInt8](repeating: 0, count: 4)
        let count = fread(&head, 1, 4, file)
        if count == 0 {
            guard ferror(file) == 0 else {
                throw Rejection(
                    "levy.file-unreadable", ["file": name, "reason": String(cString: strerror(errno))],
                    at: span(name))
            }
            return .empty
        }
        if head == [0x50, 0x4B, 0x03, 0x04] { return .workbook }
        return head == [0xD0, 0xCF, 0x11, 0xE0] ? .oldWorkbook : .text
    }
}
