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

    /// The digits of 0…15 with their four bits the other way round.
    private static let turned = Array("084C2A6E195D3B7F".utf8)

    /// Beyond this many remembered masks, all are forgotten.
    private static let memoryLimit = 64

    func mask(_ code: BarCode) throws -> Mask {
        if let known = masks[code] { return known }
        let modules = try BarCodeModules(code)
        var digits: [UInt8] = []
        digits.reserveCapacity(modules.bytes.count * 2)
        // A mask begins with the highest bit.
        for byte in modules.bytes {
            digits.append(BarCodeMasks.turned[Int(byte & 15)])
            digits.append(BarCodeMasks.turned[Int(byte >> 4)])
        }
        let mask = Mask(width: modules.width, height: modules.height, digits: digits)
        if masks.count >= BarCodeMasks.memoryLimit { masks.removeAll(keepingCapacity: true) }
        masks[code] = mask
        return mask
    }
}
