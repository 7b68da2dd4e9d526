extension Catalogue {
    static let typesetting: [String: Wording] = [:]
}
