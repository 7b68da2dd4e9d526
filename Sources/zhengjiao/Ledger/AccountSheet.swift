import Levy
import Storage
import Templates

/// 专户登记簿 of one account, as text and as the record of its template.
struct AccountSheet {
    let account: SpecialAccount
    let days: [AccountDay]
    let findings: [AccountFinding]

    var agrees: Bool {
        findings.isEmpty && (days.last { $0.balanceFen != nil }?.differenceFen ?? 0) == 0
    }

    /// For a terminal: the account, a line a day, and what stands out.
    func lines(_ regions: RegionTree) -> [String] {
        var table = TextTable(
            head: ["日期", "代收", "缴存", "申报", "账面余额", "银行余额", "差额"], right: [1, 2, 3, 4, 5, 6])
        for day in days {
            table.append([
                day.day.iso, Money(fen: day.collectedFen).grouped, Money(fen: day.depositedFen).grouped,
                Money(fen: day.declaredFen).grouped, Money(fen: day.bookFen).grouped,
                day.balanceFen.map { Money(fen: $0).grouped } ?? "–",
                day.differenceFen.map { Money(fen: $0).grouped } ?? "–",
            ])
        }
        let name = regions[code: account.town]?.name ?? ""
        let head = "\(account.town) \(name)　\(account.holder)　\(account.bank)"
        let marks = findings.map { "!  \($0.day.iso)  \($0.kind.chinese)  \($0.text)  \(Money(fen: $0.fen).grouped) 元" }
        return [head] + table.lines + marks
    }

    func record(_ settings: CampaignSettings, _ regions: RegionTree, on last: CivilDate) -> Record {
        let rows = days.map { day in
            Record([
                ("day", .date(day.day)), ("collected", .money(day.collectedFen)),
                ("deposited", .money(day.depositedFen)), ("declared", .money(day.declaredFen)),
                ("cash", .money(day.cashFen)), ("book", .money(day.bookFen)), ("came", .money(day.inFen)),
                ("went", .money(day.outFen)), ("balance", .money(optional: day.balanceFen)),
                ("difference", .money(optional: day.differenceFen)),
            ])
        }
        let marks = findings.map { finding in
            Record([
                ("day", .date(finding.day)), ("kind", .text(finding.kind.chinese)), ("text", .text(finding.text)),
                ("sum", .money(finding.fen)),
            ])
        }
        return Record([
            ("district.name", .text(settings.district)), ("town.name", .text(regions[code: account.town]?.name ?? "")),
            ("bank.holder", .text(account.holder)), ("bank.name", .text(account.bank)),
            ("bank.number", .text(MoneyPaper.masked(account.number))), ("bank.agreement", .text(account.agreement)),
            ("bank.opened", .date(account.openedOn)), ("asOf", .date(last)), ("rows", .list(rows)),
            ("marks", .list(marks)),
        ])
    }
}
