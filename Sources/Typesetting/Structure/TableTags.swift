/// The tags of the rows of one table. The table's own come from the flow it stands in, those of cells from `SetCell`.
struct TableTags {
    private let tagger: Tagger?
    /// The part of the table that rows are being set in.
    private var open: (part: TableGrid.Part, tag: Tagger.Part)?

    init(_ tagger: Tagger?) { self.tagger = tagger }

    /// The parts that the next row lies in and is; none when nobody asked for tags.
    mutating func row(_ part: TableGrid.Part) -> [Tagger.Part] {
        guard let tagger else { return [] }
        let role: StructureRole =
            switch part {
            case .head: .tableHead
            case .body: .tableBody
            case .foot: .tableFoot
            }
        let tag = open?.part == part ? open!.tag : tagger.part(role)
        open = (part, tag)
        return [tag, tagger.part(.tableRow)]
    }

    /// A head that is set again says nothing new, and the sums of a page belong to the page.
    func repeated(_ items: [FrameItem]) -> [FrameItem] {
        tagger == nil ? items : [.tag(.beginArtifact)] + items + [.tag(.end)]
    }
}
