import Storage

/// Text of a person as a profile lets it be shown. Only a profile makes one.
package struct MaskedText: Hashable, Sendable {
    package let field: PersonField
    package let text: String

    fileprivate init(_ field: PersonField, _ text: String) {
        self.field = field
        self.text = text
    }
}

/// A person as a document may show him: it holds nothing that its profile hides, so that no template can print it.
package struct MaskedPerson: Hashable, Sendable {
    private let shown: [PersonField: MaskedText]

    fileprivate init(_ shown: [PersonField: MaskedText]) { self.shown = shown }

    /// Nil for what is not shown.
    package subscript(field: PersonField) -> MaskedText? { shown[field] }

    package var name: String { shown[.name]?.text ?? "" }
}

extension MaskingProfile {
    /// The persons of one document. Who is shown by the same name as another is known only when all are seen.
    package func mask(_ persons: [PersonFacts], asOf day: CivilDate) -> [MaskedPerson] {
        let names = persons.map { name(of: $0, asOf: day) }
        var counts: [String: Int] = [:]
        for name in names { counts[name, default: 0] += 1 }
        return zip(persons, names).map { person, name in
            let isAlike = (counts[name] ?? 0) > 1
            var shown: [PersonField: MaskedText] = [.name: MaskedText(.name, name)]
            for field in PersonField.allCases where field != .name {
                shown[field] = text(field, of: person, isAlike: isAlike, asOf: day).map { MaskedText(field, $0) }
            }
            return MaskedPerson(shown)
        }
    }

    private func name(of person: PersonFacts, asOf day: CivilDate) -> String {
        if minors != .full, person.isChild(on: day) {
            let isOther = !person.householdHead.isEmpty && person.householdHead != person.name
            return minors == .head && isOther ? shown(name: person.householdHead) : Masking.minor(person.name)
        }
        return shown(name: person.name)
    }

    private func shown(name: String) -> String {
        switch treatment(.name) {
        case .full: name
        case .surname: Masking.minor(name)
        case .never, .middle, .tail, .tailIfSame, .ends: Masking.name(name)
        }
    }

    private func text(_ field: PersonField, of person: PersonFacts, isAlike: Bool, asOf day: CivilDate) -> String? {
        let raw = raw(field, of: person)
        // Nothing of a child's number is shown to everybody, even where names coincide.
        if isPublic, field == .id, person.isChild(on: day) { return nil }
        switch treatment(field) {
        case .never: return nil
        case .full: return raw
        case .tail: return String(raw.suffix(4))
        case .tailIfSame: return isAlike ? String(raw.suffix(4)) : nil
        case .ends:
            return switch field {
            case .id: Masking.idEnds(raw)
            case .phone: Masking.phone(raw)
            default: Masking.account(raw)
            }
        case .middle, .surname: return Masking.name(raw)
        }
    }

    private func raw(_ field: PersonField, of person: PersonFacts) -> String {
        switch field {
        case .name: person.name
        case .id: person.citizenID
        case .birth: person.birth?.iso ?? ""
        case .phone: person.phone
        case .account: person.account
        case .address: person.address
        case .specialClass: person.specialClass?.rawValue ?? ""
        // What was paid is no part of who a person is; its document adds it.
        case .amount, .payment: ""
        }
    }
}
