import Diagnostics
import Glibc

/// The text of a file as UTF-8, in pieces that end with a line: for lists that are too long to be held in memory. The
/// encoding is found as `TextDecoding` finds it, by reading the file once before.
final class TextChunks {
    let place: FilePlace
    private let file: UnsafeMutablePointer<FILE>
    private var encoding = DecodedText.Encoding.utf8
    /// The beginning of a line whose end has not been read yet.
    private var rest: [UInt8] = []
    private var isFirst = true
    private var buffer = [UInt8](repeating: 0, count: 1 << 18)

    /// - Parameter name: how messages call the file.
    init(path: String, name: String) throws(Rejection) {
        place = FilePlace(name: SourceFile.name(of: name), path: name)
        guard let file = fopen(path, "rb") else {
            let code = errno == ENOENT ? "levy.file-missing" : "levy.file-unreadable"
            throw Rejection(code, ["file": name, "reason": String(cString: strerror(errno))], at: place.span())
        }
        self.file = file
        encoding = try scan()
        start()
    }

    deinit { fclose(file) }

    private func start() {
        rewind(file)
        rest = []
        isFirst = true
    }

    /// The next lines, or nil at the end.
    func next() throws(Rejection) -> [UInt8]? {
        guard let bytes = try raw() else { return nil }
        guard encoding == .gb18030 else { return bytes }
        switch GB18030.decode(bytes) {
        case .success(let text): return text
        case .failure(let broken):
            // The file has changed since it was scanned.
            throw Rejection(
                "levy.encoding.broken",
                ["file": place.name, "encoding": "GB 18030", "byte": TextDecoding.hex(bytes[broken.offset])],
                at: place.span(broken.line, broken.column))
        }
    }

    private func raw() throws(Rejection) -> [UInt8]? {
        var bytes = rest
        rest = []
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 {
                guard ferror(file) == 0 else {
                    throw Rejection(
                        "levy.file-unreadable", ["file": place.path, "reason": String(cString: strerror(errno))],
                        at: place.span())
                }
                return bytes.isEmpty ? nil : bytes
            }
            bytes += buffer[..<count]
            if isFirst {
                isFirst = false
                if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
            }
            guard bytes.count <= 64 << 20 else {
                throw Rejection("levy.csv.field-too-long", ["file": place.name], at: place.span())
            }
            guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { continue }
            rest = Array(bytes[(end + 1)...])
            bytes.removeLast(rest.count)
            return bytes
        }
    }

    // MARK: Encoding

    private func scan() throws(Rejection) -> DecodedText.Encoding {
        var head = [UInt8](repeating: 0, count: 3)
        let count = fread(&head, 1, 3, file)
        if count >= 2, head[0] == 0xFF && head[1] == 0xFE || head[0] == 0xFE && head[1] == 0xFF {
            throw Rejection("levy.encoding.utf16", ["file": place.name], at: place.span())
        }
        let hasMark = count == 3 && head == [0xEF, 0xBB, 0xBF]
        start()
        guard let fault = try firstFault() else { return .utf8 }
        let broken = Rejection(
            "levy.encoding.broken", ["file": place.name, "encoding": "UTF-8", "byte": TextDecoding.hex(fault.byte)],
            at: fault.span)
        if hasMark { throw broken }
        start()
        var line = 1
        while let bytes = try raw() {
            if case .failure(let place) = GB18030.decode(bytes) {
                // A file that is Chinese UTF-8 up to its fault is meant as UTF-8.
                if fault.isAfterChinese { throw broken }
                throw Rejection(
                    "levy.encoding.broken",
                    [
                        "file": self.place.name, "encoding": "GB 18030",
                        "byte": TextDecoding.hex(bytes[min(place.offset, bytes.count - 1)]),
                    ], at: self.place.span(line + place.line - 1, place.column))
            }
            line += bytes.count { $0 == UInt8(ascii: "\n") }
        }
        return .gb18030
    }

    private struct Fault {
        let byte: UInt8
        let span: SourceSpan
        let isAfterChinese: Bool
    }

    /// The first byte that is no UTF-8.
    private func firstFault() throws(Rejection) -> Fault? {
        var line = 1
        var hasChinese = false
        while let bytes = try raw() {
            if let zero = bytes.firstIndex(of: 0) {
                let (down, column) = TextDecoding.position(bytes[..<zero])
                throw Rejection(
                    "levy.encoding.binary", ["file": place.name], at: place.span(line + down - 1, column))
            }
            if let fault = UTF8Check.firstFault(bytes) {
                let (down, column) = TextDecoding.position(bytes[..<fault])
                return Fault(
                    byte: bytes[fault], span: place.span(line + down - 1, column),
                    isAfterChinese: hasChinese || bytes[..<fault].contains { $0 >= 0x80 })
            }
            hasChinese = hasChinese || bytes.contains { $0 >= 0x80 }
            line += bytes.count { $0 == UInt8(ascii: "\n") }
        }
        return nil
    }
}
