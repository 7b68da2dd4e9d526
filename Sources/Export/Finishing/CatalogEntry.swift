/// The language of a file and the wish to show its title, which cairo 1.16 cannot write. They go into the catalogue,
/// the last object before the cross-reference table, so that nothing but the table moves.
enum CatalogEntry {
    private static let catalog = Array("<< /Type /Catalog\n".utf8)
    private static let start = Array("startxref\n".utf8)
    /// The catalogue, the table's place and the end of the file are shorter.
    private static let reach = 4_000

    /// Leaves a file that is not as cairo writes it as it is.
    /// - Parameter taken: how many bytes of the file are gone already; what is changed must still be there.
    static func add(_ info: DocumentInfo, to pdf: inout [UInt8], behind taken: Int = 0) {
        guard info.language.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x7A).contains($0) && $0 != 0x5C }),
            let mark = last(start, in: pdf, before: pdf.count)
        else { return }
        let digits = pdf[(mark + start.count)...].prefix { (0x30...0x39).contains($0) }
        guard let place = Int(String(decoding: digits, as: UTF8.self)), place >= taken, place - taken < mark
        else { return }
        let table = place - taken
        guard pdf[table...].starts(with: "xref\n".utf8), let entryPlace = last(catalog, in: pdf, before: table)
        else { return }
        let entry = "   /Lang (\(info.language))\n   /ViewerPreferences << /DisplayDocTitle true >>\n".utf8
        let tail = "\(place + entry.count)\n%%EOF\n".utf8
        pdf.replaceSubrange((mark + start.count)..., with: tail)
        pdf.insert(contentsOf: entry, at: entryPlace + catalog.count)
    }

    private static func last(_ word: [UInt8], in pdf: [UInt8], before end: Int) -> Int? {
        let range = max(0, end - reach)..<max(0, end - word.count + 1)
        return range.last { pdf[$0] == word[0] && pdf[$0...].starts(with: word) }
    }
}
