import Storage

/// Something that is to be posted where everybody may read it.
package struct PublicationRequest: Hashable, Sendable {
    /// Kind and key of the issued document, or of another file what its maker calls it.
    package let kind: String
    package let key: String
    /// Where it is posted: a village's board, a web page.
    package let place: String
    package let path: String
    package let sha256: String
    package let days: PostingDays
    /// The law or rule that it is published on.
    package let basis: String
    package let maker: String

    package init(
        kind: String, key: String, place: String, path: String, sha256: String, days: PostingDays, basis: String,
        maker: String
    ) {
        self.kind = kind
        self.key = key
        self.place = place
        self.path = path
        self.sha256 = sha256
        self.days = days
        self.basis = basis
        self.maker = maker
    }
}

/// An entry of the register of publications.
package struct Publication: Hashable, Sendable {
    package enum State: String, Sendable, CaseIterable {
        /// A second person has not consented yet.
        case requested
        /// Consented, and its days have not begun.
        case waiting
        case posted
        /// Its days are over and nobody has said that it was taken down.
        case overdue
        case takenDown = "taken-down"

        package var chinese: String {
            switch self {
            case .requested: "待同意"
            case .waiting: "未到期"
            case .posted: "公示中"
            case .overdue: "应撤下"
            case .takenDown: "已撤下"
            }
        }
    }

    package let id: Int
    package let request: PublicationRequest
    package let requestedAt: Instant
    package let consentedBy: String?
    package let consentedAt: Instant?
    package let takenDownOn: CivilDate?
    package let takenDownBy: String?
    package let cause: String?

    package func state(on day: CivilDate) -> State {
        if takenDownOn != nil { return .takenDown }
        if consentedBy == nil { return .requested }
        if day < request.days.from { return .waiting }
        return day < request.days.remove ? .posted : .overdue
    }

    /// Whether somebody has to take it down on this day at the latest.
    package func isDueForRemoval(on day: CivilDate) -> Bool { state(on: day) == .overdue }
}

/// What a resident said against a publication.
package struct Objection: Hashable, Sendable {
    package enum Outcome: String, Sendable, CaseIterable {
        case upheld, rejected, withdrawn

        package var chinese: String {
            switch self {
            case .upheld: "成立"
            case .rejected: "不成立"
            case .withdrawn: "撤回"
            }
        }
    }

    package let id: Int
    package let publication: Int
    /// What it is about; not who said it.
    package let subject: String
    package let receivedOn: CivilDate
    package let replyBy: CivilDate
    package let outcome: Outcome?
    package let reply: String?
    package let repliedOn: CivilDate?
}
