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

    /// 7.9.4; nil for what is no date.
    private var date: String? {
        let pattern = /(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?(?:Z|([+-])(\d\d):?(\d\d))?)?/
        guard let parts = created.wholeMatch(of: pattern)?.output else { return nil }
        var text = "D:\(parts.1)\(parts.2)\(parts.3)\(parts.4 ?? "00")\(parts.5 ?? "00")\(parts.6 ?? "00")"
        if let sign = parts.7, let hours = parts.8, let minutes = parts.9 { text += "\(sign)\(hours)'\(minutes)'" }
        else if created.hasSuffix("Z") { text += "Z" }
        return text
    }
}
