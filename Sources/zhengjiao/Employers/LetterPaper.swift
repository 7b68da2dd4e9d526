import Diagnostics
import Levy
import Storage
import Templates
import Workflow

/// Prints letters and forms for employers.
struct LetterPaper {
    let settings: CampaignSettings
    let calendar: WorkingCalendar
    let out: OutFolder
    private let room: PressRoom

    init(plan: String, folder: String, fonts: String?) throws {
        let definition = try Definition.load(path: plan)
        settings = try CampaignSettings(definition.settings, planFolder: PlanFolder.of(plan))
        calendar = definition.calendar
        out = OutFolder(root: folder)
        room = PressRoom(
            fonts: try Installation.fontCatalog(override: fonts), templates: TemplateShelf(filters: DomainFilters.all))
    }

    /// For steps of a campaign.
    init(_ desk: CampaignDesk) {
        settings = desk.settings
        calendar = desk.definition.calendar
        out = desk.out
        room = desk.room
    }

    /// The account that arrears are paid into.
    struct Account {
        let name: String
        let bank: String
        let number: String
    }

    /// A letter with its receipt of service, entered in the registry of documents.
    /// - Parameter account: of demands.
    func issue(_ letter: EmployerLetter, account: Account? = nil, in transaction: Transaction, at now: Instant) throws {
        for document in try printed(letter, account: account, at: now) {
            try DocumentStore.issue(document, in: transaction)
        }
    }

    /// A letter with its receipt of service, printed.
    func printed(_ letter: EmployerLetter, account: Account? = nil, at now: Instant) throws -> [IssuedDocument] {
        let office = letter.kind == .notice ? settings.humanResources : settings.taxBureau
        let record = letter.kind == .notice ? notice(letter, office) : demand(letter, office, account)
        let template = letter.kind == .notice ? "employer-notice" : "employer-demand"
        let paper = try printed(
            template, record, kind: template, key: "\(letter.unit)/\(letter.day.iso)", number: letter.number,
            name: "\(letter.kind.chinese)/\(letter.day.iso)-\(letter.code)", author: office.name, at: now)
        let receipt = Record(
            shared(letter, office) + [
                ("letter.title", .text(letter.kind.chinese)), ("employer.address", .optional(letter.address)),
            ])
        return [
            paper,
            try printed(
                "service-receipt", receipt, kind: "service-receipt", key: letter.number, number: letter.number,
                name: "送达回证/\(letter.day.iso)-\(letter.code)-\(letter.kind.rawValue)", author: office.name, at: now),
        ]
    }

    /// A form for an employer to fill in and sign; a new one takes the place of one of the same day.
    func print(
        _ template: String, _ record: Record, name: String, author: String, on day: CivilDate
    ) throws -> String {
        let printed = try room.pdf(
            Installation.template(template), record, subject: name, author: author, created: Instant(day).iso)
        let path = out.employerPath(name)
        _ = try out.write(printed.bytes, to: path)
        return path
    }

    private func printed(
        _ template: String, _ record: Record, kind: String, key: String, number: String, name: String, author: String,
        at now: Instant
    ) throws -> IssuedDocument {
        let printed = try room.pdf(
            Installation.template(template), record, subject: name, author: author, created: now.iso)
        let path = out.employerPath(name)
        let hash = try out.write(printed.bytes, to: path)
        return IssuedDocument(
            kind: kind, key: key, number: number, sha256: hash, path: path, pages: printed.pages, issuedAt: now)
    }

    // MARK: Records

    private func shared(_ letter: EmployerLetter, _ office: CampaignSettings.Office) -> [(String, Datum)] {
        [
            ("letter.number", .text(letter.number)), ("letter.day", .date(letter.day)),
            ("employer.name", .text(letter.name)), ("employer.code", .text(letter.code)),
            ("office.name", .text(office.name)),
        ]
    }

    private func addressed(_ letter: EmployerLetter, _ office: CampaignSettings.Office) -> [(String, Datum)] {
        shared(letter, office) + [
            ("letter.termDays", .integer(letter.termDays)), ("employer.isMicro", .flag(letter.isMicro)),
            ("office.phone", .text(office.phone)), ("office.address", .optional(office.address)),
        ]
    }

    private func notice(_ letter: EmployerLetter, _ office: CampaignSettings.Office) -> Record {
        Record(addressed(letter, office) + [("letter.facts", .text(letter.facts))])
    }

    private func demand(_ letter: EmployerLetter, _ office: CampaignSettings.Office, _ account: Account?) -> Record {
        guard let account else { preconditionFailure("a demand says where to pay") }
        let lines = letter.lines.map { line in
            Record([
                ("period", .text(line.periodText)), ("scheme", .text(line.scheme.chinese)),
                ("due", .money(line.dueFen)), ("paid", .money(line.paidFen)),
                ("arrears", .money(line.arrearsFen)), ("from", .date(line.from)),
                ("days", .integer(line.days)), ("fee", .money(line.feeFen)),
            ])
        }
        return Record(
            addressed(letter, office) + [
                ("lines", .list(lines)), ("totals.due", .money(letter.dueFen)),
                ("totals.paid", .money(letter.paidFen)), ("totals.arrears", .money(letter.arrearsFen)),
                ("totals.fee", .money(letter.feeFen)), ("account.name", .text(account.name)),
                ("account.bank", .text(account.bank)), ("account.number", .text(account.number)),
            ])
    }

    func pledge(_ employer: InsuredEntry, year: Int) -> Record {
        let schemes = EmployerScheme.allCases
        let rows = stride(from: 0, to: schemes.count, by: 2).map { index in
            Record([
                ("left", .text(schemes[index].chinese)), ("leftCount", .integer(employer.count(schemes[index]))),
                ("right", .text(schemes[index + 1].chinese)),
                ("rightCount", .integer(employer.count(schemes[index + 1]))),
            ])
        }
        return Record(
            form(employer.identity, year) + [
                ("employees", .text("\(employer.most)")),
                ("base", employer.baseFen > 0 ? .money(employer.baseFen) : .missing), ("schemes", .list(rows)),
            ])
    }

    func union(_ employer: InsuredEntry, year: Int) -> Record {
        Record(form(employer.identity, year) + [("persons", .integer(employer.most))])
    }

    private func form(_ employer: EmployerIdentity, _ year: Int) -> [(String, Datum)] {
        [
            ("year", .text("\(year)")), ("office.name", .text(settings.humanResources.name)),
            ("employer.name", .text(employer.name)), ("employer.code", .text(employer.code)),
        ]
    }
}
