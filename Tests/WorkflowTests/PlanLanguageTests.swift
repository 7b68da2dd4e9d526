import Diagnostics
import Storage
import Testing

@testable import Workflow

/// Conditions, signals, forms, approvals and posts in a plan.
struct PlanLanguageTests {
    static let steps = """
        - id: import
          at: every working day 09:00
        - id: print
          needs: [import]
          if: needs.import.payments > 0 and today is not friday
        - id: refund
          needs: [import]
          waits-for: bank
          task:
            role: maker
            deadline: 5 working days
            choices: [退费, 不退]
            form:
              - { name: sum, title: 退费金额, type: money, required: true }
              - { name: ground, title: 退费原因, type: choice, choices: [重复缴费, 死亡] }
              - { name: since, type: date }
              - { name: persons, type: count }
              - { name: paper, type: flag }
            amount: sum
            approvals:
              - { up-to: 1000.00, role: checker }
              - { up-to: 50000, role: [checker, boss] }
              - role: [checker, boss, head]
            escalate:
              - { to: checker }
              - { after: 7 working days, to: boss }
        - id: pay
          at: 1 working day after refund 08:00 or next working day
          needs: [refund]
          if: needs.refund.decision == '退费'
        """

    static func text(_ steps: String) -> String {
        let indented = steps.split(separator: "\n").map { "      " + $0 }.joined(separator: "\n")
        return """
            plan: small
            title: 小计划
            calendar: china.csv
            starts: 2019-11-01
            ends: 2019-11-15
            roles: { maker: 经办, checker: 复核, boss: 领导, head: 局长 }
            incompatible: [[maker, head], [maker, boss, checker]]
            signals: { bank: 银行已到账 }
            phases:
              - id: only
                name: 唯一阶段
                from: 2019-11-01
                to: 2019-11-14
                steps:
            \(indented)
              - id: after
                name: 之后
                from: 2019-11-15
                to: 2019-11-15

            """
    }

    @Test func theWordsAreRead() throws {
        let definition = try plan(
            Self.text(
                Self.steps.replacing("08:00 or next working day", with: "08:00")
                    .replacing("at: every working day 09:00", with: "at: [2019-11-01 09:00, 2019-11-07 09:00]")))
        #expect(definition.warnings.isEmpty)
        #expect(definition.step("print")?.condition?.text == "needs.import.payments > 0 and today is not friday")
        #expect(definition.step("refund")?.waitsFor == ["bank"])
        #expect(definition.signalTitle("bank") == "银行已到账")
        #expect(definition.moments(of: "pay").map(\.text) == ["2019-11-04 08:00", "2019-11-08 08:00"])
        #expect(definition.incompatible(with: "maker") == ["boss", "checker", "head"])
        #expect(definition.incompatible(with: "head") == ["maker"])
        let task = try #require(definition.step("refund")?.task)
        #expect(task.amount == .field("sum"))
        #expect(
            task.escalations == [
                Escalation(after: nil, role: "checker"), Escalation(after: .workingDays(7), role: "boss"),
            ])
        let approvers = [100_000, 100_001, 5_000_000, 5_000_001, nil].map { task.approvers(amount: $0) }
        #expect(
            approvers == [
                ["checker"], ["checker", "boss"], ["checker", "boss"], ["checker", "boss", "head"],
                ["checker", "boss", "head"],
            ])
        #expect(
            try task.read(["sum": " 12.5 ", "ground": "死亡", "persons": "007", "paper": "是", "since": ""])
                == ["sum": "12.50", "ground": "死亡", "persons": "7", "paper": "true"])
        do {
            _ = try task.read(["ground": "老", "persons": "-1", "paper": "?", "since": "2019-2-1", "summ": "1"])
            Issue.record("not refused")
        } catch {
            #expect(
                error.diagnostics.map(\.code) == [
                    "form.unknown-field-near", "form.missing", "form.choice", "form.date", "form.count", "form.flag",
                ])
        }
    }

    @Test(arguments: [
        ("if: needs.import.payments", "if: needs.refund.payments", "plan.condition-no-need", "needs.refund"),
        ("if: needs.import.payments", "if: needs.imprt.payments", "plan.condition-unknown-near", "needs.imprt"),
        ("payments > 0", "payments = 0", "condition.one-equals", "= 0"),
        (
            "if: needs.import.payments > 0 and today is not friday", "if: 'today is a hliday'", "condition.day-kind",
            "hliday"
        ),
        ("needs.refund.decision", "needs.refund.desision", "plan.condition-field-near", "needs.refund.desision"),
        ("waits-for: bank", "waits-for: bnak", "plan.unknown-signal-near", "bnak"),
        ("up-to: 1000.00", "up-to: 60000", "plan.approvals-order", "50000"),
        ("up-to: 1000.00, ", "", "plan.approvals-limit", "{"),
        ("- role: [checker, boss, head]", "- { up-to: 60000, role: head }", "plan.approvals-end", "{"),
        ("role: [checker, boss]", "role: [checker, checker]", "plan.approvals-twice", "["),
        ("up-to: 1000.00", "up-to: 1,000", "config.unknown-key", "000"),
        ("up-to: 1000.00", "up-to: '1,000'", "plan.up-to", "'1,000"),
        ("amount: sum", "amount: summ", "plan.amount-near", "summ"),
        ("amount: sum", "amount: since", "plan.amount", "since"),
        ("          amount: sum\n", "", "plan.approvals-without-amount", "-"),
        ("type: count", "type: number", "plan.field-type", "number"),
        ("type: choice, choices: [重复缴费, 死亡]", "type: choice", "plan.field-no-choices", "{"),
        ("type: flag", "type: flag, choices: [a]", "plan.field-choices", "["),
        ("name: since", "name: sum", "plan.field-twice", "sum"),
        ("name: since", "name: decision", "plan.field-reserved", "decision"),
        ("          deadline: 5 working days\n", "", "plan.escalate-without-deadline", "-"),
        ("after: 7 working days, ", "", "plan.escalate-order", "{"),
        ("to: boss }", "to: bos }", "plan.unknown-role-near", "-"),
        ("deadline: 5", "checker: boss\n          deadline: 5", "plan.checker-and-approvals", "boss"),
        ("after refund 08:00", "after import 08:00", "plan.after-need", "1 working day after import"),
        ("at: every working day 09:00", "cron: 0 19 * * *", "plan.cron-key", "0 19"),
        ("at: every working day 09:00", "at: cron * * * * *", "plan.too-many", "cron"),
        ("08:00 or next working day", "08:00 or next day", "plan.schedule-near", "1 working"),
    ])
    func oneMistakeIsToldAtItsPlace(old: String, new: String, code: String, marked: String) throws {
        let sound = Self.text(Self.steps.replacing("at: every working day 09:00", with: "at: 2019-11-01 09:00"))
        #expect(try DefinitionTests.rejection(sound).isEmpty)
        let base = old.hasPrefix("at: every") ? Self.text(Self.steps) : sound
        let changed = base.replacing(old, with: new, maxReplacements: 1)
        try #require(changed != base)
        let found = try DefinitionTests.rejection(changed).filter { $0.severity == .error }
        let mistake = try #require(found.first { $0.code == code }, "\(found)")
        let span = try #require(mistake.span)
        let line = changed.split(separator: "\n", omittingEmptySubsequences: false)[span.line - 1]
        let rest = String(String.UnicodeScalarView(line.unicodeScalars.dropFirst(span.column - 1)))
        #expect(rest.hasPrefix(marked), "\(rest)")
        for language in [Language.chinese, .english] {
            let words = Catalogue.message(mistake, in: language) + (Catalogue.hint(mistake, in: language) ?? "")
            for name in mistake.arguments.keys { #expect(!words.contains("{\(name)}"), "\(words)") }
            #expect(!words.replacing("${{ }}", with: "").contains("{"), "\(words)")
        }
    }

    @Test func postsAndSignalsOfThePlanItself() throws {
        let sound = Self.text(Self.steps.replacing("at: every working day 09:00", with: "at: 2019-11-01 09:00"))
        let cases = [
            ("[maker, head]", "[maker]", "plan.incompatible-one"),
            ("[maker, head]", "[maker, haed]", "plan.incompatible-role-near"),
            ("[[maker, head], [maker, boss, checker]]", "maker", "config.not-list"),
            ("{ bank: 银行已到账 }", "{ bank: 银行已到账, other: 别的 }", "plan.unused-signal"),
        ]
        for (old, new, code) in cases {
            let changed = sound.replacing(old, with: new)
            if code == "plan.unused-signal" {
                #expect(try plan(changed).warnings.map(\.code) == [code])
            } else {
                #expect(try DefinitionTests.rejection(changed).map(\.code) == [code])
            }
        }
    }

    @Test func aFormOfDocsIsRead() throws {
        let page = try projectText("docs/plan.md")
        let start = try #require(page.range(of: "```yaml\ntask:"))
        let end = try #require(page.range(of: "\n```", range: start.upperBound..<page.endIndex))
        let block = "task:" + page[start.upperBound..<end.lowerBound]
        let indented = block.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
        let roles = "{ clerk: 经办, section-chief: 科长, deputy-director: 副局长, director: 局长, leading-group: 领导小组 }"
        let definition = try smallPlan("- id: refund\n  at: every friday 09:00\n" + indented, roles: roles)
        #expect(definition.step("refund")?.task?.approvals.count == 3)
    }
}
