import Diagnostics
import Storage

/// A birth, death or move that another office reported, and what somebody has to do about it.
package struct PersonEvent: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case birth = "出生"
        case death = "死亡"
        case cancelled = "户口注销"
        case movedIn = "迁入"
        case movedOut = "迁出"

        /// What it opens.
        package var task: String {
            switch self {
            case .birth: "邀请新生儿参保，六个月内办理登记"
            case .death, .cancelled: "停止征缴；保障开始前已缴的，办理退费"
            case .movedIn: "邀请参保，核实居住村居"
            case .movedOut: "核实去向：转移村居，或停止征缴"
            }
        }
    }

    package let id: Int
    package let kind: Kind
    package let citizenID: String
    package let name: String
    package let day: CivilDate
    package let village: String
    /// Set when somebody has done it.
    package let doneBy: String?
    package let note: String
}

extension Campaign {
    /// Reads a feed: event, name, number, day and village a row. An event that is known opens no second task.
    /// - returns: how many tasks were opened.
    /// - throws: `Rejection` with every row that cannot be read.
    package func importEvents(_ file: SourceFile, in transaction: Transaction, at now: Instant) throws -> Int {
        var mistakes = DiagnosticList()
        var opened = 0
        let shape = TableShape(
            required: [.eventKind, .citizenID, .eventDay], optional: [.personName, .villageCode, .villageName, .remark])
        try TableReader.read(file, shape) { record in
            let place = record.place.span(file)
            guard let kind = PersonEvent.Kind(rawValue: record.text(.eventKind)) else {
                let known = PersonEvent.Kind.allCases.map(\.rawValue).joined(separator: "、")
                mistakes.error("levy.event.kind", ["text": record[.eventKind].text, "known": known], at: place)
                return
            }
            guard let day = DateReading(record[.eventDay], latest: now.date).date else {
                mistakes.error(
                    "levy.not-a-date", ["column": ColumnName.eventDay.head, "text": record[.eventDay].text], at: place)
                return
            }
            let reading = CitizenIDReading(record[.citizenID].text, isNumber: record[.citizenID].isNumber)
            guard let id = reading.id else {
                mistakes.error(
                    "levy.row." + (reading.fault ?? .shape).reason.rawValue,
                    ["name": record[.personName].text, "id": record[.citizenID].text, "village": ""], at: place)
                return
            }
            let event = PersonEvent(
                id: 0, kind: kind, citizenID: id.text, name: PersonName(record[.personName].text).printed, day: day,
                village: record.text(.villageCode), doneBy: nil, note: "")
            if try EventStore.add(event, at: now, in: transaction) { opened += 1 }
        }
        try mistakes.throwIfErrors()
        return opened
    }

    /// Every event, those that wait first.
    package func personEvents(in transaction: Transaction) throws -> [PersonEvent] {
        let events = try EventStore.all(in: transaction)
        return events.filter { $0.doneBy == nil } + events.filter { $0.doneBy != nil }
    }

    /// - throws: `Rejection` when there is no such event, or it was done before.
    package func finishEvent(
        _ id: Int, note: String, by person: String, in transaction: Transaction, at now: Instant
    ) throws {
        guard let event = try EventStore.all(in: transaction).first(where: { $0.id == id }), event.doneBy == nil else {
            throw Rejection("levy.event.none", ["id": "\(id)"])
        }
        try EventStore.finish(id, note: note, by: person, at: now, in: transaction)
    }
}
