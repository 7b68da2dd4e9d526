import Diagnostics

/// A note of the catalogue in the user's language.
func say(_ code: String, _ facts: [String: String] = [:]) -> String {
    Catalogue.message(Diagnostic(.note, code, facts), in: Failures.language)
}
