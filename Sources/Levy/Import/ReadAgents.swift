import Diagnostics
import Storage

/// 代办员: a person who collects in a village. One village may have several; the first is printed.
package struct Agent: Hashable, Sendable {
    package let village: String
    package let name: String
    package let phone: String
    package let account: String
    package var citizenID = ""
    /// The last day of the agreement.
    package var validUntil: CivilDate?
    /// When the three bureaus trained the agent.
    package var trainedOn: CivilDate?
}

package enum AgentReader {
    /// - throws: `Rejection` naming villages that are not in the tree, agents listed twice, days that cannot be read.
    package static func read(_ file: SourceFile, regions: RegionTree) throws -> [Agent] {
        struct Person: Hashable {
            let village: String
            let name: String
            let phone: String
        }
        var agents: [Agent] = []
        var seen: Set<Person> = []
        var mistakes = DiagnosticList()
        let shape = TableShape(
            required: [.villageCode, .personName],
            optional: [.villageName, .phone, .account, .serial, .remark, .citizenID, .validUntil, .trainedOn])
        try TableReader.read(file, shape) { record in
            func day(_ column: ColumnName) -> CivilDate? {
                switch DateReading(record[column], latest: CivilDate(daysSinceEpoch: 47_482)) {
                case .day(let date): return date
                case .blank: return nil
                case .ambiguous, .unreadable:
                    mistakes.error(
                        "levy.not-a-date", ["column": column.head, "text": record[column].text],
                        at: record.place.span(file, column: record[column].column))
                    return nil
                }
            }
            let village = record.text(.villageCode)
            let name = PersonName(record[.personName].text).printed
            let place = record.place.span(file, column: record[.villageCode].column)
            let phone = record.text(.phone)
            if regions.village(village) == nil {
                mistakes.error("levy.agent.village", ["code": village], at: place)
            } else if !seen.insert(Person(village: village, name: name, phone: phone)).inserted {
                mistakes.error("levy.agent.twice", ["code": village, "name": name], at: place)
            }
            agents.append(
                Agent(
                    village: village, name: name, phone: phone, account: record.text(.account),
                    citizenID: record.text(.citizenID), validUntil: day(.validUntil), trainedOn: day(.trainedOn)))
        }
        try mistakes.throwIfErrors()
        return agents.enumerated().sorted { ($0.element.village, $0.offset) < ($1.element.village, $1.offset) }
            .map(\.element)
    }
}
