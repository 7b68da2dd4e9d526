import Diagnostics
import Settings
import Storage
import Testing

@testable import Workflow

struct DefinitionTests {
    static func rejection(_ text: String) throws -> [Diagnostic] {
        do {
            _ = try plan(text)
            return []
        } catch let rejection as Rejection {
            return rejection.diagnostics
        }
    }

    /// The documented plan with one text replaced, and what is said about it: code, line, column.
    static func refused(_ old: String, _ new: String) throws -> (Diagnostic, String)? {
        let text = try documentedPlan()
        let changed = text.replacing(old, with: new, maxReplacements: 1)
        try #require(changed != text)
        let found = try rejection(changed).filter { $0.severity == .error }
        guard found.count == 1, let span = found[0].span else {
            Issue.record("\(found)")
            return nil
        }
        let line = String(changed.split(separator: "\n", omittingEmptySubsequences: false)[span.line - 1])
        let marked = String(
            String.UnicodeScalarView(line.unicodeScalars.dropFirst(span.column - 1).prefix(span.length)))
        return (found[0], marked)
    }

    @Test func theDocumentedPlanIsRead() throws {
        let definition = try plan(documentedPlan())
        #expect(definition.id == "xuecheng-2019")
        #expect(definition.phases.map(\.id) == ["publicity", "collection", "processing"])
        #expect(definition.steps.first?.id == "print-plan")
        #expect(definition.step("print-rosters")?.forEach == "villages")
        #expect(definition.step("print-rosters")?.retry == RetryPolicy(attempts: 5, wait: 300_000, longest: 3_600_000))
        #expect(definition.step("print-rosters")?.timeout == 600_000)
        #expect(definition.step("report")?.catchUp == .merge)
        #expect(definition.step("resolve-differences")?.task?.deadline == .workingDays(3))
        #expect(try definition.step("import-rosters")?.with.text("medical") == "medical-roster.xlsx")
        #expect(try definition.rehearsal.text("maker") == "经办员甲")
        #expect(definition.moments(of: "import-payments").count == 25)
        #expect(
            definition.moments(of: "report").map(\.text) == [
                "2019-11-01 20:00", "2019-11-08 20:00", "2019-11-15 20:00", "2019-11-22 20:00", "2019-11-29 20:00",
            ])
        #expect(definition.moments(of: "print-rosters") == [instant("2019-10-21 09:00")])
        #expect(definition.moments(of: "close") == [instant("2019-12-02 09:00")])
        #expect(definition.warnings.map(\.code) == ["plan.phase-ends-on-rest-day", "plan.phase-ends-on-rest-day"])
        #expect(definition.hash == DurableFile.sha256(try documentedPlan()))
        let order = definition.moments.map(\.nominal)
        #expect(order == order.sorted())
    }

    @Test(
        arguments: [
            ("title: 薛城", "titel: x\ntitle: 薛城", "config.unknown-key-near", "titel"),
            ("        timeout: 10m", "        timeout: ten minutes", "plan.duration", "ten minutes"),
            ("every friday 20:00", "every freitag 20:00", "plan.schedule-near", "every freitag 20:00"),
            ("starts: 2019-10-20", "starts: 2019-02-29", "config.not-date", "2019-02-29"),
            ("ends: 2019-12-20", "ends: 2019-10-19", "plan.ends-before-start", "2019-10-19"),
            ("to: 2019-10-27", "to: 2019-10-28", "plan.phase-overlap", "collection"),
            (
                "from: 2019-12-01\n    to: 2019-12-20", "from: 2019-10-20\n    to: 2019-10-20", "plan.phase-order",
                "processing"
            ),
            ("to: 2019-12-20", "to: 2019-12-21", "plan.phase-outside", "processing"),
            ("at: 2019-10-21 09:00", "at: 2019-10-28 09:00", "plan.step-outside", "2019-10-28 09:00"),
            ("needs: [reconcile]", "needs: [reconsile]", "plan.unknown-need-near", "reconsile"),
            ("role: tax-office", "role: tax-ofice", "plan.unknown-role-near", "tax-ofice"),
            ("catch-up: merge", "catch-up: merged", "plan.catch-up-near", "merged"),
            ("attempts: 5", "attempts: 0", "plan.attempts", "0"),
            ("attempts: 5", "attempts: five", "config.not-number", "five"),
            ("id: close", "id: Close!", "plan.identifier", "Close!"),
            ("deadline: 3 working days", "deadline: soon", "plan.deadline", "soon"),
            ("deadline: 3 working days", "deadline: 2019-12-01 10:00", "plan.deadline-past", "2019-12-01 10:00"),
            ("max: 1h", "max: 1m", "plan.retry-max", "1m"),
            ("at: every working day 19:10", "at: every working day 18:00", "plan.need-later", "["),
            ("id: report", "id: receipts", "plan.step-twice", "receipts"),
            ("name: 数据处理", "name: [数据处理]", "config.not-text", "["),
            ("at: every friday 20:00", "at: every 30 working days 20:00", "plan.never", "every 30 working days 20:00"),
            ("at: every friday 20:00\n        needs: [import-payments]", "with: {}", "plan.no-moment", "i"),
            ("for-each: differences", "for-each: differences\n        uses: reconcile", "plan.task-uses", "reconcile"),
            ("plan: xuecheng-2019", "plan: xuecheng-2019\nplan: again", "yaml.duplicate-key", "p"),
            ("title: 薛城", "title: \"薛城", "yaml.open-quote", "\"薛城区2019年度城乡居民社会保险费征缴"),
            ("title: 薛城", "title：薛城", "yaml.full-width-colon", "："),
            ("title: 薛城", "title:薛城", "yaml.colon-space", ":薛城区2019年度城乡居民社会保险费征缴"),
            ("    name: 宣传发动", "\tname: 宣传发动", "yaml.tab", "\tname"),
            ("        name: 导入参保清册", "       name: 导入参保清册", "yaml.syntax", nil),
            ("from: 2019-10-21", "from: 2019年10月21日", "config.not-date-near", "2019年"),
            ("to: 2019-10-27", "to: 2019/10/27", "config.not-date-near", "2019/10/27"),
            ("at: every friday 20:00", "at: 每周五 20：00", "plan.schedule-near", "每周五"),
            ("at: every working day 19:10", "at: every working days 19:10", "plan.schedule-near", "every"),
            ("at: every friday 20:00", "at: 有空的时候", "plan.schedule", "有空"),
            ("deadline: 3 working days", "deadline: 3个工作日", "plan.deadline-near", "3个"),
            ("needs: [reconcile]", "needs: [与国库对账]", "plan.unknown-need-near", "与国库对账"),
            ("needs: [reconcile]", "needs: [reconcile，receipts]", "plan.need-comma", "reconcile，"),
            ("role: tax-office", "role: 区税务局社保股", "plan.unknown-role-near", "区税务局社保股"),
        ] as [(String, String, String, String?)])
    func oneMistakeIsOneMessageAtItsPlace(old: String, new: String, code: String, marked: String?) throws {
        guard let (found, text) = try Self.refused(old, new) else { return }
        #expect(found.code == code)
        if let marked { #expect(text.hasPrefix(marked), "\(text)") }
        #expect(!Catalogue.message(found, in: .chinese).contains("{"))
        #expect(!Catalogue.message(found, in: .english).contains("{"))
        #expect(Catalogue.hint(found, in: .english)?.contains("{") != true || code.contains("flow"))
    }

    @Test(
        arguments: [
            ("每个工作日 19：00", "every working day 19:00"), ("每周五20:00", "every friday 20:00"),
            ("2019年11月5日 9点", "2019-11-05 9:00"), ("every working days 08:30", "every working day 08:30"),
            ("阶段结束 17点半", "phase end 17:30"), ("每天下午5点", nil), ("看着办", nil),
            ("every friday 20:00 or next day", "every friday 20:00 or next working day"),
            ("every friday 20:00 or the working day before", "every friday 20:00 or previous working day"),
            ("每周五20点，逢节假日顺延", "every friday 20:00 or next working day"),
            ("每周五 20:00 或提前", "every friday 20:00 or previous working day"), ("看着办，顺延", nil),
        ] as [(String, String?)])
    func whatALetterWouldSayIsGuessed(text: String, meant: String?) {
        #expect(LikelyMeaning.schedule(text) == meant)
        if let meant { #expect(Schedule(meant) != nil) }
    }

    @Test func aCircleOfNeedsIsNamed() throws {
        let text = try documentedPlan().replacing(
            "at: 1 working day after phase start 09:00", with: "needs: [close]")
        let found = try Self.rejection(text).filter { $0.severity == .error }
        #expect(found.map(\.code) == ["plan.cycle"])
        #expect(found.first?.arguments["circle"] == "reconcile → close → resolve-differences → reconcile")
    }

    @Test func allMistakesComeTogether() throws {
        let text = try documentedPlan().replacing("every friday", with: "every fri")
            .replacing("timeout: 10m", with: "timeout: x").replacing("starts: 2019-10-20", with: "starts: today")
        #expect(
            Set(try Self.rejection(text).map(\.code)) == ["plan.schedule-near", "plan.duration", "config.not-date"])
    }

    @Test func handlersAndListsAreChecked() throws {
        let definition = try plan(documentedPlan())
        let handlers = definition.steps.filter { $0.task == nil }.map(\.uses)
        try definition.require(handlers: handlers, lists: ["villages", "differences"])
        do {
            try definition.require(
                handlers: handlers.filter { $0 != "report" } + ["reports"], lists: ["village", "differences"])
            Issue.record("not refused")
        } catch {
            #expect(
                error.diagnostics.map(\.code) == [
                    "plan.unknown-list-near", "plan.unknown-list-near", "plan.unknown-handler-near",
                ])
        }
    }

    @Test func aPlanIsLoadedWithItsCalendar() throws {
        #expect(throws: Rejection.self) { try Definition.load(path: projectFolder + "/none.yaml") }
        do {
            _ = try Definition.parse(documentedPlan(), file: "a/b.yaml") { name, span throws(Rejection) in
                throw Rejection("plan.unreadable", ["path": name], at: span)
            }
            Issue.record("not refused")
        } catch let rejection as Rejection {
            let span = rejection.diagnostics.first?.span
            #expect(span?.line == 3)
            #expect(span?.column == 11)
        }
    }

    @Test(arguments: ["", "just words", "- a\n- b", "plan: [", "\t- x", "a: *b", "&a [*a]", "plan: &x {}\ntitle: *x"])
    func oddFilesAreRefused(text: String) throws {
        #expect(try !Self.rejection(text).isEmpty)
    }
}
