import CQPDF
import Glibc

/// An object of a PDF that is open in memory. Objects must not outlive their file.
final class PDFObject {
    let file: QPDFFile
    let handle: qpdf_oh

    init(_ file: QPDFFile, _ handle: qpdf_oh) {
        self.file = file
        self.handle = handle
    }

    deinit { qpdf_oh_release(file.handle, handle) }

    static func dictionary(_ file: QPDFFile) -> PDFObject { PDFObject(file, qpdf_oh_new_dictionary(file.handle)) }

    static func array(_ file: QPDFFile) -> PDFObject { PDFObject(file, qpdf_oh_new_array(file.handle)) }

    static func name(_ name: String, _ file: QPDFFile) -> PDFObject {
        PDFObject(file, qpdf_oh_new_name(file.handle, name))
    }

    static func integer(_ value: Int, _ file: QPDFFile) -> PDFObject {
        PDFObject(file, qpdf_oh_new_integer(file.handle, Int64(value)))
    }

    static func text(_ text: String, _ file: QPDFFile) -> PDFObject {
        PDFObject(file, qpdf_oh_new_unicode_string(file.handle, text))
    }

    static func null(_ file: QPDFFile) -> PDFObject { PDFObject(file, qpdf_oh_new_null(file.handle)) }

    static func yes(_ file: QPDFFile) -> PDFObject { PDFObject(file, qpdf_oh_new_bool(file.handle, QPDF_TRUE)) }

    /// The same object with a number of its own, so that others can refer to it.
    func numbered() -> PDFObject { PDFObject(file, qpdf_make_indirect_object(file.handle, handle)) }

    var number: Int { Int(qpdf_oh_get_object_id(file.handle, handle)) }
    var isArray: Bool { qpdf_oh_is_array(file.handle, handle) != 0 }
    var isDictionary: Bool { qpdf_oh_is_dictionary(file.handle, handle) != 0 }
    var isNull: Bool { qpdf_oh_is_null(file.handle, handle) != 0 }
    var integer: Int? {
        qpdf_oh_is_integer(file.handle, handle) == 0 ? nil : Int(qpdf_oh_get_int_value(file.handle, handle))
    }

    var count: Int { Int(qpdf_oh_get_array_n_items(file.handle, handle)) }

    subscript(index: Int) -> PDFObject {
        PDFObject(file, qpdf_oh_get_array_item(file.handle, handle, Int32(index)))
    }

    func append(_ item: PDFObject) { qpdf_oh_append_item(file.handle, handle, item.handle) }

    func set(_ index: Int, _ item: PDFObject) { qpdf_oh_set_array_item(file.handle, handle, Int32(index), item.handle) }

    /// Null where there is none.
    subscript(key: String) -> PDFObject {
        get { PDFObject(file, qpdf_oh_get_key(file.handle, handle, key)) }
        set { qpdf_oh_replace_key(file.handle, handle, key, newValue.handle) }
    }

    /// The text of a string.
    var text: String { String(cString: qpdf_oh_get_utf8_value(file.handle, handle)) }

    func isName(_ name: String) -> Bool { qpdf_oh_is_name_and_equals(file.handle, handle, name) != 0 }

    /// The bytes of a stream, decoded.
    func streamBytes() throws -> [UInt8] {
        var buffer: UnsafeMutablePointer<UInt8>?
        var count = 0
        try file.check(
            qpdf_oh_get_stream_data(file.handle, handle, qpdf_dl_generalized, nil, &buffer, &count))
        defer { free(buffer) }
        return Array(UnsafeBufferPointer(start: buffer, count: count))
    }

    func replaceStream(_ bytes: [UInt8]) {
        let none = PDFObject.null(file)
        qpdf_oh_replace_stream_data(file.handle, handle, bytes, bytes.count, none.handle, none.handle)
    }
}
