import Diagnostics
import Foundation
import Synchronization

/// Shows a batch going by on standard error: a bar on a terminal, a line for each tenth otherwise.
final class RenderProgress: Sendable {
    private let isTerminal: Bool
    private let started = ContinuousClock.now
    private let state = Mutex(State())

    private struct State {
        var total = 0
        var done = 0
        var failures = 0
        var hasBar = false
        var drawn: ContinuousClock.Instant?
        var tenths = 0
    }

    private static let barWidth = 28

    init(isTerminal: Bool) { self.isTerminal = isTerminal }

    func begin(_ total: Int) {
        state.withLock { $0.total = total }
        if !isTerminal { Failures.write(say("render.records", ["count": "\(total)"])) }
    }

    func advance(failures: Int) {
        state.withLock { state in
            state.done += 1
            state.failures = failures
            if isTerminal {
                // Ten pictures a second are enough.
                if let drawn = state.drawn, drawn.duration(to: .now) < .milliseconds(100) { return }
                draw(&state)
            } else if state.total >= 100, state.done * 10 / state.total > state.tenths {
                state.tenths = state.done * 10 / state.total
                if state.done < state.total { Failures.write("  " + words(state)) }
            }
        }
    }

    /// A message between the bars.
    func message(_ text: String) {
        state.withLock { state in
            clear(&state)
            Failures.write(text)
        }
    }

    func end() { state.withLock { clear(&$0) } }

    /// How long it has taken so far.
    var seconds: Double { Double(started.duration(to: .now) / .milliseconds(1)) / 1_000 }

    private func clear(_ state: inout State) {
        guard state.hasBar else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
        state.hasBar = false
        state.drawn = nil
    }

    private func draw(_ state: inout State) {
        let filled = state.done * RenderProgress.barWidth / max(1, state.total)
        let bar =
            String(repeating: "█", count: filled)
            + String(repeating: "░", count: max(0, RenderProgress.barWidth - filled))
        FileHandle.standardError.write(Data("\r\u{1B}[K  \(bar) \(words(state))".utf8))
        state.hasBar = true
        state.drawn = .now
    }

    private func words(_ state: State) -> String {
        let rate = Double(state.done) / max(0.001, seconds)
        let left = Int(Double(state.total - state.done) / max(0.001, rate))
        let seconds = left % 60 < 10 ? "0\(left % 60)" : "\(left % 60)"
        return say(
            state.failures == 0 ? "render.progress" : "render.progress-failures",
            [
                "percent": "\(state.done * 100 / max(1, state.total))", "done": "\(state.done)",
                "total": "\(state.total)", "rate": "\(Int(rate))", "left": "\(left / 60):\(seconds)",
                "failures": "\(state.failures)",
            ])
    }
}

/// The records that could not be printed, shown as they come: the first ones in full, then a line each. Of those that
/// were printed with something amiss, the first of each place in the template.
final class FailureList {
    private let progress: RenderProgress
    private var count = 0
    private var amiss: [(first: Diagnostic, others: Int)] = []
    private var places: [SourceSpan?: Int] = [:]
    private static let shownInFull = 20

    init(_ progress: RenderProgress) { self.progress = progress }

    func add(_ subject: String, _ rejection: Rejection) {
        count += 1
        let first = rejection.diagnostics[0]
        guard count <= FailureList.shownInFull else {
            progress.message("  \(subject): \(Catalogue.message(first, in: Failures.language)) [\(first.code)]")
            return
        }
        let head = Catalogue.message(Diagnostic(.note, "render.refused", ["subject": subject]), in: Failures.language)
        progress.message(([head] + rejection.diagnostics.map(Failures.describe)).joined(separator: "\n"))
    }

    /// Shows what is amiss with a record that was printed.
    func warn(_ warnings: [Diagnostic]) {
        for warning in warnings {
            if let known = places[warning.span] {
                amiss[known].others += 1
            } else {
                places[warning.span] = amiss.count
                amiss.append((warning, 0))
                progress.message(Failures.describe(warning))
            }
        }
    }

    /// Says how many more records have what was shown of one.
    func summarize() {
        for (first, others) in amiss where others > 0 {
            let facts = [
                "count": "\(others)", "file": first.span?.file ?? "", "line": first.span.map { "\($0.line)" } ?? "",
            ]
            progress.message(Catalogue.message(Diagnostic(.note, "render.amiss", facts), in: Failures.language))
        }
    }
}
