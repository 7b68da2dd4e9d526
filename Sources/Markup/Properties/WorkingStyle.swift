/// The values of one element while they are computed: what `StyleValues` holds together stands apart here, so that
/// each longhand can be set alone.
struct WorkingStyle: Sendable {
    var values: StyleValues
    var borderWidth: Edges<Length>
    var borderLine: Edges<Border.Line>
    var borderColor: Edges<ColorValue>
    /// `float: block-end`
    var floatsToBlockEnd: Bool
    /// `float-reference: page`
    var floatsOnPage: Bool
    /// Of a margin box.
    var content: [MarginBox.Part] = []

    static let mediumBorder: Length = 3 * .pixel

    static let initial = WorkingStyle(StyleValues())

    init(_ values: StyleValues) {
        self.values = values
        let border = values.border
        func width(_ side: Border) -> Length { side.line == .none ? Self.mediumBorder : side.width }
        borderWidth = Edges(
            top: width(border.top), right: width(border.right), bottom: width(border.bottom),
            left: width(border.left))
        borderLine = Edges(
            top: border.top.line, right: border.right.line, bottom: border.bottom.line, left: border.left.line)
        func color(_ side: Border) -> ColorValue { side.line == .none ? .current : .color(side.color) }
        borderColor = Edges(
            top: color(border.top), right: color(border.right), bottom: color(border.bottom),
            left: color(border.left))
        floatsToBlockEnd = values.float == .pageFoot
        floatsOnPage = values.float == .pageFoot
    }

    /// Whether it asks for a float that is not laid out.
    var hasUnsupportedFloat: Bool { floatsToBlockEnd && !floatsOnPage }

    /// The computed values.
    var computed: StyleValues {
        var result = values
        func border(_ side: KeyPath<Edges<Length>, Length>, _ line: Border.Line, _ color: ColorValue) -> Border {
            if line == .none { return .none }
            return Border(width: borderWidth[keyPath: side], line: line, color: color.resolved(current: values.color))
        }
        result.border = Edges(
            top: border(\.top, borderLine.top, borderColor.top),
            right: border(\.right, borderLine.right, borderColor.right),
            bottom: border(\.bottom, borderLine.bottom, borderColor.bottom),
            left: border(\.left, borderLine.left, borderColor.left))
        result.float = floatsToBlockEnd && floatsOnPage ? .pageFoot : .none
        return result
    }
}

/// What a value may refer to while it is computed.
struct ComputeContext: Sendable {
    let parent: WorkingStyle
    /// nil while the root itself is computed.
    let rootFontSize: Length?
}

/// A value for one longhand.
struct Assignment: Sendable {
    enum Value: Sendable {
        case inherit, initial, unset
        case set(@Sendable (inout WorkingStyle, ComputeContext) -> Void)
    }

    let longhand: Longhand
    let value: Value
}
