import Testing

@testable import Workflow

struct StateMachineTests {
    /// The rows `| from | event | to |` of one chapter of docs/state-machine.md.
    static func documented(_ chapter: String) throws -> [String] {
        let page = try projectText("docs/state-machine.md")
        let start = try #require(page.range(of: "## \(chapter)\n"))
        let rest = page[start.upperBound...]
        let text = rest.range(of: "\n## ").map { rest[..<$0.lowerBound] } ?? rest
        let table = try #require(text.range(of: "| from | event | to |\n|---|---|---|\n"))
        return text[table.upperBound...].split(separator: "\n").map {
            $0.filter { !"|`".contains($0) }.split(separator: " ").joined(separator: " ")
        }
    }

    static func coded<M: StateMachine>(_: M.Type) -> [String] {
        M.transitions.map { "\($0.from.rawValue) \($0.event.rawValue) \($0.to.rawValue)" }
    }

    @Test func thePageIsTheCode() throws {
        #expect(try Self.documented("Occurrence") == Self.coded(OccurrenceState.self))
        #expect(try Self.documented("Step") == Self.coded(StepState.self))
        #expect(try Self.documented("Task") == Self.coded(TaskState.self))
        #expect(try Self.documented("Delivery") == Self.coded(DeliveryState.self))
    }

    /// Every pair of state and event leads to one state at most, and to the one of the table.
    static func checkPairs<M: StateMachine & Hashable>(_: M.Type) where M.Event: Hashable {
        for state in M.allCases {
            for event in M.Event.allCases {
                let found = M.transitions.filter { $0.from == state && $0.event == event }
                #expect(found.count <= 1, "\(state) \(event)")
                #expect(state.after(event) == found.first?.to)
            }
        }
    }

    @Test func everyPairIsDecided() {
        Self.checkPairs(OccurrenceState.self)
        Self.checkPairs(StepState.self)
        Self.checkPairs(TaskState.self)
        Self.checkPairs(DeliveryState.self)
    }

    @Test func finalStatesHaveNoWayOut() {
        for state in OccurrenceState.allCases {
            #expect(state.isFinal == OccurrenceState.transitions.allSatisfy { $0.from != state })
        }
        for state in [StepState.succeeded, .cancelled] {
            #expect(StepState.transitions.allSatisfy { $0.from != state })
        }
    }
}
