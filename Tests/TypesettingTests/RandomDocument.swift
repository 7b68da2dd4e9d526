import Diagnostics
import Markup
import TestSupport
@testable import Typesetting

/// Documents of random boxes: nested blocks, floats, columns, lists, flex boxes, tables, pictures. All lengths are such
/// that everything has room.
struct RandomDocument {
    private var random: SplitMix64
    /// All characters put in, markers of lists left out.
    private(set) var text = ""

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    private static let characters = Array("各镇街人民政府应当按照规定组织征收缴费居民养老医疗保险登记核对公示")

    mutating func content(blocks count: Int) -> [Node] { (0..<count).flatMap { _ in block(width: 60, depth: 0) } }

    // MARK: Pieces

    private mutating func words(_ most: Int) -> Node {
        let count = 1 + random.below(most)
        var piece = ""
        for index in 0..<count {
            piece.append(random.pick(RandomDocument.characters))
            if index > 0, index < count - 1, random.chance(6) { piece += random.pick(["，", "。", "、"]) }
        }
        text += piece
        return TestDocument.text(piece)
    }

    private mutating func length(_ most: Int) -> Dimension { .length(random.below(most + 1) * .millimetre) }

    private mutating func style(
        _ display: Display = .block, _ change: (inout StyleValues) -> Void = { _ in }
    ) -> ComputedStyle {
        let align = random.pick([TextAlign.start, .justify, .center, .right])
        return TestDocument.style(display) { values in
            values.overflowWrapAnywhere = true
            values.textAlign = align
            change(&values)
        }
    }

    private mutating func paragraph(_ most: Int) -> Node {
        var nodes = [words(most)]
        if random.chance(15) { nodes.append(float(most: 12)) }
        if random.chance(10) { nodes.append(picture(inline: true)) }
        if random.chance(10) {
            nodes.append(.box(TestDocument.box(style(.inlineBlock) { $0.padding = Edges(all: .zero) }, [words(3)])))
        }
        if nodes.count > 1 { nodes.append(words(most)) }
        let clear = random.pick([Clear.none, .none, .none, .left, .both])
        let (margin, kept) = (length(2), random.chance(10))
        return .box(
            TestDocument.box(
                style {
                    $0.margin.top = margin
                    $0.clear = clear
                    $0.breakInsideAvoid = kept
                }, nodes))
    }

    private mutating func float(most: Int) -> Node {
        let (side, margin) = (random.pick([Float.left, .right]), length(2))
        let width = 8 + random.below(most - 7)
        let node = words(8)
        return .box(
            TestDocument.box(
                style {
                    $0.float = side
                    $0.width = .length(width * .millimetre)
                    $0.margin = Edges(all: margin)
                }, [node]))
    }

    private mutating func picture(inline: Bool) -> Node {
        let (side, width) = (random.pick([Float.left, .right, .none]), 4 + random.below(8))
        let picture = Picture(
            format: .png, bytes: [], width: 40 * .millimetre, height: 20 * .millimetre, alternative: "")
        let made = style(inline ? .inline : .block) {
            $0.width = .length(width * .millimetre)
            if !inline { $0.float = side }
        }
        return .drawing(.picture(picture), made, TestDocument.span)
    }

    private mutating func block(width: Int, depth: Int) -> [Node] {
        let isRoomy = depth < 2 && width >= 40
        switch random.below(isRoomy ? 14 : 5) {
        case 0, 1, 2: return [paragraph(40)]
        case 3: return [float(most: min(18, width / 2))]
        case 4: return [picture(inline: false)]
        case 5, 6: return [nested(width: width, depth: depth)]
        case 7: return [list(depth: depth)]
        case 8, 9: return [columns(width: width, depth: depth)]
        case 10: return [flex(wraps: random.chance(50))]
        case 11: return [table()]
        case 12:
            return [.box(TestDocument.box(style { $0.position = .relative }, [paragraph(10)]))]
        default:
            let kind = random.pick([Break.page, .left, .avoid, .column])
            return [.box(TestDocument.box(style { $0.breakBefore = kind }, [words(10)]))]
        }
    }

    private mutating func nested(width: Int, depth: Int) -> Node {
        let (padding, margin, line) = (length(2), length(3), random.chance(50))
        let made = style {
            $0.padding = Edges(all: padding)
            $0.margin = Edges(all: margin)
            if line { $0.border = Edges(all: Border(width: .millimetre / 2, line: .solid, color: .black)) }
        }
        let content = (0..<1 + random.below(3)).flatMap { _ in block(width: width - 11, depth: depth + 1) }
        return .box(TestDocument.box(made, content))
    }

    private mutating func list(depth: Int) -> Node {
        let (inside, counting) = (random.chance(30), random.pick([CounterStyle.disc, .decimal, .simpChineseInformal]))
        let items = (0..<1 + random.below(4)).map { _ -> Node in
            var attributes = Box.Attributes()
            attributes.isMarker = true
            let marker = Box(
                style: style(.inline), content: [.generated([.counter("list-item", counting)], TestDocument.span)],
                span: TestDocument.span, attributes: attributes)
            let content = random.chance(90) ? [words(20)] : []
            return .box(
                TestDocument.box(style(.listItem) { $0.listStyleInside = inside }, [.box(marker)] + content))
        }
        return .box(
            TestDocument.box(
                style {
                    $0.padding.left = .length(10 * .millimetre)
                    $0.counterReset = [CounterChange(name: "list-item", value: 0)]
                }, items))
    }

    private mutating func columns(width: Int, depth: Int) -> Node {
        let (gap, balanced) = (random.below(4) * Length.millimetre, random.chance(70))
        let made = style {
            $0.columnCount = 2
            $0.columnGap = .length(gap)
            $0.columnFillBalance = balanced
        }
        let content = (0..<1 + random.below(4)).flatMap { _ in block(width: width / 2 - 4, depth: depth + 1) }
        return .box(TestDocument.box(made, content))
    }

    private mutating func flex(wraps: Bool) -> Node {
        let items = (0..<1 + random.below(4)).map { _ -> Node in
            let (grow, line) = (random.below(3) * 1_000, random.pick([nil, CrossAlignment.center, .end, .baseline]))
            return .box(
                TestDocument.box(
                    style {
                        $0.flexGrow = grow
                        $0.alignSelf = line
                    }, [words(6)]))
        }
        return .box(TestDocument.box(style(.flex) { $0.flexWrap = wraps ? .wrap : .nowrap }, items))
    }

    private mutating func table() -> Node {
        let rows = (0..<1 + random.below(3)).map { _ -> Node in
            let cells = (0..<2).map { _ -> Node in .box(TestDocument.box(style(.tableCell), [words(12)])) }
            return .box(TestDocument.box(style(.tableRow), cells))
        }
        return .box(TestDocument.box(style(.table), rows))
    }
}
