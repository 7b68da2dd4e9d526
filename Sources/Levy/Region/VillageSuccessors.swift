/// The places of today of villages that are no more: of each as a whole, and of the persons of one that was divided.
struct VillageSuccessors: Sendable {
    /// By the code of a village: where it went, and of a divided one where that went which no person's list names.
    private(set) var places: [String: String] = [:]
    /// By the code of a divided village and the person's number.
    private(set) var persons: [String: [String: String]] = [:]

    var isEmpty: Bool { places.isEmpty }

    mutating func set(_ place: String, of code: String) { places[code] = place }

    mutating func set(_ place: String, of code: String, person: String) { persons[code, default: [:]][person] = place }

    /// The village itself when it is one of today.
    func place(of code: String) -> String { places[code] ?? code }

    func place(of code: String, person: String) -> String {
        guard let whole = places[code] else { return code }
        return persons[code]?[person] ?? whole
    }
}
