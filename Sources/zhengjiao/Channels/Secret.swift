import Diagnostics
import Foundation
import Settings
import Workflow

/// Something that must not stand in a plan, a journal or a log: where it comes from, never what it is.
enum Secret: Sendable {
    /// A file that only its owner may read.
    case file(String)
    case environment(String)
    /// It is no secret.
    case open(String)

    /// - Parameter key: `password` reads `password-file` or `password-env`.
    init?(_ value: ConfigValue, _ key: String, _ folder: String) throws(Rejection) {
        if let name = try value.optionalText(key + "-file") {
            self = .file(name.hasPrefix("/") ? name : folder + "/" + name)
        } else if let name = try value.optionalText(key + "-env") {
            self = .environment(name)
        } else {
            return nil
        }
    }

    static func missing(_ value: ConfigValue, _ key: String) -> Rejection {
        Rejection(
            "delivery.secret-missing", ["path": "\(value.path).\(key)", "known": "\(key)-file, \(key)-env"],
            at: value.span)
    }

    /// The secret, without the white space around it.
    /// - Throws: `Rejection` `delivery.secret-file`, `delivery.secret-open`, `delivery.secret-empty`.
    func read() throws(Rejection) -> String {
        let (text, source): (String, String)
        switch self {
        case .open(let open): return open
        case .environment(let name): (text, source) = (ProcessInfo.processInfo.environment[name] ?? "", "$" + name)
        case .file(let path): (text, source) = (try Secret.read(path), path)
        }
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !trimmed.isEmpty else { throw Rejection("delivery.secret-empty", ["source": source]) }
        return trimmed
    }

    private static func read(_ path: String) throws(Rejection) -> String {
        do {
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
            let text = try String(contentsOfFile: path, encoding: .utf8)
            guard (mode?.intValue ?? 0o777) & 0o077 == 0 else {
                throw Rejection("delivery.secret-open", ["file": path])
            }
            return text
        } catch let rejection as Rejection {
            throw rejection
        } catch {
            throw Rejection("delivery.secret-file", ["file": path, "reason": error.localizedDescription])
        }
    }
}
