import Storage

/// How a campaign stands, in numbers. It names nobody.
package struct Overview: Sendable {
    package struct Deliveries: Sendable {
        package let channel: String
        package let state: String
        package let count: Int
    }

    package struct OpenTasks: Sendable {
        package let role: String
        package let open: Int
        /// Of them, past their deadline.
        package let overdue: Int
    }

    /// Planned moments by the state they are in.
    package let occurrences: [String: Int]
    /// Pieces of work by the state they are in.
    package let pieces: [String: Int]
    /// By the role that has to act next, sorted.
    package let tasks: [OpenTasks]
    package let deliveries: [Deliveries]
    package let journalEntries: Int
    /// The hash of the newest entry; 64 zeros when there is none.
    package let journalHead: String
    /// The newest time the engine was given, milliseconds of UTC.
    package let lastNow: Int64

    enum Kind: String {
        case occurrence = "workflow_occurrence"
        case piece = "workflow_step"
    }

    /// Which rows, and how many of them.
    package struct Cut: Sendable {
        /// Rows with a greater number than this.
        package let after: Int
        package let limit: Int
        package let state: String?
        package let step: String?

        package init(after: Int, limit: Int, state: String? = nil, step: String? = nil) {
            self.after = after
            self.limit = limit
            self.state = state
            self.step = step
        }
    }
}

/// A delivery without what it carries.
package struct DeliveryLine: Sendable {
    package let id: Int
    package let key: String
    package let channel: String
    package let state: String
    package let attempt: Int
    package let receipt: String
    package let reason: String
    /// Milliseconds of UTC.
    package let queued: Int64
    package let changed: Int64
}

extension Engine {
    /// - Parameter now: milliseconds of UTC: when a deadline counts as passed.
    package func overview(now: Int64) throws -> Overview {
        try database.read { transaction in
            let open = try TaskStore.unfinished(transaction, plan: plan)
            let byRole = Dictionary(grouping: open, by: \.wantedRole)
            let journal = try OverviewStore.journal(transaction)
            return Overview(
                occurrences: try OverviewStore.occurrences(transaction, plan: plan),
                pieces: try OverviewStore.pieces(transaction, plan: plan),
                tasks: byRole.sorted { $0.key < $1.key }.map { role, tasks in
                    Overview.OpenTasks(
                        role: role, open: tasks.count, overdue: tasks.count { ($0.deadline ?? .max) <= now })
                },
                deliveries: try OverviewStore.deliveries(transaction), journalEntries: journal?.entries ?? 0,
                journalHead: journal?.head ?? JournalStore.origin, lastNow: try run(transaction).lastNow)
        }
    }

    /// Moments of the ledger in the order of their numbers.
    package func occurrences(_ cut: Overview.Cut) throws -> [Occurrence] {
        try database.read { transaction in
            try OverviewStore.page(transaction, plan: plan, .occurrence, cut).compactMap {
                try OccurrenceStore.find(transaction, id: $0)
            }
        }
    }

    /// Pieces of work in the order of their numbers.
    package func pieces(_ cut: Overview.Cut) throws -> [StepRecord] {
        try database.read { transaction in
            try OverviewStore.page(transaction, plan: plan, .piece, cut).compactMap {
                try StepStore.find(transaction, id: $0)
            }
        }
    }

    /// Deliveries in the order of their numbers.
    package func deliveries(
        after: Int, limit: Int, state: String?, channel: String?
    ) throws -> [DeliveryLine] {
        try database.read {
            try OverviewStore.deliveries($0, after: after, state: state, channel: channel, limit: limit)
        }
    }

    package func task(_ id: Int, in transaction: Transaction) throws -> HumanTask? {
        try TaskStore.find(transaction, id: id)
    }

    package func delegations(in transaction: Transaction) throws -> [Delegation] {
        try DelegationStore.all(transaction, plan: plan)
    }

    package func pausedPhases(in transaction: Transaction) throws -> [String] {
        try PauseStore.phases(transaction, plan: plan)
    }

    package func piece(_ id: Int, in transaction: Transaction) throws -> StepRecord? {
        try StepStore.find(transaction, id: id)
    }

    package func occurrence(
        of step: String, at nominal: Instant, in transaction: Transaction
    ) throws -> Occurrence? {
        try OccurrenceStore.find(transaction, plan: plan, step: step, nominal: nominal)
    }

    package func delivery(_ id: Int, in transaction: Transaction) throws -> DeliveryLine? {
        try OverviewStore.delivery(transaction, id: id)
    }
}
