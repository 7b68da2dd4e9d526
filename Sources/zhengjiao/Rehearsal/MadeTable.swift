import Diagnostics
import Foundation
import Levy

/// The table at the end: chapter, files, pages, size.
struct MadeTable {
    let documents: [IssuedDocument]
    let out: OutFolder

    func show() {
        var lines = [row(["made.folder", "made.content", "made.files", "made.pages", "made.size"].map { say($0) })]
        var total = (files: 0, pages: 0, bytes: 0)
        for chapter in OutFolder.Chapter.allCases {
            let own = documents.filter { $0.path.hasPrefix(chapter.rawValue + "/") }
            let pages = own.reduce(0) { $0 + $1.pages }
            let bytes = own.reduce(0) { $0 + size($1.path) }
            total = (total.files + own.count, total.pages + pages, total.bytes + bytes)
            lines.append(row([chapter.rawValue, say(name(chapter)), "\(own.count)", "\(pages)", megabytes(bytes)]))
        }
        lines.append(row([say("made.total"), "", "\(total.files)", "\(total.pages)", megabytes(total.bytes)]))
        print(lines.joined(separator: "\n"))
        print("\n" + say("made.where", ["folder": out.root]))
    }

    private func name(_ chapter: OutFolder.Chapter) -> String {
        switch chapter {
        case .plan: "made.plan"
        case .rosters: "made.rosters"
        case .notices: "made.notices"
        case .agents: "made.agents"
        case .receipts: "made.receipts"
        case .reports: "made.reports"
        case .publicNotices: "made.public-notices"
        case .reconciliation: "made.reconciliation"
        case .returns: "made.returns"
        }
    }

    private func size(_ path: String) -> Int {
        // A file that is gone counts nothing.
        let attributes = try? FileManager.default.attributesOfItem(atPath: out.root + "/" + path)
        return (attributes?[.size] as? Int) ?? 0
    }

    private func megabytes(_ bytes: Int) -> String {
        let tenths = (bytes * 10 + 524_288) / 1_048_576
        return "\(tenths / 10).\(tenths % 10) MB"
    }

    /// Two columns set left, the others right.
    private func row(_ cells: [String]) -> String {
        zip(cells, [20, 22, 8, 8, 12]).enumerated().map { index, cell in
            let (text, width) = cell
            let gap = String(repeating: " ", count: max(1, width - columns(text)))
            return index < 2 ? text + gap : gap + text
        }.joined()
    }

    private func columns(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + ($1.isWide ? 2 : 1) } }
}
