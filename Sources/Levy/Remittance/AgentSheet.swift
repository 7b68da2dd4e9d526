import Diagnostics
import Storage

/// 代收登记表 of a village: who still owes what for both insurances, for the agent's round.
package struct AgentSheet: Sendable {
    package struct Row: Hashable, Sendable {
        package let name: String
        package let citizenID: String
        package let phone: String
        /// Nil where nothing is owed any more.
        package let pensionFen: Int?
        package let medicalFen: Int?
        package var fen: Int { (pensionFen ?? 0) + (medicalFen ?? 0) }

        package func fen(_ insurance: Insurance) -> Int? { insurance == .medical ? medicalFen : pensionFen }
    }

    package let village: Region
    package let town: Region?
    package let agent: Agent?
    package let rows: [Row]

    /// The sheet as a workbook to fill in without a network, which `AgentSheetReader` reads: a line for each fee. Lines
    /// on which nobody has written day, receipt and method are left out there.
    /// - throws: `Rejection` when there is no memory left for it.
    package func workbook() throws(Rejection) -> [UInt8] {
        let heads = ["村居代码", "村居名称", "姓名", "身份证号码", "险种", "金额", "收款日期", "票据号", "收款方式", "备注"]
        var lines = [heads.map { WorkbookFile.Cell($0, .head) }]
        for row in rows {
            for insurance in Insurance.allCases {
                guard let fen = row.fen(insurance) else { continue }
                let known = [
                    village.code, village.name, row.name, row.citizenID, insurance.chinese, Money(fen: fen).plain,
                ]
                lines.append(
                    known.map { WorkbookFile.Cell($0) } + (0..<3).map { _ in WorkbookFile.Cell("", .open) }
                        + [WorkbookFile.Cell("")])
            }
        }
        var file = WorkbookFile()
        file.add("代收登记表", lines)
        return try file.bytes()
    }
}

extension Campaign {
    /// What a village's residents still owe: neither paid by a channel nor collected by the agent.
    /// - throws: `Rejection` `stock.village`.
    package func agentSheet(village code: String, in transaction: Transaction) throws -> AgentSheet {
        guard let village = try RegionStore.tree(in: transaction).village(code) else {
            throw Rejection("stock.village", ["village": code])
        }
        let roster = try collectionRoster(village: village.code, in: transaction)
        let collected = Set(
            try RemittanceStore.standing(in: transaction).map { [$0.citizenID, $0.insurance.rawValue] })
        let rows = roster.rows.compactMap { row -> AgentSheet.Row? in
            func open(_ insurance: Insurance) -> Int? {
                guard let line = row.line(insurance), !line.isSettled,
                    !collected.contains([row.citizenID, insurance.rawValue])
                else { return nil }
                return line.ownFen
            }
            let found = AgentSheet.Row(
                name: row.name, citizenID: row.citizenID, phone: row.phone, pensionFen: open(.pension),
                medicalFen: open(.medical))
            return found.fen > 0 ? found : nil
        }
        return AgentSheet(village: village, town: roster.town, agent: roster.agent, rows: rows)
    }
}
