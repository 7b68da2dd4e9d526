import Diagnostics

/// A job as the printer describes it (RFC 8011, 5.3).
struct PrintJob: Equatable {
    /// With the numbers of `job-state`.
    enum State: Int {
        case pending = 3
        case held, processing, stopped, cancelled, aborted, completed
    }

    /// What was found of a job so far.
    struct Attributes {
        var id: Int?
        var name: String?
        var state: Int?
        var reasons: [String] = []
        var impressions: Int?
    }

    let id: Int
    let name: String
    let state: State
    let reasons: [String]
    let impressions: Int

    init?(_ attributes: Attributes) {
        guard let id = attributes.id, let state = attributes.state.flatMap(State.init) else { return nil }
        self.id = id
        self.state = state
        name = attributes.name ?? ""
        reasons = attributes.reasons.filter { $0 != "none" }
        impressions = attributes.impressions ?? 0
    }

    /// Whether the printer waits for the document and so cannot have printed any of it.
    var isEmpty: Bool {
        state == .held && reasons.contains { ["job-incoming", "job-data-insufficient"].contains($0) }
    }

    /// How a delivery remembers the job.
    var receipt: String { "job \(id)" }

    /// The number in a receipt.
    static func number(in receipt: String) -> Int? {
        guard receipt.hasPrefix("job ") else { return nil }
        return Int(receipt.dropFirst(4).prefix { $0.isNumber })
    }
}

/// The printer's reasons (`printer-state-reasons`, PWG 5100.9 and IANA) in words.
enum PrinterReason {
    /// Those that have a wording; every other is shown as the printer says it.
    static let known = [
        "media-needed", "media-jam", "media-empty", "media-low", "toner-empty", "toner-low", "marker-supply-empty",
        "marker-supply-low", "cover-open", "door-open", "interlock-open", "input-tray-missing", "output-area-full",
        "output-tray-missing", "paused", "shutdown", "offline", "timed-out", "connecting-to-device", "moving-to-paused",
        "spool-area-full", "fuser-over-temp", "developer-empty", "marker-waste-full",
    ]

    /// What stands in the way of printing: `none` and mere reports left out.
    static func describe(_ reasons: [String]) -> [Diagnostic] {
        reasons.filter { $0 != "none" && !$0.hasSuffix("-report") }.map { reason in
            let name = ["-error", "-warning"].reduce(reason) { $0.hasSuffix($1) ? String($0.dropLast($1.count)) : $0 }
            guard known.contains(name) else {
                return Diagnostic(.warning, "printer.reason", ["reason": reason])
            }
            return Diagnostic(.warning, "printer.reason.\(name)", ["reason": reason])
        }
    }
}
