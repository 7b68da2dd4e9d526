/// How one sender calls its columns and writes its tables; kept in a file, applied to whatever it sends and checked
/// against it. The empty mapping knows the usual heads.
package struct SenderMapping: Hashable, Sendable {
    /// What becomes of rows and sheets that the sender has hidden.
    package enum Hidden: String, Sendable {
        case read
        case leaveOut = "leave-out"
    }

    /// Which of two numbers is the day in `03/04/2019`.
    package enum DayOrder: String, Sendable {
        case dayFirst = "day-first"
        case monthFirst = "month-first"
    }

    package struct Column: Hashable, Sendable {
        /// As the sender writes it.
        package let head: String
        package let field: ColumnName

        package init(head: String, field: ColumnName) {
            self.head = head
            self.field = field
        }
    }

    package var sender = ""
    package var kind: ImportRecord.Kind?
    /// The sheets that are read; all when it is empty.
    package var sheets: [String] = []
    package var columns: [Column] = []
    /// Columns whose empty cells repeat the cell above, as merged cells become in CSV.
    package var fillDown: Set<ColumnName> = []
    /// Nil asks.
    package var hidden: Hidden?
    package var dayOrder: DayOrder?

    package init() {}

    package static let none = SenderMapping()

    /// The field of a head, when the mapping names it.
    func field(_ head: String) -> ColumnName? {
        let plain = ColumnName.plain(head)
        return columns.first { ColumnName.plain($0.head) == plain }?.field
    }
}
