import Storage

/// Work of a person, as the store has it.
package struct HumanTask: Sendable {
    package let id: Int
    /// Unique: a task is raised once, whoever asks for it.
    package let key: String
    /// The step it belongs to.
    package let step: String
    /// The item of the step's `for-each`, or what the raiser named; may be empty.
    package let item: String
    package let title: String
    /// Who decides; after an escalation of the decision, who took over.
    package let role: String
    package let checkerRole: String?
    package let choices: [String]
    package let state: TaskState
    package let maker: String?
    package let decision: String?
    package let note: String
    package let checker: String?
    /// Milliseconds of UTC.
    package let opened: Int64
    package let deadline: Int64?
    package let escalated: Int64?
    /// What the maker filled in, by the names of the form's fields.
    package let values: [String: String]
    /// What the tiers of approval are measured by, in hundredths of a yuan.
    package let amount: Int64?
    /// The roles that must agree, in order, each by another person. Until the maker has decided, those of the highest
    /// tier. An escalation puts who took over in the place of who did not sign.
    package let approvals: [String]
    /// How many of them have agreed.
    package let signed: Int
    /// 1, and one more each time it is decided again after it was sent back.
    package let round: Int
    /// The person who took it, or was given it: nobody else may do what it asks for next.
    package let assignee: String?
    /// The number of the last escalation whose time has passed.
    package let level: Int
    /// When somebody else takes over what it asks for next.
    package let escalateAt: Int64?
    let occurrence: Int?

    /// Changes with everything that people do to it.
    var stamp: [String] { [state.rawValue, "\(round)", "\(signed)", role, wantedRole, assignee ?? ""] }

    /// Whose turn it is.
    package var wantedRole: String {
        state == .decided && signed < approvals.count ? approvals[signed] : role
    }

    /// Whether `role` may take over what is asked for next. No signature passes to a role that has a hand in the task
    /// anyhow: it would be asked for a second person who may not be there.
    func mayPass(to role: String) -> Bool {
        state != .decided || (role != self.role && !approvals.contains(role))
    }

    /// Whether nothing more is asked of anyone.
    package var isFinished: Bool {
        switch state {
        case .approved, .cancelled: true
        case .decided: approvals.isEmpty
        case .open, .returned: false
        }
    }
}

/// A task to be raised.
package struct TaskRequest: Sendable {
    package let key: String
    package let step: String
    package let item: String
    package let title: String
    package let role: String
    /// The roles that must agree, in order.
    package let approvals: [String]
    package let choices: [String]
    /// Milliseconds of UTC.
    package let deadline: Int64?
    /// Who takes over when, ascending.
    package let escalations: [(at: Int64, role: String)]
    /// In hundredths of a yuan.
    package let amount: Int64?

    package init(
        key: String, step: String, item: String = "", title: String, role: String, approvals: [String] = [],
        choices: [String] = [], deadline: Int64? = nil, escalations: [(at: Int64, role: String)] = [],
        amount: Int64? = nil
    ) {
        self.key = key
        self.step = step
        self.item = item
        self.title = title
        self.role = role
        self.approvals = approvals
        self.choices = choices
        self.deadline = deadline
        self.escalations = escalations.sorted { $0.at < $1.at }
        self.amount = amount
    }
}
