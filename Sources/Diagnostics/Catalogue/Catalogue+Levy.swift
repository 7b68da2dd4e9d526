extension Catalogue {
    static let levy: [String: Wording] = [:]
}
