import Diagnostics
import Foundation
import Levy
import Markup
import Templates
import Typesetting

/// Looks through a list for characters that no font can print.
struct MissingCharacters {
    struct Place: Encodable {
        /// The row as its file counts it.
        let row: String
        let column: String
        let text: String
        let character: String
        let code: String
    }

    struct Found: Encodable {
        let file: String
        let family: String
        /// How many texts were looked at.
        let texts: Int
        let missing: [Place]

        var text: String {
            func say(_ code: String) -> String {
                let facts = ["count": "\(missing.count)", "texts": "\(texts)", "family": family]
                return Catalogue.message(Diagnostic(.note, code, facts), in: Failures.language)
            }
            guard !missing.isEmpty else { return say("fonts.none-missing") }
            var table = TextTable(
                head: [
                    say("fonts.row"), say("fonts.column"), say("fonts.text"), say("fonts.character"), say("fonts.code"),
                ])
            for place in missing {
                table.append([place.row, place.column, place.text, place.character, place.code])
            }
            return (table.lines + [say("fonts.missing")]).joined(separator: "\n")
        }
    }

    let catalog: FontCatalog
    let family: String
    /// Only this column; nil for all.
    let column: String?

    /// - Throws: `Rejection` for a file that cannot be read or has no such column.
    func search(_ file: DataFile) throws -> Found {
        var missing: [Place] = []
        var count = 0
        // Names repeat their characters: each is asked for once.
        var known: [Unicode.Scalar: Bool] = [:]
        func look(_ text: String, row: String, column: String) {
            count += 1
            for scalar in text.unicodeScalars where !prints(scalar, &known) {
                let hex = String(scalar.value, radix: 16, uppercase: true)
                let code = "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
                missing.append(
                    Place(
                        row: row, column: column, text: text.trimmingBlanks,
                        character: scalar.isPrivateUse ? "?" : String(scalar), code: code))
            }
        }
        switch file.format {
        case .table: try searchTable(file, look)
        case .json: try searchJSON(file, look)
        }
        return Found(file: file.name, family: family, texts: count, missing: missing)
    }

    private func prints(_ scalar: Unicode.Scalar, _ known: inout [Unicode.Scalar: Bool]) -> Bool {
        if let answer = known[scalar] { return answer }
        let answer = scalar.isUnprinted || catalog.face(for: scalar, family: family) != nil
        known[scalar] = answer
        return answer
    }

    private func searchTable(_ file: DataFile, _ look: (String, String, String) -> Void) throws {
        let rows = try TableRows(path: file.path, name: file.name)
        guard let head = try rows.next() else { throw Rejection("data.empty", ["file": file.name]) }
        let heads = head.texts.map(\.trimmingBlanks)
        var wanted: Int?
        if let column {
            wanted = heads.firstIndex(of: column)
            if wanted == nil { throw noColumn(column, heads.filter { !$0.isEmpty }, file) }
        } else {
            // Without a column the first row may be data as well.
            for (index, cell) in head.cells.enumerated() { look(cell.text, head.place.text, "\(index + 1)") }
        }
        while let row = try rows.next() {
            for (index, cell) in row.cells.enumerated() where !cell.isBlank && (wanted == nil || wanted == index) {
                look(cell.text, row.place.text, heads.indices.contains(index) ? heads[index] : "\(index + 1)")
            }
        }
    }

    private func searchJSON(_ file: DataFile, _ look: (String, String, String) -> Void) throws {
        var records = try JSONRecords(RunData.text(file))
        var names: Set<String> = []
        var isFound = column == nil
        while let record = try records.next() {
            for (path, text, span) in record.texts {
                // `rows[2].name` is found under `rows.name` as well as under `name`.
                let plain = path.split(separator: "[").enumerated()
                    .map { $0.offset == 0 ? $0.element : $0.element.drop { $0 != "]" }.dropFirst() }.joined()
                names.insert(plain)
                if let column, plain != column, !plain.hasSuffix("." + column) { continue }
                isFound = true
                look(text, "\(span.line)", path)
            }
        }
        if let column, !isFound { throw noColumn(column, names.sorted(), file) }
    }

    private func noColumn(_ column: String, _ known: [String], _ file: DataFile) -> Rejection {
        let near = Spelling.nearest(to: column, among: known)
        return Rejection(
            near == nil ? "fonts.no-column" : "fonts.no-column-near",
            [
                "file": file.name, "column": column, "near": near ?? "",
                "known": known.prefix(30).joined(separator: "、"),
            ])
    }
}

extension Unicode.Scalar {
    var isPrivateUse: Bool { properties.generalCategory == .privateUse }

    /// Nothing is printed for it: blanks, controls, and what only changes its neighbours.
    var isUnprinted: Bool {
        properties.isWhitespace || properties.isDefaultIgnorableCodePoint || properties.generalCategory == .control
    }
}
