/// What the markers of a JPEG file say before its data (ISO/IEC 10918-1, annex B; Exif 2.3, 4.6).
struct JPEGHeader: Equatable {
    var width: Int
    var height: Int
    /// 1 grey, 3 colour, 4 for printing plates.
    var components: Int
    var bitsPerSample: Int
    /// The number of the SOF marker: 0–2 are what readers of PDF must know.
    var process: Int
    /// 1…8, how the camera was held.
    var orientation = 1

    /// Nil when the bytes are no JPEG, or end before the size is told.
    init?(_ bytes: [UInt8]) {
        guard bytes.count > 4, bytes[0] == 0xFF, bytes[1] == 0xD8 else { return nil }
        var turned = 1
        var at = 2
        while at + 4 <= bytes.count {
            guard bytes[at] == 0xFF else { return nil }
            let marker = bytes[at + 1]
            // Fill bytes may stand before a marker.
            if marker == 0xFF {
                at += 1
                continue
            }
            let length = Int(bytes[at + 2]) << 8 | Int(bytes[at + 3])
            guard length >= 2, at + 2 + length <= bytes.count else { return nil }
            let body = bytes[(at + 4)..<(at + 2 + length)]
            switch marker {
            case 0xE1: turned = JPEGHeader.orientation(body) ?? turned
            case 0xC0...0xCF where marker != 0xC4 && marker != 0xC8 && marker != 0xCC:
                guard body.count >= 6 else { return nil }
                let first = body.startIndex
                bitsPerSample = Int(body[first])
                height = Int(body[first + 1]) << 8 | Int(body[first + 2])
                width = Int(body[first + 3]) << 8 | Int(body[first + 4])
                components = Int(body[first + 5])
                process = Int(marker) - 0xC0
                orientation = turned
                return
            case 0xD9, 0xDA: return nil
            default: break
            }
            at += 2 + length
        }
        return nil
    }

    /// Tag 0x0112 of the first directory of an Exif segment.
    private static func orientation(_ segment: ArraySlice<UInt8>) -> Int? {
        guard segment.starts(with: [0x45, 0x78, 0x69, 0x66, 0, 0]) else { return nil }
        let tiff = Array(segment.dropFirst(6))
        guard tiff.count >= 8 else { return nil }
        let isLittle: Bool
        switch (tiff[0], tiff[1]) {
        case (0x49, 0x49): isLittle = true
        case (0x4D, 0x4D): isLittle = false
        default: return nil
        }
        func number(_ at: Int, bytes: Int) -> Int? {
            guard at >= 0, at + bytes <= tiff.count else { return nil }
            let own = tiff[at..<at + bytes]
            return (isLittle ? Array(own.reversed()) : Array(own)).reduce(0) { $0 << 8 | Int($1) }
        }
        guard let directory = number(4, bytes: 4), let count = number(directory, bytes: 2) else { return nil }
        for entry in 0..<count {
            let at = directory + 2 + entry * 12
            guard let tag = number(at, bytes: 2) else { return nil }
            if tag == 0x0112 { return number(at + 8, bytes: 2).flatMap { (1...8).contains($0) ? $0 : nil } }
        }
        return nil
    }
}
