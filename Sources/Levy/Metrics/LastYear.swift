import Diagnostics
import Storage

/// Who paid last year, as a bureau's list has it: 村居代码, 证件号码, 险种, 缴费日期.
package struct LastYear: Sendable {
    struct Payer: Hashable, Sendable {
        let citizenID: String
        let insurance: Insurance
    }

    struct Payment: Sendable {
        let village: String
        let paidOn: CivilDate?
    }

    /// Each once, however often the list has it; the earliest payment counts.
    let payments: [Payer: Payment]

    /// - Throws: `Rejection` with every field that is not what its column holds.
    package static func read(_ file: SourceFile) throws -> LastYear {
        var payments: [Payer: Payment] = [:]
        var mistakes = DiagnosticList()
        let shape = TableShape(required: [.villageCode, .citizenID, .insurance], optional: [.paidOn, .personName])
        try TableReader.read(file, shape) { record in
            func mistake(_ code: String, _ column: ColumnName) {
                mistakes.error(
                    code, ["column": column.head, "text": record.text(column)],
                    at: record.place.span(file, column: record[column].column))
            }
            guard let insurance = Insurance(chinese: record.text(.insurance)) else {
                mistake("levy.payment.insurance", .insurance)
                return
            }
            let reading = CitizenIDReading(record[.citizenID].text)
            guard let id = reading.id else {
                mistake("metrics.id", .citizenID)
                return
            }
            let text = record.text(.paidOn)
            let day = text.isEmpty ? nil : DateText.parse(text)
            if day == nil, !text.isEmpty {
                mistake("levy.not-a-date", .paidOn)
                return
            }
            let payer = Payer(citizenID: id.text, insurance: insurance)
            let payment = Payment(village: record.text(.villageCode), paidOn: day)
            if let known = payments[payer] {
                guard let day, known.paidOn.map({ day < $0 }) ?? true else { return }
            }
            payments[payer] = payment
        }
        try mistakes.throwIfErrors()
        return LastYear(payments: payments)
    }

    /// Those who paid for the year before, as `person list --paid` entered them: each in the village where he owes
    /// now, or else where a roster ever had him. Nil where nobody was entered.
    static func stored(in transaction: Transaction) throws -> LastYear? {
        let payments = try MetricsStore.payersBefore(in: transaction)
        return payments.isEmpty ? nil : LastYear(payments: payments)
    }

    /// The insurances of which it has payers.
    var insurances: Set<Insurance> { Set(payments.keys.map(\.insurance)) }

    /// What became of last year's payers of one village and insurance.
    struct Outcome: Hashable, Sendable {
        var payers = 0
        var paidAgain = 0
        /// How many had paid on the same day of last year; nil where a payment has no day.
        var bySameDay: Int? = 0

        static func + (left: Outcome, right: Outcome) -> Outcome {
            Outcome(
                payers: left.payers + right.payers, paidAgain: left.paidAgain + right.paidAgain,
                bySameDay: left.bySameDay.flatMap { one in right.bySameDay.map { one + $0 } })
        }
    }

    /// By the village of last year's list: who moved has paid again wherever it was.
    /// - Parameter settled: those who have paid this year.
    func outcomes(settled: Set<Payer>, on day: CivilDate) -> [String: [Insurance: Outcome]] {
        outcomes(settled: settled, on: day) { $1.village }
    }

    /// The same by another key, such as the class of the person.
    func outcomes(
        settled: Set<Payer>, on day: CivilDate, by key: (Payer, Payment) -> String
    ) -> [String: [Insurance: Outcome]] {
        var outcomes: [String: [Insurance: Outcome]] = [:]
        let sameDay =
            CivilDate(year: day.year - 1, month: day.month, day: day.day)
            ?? CivilDate(daysSinceEpoch: day.daysSinceEpoch - 366)
        for (payer, payment) in payments {
            let key = key(payer, payment)
            var outcome = outcomes[key]?[payer.insurance] ?? Outcome()
            outcome.payers += 1
            if settled.contains(payer) { outcome.paidAgain += 1 }
            if let paidOn = payment.paidOn {
                if paidOn <= sameDay { outcome.bySameDay = outcome.bySameDay.map { $0 + 1 } }
            } else {
                outcome.bySameDay = nil
            }
            outcomes[key, default: [:]][payer.insurance] = outcome
        }
        return outcomes
    }
}
