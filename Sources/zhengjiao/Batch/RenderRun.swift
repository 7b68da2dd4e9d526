import Diagnostics
import Export
import Foundation
import Storage
import Synchronization
import Templates
import Typesetting

/// What `render` was asked to do.
struct RenderOrder: Sendable {
    var pattern: OutputPattern
    var picture = PagePicture()
    /// Written into the PDF, ISO 8601.
    var created: String
    /// Instead of the document's own title.
    var title: String?
    var pdf = PDFOptions()
    var jobs = 1
    /// Leaves files alone that an earlier run has written from the same template and record.
    var resumes = false
    /// Files besides the template's own that decide how a page looks.
    var sources: [String] = []
}

/// Prints the records of some data with one template: each into a file of its own, or all into one.
final class RenderRun: Sendable {
    private let order: RenderOrder
    private let template: Template
    private let data: RunData
    private let room: PressRoom
    private let signal = Mutex<Int32?>(nil)

    /// How many records a thread takes at once.
    private static let batchSize = 32
    /// How many batches may wait for those before them, for each thread.
    private static let aheadPerThread = 2

    init(order: RenderOrder, template: Template, data: RunData, room: PressRoom) {
        (self.order, self.template, self.data, self.room) = (order, template, data, room)
    }

    /// What happened, in numbers.
    struct Tally {
        var files = 0
        var pages = 0
        /// Files that were there already.
        var kept = 0
        var failures = 0
        /// The signal that ended the run before its time.
        var signal: Int32?
    }

    /// What one record became.
    private enum Outcome: Sendable {
        case written(PrintedFile, path: String, input: String, output: String)
        case kept
        case pages(EncodedDocument)
        case refused(subject: String, Rejection)
        /// The world failed: no record after it will fare better.
        case failed(any Error)
    }

    /// One file of one record.
    /// - Returns: how many pages it has.
    func printOne() throws -> Int {
        if isPiecewise, let pages = try printStreamed() { return pages }
        guard let read = try data.records().next() else { throw Rejection("data.no-records") }
        let record = try read.record.get()
        let document = try template.fill(record, subject: read.subject.isEmpty ? nil : read.subject)
        let info = try info(document, record)
        try RenderRun.makeFolder(of: order.pattern.text)
        if isPiecewise {
            return try writeLong(document, info)
        }
        let file = try room.print(
            document, as: order.pattern.format, info: info, picture: order.picture, options: order.pdf)
        try DurableFile.write(file.bytes, to: order.pattern.text)
        for warning in file.warnings { Failures.write(Failures.describe(warning)) }
        return file.pages
    }

    private func info(_ document: Document, _ record: Record) throws -> DocumentInfo {
        DocumentInfo(
            title: order.title ?? document.title, author: try template.author(record) ?? "", created: order.created)
    }

    private static func makeFolder(of path: String) throws {
        try PlainFile.makeFolder(of: path)
    }

    /// Whether the document is likely to be long, and may be written piece by piece.
    private var isPiecewise: Bool {
        data.isLarge && order.pattern.format == .pdf
    }

    /// A long table, whose rows are not in memory; nil where the template asks for more than one look at them.
    private func printStreamed() throws -> Int? {
        guard let (record, subject) = try data.streamed() else { return nil }
        let document: Document
        do { document = try template.fill(record, subject: subject) } catch {
            let second = ["template.stream-place", "template.stream-places", "template.stream-twice"]
            guard error.diagnostics.allSatisfy({ second.contains($0.code) }) else { throw error }
            return nil
        }
        let info = try info(document, record)
        try RenderRun.makeFolder(of: order.pattern.text)
        return try writeLong(document, info)
    }

    private func writeLong(_ document: Document, _ info: DocumentInfo) throws -> Int {
        let written = try DurableFile.write(to: order.pattern.text) {
            try room.write(document, info, options: order.pdf, jobs: order.jobs, take: $0)
        }
        for warning in written.warnings { Failures.write(Failures.describe(warning)) }
        return written.pages
    }

    // MARK: Many records

    /// Each record into a file of its own.
    /// - Throws: `Rejection` before anything is written when names collide; `FileFailure` and the like when the world
    ///   fails.
    func printEach(_ progress: RenderProgress) throws -> Tally {
        let survey = try NameSurvey(data, pattern: order.pattern)
        try RenderRun.makeFolder(of: order.pattern.root + "/x")
        let manifest = try RenderManifest(root: order.pattern.root, resumes: order.resumes)
        let known = manifest.known()
        let base = try fingerprint()
        var tally = Tally()
        try run(progress, &tally, total: { survey.count }) { batch in
            self.printBatch(batch, digits: survey.digits, base: base, known: known)
        } take: { outcome in
            guard case .written(_, let path, let input, let output) = outcome else { return }
            try manifest.add(path, input: input, output: output)
        }
        try manifest.flush()
        return tally
    }

    /// A file of many records that came to nothing.
    private struct NoFile: Error {}

    /// All records into one file, an entry of the outline for each. Threads fill, lay out and encode pages; what is
    /// left to be done in order is to number and write them.
    func printMerged(_ progress: RenderProgress) throws -> Tally {
        var tally = Tally()
        let title = order.title ?? (order.pattern.text as NSString).lastPathComponent
        let info = DocumentInfo(title: title, author: "", created: order.created)
        try RenderRun.makeFolder(of: order.pattern.text)
        do {
            try DurableFile.write(to: order.pattern.text) { give in
                let writer = try PDFWriter(info, options: order.pdf, take: give)
                try run(progress, &tally, total: data.count) { batch in
                    batch.map { read in RenderRun.outcome(read.subject) { .pages(try self.encoded(read)) } }
                } take: { outcome in
                    guard case .pages(let encoded) = outcome else { return }
                    for page in encoded.pages { try writer.append(page) }
                }
                // Where there is no page, every record has said what is wrong with it.
                guard tally.signal == nil, tally.pages > 0 else { throw NoFile() }
                try writer.finish()
            }
            tally.files = 1
        } catch is NoFile {}
        return tally
    }

    private func encoded(_ read: ReadRecord) throws -> EncodedDocument {
        let document = try template.fill(try read.record.get(), subject: read.subject)
        let title = document.title.isEmpty ? read.subject : document.title
        return try room.encoded(document) { RenderRun.titled($0, title) }
    }

    /// A document's own headings stand under its title.
    private static func titled(_ pages: [Page], _ title: String) -> [Page] {
        var pages = pages
        for index in pages.indices {
            for entry in pages[index].outline.indices { pages[index].outline[entry].level += 1 }
        }
        if !pages.isEmpty { pages[0].outline.insert(OutlineEntry(level: 1, title: title, y: 0), at: 0) }
        return pages
    }

    /// The files of some records.
    private func printBatch(
        _ batch: [ReadRecord], digits: Int, base: [UInt8], known: (_ path: String, _ input: String) -> Bool
    ) -> [Outcome] {
        batch.map { read in
            RenderRun.outcome(read.subject) {
                let record = try read.record.get()
                let path = try order.pattern.path(record, number: read.number, digits: digits)
                var bytes = base
                Fingerprint.append(record, to: &bytes)
                let input = DurableFile.sha256(bytes)
                if known(path, input) { return .kept }
                let document = try template.fill(record, subject: read.subject)
                let file = try room.print(
                    document, as: order.pattern.format, info: info(document, record), picture: order.picture,
                    options: order.pdf)
                try RenderRun.makeFolder(of: path)
                let output = try PlainFile.write(file.bytes, to: path)
                return .written(file, path: path, input: input, output: output)
            }
        }
    }

    private static func outcome(_ subject: String, _ work: () throws -> Outcome) -> Outcome {
        do { return try work() } catch let rejection as Rejection {
            return .refused(subject: subject, rejection)
        } catch { return .failed(error) }
    }

    /// Brings what the records became together, in their order.
    /// - Parameter total: how many records there are; asked while threads have begun with the first.
    private func run(
        _ progress: RenderProgress, _ tally: inout Tally, total: () throws -> Int,
        work: @escaping @Sendable ([ReadRecord]) -> [Outcome], take: (Outcome) throws -> Void
    ) throws {
        let signals = Signals { number in self.signal.withLock { $0 = $0 ?? number } }
        defer { signals.end() }
        let records = try data.records()
        let failures = FailureList(progress)
        try OrderedWork<[ReadRecord], [Outcome]>.run(
            threads: order.jobs, ahead: order.jobs * RenderRun.aheadPerThread,
            isStopped: { self.signal.withLock { $0 } != nil }, read: { try RenderRun.batch(records) },
            worker: { work }, meanwhile: { progress.begin(try total()) },
            take: { outcomes in
                for outcome in outcomes { try count(outcome) }
            })
        tally.signal = signal.withLock { $0 }
        failures.summarize()
        progress.end()

        func count(_ outcome: Outcome) throws {
            try take(outcome)
            switch outcome {
            case .written(let file, _, _, _):
                failures.warn(file.warnings)
                tally.files += 1
                tally.pages += file.pages
            case .pages(let encoded):
                failures.warn(encoded.warnings)
                tally.pages += encoded.pages.count
            case .kept: tally.kept += 1
            case .refused(let subject, let rejection):
                tally.failures += 1
                failures.add(subject, rejection)
            case .failed(let error): throw error
            }
            progress.advance(failures: tally.failures)
        }
    }

    /// The next records, nil after the last.
    private static func batch(_ records: RecordReader) throws -> [ReadRecord]? {
        var batch: [ReadRecord] = []
        while batch.count < batchSize, let read = try records.next() { batch.append(read) }
        return batch.isEmpty ? nil : batch
    }

    /// Everything that a file is made of besides its record.
    private func fingerprint() throws -> [UInt8] {
        var bytes: [UInt8] = []
        Fingerprint.append(Zhengjiao.configuration.version, to: &bytes)
        for path in template.files + order.sources {
            let content = try Data(contentsOf: URL(fileURLWithPath: path))
            Fingerprint.append(DurableFile.sha256([UInt8](content)), to: &bytes)
        }
        Fingerprint.append("\(order.picture) \(order.created) \(order.title ?? "") \(order.pdf)", to: &bytes)
        return bytes
    }
}
