extension Catalogue {
    static let templates: [String: Wording] = [:]
}
