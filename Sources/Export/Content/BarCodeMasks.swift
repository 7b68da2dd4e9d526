import Typesetting

/// Bar codes as masks of one bit a module, in hexadecimal digits as content holds them. Remembers the last few, since
/// one code may stand on every page. Belongs to one thread.
final class BarCodeMasks {
    struct Mask {
        let width: Int
        let height: Int
        /// Row by row, each filled up to whole bytes; 1 is dark.
        let digits: [UInt8]
    }

    private var masks: [BarCode: Mask] = [:]

    /// Beyond this many remembered masks, all are forgotten.
    private static let memoryLimit = 64

    func mask(_ code: BarCode) throws -> Mask {
        if let known = masks[code] { return known }
        let modules = try BarCodeModules(code)
        let rowBytes = (modules.width + 7) / 8
        var bytes = [UInt8](repeating: 0, count: rowBytes * modules.height)
        for row in 0..<modules.height {
            for column in 0..<modules.width where modules.dark[row * modules.width + column] {
                bytes[row * rowBytes + column / 8] |= 0x80 >> UInt8(column % 8)
            }
        }
        let signs = Array("0123456789ABCDEF".utf8)
        var digits: [UInt8] = []
        digits.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            digits.append(signs[Int(byte >> 4)])
            digits.append(signs[Int(byte & 15)])
        }
        let mask = Mask(width: modules.width, height: modules.height, digits: digits)
        if masks.count >= BarCodeMasks.memoryLimit { masks.removeAll(keepingCapacity: true) }
        masks[code] = mask
        return mask
    }
}
