import Diagnostics
import Foundation
import Levy
import Storage

/// The folder of an electronic case file: documents in boxes, the index, and a list of hashes.
struct CaseFolder {
    let root: String
    let index: ArchiveIndex
    let year: Int

    static let indexName = "归档文件目录.csv"
    static let hashName = "sha256.txt"

    /// `2019-D30-ZJ/001/0012-沙沟镇西仓村征收清册.pdf`
    func path(_ item: ArchiveIndex.Item) -> String {
        let name = item.title.map { "/\\:*?\"<>|".contains($0) ? "-" : $0 }
        let end = (item.document.path as NSString).pathExtension
        let box = CaseFolder.digits(item.box, 3)
        return "\(year)-\(item.entry.retention.code)-\(item.entry.subject)/\(box)/"
            + "\(CaseFolder.digits(item.number, 4))-\(String(name))" + (end.isEmpty ? "" : ".\(end)")
    }

    private static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }

    /// Copies every document that is whole, and writes index and hashes; each file is read back and compared.
    /// - Parameter extra: other files by name, such as the index on paper.
    /// - Returns: the index's hash.
    /// - Throws: `Rejection` `archive.not-empty`, `archive.differs` with every file that is another when read back.
    func write(
        from out: OutFolder, leaving broken: Set<String>, extra: [(name: String, bytes: [UInt8])]
    ) throws -> String {
        let files = FileManager.default
        let found = (try? files.contentsOfDirectory(atPath: root)) ?? []  // a folder that is not there is empty
        guard found.isEmpty else { throw Rejection("archive.not-empty", ["folder": root]) }
        var hashes: [(path: String, sha256: String)] = []
        func put(_ bytes: [UInt8], at path: String) throws {
            let full = root + "/" + path
            try files.createDirectory(
                atPath: (full as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            hashes.append((path, try DurableFile.write(bytes, to: full)))
        }
        for item in index.items where !broken.contains(item.document.path) {
            try put(OfficeDay.bytes(of: out.root + "/" + item.document.path), at: path(item))
        }
        let table = index.csv { broken.contains($0.document.path) ? "" : path($0) }
        try put(table, at: CaseFolder.indexName)
        for (name, bytes) in extra { try put(bytes, at: name) }
        let list = hashes.map { "\($0.sha256)  \($0.path)\n" }.joined()
        _ = try DurableFile.write(Array(list.utf8), to: root + "/" + CaseFolder.hashName)
        var mistakes = DiagnosticList()
        for problem in try CaseFolder.verify(root) { mistakes.append(problem) }
        try mistakes.throwIfErrors()
        return DurableFile.sha256(table)
    }

    /// What is wrong with a folder by its list of hashes: files that are gone, others, and more than it names.
    static func verify(_ root: String) throws -> [Diagnostic] {
        guard let text = String(validating: try OfficeDay.bytes(of: root + "/" + hashName), as: UTF8.self) else {
            throw Rejection("archive.no-list", ["folder": root])
        }
        var problems: [Diagnostic] = []
        var known: Set<String> = [hashName]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
            guard parts.count == 2 else { throw Rejection("archive.no-list", ["folder": root]) }
            let path = parts[1].drop { $0 == " " }
            known.insert(String(path))
            guard let data = FileManager.default.contents(atPath: root + "/" + path) else {
                problems.append(Diagnostic(.error, "archive.gone", ["file": String(path)]))
                continue
            }
            if DurableFile.sha256([UInt8](data)) != parts[0] {
                problems.append(Diagnostic(.error, "archive.differs", ["file": String(path)]))
            }
        }
        if known.count == 1 { throw Rejection("archive.no-list", ["folder": root]) }
        for path in try FileManager.default.subpathsOfDirectory(atPath: root).sorted() where !known.contains(path) {
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: root + "/" + path, isDirectory: &isFolder), !isFolder.boolValue {
                problems.append(Diagnostic(.error, "archive.extra", ["file": path]))
            }
        }
        return problems
    }
}

/// What a campaign's case file lacks.
struct CaseGaps {
    /// Documents whose file is gone or another, by path.
    let broken: [(document: IssuedDocument, reason: String)]
    /// What the plan prints and nobody has printed.
    let lacking: [String]
    let unknown: [(kind: String, count: Int)]

    var count: Int { broken.count + lacking.count + unknown.count }

    /// The kinds that steps print; those of villages one for each.
    private static let printed: [(uses: String, kind: String, isOfVillages: Bool)] = [
        ("print-plan", "plan", false), ("print-rosters", "roster", true),
        ("print-village-notices", "village-notice", true), ("print-agreements", "agency-agreement", true),
        ("print-agreements", "agent-pledge", true), ("supervision-report", "supervision-report", false),
        ("stamp-rosters", "stamped-roster", true), ("print-public-notices", "public-notice", true),
        ("print-reconciliation", "reconciliation", false), ("write-returns", "return", false),
        ("print-honours", "honours", false), ("report-sources", "source-quality", false),
        ("match-lists", "list-match", false),
    ]

    /// - Parameter uses: what the plan's steps use.
    init(
        _ index: ArchiveIndex, _ documents: [IssuedDocument], uses: Set<String>, _ regions: RegionTree, out: OutFolder
    ) {
        broken = index.items.compactMap { item in
            guard let data = FileManager.default.contents(atPath: out.root + "/" + item.document.path) else {
                return (item.document, "文件不在")
            }
            return DurableFile.sha256([UInt8](data)) == item.document.sha256 ? nil : (item.document, "文件与登记不符")
        }
        unknown = index.unknown
        lacking = CaseGaps.printed.filter { uses.contains($0.uses) }.flatMap { step -> [String] in
            let own = documents.filter { $0.kind == step.kind }
            let name = IssuedDocument.chinese(kind: step.kind)
            if own.isEmpty { return [name] }
            guard step.isOfVillages else { return [] }
            let places = Set(own.map { regions.current(String($0.key.prefix { $0 != "/" })) })
            return regions.villages.filter { !places.contains($0.code) }
                .map { "\(regions.fullName(ofVillage: $0.code))：\(name)" }
        }
    }

    var lines: [String] {
        broken.map { say("reply.archive-broken", ["file": $0.document.path, "reason": $0.reason]) }
            + lacking.map { say("reply.archive-lacking", ["what": $0]) }
            + unknown.map { say("reply.archive-unknown", ["kind": $0.kind, "count": "\($0.count)"]) }
    }
}
