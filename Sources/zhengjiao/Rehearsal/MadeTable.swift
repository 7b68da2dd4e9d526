import Diagnostics
import Foundation
import Levy

/// The table at the end: chapter, files, pages, size.
struct MadeTable {
    let documents: [IssuedDocument]
    let out: OutFolder

    private static let names: [OutFolder.Chapter: String] = [
        .plan: "实施方案", .rosters: "征收清册", .notices: "告知书", .agents: "协议和承诺书", .receipts: "缴费凭证", .reports: "督导通报",
        .publicNotices: "公示表", .reconciliation: "对账单", .returns: "回传文件",
    ]

    func show() {
        var lines = [row("目录", "内容", "文件", "页", "大小")]
        var total = (files: 0, pages: 0, bytes: 0)
        for chapter in OutFolder.Chapter.allCases {
            let own = documents.filter { $0.path.hasPrefix(chapter.rawValue + "/") }
            let pages = own.reduce(0) { $0 + $1.pages }
            let bytes = own.reduce(0) { $0 + size($1.path) }
            total = (total.files + own.count, total.pages + pages, total.bytes + bytes)
            lines.append(
                row(chapter.rawValue, MadeTable.names[chapter] ?? "", "\(own.count)", "\(pages)", megabytes(bytes)))
        }
        lines.append(row("合计", "", "\(total.files)", "\(total.pages)", megabytes(total.bytes)))
        print(lines.joined(separator: "\n"))
        print("\n文书在 \(out.root)，汇总在 \(out.root)/summary.json")
    }

    private func size(_ path: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: out.root + "/" + path)  // gone: counts nothing
        return (attributes?[.size] as? Int) ?? 0
    }

    private func megabytes(_ bytes: Int) -> String {
        let tenths = (bytes * 10 + 524_288) / 1_048_576
        return "\(tenths / 10).\(tenths % 10) MB"
    }

    private func row(_ folder: String, _ what: String, _ files: String, _ pages: String, _ size: String) -> String {
        pad(folder, 20) + pad(what, 16) + lead(files, 8) + lead(pages, 8) + lead(size, 12)
    }

    private func width(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + ($1.isWide ? 2 : 1) } }
    private func pad(_ text: String, _ to: Int) -> String { text + String(repeating: " ", count: max(1, to - width(text))) }
    private func lead(_ text: String, _ to: Int) -> String { String(repeating: " ", count: max(1, to - width(text))) + text }
}
