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
    /// Who decides; after an escalation, who took over.
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
    package let escalateTo: String?
    package let escalated: Int64?
    let occurrence: Int?

    /// Whether somebody else takes over at the deadline: the maker has not decided, and nobody has taken over yet.
    var mayEscalate: Bool { escalated == nil && escalateTo != nil && (state == .open || state == .returned) }

    /// Whether nothing more is asked of anyone.
    package var isFinished: Bool {
        switch state {
        case .approved, .cancelled: true
        case .decided: checkerRole == nil
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
    package let checkerRole: String?
    package let choices: [String]
    /// Milliseconds of UTC.
    package let deadline: Int64?
    package let escalateTo: String?

    package init(
        key: String, step: String, item: String = "", title: String, role: String, checkerRole: String? = nil,
        choices: [String] = [], deadline: Int64? = nil, escalateTo: String? = nil
    ) {
        self.key = key
        self.step = step
        self.item = item
        self.title = title
        self.role = role
        self.checkerRole = checkerRole
        self.choices = choices
        self.deadline = deadline
        self.escalateTo = escalateTo
    }
}
