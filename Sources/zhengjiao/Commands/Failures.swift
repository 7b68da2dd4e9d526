import ArgumentParser
import Diagnostics
import Export
import Foundation
import Storage

/// Exit codes after sysexits.h.
extension ExitCode {
    /// EX_DATAERR: the input is wrong.
    static let wrongInput = ExitCode(65)
    /// EX_IOERR: the disk or another part of the world failed.
    static let worldFailed = ExitCode(74)
}

/// Shows what went wrong on standard error and ends with the code for it.
enum Failures {
    static var language: Language { Language(environment: ProcessInfo.processInfo.environment) }

    static func reporting<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let rejection as Rejection {
            show(rejection)
            throw ExitCode.wrongInput
        } catch let exit as ExitCode {
            throw exit
        } catch {
            show(Rejection("command.world-failed", ["reason": "\(error)"]))
            throw ExitCode.worldFailed
        }
    }

    static func show(_ rejection: Rejection) {
        let printer = DiagnosticPrinter(language: language) { path in
            // A file that is gone or no text is shown without its line.
            (try? String(contentsOfFile: path, encoding: .utf8)).map { SourceText(name: path, text: $0) }
        }
        for diagnostic in rejection.diagnostics { write(printer.describe(diagnostic)) }
        let errors = rejection.diagnostics.count { $0.severity == .error }
        if errors > 1 { write(language == .chinese ? "共 \(errors) 处错误。" : "\(errors) errors.") }
    }

    static func write(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }
}

/// Text files that a user names.
enum TextFile {
    /// - Throws: `Rejection` when the file is missing or not UTF-8.
    static func read(_ path: String) throws(Rejection) -> SourceText {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Rejection("command.file-unreadable", ["file": path])
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw Rejection("command.file-not-utf8", ["file": path])
        }
        return SourceText(name: path, text: text)
    }
}
