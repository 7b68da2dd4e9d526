import CCairo
import Typesetting

/// Bar codes as masks for cairo, one bit a module. Remembers the last few, since one code may stand on every page.
final class BarCodeMasks {
    struct Mask {
        let surface: OpaquePointer
        let width: Int
        let height: Int
    }

    private var masks: [BarCode: Mask] = [:]

    /// Beyond this many remembered masks, all are forgotten; cairo keeps what it still needs.
    private static let memoryLimit = 64

    deinit { forget() }

    private func forget() {
        for mask in masks.values { cairo_surface_destroy(mask.surface) }
        masks.removeAll(keepingCapacity: true)
    }

    func mask(_ code: BarCode) throws -> Mask {
        if let known = masks[code] { return known }
        let modules = try BarCodeModules(code)
        guard let surface = cairo_image_surface_create(CAIRO_FORMAT_A1, Int32(modules.width), Int32(modules.height))
        else { throw CairoFailure(CAIRO_STATUS_NO_MEMORY) }
        try CairoFailure.check(cairo_surface_status(surface))
        let stride = Int(cairo_image_surface_get_stride(surface))
        guard let bytes = cairo_image_surface_get_data(surface) else { throw CairoFailure(CAIRO_STATUS_NO_MEMORY) }
        for row in 0..<modules.height {
            for column in 0..<modules.width where modules.dark[row * modules.width + column] {
                // Cairo packs A1 in the machine's bit order: the lowest bit first on little-endian machines.
                bytes[row * stride + column / 8] |= UInt8(1 << (column % 8))
            }
        }
        cairo_surface_mark_dirty(surface)
        let mask = Mask(surface: surface, width: modules.width, height: modules.height)
        if masks.count >= BarCodeMasks.memoryLimit { forget() }
        masks[code] = mask
        return mask
    }
}
