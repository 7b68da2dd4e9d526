import Diagnostics
import Storage

/// How the persons of a kind of document are shown.
package struct MaskingProfile: Hashable, Sendable {
    /// Who reads it.
    package enum Audience: String, Sendable, CaseIterable {
        /// A wall, a web page, a paper that anybody may copy.
        case everybody = "public"
        /// Papers within the offices of the campaign.
        case office = "internal"
        case township, report, mail
    }

    /// How a field is shown.
    package enum Treatment: String, Sendable, CaseIterable {
        case never
        case full
        /// `郭*玲`
        case middle
        /// `郭某`
        case surname
        /// The last four characters.
        case tail
        /// The last four characters, only where two persons of the document are shown by the same name.
        case tailIfSame = "tail-if-same"
        /// `370403********3022`, `132****8485`
        case ends
    }

    /// Whom a child under 14 appears as.
    package enum Minors: String, Sendable, CaseIterable {
        /// The head of the household, masked; `某` without one.
        case head
        case surname
        case full
    }

    package let id: String
    package let title: String
    package let audience: Audience
    /// The templates that are printed under it, by name.
    package let documents: [String]
    /// A field that is not named is never shown.
    package let treatments: [PersonField: Treatment]
    package let minors: Minors
    /// Counts from 1 to below this are not shown in statistics.
    package let smallest: Int
    /// For a public document every field that its template may name: those that tell of no person,
    package let facts: Set<String>
    /// and those that do, with what of him they tell.
    package let persons: [String: PersonField]

    package init(
        id: String, title: String, audience: Audience, documents: [String], treatments: [PersonField: Treatment],
        minors: Minors, smallest: Int, facts: Set<String>, persons: [String: PersonField]
    ) {
        self.id = id
        self.title = title
        self.audience = audience
        self.documents = documents
        self.treatments = treatments
        self.minors = minors
        self.smallest = smallest
        self.facts = facts
        self.persons = persons
    }

    package var isPublic: Bool { audience == .everybody }

    package func treatment(_ field: PersonField) -> Treatment { treatments[field] ?? .never }

    /// The ways in which a field may be shown to an audience.
    package static func allowed(_ field: PersonField, for audience: Audience) -> [Treatment] {
        guard audience == .everybody else {
            return switch field {
            case .name: [.full, .middle, .surname]
            case .id, .phone, .account: [.never, .full, .ends, .tail, .tailIfSame]
            case .birth, .address, .specialClass, .amount, .payment: [.never, .full]
            }
        }
        return switch field {
        case .name: [.middle, .surname]
        // The first six digits are those of the village, and age or birth beside the last four leave some thirty
        // numbers to try.
        case .id: [.never, .tailIfSame]
        case .payment: [.never, .full]
        case .birth, .phone, .account, .address, .specialClass, .amount: [.never]
        }
    }

    package static func allowedMinors(for audience: Audience) -> [Minors] {
        audience == .everybody ? [.head, .surname] : Minors.allCases
    }

    /// The fields of a public template that this profile lets it name.
    package func lets(_ path: String) -> Bool { facts.contains(path) || persons[path] != nil }
}
