import Diagnostics

/// The code of the first mistake that `body` is refused with, the description of another error, or nil.
package func diagnosticCode(_ body: () throws -> Void) -> String? {
    do {
        try body()
        return nil
    } catch let rejection as Rejection {
        return rejection.diagnostics[0].code
    } catch {
        return "\(type(of: error))"
    }
}
