import Diagnostics

/// Which industry's office looks after which employers: 行业主管部门.
package struct RegulatorTable: Sendable {
    private var byCode: [String: String] = [:]
    private var byIndustry: [(industry: String, regulator: String)] = []

    package init() {}

    /// An employer's own row counts before its industry's; of industries the first that its own contains.
    /// - returns: an empty name when nobody is named.
    package func regulator(code: String, industry: String) -> String {
        byCode[code] ?? byIndustry.first { industry.contains($0.industry) }?.regulator ?? ""
    }

    /// Rows with a regulator and either an industry or a credit code.
    /// - throws: `Rejection` with every row that names nobody, and every wrong code.
    package static func read(_ file: SourceFile) throws -> RegulatorTable {
        var table = RegulatorTable()
        var mistakes = DiagnosticList()
        let shape = TableShape(
            required: [.regulator, .industry], optional: [.creditCode, .employerName, .serial, .remark])
        try TableReader.read(file, shape) { record in
            let (regulator, industry) = (record.words(.regulator), record.text(.industry))
            let code = record.text(.creditCode)
            let place = record.place.span(file, column: record[.regulator].column)
            guard !regulator.isEmpty, industry.isEmpty != code.isEmpty else {
                return mistakes.error("employers.regulator", ["place": record.place.text], at: place)
            }
            if code.isEmpty {
                table.byIndustry.append((industry, regulator))
            } else if let right = UnifiedCreditCode(code) {
                table.byCode[right.text] = regulator
            } else {
                mistakes.error(
                    "employers.code-check", ["place": record.place.text, "name": regulator, "code": code], at: place)
            }
        }
        try mistakes.throwIfErrors()
        return table
    }
}
