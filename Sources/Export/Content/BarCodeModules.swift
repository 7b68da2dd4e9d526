import CZint
import Diagnostics
import Typesetting

/// The dark and light modules of a bar code, encoded by libzint.
struct BarCodeModules {
    let width: Int
    let height: Int
    /// Row by row; true is dark.
    let dark: [Bool]

    init(width: Int, height: Int, dark: [Bool]) {
        self.width = width
        self.height = height
        self.dark = dark
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
        let rowBytes = MemoryLayout.size(ofValue: symbol.pointee.encoded_data.0)
        self.width = width
        self.height = height
        dark = [Bool](unsafeUninitializedCapacity: width * height) { modules, count in
            withUnsafeBytes(of: &symbol.pointee.encoded_data) { bytes in
                for row in 0..<height {
                    for column in 0..<width {
                        modules[row * width + column] = bytes[row * rowBytes + column / 8] >> (column % 8) & 1 != 0
                    }
                }
            }
            count = width * height
        }
    }
}
