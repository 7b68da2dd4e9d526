/// Looks for hopeless nesting before the tree builder runs, whose destructor recurses as deep as the text nests.
struct NestingScan {
    private let bytes: UnsafeBufferPointer<UInt8>
    /// The names of the open elements.
    private var open: [Range<Int>] = []
    /// Elements that were left open inside one that was closed. The tree builder may open them again, so they count.
    private var abandoned = 0

    /// The offset of the first start tag that stands more than `limit` unclosed tags deep, or nil.
    static func tooDeep(_ bytes: UnsafeBufferPointer<UInt8>, limit: Int) -> Int? {
        var scan = NestingScan(bytes: bytes)
        return scan.run(limit)
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    private mutating func run(_ limit: Int) -> Int? {
        var index = 0
        while index + 1 < bytes.count {
            guard bytes[index] == UInt8(ascii: "<") else {
                index += 1
                continue
            }
            let next = bytes[index + 1]
            if next == UInt8(ascii: "!") {
                index = commentEnd(index) ?? index + 1
            } else if next == UInt8(ascii: "/") {
                close(name(at: index + 2))
                index += 2
            } else if next.isASCIILetter {
                let name = name(at: index + 1)
                if !HTMLVocabulary.void.contains(text(name)) { open.append(name) }
                if open.count + abandoned > limit { return index }
                index = name.upperBound
            } else {
                index += 1
            }
        }
        return nil
    }

    private mutating func close(_ name: Range<Int>) {
        let wanted = text(name)
        guard let match = open.lastIndex(where: { text($0) == wanted }) else { return }
        abandoned += open.count - match - 1
        open.removeSubrange(match...)
    }

    private func name(at start: Int) -> Range<Int> {
        var end = start
        while end < bytes.count, bytes[end].isASCIIAlphanumeric || bytes[end] == UInt8(ascii: "-") { end += 1 }
        return start..<end
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range].prefix(32), as: UTF8.self).lowercased()
    }

    private func commentEnd(_ start: Int) -> Int? {
        guard start + 3 < bytes.count, bytes[start + 2] == UInt8(ascii: "-"), bytes[start + 3] == UInt8(ascii: "-")
        else { return nil }
        var index = start + 4
        while index + 2 < bytes.count {
            if bytes[index] == UInt8(ascii: "-"), bytes[index + 1] == UInt8(ascii: "-"),
                bytes[index + 2] == UInt8(ascii: ">")
            {
                return index + 3
            }
            index += 1
        }
        return bytes.count
    }
}
