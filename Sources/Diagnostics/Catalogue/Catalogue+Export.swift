extension Catalogue {
    static let export: [String: Wording] = [:]
}
