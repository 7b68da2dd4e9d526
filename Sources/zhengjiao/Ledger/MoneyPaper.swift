import Diagnostics
import Levy
import Storage
import Templates
import Workflow

/// What a sealed paper is called in the log.
struct SealedName {
    /// Unique among the papers of its template.
    let key: String
    let title: String
    /// The numbers on it; empty for none.
    var first = ""
    var last = ""
}

/// Prints the papers about money that people ask for: sheets, notices.
struct MoneyPaper {
    let settings: CampaignSettings
    let campaign: Campaign
    let room: PressRoom

    /// - Throws: `Rejection` for everything wrong in the plan or with the fonts.
    init(plan: String) throws {
        let definition = try Definition.load(path: plan)
        settings = try CampaignSettings(definition.settings, planFolder: PlanFolder.of(plan))
        campaign = Campaign(policy: settings.policy)
        room = PressRoom(
            fonts: try Installation.fontCatalog(override: nil), templates: TemplateShelf(filters: DomainFilters.all))
    }

    /// Prints a record to a file; gives the number of pages.
    func print(_ template: String, _ record: Record, subject: String, at now: Instant, to path: String) throws -> Int {
        let printed = try pdf(template, record, subject: subject, at: now)
        precondition(printed.seals.isEmpty, "a seal is drawn and nobody enters it")
        try DurableFile.write(printed.bytes, to: path)
        return printed.pages
    }

    /// Prints a paper with a seal: the file is written when the use of its seals is in the log.
    /// - Throws: `Rejection` `seals.same`.
    func print(
        sealed template: String, _ record: Record, as paper: SealedName, at made: Instant, to path: String,
        _ approval: SealApproval, on day: CivilDate, in transaction: Transaction, now: Instant
    ) throws -> Int {
        let printed = try pdf(template, record, subject: paper.title, at: made)
        try SealLog.add(
            printed.seals,
            on: SealedPaper(
                kind: template, key: paper.key, title: paper.title, numbers: (paper.first, paper.last),
                pages: printed.pages, sha256: DurableFile.sha256(printed.bytes), day: day), approval,
            in: transaction, at: now)
        try DurableFile.write(printed.bytes, to: path)
        return printed.pages
    }

    func pdf(
        _ template: String, _ record: Record, subject: String, at made: Instant
    ) throws -> PrintedFile {
        try room.pdf(
            Installation.template(template), record, subject: subject, author: settings.taxBureau.name,
            created: made.iso)
    }

    /// 退费通知书 of a case that was paid, 不予退费通知书 of one that was refused.
    func notice(
        _ refund: RefundCase, _ payment: PaymentLine, receipt: String?, number: String, issued: CivilDate
    ) throws -> Record {
        let head: [(String, Datum)] = [
            ("office.name", .text(settings.taxBureau.name)), ("office.phone", .text(settings.taxBureau.phone)),
            ("notice.number", .text(number)), ("notice.issued", .date(issued)), ("payer.name", .text(refund.name)),
            ("payer.maskedId", .text(Masking.idEnds(refund.citizenID))),
            ("insurance", .text(refund.insurance.fullName)),
            ("period", .text("\(campaign.policy.period(of: refund.insurance))年度")),
            ("ground", .text(campaign.policy.refundReasons.name(refund.ground))), ("amount", .money(refund.fen)),
            ("paid", .date(payment.paidOn)), ("channel", .text(payment.channel)), ("serial", .text(refund.serial)),
            ("seal.label", .text(settings.sealLabel)), ("seal.specimen", .flag(true)),
        ]
        if let refusal = refund.refusal {
            return Record(
                head + [
                    ("refuser", .text(refusal.office.chinese(refund.insurance))), ("reason", .text(refusal.note)),
                    ("refused", .date(refusal.day)),
                ])
        }
        guard let paid = refund.payment, let application = refund.application else {
            throw Rejection("refund.not-now", ["case": "\(refund.id)", "state": refund.state.chinese])
        }
        return Record(
            head + [
                ("offices", .text(MoneyPaper.listed(refund.offices.map { $0.chinese(refund.insurance) }))),
                ("receipt", .optional(receipt)), ("holder", .text(application.holder)),
                ("account", .text(MoneyPaper.masked(application.account))), ("refunded", .date(paid.day)),
                ("voucher", .text(paid.voucher)),
            ])
    }

    /// 税务、医保和财政
    static func listed(_ names: [String]) -> String {
        names.count < 2 ? names.joined() : names.dropLast().joined(separator: "、") + "和" + (names.last ?? "")
    }

    /// `6217 **** **** 3873`
    static func masked(_ account: String) -> String {
        let digits = account.filter { !$0.isWhitespace }
        return digits.count < 12 ? "****" + digits.suffix(2) : "\(digits.prefix(4)) **** **** \(digits.suffix(4))"
    }

    /// 代收票据领用存月报表.
    func stock(_ report: StockReport, _ regions: RegionTree, month: String, issued: CivilDate) -> Record {
        func counts(_ line: StockLine) -> [(String, Int)] {
            [
                ("opening", line.opening), ("issued", line.issued), ("used", line.used), ("usedVoid", line.usedVoid),
                ("void", line.void), ("lost", line.lost), ("returned", line.returned), ("closing", line.closing),
            ]
        }
        let rows = report.lines.map { line in
            let gaps = line.gaps.map(\.text).joined(separator: "、")
            return Record(
                [
                    ("code", .text(line.village)), ("name", .text(regions[code: line.village]?.name ?? "")),
                    ("gaps", .optional(gaps)),
                ] + counts(line).map { ($0.0, .integer($0.1)) })
        }
        let totals = report.lines.reduce(into: [String: Int]()) { sums, line in
            for (name, count) in counts(line) { sums[name, default: 0] += count }
        }
        let names = ["opening", "issued", "used", "usedVoid", "void", "lost", "returned", "closing"]
        let sums = names.map { ("totals." + $0, Datum.integer(totals[$0] ?? 0)) }
        return Record(
            [
                ("district.name", .text(settings.district)), ("office.name", .text(settings.taxBureau.name)),
                ("month", .text(month)), ("issued", .date(issued)), ("delivered", .integer(report.delivered)),
                ("stock", .integer(report.office)), ("rows", .list(rows)),
            ] + sums)
    }
}
