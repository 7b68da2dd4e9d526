import Levy
import Storage
import Templates

/// The records of the sheets about agents' money and of the audit.
enum MoneySheets {
    /// 代收费款核对单.
    static func check(
        _ checks: [CollectionCheck], _ settings: CampaignSettings, _ regions: RegionTree, town: String?,
        on last: CivilDate
    ) -> Record {
        func row(_ name: String, _ part: [CollectionCheck], _ result: String) -> Record {
            func sum(_ value: (CollectionCheck) -> Int) -> Int { part.reduce(0) { $0 + value($1) } }
            return Record([
                ("name", .text(name)), ("count", .integer(sum(\.collectedCount))),
                ("collected", .money(sum(\.collectedFen))), ("receipts", .integer(sum(\.receipts))),
                ("deposited", .money(sum(\.depositedFen))), ("declared", .money(sum(\.declaredFen))),
                ("certified", .money(sum(\.certifiedFen))), ("result", .text(result)),
            ])
        }
        let wrong = checks.count { !$0.differences.isEmpty }
        return Record([
            ("district.name", .text(settings.district)), ("town", .optional(town)), ("asOf", .date(last)),
            (
                "rows",
                .list(
                    checks.map { check in
                        row(
                            regions.fullName(ofVillage: check.village), [check],
                            check.differences.isEmpty ? "相符" : check.differences.joined(separator: "；"))
                    })
            ),
            ("totals", .list([row("合　　计", checks, wrong == 0 ? "相符" : "\(wrong)个村居不符")])),
        ])
    }

    /// 代收登记表.
    static func collecting(_ form: AgentSheet, _ settings: CampaignSettings, on day: CivilDate) -> Record {
        let rows = form.rows.map { row in
            Record([
                ("name", .text(row.name)), ("id", .text(row.citizenID)), ("phone", .optional(row.phone)),
                ("pension", .money(optional: row.pensionFen)), ("medical", .money(optional: row.medicalFen)),
                ("sum", .money(row.fen)),
            ])
        }
        func sum(_ fen: (AgentSheet.Row) -> Int) -> Datum { .money(form.rows.reduce(0) { $0 + fen($1) }) }
        return Record([
            ("district.name", .text(settings.district)), ("town.name", .text(form.town?.name ?? "")),
            ("village.name", .text(form.village.name)), ("village.code", .text(form.village.code)),
            ("agent.name", .optional(form.agent?.name)), ("asOf", .date(day)), ("rows", .list(rows)),
            ("totals.persons", .integer(form.rows.count)), ("totals.pension", sum { $0.pensionFen ?? 0 }),
            ("totals.medical", sum { $0.medicalFen ?? 0 }), ("totals.sum", sum(\.fen)),
        ])
    }

    /// 现金盘点表.
    static func count(_ count: CashCount, _ settings: CampaignSettings, _ regions: RegionTree) -> Record {
        let pieces = CashCount.denominations.map { fen in
            let piece = count.pieces.first { $0.fen == fen }
            return Record([
                ("value", .money(fen)), ("count", .integer(piece?.count ?? 0)), ("sum", .money(piece?.sumFen ?? 0)),
            ])
        }
        let difference = count.differenceFen
        return Record([
            ("district.name", .text(settings.district)), ("place", .text(regions.fullName(ofVillage: count.village))),
            ("day", .date(count.day)), ("pieces", .list(pieces)), ("counted", .money(count.countedFen)),
            ("book", .money(count.bookFen)), ("difference", .money(abs(difference))),
            ("result", .text(difference == 0 ? "账款相符" : difference > 0 ? "长款" : "短款")),
            ("reason", .optional(count.note)), ("counter", .text(count.countedBy)),
            ("witness", .text(count.witnessedBy)),
        ])
    }

    /// 资金安全检查报告.
    static func audit(
        _ findings: [AuditFinding], _ settings: CampaignSettings, book: LedgerState, on day: CivilDate
    ) -> Record {
        let kinds = AuditFinding.Kind.allCases.compactMap { kind -> Record? in
            let own = findings.filter { $0.kind == kind }
            guard !own.isEmpty else { return nil }
            let rows = own.map { finding in
                Record([
                    ("place", .text(finding.place)), ("text", .text(finding.text)),
                    ("sum", finding.fen == 0 ? .missing : .money(finding.fen)),
                ])
            }
            return Record([("name", .text(kind.chinese)), ("count", .integer(own.count)), ("rows", .list(rows))])
        }
        let clean = AuditFinding.Kind.allCases.filter { kind in !findings.contains { $0.kind == kind } }
        return Record([
            ("district.name", .text(settings.district)), ("office.name", .text(settings.taxBureau.name)),
            ("asOf", .date(day)), ("kinds", .list(kinds)), ("found", .integer(findings.count)),
            ("clean", .optional(clean.map(\.chinese).joined(separator: "、"))),
            ("book.entries", .integer(book.entries)), ("book.head", .text(book.head)),
        ])
    }
}
