import Diagnostics
import Foundation
import Markup
import Templates
import TestSupport
import Testing
import Typesetting

/// The project's own templates, style sheets and cases with pieces torn out, doubled and exchanged: whatever comes of
/// it is compiled and filled, or refused at a place inside its file. A failure names its seed.
@Suite struct TemplateFuzzTests {
    /// A template with all that it reads.
    private struct Sources {
        var html: String
        var css: String
        var fields: String?
        var record: String?
    }

    private static let scraps = [
        "<ol start=3>", "</ol>", "<li>", "<ruby>x<rt>y</rt></ruby>", "<img src='a.png' alt=''>",
        "<table><thead><tr><th>",
        "{{ pageSum(row.amount) }}", "{{ broughtForward(", " data-each=\"row in rows\"",
        " data-if=\"!rows\"", " data-else",
        "{{", "}}", "|", "::before", "::marker", ":nth-child(2n+1)", ":last-child", ":not(", "content: counter(a)",
        "content: attr(id)", "background: url(x.png) center / cover", "transform: rotate(1turn) skew(",
        "columns: 2 3em",
        "text-emphasis: 'x'", "counter-reset: a b 2", "float: left", "-zj-character-grid: 1em", "calc(", "var(--", "}",
        "{", "@page { ", "!important", "\u{0}", "𠮷", "<straddle-seal name=x></straddle-seal>",
        "writing-mode: vertical-rl",
        "<data-chart items=\"rows\" label=\"name\" value=\"a b\" kind=stacked></data-chart>", "dir=rtl",
        "lang=ug", "&#x110000;",
        "display: list-item", "display: ruby", "list-style: \"\" inside", "<li value='{{ count }}'>",
        "99999999999999999999",
    ]

    private static func sources() throws -> [Sources] {
        var found: [Sources] = []
        let cases = try FileManager.default.contentsOfDirectory(atPath: Project.path("Tests/SuiteTests/cases"))
        for name in cases.sorted() where name.hasSuffix(".case") {
            var parts: [String: String] = [:]
            var section = ""
            for line in try Project.text("Tests/SuiteTests/cases/\(name)").split(
                separator: "\n", omittingEmptySubsequences: false)
            {
                if line.hasPrefix("--- ") {
                    section = String(line.dropFirst(4))
                } else {
                    parts[section, default: ""] += line + "\n"
                }
            }
            found.append(
                Sources(
                    html: "<link rel=stylesheet href=t.css>" + (parts["template"] ?? ""), css: parts["css"] ?? "",
                    fields: parts["fields"], record: parts["record"]))
        }
        for name in ["receipt", "collection-roster", "public-notice"] {
            guard let html = try? Project.text("templates/\(name).html") else { continue }  // it may have another name
            found.append(
                Sources(
                    html: html, css: (try? Project.text("templates/gongwen.css")) ?? "",  // a plain sheet does, too
                    fields: try Project.text("templates/\(name).fields"),
                    record: try Project.text("templates/samples/\(name).json")))
        }
        return found
    }

    private static func mutated(_ text: String, _ dice: inout SplitMix64) -> String {
        var bytes = Array(text.utf8)
        for _ in 0...dice.below(4) {
            let start = dice.below(bytes.count + 1)
            let length = min(dice.below(40), bytes.count - start)
            switch dice.below(5) {
            case 0: bytes.removeSubrange(start..<start + length)
            case 1: bytes.insert(contentsOf: bytes[start..<start + length], at: dice.below(bytes.count + 1))
            case 2: bytes.insert(contentsOf: Array(scraps[dice.below(scraps.count)].utf8), at: start)
            case 3 where start < bytes.count: bytes[start] = UInt8(dice.below(256))
            default:
                let other = dice.below(bytes.count - length + 1)
                for offset in 0..<length { bytes.swapAt(start + offset, other + offset) }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Compiles and fills; every place of a message must lie inside its file.
    private static func run(_ sources: Sources, _ seed: UInt64) {
        let texts = [
            "t.html": sources.html, "t.css": sources.css, "t.fields": sources.fields ?? "",
            "t.json": sources.record ?? "",
        ]
        do {
            let template = try Template.compile(
                html: SourceText(name: "t.html", text: sources.html),
                fields: sources.fields.map { SourceText(name: "t.fields", text: $0) },
                stylesheets: { _ in SourceText(name: "t.css", text: sources.css) },
                pictures: { _ in Array("<svg width='1' height='1'/>".utf8) },
                filters: [Filter("capitals", .money) { _ in .text("元") }, Filter("mask", .text) { $0 }])
            var record: Record = [:]
            if let json = sources.record {
                record = try Record(json: SourceText(name: "t.json", text: json), fields: template.fields)
            }
            _ = try template.fill(record, subject: "x")
        } catch let rejection as Rejection {
            for diagnostic in rejection.diagnostics {
                _ = DiagnosticPrinter(language: .chinese).describe(diagnostic)
                guard let span = diagnostic.span, let text = texts[span.file] else { continue }
                let source = SourceText(name: span.file, text: text)
                let columns = source.line(span.line)?.unicodeScalars.count
                #expect(columns.map { span.column <= $0 + 2 } ?? (span.line == 1), "seed \(seed): \(diagnostic)")
            }
        } catch {
            Issue.record("seed \(seed): \(error)")
        }
    }

    @Test(arguments: 0..<4) func nothingThatIsTornCrashes(_ block: Int) throws {
        let sources = try Self.sources()
        #expect(sources.count > 40)
        // More of them, from elsewhere: ZHENGJIAO_FUZZ=100000 swift test --filter TemplateFuzzTests
        let start = ProcessInfo.processInfo.environment["ZHENGJIAO_FUZZ"].flatMap { Int($0) }
        let count = start == nil ? 100 : 2_000
        let first = (start ?? 0) + block * count
        for seed in UInt64(first)..<UInt64(first + count) {
            var dice = SplitMix64(seed: seed)
            var torn = sources[dice.below(sources.count)]
            switch dice.below(4) {
            case 0: torn.css = Self.mutated(torn.css, &dice)
            case 1: torn.fields = torn.fields.map { Self.mutated($0, &dice) }
            case 2: torn.record = torn.record.map { Self.mutated($0, &dice) }
            default: torn.html = Self.mutated(torn.html, &dice)
            }
            Self.run(torn, seed)
        }
    }

    @Test func deepNestingIsRefused() throws {
        let loops = String(repeating: "<div data-each='r in rows'>", count: 300)
        let html = loops + String(repeating: "</div>", count: 300)
        let refused = try mistakes { _ = try compile(html, fields: "rows: list") }
        #expect(refused.count == 1 && refused[0].hasPrefix("html.too-deep 1:"), "\(refused)")
        let fields = (0..<400).map { _ in "a" }.joined(separator: ".") + ": text"
        let deep = String(repeating: "{\"a\":", count: 400) + "1" + String(repeating: "}", count: 400)
        let template = try compile("<p>x</p>", fields: fields)
        let json = SourceText(name: "t.json", text: deep)
        #expect(try mistakes { _ = try Record(json: json, fields: template.fields) } == ["json.too-deep 1:326"])
        let nots = String(repeating: ":not(", count: 500) + "p" + String(repeating: ")", count: 500)
        let css = "p\(nots) { color: red }"
        let link = "<link rel=stylesheet href=t.css><p>x</p>"
        #expect(try mistakes { _ = try compile(link, css: css) }.first?.hasPrefix("css.too-deep") == true)
    }
}
