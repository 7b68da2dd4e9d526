import Foundation
import Synchronization
import TestSupport
import Testing

/// The API of a running daemon, as its clients see it.
@Suite(.serialized) struct DaemonAPITests {
    /// Every refusal with its status and code: method, path, who, body, headers.
    private static let refusals: [(String, String, String?, String, [String], Int, String)] = [
        ("GET", "/api/v1/status", nil, "", [], 401, "api.no-token"),
        ("GET", "/api/v1/status", "zj_wrong", "", [], 401, "api.wrong-token"),
        ("GET", "/api/v1/nothing", "王伟", "", [], 404, "api.no-such-path"),
        ("GET", "/", nil, "", [], 404, "api.no-such-path"),
        ("POST", "/api/v1/status", "王伟", "{}", [json], 405, "api.method"),
        ("DELETE", "/api/v1/tasks/1", "王伟", "", [], 405, "api.method"),
        ("GET", "/api/v1/status?plan=x", "王伟", "", [], 422, "api.unknown-query"),
        ("GET", "/api/v1/steps?state=done", "王伟", "", [], 422, "api.state"),
        ("GET", "/api/v1/steps?limit=501", "王伟", "", [], 422, "api.bounds"),
        ("GET", "/api/v1/steps?after=-1", "王伟", "", [], 422, "api.bounds"),
        ("GET", "/api/v1/tasks?scope=yours", "王伟", "", [], 422, "api.state"),
        ("GET", "/api/v1/tasks/0", "王伟", "", [], 422, "api.number"),
        ("GET", "/api/v1/tasks/abc", "王伟", "", [], 422, "api.number"),
        ("GET", "/api/v1/tasks/99999", "王伟", "", [], 404, "task.unknown"),
        ("GET", "/api/v1/explain?step=closed&date=2020-11-02", "王伟", "", [], 404, "explain.unknown-step-near"),
        ("GET", "/api/v1/explain?step=close&date=2020-11-32", "王伟", "", [], 422, "command.date"),
        ("POST", "/api/v1/tasks/1/decide", "王伟", "{", [json], 400, "api.json"),
        ("POST", "/api/v1/tasks/1/decide", "王伟", "[1]", [json], 400, "api.json"),
        ("POST", "/api/v1/tasks/1/decide", "王伟", "choice=1", ["Content-Type: text/plain"], 415, "api.media-type"),
        ("POST", "/api/v1/tasks/1/decide", "王伟", "{}", [json], 422, "api.missing-field"),
        ("POST", "/api/v1/tasks/1/decide", "王伟", "{\"choice\": 1}", [json], 422, "api.field-kind"),
        (
            "POST", "/api/v1/tasks/1/decide", "王伟", "{\"choice\": \"a\", \"maker\": \"李娜\"}", [json], 422,
            "api.unknown-field"
        ),
        (
            "POST", "/api/v1/tasks/1/decide", "王伟", "{\"choice\": \"随便\"}", [json], 422, "task.choice"
        ),
        ("POST", "/api/v1/tasks/1/decide", "李娜", "{\"choice\": \"补缴入库\"}", [json], 403, "task.not-in-post"),
        ("POST", "/api/v1/tasks/1/approve", "李娜", "{}", [json], 409, "task.not-now"),
        (
            "POST", "/api/v1/tasks/1/decide", "王伟", "{\"choice\": \"补缴入库\", \"fields\": {\"sum\": \"1\"}}", [json],
            422, "form.unknown-field"
        ),
        ("POST", "/api/v1/tasks/1/reassign", "王伟", "{\"reason\": \"忙\"}", [json], 403, "api.not-operator"),
        (
            "POST", "/api/v1/tasks/1/reassign", "zhao-min", "{\"to\": \"孙\", \"reason\": \"忙\"}", [json], 422,
            "people.unknown"
        ),
        (
            "POST", "/api/v1/delegations", "李娜", delegation.replacing("people-bank", with: "tax-bureau"), [json], 403,
            "api.not-your-post-to-give"
        ),
        ("POST", "/api/v1/delegations", "李娜", delegation.replacing("2099", with: "1999"), [json], 422, "api.days"),
        ("POST", "/api/v1/delegations/9/revoke", "李娜", "{\"reason\": \"回来了\"}", [json], 404, "delegation.unknown"),
        ("POST", "/api/v1/signals/go", "zhao-min", "{\"key\": \"1\"}", [json], 404, "signal.unknown"),
        ("POST", "/api/v1/phases/winter/pause", "zhao-min", "{\"reason\": \"雪\"}", [json], 404, "phase.unknown"),
        ("POST", "/api/v1/phases/processing/resume", "zhao-min", "{}", [json], 409, "phase.not-paused"),
        ("POST", "/api/v1/steps/1/retry", "王伟", "{\"reason\": \"再来\"}", [json], 403, "api.not-operator"),
        ("POST", "/api/v1/steps/1/retry", "zhao-min", "{\"reason\": \"再来\"}", [json], 409, "step.not-now"),
        ("POST", "/api/v1/steps/1/retry", "zhao-min", "{\"reason\": \"\"}", [json], 422, "task.no-reason"),
        ("POST", "/api/v1/steps/99999/retry", "zhao-min", "{\"reason\": \"再来\"}", [json], 404, "step.unknown"),
        (
            "POST", "/api/v1/occurrences/close/2020-11-20/release", "zhao-min", "{\"reason\": \"放行\"}", [json], 422,
            "api.moment"
        ),
        (
            "POST", "/api/v1/occurrences/close/2020-11-19T01:00/release", "zhao-min", "{\"reason\": \"放行\"}", [json],
            404, "occurrence.unknown"
        ),
        ("POST", "/api/v1/deliveries/99/resend", "zhao-min", "{\"reason\": \"再发\"}", [json], 404, "outbox.unknown-key"),
        ("POST", "/api/v1/deliveries/1/resend", "zhao-min", "{\"reason\": \"再发\"}", [json], 409, "outbox.not-now"),
        (
            "POST", "/api/v1/tasks/1/decide", "王伟", "{\"choice\": \"\(String(repeating: "长", count: 30_000))\"}",
            [json], 413, "api.too-long"
        ),
        (
            "POST", "/api/v1/steps/1/retry", "zhao-min", "{\"reason\": \"再来\"}",
            [json, "Idempotency-Key: \(String(repeating: "k", count: 129))"], 422, "api.key"
        ),
    ]

    private static let json = "Content-Type: application/json"
    private static let delegation = """
        {"post": "people-bank", "to": "zhao-min", "first": "2020-01-01", "last": "2099-12-31", "reason": "出差"}
        """

    @Test func `everything can be asked for, and every refusal says why`() throws {
        let daemon = try LiveDaemon(["--log", "json"])
        let tasks = try daemon.waitForTasks()
        #expect(try daemon.get("/health").text == "ok\n")
        #expect(try daemon.get("/ready").status == 200)
        for path in [
            "status", "phases", "occurrences", "steps", "tasks?scope=all", "tasks/\(tasks[0].id)", "deliveries",
            "journal", "journal/verify", "signals", "delegations", "explain?step=import-payments&date=2020-11-05",
            "openapi.json",
        ] {
            let answer = try daemon.get("/api/v1/" + path, as: "王伟")
            #expect(answer.status == 200 && answer.head.contains("content-type: application/json"), "\(path)")
        }
        for (method, path, person, body, headers, status, code) in DaemonAPITests.refusals {
            let answer = try daemon.ask(method, path, as: person, headers: headers, body: body)
            #expect(answer.status == status && answer.code == code, "\(method) \(path): \(answer.text)")
            #expect(answer.head.contains("application/problem+json"), "\(path)")
        }
        let english = try daemon.get("/api/v1/status", ["Accept-Language: fr, en;q=0.8, zh;q=0.5"])
        #expect(english.text.contains("there is no token") && english.head.contains("content-language: en"))
        try expectPages(daemon)
        try expectMetrics(daemon)
        try Golden.expect(daemon.get("/api/v1/openapi.json").text + "\n", matches: "docs/openapi.json")
        daemon.send(SIGTERM)
        #expect(daemon.status() == 0)
        expectLog(daemon)
    }

    private func expectPages(_ daemon: LiveDaemon) throws {
        struct Row: Decodable { let id: Int }
        let whole = try daemon.get("/api/v1/steps?limit=500", as: "王伟").decoded(LiveDaemon.Page<Row>.self)
        var ids: [Int] = []
        var after: Int? = 0
        while let from = after {
            let page = try daemon.get("/api/v1/steps?limit=7&after=\(from)", as: "王伟")
                .decoded(LiveDaemon.Page<Row>.self)
            ids += page.items.map(\.id)
            after = page.next
        }
        #expect(ids == whole.items.map(\.id) && ids.count > 14 && ids == ids.sorted())
    }

    private func expectMetrics(_ daemon: LiveDaemon) throws {
        let text = try daemon.get("/metrics").text
        for line in [
            "zhengjiao_occurrences{state=\"succeeded\"} ", "zhengjiao_step_start_delay_seconds_bucket{le=\"+Inf\"} ",
            "zhengjiao_open_tasks{role=\"tax-bureau\"} ", "zhengjiao_deliveries{channel=\"mail\",state=",
            "zhengjiao_wal_bytes ", "zhengjiao_ready 1", "zhengjiao_build_info{version=",
            "zhengjiao_http_requests_total{route=\"status\",status=\"401\"} ",
        ] { #expect(text.contains("\n" + line), "\(line)") }
        var seen: Set<Substring> = []
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            #expect(line.wholeMatch(of: /[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.e+-]+/) != nil, "\(line)")
            #expect(seen.insert(line.prefix { $0 != " " }).inserted, "\(line)")
        }
        for person in ["王伟", "李娜", "zhao-min"] { #expect(!text.contains(person)) }
    }

    /// A line an event, each a JSON object, with nobody's token and nobody's name.
    private func expectLog(_ daemon: LiveDaemon) {
        struct Line: Decodable { let time, level, event, plan, message: String }
        let lines = daemon.log.split(separator: "\n")
        for line in lines {
            let event = try? JSONDecoder().decode(Line.self, from: Data(line.utf8))  // the expectation says it
            #expect(event?.plan == "qingshi-2020", "\(line)")
        }
        #expect(lines.contains { $0.contains("\"event\":\"task-opened\"") })
        #expect(lines.contains { $0.contains("\"event\":\"stopped\"") })
        for token in daemon.tokens.values { #expect(!daemon.log.contains(token)) }
        for name in ["王伟", "李娜", "王䶮", "37040"] { #expect(!daemon.log.contains(name), "\(name)") }
    }

    @Test func `two persons bring a campaign to its end, and nobody checks himself`() throws {
        let daemon = try LiveDaemon()
        let tasks = try daemon.waitForTasks()
        let first = tasks[0]
        let path = "/api/v1/tasks/\(first.id)"
        let body = "{\"choice\": \"\(first.choices[0])\"}"
        #expect(try daemon.tasks("mine", as: "王伟").map(\.id) == tasks.map(\.id))
        #expect(try daemon.tasks("mine", as: "李娜").isEmpty)
        // The same key gives the same answer; another request under it is refused.
        let key = ["Idempotency-Key: first"]
        let decided = try daemon.post(path + "/decide", as: "钱坤", body, key)
        #expect(decided.status == 200 && decided.text.contains("\"maker\":\"钱坤\""), "\(decided.text)")
        #expect(try daemon.post(path + "/decide", as: "钱坤", body, key).body == decided.body)
        #expect(try daemon.post(path + "/decide", as: "钱坤", body).code == "task.not-now")
        #expect(try daemon.post(path + "/approve", as: "钱坤", "{}", key).code == "api.key-reused")
        // One who holds both posts does not check what he decided.
        let alone = try daemon.post(path + "/approve", as: "钱坤", "{}")
        #expect(alone.status == 403 && alone.code == "task.same-person", "\(alone.text)")
        #expect(try daemon.tasks("mine", as: "李娜").map(\.id) == [first.id])
        let returned = try daemon.post(path + "/send-back", as: "李娜", "{\"reason\": \"金额不对\"}")
        #expect(returned.status == 200 && returned.text.contains("\"state\":\"returned\""))
        for task in tasks {
            let own = "/api/v1/tasks/\(task.id)"
            let choice = "{\"choice\": \"\(task.choices[0])\"}"
            #expect(try daemon.post(own + "/decide", as: "王伟", choice).status == 200)
            #expect(try daemon.post(own + "/approve", as: "李娜", "{\"note\": \"同意\"}").status == 200)
        }
        try daemon.approvePublication()
        _ = try daemon.waitFor("its end") { daemon.log.contains("方案已全部办完") ? true : nil }
        let verified = try daemon.get("/api/v1/journal/verify", as: "李娜")
        #expect(verified.status == 200 && verified.text.contains("\"head\""))
        #expect(try daemon.get("/ready").status == 200)
        #expect(FileManager.default.fileExists(atPath: daemon.out + "/summary.json"))
        try expectViews(daemon)
        try expectScope(daemon)
    }

    /// Persons are shown to people with a post and a reason; each look is logged under the looker's name.
    private func expectViews(_ daemon: LiveDaemon) throws {
        let bytes = try Project.bytes("Tests/CommandTests/Fixtures/small/data/payments/20201105.txt")
        let line = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)[1]
        let id = String(line.split(separator: "|", omittingEmptySubsequences: false)[3])
        let reason = "?purpose=%E6%A0%B8%E5%AF%B9"
        let seen = try daemon.get("/api/v1/persons/\(id)\(reason)", as: "王伟")
        #expect(seen.status == 200 && seen.text.contains(id) && seen.text.contains("核对"), "\(seen.text)")
        for (path, person, status, code) in [
            ("persons/\(id)", "王伟", 422, "api.no-purpose"), ("persons/1\(reason)", "王伟", 422, "view.id"),
            ("persons/11010519491231002X\(reason)", "王伟", 404, "view.no-person"),
            ("bureaus/none", "王伟", 404, "view.no-bureau"), ("officers/zhao-min", "王伟", 403, "api.not-operator"),
        ] {
            let answer = try daemon.get("/api/v1/" + path, as: person)
            #expect(answer.status == status && answer.code == code, "\(path): \(answer.text)")
        }
        let officer = try daemon.get("/api/v1/officers/zhao-min", as: "zhao-min")
        #expect(officer.status == 200)
        let bureau = try daemon.get("/api/v1/bureaus/tax-bureau", as: "王伟")
        #expect(bureau.status == 200 && bureau.text.contains("审核公示表"))
        let log = try Campaigns.zhengjiao(["person", "accesses", daemon.out, id])
        #expect(log.text.contains("王伟") && log.text.contains("核对"))
    }

    /// Somebody of one town sees its persons and no others; that he tried is logged.
    private func expectScope(_ daemon: LiveDaemon) throws {
        let bytes = try Project.bytes("Tests/CommandTests/Fixtures/small/data/payments/20201105.txt")
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst()
        let payers = lines.map { $0.split(separator: "|", omittingEmptySubsequences: false).map(String.init) }
        let reason = "?purpose=%E6%A0%B8%E5%AF%B9"
        let near = try #require(payers.first { $0[2].hasPrefix("379901X01") })[3]
        let far = try #require(payers.first { $0[2].hasPrefix("379901001") })[3]
        #expect(try daemon.get("/api/v1/persons/\(near)\(reason)", as: "钱坤").status == 200)
        let refused = try daemon.get("/api/v1/persons/\(far)\(reason)", as: "钱坤")
        #expect(refused.status == 403 && refused.code == "view.region" && !refused.text.contains(far))
        let log = try Campaigns.zhengjiao(["person", "accesses", daemon.out, far])
        #expect(log.text.contains("钱坤") && log.text.contains("不在负责的地区"), "\(log.text)")
        let whole = try Campaigns.zhengjiao(["person", "accesses", daemon.out, near, "--fields"])
        #expect(whole.text.contains("身份（") && whole.text.contains("姓名"), "\(whole.text)")
        let show = ["person", "show", daemon.out, far, "--purpose", "核对", "--people", daemon.scratch / "people.yaml"]
        #expect(try Campaigns.zhengjiao(show + ["--by", "钱坤"]).errorText.contains("view.region"))
        #expect(try Campaigns.zhengjiao(show + ["--by", "某人"]).errorText.contains("view.nobody"))
        #expect(try Campaigns.zhengjiao(show + ["--by", "王伟"]).status == 0)
    }

    @Test func `operators hold, pause and hand over, people let others act for them`() throws {
        let daemon = try LiveDaemon()
        let tasks = try daemon.waitForTasks()
        func post(_ path: String, _ person: String, _ body: String = "{\"reason\": \"查一查\"}") throws -> String {
            let answer = try daemon.post("/api/v1/" + path, as: person, body)
            return answer.status == 200 ? answer.text : answer.code
        }
        let close = "occurrences/close/2020-11-20T17:00/"
        #expect(try post(close + "hold", "zhao-min").contains("\"state\":\"held\""))
        #expect(try post(close + "hold", "zhao-min") == "occurrence.not-now")
        #expect(try post(close + "release", "zhao-min").contains("\"state\":\"waiting\""))
        #expect(try post("phases/processing/pause", "zhao-min").contains("\"isPaused\":true"))
        #expect(try post("phases/processing/pause", "zhao-min") == "phase.paused")
        #expect(try post("phases/processing/resume", "zhao-min", "{}").contains("\"isPaused\":false"))

        let first = "tasks/\(tasks[0].id)/"
        let choice = "{\"choice\": \"\(tasks[0].choices[0])\"}"
        #expect(try post(first + "reassign", "zhao-min", "{\"to\": \"王伟\", \"reason\": \"熟悉\"}").contains("王伟"))
        #expect(try post(first + "decide", "钱坤", choice) == "task.assigned")
        #expect(try post(first + "decide", "王伟", choice).contains("\"state\":\"decided\""))
        #expect(try post(first + "approve", "zhao-min", "{}") == "task.not-in-post")
        #expect(try post("delegations", "李娜", DaemonAPITests.delegation).contains("\"to\":\"zhao-min\""))
        #expect(try daemon.tasks("mine", as: "zhao-min").map(\.id) == [tasks[0].id])
        #expect(try post(first + "approve", "zhao-min", "{}").contains("\"state\":\"approved\""))
        #expect(try post("delegations/1/revoke", "王伟") == "api.not-your-delegation")
        #expect(try post("delegations/1/revoke", "李娜").contains("\"revoked\""))
        #expect(try post(close + "cancel", "zhao-min").contains("\"state\":\"cancelled\""))
    }

    @Test func `thirty-two clients at once, and one change`() throws {
        let daemon = try LiveDaemon()
        let task = try daemon.waitForTasks()[0]
        let body = "{\"choice\": \"\(task.choices[0])\"}"
        let answers = Mutex<[String]>([])
        let asked = daemon.port
        let client = UncheckedClient(daemon)
        DispatchQueue.concurrentPerform(iterations: 32) { index in
            #expect(asked > 0)
            for round in 0..<4 {
                let path = round % 2 == 0 ? "/api/v1/status" : "/metrics"
                #expect((try? client.daemon.get(path, as: "王伟").status) == 200)  // none is a failure as well
            }
            let answer = try? client.daemon.post(  // the same
                "/api/v1/tasks/\(task.id)/decide", as: "王伟", body, ["Idempotency-Key: together"])
            answers.withLock { $0.append("\(answer?.status ?? 0) \(answer?.text ?? "\(index)")") }
        }
        let all = answers.withLock { $0 }
        #expect(all.count == 32 && Set(all).count == 1 && all[0].hasPrefix("200 "), "\(Set(all))")
        let again = try daemon.get("/api/v1/journal?limit=500", as: "王伟").text
        #expect(again.components(separatedBy: "\"task.decide\"").count == 2)
    }
}

/// The requests of a daemon touch only its port and tokens, which do not change while clients run.
private struct UncheckedClient: @unchecked Sendable {
    let daemon: LiveDaemon

    init(_ daemon: LiveDaemon) { self.daemon = daemon }
}
