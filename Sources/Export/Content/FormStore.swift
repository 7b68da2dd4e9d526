import Typesetting

/// Groups of items as forms (ISO 32000-1, 8.10). Whether a group becomes one depends on what it holds alone, not on how
/// often it comes: a page is written without knowledge of the others. Belongs to one thread.
final class FormStore {
    private struct Known {
        /// Held, so that no other items come to lie at its place in memory.
        let items: [FrameItem]
        let form: EncodedForm?
    }

    /// By the place of the items in memory: copies of one group share it.
    private var known: [UnsafeRawPointer: Known] = [:]

    /// Beyond this many groups, all are forgotten.
    private static let memoryLimit = 256
    /// What is lighter takes less room where it stands than a form with all that belongs to one.
    private static let leastWeight = 16

    /// Nil for items that had better be written where they stand.
    func form(_ items: [FrameItem], _ kit: DrawingKit) throws -> EncodedForm? {
        guard let place = items.withUnsafeBytes(\.baseAddress) else { return nil }
        if let known = known[place] { return known.form }
        var weight = 0
        let form = FormStore.isClosed(items, &weight) && weight >= FormStore.leastWeight
            ? try ContentEncoder(kit).form(items) : nil
        if known.count >= FormStore.memoryLimit { known.removeAll(keepingCapacity: true) }
        known[place] = Known(items: items, form: form)
        return form
    }

    /// Whether the items concern nothing outside: links belong to pages, tags to the structure.
    private static func isClosed(_ items: [FrameItem], _ weight: inout Int) -> Bool {
        for item in items {
            switch item {
            case .glyphs(let run): weight += run.glyphs.count
            case .path(let path): weight += path.segments.count
            case .fill: weight += 1
            case .barCode, .picture: weight += 4
            case .group(let group): guard isClosed(group.items, &weight) else { return false }
            case .part: break
            case .link, .tag: return false
            }
        }
        return true
    }
}
