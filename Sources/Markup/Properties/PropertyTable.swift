/// Every supported property with its grammar.
enum PropertyTable {
    static let grammars: [String: PropertyGrammar] = [box, edges, borders, font, text, tables, flow]
        .reduce(into: [:]) { $0.merge($1) { _, _ in preconditionFailure("a property is defined twice") } }

    /// Properties of CSS that are left out, each with what does its work here.
    static let replacements: [String: String] = [
        "page-break-before": "break-before: page", "page-break-after": "break-after: page",
        "page-break-inside": "break-inside: avoid", "word-wrap": "overflow-wrap: anywhere",
        "background-image": "background-color", "flex-grow": "flex: <number>", "flex-shrink": "flex: <number>",
        "flex-basis": "width", "row-gap": "gap", "column-gap": "gap", "rotate": "transform: rotate(…deg)",
        "font-feature-settings": "font-variant-numeric: tabular-nums",
        "font-variant": "font-variant-numeric: tabular-nums", "max-height": "height",
        "text-justify": "text-align: justify", "grid": "display: flex", "grid-template-columns": "display: table",
        "text-decoration-style": "text-decoration: underline", "list-style": "<p>",
        "margin-inline-start": "margin-left", "margin-inline-end": "margin-right",
        "margin-block-start": "margin-top", "margin-block-end": "margin-bottom",
        "padding-inline-start": "padding-left", "padding-inline-end": "padding-right",
        "text-transform": "{{ … }}", "align-self": "align-items", "flex-flow": "flex-direction",
        "visibility": "display: none", "size": "@page { size: … }", "content": "@page { @top-center { content: … } }",
    ]

    private static let box: [String: PropertyGrammar] = [
        "display": .words(
            .display, \.values.display,
            """
            none block inline inline-block flex table table-caption table-column-group table-column \
            table-header-group table-row-group table-footer-group table-row table-cell
            """),
        "position": .words(.position, \.values.position, "static relative absolute fixed"),
        "float": .choice(.float, \.floatsToBlockEnd, ["none": false, "block-end": true]),
        "float-reference": .choice(.floatReference, \.floatsOnPage, ["inline": false, "page": true]),
        "width": .dimension(.width, \.values.width, auto: "auto"),
        "height": .dimension(.height, \.values.height, auto: "auto"),
        "min-width": .dimension(.minWidth, \.values.minWidth),
        "max-width": .dimension(.maxWidth, \.values.maxWidth, auto: "none"),
        "min-height": .dimension(.minHeight, \.values.minHeight),
        "box-sizing": .words(.boxSizing, \.values.boxSizing, "content-box border-box"),
        "background-color": color(.backgroundColor, \.values.backgroundColor),
        "background": color(.backgroundColor, \.values.backgroundColor),
        "transform": PropertyGrammar(longhands: [.transform], syntax: "none | rotate(<whole number>deg)") { reader in
            ValueShapes.rotation(&reader).map { degrees in
                [{ style, _ in style.values.transform = degrees == 0 ? [] : [.rotate(degrees * 1_000)] }]
            }
        },
        "flex-direction": .words(.flexDirection, \.values.flexDirection, "row column"),
        "justify-content": .choice(
            .justifyContent, \.values.justifyContent,
            [
                "flex-start": .start, "start": .start, "center": .center, "flex-end": .end, "end": .end,
                "space-between": .spaceBetween, "space-around": .spaceAround, "space-evenly": .spaceEvenly,
            ]),
        "align-items": .choice(
            .alignItems, \.values.alignItems,
            [
                "stretch": .stretch, "flex-start": .start, "start": .start, "center": .center, "flex-end": .end,
                "end": .end, "baseline": .baseline,
            ]),
        "flex": PropertyGrammar(longhands: [.flexGrow], syntax: "none | <number>") { reader in
            if reader.keyword(["none"]) != nil { return [{ style, _ in style.values.flexGrow = 0 }] }
            guard let share = reader.number(), share >= 0 else { return nil }
            return [{ style, _ in style.values.flexGrow = Int((min(share, 1e6) * 1000).rounded()) }]
        },
        "gap": .length(.gap, \.values.rowGap, normal: "normal"),
    ]

    private static let edges: [String: PropertyGrammar] = [
        "top": .dimension(.top, \.values.inset.top, auto: "auto", negative: true),
        "right": .dimension(.right, \.values.inset.right, auto: "auto", negative: true),
        "bottom": .dimension(.bottom, \.values.inset.bottom, auto: "auto", negative: true),
        "left": .dimension(.left, \.values.inset.left, auto: "auto", negative: true),
        "inset": .sides(
            Longhand.insets,
            [\.values.inset.top, \.values.inset.right, \.values.inset.bottom, \.values.inset.left],
            auto: "auto", negative: true),
        "margin-top": .dimension(.marginTop, \.values.margin.top, auto: "auto", negative: true),
        "margin-right": .dimension(.marginRight, \.values.margin.right, auto: "auto", negative: true),
        "margin-bottom": .dimension(.marginBottom, \.values.margin.bottom, auto: "auto", negative: true),
        "margin-left": .dimension(.marginLeft, \.values.margin.left, auto: "auto", negative: true),
        "margin": .sides(
            Longhand.margins,
            [\.values.margin.top, \.values.margin.right, \.values.margin.bottom, \.values.margin.left],
            auto: "auto", negative: true),
        "padding-top": .dimension(.paddingTop, \.values.padding.top),
        "padding-right": .dimension(.paddingRight, \.values.padding.right),
        "padding-bottom": .dimension(.paddingBottom, \.values.padding.bottom),
        "padding-left": .dimension(.paddingLeft, \.values.padding.left),
        "padding": .sides(
            Longhand.paddings,
            [\.values.padding.top, \.values.padding.right, \.values.padding.bottom, \.values.padding.left]),
    ]

    private static let tables: [String: PropertyGrammar] = [
        "border-collapse": .words(.borderCollapse, \.values.borderCollapse, "separate collapse"),
        "border-spacing": .length(.borderSpacing, \.values.borderSpacing),
        "table-layout": .words(.tableLayout, \.values.tableLayout, "auto fixed"),
    ]

    private static let flow: [String: PropertyGrammar] = [
        "break-before": .words(.breakBefore, \.values.breakBefore, "auto avoid page left right"),
        "break-after": .words(.breakAfter, \.values.breakAfter, "auto avoid page left right"),
        "break-inside": .choice(.breakInside, \.values.breakInsideAvoid, ["auto": false, "avoid": true]),
        "orphans": count(.orphans, \.values.orphans),
        "widows": count(.widows, \.values.widows),
        "page": PropertyGrammar(longhands: [.page], syntax: "auto | <page name>") { reader in
            reader.ident().map { name in
                let page = name.lowercased() == "auto" ? nil : name
                return [{ style, _ in style.values.page = page }]
            }
        },
        "-zj-part": PropertyGrammar(longhands: [.part], syntax: "none | <name>") { reader in
            reader.ident().map { name in
                let part = name.lowercased() == "none" ? nil : name
                return [{ style, _ in style.values.part = part }]
            }
        },
        "string-set": PropertyGrammar(longhands: [.stringSet], syntax: "none | <name> content()") { reader in
            guard let name = reader.ident() else { return nil }
            if name.lowercased() == "none" { return [{ style, _ in style.values.stringSet = nil }] }
            guard case .function("content", let inside, _)? = reader.current, ValueShapes.meansText(inside) else {
                return nil
            }
            reader.skip()
            return [{ style, _ in style.values.stringSet = name }]
        },
    ]

    static func color(_ longhand: Longhand, _ path: PropertyGrammar.Path<Color>) -> PropertyGrammar {
        PropertyGrammar(longhands: [longhand], syntax: "<color name> | #rrggbb | rgb(…)") { reader in
            reader.color().map { color in
                [{ style, _ in style[keyPath: path] = color.resolved(current: style.values.color) }]
            }
        }
    }

    private static func count(_ longhand: Longhand, _ path: PropertyGrammar.Path<Int>) -> PropertyGrammar {
        PropertyGrammar(longhands: [longhand], syntax: "<whole number from 1>") { reader in
            guard let count = reader.integer(), count >= 1 else { return nil }
            return [{ style, _ in style[keyPath: path] = count }]
        }
    }
}
