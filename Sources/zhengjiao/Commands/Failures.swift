import ArgumentParser
import Diagnostics
import Export
import Foundation
import Glibc
import Storage
import Synchronization

/// Exit codes after sysexits.h.
extension ExitCode {
    /// EX_DATAERR: the input is wrong.
    static let wrongInput = ExitCode(65)
    /// EX_IOERR: the disk or another part of the world failed.
    static let worldFailed = ExitCode(74)
    /// As a shell counts a program that Ctrl-C ended.
    static let interrupted = ExitCode(130)
    /// As a shell counts a program that a signal ended.
    static func interrupted(by signal: Int32) -> ExitCode { ExitCode(128 + signal) }
}

extension ValidationError {
    /// A wrong command line, in the words of the user's language.
    init(zh: String, en: String) { self.init(Failures.language == .chinese ? zh : en) }
}

/// Shows what went wrong on standard error and ends with the code for it.
enum Failures {
    static var language: Language { Language(environment: ProcessInfo.processInfo.environment) }

    /// Runs a command where it was called, and shows what it throws.
    static func reporting<Result>(
        isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Result
    ) async throws -> Result {
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
        for diagnostic in rejection.diagnostics.prefix(mostShown) { write(describe(diagnostic)) }
        if let count = countOfErrors(rejection.diagnostics) { write(count) }
    }

    /// Nobody reads on behind so many; what is wrong with one record is mostly wrong with all.
    private static let mostShown = 50

    /// How many errors there are, and whether all were shown; nil for a single one.
    private static func countOfErrors(_ diagnostics: [Diagnostic]) -> String? {
        let errors = diagnostics.count { $0.severity == .error }
        let isChinese = language == .chinese
        if diagnostics.count > mostShown {
            return isChinese
                ? "共 \(errors) 处错误，以上是前 \(mostShown) 处。" : "\(errors) errors; these are the first \(mostShown)."
        }
        return errors > 1 ? (isChinese ? "共 \(errors) 处错误。" : "\(errors) errors.") : nil
    }

    /// A diagnostic with its source line, in colours on a terminal.
    static func describe(_ diagnostic: Diagnostic) -> String {
        DiagnosticPrinter(language: language, isColoured: isColoured, source: excerpts.source).describe(diagnostic)
    }

    /// The diagnostics with their source lines as they stand now, for a page.
    static func plain(_ diagnostics: [Diagnostic]) -> String {
        let printer = DiagnosticPrinter(language: language, source: Excerpts().source)
        let lines = diagnostics.prefix(mostShown).map(printer.describe)
        return (lines + [countOfErrors(diagnostics)].compactMap { $0 }).joined(separator: "\n")
    }

    private static let excerpts = Excerpts()

    /// `NO_COLOR` asks for none (no-color.org).
    private static let isColoured =
        isatty(2) == 1 && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
        && ProcessInfo.processInfo.environment["TERM"] != "dumb"

    static func write(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }
}

/// The texts of files for the lines that messages show, each read once.
private final class Excerpts: Sendable {
    private let texts = Mutex<[String: SourceText?]>([:])
    /// A longer file is data, of which no line tells more than the message.
    private static let longest = 8 << 20

    func source(_ path: String) -> SourceText? {
        texts.withLock { texts in
            if let known = texts[path] { return known }
            // A file that is gone or no text is shown without its line.
            let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
            let isShort = size.map { $0 <= Excerpts.longest } ?? false
            // The same.
            let text = isShort ? try? String(contentsOfFile: path, encoding: .utf8) : nil
            texts[path] = text.map { SourceText(name: path, text: $0) }
            return texts[path] ?? nil
        }
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
