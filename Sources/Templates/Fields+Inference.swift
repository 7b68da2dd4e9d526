import Diagnostics

extension Fields {
    /// The description of a table without one: a text for each column whose title can be a name; it may be missing. The
    /// other columns cannot be named in placeholders.
    package init(inferredFrom columns: [String]) {
        var members: [String: Field] = [:]
        for column in columns {
            let name = column.split(whereSeparator: \.isWhitespace).joined()
            if ExpressionLexer.isName(name) { members[name] = Field(type: .text) }
        }
        self.init(members: members)
    }

    /// A description with the one list `name`, whose rows have the fields of `row`.
    package init(list name: String, of row: Fields) {
        var list = Field(type: .list)
        list.members = row.members
        self.init(members: [name: list])
    }

    /// The description of JSON records without one, from some of them: whole numbers are integers, `true` and `false`
    /// flags, arrays of objects lists, objects records, everything else is text. All may be missing. Where samples
    /// disagree, numbers and texts are text; what else disagrees, and arrays of other things, cannot be used.
    package init(inferredFrom samples: [JSONElement]) {
        var guess = Guess.record([:])
        for sample in samples { guess = guess.merged(Guess(sample.value, depth: 0)) }
        if case .record(let members) = guess {
            self.init(members: Fields.members(members))
        } else {
            self.init(members: [:])
        }
    }

    private static func members(_ guesses: [String: Guess]) -> [String: Field] {
        guesses.filter { ExpressionLexer.isName($0.key) }.compactMapValues(\.field)
    }

    /// What is known of a value from samples.
    private indirect enum Guess {
        case unknown, unusable
        case text(fromNumbers: Bool)
        case integer, flag
        case record([String: Guess])
        case list(Guess)

        /// Rows of a list that are looked at.
        private static let sampleLimit = 1_000

        init(_ value: JSONValue, depth: Int) {
            switch value.content {
            case .null: self = .unknown
            case .string: self = .text(fromNumbers: false)
            case .flag: self = .flag
            case .number(let digits): self = Int(digits) == nil ? .text(fromNumbers: true) : .integer
            case .object(let members):
                let pairs = members.map { ($0.key, Guess($0.value, depth: depth + 1)) }
                self = .record(Dictionary(pairs) { $1 })
            case .array(let values):
                self = .list(
                    values.prefix(Self.sampleLimit).reduce(.unknown) { $0.merged(Guess($1, depth: depth + 1)) })
            }
        }

        func merged(_ other: Guess) -> Guess {
            switch (self, other) {
            case (.unknown, let known), (let known, .unknown): known
            case (.integer, .integer): .integer
            case (.flag, .flag): .flag
            case (.text(let a), .text(let b)): .text(fromNumbers: a || b)
            case (.integer, .text), (.text, .integer): .text(fromNumbers: true)
            case (.record(let a), .record(let b)): .record(a.merging(b) { $0.merged($1) })
            case (.list(let a), .list(let b)): .list(a.merged(b))
            default: .unusable
            }
        }

        /// nil for what cannot be used.
        var field: Field? {
            switch self {
            case .unusable: return nil
            case .unknown: return Field(type: .text)
            case .text(let fromNumbers): return Field(type: .text, readsNumbers: fromNumbers)
            case .integer: return Field(type: .integer)
            case .flag: return Field(type: .flag)
            case .record(let members):
                var field = Field(type: .record)
                field.members = Fields.members(members)
                return field
            case .list(.record(let members)):
                var field = Field(type: .list)
                field.members = Fields.members(members)
                return field
            case .list(.unknown): return Field(type: .list)
            case .list: return nil
            }
        }
    }
}

extension Fields.Field {
    /// A field that nobody has described.
    fileprivate init(type: FieldType, readsNumbers: Bool = false) {
        self.init(type: type, isOptional: true, span: nil, label: "")
        self.readsNumbers = readsNumbers
    }
}
