import Diagnostics
import Glibc
import Storage

/// The folder into which the bank puts a file a day.
package enum PaymentFolder {
    /// The `.txt` files whose names begin with a day up to `day`, and those whose names tell no day, by name; where
    /// banks send tables, `.csv` and `.xlsx` files too.
    /// - throws: `Rejection` when the folder or one of the files cannot be read.
    package static func files(
        in folder: String, through day: CivilDate, tables: Bool = false
    ) throws -> [SourceFile] {
        try names(in: folder, ending: tables ? [".txt", ".csv", ".xlsx"] : [".txt"]).filter { name in
            CivilDate(compact: name.prefix(8)).map { $0 <= day } ?? true
        }.map { try SourceFile(path: folder + "/" + $0) }
    }

    /// - Parameter mayBeMissing: whether a folder that is not there is an empty one.
    static func names(
        in folder: String, ending: [String], mayBeMissing: Bool = false
    ) throws(Rejection) -> [String] {
        guard let handle = opendir(folder) else {
            if errno == ENOENT && mayBeMissing { return [] }
            let code = errno == ENOENT ? "levy.file-missing" : "levy.file-unreadable"
            throw Rejection(
                code, ["file": folder, "reason": String(cString: strerror(errno))],
                at: SourceSpan(file: folder, line: 1))
        }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix("."), ending.contains(where: { name.lowercased().hasSuffix($0) }) { names.append(name) }
        }
        return names.sorted()
    }
}
