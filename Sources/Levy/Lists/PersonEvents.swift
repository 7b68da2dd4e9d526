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

    /// The key of its task.
    package var subject: String { PersonEvent.prefix + "\(id)" }
    /// What a task says: 死亡 2019-11-01 贝特：停止征缴…
    package var sentence: String { "\(kind.rawValue) \(day.iso) \(name) \(citizenID)：\(kind.task)" }

    static let prefix = "event:"

    /// The number of the event that a task is about.
    package static func number(ofSubject text: String) -> Int? {
        text.hasPrefix(prefix) ? Int(text.dropFirst(prefix.count)) : nil
    }
}

/// What a feed of events brought.
package struct EventImport: Hashable, Sendable {
    /// How many tasks were opened.
    package let opened: Int
    /// What the deaths among them changed of the obligations.
    package let changes: [Adjustment]
    /// Rows whose number is that of a person of another name: nothing came of them.
    package let strangers: [Diagnostic]
}

extension Campaign {
    /// Reads a feed: event, name, number, day and village a row. An event that is known opens no second task. A death
    /// is a fact about the person: what he owes and has not paid ends; the other kinds wait for somebody to look. A row
    /// with another person's name is told and does nothing.
    /// - throws: `Rejection` with every row that cannot be read, and every death that lies ahead.
    package func importEvents(
        _ file: SourceFile, by clerk: String, in transaction: Transaction, at now: Instant
    ) throws -> EventImport {
        var mistakes = DiagnosticList()
        var opened = 0
        var deceased: Set<String> = []
        var strangers: [Diagnostic] = []
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
            guard let id = reading.key else {
                mistakes.error(
                    "levy.row." + (reading.fault ?? .shape).reason.rawValue,
                    ["name": record[.personName].text, "id": record[.citizenID].text, "village": ""], at: place)
                return
            }
            let event = PersonEvent(
                id: 0, kind: kind, citizenID: id, name: PersonName(record[.personName].text).printed, day: day,
                village: record.text(.villageCode), doneBy: nil, note: "")
            if kind == .death && day > now.date {
                mistakes.error("fact.future-death", ["date": day.iso], at: place)
            } else if let known = try PersonNames.other(of: id, than: event.name, in: transaction) {
                strangers.append(
                    PersonNames.diagnostic(
                        .warning, id: id, name: event.name, known: known,
                        place: "\(file.name) \(record.place.text)", at: place))
            } else if try EventStore.add(event, at: now, in: transaction) {
                opened += 1
                guard kind == .death else { return }
                deceased.insert(id)
                try FactStore.add(
                    PersonMark(.deceased, from: day, source: "\(file.name) \(record.place.text)"), of: id,
                    village: event.village, by: clerk, at: now, in: transaction)
            }
        }
        try mistakes.throwIfErrors()
        let changes = deceased.isEmpty
            ? [] : try followFacts(of: deceased, cause: "event:\(file.name)", in: transaction, at: now)
        return EventImport(opened: opened, changes: changes, strangers: strangers)
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
