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

    /// How many records are laid out before the first of them is written, so that they share their fonts.
    private static let recordsTogether = 16
    /// How many groups of records may wait for those before them, for each thread.
    private static let aheadPerThread = 4

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
        try PlainFile.makeFolder(of: order.pattern.text)
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

    // MARK: Many records

    /// A document that is laid out and waits for being written.
    private struct LaidOut {
        let pages: [Page]
        let info: DocumentInfo
        let path: String
        let input: String
    }

    /// Each record into a file of its own.
    /// - Throws: `Rejection` before anything is written when names collide; `FileFailure` and the like when the world
    ///   fails.
    func printEach(_ progress: RenderProgress) throws -> Tally {
        let survey = try NameSurvey(data, pattern: order.pattern)
        progress.begin(survey.count)
        try PlainFile.makeFolder(of: order.pattern.root + "/x")
        let manifest = try RenderManifest(root: order.pattern.root, resumes: order.resumes)
        let known = manifest.known()
        let base = try fingerprint()
        var tally = Tally()
        try run(progress, &tally) { press, reads in
            let laidOut: [Result<LaidOut?, any Error>] = reads.map { read in
                Result {
                    let record = try read.record.get()
                    let path = try self.order.pattern.path(record, number: read.number, digits: survey.digits)
                    var bytes = base
                    Fingerprint.append(record, to: &bytes)
                    let input = DurableFile.sha256(bytes)
                    if known(path, input) { return nil }
                    let document = try self.template.fill(record, subject: read.subject)
                    return LaidOut(
                        pages: try press.typesetter.layout(document), info: try self.info(document, record),
                        path: path, input: input)
                }
            }
            // Fonts are cut down once for all of them.
            try press.exporter.expect(laidOut.flatMap { (try? $0.get())?.pages ?? [] })  // what failed has no pages
            return zip(reads, laidOut).map { read, result in
                RenderRun.outcome(read) {
                    guard let made = try result.get() else { return .kept }
                    let file = try press.print(
                        made.pages, as: self.order.pattern.format, info: made.info, picture: self.order.picture,
                        options: self.order.pdf)
                    try PlainFile.makeFolder(of: made.path)
                    return .written(
                        file, path: made.path, input: made.input,
                        output: try PlainFile.write(file.bytes, to: made.path))
                }
            }
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
        try run(progress, &tally) { press, reads in
            reads.map { read in
                RenderRun.outcome(read) {
                    let document = try self.template.fill(try read.record.get(), subject: read.subject)
                    let title = document.title.isEmpty ? read.subject : document.title
                    return .pages(try press.typesetter.layout(document), title: title)
                }
            }
        } take: { outcome in
            if case .pages(let more, let title) = outcome { pages += RenderRun.titled(more, title) }
        }
        guard tally.signal == nil else { return tally }
        // Every record has said what is wrong with it.
        guard !pages.isEmpty else { return tally }
        let title = order.title ?? (order.pattern.text as NSString).lastPathComponent
        let bytes = try room.pdf(
            pages, DocumentInfo(title: title, author: "", created: order.created), options: order.pdf)
        try PlainFile.makeFolder(of: order.pattern.text)
        try DurableFile.write(bytes, to: order.pattern.text)
        tally.files = 1
        return tally
    }

    private static func outcome(_ read: ReadRecord, _ body: () throws -> Outcome) -> Outcome {
        do { return try body() } catch let rejection as Rejection {
            return .refused(subject: read.subject, rejection)
        } catch { return .failed(error) }
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
    /// - Parameter work: makes something of a few records, an outcome of each.
    private func run(
        _ progress: RenderProgress, _ tally: inout Tally,
        work: @escaping @Sendable (Press, [ReadRecord]) throws -> [Outcome], take: (Outcome) throws -> Void
    ) throws {
        let signals = Signals { number in self.signal.withLock { $0 = $0 ?? number } }
        defer { signals.end() }
        let records = try data.records()
        let failures = FailureList(progress)
        let fonts = room.fonts
        try OrderedWork<[ReadRecord], [Outcome]>.run(
            threads: order.jobs, ahead: order.jobs * RenderRun.aheadPerThread,
            isStopped: { self.signal.withLock { $0 } != nil },
            read: { try RenderRun.few(records) },
            worker: {
                // Typesetter and exporter belong to one thread.
                let press = Press(fonts: fonts)
                return { reads in
                    do { return try work(press, reads) } catch { return [.failed(error)] }
                }
            },
            take: { outcomes in
                for outcome in outcomes {
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
                }
            })
        tally.signal = signal.withLock { $0 }
        progress.end()
    }

    /// The next records that one thread works on together; nil after the last.
    private static func few(_ records: RecordReader) throws -> [ReadRecord]? {
        var few: [ReadRecord] = []
        while few.count < recordsTogether, let next = try records.next() { few.append(next) }
        return few.isEmpty ? nil : few
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
