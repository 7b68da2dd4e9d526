import CHarfBuzz

/// A set of Unicode code points.
package final class CodePointSet {
    private let set: OpaquePointer

    /// - Parameter fill: puts code points into HarfBuzz's set.
    init(_ fill: (OpaquePointer) -> Void) {
        set = hb_set_create()
        fill(set)
    }

    deinit { hb_set_destroy(set) }

    package var count: Int { Int(hb_set_get_population(set)) }

    package func contains(_ scalar: Unicode.Scalar) -> Bool { hb_set_has(set, scalar.value) != 0 }

    package func union(_ other: CodePointSet) -> CodePointSet {
        CodePointSet { made in
            hb_set_union(made, set)
            hb_set_union(made, other.set)
        }
    }

    /// How many code points of a range are in the set.
    package func count(in range: ClosedRange<UInt32>) -> Int {
        var count = 0
        var last: hb_codepoint_t = 0
        var first: hb_codepoint_t = range.lowerBound == 0 ? .max : range.lowerBound - 1
        if range.lowerBound > 0 { last = first }
        while hb_set_next_range(set, &first, &last) != 0, first <= range.upperBound {
            count += Int(min(last, range.upperBound) - first) + 1
        }
        return count
    }
}

/// The blocks of Unicode that names and places are written with, for reports on what fonts have.
package struct CodeBlock: Hashable, Sendable {
    /// As the Unicode standard calls it, shortened.
    package let name: String
    package let range: ClosedRange<UInt32>
    /// How many of its code points are characters (Unicode 15).
    package let assigned: Int

    package static let all: [CodeBlock] = [
        CodeBlock(name: "CJK", range: 0x4E00...0x9FFF, assigned: 20_992),
        CodeBlock(name: "CJK Ext A", range: 0x3400...0x4DBF, assigned: 6_592),
        CodeBlock(name: "CJK Ext B", range: 0x20000...0x2A6DF, assigned: 42_720),
        CodeBlock(name: "CJK Ext C", range: 0x2A700...0x2B739, assigned: 4_154),
        CodeBlock(name: "CJK Ext D", range: 0x2B740...0x2B81D, assigned: 222),
        CodeBlock(name: "CJK Ext E", range: 0x2B820...0x2CEA1, assigned: 5_762),
        CodeBlock(name: "CJK Ext F", range: 0x2CEB0...0x2EBE0, assigned: 7_473),
        CodeBlock(name: "CJK Ext G", range: 0x30000...0x3134A, assigned: 4_939),
        CodeBlock(name: "CJK Ext H", range: 0x31350...0x323AF, assigned: 4_192),
        CodeBlock(name: "CJK punctuation", range: 0x3000...0x303F, assigned: 64),
        CodeBlock(name: "Full-width forms", range: 0xFF01...0xFF5E, assigned: 94),
        CodeBlock(name: "Latin", range: 0x20...0x7E, assigned: 95),
        CodeBlock(name: "Arabic", range: 0x600...0x6FF, assigned: 256),
        CodeBlock(name: "Tibetan", range: 0xF00...0xFFF, assigned: 211),
        CodeBlock(name: "Mongolian", range: 0x1800...0x18AF, assigned: 158),
    ]
}
