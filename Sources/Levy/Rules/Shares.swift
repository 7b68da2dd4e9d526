/// One bearer's part of an amount.
package struct Part: Sendable, Hashable {
    package let bearer: String
    package let fen: Int

    package init(_ bearer: String, _ fen: Int) {
        self.bearer = bearer
        self.fen = fen
    }
}

/// How an amount is divided among bearers, to the fen.
package struct Shares: Sendable, Hashable {
    package enum Portion: Sendable, Hashable {
        case fen(Int)
        /// Hundredths of a percent: 5000 is one half.
        case hundredths(Int)
        case rest
    }

    package struct Entry: Sendable, Hashable {
        package let bearer: String
        package let portion: Portion
    }

    package let entries: [Entry]

    package init(_ entries: [Entry]) { self.entries = entries }

    /// The parts of `fen` in the order of the file; they add up to it whatever the shares say. Fixed amounts come off
    /// first, percents are of the whole amount, and fen that rounding leaves go to the largest remainders.
    package func split(_ fen: Int) -> [Part] {
        guard !entries.isEmpty else { return [] }
        var left = fen
        var parts = entries.map { _ in 0 }
        var remainders: [(index: Int, remainder: Int)] = []
        for (index, entry) in entries.enumerated() {
            switch entry.portion {
            case .fen(let fixed): parts[index] = min(fixed, left)
            case .hundredths(let hundredths):
                parts[index] = min(fen * hundredths / 10_000, left)
                remainders.append((index, fen * hundredths % 10_000))
            case .rest: continue
            }
            left -= parts[index]
        }
        if let rest = entries.firstIndex(where: { $0.portion == .rest }) {
            parts[rest] = left
            left = 0
        }
        remainders.sort { ($1.remainder, $0.index) < ($0.remainder, $1.index) }
        for (index, _) in remainders where left > 0 && left < entries.count {
            parts[index] += 1
            left -= 1
        }
        parts[parts.count - 1] += left
        return zip(entries, parts).filter { $0.1 > 0 }.map { Part($0.bearer, $1) }
    }

    /// Whether the shares cover `fen` exactly, without more than rounding being left.
    package func covers(_ fen: Int) -> Bool {
        let fixed = entries.reduce(0) { sum, entry in
            if case .fen(let fen) = entry.portion { sum + fen } else { sum }
        }
        let hundredths = entries.reduce(0) { sum, entry in
            if case .hundredths(let hundredths) = entry.portion { sum + hundredths } else { sum }
        }
        let hasRest = entries.contains { $0.portion == .rest }
        let needed = fixed * 10_000 + fen * hundredths
        return hasRest ? needed <= fen * 10_000 : needed == fen * 10_000
    }
}
