import Diagnostics
import Foundation
import Levy
import Storage
import Templates

/// A view on a screen and on paper.
struct ViewPaper {
    let file: ViewFile
    let by: String
    let at: Instant

    var lines: [String] {
        file.sections.flatMap { section -> [String] in
            let columns = section.columns.indices.filter { !section.columns[$0].head.isEmpty }
            var table = TextTable(head: section.isFacts ? [] : columns.map { section.columns[$0].head })
            for row in section.rows { table.append(columns.map { row[$0] }) }
            let body = section.rows.isEmpty ? ["（无）"] : table.lines.filter { !$0.isEmpty }
            return ["【\(section.title)】"] + body.map { "  " + $0 } + [""]
        }
    }

    func write(to path: String, fonts: String?) throws {
        let room = PressRoom(
            fonts: try Installation.fontCatalog(override: fonts), templates: TemplateShelf(filters: DomainFilters.all))
        let printed = try room.pdf(
            Installation.template("view-file"), record, subject: file.title, author: by, created: at.iso)
        try DurableFile.write(printed.bytes, to: path)
    }

    private var record: Record {
        let sections = file.sections.map { section in
            let columns = section.columns.indices.filter { !section.columns[$0].head.isEmpty }
            return Record([
                ("title", .text(section.title)), ("facts", .flag(section.isFacts)),
                ("empty", .flag(section.rows.isEmpty)),
                ("heads", .list(columns.map { Record([("text", .text(section.columns[$0].head))]) })),
                (
                    "rows",
                    .list(
                        section.rows.map { row in
                            Record([("cells", .list(columns.map { Record([("text", .text(row[$0]))]) }))])
                        })
                ),
            ])
        }
        return Record([
            ("form", .text(file.form)), ("title", .text(file.title)), ("by", .text(by)), ("at", .text(at.text)),
            ("sections", .list(sections)),
        ])
    }
}
