import Diagnostics
import Foundation

/// The families that templates may name, read from `fonts.yaml`, with their files found on this machine. Faces are
/// opened once and shared.
package final class FontCatalog: Sendable {
    /// The faces to try for a character, in order: the family's own, its stand-ins, then everybody's.
    package struct Chain: Sendable {
        package let family: String
        package let faces: [FontFace]
        /// Index of the face for printable ASCII, where the family names one.
        package let latin: Int?

        /// Index of the first face that has what is asked for.
        /// - Throws: `Rejection` for a file on the way that has no glyphs to read.
        func first(where has: (FontFace) -> Bool) throws -> Int? {
            for (index, face) in faces.enumerated() {
                guard face.isReadable else {
                    throw Rejection("font.unreadable", ["font": face.name, "file": face.path])
                }
                if has(face) { return index }
            }
            return nil
        }
    }

    /// A file that the catalogue lists, as it was found.
    package struct File: Sendable {
        /// The key in `fonts.yaml`.
        package let name: String
        package let path: String
        package let licence: String
        package let face: FontFace
    }

    private struct Family {
        /// By weight, ascending.
        var faces: [(weight: Int, face: FontFace)]
        var latin: FontFace?
        var fallback: [StandIn]

        /// The face for a weight by the rules of CSS Fonts 4, 5.2: between 400 and 500 first the heavier up to 500,
        /// below 400 first the lighter, above 500 first the heavier.
        func face(weight: Int) -> FontFace? {
            let lighter = faces.last { $0.weight <= weight }
            let heavier = faces.first { $0.weight >= weight }
            if (400...500).contains(weight), let near = heavier, near.weight <= 500 { return near.face }
            return (weight > 500 ? heavier ?? lighter : lighter ?? heavier)?.face
        }
    }

    /// What is tried for a character that a family lacks: a family, of which the nearest weight counts, or one face.
    private enum StandIn {
        case family(String)
        case face(FontFace)
    }

    private let families: [String: Family]
    private let aliases: [String: String]
    private let fallback: [StandIn]
    /// All files of the catalogue, by name.
    package let files: [File]

    /// Where font files are looked for: `$ZHENGJIAO_FONTS`, the project's cache, the user's and the system's folders.
    package static func folders(environment: [String: String], project: String) -> [String] {
        (environment["ZHENGJIAO_FONTS"]?.split(separator: ":").map(String.init) ?? [])
            + [project + "/.cache/fonts"] + (environment["HOME"].map { [$0 + "/.local/share/fonts"] } ?? [])
            + ["/usr/local/share/fonts", "/usr/share/fonts"]
    }

    /// Reads the catalogue.
    /// - Throws: `Rejection` when the file cannot be read, names an unknown file, or a font is not installed.
    package convenience init(path: String, folders: [String]) throws {
        var mistakes = DiagnosticList()
        try self.init(path: path, folders: folders, mistakes: &mistakes)
        try mistakes.throwIfErrors()
    }

    /// Reads the catalogue as far as its fonts are here, for looking at it: families may lack faces, or have none.
    /// - Parameter mistakes: receives the fonts that are not installed or cannot be read.
    /// - Throws: `Rejection` when the file cannot be read or names an unknown file.
    package init(path: String, folders: [String], mistakes: inout DiagnosticList) throws {
        guard let data = FileManager.default.contents(atPath: path), let text = String(validating: data, as: UTF8.self)
        else { throw Rejection("font.catalogue-unreadable", ["file": path]) }
        let source = try CatalogueFile(text, path: path)
        let found = FontFiles.find(Set(source.files.values.map(\.file)), in: folders)
        var files: [String: File] = [:]
        for (name, file) in source.files.sorted(by: { $0.key < $1.key }) {
            guard let place = found[file.file] else {
                mistakes.error(
                    file.package == nil ? "font.not-installed" : "font.not-installed-package",
                    ["font": name, "file": file.file, "package": file.package ?? ""])
                continue
            }
            let index = file.index ?? 0
            guard SfntHeader.hasFace(path: place, index: index) else {
                mistakes.error("font.unreadable", ["font": name, "file": place])
                continue
            }
            let face = FontFace(name: name, path: place, index: index)
            files[name] = File(name: name, path: place, licence: file.licence, face: face)
        }

        func face(_ name: String) throws -> FontFace? {
            guard source.files[name] != nil else {
                throw Rejection("font.unknown-file", ["file": path, "font": name])
            }
            return files[name]?.face
        }
        func standIn(_ name: String) throws -> StandIn? {
            source.families[name] == nil ? try face(name).map(StandIn.face) : .family(name)
        }
        self.files = files.values.sorted { $0.name < $1.name }
        fallback = try source.fallback.compactMap(standIn)
        aliases = source.aliases
        families = try source.families.mapValues { family in
            Family(
                faces: try family.faces.compactMap { weight, name in
                    try face(name).map { (weight: weight, face: $0) }
                }.sorted { $0.weight < $1.weight },
                latin: try family.latin.flatMap(face), fallback: try family.fallback.compactMap(standIn))
        }
    }

    /// The names of all families, sorted.
    package var familyNames: [String] { families.keys.sorted() }

    /// Other names of a family, sorted.
    package func aliases(of family: String) -> [String] {
        aliases.filter { $0.value == family }.keys.sorted()
    }

    /// The faces that a family itself has, by weight ascending; empty for an unknown family.
    package func faces(of family: String) -> [(weight: Int, face: FontFace)] {
        families[aliases[family] ?? family]?.faces ?? []
    }

    /// The faces for a style's families and weight. Unknown families are passed over, as in CSS; nil when
    /// none is known.
    package func chain(families names: [String], weight: Int) -> Chain? {
        let known = names.map { aliases[$0] ?? $0 }.filter { families[$0] != nil }
        guard !known.isEmpty else { return nil }
        var faces: [FontFace] = []
        for name in known {
            guard let family = families[name] else { continue }
            if let own = family.face(weight: weight) { faces.append(own) }
            faces += family.fallback.compactMap { face($0, weight) }
        }
        var unique: [FontFace] = []
        let latin = families[known[0]]?.latin
        for face in faces + fallback.compactMap({ face($0, weight) }) + [latin].compactMap({ $0 })
        where !unique.contains(face) { unique.append(face) }
        return Chain(family: known[0], faces: unique, latin: latin.flatMap { unique.firstIndex(of: $0) })
    }

    private func face(_ standIn: StandIn, _ weight: Int) -> FontFace? {
        switch standIn {
        case .face(let face): face
        case .family(let name): families[name]?.face(weight: weight)
        }
    }

    /// The face that prints a character in a family (or one of its aliases): nil when no font has the character, when
    /// it is of the private use area, or when there is no such family. The code points that GB 18030 moved count as the
    /// characters that they stand for.
    package func face(for scalar: Unicode.Scalar, family: String, weight: Int = 400) -> FontFace? {
        let scalar = GB18030Correction.standard(scalar)
        guard !scalar.isPrivateUse, let chain = chain(families: [family], weight: weight) else { return nil }
        if let latin = chain.latin, (0x21...0x7E).contains(scalar.value) { return chain.faces[latin] }
        return chain.faces.first { $0.covers(scalar) }
    }

    /// How many characters of each block a family prints with all that stands in for it.
    package func coverage(of family: String) -> [(block: CodeBlock, count: Int)] {
        let faces = chain(families: [family], weight: 400)?.faces ?? []
        let all = faces.reduce(CodePointSet { _ in }) { $0.union($1.coverage) }
        return CodeBlock.all.map { ($0, all.count(in: $0.range)) }
    }

    /// How many characters of each block one face has.
    package func coverage(of face: FontFace) -> [(block: CodeBlock, count: Int)] {
        let own = face.coverage
        return CodeBlock.all.map { ($0, own.count(in: $0.range)) }
    }
}
