import Glibc

/// GB 18030 by the C library's converter, with the code points that the 2022 edition moved out of the private use area
/// put right after reading, and back before writing.
package enum GB18030 {
    struct Broken: Error {
        let offset: Int
        let line: Int
        let column: Int
    }

    /// - returns: UTF-8.
    static func decode(_ bytes: [UInt8]) -> Result<[UInt8], Broken> {
        let (output, consumed) = convert(bytes, from: "GB18030", to: "UTF-8")
        guard consumed == bytes.count else {
            let (line, column) = TextDecoding.position(output[...])
            return .failure(Broken(offset: consumed, line: line, column: column))
        }
        guard mayHoldPrivateUse(output) else { return .success(output) }
        return .success(Array(mapped(String(decoding: output, as: UTF8.self), by: corrections).utf8))
    }

    /// Every Unicode text has a form in GB 18030, so that this cannot fail for well-formed text.
    package static func encode(_ text: String) -> [UInt8] {
        var output: [UInt8] = []
        var pending = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if let code = fourByte[scalar.value] {
                output += encodeRun(String(pending)) + code
                pending.removeAll()
            } else {
                pending.append(reverse[scalar.value] ?? scalar)
            }
        }
        return output + encodeRun(String(pending))
    }

    private static func encodeRun(_ text: String) -> [UInt8] {
        let source = Array(text.utf8)
        let (output, consumed) = convert(source, from: "UTF-8", to: "GB18030")
        precondition(consumed == source.count, "the C library's GB 18030 lacks a code point")
        return output
    }

    private static func mapped(_ text: String, by table: [UInt32: Unicode.Scalar]) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(table[scalar.value] ?? scalar) }
        return String(result)
    }

    /// U+E000…U+F8FF begin with EE or EF in UTF-8; U+1E3F, the older reading of A8BC, has no such lead and needs none.
    private static func mayHoldPrivateUse(_ utf8: [UInt8]) -> Bool { utf8.contains { $0 == 0xEE || $0 == 0xEF } }

    /// Vertical forms and eight ideographs whose two-byte codes had stood for the private use area until 2022.
    private static let moved: [(private: UInt32, real: UInt32)] =
        zip(
            [0xE78D, 0xE78E, 0xE78F, 0xE790, 0xE791, 0xE792, 0xE793, 0xE794, 0xE795, 0xE796],
            [0xFE10, 0xFE12, 0xFE11, 0xFE13, 0xFE14, 0xFE15, 0xFE16, 0xFE17, 0xFE18, 0xFE19]
        ).map { ($0, $1) }
        + zip(
            [0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864],
            [0x9FB4, 0x9FB5, 0x9FB6, 0x9FB7, 0x9FB8, 0x9FB9, 0x9FBA, 0x9FBB]
        ).map { ($0, $1) }

    /// Six two-byte codes that remain private, of characters that have a four-byte code of their own.
    private static let folded: [(private: UInt32, real: UInt32)] = [
        (0xE816, 0x20087), (0xE817, 0x20089), (0xE818, 0x200CC), (0xE831, 0x215D7), (0xE83B, 0x2298F),
        (0xE855, 0x241FE),
    ]

    /// The codes of those six characters themselves; converters of the older table would write the two-byte code.
    private static let fourByte: [UInt32: [UInt8]] = [
        0x20087: [0x95, 0x32, 0x90, 0x31], 0x20089: [0x95, 0x32, 0x90, 0x33], 0x200CC: [0x95, 0x32, 0x97, 0x30],
        0x215D7: [0x95, 0x36, 0xB9, 0x37], 0x2298F: [0x96, 0x30, 0xBA, 0x35], 0x241FE: [0x96, 0x35, 0xB6, 0x30],
    ]

    /// A8BC is U+1E3F since 2005; a converter of the older table gives U+E7C7.
    private static let readsA8BCAsPrivate =
        convert([0xA8, 0xBC], from: "GB18030", to: "UTF-8").0 == [0xEE, 0x9F, 0x87]

    private static let corrections: [UInt32: Unicode.Scalar] = {
        var table: [UInt32: Unicode.Scalar] = [:]
        for pair in moved + folded { table[pair.private] = Unicode.Scalar(pair.real) }
        if readsA8BCAsPrivate { table[0xE7C7] = "\u{1E3F}" }
        return table
    }()

    private static let reverse: [UInt32: Unicode.Scalar] = {
        var table: [UInt32: Unicode.Scalar] = [:]
        for pair in moved {
            guard let scalar = Unicode.Scalar(pair.private),
                convert(Array(String(scalar).utf8), from: "UTF-8", to: "GB18030").0.count == 2
            else { continue }
            table[pair.real] = scalar
        }
        if readsA8BCAsPrivate { table[0x1E3F] = "\u{E7C7}" }
        return table
    }()

    /// - returns: the converted bytes and how many bytes of the source they stand for.
    private static func convert(_ source: [UInt8], from: String, to: String) -> ([UInt8], consumed: Int) {
        let converter = iconv_open(to, from)
        precondition(converter != iconv_t(bitPattern: -1), "the C library has no GB 18030")
        defer { iconv_close(converter) }
        var input = source
        var output: [UInt8] = []
        output.reserveCapacity(source.count * 3 / 2 + 16)
        var chunk = [CChar](repeating: 0, count: 1 << 16)
        let consumed = input.withUnsafeMutableBytes { raw -> Int in
            guard let base = raw.bindMemory(to: CChar.self).baseAddress else { return 0 }
            var next: UnsafeMutablePointer<CChar>? = base
            var left = raw.count
            while left > 0 {
                let before = left
                // The error number is taken at once: growing the output may set it again.
                let failure = chunk.withUnsafeMutableBufferPointer { buffer -> Int32? in
                    var out = buffer.baseAddress
                    var room = buffer.count
                    let status = iconv(converter, &next, &left, &out, &room)
                    let failure = status == Int(bitPattern: UInt.max) ? errno : nil
                    output.append(contentsOf: buffer[..<(buffer.count - room)].lazy.map { UInt8(bitPattern: $0) })
                    return failure
                }
                if let failure, failure != E2BIG || left == before { break }
            }
            return raw.count - left
        }
        return (output, consumed)
    }
}
