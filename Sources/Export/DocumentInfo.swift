/// What a PDF says of itself.
package struct DocumentInfo: Sendable {
    package var title: String
    package var author: String
    /// ISO 8601 with offset, for example `2019-10-28T19:00:00+08:00`: a parameter, so that the same input gives the
    /// same bytes.
    package var created: String
    package var subject: String?
    package var keywords: [String] = []
    /// A BCP 47 tag: what readers that read aloud go by.
    package var language = "zh-CN"

    package init(title: String, author: String, created: String) {
        self.title = title
        self.author = author
        self.created = created
    }

    /// The document information dictionary (ISO 32000-1, 14.3.3).
    func write(_ out: PDFBytes) {
        func entry(_ key: StaticString, _ value: String?) {
            guard let value else { return }
            out.put(key)
            out.text(value)
        }
        out.put("<<")
        entry("/Title", title)
        entry("/Author", author)
        entry("/Subject", subject)
        entry("/Keywords", keywords.isEmpty ? nil : keywords.joined(separator: ", "))
        entry("/Creator", "征缴")
        entry("/Producer", "征缴")
        entry("/CreationDate", date)
        entry("/ModDate", date)
        out.put(">>")
    }

    /// ISO 32000-1, 7.9.4; nil for what is no date. The parts of a date have the same places in both ways of writing
    /// it, so digits are all that is looked at.
    private var date: String? {
        let parts = created.split(separator: "T", maxSplits: 1)
        let zone = parts.count < 2 ? nil : parts[1].lastIndex { $0 == "+" || $0 == "-" || $0 == "Z" }
        let clock = parts.count < 2 ? "" : parts[1][..<(zone ?? parts[1].endIndex)].prefix(8)
        let digits = ((parts.first ?? "") + clock).filter { $0.isASCII && $0.isNumber }
        guard [8, 12, 14].contains(digits.count) else { return nil }
        let moment = "D:" + digits + String(repeating: "0", count: 14 - digits.count)
        guard let zone else { return moment }
        if parts[1][zone] == "Z" { return moment + "Z" }
        let offset = parts[1][zone...].filter { $0.isASCII && $0.isNumber }
        guard offset.count == 4 else { return moment }
        return moment + String(parts[1][zone]) + offset.prefix(2) + "'" + offset.suffix(2) + "'"
    }
}
