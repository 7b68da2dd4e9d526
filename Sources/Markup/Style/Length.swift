/// A length on paper in units of 1/36,000 mm, so that millimetres (36,000) and points (12,700) are both exact.
@usableFromInline package typealias Length = Int

extension Length {
    package static let millimetre: Length = 36_000
    package static let point: Length = 12_700
    /// The CSS pixel, 1/96 inch.
    package static let pixel: Length = 9_525
    package static let inch: Length = 914_400

    /// The length in PostScript points, for libraries that calculate in them.
    package var points: Double { Double(self) / Double(Length.point) }
    package var millimetres: Double { Double(self) / Double(Length.millimetre) }

    /// `self × numerator ÷ denominator`, rounded to the nearest unit, halves away from zero.
    @inlinable package func scaled(_ numerator: Int, over denominator: Int) -> Length {
        let product = self * numerator
        let half = denominator / 2
        return product >= 0 ? (product + half) / denominator : (product - half) / denominator
    }
}

/// A computed size or offset: a length, a share of the containing block, or `auto`.
@usableFromInline package enum Dimension: Hashable, Sendable {
    case auto
    case length(Length)
    /// In hundredths of a percent: 50 % is 5,000.
    case percent(Int)

    package static let zero = Dimension.length(0)

    /// The length against `base`, or nil for `auto`.
    @inlinable package func resolved(against base: Length) -> Length? {
        switch self {
        case .auto: nil
        case .length(let length): length
        case .percent(let share): base.scaled(share, over: 10_000)
        }
    }
}

/// Four values, one for each side of a box. Inlinable, as `Corners`: other modules would look the type up at run time
/// for every box, where a copy made for its values needs nothing of the kind.
@usableFromInline package struct Edges<Value: Hashable & Sendable>: Hashable, Sendable {
    @usableFromInline package var top, right, bottom, left: Value

    @inlinable package init(top: Value, right: Value, bottom: Value, left: Value) {
        self.top = top
        self.right = right
        self.bottom = bottom
        self.left = left
    }

    @inlinable package init(all value: Value) { self.init(top: value, right: value, bottom: value, left: value) }

    @inlinable package static func == (one: Edges, other: Edges) -> Bool {
        one.top == other.top && one.right == other.right && one.bottom == other.bottom && one.left == other.left
    }
}

/// Four values, one for each corner of a box.
@usableFromInline package struct Corners<Value: Hashable & Sendable>: Hashable, Sendable {
    @usableFromInline package var topLeft, topRight, bottomRight, bottomLeft: Value

    @inlinable package init(all value: Value) {
        topLeft = value
        topRight = value
        bottomRight = value
        bottomLeft = value
    }

    @inlinable package static func == (one: Corners, other: Corners) -> Bool {
        one.topLeft == other.topLeft && one.topRight == other.topRight && one.bottomRight == other.bottomRight
            && one.bottomLeft == other.bottomLeft
    }
}

/// An sRGB colour, 8 bits a channel.
package struct Color: Hashable, Sendable {
    package var red, green, blue, alpha: UInt8

    package init(_ red: UInt8, _ green: UInt8, _ blue: UInt8, _ alpha: UInt8 = 255) {
        self.red = red
        self.green = green
        self.blue = blue
        self.alpha = alpha
    }

    package static let black = Color(0, 0, 0)
    package static let white = Color(255, 255, 255)
    package static let transparent = Color(0, 0, 0, 0)
}
