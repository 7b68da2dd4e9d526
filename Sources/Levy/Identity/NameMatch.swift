/// Whether two names of one number are the same name, and why they may be although they are written otherwise.
package enum NameMatch: Hashable, Sendable {
    case same
    case variant(Reason)
    case different

    package enum Reason: String, Sendable, CaseIterable {
        /// The dot between parts, or a compatibility form of a character.
        case writing
        /// One has a character of its own making where the other has the real one.
        case privateUse = "private-use"
        /// `(WEI)`, `?`, `□` or `*` stand for a character that a system did not have.
        case placeholder
        /// Two characters that stand for each other in registers.
        case alias
    }

    /// Compares two names as registers write them.
    package init(_ left: String, _ right: String) {
        if left == right {
            self = .same
            return
        }
        let (first, second) = (NameMatch.letters(left), NameMatch.letters(right))
        guard first.count == second.count, !first.isEmpty else {
            self = .different
            return
        }
        var reason = Reason.writing
        var known = 0
        for (a, b) in zip(first, second) {
            if a == b {
                known += 1
                continue
            }
            guard let found = NameMatch.reason(a, b) else {
                self = .different
                return
            }
            if found != .writing { reason = found }
            if found == .alias || found == .writing { known += 1 }
        }
        // A name of placeholders alone says nothing.
        self = known > 0 ? .variant(reason) : .different
    }

    private enum Letter: Hashable {
        /// Compared by canonical equivalence, so that compatibility ideographs are the unified ones.
        case character(Character)
        case unknown
    }

    private static func reason(_ a: Letter, _ b: Letter) -> Reason? {
        guard case .character(let one) = a, case .character(let other) = b, let left = one.unicodeScalars.first,
            let right = other.unicodeScalars.first
        else { return .placeholder }
        // A variation selector changes the shape and not the character.
        if left == right { return .writing }
        if isPrivate(left) || isPrivate(right) { return .privateUse }
        return aliases[left] == (aliases[right] ?? right) || aliases[right] == (aliases[left] ?? left) ? .alias : nil
    }

    /// The letters of a name: one kind of dot, and placeholders as one unknown letter each.
    private static func letters(_ name: String) -> [Letter] {
        let characters = Array(PersonName(name).printed)
        var letters: [Letter] = []
        var index = 0
        while index < characters.count {
            let character = characters[index]
            if "(（".contains(character), let close = characters[index...].firstIndex(where: { ")）".contains($0) }),
                close > index + 1, characters[(index + 1)..<close].allSatisfy({ $0.isASCII && $0.isLetter })
            {
                letters.append(.unknown)
                index = close + 1
                continue
            }
            letters.append("?？□*＊〓".contains(character) ? .unknown : .character(character))
            index += 1
        }
        return letters
    }

    private static func isPrivate(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD: true
        default: false
        }
    }

    /// Characters that registers use for one another, each brought to one of its group.
    private static let aliases: [Unicode.Scalar: Unicode.Scalar] = {
        let groups = [
            "䶮龑", "昇升", "堃坤", "淼渺", "喆哲", "犇奔", "甯宁寧", "祎禕", "玥珝", "瑄琁", "铭銘", "峯峰", "崐昆", "倩蒨", "侄姪",
            "仟千", "敏勄", "傑杰", "閆闫", "阎閻", "肖萧", "付傅", "戴代", "於于", "禤宣", "镕熔", "溁荥", "吉𠮷",
        ]
        var table: [Unicode.Scalar: Unicode.Scalar] = [:]
        for group in groups {
            guard let first = group.unicodeScalars.first else { continue }
            for scalar in group.unicodeScalars { table[scalar] = first }
        }
        return table
    }()
}
