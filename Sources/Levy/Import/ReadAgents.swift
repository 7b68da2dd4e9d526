import Diagnostics

/// 代办员: the person who collects in one village.
package struct Agent: Hashable, Sendable {
    package let village: String
    package let name: String
    package let phone: String
    package let account: String
}

package enum AgentReader {
    /// - throws: `Rejection` naming villages that are not in the tree or that have two agents.
    package static func read(_ file: SourceFile, regions: RegionTree) throws -> [Agent] {
        var agents: [Agent] = []
        var seen: Set<String> = []
        var mistakes = DiagnosticList()
        let shape = TableShape(
            required: [.villageCode, .personName], optional: [.villageName, .phone, .account, .serial, .remark])
        try TableReader.read(file, shape) { record in
            let village = record.text(.villageCode)
            let place = record.place.span(file, column: record[.villageCode].column)
            if regions.village(village) == nil {
                mistakes.error("levy.agent.village", ["code": village], at: place)
            } else if !seen.insert(village).inserted {
                mistakes.error("levy.agent.twice", ["code": village], at: place)
            }
            agents.append(
                Agent(
                    village: village, name: PersonName(record[.personName].text).printed, phone: record.text(.phone),
                    account: record.text(.account)))
        }
        try mistakes.throwIfErrors()
        return agents.sorted { $0.village < $1.village }
    }
}
