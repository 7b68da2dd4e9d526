import Storage

/// 清册发放: a printed roster on its way to the town or to the agent, and back when it is old.
package struct RosterCopy: Hashable, Sendable {
    package enum Leg: String, Sendable, CaseIterable {
        case town, agent

        package var chinese: String { self == .town ? "镇街" : "代收单位" }
    }

    package enum Form: String, Sendable, CaseIterable {
        case paper, electronic

        package var chinese: String { self == .paper ? "纸质" : "电子" }
    }

    /// What became of a copy that does not count any more.
    package enum Fate: String, Sendable, CaseIterable {
        case returned, destroyed, lost

        package var chinese: String {
            switch self {
            case .returned: "已收回"
            case .destroyed: "已销毁"
            case .lost: "遗失"
            }
        }
    }

    package struct Signature: Hashable, Sendable {
        package let signer: String
        package let day: CivilDate
        package let enteredBy: String
    }

    package struct Recall: Hashable, Sendable {
        package let fate: Fate
        package let day: CivilDate
        package let by: String
        /// Who looked on; empty where nobody had to.
        package let witness: String
        package let note: String

        package init(fate: Fate, day: CivilDate, by: String, witness: String, note: String) {
            self.fate = fate
            self.day = day
            self.by = by
            self.witness = witness
            self.note = note
        }
    }

    package let id: Int
    package let edition: RosterEdition
    package let leg: Leg
    package let form: Form
    package let recipient: String
    package let count: Int
    package let sentOn: CivilDate
    package let sentBy: String
    package internal(set) var signature: Signature?
    package internal(set) var recall: Recall?
    /// Whether the village has a later roster, or is no more and the one that it went into has.
    package internal(set) var isSuperseded = false

    /// Whether somebody has to sign for it yet.
    package var waits: Bool { signature == nil && recall == nil && !isSuperseded }
    /// Whether it is out and has to come back.
    package var isToReturn: Bool { isSuperseded && recall == nil }

    /// The keys of its tasks: to be signed for, and to come back.
    package var subject: String { "copy:\(id)" }
    package var recallSubject: String { "recall:\(id)" }

    package static func number(ofSubject text: String, _ prefix: String) -> Int? {
        text.hasPrefix(prefix) ? Int(text.dropFirst(prefix.count)) : nil
    }
}

/// What a copy is sent as.
package struct CopyDispatch: Hashable, Sendable {
    package let leg: RosterCopy.Leg
    package let form: RosterCopy.Form
    package let count: Int
    package let day: CivilDate
    package let by: String
    /// Nil for the town's own name, or the agent of the village.
    package let recipient: String?

    package init(
        leg: RosterCopy.Leg, form: RosterCopy.Form, count: Int, day: CivilDate, by: String, recipient: String? = nil
    ) {
        self.leg = leg
        self.form = form
        self.count = count
        self.day = day
        self.by = by
        self.recipient = recipient
    }
}
