extension Catalogue {
    static let storage: [String: Wording] = [:]
}
