import CCairo

/// Cairo could not draw or write: out of memory, a broken font file, a full disk. Thrown as it is; the caller's policy
/// decides whether to try again.
package struct CairoFailure: Error, CustomStringConvertible {
    package let description: String

    init(_ status: cairo_status_t) { description = "cairo: " + String(cString: cairo_status_to_string(status)) }

    static func check(_ status: cairo_status_t) throws {
        if status != CAIRO_STATUS_SUCCESS { throw CairoFailure(status) }
    }
}
