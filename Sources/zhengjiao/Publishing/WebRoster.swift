import Levy
import Storage

/// 年度参保缴费人员名册 for a website: a page for each village and one that leads to them. They need nothing from
/// elsewhere, run no script, ask search engines to stay away, and hold no more of a person than a profile shows.
struct WebRoster {
    /// A village with those who have paid, or for whom the state has.
    struct Village {
        let code: String
        let town: String
        let name: String
        let rows: [PublicNoticeRow]

        var fileName: String { "\(code).html" }
    }

    let district: String
    /// Who publishes, and the office's telephone.
    let office: String
    let phone: String
    let pensionYear: Int
    let medicalYear: Int
    let basis: String
    let days: PostingDays

    private static let style = """
        :root { color-scheme: light dark }
        body { margin: 0 auto; max-width: 60em; padding: 1em; font: 1.125rem/1.7 "Noto Serif CJK SC", SimSun, serif }
        h1 { font-size: 1.5rem; text-align: center; text-wrap: balance }
        table { width: 100%; border-collapse: collapse }
        caption { text-align: left; padding: .5em 0 }
        th, td { border: 1px solid; padding: .2em .5em; text-align: center }
        thead th { position: sticky; top: 0; background: Canvas }
        a { display: inline-block; min-width: 44px; min-height: 44px }
        .remark { font-size: 1rem }
        @media print { a { color: inherit; text-decoration: none } thead th { position: static } }
        """

    /// The page of a village.
    func page(_ village: Village) -> String {
        let rows = village.rows.enumerated().map { index, row in
            let name = WebRoster.escaped(row.person.name)
            let cells = ["\(index + 1)", name, mark(row.pension), mark(row.medical)]
            return "<tr>" + cells.map { "<td>\($0)</td>" }.joined() + "</tr>"
        }
        let pension = village.rows.count { $0.pension == .settled }
        let medical = village.rows.count { $0.medical == .settled }
        return html(
            "\(district)\(village.town)\(village.name)城乡居民社会保险年度参保缴费人员名册",
            ["""
                <table>
                <caption>共 \(village.rows.count) 人：居民养老（\(pensionYear)年度）\(pension) 人，\
                居民医疗（\(medicalYear)年度）\(medical) 人。姓名已作遮盖，未满十四周岁的列户主。</caption>
                <thead><tr><th scope="col">序号</th><th scope="col">姓名</th><th scope="col">居民养老</th>\
                <th scope="col">居民医疗</th></tr></thead>
                <tbody>
                """] + rows + ["</tbody>", "</table>", "<p><a href=\"index.html\">返回村居目录</a></p>"])
    }

    /// The page that leads to the villages, town by town in the order given.
    func index(_ villages: [Village]) -> String {
        var lines: [String] = []
        for (at, village) in villages.enumerated() {
            if at == 0 || villages[at - 1].town != village.town {
                if at > 0 { lines.append("</ul></section>") }
                lines.append("<section><h2>\(WebRoster.escaped(village.town))</h2><ul>")
            }
            let name = WebRoster.escaped(village.name)
            lines.append("<li><a href=\"\(village.fileName)\">\(name)</a>（\(village.rows.count) 人）</li>")
        }
        if !villages.isEmpty { lines.append("</ul></section>") }
        return html("\(district)城乡居民社会保险年度参保缴费人员名册", lines)
    }

    private func html(_ title: String, _ lines: [String]) -> String {
        let title = WebRoster.escaped(title)
        let head = [
            "<!DOCTYPE html>", "<html lang=\"zh-CN\">", "<head>", "<meta charset=\"utf-8\">",
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
            "<meta name=\"robots\" content=\"noindex, nofollow, noarchive\">", "<title>\(title)</title>",
            "<style>\n\(WebRoster.style)\n</style>", "</head>", "<body>", "<main>", "<h1>\(title)</h1>",
        ]
        let words = [
            "公布日期：\(days.from.chinese)至\(days.to.chinese)，\(days.remove.chinese)撤下。依据：\(basis)。",
            "对名册有异议的，请在公布期内向\(office)提出\(phone.isEmpty ? "" : "，电话 \(phone)")。",
        ]
        let foot = words.map { "<p class=\"remark\">\(WebRoster.escaped($0))</p>" } + ["</main>", "</body>", "</html>"]
        return (head + lines + foot).joined(separator: "\n") + "\n"
    }

    private func mark(_ state: PublicNoticeRow.State?) -> String { state == .settled ? "已缴" : "—" }

    static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
    }

    /// The texts that a browser shows of a page: what stands between its tags, as the scan reads it.
    static func texts(of page: String) -> [String] {
        page.split(separator: "<", omittingEmptySubsequences: true).compactMap { part in
            let text = part.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false).dropFirst().first
            let words = text.map(String.init)?.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
                .replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
            return words.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
        }
    }
}
