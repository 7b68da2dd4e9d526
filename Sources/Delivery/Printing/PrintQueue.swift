import CCUPS
import Crypto
import Diagnostics
import Foundation

/// A printer, or a queue of a print server such as CUPS, spoken to by IPP (RFC 8011).
///
/// A job carries the delivery's key as its name, so that it can be found again. Before anything is printed the printer
/// is asked for such a job; one that is there is followed and nothing printed a second time.
package struct PrintQueue: Sendable {
    package typealias Patience = (connect: Int, answer: Int)

    let place: IPPConnection.Place
    /// Relative paths of orders begin here.
    let folder: String
    /// What the names of jobs begin with, so that two campaigns can share a printer.
    let campaign: String
    private let patience: Patience

    static let user = "zhengjiao"

    /// How long until a job is looked at again, in milliseconds. Printers forget finished jobs, some within a minute.
    static let soon: Int64 = 2_000
    static let later: Int64 = 10_000
    static let whenBack: Int64 = 20_000

    /// - Parameters:
    ///   - uri: `ipp://host[:port]/path`, or `ipps://`.
    ///   - patience: milliseconds to wait for a connection, and for an answer.
    /// - Throws: `Rejection` `printer.uri`.
    package init(
        uri: String, folder: String, campaign: String, patience: Patience = (connect: 10_000, answer: 60_000)
    ) throws(Rejection) {
        guard let place = IPPConnection.Place(uri) else { throw Rejection("printer.uri", ["uri": uri]) }
        self.place = place
        self.folder = folder
        self.campaign = campaign
        self.patience = patience
    }

    /// The name of a delivery's job: at most 255 octets (RFC 8011, 5.1.3), without control characters.
    func jobName(_ key: String) -> String {
        let name = campaign + " " + key
        let isPlain = name.utf8.count <= 255 && name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
        return isPlain ? name : "zhengjiao " + MailMessage.tag(name)
    }

    /// What the printer can do.
    /// - Throws: `Rejection` `printer.unreachable`, `printer.answer`.
    package func abilities() async throws -> PrinterAbilities {
        let result: Result<PrinterAbilities, Rejection> = await Waiting.on {
            do throws(IPPConnection.Failure) {
                return .success(try readAbilities(IPPConnection(place, patience: patience)))
            } catch {
                return .failure(Rejection([describe(error)]))
            }
        }
        return try result.get()
    }

    /// Prints what an order, as JSON, says, unless the printer has a job of this key.
    package func send(_ payload: [UInt8], key: String) async -> SendOutcome {
        let order: PrintOrder
        do {
            order = try JSONDecoder().decode(PrintOrder.self, from: Data(payload))
        } catch {
            return SendOutcome(.refused, "printer.order", ["key": key, "reason": "\(error)"])
        }
        return await Waiting.on { submit(order, key: key) }
    }

    /// Asks what became of a job.
    /// - Parameter receipt: what sending gave, or nothing; then the job is looked for by the key.
    package func look(key: String, receipt: String) async -> Sighting {
        await Waiting.on {
            do throws(IPPConnection.Failure) {
                let connection = try IPPConnection(place, patience: patience)
                guard let job = try find(key, receipt, connection) else {
                    return Sighting(
                        .lost,
                        reason: [Diagnostic(.error, "printer.job-gone", ["uri": place.uri, "name": jobName(key)])])
                }
                if try takeBack(job, key, connection) {
                    // Nobody is sending it any more, or nobody would ask.
                    let reason = Diagnostic(.error, "printer.no-document", ["uri": place.uri, "job": "\(job.id)"])
                    return Sighting(.refused, receipt: job.receipt, reason: [reason])
                }
                return sighting(of: job, printer: try readReasons(connection))
            } catch {
                return Sighting(.unreachable, reason: [describe(error)], after: PrintQueue.whenBack)
            }
        }
    }

    // MARK: Sending

    private func submit(_ order: PrintOrder, key: String) -> SendOutcome {
        let path = order.file.hasPrefix("/") ? order.file : folder + "/" + order.file
        let file: FileHandle
        let size: Int
        do {
            file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            size = try PrintQueue.check(file, sha256: order.sha256)
        } catch let rejection as Rejection {
            return SendOutcome(.refused, reason: rejection.diagnostics[0])
        } catch {
            return SendOutcome(.refused, "printer.file", ["file": path, "reason": "\(error)"])
        }
        defer { try? file.close() }  // it was only read
        do throws(IPPConnection.Failure) {
            let connection = try IPPConnection(place, patience: patience)
            let abilities = try readAbilities(connection)
            let mistakes = abilities.check(order.options)
            guard mistakes.isEmpty else { return SendOutcome(.refused, reason: mistakes[0]) }
            guard abilities.isAccepting else {
                return SendOutcome(.notSent, "printer.not-accepting", ["uri": place.uri])
            }
            if let job = try find(key, "", connection), job.state != .cancelled, job.state != .aborted {
                guard try takeBack(job, key, connection) else {
                    return SendOutcome(.sent, receipt: job.receipt, after: 0)
                }
            }
            return try transmit(order, key, file, size, abilities, connection)
        } catch {
            // Nothing was sent of the document yet.
            return SendOutcome(.notSent, reason: describe(error))
        }
    }

    /// The size of a file that is what was ordered.
    /// - Throws: `Rejection` `printer.file-changed`; what Foundation throws.
    private static func check(_ file: FileHandle, sha256: String) throws -> Int {
        var hash = SHA256()
        var size = 0
        while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
            hash.update(data: piece)
            size += piece.count
        }
        let digits = hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        guard digits == sha256 else { throw Rejection("printer.file-changed", ["sha256": sha256]) }
        try file.seek(toOffset: 0)
        return size
    }

    /// Makes the job and sends the document.
    /// - Throws: only while no page can have been printed.
    private func transmit(
        _ order: PrintOrder, _ key: String, _ file: FileHandle, _ size: Int, _ abilities: PrinterAbilities,
        _ connection: IPPConnection
    ) throws(IPPConnection.Failure) -> SendOutcome {
        let twoSteps = abilities.operations.isSuperset(of: [Int(IPP_OP_CREATE_JOB.rawValue), 6])
        var receipt = ""
        if twoSteps {
            let request = IPPMessage(IPP_OP_CREATE_JOB, printer: place.uri, user: PrintQueue.user)
            describe(order, key, abilities, in: request)
            let answer = try send(request, connection)
            guard let job = answer.jobs().first else { return refusal(answer, order) }
            receipt = job.receipt
        }
        let request = IPPMessage(
            twoSteps ? IPP_OP_SEND_DOCUMENT : IPP_OP_PRINT_JOB, printer: place.uri, user: PrintQueue.user)
        if let number = PrintJob.number(in: receipt) {
            request.add(IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", Int32(number))
            request.add(IPP_TAG_OPERATION, IPP_TAG_NAME, "document-name", order.title)
            request.add(IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", "application/pdf")
            request.add(IPP_TAG_OPERATION, "last-document", true)
        } else {
            describe(order, key, abilities, in: request)
        }
        do {
            let answer = try connection.send(request, file: file, size: size)
            guard let job = answer.jobs().first, answer.status.rawValue < 0x0400 else {
                return refusal(answer, order)
            }
            return SendOutcome(.sent, receipt: job.receipt, after: PrintQueue.soon)
        } catch {
            let reason = (error as? IPPConnection.Failure).map { describe($0).arguments["reason"] ?? "" } ?? "\(error)"
            return broken(key, receipt, reason)
        }
    }

    /// The connection broke while the document was on its way. Where the printer can be asked at once, and its job has
    /// no document yet, the job is taken back and nothing was printed.
    private func broken(_ key: String, _ receipt: String, _ reason: String) -> SendOutcome {
        let facts = ["uri": place.uri, "reason": reason]
        do throws(IPPConnection.Failure) {
            let connection = try IPPConnection(place, patience: patience)
            if let job = try find(key, receipt, connection), try takeBack(job, key, connection) {
                return SendOutcome(.notSent, "printer.broken-off", facts)
            }
        } catch {
            // It is asked again when it is looked for.
        }
        return SendOutcome(.unknown, "printer.interrupted", facts, receipt: receipt, after: PrintQueue.soon)
    }

    /// What the order asks, as the attributes of a new job.
    private func describe(_ order: PrintOrder, _ key: String, _ abilities: PrinterAbilities, in request: IPPMessage) {
        let options = order.options
        request.add(IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", jobName(key))
        // What the printer cannot do it shall refuse, not leave out.
        request.add(IPP_TAG_OPERATION, "ipp-attribute-fidelity", true)
        if ippGetOperation(request.handle) == IPP_OP_PRINT_JOB {
            request.add(IPP_TAG_OPERATION, IPP_TAG_NAME, "document-name", order.title)
            request.add(IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", "application/pdf")
        }
        if let copies = options.copies {
            request.add(IPP_TAG_JOB, IPP_TAG_INTEGER, "copies", Int32(copies))
            let collated = "separate-documents-collated-copies"
            if copies > 1, abilities.handlings.contains(collated) {
                request.add(IPP_TAG_JOB, IPP_TAG_KEYWORD, "multiple-document-handling", collated)
            }
        }
        if let sides = options.sides { request.add(IPP_TAG_JOB, IPP_TAG_KEYWORD, "sides", sides.rawValue) }
        let media = options.media.flatMap(abilities.keyword)
        if options.tray != nil {
            request.addMedia(media.flatMap(Media.size), tray: options.tray)
        } else if let media {
            request.add(IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", media)
        }
        if let number = options.numberUp { request.add(IPP_TAG_JOB, IPP_TAG_INTEGER, "number-up", Int32(number)) }
        if !options.pages.isEmpty {
            request.add(
                IPP_TAG_JOB, ranges: "page-ranges", options.pages.map { (Int32($0.first), Int32($0.last)) })
        }
        if let orientation = options.orientation {
            request.add(IPP_TAG_JOB, IPP_TAG_ENUM, "orientation-requested", orientation.number)
        }
        if let dots = options.resolution {
            request.add(IPP_TAG_JOB, resolution: "printer-resolution", Int32(dots))
        }
    }

    /// The printer did not take a request.
    private func refusal(_ answer: IPPMessage, _ order: PrintOrder) -> SendOutcome {
        let status = String(cString: ippErrorString(answer.status))
        let words = answer.texts("status-message").first ?? ""
        let unsupported = answer.unsupported()
        if answer.status.rawValue >= 0x0500 {
            let reason = Diagnostic(.error, "printer.busy", ["uri": place.uri, "status": status, "words": words])
            return SendOutcome(
                answer.status == IPP_STATUS_ERROR_BUSY ? .notYet : .notSent, reason: reason,
                after: answer.status == IPP_STATUS_ERROR_BUSY ? 30_000 : nil)
        }
        return SendOutcome(
            .refused, unsupported.isEmpty ? "printer.refused" : "printer.unsupported",
            [
                "uri": place.uri, "status": status, "words": words,
                "options": unsupported.joined(separator: ", "),
            ])
    }
}

// MARK: - Asking

extension PrintQueue {
    private func send(_ request: IPPMessage, _ connection: IPPConnection) throws(IPPConnection.Failure) -> IPPMessage {
        do {
            return try connection.send(request)
        } catch let failure as IPPConnection.Failure {
            throw failure
        } catch {
            throw .broken("\(error)")
        }
    }

    private func readAbilities(_ connection: IPPConnection) throws(IPPConnection.Failure) -> PrinterAbilities {
        let request = IPPMessage(IPP_OP_GET_PRINTER_ATTRIBUTES, printer: place.uri, user: PrintQueue.user)
        request.add(IPP_TAG_OPERATION, keywords: "requested-attributes", PrinterAbilities.wanted)
        let answer = try send(request, connection)
        guard answer.status.rawValue < 0x0400 else {
            throw .broken(String(cString: ippErrorString(answer.status)))
        }
        return PrinterAbilities(answer)
    }

    private func readReasons(_ connection: IPPConnection) throws(IPPConnection.Failure) -> [String] {
        let request = IPPMessage(IPP_OP_GET_PRINTER_ATTRIBUTES, printer: place.uri, user: PrintQueue.user)
        request.add(IPP_TAG_OPERATION, keywords: "requested-attributes", ["printer-state-reasons"])
        return try send(request, connection).texts("printer-state-reasons")
    }

    private static let jobAttributes = [
        "job-id", "job-name", "job-state", "job-state-reasons", "job-impressions-completed",
    ]

    /// The job of a key: that of the receipt if it carries the key, else the newest that does.
    private func find(
        _ key: String, _ receipt: String, _ connection: IPPConnection
    ) throws(IPPConnection.Failure) -> PrintJob? {
        let name = jobName(key)
        if let number = PrintJob.number(in: receipt) {
            let request = IPPMessage(IPP_OP_GET_JOB_ATTRIBUTES, printer: place.uri, user: PrintQueue.user)
            request.add(IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", Int32(number))
            request.add(IPP_TAG_OPERATION, keywords: "requested-attributes", PrintQueue.jobAttributes)
            // After a printer was switched off and on its numbers may stand for other jobs.
            if let job = try send(request, connection).jobs().first, job.name == name { return job }
        }
        var found: [PrintJob] = []
        for which in ["not-completed", "completed"] {
            let request = IPPMessage(IPP_OP_GET_JOBS, printer: place.uri, user: PrintQueue.user)
            request.add(IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", which)
            request.add(IPP_TAG_OPERATION, keywords: "requested-attributes", PrintQueue.jobAttributes)
            found += try send(request, connection).jobs().filter { $0.name == name }
        }
        // One that prints, or has, tells more than one that somebody stopped.
        let alive = found.filter { $0.state != .cancelled && $0.state != .aborted }
        return (alive.isEmpty ? found : alive).max { $0.id < $1.id }
    }

    /// Cancels a job that still waits for its document.
    /// - returns: whether it is now sure that nothing of it was, or will be, printed.
    private func takeBack(
        _ job: PrintJob, _ key: String, _ connection: IPPConnection
    ) throws(IPPConnection.Failure) -> Bool {
        guard job.isEmpty else { return false }
        let request = IPPMessage(IPP_OP_CANCEL_JOB, printer: place.uri, user: PrintQueue.user)
        request.add(IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", Int32(job.id))
        _ = try send(request, connection)
        // The document may have come in the meantime.
        guard let now = try find(key, job.receipt, connection), now.id == job.id else { return false }
        return (now.state == .cancelled || now.state == .aborted) && now.impressions == 0
    }

    private func sighting(of job: PrintJob, printer reasons: [String]) -> Sighting {
        let arguments = [
            "uri": place.uri, "job": "\(job.id)", "pages": "\(job.impressions)",
            "reasons": job.reasons.joined(separator: ", "),
        ]
        switch job.state {
        case .completed: return Sighting(.acknowledged, receipt: job.receipt)
        case .cancelled:
            return Sighting(
                .refused, receipt: job.receipt, reason: [Diagnostic(.error, "printer.cancelled", arguments)])
        case .aborted:
            return Sighting(.refused, receipt: job.receipt, reason: [Diagnostic(.error, "printer.aborted", arguments)])
        case .pending, .held, .processing, .stopped:
            var words = PrinterReason.describe(reasons)
            if job.state == .held { words.insert(Diagnostic(.warning, "printer.held", arguments), at: 0) }
            if job.state == .stopped, words.isEmpty { words = [Diagnostic(.warning, "printer.stopped", arguments)] }
            let after = job.state == .processing || job.state == .pending ? PrintQueue.soon : PrintQueue.later
            return Sighting(.underWay, receipt: job.receipt, reason: words, after: after)
        }
    }

    private func describe(_ failure: IPPConnection.Failure) -> Diagnostic {
        switch failure {
        case .unreachable(let words):
            Diagnostic(.error, "printer.unreachable", ["uri": place.uri, "reason": words])
        case .broken(let words):
            Diagnostic(.error, "printer.answer", ["uri": place.uri, "reason": words])
        }
    }
}
