import Foundation

/// Where the project and its build lie, whatever folder the tests are run from.
package enum Project {
    /// The folder that holds `Package.swift`, without a slash at the end.
    package static let root: String = {
        // Tests/TestSupport/Project.swift, with links followed: a package may borrow these folders.
        let file = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        return file.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    }()

    /// The full path of a file of the project: `Project.path("templates/receipt.html")`.
    package static func path(_ relative: String) -> String { root + "/" + relative }

    package static func bytes(_ relative: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: URL(fileURLWithPath: path(relative))))
    }

    package static func text(_ relative: String) throws -> String {
        try String(contentsOfFile: path(relative), encoding: .utf8)
    }

    /// A program that was built beside the running tests: `Project.product("zhengjiao")`.
    package static func product(_ name: String) -> String {
        let runner = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        return runner.deletingLastPathComponent().appendingPathComponent(name).path
    }
}
