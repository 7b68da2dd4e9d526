import Diagnostics
import Storage

extension Campaign {
    /// Compares the newest file of a list with what the campaign knows, and keeps what was found. The same file that
    /// finds the same on the same day is one comparison.
    /// - throws: `Rejection` when the file cannot be read as a list of persons.
    package func crossMatch(
        _ list: CrossList, _ file: SourceFile, on day: CivilDate, by maker: String, in transaction: Transaction,
        at now: Instant
    ) throws -> CrossRun {
        let rows = try CrossListReader.read(file, list)
        let members = try known(list.meaning, in: transaction)
        let findings = try CrossComparison(
            list, rows, members: members, register: CrossRegister(policy, in: transaction)
        ).findings(in: transaction)
        let office = (list.office, list.meaning.chinese)
        let last = try CrossMatchStore.newest(office: office.0, meaning: office.1, in: transaction)
        if let last, last.day == day, last.sha256 == file.sha256, last.findings.map(\.finding) == findings {
            return last
        }
        try CrossMatchStore.add(
            list, file, rows: rows.count, members: members.count, findings, on: day, by: maker, at: now,
            in: transaction)
        guard let run = try CrossMatchStore.newest(office: office.0, meaning: office.1, in: transaction) else {
            preconditionFailure("a comparison that was just entered is there")
        }
        return run
    }

    /// The last comparison of every list.
    package func crossRuns(in transaction: Transaction) throws -> [CrossRun] {
        try CrossMatchStore.newest(in: transaction)
    }

    /// Whom the campaign knows as what a list says: number and name.
    private func known(_ meaning: CrossList.Meaning, in transaction: Transaction) throws -> [String: String] {
        switch meaning {
        case .specialClass(let name): return try ListStore.members(name, in: transaction)
        case .mark(let kind):
            var found: [String: String] = [:]
            for (id, marks) in try FactStore.marks(of: nil, in: transaction)
            where marks.contains(where: { $0.kind == kind }) {
                found[id] = try RosterStore.name(of: id, in: transaction) ?? ""
            }
            return found
        }
    }
}

/// One list against the register.
private struct CrossComparison {
    let list: CrossList
    let rows: [CrossListRow]
    let members: [String: String]
    let register: CrossRegister

    init(_ list: CrossList, _ rows: [CrossListRow], members: [String: String], register: CrossRegister) {
        self.list = list
        self.rows = rows
        self.members = members
        self.register = register
    }

    /// By kind, and in the order of the list; who is gone by number.
    func findings(in transaction: Transaction) throws -> [CrossFinding] {
        var found: [CrossFinding.Kind: [CrossFinding]] = [:]
        // Whom a row means, or may mean: nobody of them is gone.
        var listed: Set<String> = []
        for row in rows {
            let own = try findings(row, in: transaction)
            for finding in own { found[finding.kind, default: []].append(finding) }
            if row.tooLight == nil { listed.insert(row.citizenID) }
            listed.formUnion(own.flatMap(\.candidates))
        }
        for (id, name) in members.sorted(by: { $0.key < $1.key }) where !listed.contains(id) {
            found[.gone, default: []].append(
                CrossFinding(kind: .gone, citizenID: id, name: name, village: register.place(of: id)))
        }
        return CrossFinding.Kind.allCases.flatMap { found[$0] ?? [] }
    }

    private func findings(_ row: CrossListRow, in transaction: Transaction) throws -> [CrossFinding] {
        func finding(_ kind: CrossFinding.Kind, _ reason: String = "", _ candidates: [String] = []) -> CrossFinding {
            let place = register.place(of: row.citizenID)
            return CrossFinding(
                kind: kind, citizenID: row.citizenID.isEmpty ? row.written : row.citizenID, name: row.name,
                village: place.isEmpty ? register.place(of: row) : place, reason: reason, candidates: candidates,
                from: row.from, until: row.until)
        }
        if let grade = row.tooLight {
            return [finding(.grade, "残疾等级\(DisabilityGrade.chinese(grade))，不属于\(list.meaning.chinese)")]
        }
        if let fault = row.fault {
            let (reason, candidates) = unnumbered(row)
            return [finding(.question, "\(fault)；\(reason)", candidates)]
        }
        let id = row.citizenID
        guard let name = register.name(of: id) else {
            // Another scheme's list is mostly of persons who are not asked for anything here.
            guard case .specialClass = list.meaning else { return [] }
            let missing = finding(.missing, members[id] == nil ? "名单新增的人，不在清册" : "")
            return members[id] == nil ? [finding(.new), missing] : [missing]
        }
        if let other = try PersonNames.other(of: id, than: row.name, in: transaction) {
            return [finding(.question, "清册为 \(other)，是另一个姓名", [id])]
        }
        var reasons: [String] = []
        if !row.name.isEmpty, case .variant(let reason) = NameMatch(row.name, name) {
            let text = "清册为 \(name)（\(reason.chinese)）"
            if list.keys.contains(.numberName) { return [finding(.question, text, [id])] }
            reasons.append(text)
        }
        let places = register.villages(of: row)
        if !places.isEmpty, let village = register.village(of: id), !places.contains(village) {
            reasons.append("名单所在村居为 \(register.place(of: row))")
        }
        let changed = reasons.isEmpty ? [] : [finding(.changed, reasons.joined(separator: "；"))]
        return (members[id] == nil ? [finding(.new)] : []) + changed
    }

    /// What can be said of a row without a number that counts: whom its name and village may mean.
    private func unnumbered(_ row: CrossListRow) -> (reason: String, candidates: [String]) {
        guard list.keys.contains(.nameVillage) else { return ("请名单的部门补正", []) }
        guard !register.villages(of: row).isEmpty else { return ("名单没有写清村居，请部门补正", []) }
        let found = register.namesakes(of: row)
        switch found.count {
        case 0: return ("清册中该村居没有这个姓名，请部门补正", [])
        case 1: return ("清册中同村同名的有一人：\(found[0])", found)
        default: return ("清册中同村同名的有\(found.count)人：\(found.joined(separator: "、"))", found)
        }
    }
}
