import Diagnostics

/// What happens to a PDF after it has been written: linearization, encryption. All in memory: a page that is to be
/// encrypted never lies on a disk in the clear.
struct PDFFinishing {
    let options: PDFOptions

    /// - Throws: `Rejection` for passwords that cannot be used.
    init(_ options: PDFOptions) throws {
        self.options = options
        if let encryption = options.encryption { try PDFFinishing.check(encryption) }
    }

    /// - Throws: `QPDFFailure`.
    func finish(_ pdf: [UInt8]) throws -> [UInt8] { try QPDFFile(pdf).written(options) }

    private static func check(_ encryption: PDFEncryption) throws {
        let passwords = [encryption.password, encryption.ownerPassword]
        let isUsable = passwords.allSatisfy { password in
            password.utf8.count <= PDFEncryption.longestPassword
                && password.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        }
        guard isUsable else {
            throw Rejection("export.password", ["most": String(PDFEncryption.longestPassword)])
        }
        guard !encryption.ownerPassword.isEmpty, encryption.ownerPassword != encryption.password else {
            throw Rejection("export.owner-password")
        }
    }
}
