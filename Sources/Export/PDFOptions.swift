/// What a PDF is to be beyond its pages. Everything is off unless asked for: each costs time in a batch.
package struct PDFOptions: Hashable, Sendable {
    /// The structure of the document for readers that read aloud; only of pages that a tagging typesetter laid out.
    package var isTagged = false
    /// Laid out so that a browser can show the first page before the rest has come.
    package var isLinearized = false
    package var encryption: PDFEncryption?

    package init(isTagged: Bool = false, isLinearized: Bool = false, encryption: PDFEncryption? = nil) {
        self.isTagged = isTagged
        self.isLinearized = isLinearized
        self.encryption = encryption
    }

    var needsFinishing: Bool { isLinearized || encryption != nil }
}

/// AES with keys of 256 bits (ISO 32000-2, 7.6.4). Whoever opens the file may print, read aloud and copy, but change
/// nothing; the owner may do everything. The keys are random, so that an encrypted file is never the same twice.
package struct PDFEncryption: Hashable, Sendable {
    /// Asked for when the file is opened; empty when anybody may open it.
    package var password: String
    package var ownerPassword: String
    package var allowsPrinting = true
    package var allowsCopying = true

    /// The longest password in bytes of UTF-8 (ISO 32000-2, 7.6.4.3.2).
    package static let longestPassword = 127

    package init(password: String, ownerPassword: String) {
        self.password = password
        self.ownerPassword = ownerPassword
    }
}
