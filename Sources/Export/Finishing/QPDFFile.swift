import CQPDF

/// A PDF held open in memory by libqpdf. Belongs to one thread.
final class QPDFFile {
    private(set) var handle: qpdf_data?
    /// libqpdf reads from these bytes as long as the file is open.
    private let bytes: UnsafeMutableBufferPointer<CChar>

    /// - Throws: `QPDFFailure`; these are files that this program wrote, so that is a fault of its own.
    init(_ pdf: [UInt8]) throws {
        bytes = UnsafeMutableBufferPointer<CChar>.allocate(capacity: pdf.count)
        pdf.withUnsafeBytes { UnsafeMutableRawBufferPointer(bytes).copyMemory(from: $0) }
        handle = qpdf_init()
        qpdf_silence_errors(handle)
        qpdf_set_suppress_warnings(handle, QPDF_TRUE)
        qpdf_set_attempt_recovery(handle, QPDF_FALSE)
        try check(qpdf_read_memory(handle, "pages", bytes.baseAddress, UInt64(bytes.count), nil))
    }

    deinit {
        qpdf_cleanup(&handle)
        bytes.deallocate()
    }

    /// The file as the options want it.
    func written(_ options: PDFOptions) throws -> [UInt8] {
        try check(qpdf_init_write_memory(handle))
        qpdf_set_object_stream_mode(handle, qpdf_o_generate)
        qpdf_set_linearization(handle, options.isLinearized ? QPDF_TRUE : QPDF_FALSE)
        if let encryption = options.encryption {
            encrypt(encryption)
        } else {
            qpdf_set_deterministic_ID(handle, QPDF_TRUE)
        }
        try check(qpdf_write(handle))
        let count = qpdf_get_buffer_length(handle)
        guard let buffer = qpdf_get_buffer(handle) else { throw QPDFFailure(description: "qpdf: nothing was written") }
        return Array(UnsafeBufferPointer(start: buffer, count: count))
    }

    private func encrypt(_ encryption: PDFEncryption) {
        let yes = QPDF_TRUE
        qpdf_set_r6_encryption_parameters2(
            handle, encryption.password, encryption.ownerPassword, yes, encryption.allowsCopying ? yes : QPDF_FALSE,
            QPDF_FALSE, QPDF_FALSE, QPDF_FALSE, QPDF_FALSE, encryption.allowsPrinting ? qpdf_r3p_full : qpdf_r3p_none,
            yes)
    }

    var trailer: PDFObject { PDFObject(self, qpdf_get_trailer(handle)) }
    var catalog: PDFObject { PDFObject(self, qpdf_get_root(handle)) }

    func pages() throws -> [PDFObject] {
        (0..<max(0, qpdf_get_num_pages(handle))).map { PDFObject(self, qpdf_get_page_n(handle, Int($0))) }
    }

    func check(_ code: QPDF_ERROR_CODE) throws {
        guard code & QPDF_ERRORS != 0 else { return }
        let error = qpdf_get_error(handle)
        throw QPDFFailure(description: "qpdf: " + String(cString: qpdf_get_error_full_text(handle, error)))
    }
}

/// libqpdf could not read or write: out of memory, or a fault of the program. Thrown as it is.
package struct QPDFFailure: Error, CustomStringConvertible {
    package let description: String
}
