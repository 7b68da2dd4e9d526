import Markup

/// What a table is made of, in the order in which it is printed: captions, head, body, foot.
struct TableParts {
    /// Rows that belong together (`<thead>`, `<tbody>`, `<tfoot>`, or rows without any of them).
    struct Group {
        var part: TableGrid.Part
        /// nil for rows without an element around them.
        var style: ComputedStyle?
        var content: [Item] = []
    }

    enum Item {
        case row(Box)
        case stream(RowStream)
    }

    private(set) var captions: [Box] = []
    /// As far as `<col>` and `<colgroup>` speak of them.
    private(set) var columns: [TableColumn] = []
    private var groups: [Group] = []

    init(_ table: Box) { collect(table, Group(part: .body)) }

    /// The nodes that a stream gave, in groups.
    init(streamed nodes: [Node], in parent: Box) {
        var box = parent
        box.content = nodes
        collect(box, Group(part: .body))
    }

    func groups(_ part: TableGrid.Part) -> [Group] { groups.filter { $0.part == part && !$0.content.isEmpty } }

    var hasStream: Bool {
        groups.contains { group in
            group.content.contains { if case .stream = $0 { true } else { false } }
        }
    }

    private mutating func collect(_ box: Box, _ group: Group) {
        groups.append(group)
        var strays: [Node] = []
        func wrap(_ parts: inout TableParts) {
            // What is no row gets one (CSS 2.2, 17.2.1).
            if !strays.allSatisfy(\.isBlank) { parts.add(.row(.anonymous(strays, .tableRow, in: box)), group) }
            strays = []
        }
        for node in box.content {
            if case .rows(let stream) = node {
                wrap(&self)
                add(.stream(stream), group)
                continue
            }
            guard case .box(let child) = node, child.style.values.display.isTablePart else {
                strays.append(node)
                continue
            }
            wrap(&self)
            switch child.style.values.display {
            case .tableCaption: captions.append(child)
            case .tableColumn: columns += TableColumn.columns(child)
            case .tableColumnGroup: columns += TableColumn.columns(ofGroup: child)
            case .tableHeaderGroup: collect(child, Group(part: .head, style: child.style))
            case .tableRowGroup: collect(child, Group(part: .body, style: child.style))
            case .tableFooterGroup: collect(child, Group(part: .foot, style: child.style))
            case .tableRow: add(.row(child), group)
            default: break
            }
        }
        wrap(&self)
    }

    /// Loose rows behind a group begin one of their own.
    private mutating func add(_ item: Item, _ group: Group) {
        if groups[groups.count - 1].style !== group.style || groups[groups.count - 1].part != group.part {
            groups.append(Group(part: group.part, style: group.style))
        }
        groups[groups.count - 1].content.append(item)
    }
}

extension Display {
    /// Stands for itself in a table.
    fileprivate var isTablePart: Bool {
        switch self {
        case .tableCaption, .tableColumn, .tableColumnGroup, .tableHeaderGroup, .tableRowGroup, .tableFooterGroup,
            .tableRow, .none:
            true
        default: false
        }
    }
}
