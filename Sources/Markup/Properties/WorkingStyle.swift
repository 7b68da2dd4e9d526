/// The values of one element while they are computed: what `StyleValues` holds together stands apart here, so that
/// each longhand can be set alone.
struct WorkingStyle: Sendable {
    enum FloatWord: Hashable, Sendable { case none, left, right, blockEnd }

    /// `background-repeat`
    struct Repetition: Hashable, Sendable {
        var x = true
        var y = true
    }

    var values = StyleValues()
    var borderWidth = Edges<Length>(all: mediumBorder)
    var borderLine = Edges<Border.Line>(all: .none)
    var borderColor = Edges<ColorValue>(all: .current)
    var columnRuleWidth = mediumBorder
    var columnRuleLine = Border.Line.none
    var columnRuleColor = ColorValue.current
    var float = FloatWord.none
    /// `float-reference: page`
    var floatsOnPage = false
    /// `background-image`, nil for `none`.
    var backgroundURL: String?
    /// Size and position of the image behind the box; its URL stands apart.
    var background = BackgroundImage(url: "")
    var backgroundRepeat = Repetition()
    /// `content` of a margin box.
    var marginBoxContent: [MarginBox.Part] = []
    /// `content` of a pseudo-element.
    var content = GeneratedContent.normal

    static let mediumBorder: Length = 3 * .pixel

    static let initial = WorkingStyle()

    /// Whether it asks for a float that is not laid out.
    var hasUnsupportedFloat: Bool { float == .blockEnd ? !floatsOnPage : float != .none && floatsOnPage }

    /// The computed values.
    var computed: StyleValues {
        var result = values
        func border(_ width: Length, _ line: Border.Line, _ color: ColorValue) -> Border {
            if line == .none { return .none }
            return Border(width: width, line: line, color: color.resolved(current: values.color))
        }
        result.border = Edges(
            top: border(borderWidth.top, borderLine.top, borderColor.top),
            right: border(borderWidth.right, borderLine.right, borderColor.right),
            bottom: border(borderWidth.bottom, borderLine.bottom, borderColor.bottom),
            left: border(borderWidth.left, borderLine.left, borderColor.left))
        result.columnRule = border(columnRuleWidth, columnRuleLine, columnRuleColor)
        result.float =
            switch float {
            case .none: .none
            case .left: .left
            case .right: .right
            case .blockEnd: floatsOnPage ? .pageFoot : .none
            }
        result.backgroundImage = backgroundURL.map { url in
            var image = background
            image.url = url
            (image.repeatsX, image.repeatsY) = (backgroundRepeat.x, backgroundRepeat.y)
            return image
        }
        // A list item counts itself unless its style says otherwise (CSS Lists 3, 4.6).
        if values.display == .listItem, !values.counterIncrement.contains(where: { $0.name == "list-item" }) {
            result.counterIncrement.append(CounterChange(name: "list-item", value: 1))
        }
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
