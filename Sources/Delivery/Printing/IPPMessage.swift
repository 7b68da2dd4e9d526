import CCUPS
import Foundation

/// A request or answer of IPP (RFC 8010), with the attributes of one group after the other.
final class IPPMessage {
    /// Nil once it has been sent.
    private(set) var handle: OpaquePointer?

    /// A request with the attributes that every request has (RFC 8011, 4.1.4).
    init(_ operation: ipp_op_t, printer: String, user: String) {
        handle = ippNewRequest(operation)
        ippAddString(handle, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nil, printer)
        ippAddString(handle, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nil, user)
    }

    init(taking handle: OpaquePointer) { self.handle = handle }

    deinit { ippDelete(handle) }

    /// Gives the handle to a call that frees it.
    func release() -> OpaquePointer? {
        defer { handle = nil }
        return handle
    }

    var status: ipp_status_t { ippGetStatusCode(handle) }

    // MARK: Writing

    func add(_ group: ipp_tag_t, _ tag: ipp_tag_t, _ name: String, _ value: String) {
        ippAddString(handle, group, tag, name, nil, value)
    }

    func add(_ group: ipp_tag_t, _ tag: ipp_tag_t, _ name: String, _ value: Int32) {
        ippAddInteger(handle, group, tag, name, value)
    }

    func add(_ group: ipp_tag_t, _ name: String, _ value: Bool) { ippAddBoolean(handle, group, name, value ? 1 : 0) }

    func add(_ group: ipp_tag_t, keywords name: String, _ values: [String]) {
        var copies = values.map { UnsafePointer<CChar>(strdup($0)) }
        defer { for copy in copies { free(UnsafeMutablePointer(mutating: copy)) } }
        ippAddStrings(handle, group, IPP_TAG_KEYWORD, name, Int32(copies.count), nil, &copies)
    }

    func add(_ group: ipp_tag_t, ranges name: String, _ ranges: [(Int32, Int32)]) {
        ippAddRanges(handle, group, name, Int32(ranges.count), ranges.map(\.0), ranges.map(\.1))
    }

    func add(_ group: ipp_tag_t, resolution name: String, _ dots: Int32) {
        ippAddResolution(handle, group, name, IPP_RES_PER_INCH, dots, dots)
    }

    /// `media-col` with a size (1/100 mm), a tray, or both.
    func addMedia(_ size: (width: Int32, height: Int32)?, tray: String?) {
        let media = ippNew()
        if let size {
            let dimensions = ippNew()
            ippAddInteger(dimensions, IPP_TAG_ZERO, IPP_TAG_INTEGER, "x-dimension", size.width)
            ippAddInteger(dimensions, IPP_TAG_ZERO, IPP_TAG_INTEGER, "y-dimension", size.height)
            ippAddCollection(media, IPP_TAG_ZERO, "media-size", dimensions)
            ippDelete(dimensions)
        }
        if let tray { ippAddString(media, IPP_TAG_ZERO, IPP_TAG_KEYWORD, "media-source", nil, tray) }
        ippAddCollection(handle, IPP_TAG_JOB, "media-col", media)
        ippDelete(media)
    }

    // MARK: Reading

    private func find(_ name: String) -> OpaquePointer? { ippFindAttribute(handle, name, IPP_TAG_ZERO) }

    func texts(_ name: String) -> [String] {
        guard let attribute = find(name) else { return [] }
        return IPPMessage.texts(attribute)
    }

    func number(_ name: String) -> Int? { numbers(name).first }

    func numbers(_ name: String) -> [Int] {
        guard let attribute = find(name) else { return [] }
        return IPPMessage.numbers(attribute)
    }

    func flag(_ name: String) -> Bool? { find(name).map { ippGetBoolean($0, 0) != 0 } }

    /// Ranges of whole numbers; a number counts as a range of one.
    func ranges(_ name: String) -> [ClosedRange<Int>] {
        guard let attribute = find(name) else { return [] }
        return (0..<ippGetCount(attribute)).compactMap { index in
            guard ippGetValueTag(attribute) == IPP_TAG_RANGE else {
                let number = Int(ippGetInteger(attribute, index))
                return number...number
            }
            var upper: Int32 = 0
            let lower = ippGetRange(attribute, index, &upper)
            return lower <= upper ? Int(lower)...Int(upper) : nil
        }
    }

    /// Dots per inch, across.
    func resolutions(_ name: String) -> [Int] {
        guard let attribute = find(name) else { return [] }
        return (0..<ippGetCount(attribute)).map { index in
            var (down, units) = (Int32(0), IPP_RES_PER_INCH)
            let across = ippGetResolution(attribute, index, &down, &units)
            return units == IPP_RES_PER_INCH ? Int(across) : Int((Double(across) * 2.54).rounded())
        }
    }

    /// The attributes of each job of an answer, in order.
    func jobs() -> [PrintJob] {
        var jobs: [PrintJob] = []
        var current = PrintJob.Attributes()
        var attribute = ippFirstAttribute(handle)
        while let found = attribute {
            if ippGetGroupTag(found) == IPP_TAG_JOB, let name = ippGetName(found) {
                switch String(cString: name) {
                case "job-id": current.id = IPPMessage.numbers(found).first
                case "job-state": current.state = IPPMessage.numbers(found).first
                case "job-name": current.name = IPPMessage.texts(found).first
                case "job-state-reasons": current.reasons = IPPMessage.texts(found)
                case "job-impressions-completed": current.impressions = IPPMessage.numbers(found).first
                default: break
                }
            } else if let job = PrintJob(current) {
                // An attribute without a name parts one job from the next.
                jobs.append(job)
                current = PrintJob.Attributes()
            }
            attribute = ippNextAttribute(handle)
        }
        if let job = PrintJob(current) { jobs.append(job) }
        return jobs
    }

    /// What the other side did not take of a request.
    func unsupported() -> [String] {
        var names: [String] = []
        var attribute = ippFirstAttribute(handle)
        while let found = attribute {
            if ippGetGroupTag(found) == IPP_TAG_UNSUPPORTED_GROUP, let name = ippGetName(found) {
                names.append(String(cString: name))
            }
            attribute = ippNextAttribute(handle)
        }
        return names
    }

    private static func texts(_ attribute: OpaquePointer) -> [String] {
        (0..<ippGetCount(attribute)).compactMap { index in
            ippGetString(attribute, index, nil).map { String(cString: $0) }
        }
    }

    private static func numbers(_ attribute: OpaquePointer) -> [Int] {
        guard [IPP_TAG_INTEGER, IPP_TAG_ENUM].contains(ippGetValueTag(attribute)) else { return [] }
        return (0..<ippGetCount(attribute)).map { Int(ippGetInteger(attribute, $0)) }
    }
}
