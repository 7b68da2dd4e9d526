import Foundation
import TestSupport
import Typesetting

/// The fonts of the project, opened once for all cases.
enum SuiteFonts {
    static func catalog() throws -> FontCatalog { try opened.get() }

    private static let opened = Result {
        try FontCatalog(
            path: Project.path("fonts/fonts.yaml"),
            folders: FontCatalog.folders(environment: ProcessInfo.processInfo.environment, project: Project.root))
    }
}
