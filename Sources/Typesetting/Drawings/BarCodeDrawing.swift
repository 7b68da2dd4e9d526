import Markup

/// Bar codes take their place here; the writer draws their modules.
enum BarCodeDrawing {
    static func frame(_ code: BarCode, width: Length?, height: Length?) -> AtomicFrame {
        let isLinear = code.kind == .code128
        let wide = width ?? (isLinear ? 50 * .millimetre : height ?? 20 * .millimetre)
        let tall = height ?? (isLinear ? 10 * .millimetre : wide)
        let rect = Rect(x: 0, y: 0, width: wide, height: tall)
        return AtomicFrame(
            width: wide, height: tall, baseline: tall, verticalAlign: .baseline, items: [.barCode(code, rect)])
    }
}
