import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Workflow

/// Forms, tiers of approval, posts that exclude each other, delegation, assignment.
struct ApprovalTests {
    static let roles = "{ clerk: 经办, chief: 股长, deputy: 副局长, director: 局长, auditor: 稽核 }"

    static let refund = """
        - id: refund
          at: 2019-11-01 10:00
          task:
            role: clerk
            deadline: 5 working days
            choices: [退费, 不退]
            form:
              - { name: sum, title: 退费金额, type: money, required: true }
              - { name: day, title: 缴费日期, type: date }
              - { name: count, title: 笔数, type: count }
              - { name: ground, title: 原因, type: choice, choices: [重复, 死亡] }
              - { name: paper, title: 有无凭证, type: flag }
            amount: sum
            approvals:
              - { up-to: 1000.00, role: chief }
              - { up-to: 50000.00, role: [chief, deputy] }
              - role: [chief, deputy, director]
            escalate:
              - { after: 1 working day, to: chief }
              - { after: 3 working days, to: deputy }
              - { after: 5 working days, to: director }
        - { id: after, needs: [refund], if: needs.refund.sum > 100 }
        """

    static let now = ms("2019-11-01 10:00")

    static func engine(_ steps: String = refund, extra: String = "title: 退费") throws -> (Engine, Int) {
        let engine = try makeEngine(smallPlan(steps, roles: roles, extra: extra))
        _ = try engine.advance(now)
        return (engine, try engine.openTasks()[0].id)
    }

    @Test(arguments: [
        ([:], ["form.missing"]), (["sum": "x"], ["form.money"]), (["sum": "1.005"], ["form.money"]),
        (["sum": "1", "day": "2019-02-29"], ["form.date"]), (["sum": "1", "count": "-1"], ["form.count"]),
        (["sum": "1", "ground": "别的"], ["form.choice"]), (["sum": "1", "paper": "maybe"], ["form.flag"]),
        (["sum": "1", "summ": "1"], ["form.unknown-field-near"]),
        (["day": "x", "count": "y"], ["form.missing", "form.date", "form.count"]),
    ] as [([String: String], [String])])
    func aFormIsChecked(values: [String: String], codes: [String]) throws {
        let (engine, id) = try Self.engine()
        do {
            try engine.decide(task: id, by: "甲", decision: "退费", values: values, now: Self.now)
            Issue.record("not refused")
        } catch let rejection as Rejection {
            #expect(rejection.diagnostics.map(\.code) == codes)
        }
        #expect(try engine.task(id)?.state == .open)
        #expect(try engine.signatures(task: id).isEmpty)
    }

    @Test(arguments: [
        ("1000.00", ["chief"]), ("1000.01", ["chief", "deputy"]), ("50000", ["chief", "deputy"]),
        ("50000.01", ["chief", "deputy", "director"]),
    ])
    func theAmountSaysWhoSigns(amount: String, roles: [String]) throws {
        let (engine, id) = try Self.engine()
        try engine.decide(
            task: id, by: "甲", decision: "退费", values: ["sum": amount, "paper": "是"], now: Self.now)
        let decided = try #require(try engine.task(id))
        #expect(decided.approvals == roles && decided.values["paper"] == "true")
        let people = ["乙", "丙", "丁"]
        for (place, role) in roles.enumerated() {
            #expect(try engine.task(id)?.wantedRole == role)
            // Neither the maker nor one who has signed signs again.
            for past in ["甲"] + people.prefix(place) {
                #expect(
                    diagnosticCode { try engine.approve(task: id, by: past, now: Self.now) }
                        == (past == "甲" ? "task.same-person" : "task.signed-already"))
            }
            #expect(try engine.openTasks().count == 1)
            let wrong = diagnosticCode { try engine.approve(task: id, by: people[place], posts: ["clerk"], now: 0) }
            #expect(wrong == "task.not-in-post")
            try engine.approve(task: id, by: people[place], posts: [role], now: Self.now)
        }
        #expect(try engine.task(id)?.state == .approved)
        #expect(try engine.signatures(task: id).map(\.person) == ["甲"] + people.prefix(roles.count))
        #expect(try engine.openTasks().isEmpty)
        _ = try engine.advance(Self.now)
        #expect(try engine.ledger().occurrences.map(\.state) == [.succeeded, .running])
        try Journal.verify(engine.database)
    }

    @Test func sentBackItBeginsAnewWithAllSignatures() throws {
        let (engine, id) = try Self.engine()
        func decide(_ person: String, _ sum: String) throws {
            try engine.decide(task: id, by: person, decision: "退费", values: ["sum": sum], now: Self.now)
        }
        try decide("甲", "60000")
        try engine.approve(task: id, by: "乙", now: Self.now)
        try engine.sendBack(task: id, by: "丙", reason: "金额不符", now: Self.now)
        try decide("乙", "2000")
        #expect(try engine.task(id)?.approvals == ["chief", "deputy"])
        #expect(diagnosticCode { try engine.approve(task: id, by: "乙", now: Self.now) } == "task.same-person")
        try engine.approve(task: id, by: "甲", now: Self.now)
        #expect(try engine.task(id)?.state == .decided)
        try engine.approve(task: id, by: "丙", now: Self.now)
        #expect(try engine.task(id)?.state == .approved)
        #expect(
            try engine.signatures(task: id).map { "\($0.round)\($0.person)\($0.verdict.rawValue)" } == [
                "1甲decide", "1乙sign", "1丙send-back", "2乙decide", "2甲sign", "2丙approve",
            ])
    }

    @Test func aConditionReadsTheForm() throws {
        let (engine, id) = try Self.engine()
        try engine.decide(task: id, by: "甲", decision: "退费", values: ["sum": "100"], now: Self.now)
        try engine.approve(task: id, by: "乙", now: Self.now)
        _ = try engine.advance(Self.now)
        #expect(try engine.ledger().occurrences.map(\.state) == [.succeeded, .skipped])
        #expect(try engine.explain(step: "after", on: day("2019-11-01"))[0].code == "explain.skipped")
        #expect(try engine.advance(Self.now).unfinished == 0)
    }

    @Test func escalationsHaveLevels() throws {
        let (engine, id) = try Self.engine()
        var told: [String] = []
        for time in ["2019-11-04 23:59", "2019-11-05 00:00", "2019-11-06 23:00", "2019-11-07 00:00", "2019-11-09 00:00"]
        {
            for case .taskEscalated(let task) in try engine.advance(ms(time)).events {
                told.append("\(time) \(task.role) \(task.level)")
            }
        }
        #expect(
            told == ["2019-11-05 00:00 chief 1", "2019-11-07 00:00 deputy 2", "2019-11-09 00:00 director 3"])
        #expect(try engine.task(id)?.escalateAt == nil)
        // Nobody looked for days: the highest level takes over at once.
        let (late, other) = try Self.engine()
        _ = try late.advance(ms("2019-11-08 10:00"))
        #expect(try late.task(other)?.role == "deputy")
        #expect(try late.advance(ms("2019-11-08 10:00")).nextWakeup == ms("2019-11-09 00:00"))
    }

    @Test func incompatiblePostsAreTwoPersons() throws {
        let steps = """
            - { id: pay, at: 2019-11-01 10:00, task: { role: clerk, checker: chief } }
            - { id: audit, at: 2019-11-01 10:00, task: { role: auditor } }
            """
        let (engine, pay) = try Self.engine(steps, extra: "title: 审计\nincompatible: [[clerk, auditor, chief]]")
        let audit = try engine.openTasks()[1].id
        try engine.decide(task: pay, by: "甲", decision: "付", now: Self.now)
        #expect(
            diagnosticCode { try engine.decide(task: audit, by: "甲", decision: "可", now: Self.now) }
                == "task.incompatible-post")
        let why = try engine.mayAct("甲", posts: ["auditor"], on: audit, now: Self.now)
        #expect(why?.code == "task.incompatible-post")
        try engine.decide(task: audit, by: "乙", decision: "可", now: Self.now)
        #expect(
            diagnosticCode { try engine.approve(task: pay, by: "乙", now: Self.now) } == "task.incompatible-post")
        #expect(try engine.mayAct("丙", posts: ["chief"], on: pay, now: Self.now) == nil)
        // The store refuses it whoever asks.
        #expect(throws: StorageFailure.self) {
            try engine.database.write {
                try SignatureStore.act($0, plan: "small", person: "乙", post: "clerk", task: pay, now: 0)
            }
        }
    }

    static func delegate(
        _ engine: Engine, _ post: String, _ from: String, _ to: String, _ first: String, _ last: String
    ) throws -> Int {
        try engine.delegate(
            post: post, from: from, to: to, days: CivilSpan(first: day(first), last: day(last)), reason: "出差",
            by: "局长", now: now)
    }

    @Test func aDeputyActsOnHisDaysOnly() throws {
        let (engine, id) = try Self.engine()
        let number = try Self.delegate(engine, "clerk", "甲", "乙", "2019-11-04", "2019-11-05")
        func code(_ time: String) -> String? {
            diagnosticCode {
                if let why = try engine.mayAct("乙", posts: [], on: id, now: ms(time)) { throw Rejection([why]) }
            }
        }
        #expect(code("2019-11-03 23:59") == "task.not-in-post")
        #expect(code("2019-11-04 00:00") == nil)
        #expect(code("2019-11-05 23:59") == nil)
        #expect(code("2019-11-06 00:00") == "task.not-in-post")
        let unknown = diagnosticCode { try engine.revoke(delegation: 9, by: "局长", reason: "x", now: 0) }
        #expect(unknown == "delegation.unknown")
        let acted = ms("2019-11-04 12:00")
        try engine.decide(task: id, by: "乙", posts: [], decision: "退费", values: ["sum": "1"], now: acted)
        #expect(try engine.signatures(task: id)[0].onBehalf == "甲")
        // Deputy and principal count as one: neither checks what the other made.
        for person in ["甲", "乙"] {
            #expect(
                diagnosticCode { try engine.approve(task: id, by: person, posts: ["chief"], now: acted) }
                    == "task.same-person")
        }
        let notes = try engine.explain(step: "refund", on: day("2019-11-01"))
            .map { Catalogue.message($0, in: .chinese) }
        #expect(notes.contains { $0.contains("乙") && $0.contains("代 甲") }, "\(notes)")
        try engine.revoke(delegation: number, by: "局长", reason: "提前返回", now: acted)
        #expect(code("2019-11-04 13:00") == "task.not-in-post")
        #expect(
            diagnosticCode { try engine.revoke(delegation: number, by: "局长", reason: "x", now: acted) }
                == "delegation.revoked")
        #expect(try engine.delegations().map { $0.revoked != nil } == [true])
    }

    @Test func aDelegationToTheMakerChecksNothing() throws {
        let (engine, id) = try Self.engine()
        try engine.decide(task: id, by: "甲", decision: "退费", values: ["sum": "1"], now: Self.now)
        _ = try Self.delegate(engine, "chief", "乙", "甲", "2019-11-01", "2019-11-30")
        #expect(
            diagnosticCode { try engine.approve(task: id, by: "甲", posts: ["clerk"], now: Self.now) }
                == "task.same-person")
        // Of two principals the deputy acts for the one who has no hand in it.
        _ = try Self.delegate(engine, "chief", "甲", "丁", "2019-11-01", "2019-11-30")
        _ = try Self.delegate(engine, "chief", "丙", "丁", "2019-11-01", "2019-11-30")
        try engine.approve(task: id, by: "丁", posts: [], now: Self.now)
        #expect(try engine.signatures(task: id).last?.onBehalf == "丙")
    }

    @Test(arguments: [
        ("chef", "甲", "乙", "2019-11-30", "x", "delegation.role-near"),
        ("chief", "甲", "甲", "2019-11-30", "x", "delegation.to-himself"),
        ("chief", "甲", "乙", "2019-10-31", "x", "delegation.past"),
        ("chief", "甲", "乙", "2019-11-30", "", "task.no-reason"),
    ])
    func impossibleDelegations(
        post: String, from: String, to: String, last: String, reason: String, code: String
    ) throws {
        let (engine, _) = try Self.engine()
        let found = diagnosticCode {
            try engine.delegate(
                post: post, from: from, to: to, days: CivilSpan(first: day("2019-10-01"), last: day(last)),
                reason: reason, by: "局长", now: Self.now)
        }
        #expect(found == code)
        #expect(try engine.delegations().isEmpty)
    }

    @Test func aTakenTaskIsHisWhoTookIt() throws {
        let (engine, id) = try Self.engine()
        func assigned(_ body: () throws -> Void) -> String? { diagnosticCode(body) }
        try engine.take(task: id, by: "甲", posts: ["clerk"], now: Self.now)
        #expect(assigned { try engine.take(task: id, by: "乙", posts: ["clerk"], now: Self.now) } == "task.assigned")
        #expect(
            assigned {
                try engine.decide(task: id, by: "乙", decision: "退费", values: ["sum": "1"], now: Self.now)
            } == "task.assigned")
        #expect(
            assigned { try engine.reassign(task: id, to: "乙", by: "股长", reason: "", now: Self.now) }
                == "task.no-reason")
        try engine.reassign(task: id, to: "乙", by: "股长", reason: "甲请假", now: Self.now)
        try engine.decide(task: id, by: "乙", posts: [], decision: "退费", values: ["sum": "1"], now: Self.now)
        // Given to be checked by its maker it would be checked by nobody.
        #expect(
            assigned { try engine.reassign(task: id, to: "乙", by: "股长", reason: "x", now: Self.now) }
                == "task.same-person")
        #expect(try engine.task(id)?.assignee == nil)
        try engine.take(task: id, by: "丙", posts: ["chief"], now: Self.now)
        try engine.reassign(task: id, to: nil, by: "股长", reason: "退回", now: Self.now)
        try engine.approve(task: id, by: "丁", posts: ["chief"], now: Self.now)
        #expect(assigned { try engine.take(task: id, by: "丁", now: Self.now) } == "task.not-now")
    }
}
