import Diagnostics
import Yams

/// What `fonts.yaml` says, read strictly: every key is known and every name is a text.
struct CatalogueFile {
    struct File {
        let file: String
        /// The face in a collection.
        let index: Int?
        let licence: String
        /// The Debian package that brings the file.
        let package: String?
    }

    struct Family {
        /// Names of files by weight.
        let faces: [Int: String]
        let latin: String?
        let fallback: [String]
    }

    let files: [String: File]
    let families: [String: Family]
    let aliases: [String: String]
    let fallback: [String]

    /// - Parameter path: the file's, for messages.
    /// - Throws: `Rejection` `font.catalogue-invalid` with the place of the first mistake.
    init(_ text: String, path: String) throws(Rejection) {
        let node: Yams.Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch {
            throw Rejection("font.catalogue-invalid", ["file": path, "reason": "\(error)"])
        }
        let root = try Reader(node ?? Yams.Node(""), path: path).map(["files", "families", "aliases", "fallback"])
        files = try root.require("files").each { (value) throws(Rejection) in
            let keys = try value.map(["file", "index", "licence", "package"])
            return File(
                file: try keys.require("file").text(), index: try keys["index"]?.number(),
                licence: try keys.require("licence").text(), package: try keys["package"]?.text())
        }
        families = try root.require("families").each { (value) throws(Rejection) in
            let keys = try value.map(["faces", "latin", "fallback"])
            let faces = try keys.require("faces").each { (face) throws(Rejection) in try face.text() }
            var byWeight: [Int: String] = [:]
            for (weight, name) in faces {
                guard let number = Int(weight), 1...1_000 ~= number else { throw keys.wrong("\(weight) is no weight") }
                byWeight[number] = name
            }
            return Family(
                faces: byWeight, latin: try keys["latin"]?.text(), fallback: try keys.require("fallback").texts())
        }
        aliases = try root.require("aliases").each { (value) throws(Rejection) in try value.text() }
        fallback = try root.require("fallback").texts()
    }

    /// A value of the file.
    private struct Reader {
        let node: Yams.Node
        let path: String

        init(_ node: Yams.Node, path: String) { (self.node, self.path) = (node, path) }

        subscript(key: String) -> Reader? { node.mapping?[key].map { Reader($0, path: path) } }

        func require(_ key: String) throws(Rejection) -> Reader {
            guard let value = self[key] else { throw wrong("\(key) is missing") }
            return value
        }

        /// This value, when it is a map of no other keys than these.
        func map(_ known: Set<String>) throws(Rejection) -> Reader {
            guard let mapping = node.mapping else { throw wrong("keys with values are wanted here") }
            for key in mapping.keys where !known.contains(key.string ?? "") {
                throw Reader(key, path: path).wrong("\(key.string ?? "this key") is unknown")
            }
            return self
        }

        func each<Value>(_ read: (Reader) throws(Rejection) -> Value) throws(Rejection) -> [String: Value] {
            guard let mapping = node.mapping else { throw wrong("keys with values are wanted here") }
            var values: [String: Value] = [:]
            for (key, value) in mapping {
                guard let name = key.scalar?.string else { throw wrong("a name is wanted here") }
                values[name] = try read(Reader(value, path: path))
            }
            return values
        }

        func text() throws(Rejection) -> String {
            guard let text = node.scalar?.string, !text.isEmpty else { throw wrong("a text is wanted here") }
            return text
        }

        func number() throws(Rejection) -> Int {
            guard let number = Int(try text()), number >= 0 else { throw wrong("a whole number is wanted here") }
            return number
        }

        func texts() throws(Rejection) -> [String] {
            guard let sequence = node.sequence else { throw wrong("a list is wanted here") }
            var texts: [String] = []
            for value in sequence { texts.append(try Reader(value, path: path).text()) }
            return texts
        }

        func wrong(_ reason: String) -> Rejection {
            Rejection(
                "font.catalogue-invalid", ["file": path, "reason": reason],
                at: SourceSpan(file: path, line: max(1, node.mark?.line ?? 1), column: max(1, node.mark?.column ?? 1)))
        }
    }
}
