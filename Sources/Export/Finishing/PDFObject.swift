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

    /// 0 for one that stands in another.
    var number: Int { Int(qpdf_oh_get_object_id(file.handle, handle)) }
    var isArray: Bool { qpdf_oh_is_array(file.handle, handle) != 0 }
    var isDictionary: Bool { qpdf_oh_is_dictionary(file.handle, handle) != 0 }
    var isStream: Bool { qpdf_oh_is_stream(file.handle, handle) != 0 }
    var isNull: Bool { qpdf_oh_is_null(file.handle, handle) != 0 }
    var isString: Bool { qpdf_oh_is_string(file.handle, handle) != 0 }
    var isName: Bool { qpdf_oh_is_name(file.handle, handle) != 0 }
    var integer: Int? {
        qpdf_oh_is_integer(file.handle, handle) == 0 ? nil : Int(qpdf_oh_get_int_value(file.handle, handle))
    }

    /// Of an integer or a real.
    var real: Double? {
        qpdf_oh_is_number(file.handle, handle) == 0 ? nil : qpdf_oh_get_numeric_value(file.handle, handle)
    }

    /// With its slash.
    var name: String { String(cString: qpdf_oh_get_name(file.handle, handle)) }

    var count: Int { Int(qpdf_oh_get_array_n_items(file.handle, handle)) }

    subscript(index: Int) -> PDFObject {
        PDFObject(file, qpdf_oh_get_array_item(file.handle, handle, Int32(index)))
    }

    /// Null where there is none.
    subscript(key: String) -> PDFObject { PDFObject(file, qpdf_oh_get_key(file.handle, handle, key)) }

    /// The keys of a dictionary in ascending order.
    var keys: [String] {
        var keys: [String] = []
        qpdf_oh_begin_dict_key_iter(file.handle, handle)
        while qpdf_oh_dict_more_keys(file.handle) != 0 {
            keys.append(String(cString: qpdf_oh_dict_next_key(file.handle)))
        }
        return keys.sorted()
    }

    var streamDictionary: PDFObject { PDFObject(file, qpdf_oh_get_dict(file.handle, handle)) }

    /// The text of a string.
    var text: String { String(cString: qpdf_oh_get_utf8_value(file.handle, handle)) }

    /// As it is written in a file.
    var unparsed: String { String(cString: qpdf_oh_unparse(file.handle, handle)) }

    /// The bytes of a stream, decoded.
    func streamBytes() throws -> [UInt8] {
        var buffer: UnsafeMutablePointer<UInt8>?
        var count = 0
        try file.check(
            qpdf_oh_get_stream_data(file.handle, handle, qpdf_dl_generalized, nil, &buffer, &count))
        defer { free(buffer) }
        return Array(UnsafeBufferPointer(start: buffer, count: count))
    }

    /// What is drawn on a page: its streams as one, decoded.
    func pageBytes() throws -> [UInt8] {
        var buffer: UnsafeMutablePointer<UInt8>?
        var count = 0
        try file.check(qpdf_oh_get_page_content_data(file.handle, handle, &buffer, &count))
        defer { free(buffer) }
        return Array(UnsafeBufferPointer(start: buffer, count: count))
    }
}
