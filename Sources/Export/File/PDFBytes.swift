import Glibc

/// Bytes of PDF syntax (ISO 32000-1, 7.3) as they grow. Numbers are printed from integers, since that is most of what a
/// page consists of; an operand ends with a space, so that the next thing may follow at once.
final class PDFBytes {
    private(set) var count = 0
    private var capacity: Int
    private var base: UnsafeMutablePointer<UInt8>

    init(capacity: Int = 4_096) {
        self.capacity = capacity
        base = .allocate(capacity: capacity)
    }

    deinit { base.deallocate() }

    var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }
    var array: [UInt8] { Array(buffer) }

    func removeAll() { count = 0 }

    subscript(at: Int) -> UInt8 {
        get { base[at] }
        set { base[at] = newValue }
    }

    @inline(__always)
    private func reserve(_ more: Int) { if count + more > capacity { grow(more) } }

    private func grow(_ more: Int) {
        capacity = max(capacity * 2, count + more)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
    }

    // MARK: Bytes

    @inline(__always)
    func put(_ byte: UInt8) {
        reserve(1)
        base[count] = byte
        count += 1
    }

    @inline(__always)
    func put(_ syntax: StaticString) {
        reserve(syntax.utf8CodeUnitCount)
        memcpy(base + count, syntax.utf8Start, syntax.utf8CodeUnitCount)
        count += syntax.utf8CodeUnitCount
    }

    func put(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else { return }
        reserve(bytes.count)
        memcpy(base + count, start, bytes.count)
        count += bytes.count
    }

    func put(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { put($0) } }

    func put(ascii text: String) {
        var text = text
        text.withUTF8 { put($0) }
    }

    // MARK: Numbers

    func number(_ value: Int) {
        digits(value)
        put(0x20)
    }

    /// Without the space behind it.
    func digits(_ value: Int) {
        reserve(24)
        var rest = value.magnitude
        if value < 0 { put(UInt8(ascii: "-")) }
        var length = 1
        var limit: UInt = 10
        while length < 20, rest >= limit {
            length += 1
            limit = length == 20 ? .max : limit &* 10
        }
        var at = count + length
        count = at
        repeat {
            at -= 1
            let next = rest / 10
            base[at] = UInt8(truncatingIfNeeded: 0x30 &+ (rest &- next &* 10))
            rest = next
        } while at > count - length
    }

    /// A number with up to six decimals, given in millionths.
    func number(millionths value: Int) {
        if value < 0 { put(UInt8(ascii: "-")) }
        let (whole, fraction) = value.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
        if whole > 0 || fraction == 0 { digits(Int(clamping: whole)) }
        if fraction > 0 {
            put(UInt8(ascii: "."))
            var rest = fraction
            var unit: UInt = 100_000
            while rest > 0 {
                put(UInt8(truncatingIfNeeded: 0x30 + rest / unit))
                rest %= unit
                unit /= 10
            }
        }
        put(0x20)
    }

    /// A small number with nine decimals.
    func number(nanos value: Double) {
        let digits = String(Int((value * 1e9).rounded()))
        let padded = String(repeating: "0", count: max(0, 10 - digits.count)) + digits
        put(ascii: padded.dropLast(9) + "." + padded.suffix(9) + " ")
    }

    /// A number given in hundredths.
    func number(hundredths value: Int) {
        let (product, overflow) = value.multipliedReportingOverflow(by: 10_000)
        if overflow { number(value / 100) } else { number(millionths: product) }
    }

    // MARK: Strings and references

    /// An object by its number.
    func reference(_ object: Int) {
        digits(object)
        put(" 0 R ")
    }

    /// A string of bytes in brackets.
    func string(_ bytes: some Sequence<UInt8>) {
        put(UInt8(ascii: "("))
        for byte in bytes { escaped(byte) }
        put(UInt8(ascii: ")"))
    }

    /// A byte between the brackets of a string.
    @inline(__always)
    func escaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\"):
            put(UInt8(ascii: "\\"))
            put(byte)
        // Readers take an end of line of any kind for a line feed.
        case 0x0D: put("\\r")
        default: put(byte)
        }
    }

    /// A text string (7.9.2.2): as it is where it is ASCII, else UTF-16 in hexadecimal digits.
    func text(_ text: String) {
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return string(text.utf8) }
        put("<FEFF")
        for unit in text.utf16 { hexadecimal(unit) }
        put(UInt8(ascii: ">"))
    }

    func hexadecimal(_ unit: UInt16) {
        hexadecimal(UInt8(unit >> 8))
        hexadecimal(UInt8(unit & 0xFF))
    }

    func hexadecimal(_ byte: UInt8) {
        for digit in [byte >> 4, byte & 15] { put(digit < 10 ? 0x30 + digit : 0x37 + digit) }
    }

    /// A name from any text: what may not stand in one is written as `#` and its number.
    func name(_ text: String) {
        put(UInt8(ascii: "/"))
        for byte in text.utf8 {
            if (0x21...0x7E).contains(byte), !"#()<>[]{}/%".utf8.contains(byte) { put(byte) } else {
                put(UInt8(ascii: "#"))
                hexadecimal(byte)
            }
        }
    }
}
