import Diagnostics
import Foundation
import Levy
import Settings

/// A sender's mapping as a YAML file: column names on the left as the sender writes them, fields on the right as the
/// manual calls them.
enum MappingFile {
    /// - Throws: `Rejection` with the place of every mistake.
    static func read(_ path: String) throws -> SenderMapping {
        let source = try TextFile.read(path)
        let value = try ConfigValue.read(source.text, file: path)
        try value.requireOnly(keys: ["sender", "kind", "sheets", "columns", "fill-down", "hidden", "day-order"])
        var mapping = SenderMapping()
        mapping.sender = try value.text("sender")
        mapping.kind = try value["kind"].map { try choice($0, ImportRecord.Kind.init(rawValue:), kinds) }
        mapping.sheets = try value["sheets"]?.asTexts() ?? []
        mapping.hidden = try value["hidden"].map {
            try choice($0, SenderMapping.Hidden.init(rawValue:), ["read", "leave-out"])
        }
        mapping.dayOrder = try value["day-order"].map {
            try choice($0, SenderMapping.DayOrder.init(rawValue:), ["day-first", "month-first"])
        }
        for entry in try value["columns"]?.asMap() ?? [] {
            mapping.columns.append(SenderMapping.Column(head: entry.key, field: try field(entry.value)))
        }
        for item in try value["fill-down"]?.asList() ?? [] { mapping.fillDown.insert(try field(item)) }
        return mapping
    }

    private static let kinds = ["medical", "pension", "special", "regions", "agents", "payments", "treasury"]

    private static func choice<T>(
        _ value: ConfigValue, _ make: (String) -> T?, _ known: [String]
    ) throws(Rejection) -> T {
        let text = try value.asText()
        guard known.contains(text), let found = make(text) else {
            throw Rejection(
                "levy.mapping.choice", ["path": value.path, "text": text, "known": known.joined(separator: "、")],
                at: value.span)
        }
        return found
    }

    private static func field(_ value: ConfigValue) throws(Rejection) -> ColumnName {
        let text = try value.asText()
        guard let field = ColumnName.allCases.first(where: { $0.head == text }) else {
            let known = ColumnName.allCases.map(\.head).joined(separator: "、")
            throw Rejection("levy.mapping.field", ["text": text, "known": known], at: value.span)
        }
        return field
    }

    /// The guess as a file to be looked over: doubtful columns carry a remark, unread ones are listed.
    static func text(_ guess: MappingGuess, sender: String) -> String {
        var lines = [
            "# 列名对照表：左边是送件单位的列名，右边是本程序的字段。请核对后再用。", "sender: \(quoted(sender))",
        ]
        if let kind = guess.kind { lines.append("kind: \(kind.rawValue)") }
        lines.append("columns:")
        for column in guess.columns {
            guard let field = column.field else { continue }
            let ground = column.isByHead ? "" : "按内容猜测，请核对；"
            let samples = column.samples.joined(separator: "、")
            let likeness = column.likeness.map { "，\($0)% 相符" } ?? ""
            let remark = column.isDoubtful ? "  # \(ground)例：\(samples)\(likeness)" : ""
            lines.append("  \(quoted(column.head)): \(field.head)\(remark)")
        }
        for column in guess.columns where column.field == nil {
            lines.append("  # 不读取：\(column.head)（例：\(column.samples.joined(separator: "、"))）")
        }
        if !guess.fillDown.isEmpty {
            lines.append("fill-down: [\(guess.fillDown.map(\.head).joined(separator: ", "))]")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func quoted(_ text: String) -> String {
        let inner = text.map { "\"\\\n\r\t".contains($0) ? ($0 == "\"" || $0 == "\\" ? "\\\($0)" : " ") : String($0) }
        return "\"" + inner.joined() + "\""
    }
}
