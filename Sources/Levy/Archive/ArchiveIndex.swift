import Storage

/// 归档文件目录 of a campaign: its documents in the order of the archive (DA/T 22-2015), each with its code and box.
package struct ArchiveIndex: Sendable {
    package struct Item: Hashable, Sendable {
        package let document: IssuedDocument
        package let entry: RetentionTable.Entry
        package let title: String
        package let author: String
        /// 件号, from 1 within its section.
        package let number: Int
        /// 盒号, from 1 within its section.
        package let box: Int
        /// 档号: 全宗号-门类·年度-保管期限-类目-件号.
        package let code: String
    }

    /// Documents of one period and subject.
    package struct Section: Hashable, Sendable {
        package let retention: Retention
        package let subject: String
        package let items: [Item]
        package var boxes: Int { items.map(\.box).max() ?? 0 }
    }

    package let sections: [Section]
    /// Kinds that the table does not know, with how many documents there are.
    package let unknown: [(kind: String, count: Int)]

    package var items: [Item] { sections.flatMap(\.items) }
    package var pages: Int { items.reduce(0) { $0 + $1.document.pages } }
    package var boxes: Int { sections.reduce(0) { $0 + $1.boxes } }
    /// Kinds whose period nobody has confirmed.
    package var unconfirmed: [RetentionTable.Entry] {
        var seen: Set<String> = []
        return items.map(\.entry).filter { !$0.isConfirmed && seen.insert($0.kind).inserted }
    }

    /// - Parameters:
    ///   - fonds: 全宗号.
    ///   - boxPages: how many pages a box takes; one document with more has a box of its own.
    package init(
        _ documents: [IssuedDocument], _ table: RetentionTable, _ regions: RegionTree, district: String,
        author: String, fonds: String, year: Int, boxPages: Int
    ) {
        var counts: [String: Int] = [:]
        var known: [(IssuedDocument, RetentionTable.Entry)] = []
        for document in documents {
            if let entry = table[document.kind] { known.append((document, entry)) } else {
                counts[document.kind, default: 0] += 1
            }
        }
        unknown = counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        let groups = Dictionary(grouping: known) { $0.1.retention.code + "-" + $0.1.subject }
        let order = Retention.allCases.flatMap { retention in
            var subjects: [String] = []
            for entry in table.entries where entry.retention == retention && !subjects.contains(entry.subject) {
                subjects.append(entry.subject)
            }
            return subjects.map { (retention, $0) }
        }
        sections = order.compactMap { retention, subject in
            guard let group = groups[retention.code + "-" + subject] else { return nil }
            let sorted = group.sorted { left, right in
                let kinds = (table.position(of: left.0.kind), table.position(of: right.0.kind))
                if kinds.0 != kinds.1 { return kinds.0 < kinds.1 }
                let places = [left.0, right.0].map { regions.position(of: ArchiveIndex.place(of: $0)) }
                if places[0] != places[1] { return places[0] < places[1] }
                if left.0.issuedAt != right.0.issuedAt { return left.0.issuedAt < right.0.issuedAt }
                return left.0.key < right.0.key
            }
            var (box, filled) = (1, 0)
            let items = sorted.enumerated().map { index, pair in
                let (document, entry) = pair
                if filled > 0 && filled + document.pages > boxPages { (box, filled) = (box + 1, 0) }
                filled += document.pages
                let digits = String(index + 1)
                let number = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
                return Item(
                    document: document, entry: entry,
                    title: ArchiveIndex.title(document, entry, regions, district: district),
                    author: entry.author.isEmpty ? author : entry.author, number: index + 1, box: box,
                    code: "\(fonds)-WS·\(year)-\(retention.code)-\(subject)-\(number)")
            }
            return Section(retention: retention, subject: subject, items: items)
        }
    }

    /// The village or town that a document's key begins with.
    private static func place(of document: IssuedDocument) -> String {
        String(document.key.prefix { $0 != "/" })
    }

    /// Places and days only: the index holds nothing about persons, whose numbers keys may have.
    private static func title(
        _ document: IssuedDocument, _ entry: RetentionTable.Entry, _ regions: RegionTree, district: String
    ) -> String {
        let code = place(of: document)
        let name = regions[code: code].map { region in
            region.level == .village ? regions.fullName(ofVillage: code) : region.name
        }
        let days = document.key.split(separator: "/").compactMap { CivilDate(iso: $0) }
        let day = entry.title.contains("{地}") ? days.last : nil
        let edition = document.key.split(separator: "/").dropFirst().compactMap { Int($0) }.first
        let text = entry.title.replacing("{地}", with: name ?? district)
        return text + (edition.map { "（第\($0)版）" } ?? "") + (day.map { "（\($0.chinese)）" } ?? "")
    }

    /// As a table, one line a document, with the hash and the place of its copy.
    package func csv(_ path: (Item) -> String) -> [UInt8] {
        var text = CSVText()
        text.append(["序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "盒号", "保管期限", "依据", "SHA-256", "文件"])
        for (index, item) in items.enumerated() {
            text.append([
                "\(index + 1)", item.code, item.document.number ?? "", item.author, item.title,
                item.document.issuedAt.date.compact, item.entry.secrecy, "\(item.document.pages)", "\(item.box)",
                item.entry.retention.rawValue, item.entry.basis, item.document.sha256, path(item),
            ])
        }
        return text.utf8WithMark
    }
}
