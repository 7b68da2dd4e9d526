import CZint
import Diagnostics
import Typesetting

/// The dark and light modules of a bar code, encoded by libzint.
struct BarCodeModules {
    let width: Int
    let height: Int
    /// Row by row, each in whole bytes; the first module is the lowest bit, 1 is dark.
    let bytes: [UInt8]

    var rowBytes: Int { BarCodeModules.rowBytes(width) }

    private static func rowBytes(_ width: Int) -> Int { (width + 7) / 8 }

    /// - Parameter rows: of one length each; true is dark.
    init(_ rows: [[Bool]]) {
        width = rows.first?.count ?? 0
        height = rows.count
        let rowBytes = BarCodeModules.rowBytes(width)
        var bytes = [UInt8](repeating: 0, count: rowBytes * height)
        for (row, modules) in rows.enumerated() {
            for (column, isDark) in modules.enumerated() where isDark {
                bytes[row * rowBytes + column / 8] |= 1 << UInt8(column % 8)
            }
        }
        self.bytes = bytes
    }

    /// Whether a module is dark.
    subscript(row: Int, column: Int) -> Bool {
        bytes[row * rowBytes + column / 8] >> UInt8(column % 8) & 1 != 0
    }

    /// A row as the bits of an integer; for codes of up to 64 columns.
    func bits(row: Int) -> UInt64 {
        var bits: UInt64 = 0
        for at in 0..<rowBytes { bits |= UInt64(bytes[row * rowBytes + at]) << UInt64(at * 8) }
        return bits
    }

    /// - Throws: `Rejection` when the symbology cannot hold the value.
    init(_ code: BarCode) throws {
        // libzint would measure a text of no length for itself, and read on behind it.
        guard !code.value.isEmpty else {
            throw Rejection("export.bar-code", ["kind": code.kind.rawValue, "value": code.value])
        }
        guard code.kind == .qr, code.value.utf8.count <= BarCodeModules.weighable else {
            self = try BarCodeModules(code, mask: nil)
            return
        }
        // A QR code may be written with any of eight masks (ISO/IEC 18004, 7.8). libzint weighs all of them, which
        // takes much longer than all the rest; here the first that is good enough is taken, else the best.
        var best: (modules: BarCodeModules, penalty: Int)?
        for mask in 0..<8 {
            let modules = try BarCodeModules(code, mask: mask)
            guard let penalty = QRPenalty(modules) else {
                self = try BarCodeModules(code, mask: nil)
                return
            }
            if penalty.total < best?.penalty ?? Int.max { best = (modules, penalty.total) }
            if penalty.isGood { break }
        }
        self = best!.modules
    }

    /// Values up to this length, in bytes, make codes that `QRPenalty` can weigh.
    private static let weighable = 200

    private init(_ code: BarCode, mask: Int?) throws {
        guard let symbol = ZBarcode_Create() else { throw FontFailure("bar code", "out of memory") }
        defer { ZBarcode_Delete(symbol) }
        symbol.pointee.symbology =
            switch code.kind {
            case .qr: BARCODE_QRCODE
            case .code128: BARCODE_CODE128
            case .datamatrix: BARCODE_DATAMATRIX
            }
        symbol.pointee.input_mode = UNICODE_MODE
        // 2 of 4: error correction level M, 15 %.
        if code.kind == .qr { symbol.pointee.option_1 = 2 }
        if let mask { symbol.pointee.option_3 = Int32((mask + 1) << 8) }
        let status = ZBarcode_Encode(symbol, Array(code.value.utf8), Int32(code.value.utf8.count))
        guard status < ZINT_ERROR else {
            throw Rejection("export.bar-code", ["kind": code.kind.rawValue, "value": code.value])
        }
        let width = Int(symbol.pointee.width)
        let height = code.kind == .code128 ? 1 : Int(symbol.pointee.rows)
        let symbolBytes = MemoryLayout.size(ofValue: symbol.pointee.encoded_data.0)
        let rowBytes = BarCodeModules.rowBytes(width)
        // What lies beyond the last module of a row is not ours to rely on.
        let last = UInt8(truncatingIfNeeded: 0xFF >> (rowBytes * 8 - width))
        self.width = width
        self.height = height
        bytes = [UInt8](unsafeUninitializedCapacity: rowBytes * height) { bytes, count in
            withUnsafeBytes(of: &symbol.pointee.encoded_data) { symbol in
                for row in 0..<height {
                    for at in 0..<rowBytes { bytes[row * rowBytes + at] = symbol[row * symbolBytes + at] }
                    if rowBytes > 0 { bytes[row * rowBytes + rowBytes - 1] &= last }
                }
            }
            count = rowBytes * height
        }
    }
}
