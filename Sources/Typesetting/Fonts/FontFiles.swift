import Glibc

/// Where font files lie.
enum FontFiles {
    /// Finds files by name in folders and the folders inside them; the first folder wins, and inside one the first in
    /// the order of names. Looks no further once all are found.
    static func find(_ wanted: Set<String>, in folders: [String]) -> [String: String] {
        var found: [String: String] = [:]
        for folder in folders {
            search(folder, wanted, &found, depth: 0)
            if found.count == wanted.count { break }
        }
        return found
    }

    /// Links may lead in circles.
    private static let deepest = 8

    private static func search(
        _ folder: String, _ wanted: Set<String>, _ found: inout [String: String], depth: Int
    ) {
        guard depth < deepest, let entries = opendir(folder) else { return }
        var inside: [String] = []
        while let entry = readdir(entries) {
            let type = entry.pointee.d_type
            let name = withUnsafePointer(to: &entry.pointee.d_name) { bytes in
                bytes.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix(".") { continue }
            if type == UInt8(DT_DIR) || (!name.contains(".") && type != UInt8(DT_REG)) {
                inside.append(name)
            } else if wanted.contains(name), found[name] == nil {
                found[name] = folder + "/" + name
            }
        }
        closedir(entries)
        for name in inside.sorted() where found.count < wanted.count {
            search(folder + "/" + name, wanted, &found, depth: depth + 1)
        }
    }
}

/// The head of an OpenType file, read to tell a font from something else without opening it whole.
enum SfntHeader {
    /// Whether the file holds a face with the given index, whose list of tables lies inside the file.
    static func hasFace(path: String, index: Int) -> Bool {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        let size = Int(lseek(file, 0, SEEK_END))
        var start = 0
        if word(file, 0) == 0x7474_6366 {  // 'ttcf'
            guard let count = word(file, 8), index >= 0, index < Int(count), let offset = word(file, 12 + 4 * index)
            else { return false }
            start = Int(offset)
        } else if index != 0 {
            return false
        }
        // TrueType 1.0, 'OTTO' (CFF), 'true'
        guard let kind = word(file, start), [0x0001_0000, 0x4F54_544F, 0x7472_7565].contains(kind),
            let tables = word(file, start + 4).map({ Int($0 >> 16) }), tables > 0
        else { return false }
        return start + 12 + 16 * tables <= size
    }

    /// Four bytes as a number, the highest first.
    private static func word(_ file: Int32, _ offset: Int) -> UInt32? {
        var bytes: [UInt8] = [0, 0, 0, 0]
        guard pread(file, &bytes, 4, offset) == 4 else { return nil }
        return bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }
}
