import Diagnostics
import Foundation
import Markup
import Templates

/// Where `render` writes: one file, or one for each record, named by its fields: `out/{town.name}/{id}.pdf`.
struct OutputPattern: Sendable {
    enum Format: String, CaseIterable, Sendable {
        case pdf, png, frames
    }

    private enum Piece: Hashable, Sendable {
        case text(String)
        case field(String)
        /// `{#}`: the record's number.
        case number
    }

    let text: String
    let format: Format
    private let pieces: [Piece]

    /// - Throws: `Rejection` for an ending that is no format, or a brace without its partner.
    init(_ text: String) throws(Rejection) {
        self.text = text
        guard let format = Format(rawValue: (text as NSString).pathExtension.lowercased()) else {
            throw Rejection("command.output-format", ["file": text])
        }
        self.format = format
        var pieces: [Piece] = []
        var rest = text[...]
        while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else {
                throw Rejection("render.brace", ["pattern": text])
            }
            if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
            let name = rest[rest.index(after: open)..<close].trimmingCharacters(in: .whitespaces)
            guard !name.isEmpty, !name.contains("{") else { throw Rejection("render.brace", ["pattern": text]) }
            pieces.append(name == "#" ? .number : .field(name))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
        self.pieces = pieces
    }

    /// Whether each record gets a file of its own.
    var isPerRecord: Bool { pieces.contains { if case .text = $0 { false } else { true } } }

    /// The folder that all files lie in: what stands before the first name of a field.
    var root: String {
        guard isPerRecord, case .text(let start)? = pieces.first else {
            let folder = (text as NSString).deletingLastPathComponent
            return isPerRecord || folder.isEmpty ? "." : folder
        }
        guard let slash = start.lastIndex(of: "/") else { return "." }
        return slash == start.startIndex ? "/" : String(start[..<slash])
    }

    /// - Throws: `Rejection` when a name is no field of the record, or one that cannot be part of a name.
    func check(_ fields: Fields) throws(Rejection) {
        var mistakes = DiagnosticList()
        for case .field(let path) in pieces {
            var members = fields.members
            var field: Fields.Field?
            for name in path.split(separator: ".", omittingEmptySubsequences: false).map(String.init) {
                field = members[name]
                members = field?.members ?? [:]
            }
            let leaves = OutputPattern.leaves(fields.members, prefix: "")
            guard let field else {
                let near = Spelling.nearest(to: path, among: leaves)
                mistakes.error(
                    near == nil ? "render.unknown-name" : "render.misspelt-name",
                    ["name": path, "near": near ?? "", "known": leaves.joined(separator: ", ")])
                continue
            }
            if field.type == .list || field.type == .record || field.type == .flag {
                mistakes.error("render.no-name", ["name": path, "type": field.type.rawValue])
            }
        }
        try mistakes.throwIfErrors()
    }

    private static func leaves(_ members: [String: Fields.Field], prefix: String) -> [String] {
        members.sorted { $0.key < $1.key }.flatMap { name, field in
            field.type == .record ? leaves(field.members, prefix: prefix + name + ".") : [prefix + name]
        }
    }

    /// The path of a record's file.
    /// - Parameter digits: how many digits `{#}` has at least, so that files sort as their records.
    /// - Throws: `Rejection` when the record lacks what its name is made of.
    func path(_ record: Record, number: Int, digits: Int) throws(Rejection) -> String {
        var path = ""
        for piece in pieces {
            switch piece {
            case .text(let text): path += text
            case .number:
                let text = String(number)
                path += String(repeating: "0", count: max(0, digits - text.count)) + text
            case .field(let name):
                let value = OutputPattern.text(record, name.split(separator: ".").map(String.init)[...])
                guard let part = value.flatMap(FileNamePart.init) else {
                    throw Rejection("render.empty-name", ["name": name])
                }
                path += part.text
            }
        }
        // Room for the ending of the file while it is written.
        let longest = path.split(separator: "/").map(\.utf8.count).max() ?? 0
        if longest > 250 { throw Rejection("render.long-name", ["file": path]) }
        return path
    }

    private static func text(_ record: Record, _ names: ArraySlice<String>) -> String? {
        guard let first = names.first, let datum = record[first] else { return nil }
        switch datum {
        case .record(let inner): return text(inner, names.dropFirst())
        case .text(let text): return text
        case .integer(let number): return String(number)
        case .money(let hundredths), .percent(let hundredths):
            let rest = hundredths.magnitude % 100
            return (hundredths < 0 ? "-" : "") + "\(hundredths.magnitude / 100)." + (rest < 10 ? "0" : "") + "\(rest)"
        case .date(let year, let month, let day):
            let digits = String(year * 10_000 + month * 100 + day)
            return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
        default: return nil
        }
    }
}

/// A value as part of a file's name: nothing in it leads to another folder, hides the file or upsets other systems.
struct FileNamePart {
    let text: String

    private static let longest = 120

    /// nil when nothing is left of the value.
    init?(_ value: String) {
        var text = ""
        for scalar in value.trimmingBlanks.unicodeScalars {
            let isBad =
                scalar.value < 0x20 || scalar.value == 0x7F || "/\\:*?\"<>|".unicodeScalars.contains(scalar)
                || scalar.properties.generalCategory == .format || scalar.properties.generalCategory == .control
            let next = isBad ? "_" : String(scalar)
            guard text.utf8.count + next.utf8.count <= FileNamePart.longest else { break }
            text += next
        }
        if text.hasPrefix(".") { text = "_" + text.dropFirst() }
        if text.allSatisfy({ $0 == "_" || $0 == "." || $0 == " " }) { return nil }
        self.text = text
    }
}
