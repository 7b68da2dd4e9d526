/// Every supported property with its grammar.
enum PropertyTable {
    static let grammars: [String: PropertyGrammar] = [
        box, backgrounds, transforms, edges, borders, font, text, writing, marks, tables, flex, columns, lists, flow,
    ].reduce(into: [:]) { $0.merge($1) { _, _ in preconditionFailure("a property is defined twice") } }

    /// Properties of CSS that are left out, each with what does its work here.
    static let replacements: [String: String] = [
        "page-break-before": "break-before: page", "page-break-after": "break-after: page",
        "page-break-inside": "break-inside: avoid", "word-wrap": "overflow-wrap: anywhere",
        "rotate": "transform: rotate(…deg)", "scale": "transform: scale(…)", "translate": "transform: translate(…)",
        "font-variant": "font-variant-numeric: tabular-nums", "font-kerning": "font-feature-settings: \"kern\" 0",
        "font-variant-ligatures": "font-feature-settings: \"liga\" 0",
        "font-variant-east-asian": "font-feature-settings: \"trad\"",
        "grid": "display: flex", "grid-template-columns": "display: table", "grid-gap": "gap",
        "text-decoration-style": "text-decoration: underline", "text-decoration-color": "color",
        "text-decoration-thickness": "border-bottom", "text-underline-offset": "border-bottom",
        "list-style-image": "::marker { content: … }", "quotes": "content: \"“\"",
        "margin-inline-start": "margin-left", "margin-inline-end": "margin-right",
        "margin-block-start": "margin-top", "margin-block-end": "margin-bottom",
        "padding-inline-start": "padding-left", "padding-inline-end": "padding-right",
        "padding-block-start": "padding-top", "padding-block-end": "padding-bottom",
        "inline-size": "width", "block-size": "height", "overflow-x": "overflow", "overflow-y": "overflow",
        "text-transform": "{{ … }}", "word-spacing": "letter-spacing", "opacity": "color: rgb(… / 50%)",
        "box-shadow": "border", "outline": "border", "aspect-ratio": "height", "order": "<div>",
        "background-attachment": "position: fixed", "background-clip": "padding", "background-origin": "padding",
        "image-orientation": "transform: rotate(90deg)", "object-position": "object-fit",
        "justify-items": "justify-content", "justify-self": "margin-left: auto", "place-items": "align-items",
        "empty-cells": "data-if", "size": "@page { size: … }", "tab-size": "text-indent",
    ]

    static let box: [String: PropertyGrammar] = [
        "display": .words(
            .display, \.values.display,
            """
            none block inline inline-block flex flow-root list-item ruby ruby-text table table-caption \
            table-column-group table-column table-header-group table-row-group table-footer-group table-row table-cell
            """),
        "position": .words(.position, \.values.position, "static relative absolute fixed"),
        "float": .choice(
            .float, \.float, ["none": .none, "left": .left, "right": .right, "block-end": .blockEnd]),
        "float-reference": .choice(.floatReference, \.floatsOnPage, ["inline": false, "page": true]),
        "clear": .words(.clear, \.values.clear, "none left right both"),
        "width": .dimension(.width, \.values.width, auto: "auto"),
        "height": .dimension(.height, \.values.height, auto: "auto"),
        "min-width": .dimension(.minWidth, \.values.minWidth),
        "max-width": .dimension(.maxWidth, \.values.maxWidth, auto: "none"),
        "min-height": .dimension(.minHeight, \.values.minHeight),
        "max-height": .dimension(.maxHeight, \.values.maxHeight, auto: "none"),
        "box-sizing": .words(.boxSizing, \.values.boxSizing, "content-box border-box"),
        "overflow": .choice(.overflow, \.values.overflowHidden, ["visible": false, "hidden": true]),
        "visibility": .choice(.visibility, \.values.visibilityHidden, ["visible": false, "hidden": true]),
        "z-index": PropertyGrammar(longhands: [.zIndex], syntax: "auto | <whole number>") { reader in
            if reader.keyword(["auto"]) != nil { return [{ style, _ in style.values.zIndex = 0 }] }
            return reader.integer().map { index in [{ style, _ in style.values.zIndex = index }] }
        },
        "object-fit": .words(.objectFit, \.values.objectFit, "fill contain cover none scale-down"),
    ]

    static let edges: [String: PropertyGrammar] = [
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

    static let tables: [String: PropertyGrammar] = [
        "border-collapse": .words(.borderCollapse, \.values.borderCollapse, "separate collapse"),
        "border-spacing": .length(.borderSpacing, \.values.borderSpacing),
        "table-layout": .words(.tableLayout, \.values.tableLayout, "auto fixed"),
        "-zj-on-pages": .words(.onPages, \.values.onPages, "auto all first not-first last not-last"),
        "caption-side": .choice(.captionSide, \.values.captionAtBottom, ["top": false, "bottom": true]),
    ]

    static let flow: [String: PropertyGrammar] = [
        "break-before": .words(.breakBefore, \.values.breakBefore, "auto avoid page column left right"),
        "break-after": .words(.breakAfter, \.values.breakAfter, "auto avoid page column left right"),
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

    private static func count(_ longhand: Longhand, _ path: PropertyGrammar.Path<Int>) -> PropertyGrammar {
        PropertyGrammar(longhands: [longhand], syntax: "<whole number from 1>") { reader in
            guard let count = reader.integer(), count >= 1 else { return nil }
            return [{ style, _ in style[keyPath: path] = count }]
        }
    }
}
