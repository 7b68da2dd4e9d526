import CLibDeflate

/// The objects of a PDF on their way out (ISO 32000-1, 7.5): streams as they come, all others packed into object
/// streams, at the end the table that says where each is. Little of the file is in memory at a time.
final class ObjectFile {
    private enum Place {
        case none
        case offset(Int)
        /// In an object stream, by its number, and the place there.
        case packed(Int, Int)
    }

    private let out = PDFBytes(capacity: 1 << 16)
    private let deflater: Deflater
    private let take: ([UInt8]) throws -> Void
    /// By the number of the object; 0 is none.
    private var places: [Place] = [.none]
    private var written = 0
    private var digest: UInt32 = 0
    /// Objects that wait for their object stream.
    private let packed = PDFBytes()
    private var packedNumbers: [(number: Int, offset: Int)] = []

    /// How many bytes of the file wait to be taken.
    private static let pieceSize = 1 << 20
    /// An object stream with more takes readers long to get at one.
    private static let mostPacked = 200

    /// - Parameter take: is given the bytes in order.
    init(_ deflater: Deflater, take: @escaping ([UInt8]) throws -> Void) {
        self.deflater = deflater
        self.take = take
        // Four bytes that are no text, so that nobody takes the file for one.
        out.put("%PDF-1.7\n%")
        for byte: UInt8 in [0xE2, 0xE3, 0xCF, 0xD3, 0x0A] { out.put(byte) }
    }

    /// A number for an object that others refer to before it is written.
    func reserve() -> Int {
        places.append(.none)
        return places.count - 1
    }

    // MARK: Objects

    /// An object that is no stream.
    func object(_ number: Int, _ body: (PDFBytes) throws -> Void) throws {
        packedNumbers.append((number, packed.count))
        try body(packed)
        packed.put("\n")
        if packedNumbers.count >= ObjectFile.mostPacked { try pack() }
    }

    @discardableResult
    func object(_ body: (PDFBytes) throws -> Void) throws -> Int {
        let number = reserve()
        try object(number, body)
        return number
    }

    /// A stream whose bytes are as the entries say.
    func stream(_ number: Int, _ bytes: UnsafeBufferPointer<UInt8>, entries: (PDFBytes) throws -> Void) throws {
        places[number] = .offset(written + out.count)
        out.digits(number)
        out.put(" 0 obj\n<<")
        try entries(out)
        out.put("/Length ")
        out.digits(bytes.count)
        out.put(">>\nstream\n")
        out.put(bytes)
        out.put("\nendstream\nendobj\n")
        if out.count >= ObjectFile.pieceSize { try give() }
    }

    func stream(_ number: Int, _ bytes: [UInt8], entries: (PDFBytes) throws -> Void) throws {
        try bytes.withUnsafeBufferPointer { try stream(number, $0, entries: entries) }
    }

    /// A stream that is deflated here.
    /// - Parameter deflater: nil takes the file's own.
    func deflate(
        _ number: Int, _ bytes: [UInt8], by deflater: Deflater? = nil, entries: (PDFBytes) throws -> Void
    ) throws {
        try stream(number, (deflater ?? self.deflater).deflated(bytes)) { out in
            out.put("/Filter/FlateDecode")
            try entries(out)
        }
    }

    private func pack() throws {
        guard !packedNumbers.isEmpty else { return }
        let number = reserve()
        let whole = PDFBytes(capacity: packed.count + packedNumbers.count * 16)
        for (at, entry) in packedNumbers.enumerated() {
            whole.number(entry.number)
            whole.number(entry.offset)
            places[entry.number] = .packed(number, at)
        }
        let first = whole.count
        whole.put(packed.buffer)
        try stream(number, deflater.deflated(whole.buffer)) { out in
            out.put("/Type/ObjStm/Filter/FlateDecode/N ")
            out.number(packedNumbers.count)
            out.put("/First ")
            out.digits(first)
        }
        packed.removeAll()
        packedNumbers.removeAll(keepingCapacity: true)
    }

    private func give() throws {
        digest = libdeflate_crc32(digest, out.buffer.baseAddress, out.count)
        written += out.count
        try take(out.array)
        out.removeAll()
    }

    // MARK: The end

    /// Writes what waits, and the table of all objects.
    func finish(catalog: Int, info: Int) throws {
        try pack()
        let number = reserve()
        let start = written + out.count
        places[number] = .offset(start)
        let width = start < 1 << 16 ? 2 : start < 1 << 24 ? 3 : start < 1 << 32 ? 4 : 6
        let table = PDFBytes(capacity: places.count * (width + 3))
        for place in places {
            switch place {
            case .none: row(table, kind: 0, 0, width: width, 255)
            case .offset(let offset): row(table, kind: 1, offset, width: width, 0)
            case .packed(let stream, let at): row(table, kind: 2, stream, width: width, at)
            }
        }
        digest = libdeflate_crc32(digest, out.buffer.baseAddress, out.count)
        let identifier = [digest, libdeflate_adler32(1, table.buffer.baseAddress, table.count), UInt32(places.count)]
        try stream(number, deflater.deflated(table.buffer)) { out in
            out.put("/Type/XRef/Filter/FlateDecode/W[1 ")
            out.number(width)
            out.put("1]/Size ")
            out.number(places.count)
            out.put("/Root ")
            out.reference(catalog)
            out.put("/Info ")
            out.reference(info)
            out.put("/ID[")
            for _ in 0..<2 {
                out.put("<")
                for part in identifier + [UInt32(truncatingIfNeeded: start)] {
                    out.hexadecimal(UInt16(part >> 16))
                    out.hexadecimal(UInt16(part & 0xFFFF))
                }
                out.put(">")
            }
            out.put("]")
        }
        out.put("startxref\n")
        out.digits(start)
        out.put("\n%%EOF\n")
        try give()
    }

    private func row(_ table: PDFBytes, kind: UInt8, _ value: Int, width: Int, _ last: Int) {
        table.put(kind)
        for shift in stride(from: (width - 1) * 8, through: 0, by: -8) {
            table.put(UInt8(truncatingIfNeeded: value >> shift))
        }
        table.put(UInt8(truncatingIfNeeded: last))
    }
}
