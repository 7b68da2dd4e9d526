extension PropertyTable {
    private static let lineWords: [String: Border.Line] = [
        "none": .none, "solid": .solid, "dashed": .dashed, "dotted": .dotted, "double": .double,
    ]
    private static let lineSyntax = "none | solid | dashed | dotted | double"
    private static let widthSyntax = "<length> | thin | medium | thick"

    private static let widthPaths: [PropertyGrammar.Path<Length>] = [
        \.borderWidth.top, \.borderWidth.right, \.borderWidth.bottom, \.borderWidth.left,
    ]
    private static let linePaths: [PropertyGrammar.Path<Border.Line>] = [
        \.borderLine.top, \.borderLine.right, \.borderLine.bottom, \.borderLine.left,
    ]
    private static let colorPaths: [PropertyGrammar.Path<ColorValue>] = [
        \.borderColor.top, \.borderColor.right, \.borderColor.bottom, \.borderColor.left,
    ]

    static let borders: [String: PropertyGrammar] = {
        var table: [String: PropertyGrammar] = [
            "border-width": sides(Longhand.borderWidths, widthSyntax, width) { widthSetter($0, widthPaths[$1]) },
            "border-style": sides(Longhand.borderStyles, lineSyntax, { $0.keyword(lineWords) }) {
                setter($0, linePaths[$1])
            },
            "border-color": sides(Longhand.borderColors, colorSyntax, { $0.color() }) { setter($0, colorPaths[$1]) },
            "border": shorthand(Array(0..<4)),
            "border-radius": radius,
            "column-rule-width": PropertyGrammar(longhands: [.columnRuleWidth], syntax: widthSyntax) { reader in
                width(&reader).map { [widthSetter($0, \.columnRuleWidth)] }
            },
            "column-rule-style": PropertyGrammar(longhands: [.columnRuleStyle], syntax: lineSyntax) { reader in
                reader.keyword(lineWords).map { [setter($0, \.columnRuleLine)] }
            },
            "column-rule-color": PropertyGrammar(longhands: [.columnRuleColor], syntax: colorSyntax) { reader in
                reader.color().map { [setter($0, \.columnRuleColor)] }
            },
            "column-rule": PropertyGrammar(
                longhands: [.columnRuleWidth, .columnRuleStyle, .columnRuleColor], syntax: lineShorthandSyntax
            ) { reader in
                lineShorthand(&reader).map { width, line, color in
                    [
                        widthSetter(width, \.columnRuleWidth), setter(line, \.columnRuleLine),
                        setter(color, \.columnRuleColor),
                    ]
                }
            },
        ]
        for (index, corner) in ["top-left", "top-right", "bottom-right", "bottom-left"].enumerated() {
            table["border-\(corner)-radius"] = PropertyGrammar(
                longhands: [Longhand.radii[index]], syntax: "[<length> | <percentage>]{1,2}"
            ) { reader in
                guard let x = radiusLength(&reader) else { return nil }
                let y = reader.isAtEnd ? x : radiusLength(&reader)
                return y.map { [radiusSetter(x, $0, index)] }
            }
        }
        for (index, side) in ["top", "right", "bottom", "left"].enumerated() {
            table["border-\(side)"] = shorthand([index])
            table["border-\(side)-width"] = PropertyGrammar(
                longhands: [Longhand.borderWidths[index]], syntax: widthSyntax
            ) { width(&$0).map { [widthSetter($0, widthPaths[index])] } }
            table["border-\(side)-style"] = PropertyGrammar(
                longhands: [Longhand.borderStyles[index]], syntax: lineSyntax
            ) { $0.keyword(lineWords).map { [setter($0, linePaths[index])] } }
            table["border-\(side)-color"] = PropertyGrammar(
                longhands: [Longhand.borderColors[index]], syntax: colorSyntax
            ) { $0.color().map { [setter($0, colorPaths[index])] } }
        }
        return table
    }()

    private static func sides<Value: Hashable & Sendable>(
        _ longhands: [Longhand], _ one: String, _ read: @escaping @Sendable (inout ValueReader) -> Value?,
        _ setter: @escaping @Sendable (Value, Int) -> PropertyGrammar.Setter
    ) -> PropertyGrammar {
        PropertyGrammar(longhands: longhands, syntax: "[\(one)]{1,4}") { reader in
            reader.sides(read).map { sides in
                [sides.top, sides.right, sides.bottom, sides.left].enumerated().map { setter($1, $0) }
            }
        }
    }

    /// `<width> || <style> || <color>` for the given sides; what is left out takes its initial value.
    private static func shorthand(_ sides: [Int]) -> PropertyGrammar {
        let longhands =
            sides.map { Longhand.borderWidths[$0] } + sides.map { Longhand.borderStyles[$0] }
            + sides.map { Longhand.borderColors[$0] }
        return PropertyGrammar(longhands: longhands, syntax: lineShorthandSyntax) { reader in
            lineShorthand(&reader).map { width, line, color in
                sides.map { widthSetter(width, widthPaths[$0]) } + sides.map { setter(line, linePaths[$0]) }
                    + sides.map { setter(color, colorPaths[$0]) }
            }
        }
    }

    private static let lineShorthandSyntax = "[\(widthSyntax)] || [\(lineSyntax)] || [\(colorSyntax)]"

    private static func lineShorthand(
        _ reader: inout ValueReader
    ) -> (width: SpecifiedLength, line: Border.Line, color: ColorValue)? {
        var parts: (width: SpecifiedLength?, line: Border.Line?, color: ColorValue?)
        while !reader.isAtEnd {
            if parts.line == nil, let line = reader.keyword(lineWords) {
                parts.line = line
            } else if parts.color == nil, let color = reader.color() {
                parts.color = color
            } else if parts.width == nil, let width = width(&reader) {
                parts.width = width
            } else {
                return nil
            }
        }
        return (parts.width ?? medium, parts.line ?? .none, parts.color ?? .current)
    }

    // MARK: Corners

    private static let radiusPaths: [PropertyGrammar.Path<CornerRadius>] = [
        \.values.borderRadius.topLeft, \.values.borderRadius.topRight, \.values.borderRadius.bottomRight,
        \.values.borderRadius.bottomLeft,
    ]

    /// One to four radii, from the top left clockwise; behind `/` those along the height, where they differ.
    private static let radius = PropertyGrammar(
        longhands: Longhand.radii, syntax: "[<length> | <percentage>]{1,4} [/ [<length> | <percentage>]{1,4}]?"
    ) { reader in
        guard let along = reader.sides({ radiusLength(&$0) }) else { return nil }
        let down = reader.delim("/") ? reader.sides({ radiusLength(&$0) }) : along
        return down.map { down in
            [
                radiusSetter(along.top, down.top, 0), radiusSetter(along.right, down.right, 1),
                radiusSetter(along.bottom, down.bottom, 2), radiusSetter(along.left, down.left, 3),
            ]
        }
    }

    private static func radiusLength(_ reader: inout ValueReader) -> DimensionValue? {
        DimensionValue.read(&reader, auto: nil, negative: false)
    }

    private static func radiusSetter(
        _ x: DimensionValue, _ y: DimensionValue, _ corner: Int
    ) -> PropertyGrammar.Setter {
        { style, context in
            style[keyPath: radiusPaths[corner]] = CornerRadius(
                x: x.computed(in: style, context), y: y.computed(in: style, context))
        }
    }

    private static let medium = SpecifiedLength(absolute: Double(WorkingStyle.mediumBorder))

    private static func width(_ reader: inout ValueReader) -> SpecifiedLength? {
        let words = ["thin": 1, "medium": 3, "thick": 5]
        if let pixels = reader.keyword(words) { return SpecifiedLength(absolute: Double(pixels * Length.pixel)) }
        return reader.positiveLength()
    }

    private static func widthSetter(
        _ width: SpecifiedLength, _ path: PropertyGrammar.Path<Length>
    ) -> PropertyGrammar.Setter {
        { style, context in style[keyPath: path] = width.resolved(in: style, context) }
    }

    private static func setter<Value: Sendable>(
        _ value: Value, _ path: PropertyGrammar.Path<Value>
    ) -> PropertyGrammar.Setter {
        { style, _ in style[keyPath: path] = value }
    }
}
