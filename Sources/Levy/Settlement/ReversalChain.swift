/// Which lines of the bank stand: a reversal (冲正) takes back the line it names, which may itself be a reversal. The
/// order in which lines arrived plays no part.
struct ReversalChain {
    private var lines: [String: PaymentLine] = [:]
    /// The reversals that name a serial.
    private var naming: [String: [String]] = [:]

    init(_ reversals: [PaymentLine]) {
        for line in reversals {
            lines[line.serial] = line
            if let target = line.reverses { naming[target, default: []].append(line.serial) }
        }
    }

    var reversals: [PaymentLine] { lines.values.sorted { ($0.paidOn, $0.serial) < ($1.paidOn, $1.serial) } }

    /// Whether a line counts: no reversal that stands names it. Reversals that name each other in a circle take nothing
    /// back.
    func stands(_ serial: String) -> Bool { standing(serial, depth: 0) }

    private func standing(_ serial: String, depth: Int) -> Bool {
        guard let names = naming[serial], depth <= lines.count else { return true }
        return !names.contains { !isCircular($0) && standing($0, depth: depth + 1) }
    }

    /// The payment at the end of the chain that a reversal belongs to; nil in a circle.
    func root(of reversal: String) -> String? {
        var serial = reversal
        for _ in 0...lines.count {
            guard let target = lines[serial]?.reverses else { return serial }
            serial = target
        }
        return nil
    }

    private func isCircular(_ reversal: String) -> Bool { root(of: reversal) == nil }

    /// The first reversal in the order of payment that takes the line back.
    func cause(of serial: String) -> String? {
        (naming[serial] ?? []).compactMap { lines[$0] }
            .filter { !isCircular($0.serial) && stands($0.serial) }
            .min { ($0.paidOn, $0.serial) < ($1.paidOn, $1.serial) }?.serial
    }
}
