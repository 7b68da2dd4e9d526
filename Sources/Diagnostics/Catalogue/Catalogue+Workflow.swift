extension Catalogue {
    static let workflow: [String: Wording] = [:]
}
