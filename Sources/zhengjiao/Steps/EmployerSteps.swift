import Diagnostics
import Levy
import Storage
import Workflow

extension CampaignDesk {
    /// 印发告知书: a letter with its receipt of service for each employer that the last match found uninsured and that has
    /// none open. What was written and not printed when the machine went down is printed by the next try.
    @Sendable func printEmployerNotices(_ claim: Claim) async throws -> StepOutcome {
        let batch = EmployerLetters.Batch(
            day: claim.date, termDays: CampaignDesk.noticeDays, mark: settings.documentMark, codes: [],
            by: CampaignDesk.clerk)
        let letters = try database.write { transaction in
            _ = try EmployerLetters.writeNotices(batch, in: transaction, at: claim.nominal)
            return try EmployerLetters.all(in: transaction).filter { $0.kind == .notice && $0.day == claim.date }
        }
        let paper = LetterPaper(self)
        let documents = try letters.flatMap { try paper.printed($0, at: claim.nominal) }
        return done(claim, documents, ["letters": "\(letters.count)"])
    }

    /// Working days in which an employer answers, as `employers notice` has it.
    private static let noticeDays = 15

    /// In whose name steps write.
    static let clerk = "系统"

    /// Letters that were served and are not done with: somebody says what came of each.
    static func servedLetters(in transaction: Transaction) throws -> [Item] {
        try EmployerLetters.all(in: transaction).filter(\.isOpen).compactMap { letter in
            letter.service.map { service in
                Item(
                    id: letterPrefix + letter.number,
                    title: "\(letter.kind.chinese) \(letter.number) \(letter.name)：期限至 \(service.deadline.iso)")
            }
        }
    }

    /// Enters the outcome that a task about a letter came to.
    static func conclude(
        _ subject: String, _ verdict: String, by person: String, in transaction: Transaction, at now: Instant
    ) throws {
        guard subject.hasPrefix(letterPrefix), let kind = LetterOutcome.Kind(argument: verdict) else { return }
        let number = String(subject.dropFirst(letterPrefix.count))
        guard try EmployerLetters.find(number: number, in: transaction).isOpen else { return }
        _ = try EmployerLetters.conclude(
            number, LetterOutcome(kind: kind, note: "", day: now.date), by: person, in: transaction, at: now)
    }

    private static let letterPrefix = "letter:"
}
