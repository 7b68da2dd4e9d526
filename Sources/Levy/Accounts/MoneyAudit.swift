import Storage

/// Something about money that somebody should look into.
package struct AuditFinding: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case account, daily, late, cash, gap, lost, voided, shared, holder, refusal, open, undone, refund, look

        package var chinese: String {
            switch self {
            case .account: "专户流水不符"
            case .daily: "专户余额与账面不符"
            case .late: "逾期未缴存或未报解"
            case .cash: "现金盘点长短款"
            case .gap: "票据去向不明"
            case .lost: "票据遗失"
            case .voided: "收款后作废票据"
            case .shared: "多人退费到同一账户"
            case .holder: "退费账户不是本人"
            case .refusal: "拒缴迟报"
            case .open: "差异未处理"
            case .undone: "差异已决定未办结"
            case .refund: "退费逾期未办结"
            case .look: "可疑查询"
            }
        }
    }

    package let kind: Kind
    /// The town, village or person of the office that it is about.
    package let place: String
    package let text: String
    package let fen: Int

    package init(kind: Kind, place: String, text: String, fen: Int = 0) {
        self.kind = kind
        self.place = place
        self.text = text
        self.fen = fen
    }
}

extension Campaign {
    /// After so many days a refund that is not done stands out.
    private static let refundDays = 15

    /// What the books have that stands out up to a day, in the order of kinds and places.
    package func audit(
        on day: CivilDate, _ limits: RemittanceLimits, in transaction: Transaction
    ) throws -> [AuditFinding] {
        let regions = try RegionStore.tree(in: transaction)
        func name(_ code: String) -> String { regions[code: code]?.name ?? code }
        var found: [AuditFinding] = []
        for account in try SpecialAccounts.all(in: transaction) {
            let town = account.town
            found += try SpecialAccounts.findings(town: town, through: day, in: transaction).map {
                AuditFinding(
                    kind: .account, place: name(town), text: "\($0.day.iso) \($0.kind.chinese)：\($0.text)", fen: $0.fen)
            }
            let days = try SpecialAccounts.days(town: town, through: day, in: transaction)
            if let last = days.last(where: { $0.balanceFen != nil }), let difference = last.differenceFen,
                difference != 0
            {
                found.append(
                    AuditFinding(
                        kind: .daily, place: name(town),
                        text: "\(last.day.iso) 余额 \(Money(fen: last.balanceFen ?? 0).grouped)，"
                            + "账面 \(Money(fen: last.bookFen).grouped)", fen: difference))
            }
        }
        for status in try Remittances.status(on: day, limits, in: transaction) {
            for (clock, what) in [(status.deposit, "缴存"), (status.settlement, "报解")] where clock.state == .late {
                found.append(
                    AuditFinding(
                        kind: .late, place: name(status.village), text: "\(what)最迟 \(clock.dueOn?.iso ?? "")",
                        fen: clock.fen))
            }
        }
        for count in try Remittances.counts(in: transaction) where count.day <= day && count.differenceFen != 0 {
            found.append(
                AuditFinding(
                    kind: .cash, place: name(count.village), text: "\(count.day.iso) 盘点：\(count.note)",
                    fen: count.differenceFen))
        }
        found += try receiptFindings(on: day, name, in: transaction) + refundFindings(in: transaction)
        for refusal in try Remittances.refusals(in: transaction)
        where refusal.isLate && refusal.reportedAt.date <= day {
            found.append(
                AuditFinding(
                    kind: .refusal, place: name(refusal.village),
                    text: "\(refusal.refusedAt.text) 拒缴，\(refusal.reportedAt.text) 报告"))
        }
        let decisions = try DecisionStore.all(in: transaction)
        found += try differences(in: transaction).compactMap { difference in
            let decision = decisions.first { $0.subject == difference.subject }
            if let decision, BookDifference.isFinal(decision.verdict) { return nil }
            return AuditFinding(
                kind: decision == nil ? .open : .undone, place: difference.insurance.chinese,
                text: difference.title + (decision.map { "（\($0.decidedAt.date.iso) 决定：\($0.verdict)）" } ?? ""),
                fen: difference.theirsFen - difference.oursFen)
        }
        found += try Refunds.all(in: transaction).filter {
            !$0.isOver && $0.openedOn.adding(days: Campaign.refundDays) < day
        }.map {
            AuditFinding(
                kind: .refund, place: $0.insurance.chinese,
                text: "退费案 \($0.id)：\($0.name)，\($0.openedOn.iso) 立案，\($0.state.chinese)", fen: $0.fen)
        }
        let order = AuditFinding.Kind.allCases
        return order.flatMap { kind in found.filter { $0.kind == kind } }
    }

    private func receiptFindings(
        on day: CivilDate, _ name: (String) -> String, in transaction: Transaction
    ) throws -> [AuditFinding] {
        try AgentReceipts.report(from: day.adding(days: -400), to: day, in: transaction).lines.flatMap { line in
            var found = line.gaps.map {
                AuditFinding(kind: .gap, place: name(line.village), text: "\($0.text)，\($0.count) 张")
            }
            if line.lost > 0 {
                found.append(AuditFinding(kind: .lost, place: name(line.village), text: "\(line.lost) 张"))
            }
            if line.usedVoid > 0 {
                found.append(AuditFinding(kind: .voided, place: name(line.village), text: "\(line.usedVoid) 张"))
            }
            return found
        }
    }

    /// Refunds that go to somebody else, and several persons' that go to one account.
    private func refundFindings(in transaction: Transaction) throws -> [AuditFinding] {
        let cases = try Refunds.all(in: transaction).filter {
            $0.application != nil && ($0.state == .paid || !$0.isOver)
        }
        let elsewhere = cases.filter { $0.application?.holder != $0.name }.map {
            AuditFinding(
                kind: .holder, place: $0.insurance.chinese,
                text: "退费案 \($0.id)：\($0.name)，收款人 \($0.application?.holder ?? "")", fen: $0.fen)
        }
        let accounts = Dictionary(grouping: cases) { $0.application?.account.filter { !$0.isWhitespace } ?? "" }
        let shared = accounts.filter { Set($0.value.map(\.citizenID)).count > 1 }.sorted { $0.key < $1.key }.map {
            AuditFinding(
                kind: .shared, place: "账户尾号 \($0.key.suffix(4))",
                text: "退费案 " + $0.value.map { "\($0.id)" }.joined(separator: "、"),
                fen: $0.value.reduce(0) { $0 + $1.fen })
        }
        return shared + elsewhere
    }
}
