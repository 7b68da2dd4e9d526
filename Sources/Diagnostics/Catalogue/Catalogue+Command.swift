extension Catalogue {
    static let command: [String: Wording] = [:]
}
