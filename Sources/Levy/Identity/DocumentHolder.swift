import Storage

/// A person without a citizen number: what the number of a citizen says of birth and sex is said by the document.
package struct DocumentHolder: Hashable, Sendable {
    package let document: IdentityDocument
    package let birth: CivilDate
    /// Nil when the file does not say.
    package let sex: CitizenID.Sex?

    package init(document: IdentityDocument, birth: CivilDate, sex: CitizenID.Sex?) {
        self.document = document
        self.birth = birth
        self.sex = sex
    }
}

/// The number by which the books know a person, as a clerk types it.
package enum PersonNumber {
    /// A citizen number with the repairs that have one reading, or the number of a document in capitals.
    /// - returns: nil for what is neither by its shape.
    package static func key(_ text: String) -> String? { CitizenIDReading(text).key }

    /// The same, and what is neither without blanks and in capitals.
    package static func cleaned(_ text: String) -> String { CitizenIDReading(text).cleaned }
}
