import Diagnostics
import Storage

/// What waits for a decision: one person of a comparison, or whether a doubtful list is whole.
package struct CrossQuestion: Hashable, Sendable {
    package let subject: String
    package let sentence: String
}

extension Campaign {
    /// What nobody has decided yet, list by list.
    package func crossQuestions(in transaction: Transaction) throws -> [CrossQuestion] {
        try CrossMatchStore.newest(in: transaction).flatMap { run -> [CrossQuestion] in
            let list = "\(run.office)\(run.meaning)名单"
            var open = run.findings.filter { $0.finding.isDecidable && $0.verdict == nil }
            var questions: [CrossQuestion] = []
            if run.isDoubtful {
                let waits = open.contains { $0.finding.kind == .gone }
                open.removeAll { $0.finding.kind == .gone }
                if try waits && DecisionStore.find(run.wholeSubject, in: transaction) == nil {
                    questions.append(
                        CrossQuestion(
                            subject: run.wholeSubject,
                            sentence: "\(list)“\(run.file)”是否完整：按它 \(run.members) 人中有 \(run.count(.gone)) 人退出"))
                }
            }
            return questions
                + open.map { row in
                    let found = row.finding
                    let reason = found.reason.isEmpty ? "" : "：\(found.reason)"
                    let number = found.citizenID.isEmpty ? "" : " \(found.citizenID)"
                    return CrossQuestion(
                        subject: row.subject,
                        sentence: "\(list)\(found.kind.chinese) \(found.village)\(found.name)\(number)\(reason)")
                }
        }
    }

    /// Does what was decided about a finding: who is new becomes what the list says, who is gone is it no more, and
    /// what they owe follows. The decision itself is entered by whoever asks.
    /// - Parameter number: of a question with several candidates, the one who is meant.
    /// - returns: nil when nothing of this subject waits.
    /// - throws: `Rejection` `match.candidate` when it is not said who is meant.
    package func takeCrossMatch(
        _ subject: String, number: String?, by maker: String, checker: String, in transaction: Transaction,
        at now: Instant
    ) throws -> [Adjustment]? {
        guard maker != checker else {
            throw Rejection("levy.decision.same-person", ["person": maker, "subject": subject])
        }
        for run in try CrossMatchStore.newest(in: transaction) {
            let own = run.findings.filter { $0.subject == subject && $0.finding.isDecidable && $0.verdict == nil }
            let isWhole = run.wholeSubject == subject
            guard isWhole || !own.isEmpty else { continue }
            let taken = isWhole ? run.findings.filter { $0.finding.kind == .gone && $0.verdict == nil } : own
            let meaning = try meaning(of: run)
            var persons: Set<String> = []
            for row in taken {
                persons.insert(
                    try take(row, of: run, meaning, number: number, by: (maker, checker), in: transaction, at: now))
            }
            let cause = "list:match-\(run.id):\(maker):\(checker)"
            return try followFacts(of: persons, cause: cause, in: transaction, at: now)
        }
        return nil
    }

    private func meaning(of run: CrossRun) throws(Rejection) -> CrossList.Meaning {
        if let kind = PersonMark.Kind.allCases.first(where: { $0.chinese == run.meaning }) { return .mark(kind) }
        guard let name = SpecialClass(rawValue: run.meaning) else {
            throw Rejection("match.meaning", ["name": run.meaning])
        }
        return .specialClass(name)
    }

    /// - returns: the person's number.
    private func take(
        _ row: CrossRow, of run: CrossRun, _ meaning: CrossList.Meaning, number: String?,
        by hands: (maker: String, checker: String), in transaction: Transaction, at now: Instant
    ) throws -> String {
        let finding = row.finding
        var id = finding.citizenID
        if finding.kind == .question {
            let chosen = number ?? (finding.candidates.count == 1 ? finding.candidates.first : nil)
            guard let chosen, finding.candidates.contains(chosen) else {
                throw Rejection(
                    "match.candidate",
                    ["name": finding.name, "candidates": finding.candidates.joined(separator: "、")])
            }
            id = chosen
        }
        let cause = "list:match-\(run.id):\(hands.maker):\(hands.checker)"
        let listed = ListRow(citizenID: id, name: finding.name, from: finding.from, until: finding.until)
        switch (meaning, finding.kind == .gone) {
        case (.specialClass(let name), true):
            try ListStore.leave(name, [listed], cause: cause, at: now, in: transaction)
        case (.specialClass(let name), false):
            try ListStore.join(name, [listed], cause: cause, at: now, in: transaction)
            try RosterStore.addSpans([listed], name, source: cause, in: transaction)
        case (.mark(let kind), true):
            for mark in try FactStore.numbers(of: kind, person: id, in: transaction) {
                try FactStore.retract(
                    mark: mark, reason: "\(run.office)名单“\(run.file)”没有此人，\(hands.checker)复核", by: hands.maker, at: now,
                    in: transaction)
            }
        case (.mark(let kind), false):
            let source = "\(run.office)名单 \(run.file)，\(hands.checker)复核"
            let mark = PersonMark(kind, from: finding.from, until: finding.until, source: source)
            if try !FactStore.marks(of: id, in: transaction).contains(where: { $0.kind == kind }) {
                try FactStore.add(mark, of: id, by: hands.maker, at: now, in: transaction)
            }
        }
        return id
    }
}
