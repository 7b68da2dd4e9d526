/// What became of one row of a bureau's file: exactly one outcome, for one reason.
package struct RowOutcome: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// Carries an obligation as it is.
        case accepted
        /// Carries one after a correction that has only one reading.
        case repaired
        /// Carries none.
        case rejected
        /// Waits for a person.
        case review
    }

    /// Why a row was not taken as it is, in the order in which a row is judged.
    package enum Reason: String, Sendable, CaseIterable {
        case badCheckDigit = "bad-check-digit"
        case noSuchDate = "no-such-date"
        case scientificNotation = "scientific-notation"
        case missingName = "missing-name"
        case unknownVillage = "unknown-village"
        case unknownTier = "unknown-tier"
        case tooYoung = "too-young"
        case tooOld = "too-old"
        case duplicate
        case twoVillages = "two-villages"
        case privateUseCharacter = "private-use-character"
        /// A passport or permit: such a person is entered by hand.
        case otherDocument = "other-document"
        /// Fifteen digits of a person who may be over a hundred: the century is not in them.
        case century

        var kind: Kind {
            switch self {
            case .twoVillages, .privateUseCharacter, .otherDocument, .century: .review
            default: .rejected
            }
        }
    }

    /// What is odd about a row that counts all the same.
    package enum Doubt: String, Sendable, CaseIterable {
        case birthDiffers = "birth-differs"
        case birthUnreadable = "birth-unreadable"
    }

    private let reason: Reason?
    /// A bit for each repair.
    private let done: UInt8

    init(repairs: Set<Repair>) {
        reason = nil
        done = repairs.reduce(0) { $0 | $1.bit }
    }

    init(_ reason: Reason, repairs: Set<Repair> = []) {
        self.reason = reason
        done = repairs.reduce(0) { $0 | $1.bit }
    }

    package var kind: Kind { reason?.kind ?? (done == 0 ? .accepted : .repaired) }

    /// The reason, or the weightiest repair; nil for accepted rows.
    package var code: String? { reason?.rawValue ?? repairs.first?.rawValue }

    /// Every repair, weightiest first.
    package var repairs: [Repair] { done == 0 ? [] : Repair.allCases.filter { done & $0.bit != 0 } }

    /// Whether the row stands: a later row of the same person in the same village repeats it.
    var stands: Bool { kind != .rejected }
}

extension CitizenID.Fault {
    /// A number that is missing or has the wrong length is as wrong as one with a wrong check digit.
    var reason: RowOutcome.Reason {
        switch self {
        case .missing, .shape, .checkDigit: .badCheckDigit
        case .date: .noSuchDate
        case .scientificNotation: .scientificNotation
        }
    }
}
