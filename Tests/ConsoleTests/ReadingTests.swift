import Diagnostics
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Console

@Suite struct ReadingTests {
    @Test(arguments: [
        (nil, Language.chinese), ("", .chinese), ("en", .english), ("EN-us", .english), ("zh", .chinese),
        ("zh-Hant", .chinese), ("fr", .chinese), ("fr, en;q=0.1", .english), ("en;q=0.3, zh;q=0.8", .chinese),
        ("zh;q=0.3, en;q=0.8", .english), ("en;q=0", .chinese), ("english", .chinese), (";;,,q=1", .chinese),
    ])
    func `the client's language is taken from its header`(header: String?, language: Language) {
        #expect(Language(accepting: header) == language)
    }

    @Test func `an address is slowed down for a minute and no other`() {
        let tokens = FailedTokens()
        for index in 1...40 { #expect(tokens.note("a", at: 1_000) == (index <= FailedTokens.allowed)) }
        #expect(tokens.note("b", at: 1_000))
        #expect(!tokens.note("a", at: 60_999))
        #expect(tokens.note("a", at: 61_000))
        #expect(tokens.note("a", at: 0))
    }

    @Test func `each route has a name, and no two share an address`() {
        var seen: Set<String> = []
        for route in APIRoute.all {
            #expect(seen.insert(route.id).inserted && seen.insert("\(route.method) \(route.path)").inserted)
            #expect(route.fits(route.path.replacing("{", with: "").replacing("}", with: "")))
            #expect(!route.fits(route.path + "/more"))
        }
    }

    @Test func `a dispatcher is late when it does not move by the time it said`() {
        let pulse = Pulse(began: 1_000, patience: 100)
        #expect(!pulse.isLate(1_100) && pulse.isLate(1_101))
        pulse.turned(2_000, 5_000)
        #expect(pulse.moved == 2_000 && !pulse.isLate(5_100) && pulse.isLate(5_101))
        pulse.turned(6_000, 6_000)
        #expect(!pulse.isLate(6_100) && pulse.isLate(6_101))
        pulse.end()
        #expect(!pulse.isLate(99_999))
    }

    @Test(arguments: [EventLog.Form.text, .json])
    func `a line of the log is one line, whatever it says`(form: EventLog.Form) throws {
        let lines = Lines()
        let log = EventLog(form, plan: "p", language: .english, now: { 0 }, take: { lines.take($0) })
        let nasty = "a\nb\"c\\d\u{1}\u{7F}é\u{2028}"
        log.write(.error, "log.phase-started", [("phase", nasty)])
        let line = lines.all[0]
        #expect(lines.all.count == 1 && !line.contains("\n") && !line.contains("\u{1}"))
        #expect(line.contains("1970-01-01T08:00:00+08:00"))
        if form == .json {
            let facts = try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
            #expect(facts["phase"] == nasty && facts["event"] == "phase-started" && facts["level"] == "error")
        }
    }

    @Test func `numbers of metrics are written as Prometheus reads them`() {
        for (value, text) in [(0.0, "0"), (1, "1"), (0.05, "0.05"), (86_400, "86400"), (1.5, "1.5"), (-2, "-2")] {
            #expect(MetricsText.number(value) == text)
        }
        var page = MetricsText()
        page.line("m", [("a", "x\"y\\z\n")], 1)
        #expect(page.text == "m{a=\"x\\\"y\\\\z\\n\"} 1\n")
    }
}

private final class Lines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func take(_ line: String) { lines.withLock { $0.append(line) } }
}
