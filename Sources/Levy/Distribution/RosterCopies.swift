import Diagnostics
import Storage

/// What is done with copies of rosters.
package enum RosterCopies {
    package static func all(in transaction: Transaction) throws -> [RosterCopy] { try CopyStore.all(in: transaction) }

    /// Enters that the last rosters of villages went to the town or to the agent.
    /// - Parameter skipsSent: leaves out what was sent in this form before; otherwise that is a mistake.
    /// - Returns: the new copies.
    /// - throws: `Rejection` with every village that has no roster printed yet, has no agent, or has it already.
    package static func send(
        villages: [String], _ dispatch: CopyDispatch, skipsSent: Bool, in transaction: Transaction, at now: Instant
    ) throws -> [RosterCopy] {
        let regions = try RegionStore.tree(in: transaction)
        let agents = try RegionStore.agents(in: transaction)
        let current = Dictionary(
            try RosterEditions.current(in: transaction).map { ($0.village, $0) }) { first, _ in first }
        let known = try CopyStore.all(in: transaction)
        var mistakes = DiagnosticList()
        if !(1...999).contains(dispatch.count) {
            mistakes.error("copies.count", ["count": "\(dispatch.count)"])
        }
        for code in villages {
            let name = regions.fullName(ofVillage: code)
            guard let edition = current[code] else {
                mistakes.error("copies.none", ["village": name])
                continue
            }
            let town = regions.village(code)?.parent.flatMap { regions[code: $0]?.name }
            guard let recipient = dispatch.recipient ?? (dispatch.leg == .town ? town : agents[code]?.name) else {
                mistakes.error("copies.no-agent", ["village": name])
                continue
            }
            if edition.printedOn > dispatch.day {
                mistakes.error("copies.day", ["village": name, "day": dispatch.day.iso, "first": edition.printedOn.iso])
            }
            let earlier = known.first {
                $0.edition == edition && $0.leg == dispatch.leg && $0.form == dispatch.form && $0.recall == nil
            }
            if let earlier {
                if skipsSent { continue }
                mistakes.error(
                    "copies.sent",
                    ["village": name, "title": edition.title, "to": earlier.recipient, "day": earlier.sentOn.iso])
            } else if !mistakes.hasErrors {
                try CopyStore.send(edition, to: recipient, dispatch, at: now, in: transaction)
            }
        }
        try mistakes.throwIfErrors()
        return Array(try CopyStore.all(in: transaction).dropFirst(known.count))
    }

    /// Enters who signed for a copy.
    /// - Parameter check: the code that the signer read on it; nil where he was not asked.
    /// - throws: `Rejection` `copies.unknown`, `copies.signed`, `copies.check`, `copies.day`.
    package static func sign(
        _ id: Int, signer: String, check: String?, on day: CivilDate, by clerk: String, in transaction: Transaction,
        at now: Instant
    ) throws -> RosterCopy {
        let copy = try find(id, in: transaction)
        let name = try RegionStore.tree(in: transaction).fullName(ofVillage: copy.edition.village)
        let signature = RosterCopy.Signature(signer: signer, day: day, enteredBy: clerk)
        try sign(copy, signature, check: check, village: name, in: transaction, at: now)
        return try find(id, in: transaction)
    }

    private static func sign(
        _ copy: RosterCopy, _ signature: RosterCopy.Signature, check: String?, village name: String,
        in transaction: Transaction, at now: Instant
    ) throws {
        let day = signature.day
        if let earlier = copy.signature {
            // The same sheet entered twice is one signature.
            if earlier.signer == signature.signer && earlier.day == day { return }
            throw Rejection("copies.signed", ["village": name, "signer": earlier.signer, "day": earlier.day.iso])
        }
        if let check, plain(check) != plain(copy.edition.check) {
            let edition = copy.edition
            throw Rejection(
                "copies.check", ["village": name, "said": check, "title": edition.title, "check": edition.check])
        }
        guard day >= copy.sentOn else {
            throw Rejection("copies.day", ["village": name, "day": day.iso, "first": copy.sentOn.iso])
        }
        try CopyStore.sign(copy.id, signature, at: now, in: transaction)
    }

    /// Enters what became of an old copy; of one that counts only that it was lost.
    /// - throws: `Rejection` `copies.unknown`, `copies.recalled`, `copies.current`, `copies.witness`, `copies.no-note`.
    package static func recall(
        _ id: Int, _ recall: RosterCopy.Recall, in transaction: Transaction, at now: Instant
    ) throws -> RosterCopy {
        let copy = try find(id, in: transaction)
        let name = try RegionStore.tree(in: transaction).fullName(ofVillage: copy.edition.village)
        if let earlier = copy.recall {
            throw Rejection(
                "copies.recalled", ["village": name, "fate": earlier.fate.chinese, "day": earlier.day.iso])
        }
        guard copy.isSuperseded || recall.fate == .lost else {
            throw Rejection("copies.current", ["village": name, "title": copy.edition.title])
        }
        guard recall.fate != .destroyed || !recall.witness.isEmpty, recall.witness != recall.by else {
            throw Rejection("copies.witness", ["person": recall.by])
        }
        guard recall.fate != .lost || !recall.note.isEmpty else { throw Rejection("copies.no-note", ["village": name]) }
        try CopyStore.recall(id, recall, at: now, in: transaction)
        return try find(id, in: transaction)
    }

    /// Takes a signed sheet in: 村居代码, 校验码, 签收人, 签收日期 a row; whole or not at all.
    /// - Returns: how many signatures are new.
    /// - throws: `Rejection` with every row that does not fit a copy that was sent.
    package static func takeSignatures(
        _ file: SourceFile, by clerk: String, in transaction: Transaction, at now: Instant
    ) throws -> Int {
        let regions = try RegionStore.tree(in: transaction)
        var copies = try CopyStore.all(in: transaction)
        var mistakes = DiagnosticList()
        var count = 0
        let shape = TableShape(
            required: [.villageCode, .checkCode, .signer, .signedOn],
            optional: [.serial, .villageName, .remark, .copyNumber])
        try TableReader.read(file, shape) { record in
            let place = record.place.span(file)
            let code = record.text(.villageCode).uppercased()
            let check = record.text(.checkCode)
            // Nobody has signed in this row yet.
            if record.text(.signer).isEmpty { return }
            guard let day = DateReading(record[.signedOn], latest: now.date).date else {
                mistakes.error(
                    "levy.not-a-date", ["column": ColumnName.signedOn.head, "text": record[.signedOn].text], at: place)
                return
            }
            let own = copies.indices.filter {
                copies[$0].edition.village == code && plain(copies[$0].edition.check) == plain(check)
            }
            let number = Int(record.text(.copyNumber))
            let meant = own.first { number == nil ? copies[$0].signature == nil : copies[$0].id == number }
            guard let index = meant ?? own.last else {
                mistakes.error(
                    "copies.no-copy",
                    ["place": record.place.text, "village": regions.village(code)?.name ?? code, "check": check],
                    at: place)
                return
            }
            do {
                let signer = PersonName(record[.signer].text).printed
                let signature = RosterCopy.Signature(signer: signer, day: day, enteredBy: clerk)
                let name = regions.fullName(ofVillage: code)
                try sign(copies[index], signature, check: check, village: name, in: transaction, at: now)
                if copies[index].signature == nil { count += 1 }
                copies[index].signature = signature
            } catch let rejection as Rejection { mistakes.append(rejection) }
        }
        try mistakes.throwIfErrors()
        return count
    }

    private static func find(_ id: Int, in transaction: Transaction) throws -> RosterCopy {
        guard let copy = try CopyStore.all(in: transaction).first(where: { $0.id == id }) else {
            throw Rejection("copies.unknown", ["id": "\(id)"])
        }
        return copy
    }

    /// A code as people write it down: `1a2b 3c4d` is `1A2B-3C4D`.
    private static func plain(_ check: String) -> String {
        CleanedText(code: check).text.uppercased().filter { $0 != "-" && $0 != " " }
    }
}
