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

    /// How many outcomes may wait for those before them, for each thread.
    private static let aheadPerThread = 32

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
        case pages([Page], title: String)
        case refused(subject: String, Rejection)
        /// The world failed: no record after it will fare better.
        case failed(any Error)
    }

    /// One file of one record.
    func printOne() throws -> PrintedFile {
        guard let read = try data.records().next() else { throw Rejection("data.no-records") }
        let record = try read.record.get()
        let file = try printed(record, subject: read.subject.isEmpty ? nil : read.subject)
        try RenderRun.makeFolder(of: order.pattern.text)
        try DurableFile.write(file.bytes, to: order.pattern.text)
        return file
    }

    private func printed(_ record: Record, subject: String?) throws -> PrintedFile {
        let document = try template.fill(record, subject: subject)
        return try room.print(
            document, as: order.pattern.format, info: try info(document, record), picture: order.picture,
            options: order.pdf)
    }

    private func info(_ document: Document, _ record: Record) throws -> DocumentInfo {
        DocumentInfo(
            title: order.title ?? document.title, author: try template.author(record) ?? "", created: order.created)
    }

    private static func makeFolder(of path: String) throws {
        try PlainFile.makeFolder(of: path)
    }

    // MARK: Many records

    /// Each record into a file of its own.
    /// - Throws: `Rejection` before anything is written when names collide; `FileFailure` and the like when the world
    ///   fails.
    func printEach(_ progress: RenderProgress) throws -> Tally {
        let survey = try NameSurvey(data, pattern: order.pattern)
        progress.begin(survey.count)
        try RenderRun.makeFolder(of: order.pattern.root + "/x")
        let manifest = try RenderManifest(root: order.pattern.root, resumes: order.resumes)
        let known = manifest.known()
        let base = try fingerprint()
        var tally = Tally()
        try run(progress, &tally) { read in
            let path = try self.order.pattern.path(
                try read.record.get(), number: read.number, digits: survey.digits)
            var bytes = base
            Fingerprint.append(try read.record.get(), to: &bytes)
            let input = DurableFile.sha256(bytes)
            if known(path, input) { return .kept }
            let file = try self.printed(try read.record.get(), subject: read.subject)
            try RenderRun.makeFolder(of: path)
            return .written(file, path: path, input: input, output: try PlainFile.write(file.bytes, to: path))
        } take: { outcome in
            guard case .written(_, let path, let input, let output) = outcome else { return }
            try manifest.add(path, input: input, output: output)
        }
        try manifest.flush()
        return tally
    }

    /// All records into one file, an entry of the outline for each.
    func printMerged(_ progress: RenderProgress) throws -> Tally {
        progress.begin(try NameSurvey(data, pattern: nil).count)
        var tally = Tally()
        var pages: [Page] = []
        try run(progress, &tally) { read in
            let document = try self.template.fill(try read.record.get(), subject: read.subject)
            let title = document.title.isEmpty ? read.subject : document.title
            return .pages(try self.room.pages(document), title: title)
        } take: { outcome in
            if case .pages(let more, let title) = outcome { pages += RenderRun.titled(more, title) }
        }
        guard tally.signal == nil else { return tally }
        // Every record has said what is wrong with it.
        guard !pages.isEmpty else { return tally }
        let title = order.title ?? (order.pattern.text as NSString).lastPathComponent
        let bytes = try room.pdf(
            pages, DocumentInfo(title: title, author: "", created: order.created), options: order.pdf)
        try RenderRun.makeFolder(of: order.pattern.text)
        try DurableFile.write(bytes, to: order.pattern.text)
        tally.files = 1
        return tally
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

    /// Brings what the records became together, in their order.
    private func run(
        _ progress: RenderProgress, _ tally: inout Tally, work: @escaping @Sendable (ReadRecord) throws -> Outcome,
        take: (Outcome) throws -> Void
    ) throws {
        let signals = Signals { number in self.signal.withLock { $0 = $0 ?? number } }
        defer { signals.end() }
        let records = try data.records()
        let failures = FailureList(progress)
        try OrderedWork<ReadRecord, Outcome>.run(
            threads: order.jobs, ahead: order.jobs * RenderRun.aheadPerThread,
            isStopped: { self.signal.withLock { $0 } != nil }, read: { try records.next() },
            worker: {
                { read in
                    do { return try work(read) } catch let rejection as Rejection {
                        return .refused(subject: read.subject, rejection)
                    } catch { return .failed(error) }
                }
            },
            take: { outcome in
                try take(outcome)
                switch outcome {
                case .written(let file, _, _, _):
                    tally.files += 1
                    tally.pages += file.pages
                case .pages(let pages, _): tally.pages += pages.count
                case .kept: tally.kept += 1
                case .refused(let subject, let rejection):
                    tally.failures += 1
                    failures.add(subject, rejection)
                case .failed(let error): throw error
                }
                progress.advance(failures: tally.failures)
            })
        tally.signal = signal.withLock { $0 }
        progress.end()
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
