import Storage

/// A statement beside the slips of the books: each slip is one line, money leaves by declarations only.
struct AccountMatch {
    let town: String
    let lines: [AccountLine]
    let slips: [AccountStore.Slip]

    var findings: [AccountFinding] {
        var found: [AccountFinding] = []
        var open = Dictionary(grouping: slips) { Key(kind: $0.kind, slip: $0.slip) }
        var before: Int?
        for line in lines {
            let isIn = line.inFen > 0
            let fen = isIn ? line.inFen : line.outFen
            if let before, before + line.inFen - line.outFen != line.balanceFen {
                found.append(finding(.balance, line, line.balanceFen - before - line.inFen + line.outFen))
            }
            before = line.balanceFen
            let key = Key(kind: isIn ? .deposit : .declaration, slip: line.slip)
            if AccountMatch.isCash(line), !isIn {
                found.append(finding(.cash, line, fen))
            } else if let slip = open.removeValue(forKey: key)?.first {
                if slip.fen != fen { found.append(finding(.amount, line, fen - slip.fen)) }
            } else {
                found.append(finding(isIn ? .unknownIn : .otherOut, line, fen))
            }
        }
        let missing = open.values.joined().sorted {
            ($0.day, $0.kind.rawValue, $0.slip) < ($1.day, $1.kind.rawValue, $1.slip)
        }
        return found
            + missing.map { slip in
                AccountFinding(
                    kind: .missing, town: town, day: slip.day, slip: slip.slip, fen: slip.fen,
                    text: "\(slip.kind.chinese)单 \(slip.slip)")
            }
    }

    private struct Key: Hashable {
        let kind: Remittance.Kind
        let slip: String
    }

    /// As banks write it.
    private static func isCash(_ line: AccountLine) -> Bool {
        ["取现", "现金", "提现", "支取"].contains { line.text.contains($0) }
    }

    private func finding(_ kind: AccountFinding.Kind, _ line: AccountLine, _ fen: Int) -> AccountFinding {
        AccountFinding(
            kind: kind, town: town, day: line.day, slip: line.slip, fen: fen,
            text: line.slip.isEmpty ? line.text : "\(line.text) \(line.slip)")
    }
}
