import Diagnostics
import Storage

/// 网格: a part of a village that one worker looks after.
package struct Grid: Hashable, Sendable {
    package let village: String
    package let code: String
    package let name: String
    /// 网格员
    package let worker: String
    package let phone: String

    /// What sheets of persons without a grid are for.
    static func none(_ village: String) -> Grid {
        Grid(village: village, code: "", name: "未分网格", worker: "", phone: "")
    }
}

/// The grids of all villages, and who lives in which.
package struct GridMap: Sendable {
    /// By village, in the order of the file.
    let grids: [String: [Grid]]
    /// By village and person, and by village and head of a household: the grid's code.
    let persons: [String: [String: String]]
    let heads: [String: [String: String]]

    package func grids(of village: String) -> [Grid] { grids[village] ?? [] }

    /// The grid of a person: his own row counts before his household's. In a village with one grid everybody is in it.
    package func grid(village: String, person: String, name: String, head: String) -> Grid {
        let own = grids[village] ?? []
        if own.count == 1 { return own[0] }
        let code = persons[village]?[person] ?? heads[village]?[head.isEmpty ? name : head]
        return own.first { $0.code == code } ?? Grid.none(village)
    }
}

package enum Grids {
    package static func map(in transaction: Transaction) throws -> GridMap { try SurveyStore.grids(in: transaction) }

    /// Takes a table of grids in: 村居代码, 网格编号, 网格名称, 网格员, 联系电话. For each village that it names it is the
    /// whole table.
    /// - Returns: how many grids, or nil for a file that was taken before.
    /// - throws: `Rejection` with every row that is wrong; then nothing is taken.
    package static func take(
        _ file: SourceFile, by clerk: String, in transaction: Transaction, at now: Instant
    ) throws -> Int? {
        if try SurveyStore.hasGridFile("grids", file.sha256, in: transaction) { return nil }
        let regions = try RegionStore.tree(in: transaction)
        var mistakes = DiagnosticList()
        var grids: [Grid] = []
        let shape = TableShape(
            required: [.villageCode, .gridCode, .gridWorker],
            optional: [.serial, .villageName, .gridName, .phone, .remark])
        try TableReader.read(file, shape) { record in
            let place = record.place.span(file)
            guard let village = regions.village(record.text(.villageCode).uppercased()) else {
                return mistakes.error("stock.village", ["village": record.text(.villageCode)], at: place)
            }
            let code = record.text(.gridCode)
            let worker = PersonName(record[.gridWorker].text).printed
            if code.isEmpty || worker.isEmpty {
                return mistakes.error(
                    "survey.grid-empty",
                    ["place": record.place.text, "column": (code.isEmpty ? ColumnName.gridCode : .gridWorker).head],
                    at: place)
            }
            if grids.contains(where: { $0.village == village.code && $0.code == code }) {
                mistakes.error("survey.grid-twice", ["village": village.name, "grid": code], at: place)
            }
            let phone = VisitPhone(record[.phone].text)
            if phone == .wrong {
                mistakes.error("survey.phone", ["place": record.place.text, "text": record[.phone].text], at: place)
            }
            let name = CleanedText(code: record[.gridName].text).text
            grids.append(
                Grid(
                    village: village.code, code: code, name: name.isEmpty ? code : name, worker: worker,
                    phone: phone.text))
        }
        try mistakes.throwIfErrors()
        try SurveyStore.add(grids, file, by: clerk, at: now, in: transaction)
        return grids.count
    }

    /// Takes the households of grids in: 村居代码, 网格编号, and 身份证号码 for a person or 户主 for a household.
    /// - Returns: how many rows, or nil for a file that was taken before.
    /// - throws: `Rejection` with every row that names nobody, or a grid that is not there, or somebody twice.
    package static func takeMembers(
        _ file: SourceFile, by clerk: String, in transaction: Transaction, at now: Instant
    ) throws -> Int? {
        if try SurveyStore.hasGridFile("members", file.sha256, in: transaction) { return nil }
        let regions = try RegionStore.tree(in: transaction)
        let map = try SurveyStore.grids(in: transaction)
        var mistakes = DiagnosticList()
        var members: [(village: String, code: String, id: String, head: String)] = []
        var seen: Set<String> = []
        let shape = TableShape(
            required: [.villageCode, .gridCode],
            optional: [.serial, .villageName, .gridName, .personName, .citizenID, .householdHead, .remark])
        try TableReader.read(file, shape) { record in
            let place = record.place.span(file)
            let text = record.text(.villageCode).uppercased()
            guard let village = regions.village(text)?.code else {
                return mistakes.error("stock.village", ["village": text], at: place)
            }
            let code = record.text(.gridCode)
            if !map.grids(of: village).contains(where: { $0.code == code }) {
                mistakes.error("survey.grid-unknown", ["village": village, "grid": code], at: place)
            }
            let reading = CitizenIDReading(record.text(.citizenID), isNumber: record[.citizenID].isNumber)
            let id = record.has(.citizenID) && reading.fault != .missing ? reading.key ?? "?" : ""
            let head = id.isEmpty ? PersonName(record[.householdHead].text).printed : ""
            if id == "?" {
                mistakes.error(
                    "levy.not-an-id", ["column": ColumnName.citizenID.head, "text": record[.citizenID].text], at: place)
            } else if id.isEmpty && head.isEmpty {
                mistakes.error("survey.nobody", ["place": record.place.text], at: place)
            } else if !seen.insert("\(village) \(id) \(head)").inserted {
                mistakes.error("survey.member-twice", ["place": record.place.text, "who": id + head], at: place)
            }
            members.append((village, code, id, head))
        }
        try mistakes.throwIfErrors()
        try SurveyStore.add(members, file, by: clerk, at: now, in: transaction)
        return members.count
    }
}

/// A telephone as a visitor writes it down.
enum VisitPhone: Hashable {
    case none
    case number(String)
    case wrong

    /// 11 digits of a mobile, or 7 to 12 of a fixed one with its dashes.
    init(_ raw: String) {
        let text = CleanedText(code: raw).text
        if text.isEmpty { self = .none } else if let mobile = EmployerContacts.mobile(text) {
            self = .number(mobile)
        } else {
            let digits = text.filter { $0 != "-" }
            let isFixed = digits.allSatisfy { $0.isASCII && $0.isNumber } && (7...12).contains(digits.count)
            // Eleven digits that begin with 1 are a mobile's, and wrong.
            self = isFixed && !(digits.count == 11 && digits.hasPrefix("1")) ? .number(text) : .wrong
        }
    }

    var text: String {
        if case .number(let text) = self { return text }
        return ""
    }
}
