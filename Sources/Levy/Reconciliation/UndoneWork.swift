import Diagnostics
import Storage

/// Something that was decided and has not happened: a difference that is still there, a refund that nobody paid.
package struct UndoneWork: Hashable, Sendable {
    /// Unique among what is undone.
    package let subject: String
    package let text: String
    package let verdict: String
    package let decidedOn: CivilDate
    package let fen: Int

    /// The difference or refund that it is about.
    var about: String { String(subject.dropFirst(UndoneWork.prefix.count)) }

    /// What is told of it where the books are closed.
    package var diagnostic: Diagnostic {
        Diagnostic(
            .warning, "levy.undone", ["what": text, "verdict": verdict, "day": decidedOn.iso])
    }
}

extension Campaign {
    /// Differences first, then refunds, each in their order. One that was carried over is not asked for again.
    package func undone(in transaction: Transaction) throws -> [UndoneWork] {
        let decided = Dictionary(try DecisionStore.all(in: transaction).map { ($0.subject, $0) }) { first, _ in first }
        func isCarried(_ subject: String) -> Bool {
            decided[UndoneWork.prefix + subject]?.verdict == BookDifference.carried
        }
        let differences = try undoneDifferences(in: transaction).filter { !isCarried($0.difference.subject) }.map {
            UndoneWork(
                subject: UndoneWork.prefix + $0.difference.subject, text: $0.difference.title,
                verdict: $0.decision.verdict, decidedOn: $0.decision.decidedAt.date,
                fen: abs($0.difference.theirsFen - $0.difference.oursFen))
        }
        let grounds = policy.refundReasons
        let refunds = try Refunds.all(in: transaction).compactMap { refund -> UndoneWork? in
            let decision = decided[refund.subject]
            let isAwaited = refund.state == .agreed || (decision.map { $0.verdict != "不予受理" } ?? false)
            guard !refund.isOver, isAwaited, !isCarried(refund.subject) else {
                return nil
            }
            let day = decision?.decidedAt.date ?? refund.reviews.map(\.day).max() ?? refund.openedOn
            return UndoneWork(
                subject: UndoneWork.prefix + refund.subject,
                text: "退费案 \(refund.id)：\(refund.name) \(refund.insurance.chinese) "
                    + "\(grounds.name(refund.ground)) \(Money(fen: refund.fen).grouped) 元，\(refund.state.chinese)",
                verdict: decision?.verdict ?? "同意退费", decidedOn: day, fen: refund.fen)
        }
        return differences + refunds
    }
}

extension UndoneWork {
    /// Before the subject of what was decided: the follow-up is decided about once more.
    static let prefix = "undone/"
}
