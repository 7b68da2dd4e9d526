import Diagnostics

/// Text of a file as UTF-8, whatever encoding a bureau used.
package struct DecodedText: Sendable {
    package enum Encoding: String, Sendable {
        case utf8 = "UTF-8"
        case gb18030 = "GB 18030"
    }

    package let utf8: [UInt8]
    package let encoding: Encoding
    /// Where strict UTF-8 failed before GB 18030 was tried: the likely place of the fault when the text makes no sense.
    package let utf8Fault: SourceSpan?
}

package enum TextDecoding {
    /// A byte order mark decides; otherwise strict UTF-8, otherwise GB 18030. Bytes that fit neither refuse the file.
    /// - throws: `Rejection` with the line and column of the first broken byte.
    package static func decode(_ file: SourceFile) throws(Rejection) -> DecodedText {
        let bytes = file.bytes
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw Rejection("levy.encoding.utf16", ["file": file.name], at: file.span())
        }
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let body = hasMark ? Array(bytes.dropFirst(3)) : bytes
        if let zero = body.firstIndex(of: 0) {
            throw Rejection("levy.encoding.binary", ["file": file.name], at: span(file, in: body, at: zero, utf8: true))
        }
        guard let fault = UTF8Check.firstFault(body) else {
            return DecodedText(utf8: body, encoding: .utf8, utf8Fault: nil)
        }
        let utf8Span = span(file, in: body, at: fault, utf8: true)
        if hasMark {
            throw Rejection(
                "levy.encoding.broken", ["file": file.name, "encoding": "UTF-8", "byte": hex(body[fault])], at: utf8Span
            )
        }
        switch GB18030.decode(body) {
        case .success(let utf8):
            return DecodedText(utf8: utf8, encoding: .gb18030, utf8Fault: utf8Span)
        case .failure(let broken):
            // A file that is Chinese UTF-8 up to its fault is meant as UTF-8.
            let isMeantUTF8 = body[..<fault].contains { $0 >= 0x80 }
            throw Rejection(
                "levy.encoding.broken",
                [
                    "file": file.name, "encoding": isMeantUTF8 ? "UTF-8" : "GB 18030",
                    "byte": hex(body[min(isMeantUTF8 ? fault : broken.offset, body.count - 1)]),
                ],
                at: isMeantUTF8 ? utf8Span : file.span(broken.line, broken.column))
        }
    }

    static func hex(_ byte: UInt8) -> String {
        let text = String(byte, radix: 16, uppercase: true)
        return text.count == 1 ? "0" + text : text
    }

    private static func span(_ file: SourceFile, in bytes: [UInt8], at offset: Int, utf8: Bool) -> SourceSpan {
        let (line, column) = position(bytes[..<min(offset, bytes.count)])
        return file.span(line, column)
    }

    /// Line and column after the well-formed UTF-8 in `before`.
    static func position(_ before: ArraySlice<UInt8>) -> (line: Int, column: Int) {
        var line = 1
        var column = 1
        for byte in before {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return (line, column)
    }
}

enum UTF8Check {
    /// The offset of the first byte that is no well-formed UTF-8 (Unicode table 3-7), or nil.
    static func firstFault(_ bytes: [UInt8]) -> Int? {
        var index = 0
        while index < bytes.count {
            let lead = bytes[index]
            if lead < 0x80 {
                index += 1
                continue
            }
            let rest: Int
            var low: UInt8 = 0x80
            var high: UInt8 = 0xBF
            switch lead {
            case 0xC2...0xDF: rest = 1
            case 0xE0: (rest, low) = (2, 0xA0)
            case 0xED: (rest, high) = (2, 0x9F)
            case 0xE1...0xEF: rest = 2
            case 0xF0: (rest, low) = (3, 0x90)
            case 0xF1...0xF3: rest = 3
            case 0xF4: (rest, high) = (3, 0x8F)
            default: return index
            }
            guard index + rest < bytes.count, (low...high).contains(bytes[index + 1]) else { return index }
            for next in bytes[(index + 1)...(index + rest)] where next & 0xC0 != 0x80 { return index }
            index += rest + 1
        }
        return nil
    }
}
