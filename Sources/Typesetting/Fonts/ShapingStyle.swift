import Markup

/// What shaping needs to know besides the text and the face.
package struct ShapingStyle: Hashable, Sendable {
    package enum Direction: Hashable, Sendable { case leftToRight, rightToLeft }

    package var direction = Direction.leftToRight
    /// OpenType features to switch, in the order of their tags.
    package var features: [FontFeature] = []
    /// BCP 47; nil is `zh-CN`.
    package var language: String?

    package init(direction: Direction = .leftToRight, features: [FontFeature] = [], language: String? = nil) {
        self.direction = direction
        self.features = features
        self.language = language
    }

    package static let plain = ShapingStyle()
    /// Figures of one width.
    package static let tabular = ShapingStyle(features: [FontFeature(tag: "tnum", value: 1)])
    /// Upright characters of vertical lines: brackets and marks in their vertical forms.
    package static let vertical = ShapingStyle(features: [FontFeature(tag: "vert", value: 1)])

    /// What a style asks for, for upright characters of a vertical line or for any other.
    package init(_ style: StyleValues, direction: Direction, isUpright: Bool) {
        self.direction = direction
        features = style.fontFeatures
        if style.tabularFigures, !features.contains(where: { $0.tag == "tnum" }) {
            features.append(FontFeature(tag: "tnum", value: 1))
        }
        if isUpright { features.append(FontFeature(tag: "vert", value: 1)) }
        language = style.language
    }
}
