import Foundation
import TestSupport
import Testing

/// The real `serve` with a real printer and a real mail server, killed again and again at moments that a seed gives;
/// now and then the printer or the mail server loses its power, too. `ZHENGJIAO_DEATHS` gives another number of seeds,
/// or the first and the last (`11-40`).
@Suite(.serialized, .ownThreads, .timeLimit(.minutes(60))) struct ServeDeathTests {
    private struct Line: Decodable {
        let id: Int
        let key, channel, state: String
    }

    private struct Given: Decodable { let reason: String }

    /// The small campaign with everything it makes printed as well.
    private static func campaign(
        _ scratch: ScratchFolder, _ printer: EvePrinter, _ post: MailProcess
    ) throws -> String {
        let folder = try Campaigns.copy(into: scratch)
        var plan = try String(contentsOfFile: folder + "/campaign.yaml", encoding: .utf8)
        for step in ["印制征收清册", "印制参保缴费邀请", "印制协议和承诺书", "开具缴费凭证"] {
            let name = "        name: \(step)\n"
            plan = plan.replacing(name, with: name + "        with: { deliver: [printer] }\n")
        }
        plan = plan.replacing(
            "settings:\n",
            with: """
                settings:
                  delivery:
                    printer: { uri: "ipp://localhost:\(printer.port)/ipp/print" }
                    mail: { server: localhost, port: \(post.port), security: none }

                """)
        try scratch.write(plan, to: "campaign/campaign.yaml")
        return folder
    }

    /// All deliveries, page by page.
    private static func deliveries(_ daemon: LiveDaemon) throws -> [Line] {
        var lines: [Line] = []
        while true {
            let page = try daemon.get("/api/v1/deliveries?limit=500&after=\(lines.last?.id ?? 0)", as: "zhao-min")
                .decoded(LiveDaemon.Page<Line>.self)
            lines += page.items
            if page.next == nil { return lines }
        }
    }

    /// Asks for something that is written down.
    /// - Returns: what was asked for, if the daemon said that it is done.
    private static func write(_ daemon: LiveDaemon, _ reason: String) -> String? {
        let body = """
            {"post": "tax-bureau", "to": "李娜", "first": "2020-11-02", "last": "2020-11-03", "reason": "\(reason)"}
            """
        // It may die while it is asked.
        let answer = try? daemon.post("/api/v1/delegations", as: "王伟", body, ["Idempotency-Key: \(reason)"])
        return answer?.status == 200 ? reason : nil
    }

    @Test(arguments: Seeds.asked("ZHENGJIAO_DEATHS", usually: 2))
    func `killed at any moment it loses nothing and prints nothing twice`(seed: UInt64) throws {
        var dice = SplitMix64(seed: seed)
        let scratch = try ScratchFolder()
        let (printer, post) = (try EvePrinter(waits: false), try MailProcess())
        let daemon = try LiveDaemon(campaign: Self.campaign(scratch, printer, post))
        var given: [String] = []
        for round in 0..<5 {
            if round > 0 { try daemon.start() }
            let goal = try printer.printed().count + Int.random(in: 0...6, using: &dice)
            var number = 0
            let end = ContinuousClock.now + .seconds(60)
            repeat {
                if number < 20, let reason = Self.write(daemon, "\(round)-\(number)") { given.append(reason) }
                number += 1
            } while try daemon.isRunning && printer.printed().count < goal && ContinuousClock.now < end
            if Int.random(in: 0..<4, using: &dice) == 0 { printer.end() }
            if Int.random(in: 0..<4, using: &dice) == 0 { post.end() }
            daemon.send(SIGKILL)
            #expect(daemon.status() == 128 + Int(SIGKILL), "it ended by itself: \(daemon.log.suffix(1_200))")
            printer.end()
            post.end()
            try printer.start()
            try post.start()
        }
        try daemon.start()
        // People may be asked before the first receipt is given.
        _ = try daemon.waitFor("receipts") { try ReceiptNumbers.of(daemon.out).first }
        _ = try daemon.waitForTasks()
        let lines = try daemon.waitFor("rest") {
            let lines = try Self.deliveries(daemon)
            return lines.allSatisfy { ["acknowledged", "unknown", "failed"].contains($0.state) || $0.channel == "mail" }
                ? lines : nil
        }
        try Self.check(lines, printer, post, seed)
        // What was answered with yes is there, once.
        let known = try daemon.get("/api/v1/delegations", as: "zhao-min").decoded([Given].self).map(\.reason)
        #expect(Set(known).count == known.count && Set(given).isSubset(of: known), "seed \(seed)")
        #expect(try daemon.get("/api/v1/journal/verify", as: "王伟").status == 200)
        daemon.send(SIGTERM)
        #expect(daemon.status() == 0)
        let numbers = try ReceiptNumbers.of(daemon.out)
        #expect(!numbers.isEmpty && numbers == Array(1...numbers.count), "seed \(seed): \(numbers)")
    }

    private static func check(
        _ lines: [Line], _ printer: EvePrinter, _ post: MailProcess, _ seed: UInt64
    ) throws {
        let printed = try printer.printed()
        #expect(Set(printed).count == printed.count, "seed \(seed): printed twice")
        let papers = lines.filter { $0.channel == "printer" }
        #expect(papers.count > 10, "seed \(seed)")
        for line in papers {
            let count = printed.count { $0.hasSuffix(line.key) }
            #expect(line.state != "failed", "seed \(seed): \(line.key)")
            if line.state == "acknowledged" { #expect(count == 1, "seed \(seed): \(line.key)") }
        }
        let mails = try post.received()
        #expect(Set(mails).count == mails.count, "seed \(seed): mailed twice")
        #expect(lines.contains { $0.channel == "mail" }, "seed \(seed)")
    }
}
