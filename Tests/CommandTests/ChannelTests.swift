import Foundation
import TestSupport
import Testing

/// The `delivery` of a plan's settings, through the program.
@Suite struct ChannelTests {
    /// The Xuecheng plan with more settings, and whatever its steps ask for.
    static func check(
        _ delivery: String, step: String = "", then arguments: [String]? = nil
    ) throws -> Command.Outcome {
        let scratch = try ScratchFolder()
        let files = FileManager.default
        let beside = ["documents", "rules.yaml", "honours.yaml", "places.csv"].map { "workflows/xuecheng-2019/" + $0 }
        for name in ["workflows/calendars"] + beside {
            let target = URL(fileURLWithPath: scratch / name)
            try files.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try files.copyItem(atPath: Project.path(name), toPath: target.path)
        }
        var plan = try Project.text("workflows/xuecheng-2019/campaign.yaml")
        plan = plan.replacingOccurrences(of: "settings:\n", with: "settings:\n  delivery: \(delivery)\n")
        plan = plan.replacingOccurrences(
            of: "        name: 印制征收清册\n", with: "        name: 印制征收清册\n        \(step)\n")
        let path = try scratch.write(plan, to: "workflows/xuecheng-2019/campaign.yaml")
        try scratch.write("open to all", to: "workflows/xuecheng-2019/open")
        chmod(scratch / "workflows/xuecheng-2019/open", 0o644)
        return try Command.run(
            Project.product("zhengjiao"), arguments.map { $0 + ["--plan", path] } ?? ["plan", "check", path],
            environment: ["ZHENGJIAO_HOME": Project.root].merging(Campaigns.chinese) { $1 }, in: scratch.path)
    }

    @Test func aPlanWithAllChannelsIsRight() throws {
        let outcome = try Self.check(
            """
            { printer: { uri: "ipp://localhost/printers/a", media: 16开, sides: two-sided-long-edge, copies: 2 }, \
            printer-2: { uri: "ipp://localhost/printers/b" }, \
            mail: { server: smtp.a.example, security: tls, user: a, password-file: open }, \
            webhook: { kind: wecom, url-env: ROBOT }, webhook-own: { url: "https://a.example/", idempotent: true } }
            """, step: "with: { deliver: [printer, webhook] }")
        #expect(outcome.status == 0, "\(outcome.errorText)")
    }

    @Test(arguments: [
        ("{ pigeon: {} }", "delivery.channel"), ("{ printer: { uri: x } }", "printer.uri"),
        ("{ printer: { uri: \"ipp://a/b\", media: A9 } }", "delivery.choice"),
        ("{ printer: { uri: \"ipp://a/b\", sides: both } }", "delivery.choice"),
        ("{ printer: { uri: \"ipp://a/b\", copies: 0 } }", "delivery.number"),
        ("{ printer: { uri: \"ipp://a/b\", colour: red } }", "config.unknown-key"),
        ("{ printer: {} }", "config.missing-key"),
        ("{ mail: { server: a.example, security: none } }", "mail.plain"),
        ("{ mail: { server: a.example, user: a } }", "delivery.secret-missing"),
        ("{ mail: { server: a.example, password: geheim } }", "config.unknown-key"),
        ("{ mail: { server: a.example, ca: none.pem } }", "command.plan-document"),
        ("{ webhook: { url: \"http://a.example/\" } }", "webhook.url"),
        ("{ webhook: { kind: wecom } }", "delivery.secret-missing"),
    ])
    func aMistakeIsShownAtItsPlace(delivery: String, code: String) throws {
        let outcome = try Self.check(delivery)
        #expect(outcome.status == 65)
        #expect(outcome.errorText.contains("[\(code)"), "\(outcome.errorText)")
        #expect(outcome.errorText.contains("campaign.yaml:"), "\(outcome.errorText)")
    }

    @Test func aStepNamesAChannelThatIsThere() throws {
        let outcome = try Self.check("{}", step: "with: { deliver: printer }")
        #expect(outcome.errorText.contains("[delivery.no-channel]"), "\(outcome.errorText)")
    }

    @Test func aSecretThatOthersCanReadIsRefused() throws {
        let outcome = try Self.check(
            "{ mail: { server: localhost, user: a, password-file: open } }",
            then: ["deliver", "test", "mail", "--to", "a@b.example"])
        #expect(outcome.status == 65)
        #expect(outcome.errorText.contains("[delivery.secret-open]"), "\(outcome.errorText)")
        #expect(!outcome.errorText.contains("open to all"))
    }
}
