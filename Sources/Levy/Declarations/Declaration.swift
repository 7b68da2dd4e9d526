import Storage

/// A township's declaration of what its agents collected and of its state-paid persons, village by village.
package struct Declaration: Hashable, Sendable {
    package enum State: String, Sendable, CaseIterable {
        case made, submitted, accepted, paid, refused

        package var chinese: String {
            switch self {
            case .made: "已生成"
            case .submitted: "已提交"
            case .accepted: "已受理"
            case .paid: "已入库"
            case .refused: "已退回"
            }
        }
    }

    package let id: Int
    package let batch: String
    package let town: String
    package let day: CivilDate
    package let rows: Int
    package let ownFen: Int
    package let stateFen: Int
    package let sha256: String
    /// The batch that was refused and that this one takes the place of.
    package let corrects: String?
    package let madeBy: String
    package let state: State
    /// The receipt of the tax system, the voucher, or why it was refused.
    package let note: String

    /// As decisions and tasks name it.
    package var subject: String { "declaration/" + batch }
}

/// A person of a declaration: one who paid an agent, or one whom the state pays for.
package struct DeclarationRow: Hashable, Sendable {
    package enum Part: String, Sendable {
        case payer, state

        package var chinese: String { self == .payer ? "本人缴费" : "财政代缴" }
    }

    package let part: Part
    /// The number of the collection, or of the obligation.
    package let source: Int
    package let village: String
    package let insurance: Insurance
    /// The number of the virtual household; empty for one who paid.
    package let household: String
    package let specialClass: String
    package let citizenID: String
    package let name: String
    package let fen: Int
    package let day: CivilDate?
    package let receipt: String
}

/// A line of the summary: one insurance of a village, of those who paid or of one virtual household.
package struct DeclarationLine: Hashable, Sendable {
    package let village: String
    package let insurance: Insurance
    package let part: DeclarationRow.Part
    package let household: String
    package let specialClass: String
    package let persons: Int
    package let fen: Int

    /// The lines of rows that stand in the order of a declaration.
    package static func summary(_ rows: [DeclarationRow]) -> [DeclarationLine] {
        var lines: [DeclarationLine] = []
        for row in rows {
            if let last = lines.last, last.village == row.village, last.insurance == row.insurance,
                last.part == row.part, last.household == row.household
            {
                lines[lines.count - 1] = last.adding(row.fen)
            } else {
                lines.append(
                    DeclarationLine(
                        village: row.village, insurance: row.insurance, part: row.part, household: row.household,
                        specialClass: row.specialClass, persons: 1, fen: row.fen))
            }
        }
        return lines
    }

    private func adding(_ more: Int) -> DeclarationLine {
        DeclarationLine(
            village: village, insurance: insurance, part: part, household: household, specialClass: specialClass,
            persons: persons + 1, fen: fen + more)
    }
}
