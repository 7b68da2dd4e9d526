/// The code points that GB 18030 moved: old files and old decoders give private-use code points for 24 characters that
/// Unicode has since encoded (GB 18030-2022, table of changed mappings) and for one that changed its place in 2005.
/// They are set as the characters that they stand for, and read as those when copied from the page.
package enum GB18030Correction {
    /// The standard character for a private-use code point that had one; any other code point unchanged.
    package static func standard(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard (0xE000...0xF8FF).contains(scalar.value) else { return scalar }
        return table[scalar.value] ?? scalar
    }

    private static let table: [UInt32: Unicode.Scalar] = [
        // Vertical forms, A6D9–A6F3
        0xE78D: "\u{FE10}", 0xE78E: "\u{FE12}", 0xE78F: "\u{FE11}", 0xE790: "\u{FE13}", 0xE791: "\u{FE14}",
        0xE792: "\u{FE15}", 0xE793: "\u{FE16}", 0xE794: "\u{FE17}", 0xE795: "\u{FE18}", 0xE796: "\u{FE19}",
        // Components, FE59–FEA0
        0xE81E: "\u{9FB4}", 0xE826: "\u{9FB5}", 0xE82B: "\u{9FB6}", 0xE82C: "\u{9FB7}", 0xE832: "\u{9FB8}",
        0xE843: "\u{9FB9}", 0xE854: "\u{9FBA}", 0xE864: "\u{9FBB}",
        // Components that Extension B has, FE51–FE91
        0xE816: "\u{20087}", 0xE817: "\u{20089}", 0xE818: "\u{200CC}", 0xE831: "\u{215D7}", 0xE83B: "\u{2298F}",
        0xE855: "\u{241FE}",
        // ḿ, A8BC
        0xE7C7: "\u{1E3F}",
    ]
}
