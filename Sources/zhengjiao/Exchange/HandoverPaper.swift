import Levy
import Storage
import Templates

/// 数据迁移核对单, for people, for programs and on paper.
struct HandoverPaper {
    let comparison: HandoverComparison

    /// More differences than this are not printed one by one.
    private static let most = 200

    var verdict: String {
        comparison.agrees
            ? say("reply.handover-agrees", ["hash": comparison.totals.after.hash])
            : say("reply.handover-differs", ["count": "\(comparison.differences.count)"])
    }

    func text(most: Int) -> String {
        var table = TextTable(
            head: ["村居代码", "险种", "人数前", "后", "应缴前", "后", "已缴前", "后", "校验值前", "后", ""], right: Set(2...7))
        func row(_ village: String, _ insurance: String, _ before: HandoverSet.Totals, _ after: HandoverSet.Totals) {
            table.append([
                village, insurance, "\(before.persons)", "\(after.persons)", Money(fen: before.dueFen).grouped,
                Money(fen: after.dueFen).grouped, Money(fen: before.paidFen).grouped, Money(fen: after.paidFen).grouped,
                HandoverPaper.short(before.hash), HandoverPaper.short(after.hash), before == after ? "一致" : "不一致",
            ])
        }
        for line in comparison.lines {
            row(line.cell.village, line.cell.insurance.chinese, line.before, line.after)
        }
        row("合计", "", comparison.totals.before, comparison.totals.after)
        let marks = comparison.differences.prefix(most).map { difference in
            "\(difference.kind.chinese)：\(difference.row.name) \(Masking.idEnds(difference.key.citizenID)) "
                + "\(difference.key.insurance.chinese) \(difference.key.period)：\(difference.was) → \(difference.is)"
        }
        return (table.lines + marks).joined(separator: "\n") + "\n"
    }

    private static func short(_ hash: String) -> String { String(hash.prefix(8)).uppercased() }

    var json: String {
        func totals(_ totals: HandoverSet.Totals) -> JSONText {
            .object([
                "persons": .integer(totals.persons), "obligations": .integer(totals.obligations),
                "payments": .integer(totals.payments), "due_fen": .integer(totals.dueFen),
                "paid_fen": .integer(totals.paidFen), "hash": .text(totals.hash),
            ])
        }
        return JSONText.object([
            "before": totals(comparison.totals.before), "after": totals(comparison.totals.after),
            "agrees": .bool(comparison.agrees),
            "villages": .array(
                comparison.lines.map { line in
                    .object([
                        "village": .text(line.cell.village), "insurance": .text(line.cell.insurance.rawValue),
                        "before": totals(line.before), "after": totals(line.after),
                    ])
                }),
            "differences": .array(
                comparison.differences.map { difference in
                    .object([
                        "kind": .text(difference.kind.rawValue), "person": .text(difference.key.citizenID),
                        "insurance": .text(difference.key.insurance.rawValue),
                        "period": .integer(difference.key.period), "village": .text(difference.row.village),
                        "before": .text(difference.was), "after": .text(difference.is),
                    ])
                }),
        ]).pretty
    }

    func record(
        _ settings: CampaignSettings, _ entry: HandoverEntry, witness: String, _ regions: RegionTree
    ) -> Record {
        func numbers(_ totals: HandoverSet.Totals, _ side: String) -> [(String, Datum)] {
            [
                ("\(side).persons", .integer(totals.persons)), ("\(side).obligations", .integer(totals.obligations)),
                ("\(side).payments", .integer(totals.payments)), ("\(side).due", .money(totals.dueFen)),
                ("\(side).paid", .money(totals.paidFen)), ("\(side).hash", .text(HandoverPaper.short(totals.hash))),
            ]
        }
        let rows = comparison.lines.map { line in
            Record(
                [
                    ("name", .text(regions.fullName(ofVillage: line.cell.village))),
                    ("insurance", .text(line.cell.insurance.chinese)), ("result", .text(line.agrees ? "一致" : "不一致")),
                ] + numbers(line.before, "before") + numbers(line.after, "after"))
        }
        let marks = comparison.differences.prefix(HandoverPaper.most).map { difference in
            Record([
                ("kind", .text(difference.kind.chinese)), ("name", .text(difference.row.name)),
                ("id", .text(Masking.idEnds(difference.key.citizenID))),
                ("village", .text(regions.fullName(ofVillage: difference.row.village))),
                ("insurance", .text("\(difference.key.insurance.chinese) \(difference.key.period)")),
                ("was", .text(difference.was)), ("now", .text(difference.is)),
            ])
        }
        let left = comparison.differences.count - marks.count
        return Record(
            [
                ("district.name", .text(settings.district)), ("number", .text(entry.number)),
                ("giver", .text(entry.giver)), ("taker", .text(entry.taker)), ("witness", .text(witness)),
                ("subject", .text(entry.subject)), ("made", .date(entry.madeOn)), ("maker", .text(entry.by)),
                ("checker", .text(entry.checker)), ("side.before", .text(entry.before)),
                ("side.after", .text(entry.after)), ("hash.before", .text(entry.beforeHash)),
                ("hash.after", .text(entry.afterHash)), ("agrees", .flag(comparison.agrees)),
                ("count", .integer(comparison.differences.count)), ("left", .integer(left)), ("rows", .list(rows)),
                ("marks", .list(Array(marks))),
            ] + numbers(comparison.totals.before, "before") + numbers(comparison.totals.after, "after"))
    }
}
