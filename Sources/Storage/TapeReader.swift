import Diagnostics
import Foundation

/// Reads a tape archive from its beginning to its end, a piece at a time.
package struct TapeReader {
    package struct Entry: Sendable {
        package let name: String
        package let bytes: Int
        /// Where its bytes begin in the archive.
        package let offset: Int
    }

    private let path: String
    private let file: FileHandle
    private var offset = 0

    private static let piece = 1 << 20

    /// - throws: `Rejection` `backup.unreadable`.
    package init(path: String) throws {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw Rejection("backup.unreadable", ["file": path])
        }
        self.path = path
        self.file = file
    }

    package func close() throws { try file.close() }

    /// Calls `visit` with each entry and a function that gives its bytes piece by piece; nil at its end. What `visit`
    /// leaves unread is passed over.
    /// - throws: `Rejection` `backup.cut` or `backup.header` with the place of the damage, and what `visit` throws.
    package mutating func each(_ visit: (Entry, _ next: () throws -> [UInt8]?) throws -> Void) throws {
        var longName: String?
        while true {
            let place = offset
            let header = try take(TapeArchive.block)
            if header.allSatisfy({ $0 == 0 }) { return }
            guard TapeArchive.number(header, 148..<156) == TapeArchive.checksum(header),
                let bytes = TapeArchive.number(header, 124..<136)
            else { throw Rejection("backup.header", ["file": path, "offset": "\(place)"]) }
            if header[156] == UInt8(ascii: "x") {
                longName = try TapeReader.name(in: take(bytes)).map { $0 }
                _ = try take(TapeArchive.padding(bytes).count)
                guard longName != nil else { throw Rejection("backup.header", ["file": path, "offset": "\(place)"]) }
                continue
            }
            let short = String(decoding: header[..<100].prefix { $0 != 0 }, as: UTF8.self)
            var left = bytes
            let entry = Entry(name: longName ?? short, bytes: bytes, offset: offset)
            longName = nil
            func next() throws -> [UInt8]? {
                guard left > 0 else { return nil }
                let piece = try take(min(left, TapeReader.piece))
                left -= piece.count
                return piece
            }
            try visit(entry, next)
            while try next() != nil {}
            _ = try take(TapeArchive.padding(bytes).count)
        }
    }

    private mutating func take(_ count: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            guard let more = try file.read(upToCount: count - bytes.count), !more.isEmpty else {
                throw Rejection("backup.cut", ["file": path, "offset": "\(offset + bytes.count)"])
            }
            bytes += more
        }
        offset += count
        return bytes
    }

    /// The path that an extended header gives.
    private static func name(in record: [UInt8]) -> String? {
        let text = String(decoding: record, as: UTF8.self)
        guard let start = text.firstRange(of: " path="), text.hasSuffix("\n") else { return nil }
        return String(text[start.upperBound...].dropLast())
    }
}
