import Markup

/// Seals already drawn: a batch presses the same one on every page. Belongs to one thread.
final class SealFrames {
    private struct Key: Hashable {
        let seal: OfficialSeal
        let width: Length?
        let height: Length?
    }

    private var known: [Key: AtomicFrame] = [:]

    /// Beyond this many remembered seals, all are forgotten.
    private static let memoryLimit = 100

    /// - Parameter draw: draws a seal that is not known yet.
    func frame(
        _ seal: OfficialSeal, width: Length?, height: Length?, draw: () throws -> AtomicFrame
    ) rethrows -> AtomicFrame {
        let key = Key(seal: seal, width: width, height: height)
        if let frame = known[key] { return frame }
        var frame = try draw()
        // One item, which all copies share: writers can see that it is the same picture again.
        frame.items = [.group(FrameGroup(origin: Point(x: 0, y: 0), items: frame.items))]
        if known.count >= SealFrames.memoryLimit { known.removeAll() }
        known[key] = frame
        return frame
    }
}
