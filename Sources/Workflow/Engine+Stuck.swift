import Storage

extension Engine {
    /// The numbers of all work that only a person can move on: given up after its last attempt, or held because its
    /// input was wrong. `retry` has it tried again.
    package func stuckSteps() throws -> [Int] {
        try database.read { transaction in
            try StepStore.stuck(transaction, plan: plan).map(\.id)
        }
    }
}
