/// Named values, with which a template is filled.
package struct Record: Sendable {
    /// Each once; the rows of one table share them.
    private var shape: [String]
    /// In the order of their names in `shape`.
    private var values: [Datum]

    /// A name with dots, `receipt.number`, makes the records that it names. Of two equal names the later counts.
    package init(_ fields: [(String, Datum)]) {
        shape = []
        values = []
        shape.reserveCapacity(fields.count)
        values.reserveCapacity(fields.count)
        for (name, value) in fields {
            if name.utf8.contains(UInt8(ascii: ".")) { set(name.split(separator: ".")[...], value) } else {
                self[name] = value
            }
        }
    }

    /// - Parameters:
    ///   - names: each once, none with dots.
    ///   - values: as many as names.
    package init(names: [String], values: [Datum]) {
        precondition(names.count == values.count, "every name has a value")
        shape = names
        self.values = values
    }

    package private(set) subscript(name: String) -> Datum? {
        get { shape.firstIndex(of: name).map { values[$0] } }
        set {
            let known = shape.firstIndex(of: name)
            switch (known, newValue) {
            case (let at?, let value?): values[at] = value
            case (let at?, nil):
                shape.remove(at: at)
                values.remove(at: at)
            case (nil, let value?):
                shape.append(name)
                values.append(value)
            case (nil, nil): break
            }
        }
    }

    /// The names, sorted.
    package var names: [String] { shape.sorted() }

    private mutating func set(_ path: ArraySlice<Substring>, _ value: Datum) {
        guard let first = path.first.map(String.init) else { return }
        if path.count == 1 {
            self[first] = value
            return
        }
        var inner = Record([])
        if case .record(let existing)? = self[first] { inner = existing }
        self[first] = nil
        inner.set(path.dropFirst(), value)
        self[first] = .record(inner)
    }
}

extension Record: Hashable {
    /// The order of the names does not matter.
    package static func == (one: Record, other: Record) -> Bool {
        if one.shape == other.shape { return one.values == other.values }
        return one.names == other.names && one.names.allSatisfy { one[$0] == other[$0] }
    }

    package func hash(into hasher: inout Hasher) {
        for name in names {
            hasher.combine(name)
            hasher.combine(self[name])
        }
    }
}

extension Record: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, Datum)...) { self.init(elements) }
}
