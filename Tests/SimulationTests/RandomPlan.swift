import Storage

@testable import Workflow

/// A plan made up from a seed: steps of every kind of schedule, need, list, catch-up policy and retry.
struct RandomPlan {
    let text: String
    /// The items of each list.
    let lists: [String: [Item]]

    init(_ dice: inout SplitMix) {
        let count = Int.random(in: 2...6, using: &dice)
        var steps: [String] = []
        for index in 0..<count {
            var keys = ["id: s\(index)"]
            let needs = (0..<index).filter { _ in Int.random(in: 0..<4, using: &dice) == 0 }.map { "s\($0)" }
            let follows = !needs.isEmpty && Bool.random(using: &dice)
            if !follows { keys.append("at: \(RandomPlan.schedule(index, &dice))") }
            // A step that runs every day may be needed by anyone later that day.
            let allowed = follows ? needs : needs.filter { _ in !steps.isEmpty }
            if !allowed.isEmpty { keys.append("needs: [\(allowed.joined(separator: ", "))]") }
            if Int.random(in: 0..<3, using: &dice) == 0 {
                keys.append("for-each: list\(Int.random(in: 0...3, using: &dice))")
            }
            if Int.random(in: 0..<8, using: &dice) == 0 { keys.append("waits-for: go") }
            if let condition = RandomPlan.condition(allowed, &dice) { keys.append("if: \(condition)") }
            if Int.random(in: 0..<4, using: &dice) == 0 {
                keys.append(RandomPlan.tasks.randomElement(using: &dice) ?? RandomPlan.tasks[0])
            } else {
                keys.append("retry: { attempts: \(Int.random(in: 1...4, using: &dice)), wait: 1m, max: 10m }")
                keys.append("timeout: \(Int.random(in: 1...90, using: &dice))m")
            }
            keys.append("catch-up: \(CatchUp.allCases.randomElement(using: &dice)?.rawValue ?? "hold")")
            steps.append("      - { " + keys.joined(separator: ", ") + " }")
        }
        text = """
            plan: simulated
            title: 模拟
            calendar: none
            starts: 2019-11-01
            ends: 2019-11-08
            roles: { a: 甲, b: 乙, c: 丙, d: 丁 }
            incompatible: [[a, d]]
            signals: { go: 开始 }
            phases:
              - id: only
                name: 阶段
                from: 2019-11-01
                to: 2019-11-08
                steps:

            """ + steps.joined(separator: "\n") + "\n"
        lists = Dictionary(
            uniqueKeysWithValues: (0...3).map { size in
                ("list\(size)", (0..<size).map { Item(id: "i\($0)", title: "项\($0)") })
            })
    }

    private static let tasks = [
        "task: { role: a, checker: b, deadline: 1 working days, escalate: c }",
        "task: { role: a }",
        "task: { role: a, checker: d }",
        """
        task: { role: a, deadline: 3 working days, form: [{ name: sum, title: 金额, type: money, required: true }], \
        amount: sum, approvals: [{ up-to: 100, role: b }, { role: [b, c, d] }], \
        escalate: [{ after: 1 working day, to: c }, { after: 2 working days, to: b }] }
        """,
    ]

    /// A condition over one of the needs, over the day, or none.
    private static func condition(_ needs: [String], _ dice: inout SplitMix) -> String? {
        switch Int.random(in: 0..<8, using: &dice) {
        case 0: "today is a working day"
        case 1: needs.randomElement(using: &dice).map { "needs.\($0).n > 0" }
        default: nil
        }
    }

    /// Later steps have later times, so that a need is never planned after its dependant.
    private static func schedule(_ index: Int, _ dice: inout SplitMix) -> String {
        let time = "\(8 + index):\(Bool.random(using: &dice) ? "00" : "30")"
        // The first of November 2019 is a Friday and a working day.
        let forms = [
            "every day \(time)", "every working day \(time)", "every friday \(time)", "2019-11-01 \(time)",
            "[2019-11-01 \(time), 2019-11-05 \(time)]", "phase start \(time)",
        ]
        return forms.randomElement(using: &dice) ?? forms[0]
    }
}
