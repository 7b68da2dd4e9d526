import Diagnostics
import Storage

/// 征缴专用账户: the account of a township at a bank. Money comes in by deposits of its agents and leaves to the treasury
/// only; cash is never drawn.
package struct SpecialAccount: Hashable, Sendable {
    package let town: String
    /// The name that the account is kept under.
    package let holder: String
    package let bank: String
    package let number: String
    /// The number of the agreement of three parties.
    package let agreement: String
    package let openedOn: CivilDate
    package let openedBy: String
    package let checkedBy: String

    package init(
        town: String, holder: String, bank: String, number: String, agreement: String, openedOn: CivilDate,
        openedBy: String, checkedBy: String
    ) {
        self.town = town
        self.holder = holder
        self.bank = bank
        self.number = number
        self.agreement = agreement
        self.openedOn = openedOn
        self.openedBy = openedBy
        self.checkedBy = checkedBy
    }
}

/// A line of the bank's statement of a special account.
package struct AccountLine: Hashable, Sendable {
    package let day: CivilDate
    /// 摘要
    package let text: String
    /// The number of the slip that it belongs to; empty where the bank names none.
    package let slip: String
    package let inFen: Int
    package let outFen: Int
    package let balanceFen: Int
}

/// What a special account's statement and the books of deposits and declarations do not agree about.
package struct AccountFinding: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// Cash was drawn, which is never allowed.
        case cash
        /// Money went elsewhere than to the treasury.
        case otherOut = "other-out"
        /// Money came in that no deposit slip explains.
        case unknownIn = "unknown-in"
        /// A deposit or a declaration that the bank does not have.
        case missing
        /// One slip, two sums.
        case amount
        /// A balance that does not follow from the line before.
        case balance

        package var chinese: String {
            switch self {
            case .cash: "支取现金"
            case .otherOut: "支出不是申报入库"
            case .unknownIn: "收入没有缴存单"
            case .missing: "单据在账户里没有"
            case .amount: "单据与账户金额不符"
            case .balance: "余额接不上"
            }
        }
    }

    package let kind: Kind
    package let town: String
    package let day: CivilDate
    package let slip: String
    package let fen: Int
    package let text: String
}

/// A day of a special account: by the bank and by the books.
package struct AccountDay: Hashable, Sendable {
    package let day: CivilDate
    /// What agents of the town collected.
    package let collectedFen: Int
    package let depositedFen: Int
    package let declaredFen: Int
    /// Collected and not deposited yet, at the day's end.
    package let cashFen: Int
    /// Deposited and not declared yet: what the account has to have.
    package let bookFen: Int
    package let inFen: Int
    package let outFen: Int
    /// The bank's balance at the day's end; nil before its first line.
    package let balanceFen: Int?

    package var differenceFen: Int? { balanceFen.map { $0 - bookFen } }
}

package enum SpecialAccounts {
    /// Enters an account; each town has one at a time, entered by one person and checked by another.
    /// - throws: `Rejection` `escrow.town`, `remittance.same-person`, `escrow.open`.
    package static func open(_ account: SpecialAccount, in transaction: Transaction, at now: Instant) throws {
        guard try RegionStore.tree(in: transaction).towns.contains(where: { $0.code == account.town }) else {
            throw Rejection("escrow.town", ["town": account.town])
        }
        guard account.openedBy != account.checkedBy else {
            throw Rejection("remittance.same-person", ["person": account.openedBy])
        }
        if let known = try AccountStore.account(of: account.town, in: transaction) {
            throw Rejection("escrow.open", ["town": account.town, "number": known.number])
        }
        let regions = try RegionStore.tree(in: transaction)
        if let other = try AccountStore.all(in: transaction).first(where: { $0.number == account.number }) {
            throw Rejection(
                "escrow.open", ["town": regions[code: other.town]?.name ?? other.town, "number": other.number])
        }
        try AccountStore.add(account, at: now, in: transaction)
    }

    package static func all(in transaction: Transaction) throws -> [SpecialAccount] {
        try AccountStore.all(in: transaction)
    }

    /// Takes the bank's statement of a town's account in; the same file again changes nothing.
    /// - returns: how many lines; nil when the file was taken in before.
    /// - throws: `Rejection` `escrow.none`, and every line that cannot be read; then nothing is taken in.
    package static func importStatement(
        path: String, town: String, by person: String, in transaction: Transaction, at now: Instant
    ) throws -> Int? {
        guard try AccountStore.account(of: town, in: transaction) != nil else {
            throw Rejection("escrow.none", ["town": town])
        }
        let file = try SourceFile(path: path)
        if try AccountStore.hasStatement(sha256: file.sha256, in: transaction) { return nil }
        let lines = try AccountStatementReader.read(path: path)
        try AccountStore.add(
            lines, town: town, file: file.name, sha256: file.sha256, by: person, at: now, in: transaction)
        return lines.count
    }

    /// The days of a town's account on which anything happened, up to a day.
    package static func days(
        town: String, through last: CivilDate, in transaction: Transaction
    ) throws -> [AccountDay] {
        let sums = try AccountStore.daySums(town: town, in: transaction).filter { $0.day <= last }
        let lines = try AccountStore.lines(town: town, in: transaction).filter { $0.day <= last }
        let byDay = Dictionary(grouping: lines, by: \.day)
        var (cash, book, balance) = (0, 0, Int?.none)
        return Set(sums.map(\.day) + lines.map(\.day)).sorted().map { day in
            func sum(_ kind: String) -> Int {
                sums.filter { $0.day == day && $0.kind == kind }.reduce(0) { $0 + $1.fen }
            }
            let collected = sum("collection")
            let deposited = sum(Remittance.Kind.deposit.rawValue)
            let declared = sum(Remittance.Kind.declaration.rawValue)
            cash += collected - deposited
            book += deposited - declared
            let own = byDay[day] ?? []
            balance = own.last?.balanceFen ?? balance
            return AccountDay(
                day: day, collectedFen: collected, depositedFen: deposited, declaredFen: declared, cashFen: cash,
                bookFen: book, inFen: own.reduce(0) { $0 + $1.inFen }, outFen: own.reduce(0) { $0 + $1.outFen },
                balanceFen: balance)
        }
    }

    /// What does not agree, slip by slip, up to a day; nothing for an account of which no statement came.
    package static func findings(
        town: String, through last: CivilDate, in transaction: Transaction
    ) throws -> [AccountFinding] {
        let lines = try AccountStore.lines(town: town, in: transaction).filter { $0.day <= last }
        guard let end = lines.map(\.day).max() else { return [] }
        let slips = try AccountStore.slips(town: town, in: transaction).filter { $0.day <= end }
        return AccountMatch(town: town, lines: lines, slips: slips).findings
    }
}
