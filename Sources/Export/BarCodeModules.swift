import CZint
import Diagnostics
import Typesetting

/// The dark and light modules of a bar code, encoded by libzint.
struct BarCodeModules {
    let width: Int
    let height: Int
    /// Row by row; true is dark.
    let dark: [Bool]

    /// - Throws: `Rejection` when the symbology cannot hold the value.
    init(_ code: BarCode) throws {
        // libzint would measure a text of no length for itself, and read on behind it.
        guard !code.value.isEmpty else {
            throw Rejection("export.bar-code", ["kind": code.kind.rawValue, "value": code.value])
        }
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
        let status = ZBarcode_Encode(symbol, Array(code.value.utf8), Int32(code.value.utf8.count))
        guard status < ZINT_ERROR else {
            throw Rejection("export.bar-code", ["kind": code.kind.rawValue, "value": code.value])
        }
        let width = Int(symbol.pointee.width)
        let height = code.kind == .code128 ? 1 : Int(symbol.pointee.rows)
        let rowBytes = MemoryLayout.size(ofValue: symbol.pointee.encoded_data.0)
        var modules: [Bool] = []
        modules.reserveCapacity(width * height)
        withUnsafeBytes(of: &symbol.pointee.encoded_data) { bytes in
            for row in 0..<height {
                for column in 0..<width {
                    modules.append(bytes[row * rowBytes + column / 8] & UInt8(1 << (column % 8)) != 0)
                }
            }
        }
        self.width = width
        self.height = height
        dark = modules
    }
}
