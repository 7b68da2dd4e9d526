import Dispatch
import Glibc

/// Ctrl-C and `kill`: the work in hand is brought to its end and kept.
final class Signals {
    private let sources: [any DispatchSourceSignal]

    /// - Parameter stop: is given the signal's number.
    init(_ stop: @escaping @Sendable (Int32) -> Void) {
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler(handler: DispatchWorkItem { stop(number) })
            source.resume()
            return source
        }
    }

    /// From here on the signals do again what they usually do.
    func end() {
        for source in sources { source.cancel() }
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }
}
