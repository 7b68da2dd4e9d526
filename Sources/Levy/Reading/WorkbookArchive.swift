import CLibZip
import Diagnostics

/// The parts of an XLSX file (a ZIP archive), opened with limits: a part may not unpack to more than a workbook of a
/// district can hold, nor shrink as only a bomb does.
final class WorkbookArchive {
    private let file: SourceFile
    private let archive: OpaquePointer
    /// libzip reads from these bytes as long as the archive is open.
    private let bytes: UnsafeMutableRawPointer
    private let sizes: [String: UInt64]

    static let largestPart: UInt64 = 1 << 30
    static let largestTotal: UInt64 = 2 << 30
    /// Deflate reaches about 1000 : 1 on one repeated byte; sheets of repeated rows stay under 200 : 1.
    static let highestRatio: UInt64 = 400
    static let mostParts: Int64 = 5_000

    init(_ file: SourceFile) throws(Rejection) {
        self.file = file
        let copy = UnsafeMutableRawPointer.allocate(byteCount: max(1, file.bytes.count), alignment: 16)
        file.bytes.withUnsafeBytes {
            copy.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(copy), byteCount: $0.count)
        }
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let source = zip_source_buffer_create(copy, UInt64(file.bytes.count), 0, &error) else {
            copy.deallocate()
            throw WorkbookArchive.broken(file, "zip_source")
        }
        guard let opened = zip_open_from_source(source, ZIP_RDONLY, &error) else {
            let reason = String(cString: zip_error_strerror(&error))
            zip_source_free(source)
            copy.deallocate()
            throw WorkbookArchive.broken(file, reason)
        }
        bytes = copy
        archive = opened
        do {
            sizes = try WorkbookArchive.checkedSizes(opened, file)
        } catch {
            zip_discard(opened)
            copy.deallocate()
            throw error
        }
    }

    deinit {
        zip_discard(archive)
        bytes.deallocate()
    }

    private static func broken(_ file: SourceFile, _ reason: String) -> Rejection {
        Rejection("levy.workbook.broken", ["file": file.name, "reason": reason], at: file.span())
    }

    private static func checkedSizes(
        _ archive: OpaquePointer, _ file: SourceFile
    ) throws(Rejection) -> [String: UInt64] {
        let count = zip_get_num_entries(archive, 0)
        guard count >= 0 && count <= mostParts else {
            throw Rejection("levy.workbook.too-large", ["file": file.name, "part": "\(count)"], at: file.span())
        }
        var sizes: [String: UInt64] = [:]
        var total: UInt64 = 0
        for index in 0..<UInt64(count) {
            var stat = zip_stat_t()
            guard zip_stat_index(archive, index, 0, &stat) == 0, let raw = stat.name else {
                throw broken(file, "zip_stat \(index)")
            }
            let name = String(cString: raw)
            let (sum, overflow) = total.addingReportingOverflow(stat.size)
            let shrinksTooMuch = stat.size > 1 << 20 && stat.size / max(1, stat.comp_size) > highestRatio
            guard !overflow, sum <= largestTotal, stat.size <= largestPart, !shrinksTooMuch else {
                throw Rejection("levy.workbook.too-large", ["file": file.name, "part": name], at: file.span())
            }
            guard stat.encryption_method == 0 else {
                throw Rejection("levy.workbook.old-format", ["file": file.name], at: file.span())
            }
            total = sum
            sizes[name] = stat.size
        }
        return sizes
    }

    func contains(_ part: String) -> Bool { sizes[part] != nil }

    /// Opens a part for streaming; the reader stops at the size that the archive states.
    func open(_ part: String) throws(Rejection) -> WorkbookPart {
        guard let size = sizes[part], let handle = zip_fopen(archive, part, 0) else {
            throw WorkbookArchive.broken(file, part)
        }
        return WorkbookPart(handle: handle, name: part, size: size, archive: self)
    }
}

/// One open part.
final class WorkbookPart {
    private let handle: OpaquePointer
    let name: String
    private var left: UInt64
    /// Keeps the archive open.
    private let archive: WorkbookArchive

    init(handle: OpaquePointer, name: String, size: UInt64, archive: WorkbookArchive) {
        self.handle = handle
        self.name = name
        left = size
        self.archive = archive
    }

    deinit { zip_fclose(handle) }

    /// - returns: the number of bytes read, 0 at the end, -1 for a damaged part or one larger than it said.
    func read(_ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
        let got = zip_fread(handle, buffer, UInt64(count))
        guard got >= 0, UInt64(got) <= left else { return -1 }
        left -= UInt64(got)
        return Int(got)
    }
}
