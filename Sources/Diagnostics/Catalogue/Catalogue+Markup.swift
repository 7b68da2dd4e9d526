extension Catalogue {
    static let markup: [String: Wording] = [:]
}
