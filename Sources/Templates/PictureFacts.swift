import Diagnostics
import Markup
import Typesetting

/// What a picture file says about itself in its first bytes. Whether the rest of it is sound shows when it is drawn.
struct PictureFacts {
    let format: Picture.Format
    let width: Length
    let height: Length

    /// Larger files and wider or higher pictures are refused.
    static let sizeLimit = 20 << 20
    static let pixelLimit = 20_000

    /// Why bytes are no picture, as a diagnostic without place.
    private struct Mistake: Error {
        let code: String
        var arguments: [String: String] = [:]
    }

    /// - Parameter name: the file in messages.
    /// - Throws: `Rejection` without a place for what is no picture, is broken in its head, or is too large.
    init(_ bytes: [UInt8], name: String) throws(Rejection) {
        do throws(Mistake) {
            if bytes.count > Self.sizeLimit {
                throw Mistake(code: "template.picture-too-large", arguments: ["limit": "\(Self.sizeLimit >> 20)"])
            }
            (format, width, height) = try Self.read(bytes)
        } catch {
            throw Rejection(error.code, error.arguments.merging(["file": name]) { $1 })
        }
    }

    private static func read(_ bytes: [UInt8]) throws(Mistake) -> (Picture.Format, Length, Length) {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return try png(bytes) }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return try jpeg(bytes) }
        if let svg = try SVGHead(bytes) { return (.svg, svg.width, svg.height) }
        throw Mistake(code: "template.picture-format", arguments: ["format": otherFormat(bytes)])
    }

    private static func otherFormat(_ bytes: [UInt8]) -> String {
        let known: [(name: String, start: [UInt8])] = [
            ("GIF", Array("GIF8".utf8)), ("BMP", Array("BM".utf8)), ("WebP", Array("RIFF".utf8)),
            ("TIFF", [0x49, 0x49, 0x2A]), ("TIFF", [0x4D, 0x4D, 0x00, 0x2A]), ("PDF", Array("%PDF".utf8)),
            ("gzip", [0x1F, 0x8B]), ("AVIF/HEIC", [0x00, 0x00, 0x00]),
        ]
        return known.first { bytes.starts(with: $0.start) }?.name ?? "?"
    }

    private static func pixels(
        _ format: Picture.Format, _ width: Int, _ height: Int
    ) throws(Mistake) -> (Picture.Format, Length, Length) {
        guard width > 0, height > 0 else { throw broken(format) }
        guard width <= pixelLimit, height <= pixelLimit else {
            throw Mistake(
                code: "template.picture-too-wide",
                arguments: ["width": "\(width)", "height": "\(height)", "limit": "\(pixelLimit)"])
        }
        return (format, width * .pixel, height * .pixel)
    }

    private static func broken(_ format: Picture.Format) -> Mistake {
        Mistake(code: "template.picture-broken", arguments: ["format": format.rawValue.uppercased()])
    }

    // MARK: PNG and JPEG

    /// IHDR stands first in every PNG file (RFC 2083, 4.1.1).
    private static func png(_ bytes: [UInt8]) throws(Mistake) -> (Picture.Format, Length, Length) {
        guard bytes.count >= 33, bytes[8..<16].elementsEqual([0, 0, 0, 13] + Array("IHDR".utf8)) else {
            throw broken(.png)
        }
        func number(_ start: Int) -> Int { bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
        return try pixels(.png, number(16), number(20))
    }

    /// The size stands in the start of the frame (ITU T.81, B.2.2); the segments before it are passed over.
    private static func jpeg(_ bytes: [UInt8]) throws(Mistake) -> (Picture.Format, Length, Length) {
        var index = 2
        var isTurned = false
        while index + 3 < bytes.count {
            guard bytes[index] == 0xFF else { throw broken(.jpeg) }
            let marker = bytes[index + 1]
            if marker == 0xFF {
                // Fill bytes may stand before a marker.
                index += 1
                continue
            }
            let length = Int(bytes[index + 2]) << 8 | Int(bytes[index + 3])
            if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
                guard length >= 8, index + 9 <= bytes.count else { throw broken(.jpeg) }
                let height = Int(bytes[index + 5]) << 8 | Int(bytes[index + 6])
                let width = Int(bytes[index + 7]) << 8 | Int(bytes[index + 8])
                return try isTurned ? pixels(.jpeg, height, width) : pixels(.jpeg, width, height)
            }
            // The scan begins and no frame was named.
            guard marker != 0xDA, marker != 0xD9, length >= 2 else { throw broken(.jpeg) }
            if marker == 0xE1, index + 2 + length <= bytes.count {
                isTurned = isTurned || Self.isTurned(bytes[(index + 4)..<(index + 2 + length)])
            }
            index += 2 + length
        }
        throw broken(.jpeg)
    }

    /// Whether Exif says that rows of pixels are columns of the picture (Exif 2.32, 4.6.4 A, Orientation 5 to 8).
    private static func isTurned(_ segment: ArraySlice<UInt8>) -> Bool {
        let data = Array(segment)
        guard data.starts(with: Array("Exif\0\0".utf8)), data.count >= 14 else { return false }
        let isLittle = data[6] == UInt8(ascii: "I")
        func number(_ start: Int, _ count: Int) -> Int? {
            guard start >= 6, start + count <= data.count else { return nil }
            let part = data[start..<start + count]
            return (isLittle ? Array(part.reversed()) : Array(part)).reduce(0) { $0 << 8 | Int($1) }
        }
        guard let start = number(10, 4), let entries = number(6 + start, 2) else { return false }
        let tags = (0..<min(entries, 64)).map { 6 + start + 2 + $0 * 12 }
        guard let tag = tags.first(where: { number($0, 2) == 0x0112 }), let orientation = number(tag + 8, 2) else {
            return false
        }
        return (5...8).contains(orientation)
    }

    // MARK: SVG

    /// The start tag of the root of an SVG file.
    private struct SVGHead {
        let width: Length
        let height: Length

        /// nil for a file that is no SVG.
        init?(_ bytes: [UInt8]) throws(Mistake) {
            let bom = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            // Comments and a document type may stand before the root, but hardly more than this.
            let start = String(decoding: bytes.dropFirst(bom).prefix(64 << 10), as: UTF8.self)
            guard let tag = Self.rootTag(start) else { return nil }
            guard let attributes = Self.attributes(tag) else { throw broken(.svg) }
            let box = attributes["viewBox"].map { Self.numbers($0) }
            if let box, box.count != 4 || box[2] <= 0 || box[3] <= 0 { throw broken(.svg) }
            let ratio = box.map { $0[3] / $0[2] }
            let width = try Self.length(attributes["width"])
            let height = try Self.length(attributes["height"])
            // SVG 2, 8.2 and CSS Images 3, 5.1: what is missing follows from the view box, else it is 300 × 150.
            let finalWidth = width ?? height.map { $0 / (ratio ?? 0.5) } ?? box.map { $0[2] } ?? 300
            let finalHeight = height ?? (ratio.map { finalWidth * $0 } ?? 150)
            let limit = Double(pixelLimit)
            guard finalWidth > 0, finalHeight > 0 else { throw broken(.svg) }
            guard finalWidth <= limit, finalHeight <= limit else {
                let (wide, high) = (Int(min(finalWidth, 1e9)), Int(min(finalHeight, 1e9)))
                throw Mistake(
                    code: "template.picture-too-wide",
                    arguments: ["width": "\(wide)", "height": "\(high)", "limit": "\(pixelLimit)"])
            }
            self.width = Length((finalWidth * Double(Length.pixel)).rounded())
            self.height = Length((finalHeight * Double(Length.pixel)).rounded())
        }

        /// The inside of `<svg …>`, when that is the first element.
        private static func rootTag(_ text: String) -> Substring? {
            var rest = text[...]
            while let open = rest.firstIndex(of: "<") {
                guard rest[..<open].allSatisfy(\.isWhitespace) else { return nil }
                rest = rest[open...]
                let end: String
                if rest.hasPrefix("<!--") {
                    end = "-->"
                } else if rest.hasPrefix("<?") {
                    end = "?>"
                } else if rest.hasPrefix("<!") {
                    end = ">"
                } else {
                    // The namespace may have a prefix of its own.
                    let name = rest.dropFirst().prefix { !$0.isWhitespace && $0 != ">" && $0 != "/" }
                    guard name == "svg" || name.hasSuffix(":svg") else { return nil }
                    rest = rest[name.endIndex...]
                    return rest.prefix { $0 != ">" }
                }
                guard let found = rest.firstRange(of: end) else { return nil }
                rest = rest[found.upperBound...]
            }
            return nil
        }

        /// nil where they are malformed.
        private static func attributes(_ tag: Substring) -> [String: String]? {
            var attributes: [String: String] = [:]
            var rest = tag.drop { $0.isWhitespace }
            while let first = rest.first, first != "/" {
                let name = rest.prefix { $0 != "=" && !$0.isWhitespace }
                rest = rest[name.endIndex...].drop { $0.isWhitespace }
                guard rest.popFirst() == "=" else { return nil }
                rest = rest.drop { $0.isWhitespace }
                guard let quote = rest.popFirst(), quote == "\"" || quote == "'",
                    let end = rest.firstIndex(of: quote)
                else { return nil }
                attributes[String(name)] = String(rest[..<end])
                rest = rest[end...].dropFirst().drop { $0.isWhitespace }
            }
            return attributes
        }

        private static func numbers(_ text: String) -> [Double] {
            text.split { $0 == "," || $0.isWhitespace }.compactMap { Double($0) }.filter(\.isFinite)
        }

        /// In pixels; nil for a missing length and for a percentage, which says nothing about the file itself.
        private static func length(_ text: String?) throws(Mistake) -> Double? {
            guard let text = text?.trimmingPrefix(while: \.isWhitespace), !text.isEmpty else { return nil }
            let word = text.prefix { !$0.isWhitespace }
            if word.hasSuffix("%") { return nil }
            let units: [(name: String, pixels: Double)] = [
                ("px", 1), ("mm", 96 / 25.4), ("cm", 96 / 2.54), ("in", 96), ("pt", 96.0 / 72), ("pc", 16),
            ]
            let unit = units.first { word.hasSuffix($0.name) }
            guard let number = Double(unit == nil ? word : word.dropLast(2)), number.isFinite, number > 0 else {
                throw broken(.svg)
            }
            return number * (unit?.pixels ?? 1)
        }
    }
}
