import Diagnostics
import Storage
import Testing

@testable import Workflow

struct PlanTimelineTests {
    static func campaign() throws -> Definition {
        try Definition.load(path: projectFolder + "/workflows/xuecheng-2019/campaign.yaml")
    }

    @Test func everyMomentIsListedOnce() throws {
        let definition = try Self.campaign()
        let timeline = PlanTimeline(definition, sizes: ["villages": 230])
        #expect(timeline.entries.map(\.nominal) == definition.moments.map(\.nominal))
        #expect(timeline.entries.map(\.step.id) == definition.moments.map { definition.steps[$0.step].id })
        let receipts = try #require(timeline.entries.first { $0.step.id == "print-receipts" })
        #expect(receipts.items == 230)
        #expect(receipts.needs.map(\.nominal) == [instant("2019-10-28 19:00"), instant("2019-10-20 08:00")])
        #expect(timeline.entries.first { $0.step.id == "resolve-differences" }?.items == nil)
        let week = PlanTimeline(definition, from: day("2019-11-04"), to: day("2019-11-08"))
        #expect(week.entries.count == 18)
    }

    /// What is listed is what an engine that is there all the time writes into its ledger.
    @Test func theLedgerHoldsTheSameMoments() throws {
        let definition = try Self.campaign()
        let engine = try makeEngine(definition, at: "2019-10-19 00:00") { _, _ in [] }
        _ = try engine.advance(ms("2020-01-01 00:00"))
        let ledger = try engine.ledger().occurrences.map(\.subject).sorted()
        #expect(ledger == PlanTimeline(definition).entries.map { "\($0.step.id)@\($0.nominal.text)" }.sorted())
    }

    @Test func theLoadOfOfficesIsCounted() throws {
        let sizes = ["differences": 5, "refunds": 3, "refused-deductions": 0, "visits": 0, "undone": 2]
        // After the collecting phase.
        func late(_ timeline: PlanTimeline) -> [PlanTimeline.Load] {
            timeline.loads.filter { $0.date > day("2019-11-30") }
        }
        let loads = late(PlanTimeline(try Self.campaign(), sizes: sizes)).map {
            "\($0.date) \($0.role) \($0.opens ?? -1) \($0.due ?? -1)"
        }
        #expect(
            loads == [
                "2019-12-02 tax-bureau 0 0", "2019-12-03 tax-bureau 8 0", "2019-12-04 tax-bureau 0 0",
                "2019-12-06 tax-bureau 0 5", "2019-12-09 tax-bureau 1 0", "2019-12-10 tax-bureau 0 4",
                "2019-12-19 tax-bureau 2 0", "2019-12-20 tax-bureau 0 2",
            ])
        // How many differences and refunds there will be, and what is left of them, nobody knows; to publish is one
        // decision.
        #expect(late(PlanTimeline(try Self.campaign())).map(\.opens) == [0, nil, 0, 0, 1, 0, nil, 0])
    }

    static let busy = """
        - id: one
          at: 2019-11-02 09:00
          task: { role: maker, checker: checker, deadline: 2019-11-09 18:00 }
        - id: two
          at: 2019-11-04 09:00
          task: { role: maker, deadline: 5 days, escalate: boss }
        - id: three
          at: [2019-11-05 09:00, 2019-11-13 09:00]
          task:
            role: checker
            deadline: 5 working days
            escalate: [{ after: 1 working day, to: checker }, { after: 2 working days, to: boss }]
        - id: four
          needs: [two]
          at: 2019-11-05 09:00
        - id: five
          at: 2019-11-08 10:00 or next working day
          needs: [four]
        - id: six
          at: 2019-11-09 10:00 or next working day
          needs: [one]
        """

    @Test func whatIsWorthNoticing() throws {
        let timeline = PlanTimeline(try smallPlan(Self.busy))
        let found = timeline.findings.map { "\($0.code) \($0.arguments["step"] ?? $0.arguments["steps"] ?? "")" }
        #expect(
            found == [
                "plan.deadline-on-rest-day one", "simulate.opens-on-rest-day one",
                "simulate.deadline-past-phase three", "simulate.may-start-late four",
                "simulate.same-moment three、four",
            ])
        #expect(timeline.entries.last { $0.step.id == "six" }?.movedFrom == instant("2019-11-09 10:00"))
        #expect(timeline.entries.first { $0.step.id == "five" }?.movedFrom == nil)
        for finding in timeline.findings { #expect(!Catalogue.message(finding, in: .chinese).contains("{")) }
    }

    @Test(arguments: [
        ("boss", ["simulate.absent-nothing"]),
        ("复核", ["simulate.absent-unapproved", "simulate.absent-escalates", "simulate.absent-escalates"]),
        ("maker", ["simulate.absent-stuck", "simulate.absent-escalates"]),
    ])
    func absencesAreFollowedUp(role: String, codes: [String]) throws {
        let found = try PlanTimeline(try smallPlan(Self.busy)).without(approver: role)
        #expect(found.map(\.code) == codes)
        for finding in found { #expect(!Catalogue.message(finding, in: .english).contains("{")) }
    }

    @Test func whoTakesOverAndWhatWaits() throws {
        let timeline = PlanTimeline(try smallPlan(Self.busy))
        let checker = try timeline.without(approver: "checker")
        // The first of the list is the absent office itself.
        #expect(checker[1].arguments["to"] == "领导" && checker[1].arguments["when"] == "2019-11-07 24:00")
        let maker = try timeline.without(approver: "maker")
        #expect(maker[1].arguments["blocked"] == "four、five")
        #expect(throws: Rejection.self) { try timeline.without(approver: "chief") }
    }

    static let tiers = """
        - id: refund
          at: 2019-11-04 09:00
          task:
            role: maker
            deadline: 3 working days
            form: [{ name: sum, title: 金额, type: money, required: true }]
            amount: sum
            approvals: [{ up-to: 100, role: checker }, { role: [checker, boss] }]
            escalate: ESCALATE
        - { id: after, needs: [refund] }
        """

    /// A signature passes to somebody without a hand in the task, in every tier or not at all.
    @Test(arguments: [
        ("boss", "checker", ["simulate.absent-unapproved – –"]),
        ("office", "checker", ["simulate.absent-approval-escalates 办公室 2019-11-07 24:00"]),
        // The boss signs large amounts anyhow, small ones not.
        (
            "[{ to: boss }, { after: 5 working days, to: office }]", "checker",
            [
                "simulate.absent-approval-escalates 领导 2019-11-07 24:00",
                "simulate.absent-approval-escalates 办公室 2019-11-11 24:00",
            ]
        ),
        ("office", "boss", ["simulate.absent-approval-escalates 办公室 2019-11-07 24:00"]),
        ("checker", "boss", ["simulate.absent-some – –"]),
    ])
    func signaturesPass(escalate: String, role: String, expected: [String]) throws {
        let plan = try smallPlan(
            Self.tiers.replacing("ESCALATE", with: escalate),
            roles: "{ maker: 经办, checker: 复核, boss: 领导, office: 办公室 }")
        let found = try PlanTimeline(plan).without(approver: role)
        let told = found.map { "\($0.code) \($0.arguments["to"] ?? "–") \($0.arguments["when"] ?? "–")" }
        #expect(told == expected && found.allSatisfy { $0.arguments["blocked"] == "after" })
    }

    private static func staff(_ posts: [String: [String]]) -> [PostHolder] {
        posts.sorted { $0.key < $1.key }.map { PostHolder(id: $0.key, name: $0.key + "同志", posts: $0.value) }
    }

    @Test(arguments: [
        // Somebody else is there for each post.
        (["甲": ["maker"], "乙": ["maker"], "丙": ["checker"]], "甲", ["simulate.absent-others"]),
        // The rest could fill each post, but not both: maker and checker are two.
        (
            ["甲": ["maker"], "乙": ["maker", "checker"]], "甲",
            ["simulate.absent-others", "simulate.absent-hands"]
        ),
        // A post is empty: as without the role.
        (["甲": ["maker"], "丙": ["checker"]], "丙同志", ["simulate.absent-unapproved"]),
        (["甲": ["maker"], "丙": ["checker"], "丁": []], "丁", ["simulate.absent-nothing"]),
        // It could not be filled before either: that is not this person's doing.
        (["乙": ["maker", "checker"], "丙": ["boss"]], "丙", ["simulate.absent-nothing"]),
    ])
    func aPersonIsAway(posts: [String: [String]], name: String, codes: [String]) throws {
        let plan = try smallPlan("- { id: a, at: 2019-11-04 09:00, task: { role: maker, checker: checker } }")
        let found = try PlanTimeline(plan).without(approver: name, staff: Self.staff(posts))
        #expect(found.map(\.code) == codes)
        for finding in found {
            #expect(!Catalogue.message(finding, in: .chinese).contains("{"))
            #expect(!Catalogue.message(finding, in: .english).contains("{"))
        }
    }

    /// Who is left cannot fill both posts at once; a term passes one of them to somebody else.
    @Test(arguments: [
        ("boss", ["甲": ["maker"], "乙": ["maker", "checker"], "丙": ["boss"]], "simulate.absent-hands-escalates 领导"),
        // The one who takes over is no other person.
        ("boss", ["甲": ["maker"], "乙": ["maker", "checker", "boss"]], "simulate.absent-hands –"),
        // Who signs anyhow does not decide as well.
        ("checker", ["甲": ["maker"], "乙": ["maker", "checker"]], "simulate.absent-hands –"),
    ])
    func handsPassWhenATermDoes(escalate: String, posts: [String: [String]], expected: String) throws {
        let task = "{ role: maker, checker: checker, deadline: 3 working days, escalate: \(escalate) }"
        let plan = try smallPlan(
            "- { id: a, at: 2019-11-04 09:00, task: \(task) }", roles: "{ maker: 经办, checker: 复核, boss: 领导 }")
        let found = try PlanTimeline(plan).without(approver: "甲", staff: Self.staff(posts))
        let told = found.map { "\($0.code) \($0.arguments["to"] ?? "–")" }
        #expect(told == ["simulate.absent-others –", expected])
        for finding in found { #expect(!Catalogue.message(finding, in: .english).contains("{")) }
    }

    /// Posts are filled by whole groups of people, however they are listed.
    @Test(arguments: [
        (["a", "b", "c"], ["甲": ["a", "b"], "乙": ["a"], "丙": ["a", "c"]], true),
        (["a", "b", "c"], ["甲": ["a", "b", "c"], "乙": ["a", "b", "c"]], false),
        (["a", "a"], ["甲": ["a"], "乙": ["b"]], false), (["a", "a"], ["甲": ["a"], "乙": ["b", "a"]], true),
        ([], [:], true),
    ])
    func postsAreFilled(chain: [String], posts: [String: [String]], can: Bool) {
        #expect(PlanTimeline.canFill(chain, Self.staff(posts)) == can)
    }

    @Test func aWrongNameTellsTheNamesThereAre() throws {
        let timeline = PlanTimeline(try smallPlan(Self.busy))
        func hint(_ staff: [PostHolder]?) throws -> String {
            do {
                _ = try timeline.without(approver: "chief", staff: staff)
                return ""
            } catch {
                return error.diagnostics.map { DiagnosticPrinter(language: .chinese).describe($0) }.joined()
            }
        }
        let alone = try hint(nil)
        #expect(alone.contains("maker（经办）") && alone.contains("boss（领导）") && alone.contains("--people"))
        let together = try hint(Self.staff(["甲": ["maker"]]))
        #expect(together.contains("maker（经办）") && together.contains("甲（甲同志）"), "\(together)")
    }

    @Test func aSlipMovesWhatFollows() throws {
        let definition = try Self.campaign()
        let slip = try PlanSlip(definition, days: ["collection": 2])
        #expect(
            slip.phases.map { "\($0.phase.id) \($0.days.first) \($0.days.last)" } == [
                "collection 2019-10-30 2019-12-02", "processing 2019-12-03 2019-12-22",
            ])
        #expect(slip.broken.map(\.code).contains("simulate.slip-past-end"))
        #expect(slip.moves.first { $0.name == "结账" }?.to == instant("2019-12-22 17:00"))
        let small = try PlanSlip(try smallPlan("- { id: one, at: 2019-11-04 09:00 }"), days: ["only": 5])
        #expect(small.broken.map(\.code) == ["plan.step-outside", "simulate.slip-past-end"])
        #expect(small.moves.isEmpty)
        #expect(try PlanSlip(definition, days: ["publicity": 0]).moves.isEmpty)
        #expect(throws: Rejection.self) { try PlanSlip(definition, days: ["colection": 2]) }
        #expect(throws: Rejection.self) { try PlanSlip(definition, days: ["collection": 99_999]) }
    }

    @Test func theCalendarFileKeepsToItsStandard() throws {
        let long = String(repeating: "很长的名称，", count: 12) + "甲;乙\\丙"
        let definition = try smallPlan(
            "- { id: one, name: '\(long)', at: 2019-11-04 00:30 }\n"
                + Self.busy
                .replacing("id: one", with: "id: none").replacing("[one]", with: "[none]"))
        let text = PlanCalendarFile.text(PlanTimeline(definition))
        #expect(text == PlanCalendarFile.text(PlanTimeline(definition)))
        let lines = text.components(separatedBy: "\r\n")
        #expect(lines.last == "" && !text.replacing("\r\n", with: "").contains { $0.isNewline })
        for line in lines { #expect(line.utf8.count <= 75) }
        let unfolded = text.replacing("\r\n ", with: "").components(separatedBy: "\r\n")
        let summary = long.replacing("\\", with: "\\\\").replacing(";", with: "\\;")
        #expect(unfolded.contains("SUMMARY:" + summary))
        #expect(unfolded.contains("DTSTART:20191103T163000Z"))
        let uids = unfolded.filter { $0.hasPrefix("UID:") }
        #expect(Set(uids).count == uids.count)
        #expect(uids.contains("UID:one-20191104T0030@small.zhengjiao"))
        #expect(uids.contains("UID:deadline-two-20191104T0900@small.zhengjiao"))
        #expect(unfolded.count { $0 == "BEGIN:VEVENT" } == unfolded.count { $0 == "END:VEVENT" })
        #expect(unfolded.count { $0 == "BEGIN:VEVENT" } == 1 + 8 + 4)
    }
}
