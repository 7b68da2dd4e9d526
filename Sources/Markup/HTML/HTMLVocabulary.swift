/// The elements and attributes that templates may use. Everything else is refused when a template is read.
enum HTMLVocabulary {
    private static let seal: Set<String> = ["name", "label", "code", "shape", "width", "height", "specimen"]

    /// Each element with the attributes that it alone takes.
    static let elements: [String: Set<String>] = {
        var table: [String: Set<String>] = [
            "html": [], "meta": ["charset", "name", "content"], "link": ["rel", "href"],
            "a": ["href"], "td": ["colspan", "rowspan"], "th": ["colspan", "rowspan", "scope"],
            "col": ["span"], "colgroup": ["span"], "ol": ["start", "reversed"], "li": ["value"],
            "img": ["src", "alt"], "official-seal": seal, "straddle-seal": seal.union(["edge", "position"]),
            "water-mark": ["text", "tiled"],
            "bar-code": ["kind", "value"],
            "data-chart": ["kind", "items", "label", "value", "series", "unit", "reference", "reference-label"],
        ]
        let plain = """
            head title style body div p span br hr pre h1 h2 h3 h4 h5 h6 header footer main section article aside \
            address figure figcaption blockquote b strong i em u s del ins mark small \
            sub sup bdi bdo ul dl dt dd ruby rt rp \
            table caption thead tbody tfoot tr
            """
        for name in plain.markupWords { table[name] = [] }
        return table
    }()

    /// What every element takes.
    static let globalAttributes: Set<String> = [
        "id", "class", "style", "lang", "dir", "data-each", "data-if", "data-else",
    ]

    /// Elements without end tag, those that are left out here among them.
    static let void: Set<String> = [
        "br", "hr", "meta", "link", "col", "img", "input", "wbr", "area", "base", "embed", "param", "source", "track",
    ]

    /// Elements of HTML that are left out, each with what does its work here.
    static let replacements: [String: String] = [
        "center": "text-align: center",
        "font": "<span style=\"…\">", "nav": "<div>", "label": "<span>",
        "strike": "<s>", "menu": "<ul>", "rb": "<ruby>", "rtc": "<rt>", "picture": "<img>",
        "big": "<span style=\"font-size: …\">", "wbr": "<br>",
        "svg": "<data-chart>, <official-seal>, <bar-code>", "canvas": "<data-chart>",
    ]
}
