extension PropertyTable {
    static let font: [String: PropertyGrammar] = [
        "font-size": PropertyGrammar(longhands: [.fontSize], syntax: "<length> | <percentage>") { reader in
            FontValues.size(&reader).map { [$0] }
        },
        "font-family": PropertyGrammar(longhands: [.fontFamily], syntax: "<family name>#") { reader in
            FontValues.families(&reader).map { [$0] }
        },
        "font-weight": PropertyGrammar(
            longhands: [.fontWeight], syntax: "normal | bold | bolder | lighter | <number 1 to 1000>"
        ) { reader in FontValues.weight(&reader).map { [$0] } },
        "font-style": .words(.fontStyle, \.values.fontStyle, "normal italic"),
        "line-height": PropertyGrammar(
            longhands: [.lineHeight], syntax: "normal | <number> | <length> | <percentage>"
        ) { reader in FontValues.lineHeight(&reader).map { [$0] } },
        "font-variant-numeric": .choice(
            .fontVariantNumeric, \.values.tabularFigures,
            ["normal": false, "tabular-nums": true, "proportional-nums": false]),
        "font-feature-settings": PropertyGrammar(
            longhands: [.fontFeatureSettings], syntax: "normal | [<string of four letters> [<number> | on | off]?]#"
        ) { reader in FontValues.features(&reader).map { [$0] } },
        "font": PropertyGrammar(
            longhands: [.fontStyle, .fontWeight, .fontSize, .lineHeight, .fontFamily],
            syntax: "[<font-style> || <font-weight>]? <font-size>[/<line-height>]? <family name>#"
        ) { FontValues.shorthand(&$0) },
        "color": PropertyGrammar(longhands: [.color], syntax: colorSyntax) { reader in
            reader.color().map { color in
                [{ style, context in style.values.color = color.resolved(current: context.parent.values.color) }]
            }
        },
    ]

    static let text: [String: PropertyGrammar] = [
        "text-align": .words(.textAlign, \.values.textAlign, "start end left right center justify"),
        "text-align-last": .choice(
            .textAlignLast, \.values.textAlignLast,
            [
                "auto": nil, "start": .start, "end": .end, "left": .left, "right": .right, "center": .center,
                "justify": .justify,
            ]),
        "text-indent": .dimension(.textIndent, \.values.textIndent, negative: true),
        "text-justify": .words(.textJustify, \.values.textJustify, "auto none inter-character inter-word"),
        "text-wrap": .choice(.textWrap, \.values.textWrapBalance, ["wrap": false, "balance": true]),
        "-zj-character-grid": PropertyGrammar(longhands: [.characterGrid], syntax: "none | <length>") { reader in
            if reader.keyword(["none"]) != nil { return [{ style, _ in style.values.characterGrid = nil }] }
            guard let pitch = reader.positiveLength(), pitch != .zero else { return nil }
            return [{ style, context in style.values.characterGrid = max(1, pitch.resolved(in: style, context)) }]
        },
        "letter-spacing": .length(.letterSpacing, \.values.letterSpacing, normal: "normal", negative: true),
        "white-space": .words(.whiteSpace, \.values.whiteSpace, "normal nowrap pre pre-wrap pre-line"),
        "line-break": .words(.lineBreak, \.values.lineBreak, "loose normal strict anywhere"),
        "word-break": .words(.wordBreak, \.values.wordBreak, "normal break-all keep-all"),
        "overflow-wrap": .choice(
            .overflowWrap, \.values.overflowWrapAnywhere, ["normal": false, "anywhere": true]),
        "text-spacing-trim": .words(
            .textSpacingTrim, \.values.textSpacingTrim, "normal space-all trim-both"),
        "text-autospace": .choice(
            .textAutospace, \.values.textAutospace, ["normal": true, "no-autospace": false]),
        "hanging-punctuation": .choice(
            .hangingPunctuation, \.values.hangingPunctuation, ["none": false, "allow-end": true]),
        "vertical-align": PropertyGrammar(
            longhands: [.verticalAlign], syntax: "baseline | sub | super | top | middle | bottom | <length>"
        ) { reader in
            if let value = reader.keyword(verticalWords) { return [{ style, _ in style.values.verticalAlign = value }] }
            guard let length = reader.length() else { return nil }
            return [{ style, context in style.values.verticalAlign = .length(length.resolved(in: style, context)) }]
        },
    ]

    private static let verticalWords: [String: VerticalAlign] = [
        "baseline": .baseline, "sub": .sub, "super": .super, "top": .top, "middle": .middle, "bottom": .bottom,
    ]
}
