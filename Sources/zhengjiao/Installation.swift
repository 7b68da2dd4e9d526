import Diagnostics
import Foundation
import Typesetting

/// Where the program's own files are: templates, fonts, workflows.
enum Installation {
    /// `$ZHENGJIAO_HOME`, else the nearest folder above the working folder or the program that holds
    /// `fonts/fonts.yaml`.
    static let home: String = {
        let environment = ProcessInfo.processInfo.environment
        if let named = environment["ZHENGJIAO_HOME"], !named.isEmpty { return named }
        let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent()
        let working = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
        for start in [working, program] {
            var folder = start
            while true {
                if FileManager.default.fileExists(atPath: folder.path + "/fonts/fonts.yaml") { return folder.path }
                let parent = folder.deletingLastPathComponent()
                if parent.path == folder.path { break }
                folder = parent
            }
        }
        return working.path
    }()

    static func fontCatalog(override: String?) throws -> FontCatalog {
        try FontCatalog(path: fontList(override: override), folders: fontFolders)
    }

    /// The catalogue as far as its fonts are here.
    /// - Parameter mistakes: receives those that are not.
    static func fontCatalog(override: String?, mistakes: inout DiagnosticList) throws -> FontCatalog {
        try FontCatalog(path: fontList(override: override), folders: fontFolders, mistakes: &mistakes)
    }

    private static var fontFolders: [String] {
        FontCatalog.folders(environment: ProcessInfo.processInfo.environment, project: home)
    }

    /// The file that says which families there are.
    static func fontList(override: String?) -> String { override ?? home + "/fonts/fonts.yaml" }

    static func template(_ name: String) -> String { "\(home)/templates/\(name).html" }
}
