import Diagnostics
import Markup
import Typesetting

/// Paper, type area and grid (clause 5), and the parts that a format must have.
struct PageChecks {
    let document: MarkedDocument
    let format: DocumentFormat
    let families: FamilyFaces

    func findings() -> [Diagnostic] { paper() + area() + outside() + lines() + characters() + missing() }

    /// 5.1, 5.2.1
    private func paper() -> [Diagnostic] {
        document.pages.compactMap { page in
            let sides = [page.width, page.height].sorted()
            guard sides[0].isNear(Grid.paper.width, within: .millimetre / 5),
                sides[1].isNear(Grid.paper.height, within: .millimetre / 5)
            else {
                return Diagnostic(
                    .error, "gongwen.paper",
                    ["page": "\(page.number)", "width": page.width.measured, "height": page.height.measured])
            }
            return nil
        }
    }

    /// Pages of wide tables lie on their side and are not measured.
    private func area() -> [Diagnostic] {
        document.pages.compactMap { page in
            guard let area = page.typeArea, page.height > page.width else { return nil }
            let isRight =
                area.x.isNear(Grid.area.x, within: .millimetre) && area.y.isNear(Grid.area.y, within: .millimetre)
                && area.width.isNear(Grid.area.width, within: .millimetre)
                && area.height.isNear(Grid.area.height, within: .millimetre)
            if isRight { return nil }
            return Diagnostic(
                .error, "gongwen.type-area",
                [
                    "page": "\(page.number)", "width": area.width.measured, "height": area.height.measured,
                    "top": area.y.measured, "left": area.x.measured,
                ])
        }
    }

    /// Marks hanging in the margin stay within half a character; nothing else leaves the type area.
    private func outside() -> [Diagnostic] {
        let names: Set<String> = [
            "title", "addressees", "body", "annex-note", "annex-title", "enclosure-title", "attendance", "mark",
            "signature", "date", "note", "copies", "issuer", "number",
        ]
        var findings: [Diagnostic] = []
        for part in document.parts where names.contains(part.name) {
            for line in part.lines {
                guard let ink = line.ink else { continue }
                let area = document.area(line.page)
                let over = max(ink.right - area.right, area.x - ink.x, ink.bottom - area.bottom)
                guard over > Grid.character / 2 else { continue }
                findings.append(
                    Diagnostic(
                        .error, "gongwen.outside-area",
                        ["page": "\(line.page + 1)", "measured": over.measured, "text": part.text.excerpt],
                        at: part.span))
                break
            }
        }
        return findings
    }

    /// 5.2.3: the pitch of lines inside paragraphs.
    private func lines() -> [Diagnostic] {
        var pitches: [Length] = []
        for part in document.all("body") {
            for (one, next) in zip(part.lines, part.lines.dropFirst()) where one.page == next.page {
                pitches.append(next.baseline - one.baseline)
            }
        }
        guard let pitch = pitches.median else { return [] }
        let count = (Grid.area.height + .millimetre / 5) / max(1, pitch)
        guard count != 22 else { return [] }
        return [
            Diagnostic(.warning, "gongwen.lines", ["count": "\(count)", "measured": pitch.inPoints + " pt"])
        ]
    }

    /// 5.2.3: the pitch of characters, from neighbouring ideographs. Justified lines are wider, none is narrower.
    private func characters() -> [Diagnostic] {
        var pitches: [Length] = []
        for part in document.all("body") {
            for (_, run) in part.runs where run.text.unicodeScalars.count == run.glyphs.count {
                let scalars = Array(run.text.unicodeScalars)
                for at in scalars.indices.dropFirst()
                where scalars[at].properties.isIdeographic && scalars[at - 1].properties.isIdeographic {
                    pitches.append(run.glyphs[at].x - run.glyphs[at - 1].x)
                }
            }
        }
        guard let pitch = pitches.natural, pitch > 0 else { return [] }
        let count = (Grid.area.width + pitch / 10) / pitch
        guard count != 28 else { return [] }
        return [
            Diagnostic(.warning, "gongwen.characters", ["count": "\(count)", "measured": pitch.inPoints + " pt"])
        ]
    }

    private func missing() -> [Diagnostic] {
        var wanted = ["mark", "number", "body"]
        switch format {
        case .file: wanted += ["red-line", "title", "date", "imprint"]
        case .upward: wanted += ["red-line", "signers", "title", "addressees", "date", "imprint"]
        case .letter: wanted += ["red-line", "title", "addressees", "date"]
        case .order: wanted += ["post", "stamp", "date"]
        case .minutes: break
        case .bulletin: wanted += ["red-line", "title", "imprint"]
        }
        var findings = wanted.filter { document.first($0) == nil }.map { part in
            Diagnostic(.error, "gongwen.missing-part", ["part": part, "name": PartName.chinese(part)])
        }
        let named = Set(PartName.all)
        for part in document.parts where !named.contains(part.name) {
            findings.append(
                Diagnostic(
                    .warning, "gongwen.unknown-part",
                    ["part": part.name, "known": PartName.all.joined(separator: ", ")], at: part.span))
        }
        return findings
    }
}

/// The parts that a document may name with `-zj-part`.
enum PartName {
    private static let names: KeyValuePairs = [
        "copy-number": "份号", "secrecy": "密级和保密期限", "urgency": "紧急程度", "mark": "发文机关标志",
        "number": "发文字号", "signers": "签发人", "red-line": "版头中的分隔线", "title": "标题",
        "addressees": "主送机关", "body": "正文", "annex-note": "附件说明", "signature": "发文机关署名",
        "date": "成文日期", "seal": "印章", "post": "签发人职务", "stamp": "签名章", "note": "附注",
        "annex-number": "附件序号", "annex-title": "附件标题", "enclosure-title": "印发文件的标题",
        "attendance": "出席、请假和列席名单", "imprint": "版记", "copies": "抄送机关", "issuer": "印发机关和印发日期",
    ]

    static var all: [String] { names.map(\.key) }
    static func chinese(_ part: String) -> String { names.first { $0.key == part }?.value ?? part }
}

extension [Length] {
    var median: Length? { isEmpty ? nil : sorted()[count / 2] }
    /// What most of the least have: the lower tenth's end.
    var natural: Length? { isEmpty ? nil : sorted()[count / 10] }
}

extension String {
    /// The beginning, for messages.
    var excerpt: String { count > 16 ? prefix(15) + "…" : self }
}
