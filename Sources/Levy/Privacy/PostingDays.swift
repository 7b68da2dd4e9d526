import Storage

/// From when to when a notice is posted, and when it is taken down.
package struct PostingDays: Hashable, Sendable {
    package let from: CivilDate
    package let to: CivilDate
    package let remove: CivilDate

    package init(from: CivilDate, to: CivilDate, remove: CivilDate) {
        self.from = from
        self.to = to
        self.remove = remove
    }
}
