import Diagnostics
import Levy

extension Adjustment {
    var line: String {
        let held = held.isEmpty ? "" : "，已缴费而未动 \(held.count) 笔"
        return "\(insurance.chinese)：新增 \(added) 笔，终止 \(ended) 笔\(held)"
    }

    /// The line, and each paid obligation that stands though it should not.
    var lines: [String] {
        let shown = held.prefix(StoppedText.most).map { held in
            let name = held.name.isEmpty ? "" : "\(held.name) "
            return "  \(name)\(held.citizenID) 已缴（\(held.serial)），\(held.change)：\(held.advice)"
        }
        let rest = held.count - shown.count
        return [line] + shown + (rest > 0 ? ["  ……另 \(rest) 笔"] : [])
    }

    var isEmpty: Bool { added == 0 && ended == 0 && held.isEmpty }
}

extension Adjustment.Held {
    /// What is otherwise now than when it was paid.
    fileprivate var change: String {
        if let cause { return Catalogue.message(cause.note, in: Failures.language) }
        guard let wantedVillage, let nowFen else { return "清册不再列" }
        var parts: [String] = []
        if wantedVillage != village { parts.append("清册改列 \(wantedVillage)") }
        if nowFen != ownFen {
            let day = since.map { "（自 \($0.iso)）" } ?? ""
            if let specialClass {
                parts.append("现列入\(specialClass.rawValue)\(day)")
            } else if wasHelped {
                parts.append("现不在特殊人群")
            }
            parts.append("本人应缴由 \(Money(fen: ownFen).grouped) 元变为 \(Money(fen: nowFen).grouped) 元")
        }
        return parts.isEmpty ? "各方承担的部分有变" : parts.joined(separator: "，")
    }

    fileprivate var advice: String {
        switch nowFen {
        case .some(let now) where now > ownFen: "请核实，该补的补足差额。"
        case .some(let now) where now == ownFen: "缴费不变，请核实。"
        default: "请核实，该退的办理退费。"
        }
    }
}

/// Persons whom a roster lists and who owe nothing, in words.
enum StoppedText {
    /// How many persons a report names.
    static let most = 10

    static func line(_ stopped: StoppedClaim) -> String {
        let rule = stopped.cause.rule.isEmpty ? "" : " [\(stopped.cause.rule)]"
        let note = Catalogue.message(stopped.cause.note, in: Failures.language)
        return "\(stopped.name) \(stopped.citizenID) \(stopped.insurance.chinese) \(stopped.village)：\(note)\(rule)"
    }

    static func lines(_ stopped: [StoppedClaim]) -> [String] {
        guard !stopped.isEmpty else { return [] }
        let kinds = Dictionary(grouping: stopped, by: \.cause.kind).mapValues(\.count)
        let counted = kinds.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
        let rest = stopped.count - most
        return ["清册列有、按规则不产生应缴 \(stopped.count) 人次：\(counted.joined(separator: "，"))"]
            + stopped.prefix(most).map { "  " + line($0) }
            + (rest > 0 ? ["  ……另 \(rest) 人次，用 roster stopped 查看"] : [])
    }
}
