import Diagnostics

/// What happens to a PDF after cairo has written it: structure, linearization, encryption. All in memory: a page that
/// is to be encrypted never lies on a disk in the clear.
enum PDFFinishing {
    /// - Throws: `Rejection` for passwords that cannot be used; `QPDFFailure`.
    static func finish(_ pdf: [UInt8], _ options: PDFOptions) throws -> [UInt8] {
        if let encryption = options.encryption { try check(encryption) }
        guard options.needsFinishing else { return pdf }
        return try QPDFFile(pdf).written(options)
    }

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
