import Storage

/// The data of the persons of a document, that its text is compared with.
package struct KnownTexts: Sendable {
    private var numbers: [String: LeakScan.Kind] = [:]
    /// Whole cells of a table.
    private var names: Set<String> = []
    /// Also within sentences.
    private var phrases: [Int: [String: LeakScan.Kind]] = [:]
    private var allowedTexts: Set<String> = []
    private var words: [String] = []
    private var minors: Set<String> = []

    /// - Parameters:
    ///   - persons: those of the document.
    ///   - day: on which a child is a child.
    ///   - hidesClasses: whether the names of special classes may not stand in it.
    ///   - allowed: texts that the document shows and that tell of none of them: an agent's name, a document's number.
    package init(
        persons: [PersonFacts] = [], on day: CivilDate? = nil, hidesClasses: Bool = false, allowed: Set<String> = []
    ) {
        allowedTexts = allowed
        if hidesClasses {
            words = SpecialClass.inOrder(SpecialClass.allCases + persons.compactMap(\.specialClass)).map(\.rawValue)
        }
        for person in persons {
            numbers[person.citizenID] = .citizenID
            if !person.phone.isEmpty { numbers[person.phone] = .phone }
            if !person.account.isEmpty { numbers[person.account] = .bankCard }
            if person.address.count >= 5 { add(person.address, .address) }
            guard !allowed.contains(person.name) else { continue }
            if let day, person.isChild(on: day) {
                if person.name.count > 2 { add(person.name, .minorName) }
            }
            names.insert(person.name)
        }
        if let day {
            minors = Set(persons.filter { $0.isChild(on: day) }.map(\.name)).subtracting(allowed)
        }
    }

    private mutating func add(_ phrase: String, _ kind: LeakScan.Kind) {
        phrases[phrase.unicodeScalars.count, default: [:]][phrase] = kind
    }

    func allows(_ text: String) -> Bool { allowedTexts.contains(text) }

    func kind(ofNumber text: String) -> LeakScan.Kind? { numbers[text] }

    /// The kinds of what stands in a line, each as often as it does.
    func found(in text: FoldedText) -> [LeakScan.Kind] {
        guard !names.isEmpty || !words.isEmpty || !phrases.isEmpty else { return [] }
        var found: [LeakScan.Kind] = []
        let cells = text.scalars.split { !KnownTexts.isInName($0) }
        for cell in cells {
            let whole = String(String.UnicodeScalarView(cell))
            if names.contains(whole) {
                found.append(minors.contains(whole) ? .minorName : .name)
                continue
            }
            for (length, known) in phrases.sorted(by: { $0.key > $1.key }) where length <= cell.count {
                for start in cell.startIndex...(cell.endIndex - length) {
                    let piece = String(String.UnicodeScalarView(cell[start..<start + length]))
                    if let kind = known[piece] { found.append(kind) }
                }
            }
        }
        if !words.isEmpty {
            let line = String(String.UnicodeScalarView(text.scalars))
            found += words.filter { line.contains($0) }.map { _ in .specialClass }
        }
        return found
    }

    /// Letters, the dot within names, and the star that covers some of them.
    private static func isInName(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar == "\u{B7}" || scalar == "*" || ("0"..."9").contains(scalar)
    }
}
