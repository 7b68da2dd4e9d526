import Diagnostics
import Storage

/// 话术: what is said to employers of a kind, with `{单位}`, `{信用代码}`, `{人数}`, `{差额}` and `{主管部门}` filled in.
package struct ContactScript: Hashable, Sendable {
    package let id: String
    package let way: EmployerContact.Way
    package let kind: EmployerFinding.Kind
    package let text: String

    package func text(for finding: EmployerFinding) -> String {
        text.replacing("{单位}", with: finding.name).replacing("{信用代码}", with: finding.code)
            .replacing("{人数}", with: finding.employees.map(String.init) ?? "").replacing("{差额}", with: "\(finding.gap)")
            .replacing("{主管部门}", with: finding.regulator)
    }
}

/// The scripts of the office, a table.
package struct ContactScripts: Sendable {
    package static let head = ["编号", "方式", "名单", "内容"]
    package private(set) var scripts: [ContactScript] = []

    /// - throws: `Rejection` with every row that is wrong.
    package static func read(_ path: String) throws -> ContactScripts {
        let table = try CodeTable(path, head: head)
        var found = ContactScripts()
        var mistakes = DiagnosticList()
        for row in table.rows {
            let cells = row.cells
            let way = EmployerContact.Way.allCases.first { $0.chinese == cells[1] }
            let kind = EmployerFinding.Kind.allCases.first { $0.chinese == cells[2] }
            guard let way else {
                table.wrong(row, "方式“\(cells[1])”", into: &mistakes)
                continue
            }
            guard let kind else {
                table.wrong(row, "名单“\(cells[2])”", into: &mistakes)
                continue
            }
            guard !cells[0].isEmpty, !cells[3].isEmpty, !found.scripts.contains(where: { $0.id == cells[0] }) else {
                table.wrong(row, "编号重复，或者没有编号、内容", into: &mistakes)
                continue
            }
            let known = ["{单位}", "{信用代码}", "{人数}", "{差额}", "{主管部门}"]
            let rest = known.reduce(cells[3]) { $0.replacing($1, with: "") }
            if rest.contains("{") || rest.contains("}") {
                table.wrong(row, "只能填入\(known.joined(separator: "、"))", into: &mistakes)
            }
            found.scripts.append(ContactScript(id: cells[0], way: way, kind: kind, text: cells[3]))
        }
        try mistakes.throwIfErrors()
        return found
    }

    /// - throws: `Rejection` `employers.script-unknown`.
    package func script(_ id: String) throws(Rejection) -> ContactScript {
        guard let found = scripts.first(where: { $0.id == id }) else {
            throw Rejection(
                "employers.script-unknown", ["id": id, "known": scripts.map(\.id).joined(separator: "、")])
        }
        return found
    }
}
