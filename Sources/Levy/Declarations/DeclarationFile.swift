import Storage

/// 村居申报明细文件: who paid and for whom the state pays, village by village, with the sums of each group and of all.
package struct DeclarationFile: Sendable {
    package let batch: String
    package let unit: CollectingUnit
    package let day: CivilDate
    package let corrects: String?
    package let rows: [DeclarationRow]
    package let lines: [DeclarationLine]
    /// CSV in UTF-8 with the mark by which spreadsheets know it.
    package let bytes: [UInt8]
    package let sha256: String

    package var ownFen: Int { fen(.payer) }
    package var stateFen: Int { fen(.state) }
    package var villages: Int { Set(rows.map(\.village)).count }

    private func fen(_ part: DeclarationRow.Part) -> Int {
        rows.filter { $0.part == part }.reduce(0) { $0 + $1.fen }
    }

    init(
        batch: String, unit: CollectingUnit, day: CivilDate, corrects: String?, rows: [DeclarationRow],
        regions: RegionTree
    ) {
        (self.batch, self.unit, self.day, self.corrects, self.rows) = (batch, unit, day, corrects, rows)
        lines = DeclarationLine.summary(rows)
        var text = CSVText()
        text.append([
            "村居代码", "村居名称", "险种", "缴费来源", "虚拟户号", "人员类别", "姓名", "身份证号码", "金额", "收款日期", "票据号",
        ])
        var rest = rows[...]
        for line in lines {
            for row in rest.prefix(line.persons) {
                text.append([
                    row.village, regions.village(row.village)?.name ?? "", row.insurance.chinese, row.part.chinese,
                    row.household, row.specialClass, row.name, row.citizenID, Money(fen: row.fen).plain,
                    row.day?.compact ?? "", row.receipt,
                ])
            }
            rest = rest.dropFirst(line.persons)
            text.append([
                "小计", regions.village(line.village)?.name ?? "", line.insurance.chinese, line.part.chinese,
                line.household, line.specialClass, "", "\(line.persons)人", Money(fen: line.fen).plain, "", "",
            ])
        }
        text.append([
            "合计", "批次 \(batch)", "", "", "", "", "", "\(rows.count)人次",
            Money(fen: rows.reduce(0) { $0 + $1.fen }).plain, "", "",
        ])
        bytes = text.utf8WithMark
        sha256 = DurableFile.sha256(bytes)
    }

    /// What the receiver checks the file by, as a file beside it.
    package var control: JSONText {
        .object([
            "batch": .text(batch), "town": .text(unit.town), "unit": .text(unit.name), "tax_id": .text(unit.taxID),
            "day": .text(day.iso), "corrects": corrects.map { .text($0) } ?? .null, "villages": .integer(villages),
            "rows": .integer(rows.count), "own_fen": .integer(ownFen), "state_fen": .integer(stateFen),
            "total_fen": .integer(ownFen + stateFen), "sha256": .text(sha256),
        ])
    }
}
