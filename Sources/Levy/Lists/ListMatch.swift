import Diagnostics
import Storage

/// What a bureau's list of today has that the campaign's class has not, person by person.
package struct ListMatch: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// On the bureau's list only.
        case new
        /// In the campaign's class only.
        case gone
        /// The same number under a name that is written otherwise, or is another.
        case changed
        /// In several classes: the leading one counts.
        case clash
        /// Nobody of this number is on a roster.
        case missing
        /// On the bureau's list with a disability that is not severe.
        case grade

        package var chinese: String {
            switch self {
            case .new: "新增"
            case .gone: "退出"
            case .changed: "姓名不一致"
            case .clash: "多类重合"
            case .missing: "不在清册"
            case .grade: "等级不够"
            }
        }
    }

    package let kind: Kind
    package let citizenID: String
    package let name: String
    /// Why it is told: the other name and what makes them alike, the other class, a namesake with another number.
    package let reason: String
    /// The number is that of a person of another name: one of the two is wrong, and nothing is changed by it.
    package let isSomebodyElse: Bool
}

extension Campaign {
    /// Compares a bureau's list with the class as the campaign knows it: by number first, by name second.
    package func matchList(
        _ specialClass: SpecialClass, _ file: SourceFile, in transaction: Transaction
    ) throws -> [ListMatch] {
        let list = try ListRowReader.read(file, specialClass)
        let members = try ListStore.members(specialClass, in: transaction)
        let memberships = try RosterStore.memberships(in: transaction)
        let register = try PersonRegister(in: transaction)
        var found: [ListMatch.Kind: [ListMatch]] = [:]
        func add(_ kind: ListMatch.Kind, _ row: ListRow, _ reason: String, isSomebodyElse: Bool = false) {
            found[kind, default: []].append(
                ListMatch(
                    kind: kind, citizenID: row.citizenID, name: row.name, reason: reason,
                    isSomebodyElse: isSomebodyElse))
        }
        for row in list.rows {
            if members[row.citizenID] == nil { add(.new, row, "") }
            if let other = try PersonNames.other(of: row.citizenID, than: row.name, in: transaction) {
                add(.changed, row, "清册为 \(other)，是另一个姓名，不采用", isSomebodyElse: true)
            } else if let name = register.name(of: row.citizenID) {
                if let reason = Campaign.difference(row.name, name) { add(.changed, row, reason) }
            } else {
                add(.missing, row, register.namesakes(of: row.name, near: row.citizenID))
            }
            let others = (memberships[row.citizenID]?.classes ?? []).union([specialClass])
            if others.count > 1, let leading = policy.leading(others) {
                let names = SpecialClass.inOrder(others).map(\.rawValue).joined(separator: "、")
                add(.clash, row, "\(names)；按\(leading.rawValue)")
            }
        }
        for (row, grade) in list.tooLight {
            add(.grade, row, "残疾等级\(DisabilityGrade.chinese(grade))，不属于\(specialClass.rawValue)")
        }
        let listed = Set(list.rows.map(\.citizenID))
        for (id, name) in members.sorted(by: { $0.key < $1.key }) where !listed.contains(id) {
            add(.gone, ListRow(citizenID: id, name: name), "")
        }
        return ListMatch.Kind.allCases.flatMap { found[$0] ?? [] }
    }

    /// Takes the bureau's list over: who is new joins the class, who is gone leaves it, and the obligations follow. A
    /// row whose number is somebody's of another name changes nothing.
    /// - Parameter isWhole: whether a list that ends most of the class is meant; a town's own list would.
    /// - throws: `Rejection` when one person decides and checks, and `levy.list.fewer` for a list that ends more than
    ///   10 memberships and more than a quarter of them.
    package func applyList(
        _ specialClass: SpecialClass, _ file: SourceFile, by maker: String, checker: String, isWhole: Bool = false,
        in transaction: Transaction, at now: Instant
    ) throws -> [Adjustment] {
        guard maker != checker else {
            throw Rejection("levy.decision.same-person", ["person": maker, "subject": file.name])
        }
        let matches = try matchList(specialClass, file, in: transaction)
        let strangers = Set(matches.filter(\.isSomebodyElse).map(\.citizenID))
        func rows(_ kind: ListMatch.Kind) -> [ListRow] {
            matches.filter { $0.kind == kind && !strangers.contains($0.citizenID) }
                .map { ListRow(citizenID: $0.citizenID, name: $0.name) }
        }
        let members = try ListStore.members(specialClass, in: transaction).count
        let gone = rows(.gone).count
        if !isWhole, gone > 10, gone * 4 > members {
            throw Rejection(
                "levy.list.fewer",
                ["file": file.name, "class": specialClass.rawValue, "members": "\(members)", "gone": "\(gone)"])
        }
        let cause = "list:\(file.sha256.prefix(16)):\(maker):\(checker)"
        try ListStore.join(specialClass, rows(.new), cause: cause, at: now, in: transaction)
        try ListStore.leave(specialClass, rows(.gone), cause: cause, at: now, in: transaction)
        let taken = try ListRowReader.read(file, specialClass).rows.filter { !strangers.contains($0.citizenID) }
        try RosterStore.addSpans(taken, specialClass, source: cause, in: transaction)
        return try adjustAll(cause: cause, in: transaction, at: now)
    }

    private static func difference(_ listed: String, _ known: String) -> String? {
        switch NameMatch(listed, known) {
        case .same: nil
        case .variant(let reason): "清册为 \(known)（\(reason.chinese)）"
        // On a roster of another insurance, or an earlier one, under the name of the list.
        case .different: listed.isEmpty ? nil : "清册为 \(known)，另有名册与名单一致"
        }
    }
}

extension NameMatch.Reason {
    package var chinese: String {
        switch self {
        case .writing: "写法不同"
        case .privateUse: "自造字"
        case .placeholder: "以拼音或问号代字"
        case .alias: "异体或替代字"
        }
    }
}

/// The persons of the campaign by number and by name.
struct PersonRegister {
    private var names: [String: String] = [:]
    private var numbers: [String: [String]] = [:]

    init(in transaction: Transaction) throws {
        try RosterStore.eachPerson(in: transaction) { id, name in
            names[id] = name
            numbers[name, default: []].append(id)
        }
    }

    func name(of id: String) -> String? { names[id] }

    /// Persons of the same name whose number differs in one place or in its birth date alone.
    func namesakes(of name: String, near id: String) -> String {
        let close = (numbers[name] ?? []).filter { other in
            let differing = zip(other.utf8, id.utf8).count { $0 != $1 }
            let sameBirth = other.dropFirst(6).prefix(8) == id.dropFirst(6).prefix(8)
            return other.utf8.count == id.utf8.count && (differing <= 2 || sameBirth)
        }
        return close.isEmpty ? "" : "同名而号码相近：\(close.sorted().prefix(3).joined(separator: "、"))"
    }
}
