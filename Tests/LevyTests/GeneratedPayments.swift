import Levy

/// The bank's lines and what must come of them.
struct PaymentPlan {
    struct Line {
        let serial: String
        let day: String
        let village: String
        let id: String
        let insurance: String
        let fen: Int
        var reverses = ""

        var text: String {
            let state = reverses.isEmpty ? "成功" : "冲正"
            return "\(serial)|\(day)|\(village)|\(id)||\(insurance)|\(fen)|微信|\(state)|\(reverses)\r\n"
        }
    }

    var distinct: [Line] = []
    /// By the day of the file.
    var files: [String: [Line]] = [:]
    var broken: [SourceFile] = []
    var cases: [String: Int] = [:]
    var exceptions: [JSONValue] = []
    /// Obligations settled by a payment: identity number and insurance.
    var settled: Set<String> = []

    func isSettled(_ id: String, _ insurance: Insurance) -> Bool { settled.contains(id + insurance.rawValue) }

    var sourceFiles: [SourceFile] {
        files.sorted { $0.key < $1.key }.map { day, lines in
            let sum = lines.reduce(0) { $0 + $1.fen }
            let text = "H|代收|\(day)|\(lines.count)|\(sum)\r\n" + lines.map(\.text).joined()
            return SourceFile(name: day + ".txt", bytes: GB18030.encode(text))
        } + broken
    }
}

extension GeneratedCampaign {
    private static let days = (1...9).map { "2019110\($0)" }

    mutating func makePayments() {
        for (insurance, plan) in [(Insurance.medical, medical), (.pension, pension)] {
            for person in persons {
                let claim = plan.claims[person.id]
                pay(
                    Payer(
                        id: person.id, insurance: insurance, home: claim?.village,
                        due: claim.map { due(person, insurance, $0) } ?? 0, day: random.below(5)))
            }
        }
        for index in 0..<3 {
            let id = "370402198001010\(index)10"
            let line = add(id, .medical, 28_000, day: index, village: villages[0].code)
            note("not-on-roster", line)
        }
        // A reversal of what nobody has seen takes nothing back.
        _ = add("370402198001010910", .medical, -28_000, day: 3, village: villages[0].code, reverses: "ZD-unknown")
        for line in payments.distinct.shuffled(using: &random).prefix(5) {
            let file = random.pick(GeneratedCampaign.days.filter { $0 >= line.day })
            payments.files[file, default: []].append(line)
            payments.cases["resent", default: 0] += 1
        }
        breakFiles()
    }

    struct Payer {
        let id: String
        let insurance: Insurance
        let home: String?
        let due: Int
        let day: Int
    }

    func due(_ person: Person, _ insurance: Insurance, _ claim: RosterPlan.Claim) -> Int {
        if insurance == .medical { return person.special == nil ? 28_000 : 0 }
        return person.special != nil && claim.tier == 100 ? 0 : claim.tier * 100
    }

    private mutating func add(
        _ id: String, _ insurance: Insurance, _ fen: Int, day: Int, village: String, reverses: String = ""
    ) -> PaymentPlan.Line {
        let date = GeneratedCampaign.days[min(day, 8)]
        let serial = "ZD\(date)\(1_000_000 + payments.distinct.count)"
        let line = PaymentPlan.Line(
            serial: serial, day: date, village: village, id: id, insurance: insurance == .medical ? "居民医疗" : "居民养老",
            fen: fen, reverses: reverses)
        payments.distinct.append(line)
        payments.files[date, default: []].append(line)
        return line
    }

    private mutating func note(_ kind: String, _ line: PaymentPlan.Line, _ more: [String: JSONValue] = [:]) {
        payments.cases[kind, default: 0] += 1
        guard kind != "reversed-then-paid" else { return }
        let insurance = line.insurance == "居民医疗" ? "medical" : "pension"
        var members: [String: JSONValue] = ["kind": .text(kind), "id": .text(line.id), "insurance": .text(insurance)]
        if !["reversed", "wrong-village"].contains(kind) { members["fen"] = .number(Double(line.fen)) }
        payments.exceptions.append(.object(members.merging(more) { $1 }))
    }

    private mutating func line(
        _ payer: Payer, _ fen: Int, _ later: Int, at village: String? = nil, takingBack: PaymentPlan.Line? = nil
    ) -> PaymentPlan.Line {
        add(
            payer.id, payer.insurance, fen, day: payer.day + later,
            village: village ?? payer.home ?? villages[0].code, reverses: takingBack?.serial ?? "")
    }

    private mutating func pay(_ payer: Payer) {
        guard payer.home != nil, payer.due > 0 else {
            guard random.chance(15) else { return }
            let paid = line(payer, 28_000, 0)
            if random.chance(30) {
                _ = line(payer, -28_000, 1, takingBack: paid)
                note("reversed", paid)
            } else {
                note(payer.home == nil ? "not-on-roster" : "paid-though-state-paid", paid)
            }
            return
        }
        var isSettled = random.chance(90)
        if random.chance(65) {
            if isSettled { _ = line(payer, payer.due, 0) }
        } else {
            let choice = random.below(16)
            isSettled = choice < 8 ? plainCase(choice, payer) : knottyCase(choice, payer)
        }
        if isSettled { payments.settled.insert(payer.id + payer.insurance.rawValue) }
    }

    private func away(from home: String?) -> String { villages.first { $0.code != home }?.code ?? "" }

    /// - returns: whether the obligation is settled at the end.
    private mutating func plainCase(_ number: Int, _ payer: Payer) -> Bool {
        let first = line(payer, number == 6 ? payer.due - 1_000 : payer.due, 0)
        switch number {
        case 0, 1:
            note("double", line(payer, payer.due, number))
        case 2:
            note("double", line(payer, payer.due, 1, at: away(from: payer.home)))
        case 3:
            _ = line(payer, -payer.due, 1, takingBack: first)
            note("reversed", first)
            return false
        case 4:
            _ = line(payer, -payer.due, 1, takingBack: first)
            _ = line(payer, payer.due, 3)
            note("reversed-then-paid", first)
        case 5:
            note("double", line(payer, payer.due, 1))
            note("double", line(payer, payer.due, 2))
        case 6:
            note("amount-mismatch", first, ["due_fen": .number(Double(payer.due))])
            return false
        default: break
        }
        return true
    }

    private mutating func knottyCase(_ number: Int, _ payer: Payer) -> Bool {
        let away = away(from: payer.home)
        let places: [String: JSONValue] = ["home": .text(payer.home ?? ""), "credited": .text(away)]
        switch number {
        case 8:
            note("wrong-village", line(payer, payer.due, 0, at: away), places)
        case 9:
            note("wrong-village", line(payer, payer.due, 0, at: away), places)
            note("double", line(payer, payer.due, 1))
        case 10:
            // The first of two is taken back: the second settles.
            let first = line(payer, payer.due, 0, at: away)
            _ = line(payer, payer.due, 1)
            _ = line(payer, -payer.due, 2, takingBack: first)
            note("reversed-then-paid", first)
        case 11:
            _ = line(payer, payer.due, 0)
            let second = line(payer, payer.due, 1)
            _ = line(payer, -payer.due, 3, takingBack: second)
            note("reversed-then-paid", second)
        case 12:
            // A reversal of a reversal: the payment stands again.
            let first = line(payer, payer.due, 0)
            let back = line(payer, -payer.due, 1, takingBack: first)
            _ = line(payer, -payer.due, 2, takingBack: back)
        case 13:
            // The reversal lies in an earlier file than the payment.
            let late = line(payer, payer.due, 3)
            _ = line(payer, -payer.due, 0, takingBack: late)
            note("reversed", late)
            return false
        case 14:
            note("amount-mismatch", line(payer, payer.due + 500, 0, at: away), ["due_fen": .number(Double(payer.due))])
            _ = line(payer, payer.due, 2)
        default:
            let wrong = line(payer, payer.due - 500, 0)
            _ = line(payer, 500 - payer.due, 1, takingBack: wrong)
            note("reversed", wrong)
            return false
        }
        return true
    }

    private mutating func breakFiles() {
        let whole = PaymentPlan.Line(
            serial: "ZD-broken", day: "20191105", village: villages[0].code, id: "370403198001010018",
            insurance: "居民医疗",
            fen: 28_000)
        let texts = [
            "H|代收|20191105|3|84000\r\n" + whole.text, "H|代收|20191105|1|28001\r\n" + whole.text,
            "H|代收|20191105|1|28000\r\n" + whole.text.dropLast(12), "H|代收|2019110|1|28000\r\n" + whole.text,
        ]
        payments.broken = texts.enumerated().map { index, text in
            SourceFile(name: "20191105-broken\(index).txt", bytes: GB18030.encode(text))
        }
    }
}
