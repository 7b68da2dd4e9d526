import Diagnostics
import Foundation
import Yams

/// The families that templates may name, read from `fonts.yaml`, with their files found on this machine. Faces are
/// opened once and shared.
package final class FontCatalog: Sendable {
    /// The faces to try for a character, in order: the family's own, its stand-ins, then everybody's.
    package struct Chain: Sendable {
        package let family: String
        package let faces: [FontFace]
        /// Index of the face for printable ASCII, where the family names one.
        package let latin: Int?
    }

    private struct Family {
        /// By weight, ascending.
        var faces: [(weight: Int, face: FontFace)]
        var latin: FontFace?
        var fallback: [FontFace]
    }

    private let families: [String: Family]
    private let aliases: [String: String]
    private let fallback: [FontFace]

    /// Where font files are looked for: `$ZHENGJIAO_FONTS`, the project's cache, the user's and the system's folders.
    package static func folders(environment: [String: String], project: String) -> [String] {
        (environment["ZHENGJIAO_FONTS"]?.split(separator: ":").map(String.init) ?? [])
            + [project + "/.cache/fonts"] + (environment["HOME"].map { [$0 + "/.local/share/fonts"] } ?? [])
            + ["/usr/local/share/fonts", "/usr/share/fonts"]
    }

    /// Reads the catalogue.
    /// - Throws: `Rejection` when the file cannot be read, names an unknown file, or a font is not installed.
    package init(path: String, folders: [String]) throws {
        guard let data = FileManager.default.contents(atPath: path), let text = String(validating: data, as: UTF8.self)
        else { throw Rejection("font.catalogue-unreadable", ["file": path]) }
        let source: CatalogueFile
        do {
            source = try YAMLDecoder().decode(CatalogueFile.self, from: text)
        } catch {
            throw Rejection("font.catalogue-invalid", ["file": path, "reason": "\(error)"])
        }
        let found = FontCatalog.index(folders, wanted: Set(source.files.values.map(\.file)))
        var problems = DiagnosticList()
        var faces: [String: FontFace] = [:]
        for (name, file) in source.files.sorted(by: { $0.key < $1.key }) {
            guard let place = found[file.file] else {
                problems.error("font.not-installed", ["font": name, "file": file.file])
                continue
            }
            guard let face = FontFace(name: name, path: place, index: file.index ?? 0) else {
                problems.error("font.unreadable", ["font": name, "file": place])
                continue
            }
            faces[name] = face
        }
        try problems.throwIfErrors()

        func face(_ name: String) throws -> FontFace {
            guard let face = faces[name] else { throw Rejection("font.unknown-file", ["file": path, "font": name]) }
            return face
        }
        fallback = try source.fallback.map(face)
        aliases = source.aliases
        families = try source.families.mapValues { family in
            Family(
                faces: try family.faces.map { (weight: $0.key, face: try face($0.value)) }
                    .sorted { $0.weight < $1.weight },
                latin: try family.latin.map(face), fallback: try family.fallback.map(face))
        }
    }

    /// The names of all families, sorted.
    package var familyNames: [String] { families.keys.sorted() }

    /// The faces for a style's families and weight. Unknown families are passed over, as in CSS; nil when
    /// none is known.
    package func chain(families names: [String], weight: Int) -> Chain? {
        let known = names.map { aliases[$0] ?? $0 }.filter { families[$0] != nil }
        guard !known.isEmpty else { return nil }
        var faces: [FontFace] = []
        for name in known {
            guard let family = families[name] else { continue }
            // The nearest weight stands for one that the family lacks.
            if let nearest = family.faces.min(by: { abs($0.weight - weight) < abs($1.weight - weight) }) {
                faces.append(nearest.face)
            }
            faces += family.fallback
        }
        var unique: [FontFace] = []
        let latin = families[known[0]]?.latin
        for face in faces + fallback + [latin].compactMap({ $0 }) where !unique.contains(face) { unique.append(face) }
        return Chain(family: known[0], faces: unique, latin: latin.flatMap { unique.firstIndex(of: $0) })
    }

    /// Finds files by name in folders, the first folder winning.
    private static func index(_ folders: [String], wanted: Set<String>) -> [String: String] {
        var found: [String: String] = [:]
        for folder in folders {
            guard let walk = FileManager.default.enumerator(atPath: folder) else { continue }
            while let item = walk.nextObject() as? String {
                let name = item.split(separator: "/").last.map(String.init) ?? item
                if wanted.contains(name), found[name] == nil { found[name] = folder + "/" + item }
            }
            if found.count == wanted.count { break }
        }
        return found
    }
}

/// The shape of `fonts.yaml`.
private struct CatalogueFile: Decodable {
    struct File: Decodable {
        var file: String
        var index: Int?
        var licence: String
    }

    struct Family: Decodable {
        var faces: [Int: String]
        var latin: String?
        var fallback: [String]
    }

    var files: [String: File]
    var families: [String: Family]
    var aliases: [String: String]
    var fallback: [String]
}
