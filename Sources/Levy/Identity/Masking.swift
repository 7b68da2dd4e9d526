import Storage

/// Hides what a public page may not show (PIPL art. 6, 28, 34; village notices by the default profile of the plan).
package enum Masking {
    /// `郭*玲`, `张*`, `欧**文`; a name keeps its length. Of a name with separators the first and the last part stay, and
    /// when it has only two, the last part keeps its last character.
    package static func name(_ name: String) -> String {
        let parts = name.split(separator: "\u{B7}", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1 else { return hideMiddle(name) }
        let hidden = parts.enumerated().map { index, part in
            if index == 0 || (index == parts.count - 1 && parts.count > 2) { return part }
            return index == parts.count - 1
                ? stars(part.count - 1) + part.suffix(1) : stars(part.count)
        }
        return hidden.joined(separator: "\u{B7}")
    }

    /// `张某`, for children under 14 without a household head in the file.
    package static func minor(_ name: String) -> String { surname(name) + "某" }

    /// `370403********3022`, for papers that stay inside an office; of a shorter number of a passport or permit the
    /// first and the last three characters: `E*****678`.
    package static func idEnds(_ id: String) -> String {
        if (7..<12).contains(id.count) { return id.prefix(1) + stars(id.count - 4) + id.suffix(3) }
        return id.count < 12 ? stars(id.count) : id.prefix(6) + stars(id.count - 10) + id.suffix(4)
    }

    /// `132****8485`
    package static func phone(_ phone: String) -> String {
        phone.count < 8 ? stars(phone.count) : phone.prefix(3) + stars(phone.count - 7) + phone.suffix(4)
    }

    /// `****8485`, a bank account.
    package static func account(_ account: String) -> String { account.isEmpty ? "" : "****" + account.suffix(4) }

    private static func hideMiddle(_ name: String) -> String {
        switch name.count {
        case 0, 1: name
        case 2: name.prefix(1) + "*"
        default: name.prefix(1) + stars(name.count - 2) + name.suffix(1)
        }
    }

    private static func surname(_ name: String) -> String {
        let two = String(name.prefix(2))
        return name.count > 2 && compoundSurnames.contains(two) ? two : String(name.prefix(1))
    }

    private static func stars(_ count: Int) -> String { String(repeating: "*", count: count) }

    private static let compoundSurnames: Set<String> = [
        "欧阳", "上官", "司马", "诸葛", "夏侯", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙", "司徒", "司空", "端木",
        "轩辕", "百里", "呼延", "东郭", "南宫", "独孤", "闻人", "澹台", "公冶", "淳于", "单于", "太叔", "申屠", "仲孙", "钟离", "鲜于",
    ]
}
