/// Named values, with which a template is filled.
package struct Record: Hashable, Sendable {
    private var fields: [String: Datum]

    /// A name with dots, `receipt.number`, makes the records that it names. Of two equal names the later counts.
    package init(_ fields: [(String, Datum)]) {
        self.fields = Dictionary(minimumCapacity: fields.count)
        for (name, value) in fields {
            if name.utf8.contains(UInt8(ascii: ".")) { set(name.split(separator: ".")[...], value) } else {
                self.fields[name] = value
            }
        }
    }

    package subscript(name: String) -> Datum? { fields[name] }

    /// The names, sorted.
    package var names: [String] { fields.keys.sorted() }

    private mutating func set(_ path: ArraySlice<Substring>, _ value: Datum) {
        guard let first = path.first.map(String.init) else { return }
        if path.count == 1 {
            fields[first] = value
            return
        }
        var inner = Record([])
        if case .record(let existing)? = fields[first] { inner = existing }
        fields[first] = nil
        inner.set(path.dropFirst(), value)
        fields[first] = .record(inner)
    }
}

extension Record: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, Datum)...) { self.init(elements) }
}
