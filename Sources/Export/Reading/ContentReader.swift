import Foundation

/// Follows the operators of a page as far as text goes (ISO 32000-1, 9.4).
struct ContentReader {
    private(set) var pieces: [ReadPage.Piece] = []
    private(set) var unreadable = 0
    private(set) var pictures = 0

    /// `[a b c d e f]` of a transformation (8.3.3).
    private struct Matrix {
        var a = 1.0, b = 0.0, c = 0.0, d = 1.0, e = 0.0, f = 0.0

        /// First this one, then the other.
        func then(_ other: Matrix) -> Matrix {
            Matrix(
                a: a * other.a + b * other.c, b: a * other.b + b * other.d, c: c * other.a + d * other.c,
                d: c * other.b + d * other.d, e: e * other.a + f * other.c + other.e,
                f: e * other.b + f * other.d + other.f)
        }

        init() {}

        init(a: Double, b: Double, c: Double, d: Double, e: Double, f: Double) {
            (self.a, self.b, self.c, self.d, self.e, self.f) = (a, b, c, d, e, f)
        }

        init?(_ operands: some Collection<ContentToken>) {
            let numbers = operands.suffix(6).compactMap(\.number)
            guard numbers.count == 6 else { return nil }
            self.init(a: numbers[0], b: numbers[1], c: numbers[2], d: numbers[3], e: numbers[4], f: numbers[5])
        }
    }

    private struct State {
        var matrix = Matrix()
        var font: ReadFont?
        var size = 1.0
        var characterGap = 0.0
        var wordGap = 0.0
        var stretch = 1.0
        var leading = 0.0
        var rise = 0.0
    }

    private let fonts: ReadFonts
    private var resources: PDFObject
    private var state = State()
    private var saved: [State] = []
    private var text = Matrix()
    private var line = Matrix()
    /// What marked content says in place of its glyphs; nil for one that says nothing.
    private var spoken: [String?] = []
    private var depth = 0

    init(fonts: ReadFonts, resources: PDFObject) {
        self.fonts = fonts
        self.resources = resources
    }

    /// Forms within forms beyond this are a circle.
    private static let deepest = 12

    /// - Throws: `QPDFFailure`.
    mutating func read(_ bytes: [UInt8]) throws {
        var tokens = ContentTokens(bytes)
        var operands: [ContentToken] = []
        while let token = tokens.next() {
            guard case .operation(let word) = token else {
                operands.append(token)
                continue
            }
            if word == "ID" {
                pictures += 1
                tokens.skipInlinePicture()
            } else {
                try perform(word, operands)
            }
            operands.removeAll(keepingCapacity: true)
        }
    }

    private mutating func perform(_ word: String, _ operands: [ContentToken]) throws {
        let number = operands.last?.number ?? 0
        switch word {
        case "q": saved.append(state)
        case "Q": state = saved.popLast() ?? state
        case "cm": if let matrix = Matrix(operands) { state.matrix = matrix.then(state.matrix) }
        case "Do": try draw(operands)
        case "BT": (text, line) = (Matrix(), Matrix())
        case "Tf":
            state.size = number
            state.font = try operands.first?.name.flatMap { try font(named: $0) }
        case "Tc": state.characterGap = number
        case "Tw": state.wordGap = number
        case "Tz": state.stretch = number / 100
        case "TL": state.leading = number
        case "Ts": state.rise = number
        case "Td", "TD":
            let offsets = operands.suffix(2).compactMap(\.number)
            guard offsets.count == 2 else { return }
            if word == "TD" { state.leading = -offsets[1] }
            move(offsets[0], offsets[1])
        case "T*": move(0, -state.leading)
        case "Tm":
            if let matrix = Matrix(operands) { (text, line) = (matrix, matrix) }
        case "BMC": spoken.append(nil)
        case "BDC": spoken.append(actualText(operands.last))
        case "EMC": _ = spoken.popLast()
        default: show(word, operands)
        }
    }

    private mutating func show(_ word: String, _ operands: [ContentToken]) {
        switch word {
        case "Tj": if let string = operands.last?.string { show([.string(string)]) }
        case "'", "\"":
            move(0, -state.leading)
            if let string = operands.last?.string { show([.string(string)]) }
        case "TJ": if case .array(let items)? = operands.last { show(items) }
        default: break
        }
    }

    private mutating func move(_ x: Double, _ y: Double) {
        line = Matrix(a: 1, b: 0, c: 0, d: 1, e: x, f: y).then(line)
        text = line
    }

    private func font(named name: String) throws -> ReadFont? {
        let list = resources["/Font"]
        guard list.isDictionary, list["/" + name].isDictionary else { return nil }
        return try fonts.font(list["/" + name])
    }

    /// What a mark says, where it stands or where the page's list of marks has it.
    private func actualText(_ properties: ContentToken?) -> String? {
        if let bytes = properties?["ActualText"]?.string { return ContentReader.text(bytes) }
        guard let name = properties?.name, resources["/Properties"].isDictionary else { return nil }
        let listed = resources["/Properties"]["/" + name]
        return listed.isDictionary && listed["/ActualText"].isString ? listed["/ActualText"].text : nil
    }

    /// A text string of a PDF: UTF-16 with its mark, or PDFDocEncoding, whose letters are those of Latin 1.
    private static func text(_ bytes: [UInt8]) -> String {
        guard bytes.starts(with: [0xFE, 0xFF]) else { return String(bytes.map { Character(Unicode.Scalar($0)) }) }
        let units = stride(from: 2, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        return String(decoding: units, as: UTF16.self)
    }

    private mutating func draw(_ operands: [ContentToken]) throws {
        let list = resources["/XObject"]
        guard let name = operands.last?.name, list.isDictionary else { return }
        let object = list["/" + name]
        guard object.isStream else { return }
        let facts = object.streamDictionary
        guard facts["/Subtype"].isName, facts["/Subtype"].name == "/Form" else {
            pictures += 1
            return
        }
        guard depth < ContentReader.deepest else { return }
        let outer = (resources, state, text, line)
        depth += 1
        if facts["/Resources"].isDictionary { resources = facts["/Resources"] }
        let own = facts["/Matrix"]
        if own.isArray, let matrix = Matrix((0..<own.count).compactMap { own[$0].real.map(ContentToken.number) }) {
            state.matrix = matrix.then(state.matrix)
        }
        try read(try object.streamBytes())
        depth -= 1
        (resources, state, text, line) = outer
    }

    // MARK: Showing

    private mutating func show(_ items: [ContentToken]) {
        guard let font = state.font else { return }
        let start = text
        var result = ""
        let said = spoken.last { $0 != nil } ?? nil
        for item in items {
            if let gap = item.number {
                let shift = -gap / 1_000 * state.size * state.stretch
                advance(shift)
                if -gap > 1_200 { result += "\t" }
            }
            guard let bytes = item.string else { continue }
            for at in stride(from: 0, to: bytes.count - font.codeLength + 1, by: font.codeLength) {
                let code = font.codeLength == 2 ? Int(bytes[at]) << 8 | Int(bytes[at + 1]) : Int(bytes[at])
                if let letter = font.text(code) { result += letter } else if said == nil { unreadable += 1 }
                let gap = state.characterGap + (font.codeLength == 1 && code == 32 ? state.wordGap : 0)
                advance((font.width(code) / 1_000 * state.size + gap) * state.stretch)
            }
        }
        if said != nil { result = speak() }
        if !result.isEmpty { append(result, from: start) }
    }

    /// What is said in place of glyphs is said once, by the first of them.
    private mutating func speak() -> String {
        guard let place = spoken.lastIndex(where: { $0 != nil }) else { return "" }
        defer { spoken[place] = "" }
        return spoken[place] ?? ""
    }

    private mutating func advance(_ shift: Double) {
        text = Matrix(a: 1, b: 0, c: 0, d: 1, e: shift, f: 0).then(text)
    }

    private mutating func append(_ string: String, from start: Matrix) {
        let (from, to) = (start.then(state.matrix), text.then(state.matrix))
        let length = (from.a * from.a + from.b * from.b).squareRoot()
        guard length > 0 else { return }
        let (cosine, sine) = (from.a / length, from.b / length)
        func along(_ matrix: Matrix) -> Double { matrix.e * cosine + matrix.f * sine }
        let degrees = Foundation.atan2(from.b, from.a) * 180 / .pi
        pieces.append(
            ReadPage.Piece(
                text: string, x: along(from), end: along(to), y: from.f * cosine - from.e * sine,
                size: abs(state.size) * (from.c * from.c + from.d * from.d).squareRoot(),
                angle: Int(degrees.rounded())))
    }
}
