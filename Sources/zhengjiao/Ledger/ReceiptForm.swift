import Diagnostics
import Foundation
import Levy
import Settings
import Storage
import Templates
import Workflow

/// The layout of a pre-printed receipt (套打): where the values of a receipt go on the form, in millimetres from its
/// upper left corner, and by how much everything is shifted for a printer.
struct ReceiptForm {
    struct Place {
        let field: String
        let x: Double
        let y: Double
        /// Points.
        let size: Double
    }

    let width: Double
    let height: Double
    let places: [Place]

    /// What can be put on a form, and what it is in a record.
    private static let fields: [(name: String, code: String)] = [
        ("number", "{{ number }}"), ("name", "{{ payer.name }}"), ("id", "{{ payer.maskedId }}"),
        ("village", "{{ village }}"), ("insurance", "{{ insurance }}"), ("period", "{{ period }}"),
        ("capitals", "{{ amount | capitals }}"), ("amount", "{{ amount | yuan }}"), ("method", "{{ method }}"),
        ("date", "{{ paid | date(\"yyyy年M月d日\") }}"), ("year", "{{ paid | date(\"yyyy\") }}"),
        ("month", "{{ paid | date(\"M\") }}"), ("day", "{{ paid | date(\"d\") }}"), ("agent", "{{ agent }}"),
    ]

    /// - Throws: `Rejection` with the place of the first mistake.
    init(path: String) throws {
        let source = try TextFile.read(path)
        let value = try ConfigValue.read(source.text, file: path)
        try value.requireOnly(keys: ["page", "shift", "size", "fields"])
        let page = try value.require("page")
        try page.requireOnly(keys: ["width", "height"])
        width = try ReceiptForm.number(page, "width", 50...420)
        height = try ReceiptForm.number(page, "height", 30...420)
        let size = try value["size"].map { _ in try ReceiptForm.number(value, "size", 6...36) } ?? 11
        var shift = (x: 0.0, y: 0.0)
        if let own = value["shift"] {
            try own.requireOnly(keys: ["x", "y"])
            shift = (try ReceiptForm.number(own, "x", -50...50), try ReceiptForm.number(own, "y", -50...50))
        }
        let known = ReceiptForm.fields.map(\.name)
        var found: [Place] = []
        for entry in try value.require("fields").asMap() {
            guard known.contains(entry.key) else {
                throw Rejection(
                    "receipt-form.field", ["field": entry.key, "known": known.joined(separator: "、")],
                    at: entry.value.span)
            }
            try entry.value.requireOnly(keys: ["x", "y", "size"])
            let own = try entry.value["size"].map { _ in try ReceiptForm.number(entry.value, "size", 6...36) }
            found.append(
                Place(
                    field: entry.key, x: try ReceiptForm.number(entry.value, "x", 0...width) + shift.x,
                    y: try ReceiptForm.number(entry.value, "y", 0...height) + shift.y, size: own ?? size))
        }
        places = found
    }

    /// Millimetres or points, with a decimal point if need be.
    private static func number(_ value: ConfigValue, _ key: String, _ range: ClosedRange<Double>) throws -> Double {
        let entry = try value.require(key)
        let text = try entry.asText()
        guard let number = Double(text), range.contains(number) else {
            throw Rejection(
                "receipt-form.number",
                [
                    "path": entry.path, "text": text, "from": "\(Int(range.lowerBound))",
                    "to": "\(Int(range.upperBound))",
                ], at: entry.span)
        }
        return number
    }

    /// The template of the form: nothing but the values, each at its place.
    var template: String {
        let styles = places.enumerated().map { index, place in
            ".p\(index) { position: absolute; left: \(place.x)mm; top: \(place.y)mm; font-size: \(place.size)pt; }"
        }
        let values = places.enumerated().map { index, place in
            let code = ReceiptForm.fields.first { $0.name == place.field }?.code ?? ""
            return "<p class=\"p\(index)\">\(code)</p>"
        }
        return """
            <!DOCTYPE html>
            <html lang="zh-CN">
            <head>
            <meta charset="utf-8">
            <title>代收收据套打</title>
            <style>
            @page { size: \(width)mm \(height)mm; margin: 0; }
            body { margin: 0; font-family: songti; line-height: 1; font-variant-numeric: tabular-nums; }
            p { margin: 0; white-space: nowrap; }
            .form { position: relative; width: \(width)mm; height: \(height)mm; }
            \(styles.joined(separator: "\n"))
            </style>
            </head>
            <body><div class="form">
            \(values.joined(separator: "\n"))
            </div></body>
            </html>

            """
    }

    static let fieldList = """
        number: text            票据号
        payer.name: text        缴费人姓名
        payer.maskedId: text    证件号码，中间各位已掩去
        village: text           所在村居
        insurance: text         险种全称
        period: text            费款所属期
        amount: money           实收金额（分）
        method: text            收款方式
        paid: date              收款日期
        agent: text?            代办员姓名

        """

    /// Writes the template where the shelf finds it, prints, and leaves nothing behind.
    func print(_ paper: MoneyPaper, _ record: Record, subject: String, at now: Instant, to path: String) throws -> Int {
        let folder = FileManager.default.temporaryDirectory.path + "/zhengjiao-\(World.live.uuid())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer {
            // What cannot be removed stays for the system to clear.
            try? FileManager.default.removeItem(atPath: folder)
        }
        try Data(template.utf8).write(to: URL(fileURLWithPath: folder + "/form.html"))
        try Data(ReceiptForm.fieldList.utf8).write(to: URL(fileURLWithPath: folder + "/form.fields"))
        let printed = try paper.room.pdf(
            folder + "/form.html", record, subject: subject, author: paper.settings.taxBureau.name, created: now.iso)
        try DurableFile.write(printed.bytes, to: path)
        return printed.pages
    }
}
