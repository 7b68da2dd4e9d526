import Diagnostics
import Foundation
import Markup
import Synchronization
import Typesetting

/// Reads the pictures of a template, each once as long as there is room. Shared by all threads that fill it.
final class PictureShelf: Sendable {
    typealias Reader = @Sendable (_ path: String) throws -> [UInt8]

    private let read: Reader
    private let kept = Mutex(Kept())

    private struct Kept {
        var pictures: [Key: Picture] = [:]
        var bytes = 0
    }

    private struct Key: Hashable {
        let path: String
        let alternative: String
    }

    /// A batch with a photograph for each record must not gather all of them.
    private static let limit = 64 << 20

    /// - Parameter read: gives the bytes of a file by its path from the template's folder.
    init(_ read: @escaping Reader) { self.read = read }

    /// The picture at a path that the template's author wrote.
    /// - Throws: `Rejection` without a place.
    func picture(_ path: String, alternative: String) throws -> Picture {
        if path.hasPrefix("/") || path.contains("\0") || RelativePath.hasScheme(path) && !path.hasPrefix("data:") {
            throw Rejection("template.picture-path", ["path": shown(path)])
        }
        let key = Key(path: path, alternative: alternative)
        if let known = kept.withLock({ $0.pictures[key] }) { return known }
        let bytes = try path.hasPrefix("data:") ? inline(path) : read(path)
        let facts = try PictureFacts(bytes, name: shown(path))
        let picture = Picture(
            format: facts.format, bytes: bytes, width: facts.width, height: facts.height, alternative: alternative,
            name: shown(path))
        return kept.withLock { kept in
            if let known = kept.pictures[key] { return known }
            if kept.bytes + bytes.count > Self.limit { kept = Kept() }
            kept.pictures[key] = picture
            kept.bytes += bytes.count
            return picture
        }
    }

    /// The picture at a path that a record gives: inside the template's folder, or in the record itself.
    /// - Throws: `Rejection` without a place.
    func picture(given path: String, alternative: String) throws -> Picture {
        if path.split(separator: "/").contains("..") || path.contains("\\") {
            throw Rejection("template.picture-path", ["path": shown(path)])
        }
        return try picture(path, alternative: alternative)
    }

    /// `data:image/png;base64,…` (RFC 2397); what it really is its bytes tell.
    private func inline(_ url: String) throws(Rejection) -> [UInt8] {
        guard let comma = url.firstIndex(of: ","), url[..<comma].hasSuffix(";base64"),
            url.utf8.count <= PictureFacts.sizeLimit * 4 / 3 + 100,
            let data = Data(base64Encoded: String(url[url.index(after: comma)...]), options: .ignoreUnknownCharacters)
        else { throw Rejection("template.picture-data", ["path": shown(url)]) }
        return Array(data)
    }

    private func shown(_ path: String) -> String { path.utf8.count > 180 ? path.prefix(60) + "…" : path }
}

extension TemplateFile {
    /// The bytes of a picture.
    static func picture(_ path: String) throws -> [UInt8] {
        let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        // A file that is not there and one that may not be read are told alike.
        let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
        guard attributes?[.type] as? FileAttributeType == .typeRegular else {
            throw Rejection("template.unreadable", ["file": path])
        }
        if let size = attributes?[.size] as? Int, size > PictureFacts.sizeLimit {
            throw Rejection(
                "template.picture-too-large", ["file": path, "limit": "\(PictureFacts.sizeLimit >> 20)"])
        }
        guard let data = FileManager.default.contents(atPath: url.path) else {
            throw Rejection("template.unreadable", ["file": path])
        }
        return Array(data)
    }
}
