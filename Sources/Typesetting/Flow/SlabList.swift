import Markup

/// Slabs that keep their numbers while the first of them go out onto pages: a queue whose indices only grow. What has
/// been taken is let go at once, so that memory holds no more than the pages that are being filled.
struct SlabList: RandomAccessCollection, MutableCollection {
    private var storage: [Slab] = []
    /// How many of `storage` have been taken already.
    private var gone = 0
    /// The number of the first slab that is still here.
    private(set) var startIndex = 0
    /// Spaces and heights of the slabs that are still here, about: a limit to wait for, not a measure.
    private(set) var height: Length = 0

    var endIndex: Int { startIndex + storage.count - gone }

    subscript(index: Int) -> Slab {
        _read { yield storage[index - startIndex + gone] }
        _modify { yield &storage[index - startIndex + gone] }
    }

    mutating func append(_ slab: consuming Slab) {
        height += slab.spaceBefore + slab.height
        storage.append(slab)
    }

    /// Lets go of all slabs before `index`.
    mutating func remove(before index: Int) {
        guard index > startIndex else { return }
        for at in gone..<gone + index - startIndex {
            height -= storage[at].spaceBefore + storage[at].height
            storage[at] = Slab(height: 0)
        }
        gone += index - startIndex
        startIndex = index
        if gone == storage.count { height = 0 }
        guard gone > 64, gone * 2 > storage.count else { return }
        storage.removeFirst(gone)
        gone = 0
    }
}
