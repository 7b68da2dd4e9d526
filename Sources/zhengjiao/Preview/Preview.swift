import Diagnostics
import Foundation
import Synchronization
import Templates
import Typesetting

/// A document that is set anew whenever one of its files changes. Typesetter and fonts stay warm between.
final class Preview: Sendable {
    private let template: String
    private let data: String?
    /// Which record of a list is shown, from 1.
    private let record: Int
    private let room: PressRoom
    private let state = Mutex(State())

    private struct State {
        var version = 0
        var pages: [Page] = []
        /// What is wrong, as a terminal would show it; the pages are then those of before.
        var mistakes: String?
        var title = ""
        /// The folders of all files that the document was made of.
        var folders: Set<String> = []
        /// The picture that was asked for last, which is likely to be asked for next.
        var wanted = (page: 1, dotsPerInch: 96)
        var pictures: [String: [UInt8]] = [:]
        var isEnded = false
        var listeners: [Int: AsyncStream<Int>.Continuation] = [:]
        var nextListener = 0
    }

    init(template: String, data: String?, record: Int, room: PressRoom) {
        (self.template, self.data, self.record, self.room) = (template, data, record, room)
    }

    /// The folders to be watched.
    var folders: Set<String> {
        let named = [template] + (data.map { [$0] } ?? [])
        return state.withLock { $0.folders }.union(named.map(Preview.folder))
    }

    private static func folder(_ path: String) -> String {
        let folder = (path as NSString).deletingLastPathComponent
        return folder.isEmpty ? "." : folder
    }

    /// Whether a change of a file with this name can change the document.
    func depends(on name: String) -> Bool {
        let kinds = ["html", "css", "fields", "json", "jsonl", "csv", "xlsx", "png", "jpg", "jpeg", "svg", "yaml"]
        return kinds.contains((name as NSString).pathExtension.lowercased())
            || data.map { ($0 as NSString).lastPathComponent == name } ?? false
    }

    /// Sets the document anew and makes the picture that is likely to be asked for.
    /// - Returns: the words for what was found wrong, nil when all is well; and whether the pages are those of before.
    func update() -> (words: String?, isRefused: Bool) {
        do {
            let file = try data.map(DataFile.init)
            let taking = InferredFields.taking(for: template)
            let inferred = try InferredFields.of(file, beside: template, taking: taking)
            let form = try Template.compile(path: template, inferred: inferred, filters: DomainFilters.all)
            let folders = Set(form.files.map(Preview.folder))
            state.withLock { $0.folders = folders }
            let document = try filled(form, file, taking)
            let laidOut = try room.layout(document)
            let pages = laidOut.pages
            state.withLock { state in
                (state.pages, state.title, state.mistakes) = (pages, document.title, nil)
                state.pictures = [:]
            }
            let wanted = state.withLock { $0.wanted }
            _ = try picture(min(wanted.page, pages.count), wanted.dotsPerInch)
            publish()
            let words = Failures.plain(laidOut.warnings)
            return (words.isEmpty ? nil : words, false)
        } catch {
            let mistakes = Preview.words(error)
            state.withLock { $0.mistakes = mistakes }
            publish()
            return (mistakes, true)
        }
    }

    private func filled(_ form: Template, _ file: DataFile?, _ taking: RunData.Taking) throws -> Document {
        guard let file else { return try form.fill([:]) }
        let records = try RunData(file, fields: form.fields, taking: taking).records()
        while let read = try records.next() {
            if read.number == record { return try form.fill(try read.record.get(), subject: read.subject) }
        }
        throw Rejection("watch.no-record", ["number": "\(record)", "file": file.name])
    }

    private static func words(_ error: any Error) -> String {
        let rejection = error as? Rejection ?? Rejection("command.world-failed", ["reason": "\(error)"])
        return Failures.plain(rejection.diagnostics)
    }

    // MARK: What the browser asks for

    private struct Shown: Encodable {
        let version: Int
        let pages: Int
        let title: String
        let mistakes: String?
        /// Width and height of each page in millimetres.
        let sizes: [[Int]]
    }

    func shown() throws -> String {
        let shown = state.withLock { state in
            Shown(
                version: state.version, pages: state.pages.count, title: state.title, mistakes: state.mistakes,
                sizes: state.pages.map { [$0.width / .millimetre, $0.height / .millimetre] })
        }
        return try JSONOutput.text(shown)
    }

    func picture(_ number: Int, _ dotsPerInch: Int) throws -> [UInt8]? {
        let key = "\(number)@\(dotsPerInch)"
        let (page, known, version) = state.withLock { state -> (Page?, [UInt8]?, Int) in
            guard state.pages.indices.contains(number - 1) else { return (nil, nil, 0) }
            state.wanted = (number, dotsPerInch)
            return (state.pages[number - 1], state.pictures[key], state.version)
        }
        guard let page else { return nil }
        if let known { return known }
        let bytes = try room.png(page, dotsPerInch: dotsPerInch)
        // A picture that was overtaken by a change is not kept.
        state.withLock { if $0.version == version, $0.pictures.count < 64 { $0.pictures[key] = bytes } }
        return bytes
    }

    /// A number at once and then for each change; ends with the preview.
    func changes() -> AsyncStream<Int> {
        let (stream, continuation) = AsyncStream<Int>.makeStream(bufferingPolicy: .bufferingNewest(1))
        state.withLock { state in
            continuation.yield(state.version)
            guard !state.isEnded else {
                continuation.finish()
                return
            }
            let number = state.nextListener
            state.nextListener += 1
            state.listeners[number] = continuation
            continuation.onTermination = { [weak self] _ in self?.forget(number) }
        }
        return stream
    }

    private func forget(_ listener: Int) { state.withLock { $0.listeners[listener] = nil } }

    private func publish() {
        let (version, listeners) = state.withLock { state in
            state.version += 1
            return (state.version, state.listeners)
        }
        for listener in listeners.values { listener.yield(version) }
    }

    func end() {
        let listeners = state.withLock { state in
            state.isEnded = true
            return state.listeners
        }
        for listener in listeners.values { listener.finish() }
    }
}
