import Diagnostics

/// How something is printed. What is absent is left to the printer.
package struct PrintOptions: Codable, Hashable, Sendable {
    package enum Sides: String, Codable, CaseIterable, Sendable {
        case one = "one-sided"
        case longEdge = "two-sided-long-edge"
        case shortEdge = "two-sided-short-edge"
    }

    /// With the numbers of `orientation-requested` (RFC 8011, 5.2.10).
    package enum Orientation: String, Codable, CaseIterable, Sendable {
        case portrait
        case landscape
        case reverseLandscape = "reverse-landscape"
        case reversePortrait = "reverse-portrait"

        var number: Int32 {
            switch self {
            case .portrait: 3
            case .landscape: 4
            case .reverseLandscape: 5
            case .reversePortrait: 6
            }
        }
    }

    /// Pages `first` to `last`, both counted from 1.
    package struct Pages: Codable, Hashable, Sendable {
        package let first: Int
        package let last: Int

        package init(first: Int, last: Int) {
            self.first = first
            self.last = last
        }
    }

    package var copies: Int?
    package var sides: Sides?
    /// One of `Media.names`.
    package var media: String?
    /// The printer's word for the tray (`media-source`), for example `tray-1` or `manual`.
    package var tray: String?
    /// Pages of the document on one side of a sheet.
    package var numberUp: Int?
    package var pages: [Pages]
    package var orientation: Orientation?
    /// Dots per inch.
    package var resolution: Int?

    package init(
        copies: Int? = nil, sides: Sides? = nil, media: String? = nil, tray: String? = nil, numberUp: Int? = nil,
        pages: [Pages] = [], orientation: Orientation? = nil, resolution: Int? = nil
    ) {
        self.copies = copies
        self.sides = sides
        self.media = media
        self.tray = tray
        self.numberUp = numberUp
        self.pages = pages
        self.orientation = orientation
        self.resolution = resolution
    }
}

/// Paper sizes by the names that bureaus use, with the names of PWG 5101.1 that printers know them by.
package struct Media: Hashable, Sendable {
    package let name: String
    /// In the order in which a printer is asked for them.
    let keywords: [String]
    /// 1/100 mm, of the first keyword.
    let width: Int32
    let height: Int32

    /// GB/T 148-1997; of 16开 the trade knows several.
    package static let all = [
        Media(name: "A3", keywords: ["iso_a3_297x420mm"], width: 29_700, height: 42_000),
        Media(name: "A4", keywords: ["iso_a4_210x297mm"], width: 21_000, height: 29_700),
        Media(name: "A5", keywords: ["iso_a5_148x210mm"], width: 14_800, height: 21_000),
        Media(name: "B5", keywords: ["iso_b5_176x250mm"], width: 17_600, height: 25_000),
        Media(name: "JIS-B5", keywords: ["jis_b5_182x257mm"], width: 18_200, height: 25_700),
        Media(
            name: "16开", keywords: ["om_16k_184x260mm", "om_16k_195x270mm", "prc_16k_146x215mm"], width: 18_400,
            height: 26_000),
    ]

    package static var names: [String] { all.map(\.name) }

    package static func named(_ name: String) -> Media? { all.first { $0.name == name } }

    /// The size behind a keyword of a printer.
    static func size(_ keyword: String) -> (width: Int32, height: Int32)? {
        // The last part is 210x297mm.
        guard let part = keyword.split(separator: "_").last, part.hasSuffix("mm") else { return nil }
        let sides = part.dropLast(2).split(separator: "x").compactMap { Int32($0) }
        return sides.count == 2 ? (sides[0] * 100, sides[1] * 100) : nil
    }
}

/// One thing to be printed: a PDF file and how. This is what waits in the outbox, as JSON.
package struct PrintOrder: Codable, Hashable, Sendable {
    /// For people: what it is.
    package let title: String
    /// Absolute, or relative to the folder of the queue.
    package let file: String
    /// Of the file, 64 lowercase hexadecimal digits: what is printed is what was ordered.
    package let sha256: String
    package let options: PrintOptions

    package init(title: String, file: String, sha256: String, options: PrintOptions = PrintOptions()) {
        self.title = title
        self.file = file
        self.sha256 = sha256
        self.options = options
    }
}
