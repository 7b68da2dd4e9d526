import Diagnostics
import Synchronization
import Workflow

/// The people file as it was last read. It is read again when its owner says so.
package final class PeopleRegister: Sendable {
    package let path: String
    private let definition: Definition
    private let file: Mutex<PeopleFile>

    /// - throws: as `PeopleFile.load`.
    package init(path: String, definition: Definition) throws(Rejection) {
        self.path = path
        self.definition = definition
        file = Mutex(try PeopleFile.load(path: path, definition: definition))
    }

    /// A register of nobody, for a daemon that only shows how it is.
    package init(nobodyFor definition: Definition) {
        path = ""
        self.definition = definition
        file = Mutex(PeopleFile(people: []))
    }

    package var people: [Person] { file.withLock { $0.people } }

    /// Reads the file again; when it is wrong, what was read before stays.
    /// - throws: as `PeopleFile.load`.
    package func reload() throws(Rejection) {
        guard !path.isEmpty else { return }
        let fresh = try PeopleFile.load(path: path, definition: definition)
        file.withLock { $0 = fresh }
    }

    package func person(withToken token: String) -> Person? { file.withLock { $0 }.person(withToken: token) }
}
