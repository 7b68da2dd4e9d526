import Foundation
import Markup

/// Places on an arc of an ellipse for the characters of a seal, at equal distances along the arc, so that they neither
/// crowd at the sides of an oval seal nor gape at its top.
struct SealArc {
    /// Half axes of the ellipse on which the characters' middles lie.
    let a: Double
    let b: Double
    let isUpper: Bool

    struct Place {
        /// From the middle of the seal, y down.
        var x, y: Double
        /// Clockwise, in radians, of a character that stands upright on the arc.
        var turn: Double
    }

    private static let steps = 720

    /// - Parameters:
    ///   - pitch: the wanted distance between neighbours along the arc; less where the text would reach too far round.
    ///   - reach: how far the text may go to either side of the vertical, in radians of the ellipse's parameter.
    func places(_ count: Int, pitch: Double, reach: Double) -> [Place] {
        guard count > 1 else { return (0..<count).map { _ in place(0) } }
        // Lengths from the vertical to the side, at equal steps of the parameter.
        var lengths = [0.0]
        for step in 1...SealArc.steps {
            let from = place(reach * Double(step - 1) / Double(SealArc.steps))
            let to = place(reach * Double(step) / Double(SealArc.steps))
            lengths.append(lengths[step - 1] + hypot(to.x - from.x, to.y - from.y))
        }
        let half = min(pitch * Double(count - 1) / 2, lengths[SealArc.steps])
        return (0..<count).map { index in
            let offset = half * (2 * Double(index) / Double(count - 1) - 1)
            let parameter = parameter(abs(offset), lengths, reach)
            return place(offset < 0 ? -parameter : parameter)
        }
    }

    /// The parameter at which the arc has a length, between two steps.
    private func parameter(_ length: Double, _ lengths: [Double], _ reach: Double) -> Double {
        let step = min(max(1, lengths.firstIndex { $0 >= length } ?? SealArc.steps), SealArc.steps)
        let (low, high) = (lengths[step - 1], lengths[step])
        let share = high > low ? min(1, (length - low) / (high - low)) : 0
        return reach * (Double(step - 1) + share) / Double(SealArc.steps)
    }

    private func place(_ parameter: Double) -> Place {
        let slope = atan2(b * sin(parameter), a * cos(parameter))
        return Place(
            x: a * sin(parameter), y: (isUpper ? -b : b) * cos(parameter), turn: isUpper ? slope : -slope)
    }

    /// The least distance between the feet (the sides towards the middle) of neighbours of a height; for characters
    /// with their heads towards the middle, between their heads.
    static func leastRoom(_ places: [Place], height: Double, isUpper: Bool) -> Double {
        let feet = places.map { place in
            let inwards = (isUpper ? 1 : -1) * height / 2
            return (place.x - sin(place.turn) * inwards, place.y + cos(place.turn) * inwards)
        }
        return zip(feet, feet.dropFirst()).map { hypot($1.0 - $0.0, $1.1 - $0.1) }.min() ?? .infinity
    }
}
