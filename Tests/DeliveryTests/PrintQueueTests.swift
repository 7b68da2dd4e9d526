import Foundation
import TestSupport
import Testing

@testable import Delivery

/// Against a real printer; one at a time, since each has two processes.
@Suite(.serialized, .ownThreads, .timeLimit(.minutes(5)))
struct PrintQueueTests {
    /// Looks until the printer's answer is what is waited for, or is final.
    static func look(
        _ queue: PrintQueue, _ key: String, _ receipt: String, until isIt: (Sighting) -> Bool
    ) async throws -> Sighting {
        for _ in 0..<20_000 {
            let sighting = await queue.look(key: key, receipt: receipt)
            if isIt(sighting) { return sighting }
        }
        throw ServerProcess.Silence(description: "the job never came so far")
    }

    @Test func aJobIsFollowedFromItsOptionsToItsEnd() async throws {
        let printer = try EvePrinter()
        let queue = try printer.queue()
        let options = PrintOptions(
            copies: 2, sides: .longEdge, media: "A4", pages: [.init(first: 1, last: 3)], orientation: .landscape,
            resolution: 600)
        let sent = await queue.send(try printer.order(options), key: "清册/1")
        #expect(sent.result == .sent, "\(sent)")
        #expect(sent.receipt == "job 1")
        // Sent again, as after a crash, it is only found.
        let again = await queue.send(try printer.order(options), key: "清册/1")
        #expect(again.result == .sent)
        #expect(again.receipt == "job 1")
        try printer.say("+media-empty")
        let waiting = try await Self.look(queue, "清册/1", sent.receipt) { !$0.reason.isEmpty }
        #expect(waiting.result == .underWay)
        #expect(waiting.reason.map(\.code) == ["printer.reason.media-empty"])
        let given = try printer.given()
        for expected in [
            "IPP_COPIES=2", "IPP_SIDES=two-sided-long-edge", "IPP_MEDIA=iso_a4_210x297mm", "IPP_PAGE_RANGES=1-3",
            "IPP_ORIENTATION_REQUESTED=landscape", "IPP_PRINTER_RESOLUTION=600dpi", "IPP_JOB_NAME=试点-2019 清册/1",
            "bytes=5009",
        ] { #expect(given.contains(expected), "\(expected) in \(given)") }
        try printer.say("-media-empty")
        _ = try await Self.look(queue, "清册/1", sent.receipt) { $0.reason.isEmpty }
        try printer.say("done")
        // After a crash nobody knows the number: the key finds it.
        let end = try await Self.look(queue, "清册/1", "") { $0.result != .underWay }
        #expect(end.result == .acknowledged)
        #expect(end.receipt == "job 1")
        #expect(await queue.send(try printer.order(options), key: "清册/1").receipt == "job 1")
        #expect(try printer.documents() == 1)
    }

    @Test func aTrayAndAFileOfManyPieces() async throws {
        let printer = try EvePrinter()
        let queue = try printer.queue()
        let order = try printer.order(PrintOptions(media: "A4", tray: "main"), bytes: 20_000_000)
        let sent = await queue.send(order, key: "大")
        #expect(sent.result == .sent, "\(sent)")
        try printer.say("done")
        #expect(try await Self.look(queue, "大", sent.receipt) { $0.result != .underWay }.result == .acknowledged)
        #expect(try printer.given().contains("bytes=20000009"))
        #expect(try printer.given().contains("media-source=main"))
    }

    @Test func aPrinterThatPutsSeveralPagesOnASide() async throws {
        let printer = try EvePrinter(
            attributes: """
                ATTR rangeOfInteger number-up-supported 1-16
                ATTR integer number-up-default 1
                ATTR mimeMediaType document-format-supported application/pdf

                """)
        let queue = try printer.queue()
        let sent = await queue.send(try printer.order(PrintOptions(numberUp: 4)), key: "k")
        #expect(sent.result == .sent, "\(sent)")
        try printer.say("done")
        #expect(try await Self.look(queue, "k", sent.receipt) { $0.result != .underWay }.result == .acknowledged)
        #expect(try printer.given().contains("IPP_NUMBER_UP=4"))
        let many = await queue.send(try printer.order(PrintOptions(numberUp: 32)), key: "many")
        #expect(many.reason?.arguments["known"] == "1–16", "\(many)")
    }

    @Test func anEncryptedConnection() async throws {
        let printer = try EvePrinter()
        let queue = try printer.queue(scheme: "ipps")
        let sent = await queue.send(try printer.order(), key: "k")
        #expect(sent.result == .sent, "\(sent)")
        try printer.say("done")
        #expect(try await Self.look(queue, "k", sent.receipt) { $0.result != .underWay }.result == .acknowledged)
        #expect(try printer.given().contains("IPP_JOB_PRINTER_URI=ipps://"))
    }

    @Test func whatThePrinterCannotDoIsNamedBeforeAnythingIsSent() async throws {
        let printer = try EvePrinter()
        let abilities = try await printer.queue().abilities()
        #expect(abilities.formats.contains("application/pdf"))
        let mistakes = abilities.check(
            PrintOptions(
                copies: 1_000, sides: .shortEdge, media: "16开", tray: "cellar", numberUp: 2, resolution: 1_200))
        #expect(mistakes.map { $0.arguments["option"] } == ["copies", "media", "tray", "number-up", "resolution"])
        let sent = try await printer.queue().send(try printer.order(PrintOptions(numberUp: 4)), key: "k")
        #expect(sent.result == .refused)
        #expect(sent.reason?.code == "printer.cannot")
        #expect(try printer.documents() == 0)
    }

    @Test func aPrinterThatDiesWithTheJobLeavesItUnknown() async throws {
        let printer = try EvePrinter()
        let queue = try printer.queue()
        let sent = await queue.send(try printer.order(), key: "k")
        #expect(sent.result == .sent)
        printer.end()
        #expect(await queue.look(key: "k", receipt: sent.receipt).result == .unreachable)
        let off = await queue.send(try printer.order(), key: "other")
        #expect(off.result == .notSent)
        #expect(off.reason?.code == "printer.unreachable")
        try printer.start()
        // It came back without memory: nobody knows, and nothing is printed again by itself.
        #expect(await queue.look(key: "k", receipt: sent.receipt).result == .lost)
        // Its numbers begin anew: the first job is now another's.
        let other = await queue.send(try printer.order(), key: "other")
        #expect(other.receipt == "job 1")
        #expect(await queue.look(key: "k", receipt: sent.receipt).result == .lost)
        #expect(await queue.look(key: "other", receipt: "").result == .underWay)
    }

    @Test func aJobThatFailsIsFailed() async throws {
        let printer = try EvePrinter()
        let queue = try printer.queue()
        let sent = await queue.send(try printer.order(), key: "k")
        try printer.say("fail")
        let end = try await Self.look(queue, "k", sent.receipt) { $0.result != .underWay }
        #expect(end.result == .refused)
        #expect(end.reason.first?.code == "printer.aborted")
        // A person has it printed again: the one that failed does not stand in the way.
        let again = await queue.send(try printer.order(), key: "k")
        #expect(again.receipt == "job 2")
        try printer.say("done")
        #expect(try await Self.look(queue, "k", again.receipt) { $0.result != .underWay }.result == .acknowledged)
    }

    @Test func anotherFileThanTheOneIssuedIsNotPrinted() async throws {
        let printer = try EvePrinter()
        let order = try printer.order()
        try printer.scratch.write("%PDF-1.7 changed", to: "清册.pdf")
        let sent = try await printer.queue().send(order, key: "k")
        #expect(sent.result == .refused)
        #expect(sent.reason?.code == "printer.file-changed")
        #expect(try await printer.queue().send(Array("{}".utf8), key: "k").reason?.code == "printer.order")
        #expect(try printer.documents() == 0)
    }

    @Test(arguments: ["", "http://a/b", "ipp://", "ipp://host", "ipp://u@host/x", "ipp:/x", "a b"])
    func wrongAddresses(uri: String) {
        #expect(diagnosticCode { _ = try PrintQueue(uri: uri, folder: "", campaign: "") } == "printer.uri")
    }

    @Test func namesOfJobsFitAndDiffer() throws {
        let queue = try PrintQueue(uri: "ipp://[::1]/x", folder: "", campaign: "c")
        #expect(queue.place.host == "::1")
        #expect(queue.place.port == 631)
        let long = String(repeating: "村", count: 100)
        #expect(queue.jobName("a") == "c a")
        #expect(queue.jobName(long).utf8.count <= 255)
        #expect(queue.jobName(long) != queue.jobName(long + "b"))
        #expect(!queue.jobName("a\nb").contains("\n"))
    }
}
