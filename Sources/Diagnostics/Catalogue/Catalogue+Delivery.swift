extension Catalogue {
    static let delivery: [String: Wording] = [:]
}
