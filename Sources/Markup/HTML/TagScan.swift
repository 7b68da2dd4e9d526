/// Looks whether start and end tags pair up. The tree builder repairs such mistakes and tells of few of them; and its
/// destructor recurses as deep as the text nests, so hopeless nesting must be found before it runs.
struct TagScan {
    enum Finding: Hashable {
        case unclosed, stray
        /// `<name/>`, where only void elements need no end tag.
        case closesItself
        /// More than `HTMLParser.depthLimit` elements are open; the scan ended there.
        case tooDeep
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0
    private var open: [(name: String, range: Range<Int>)] = []
    /// Elements that were left open inside one that was closed. The tree builder may open them again, so they count.
    private var abandoned = 0
    private(set) var findings: [(finding: Finding, name: String, range: Range<Int>)] = []

    /// The end tags of these may be left out.
    private static let mayStayOpen: Set<String> = ["html", "head", "body"]
    /// Their content is text up to their end tag.
    private static let holdText: Set<String> = ["style", "title", "script", "textarea"]

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        while index < bytes.count, findings.last?.finding != .tooDeep {
            if bytes[index] == UInt8(ascii: "<") { markup() } else { index += 1 }
        }
        if let last = findings.last, last.finding == .tooDeep { findings = [last] } else { closeAll() }
    }

    private mutating func closeAll() {
        for element in open where !Self.mayStayOpen.contains(element.name) {
            findings.append((.unclosed, element.name, element.range))
        }
    }

    private func byte(_ place: Int) -> UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func markup() {
        let start = index
        switch byte(start + 1) {
        case UInt8(ascii: "!"): skipDeclaration()
        case UInt8(ascii: "/"):
            index += 2
            let name = name()
            skip(to: UInt8(ascii: ">"))
            if !name.isEmpty { close(name, start..<index) }
        case let next? where next.isASCIILetter:
            index += 1
            let name = name()
            let closesItself = skipAttributes()
            let range = start..<index
            if HTMLVocabulary.void.contains(name) { return }
            if closesItself {
                findings.append((.closesItself, name, range))
                abandoned += 1
            } else {
                open.append((name, range))
            }
            if open.count + abandoned > HTMLParser.depthLimit { findings.append((.tooDeep, name, range)) }
            if Self.holdText.contains(name), !closesItself { skipText(of: name) }
        default: index += 1
        }
    }

    private mutating func close(_ name: String, _ range: Range<Int>) {
        guard let match = open.lastIndex(where: { $0.name == name }) else {
            findings.append((.stray, name, range))
            return
        }
        for element in open[(match + 1)...] where !Self.mayStayOpen.contains(element.name) {
            findings.append((.unclosed, element.name, element.range))
            abandoned += 1
        }
        open.removeSubrange(match...)
    }

    private mutating func name() -> String {
        let start = index
        while let next = byte(index), !next.isMarkupSpace, next != UInt8(ascii: ">"), next != UInt8(ascii: "/") {
            index += 1
        }
        return String(decoding: bytes[start..<index].prefix(64), as: UTF8.self).lowercased()
    }

    /// Goes behind the next such byte, or to the end.
    private mutating func skip(to wanted: UInt8) {
        while index < bytes.count, bytes[index] != wanted { index += 1 }
        index = min(index + 1, bytes.count)
    }

    /// Goes behind the tag; quoted values may hold `>`.
    /// - Returns: whether the tag ends with `/>`.
    private mutating func skipAttributes() -> Bool {
        var afterEquals = false
        while let next = byte(index) {
            index += 1
            switch next {
            case UInt8(ascii: ">"): return byte(index - 2) == UInt8(ascii: "/") && !afterEquals
            case UInt8(ascii: "="): afterEquals = true
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                if afterEquals { skip(to: next) }
                afterEquals = false
            default: if !next.isMarkupSpace { afterEquals = false }
            }
        }
        return false
    }

    private mutating func skipDeclaration() {
        guard byte(index + 2) == UInt8(ascii: "-"), byte(index + 3) == UInt8(ascii: "-") else {
            return skip(to: UInt8(ascii: ">"))
        }
        index += 4
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "-"), byte(index + 1) == UInt8(ascii: "-"),
                byte(index + 2) == UInt8(ascii: ">")
            {
                index += 3
                return
            }
            index += 1
        }
    }

    private mutating func skipText(of name: String) {
        let end = Array(name.utf8)
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "<"), byte(index + 1) == UInt8(ascii: "/"),
                index + 2 + end.count <= bytes.count,
                zip(bytes[(index + 2)...], end).allSatisfy({ $0 | 0x20 == $1 })
            {
                return
            }
            index += 1
        }
    }
}
