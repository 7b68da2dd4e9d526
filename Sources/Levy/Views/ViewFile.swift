/// Everything that is known of somebody or something, in sections: on a screen, as JSON and on paper the same.
package struct ViewFile: Sendable {
    package struct Column: Hashable, Sendable {
        package let key: String
        package let head: String

        package init(_ key: String, _ head: String) {
            self.key = key
            self.head = head
        }
    }

    package struct Section: Sendable {
        package let id: String
        package let title: String
        package let columns: [Column]
        package let rows: [[String]]

        package init(_ id: String, _ title: String, _ columns: [Column], _ rows: [[String]]) {
            precondition(rows.allSatisfy { $0.count == columns.count }, "a cell for every column")
            self.id = id
            self.title = title
            self.columns = columns
            self.rows = rows
        }

        /// Facts, one a row; those that are empty are left out.
        package static func facts(
            _ id: String, _ title: String, _ facts: [(key: String, head: String, text: String)]
        ) -> Section {
            Section(
                id, title, [Column("fact", "项目"), Column("text", "内容"), Column("key", "")],
                facts.filter { !$0.text.isEmpty }.map { [$0.head, $0.text, $0.key] })
        }

        /// Whether it lists facts, which JSON has as one object.
        package var isFacts: Bool { columns.first?.key == "fact" }
    }

    /// 一人式, 一户式, 一局式, 一员式
    package let form: String
    package let title: String
    package let sections: [Section]

    package init(form: String, title: String, sections: [Section]) {
        self.form = form
        self.title = title
        self.sections = sections
    }

    /// Sections of facts as objects, others as lists of objects; empty ones too, so that readers find every key.
    package var json: JSONText {
        .object(
            [.init("form", .text(form)), .init("title", .text(title))]
                + sections.map { section in
                    guard section.isFacts else {
                        let rows = section.rows.map { row in
                            JSONText.object(zip(section.columns, row).map { .init($0.key, .text($1)) })
                        }
                        return .init(section.id, .array(rows))
                    }
                    return .init(section.id, .object(section.rows.map { .init($0[2], .text($0[1])) }))
                })
    }
}
