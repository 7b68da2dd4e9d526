/// Flex boxes (CSS Flexible Box 1) and columns (CSS Multi-column 1).
extension PropertyTable {
    private typealias Setter = PropertyGrammar.Setter

    private static let alignments: KeyValuePairs<String, CrossAlignment> = [
        "stretch": .stretch, "flex-start": .start, "start": .start, "center": .center, "flex-end": .end,
        "end": .end, "baseline": .baseline,
    ]

    static let flex: [String: PropertyGrammar] = [
        "flex-direction": .words(.flexDirection, \.values.flexDirection, "row column row-reverse column-reverse"),
        "flex-wrap": .words(.flexWrap, \.values.flexWrap, "nowrap wrap wrap-reverse"),
        "flex-flow": PropertyGrammar(
            longhands: [.flexDirection, .flexWrap],
            syntax: "[row | column | row-reverse | column-reverse] || [nowrap | wrap | wrap-reverse]"
        ) { reader in
            var direction: FlexDirection?
            var wrap: FlexWrap?
            while !reader.isAtEnd {
                if direction == nil, let word = reader.peekIdent.flatMap(FlexDirection.init) {
                    direction = word
                } else if wrap == nil, let word = reader.peekIdent.flatMap(FlexWrap.init) {
                    wrap = word
                } else {
                    return nil
                }
                reader.skip()
            }
            let (flows, wraps) = (direction ?? .row, wrap ?? .nowrap)
            return [
                { style, _ in style.values.flexDirection = flows }, { style, _ in style.values.flexWrap = wraps },
            ]
        },
        "justify-content": .choice(
            .justifyContent, \.values.justifyContent,
            [
                "flex-start": .start, "start": .start, "normal": .start, "center": .center, "flex-end": .end,
                "end": .end, "space-between": .spaceBetween, "space-around": .spaceAround,
                "space-evenly": .spaceEvenly,
            ]),
        "align-items": .choice(.alignItems, \.values.alignItems, alignments),
        "align-self": PropertyGrammar(
            longhands: [.alignSelf], syntax: (["auto"] + alignments.map(\.key)).joined(separator: " | ")
        ) { reader in
            if reader.keyword(["auto"]) != nil { return [{ style, _ in style.values.alignSelf = nil }] }
            let words = Dictionary(uniqueKeysWithValues: alignments.map { ($0.key, $0.value) })
            return reader.keyword(words).map { value in [{ style, _ in style.values.alignSelf = value }] }
        },
        "align-content": .choice(
            .alignContent, \.values.alignContent,
            [
                "stretch": .stretch, "normal": .stretch, "flex-start": .start, "start": .start, "center": .center,
                "flex-end": .end, "end": .end, "space-between": .spaceBetween, "space-around": .spaceAround,
            ]),
        "flex-grow": PropertyGrammar(longhands: [.flexGrow], syntax: "<number>") { reader in
            share(&reader).map { [grow($0)] }
        },
        "flex-shrink": PropertyGrammar(longhands: [.flexShrink], syntax: "<number>") { reader in
            share(&reader).map { [shrink($0)] }
        },
        "flex-basis": .dimension(.flexBasis, \.values.flexBasis, auto: "auto"),
        "flex": PropertyGrammar(
            longhands: [.flexGrow, .flexShrink, .flexBasis],
            syntax: "none | auto | <number> <number>? || [<length> | <percentage> | auto]"
        ) { flexShorthand(&$0) },
        "row-gap": PropertyGrammar(longhands: [.rowGap], syntax: "normal | <length> | <percentage>") { reader in
            rowGap(&reader).map { [$0] }
        },
        "column-gap": PropertyGrammar(longhands: [.columnGap], syntax: "normal | <length> | <percentage>") { reader in
            columnGap(&reader).map { [$0] }
        },
        "gap": PropertyGrammar(
            longhands: [.rowGap, .columnGap], syntax: "[normal | <length> | <percentage>]{1,2}"
        ) { reader in
            let start = reader
            guard let row = rowGap(&reader) else { return nil }
            var again = start
            return (reader.isAtEnd ? columnGap(&again) : columnGap(&reader)).map { [row, $0] }
        },
    ]

    /// In thousandths.
    private static func share(_ reader: inout ValueReader) -> Int? {
        let before = reader
        guard let share = reader.number(), share >= 0 else {
            reader = before
            return nil
        }
        return Int((min(share, 1e6) * 1000).rounded())
    }

    private static func grow(_ share: Int) -> Setter { { style, _ in style.values.flexGrow = share } }
    private static func shrink(_ share: Int) -> Setter { { style, _ in style.values.flexShrink = share } }

    private static func flexShorthand(_ reader: inout ValueReader) -> [Setter]? {
        let auto = DimensionValue.auto.setter(\.values.flexBasis)
        if reader.keyword(["none"]) != nil { return [grow(0), shrink(0), auto] }
        var shares: [Int] = []
        var basis: DimensionValue?
        while !reader.isAtEnd {
            if shares.isEmpty, let first = share(&reader) {
                shares = [first]
                if let second = share(&reader) { shares.append(second) }
            } else if basis == nil, let value = DimensionValue.read(&reader, auto: "auto", negative: false) {
                basis = value
            } else {
                return nil
            }
        }
        return [
            grow(shares.first ?? 1_000), shrink(shares.count > 1 ? shares[1] : 1_000),
            (basis ?? .length(.zero)).setter(\.values.flexBasis),
        ]
    }

    private static func rowGap(_ reader: inout ValueReader) -> Setter? {
        if reader.keyword(["normal"]) != nil { return { style, _ in style.values.rowGap = .zero } }
        return DimensionValue.read(&reader, auto: nil, negative: false)?.setter(\.values.rowGap)
    }

    private static func columnGap(_ reader: inout ValueReader) -> Setter? {
        if reader.keyword(["normal"]) != nil { return { style, _ in style.values.columnGap = nil } }
        guard let gap = DimensionValue.read(&reader, auto: nil, negative: false) else { return nil }
        return { style, context in style.values.columnGap = gap.computed(in: style, context) }
    }

    // MARK: Columns

    static let columns: [String: PropertyGrammar] = [
        "column-count": PropertyGrammar(longhands: [.columnCount], syntax: "auto | <whole number from 1>") { reader in
            columnCount(&reader).map { [$0] }
        },
        "column-width": PropertyGrammar(longhands: [.columnWidth], syntax: "auto | <length>") { reader in
            columnWidth(&reader).map { [$0] }
        },
        "columns": PropertyGrammar(
            longhands: [.columnWidth, .columnCount], syntax: "[auto | <length>] || [auto | <whole number>]"
        ) { reader in
            var width: Setter?
            var count: Setter?
            var autos = 0
            while !reader.isAtEnd {
                if reader.keyword(["auto"]) != nil {
                    autos += 1
                } else if count == nil, let found = columnCount(&reader) {
                    count = found
                } else if width == nil, let found = columnWidth(&reader) {
                    width = found
                } else {
                    return nil
                }
            }
            if autos + (width == nil ? 0 : 1) + (count == nil ? 0 : 1) > 2 { return nil }
            return [
                width ?? { style, _ in style.values.columnWidth = nil },
                count ?? { style, _ in style.values.columnCount = nil },
            ]
        },
        "column-span": .choice(.columnSpan, \.values.columnSpanAll, ["none": false, "all": true]),
        "column-fill": .choice(.columnFill, \.values.columnFillBalance, ["balance": true, "auto": false]),
    ]

    private static func columnCount(_ reader: inout ValueReader) -> Setter? {
        if reader.keyword(["auto"]) != nil { return { style, _ in style.values.columnCount = nil } }
        let before = reader
        guard let count = reader.integer(), (1...100).contains(count) else {
            reader = before
            return nil
        }
        return { style, _ in style.values.columnCount = count }
    }

    private static func columnWidth(_ reader: inout ValueReader) -> Setter? {
        if reader.keyword(["auto"]) != nil { return { style, _ in style.values.columnWidth = nil } }
        guard let length = reader.positiveLength() else { return nil }
        return { style, context in style.values.columnWidth = length.resolved(in: style, context) }
    }
}
