import CLibDeflate

/// Compresses streams (FlateDecode). Belongs to one thread.
final class Deflater {
    private let compressor: OpaquePointer
    private var room: UnsafeMutableBufferPointer<UInt8>

    /// Measured on receipts and rosters: operators of a page gain a seventh from level 1 to level 3, 1 to 4 % more up
    /// to level 5, which takes half as long again; the outlines of a font gain a hundredth and take twice as long.
    enum Effort: Int32 { case quick = 1, thorough = 3 }

    init(_ effort: Effort = .thorough) {
        guard let compressor = libdeflate_alloc_compressor(effort.rawValue) else {
            preconditionFailure("libdeflate knows its own levels")
        }
        self.compressor = compressor
        room = .allocate(capacity: 1 << 16)
    }

    deinit {
        libdeflate_free_compressor(compressor)
        room.deallocate()
    }

    /// - Parameter take: is given the compressed bytes, which are gone afterwards.
    func deflate<Result>(_ bytes: UnsafeBufferPointer<UInt8>, _ take: (UnsafeBufferPointer<UInt8>) -> Result) -> Result
    {
        let bound = libdeflate_zlib_compress_bound(compressor, bytes.count)
        if bound > room.count {
            room.deallocate()
            room = .allocate(capacity: bound)
        }
        let count = libdeflate_zlib_compress(compressor, bytes.baseAddress, bytes.count, room.baseAddress, room.count)
        precondition(count > 0, "the room is as large as the bound")
        return take(UnsafeBufferPointer(rebasing: room[..<count]))
    }

    func deflated(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] { deflate(bytes) { Array($0) } }

    func deflated(_ bytes: [UInt8]) -> [UInt8] { bytes.withUnsafeBufferPointer { deflated($0) } }
}
