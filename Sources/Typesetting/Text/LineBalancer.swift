import CICU
import Markup
import Synchronization

/// `text-wrap: balance`: the lines of a title as even as they can be, in as few lines as they need, broken where the
/// sense allows: not inside a word, a name in 《》 or 〈〉, and not before 的, 和 and their like
/// (GB/T 9704-2012, 7.3.1: 回行时，要做到词意完整，排列对称).
struct LineBalancer {
    let paragraph: Paragraph
    let breaker: LineBreaker

    /// Long paragraphs are no titles.
    static let longest = 200

    /// The same text in the same number of lines, or nil where nothing can be balanced.
    func lines(instead lines: [Line]) -> [Line]? {
        let count = paragraph.clusters.count
        guard lines.count > 1, count <= LineBalancer.longest,
            !paragraph.clusters.dropLast().contains(where: { $0.breakAfter == .mandatory })
        else { return nil }
        let penalties = penalties()
        let places = [0] + (1..<count).filter { paragraph.clusters[$0 - 1].breakAfter != .none } + [count]
        let total = lines.reduce(0) { $0 + $1.width }
        let goal = total / lines.count
        // best[k][p]: the least cost of setting the text up to place p in k lines.
        var best = [[(cost: Int, from: Int)?]](
            repeating: [(cost: Int, from: Int)?](repeating: nil, count: places.count), count: lines.count + 1)
        best[0][0] = (0, 0)
        for k in 1...lines.count {
            for end in 1..<places.count {
                for start in stride(from: end - 1, through: 0, by: -1) {
                    let clusters = places[start]..<places[end]
                    // A line that is too wide gets wider the earlier it starts.
                    guard let cost = cost(clusters, isFirst: k == 1, goal, penalties) else { break }
                    guard let known = best[k - 1][start] else { continue }
                    if best[k][end] == nil || known.cost + cost < best[k][end]!.cost {
                        best[k][end] = (known.cost + cost, start)
                    }
                }
            }
        }
        guard best[lines.count][places.count - 1] != nil else { return nil }
        var ends: [Int] = []
        var at = places.count - 1
        for k in stride(from: lines.count, through: 1, by: -1) {
            ends.append(at)
            at = best[k][at]!.from
        }
        var start = 0
        return ends.reversed().enumerated().map { index, end in
            defer { start = places[end] }
            return breaker.line(
                start..<places[end], index == 0 ? breaker.indent : 0, isLast: end == places.count - 1)
        }
    }

    /// How far a line is from the goal, in tenths of an em squared, and what its end costs; nil when it is too wide.
    private func cost(_ clusters: Range<Int>, isFirst: Bool, _ goal: Length, _ penalties: [Int]) -> Int? {
        let indent = isFirst ? breaker.indent : 0
        let line = breaker.line(clusters, indent, isLast: false)
        guard line.width + indent <= breaker.width else { return nil }
        let em = max(1, paragraph.style.values.fontSize)
        let off = (line.width - goal) * 10 / em
        return off * off + penalties[clusters.upperBound - 1]
    }

    // MARK: Sense

    /// What a line's end behind each cluster costs: an em off the goal costs 100, so that a whole word is worth a line
    /// that is five characters too short.
    private func penalties() -> [Int] {
        var penalties = [Int](repeating: 0, count: paragraph.clusters.count)
        let wordEnds = LineBalancer.wordEnds(paragraph.content.units)
        var depth = 0
        let names = names()
        for (at, cluster) in paragraph.clusters.enumerated().dropLast() {
            let unit = paragraph.content.units[cluster.units.lowerBound]
            let next = paragraph.content.units[paragraph.clusters[at + 1].units.lowerBound]
            if LineBalancer.opening.contains(unit) { depth += 1 }
            if LineBalancer.closing.contains(unit) { depth = max(0, depth - 1) }
            if depth > 0 { penalties[at] += names.contains(at) ? 40_000 : 1_600 }
            if !wordEnds.contains(cluster.units.upperBound) { penalties[at] += 2_500 }
            if LineBalancer.followers.contains(next) { penalties[at] += 2_500 }
            if LineBalancer.leaders.contains(unit) { penalties[at] += 900 }
        }
        penalties[penalties.count - 1] = 0
        return penalties
    }

    /// The clusters of names in 《》 and 〈〉 that a line can hold, the closing marks left out.
    private func names() -> Set<Int> {
        var names: Set<Int> = []
        var start: Int?
        var width: Length = 0
        for (at, cluster) in paragraph.clusters.enumerated() {
            let unit = paragraph.content.units[cluster.units.lowerBound]
            if start == nil, unit == 0x300A || unit == 0x3008 { (start, width) = (at, 0) }
            width += cluster.advance
            if let first = start, unit == 0x300B || unit == 0x3009 {
                if width <= breaker.width { names.formUnion(first..<at) }
                start = nil
            }
        }
        return names
    }

    private static func wordEnds(_ text: [UInt16]) -> Set<Int> {
        var offsets = [Int32](repeating: 0, count: text.count + 1)
        let count = words.withLock { words in
            if words == nil { words = zj_word_break_open("zh").map { Words(iterator: $0) } }
            guard let iterator = words?.iterator else { preconditionFailure("ICU has no word breaks for Chinese") }
            return zj_word_breaks(iterator, text, Int32(text.count), &offsets, Int32(offsets.count))
        }
        precondition(count >= 0, "ICU refuses well-formed text")
        return Set(offsets.prefix(Int(count)).map(Int.init))
    }

    // ICU's iterator crosses the lock, never two threads at once.
    private struct Words: @unchecked Sendable {
        let iterator: OpaquePointer
    }

    private static let words = Mutex<Words?>(nil)

    private static let opening = Set("《〈「『（〔“".utf16)
    private static let closing = Set("》〉」』）〕”".utf16)
    /// Words that begin no line of a title: they belong to what is before them, or link it to what follows.
    private static let followers = Set("的地得了着和与及或等们之".utf16)
    /// Words that end no line of a title: they belong to what follows.
    private static let leaders = Set("对在为将把被向从由以于和与及或".utf16)
}
