/// Paths of files beside a template, with `/` on every system.
package enum RelativePath {
    /// `path` seen from where `folder` is seen from, without `.` and with `..` taken together where they can be. What
    /// is no relative path (`/…`, `data:…`, `https:…`) stays as it is.
    package static func join(_ folder: String, _ path: String) -> String {
        if path.hasPrefix("/") || hasScheme(path) { return path }
        var parts: [Substring] = []
        for part in (folder + "/" + path).split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
        }
        let joined = parts.joined(separator: "/")
        return folder.hasPrefix("/") ? "/" + joined : joined
    }

    /// What stands before the last `/`.
    package static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    /// Whether it begins with a scheme such as `data:`.
    package static func hasScheme(_ path: String) -> Bool {
        guard let colon = path.utf8.firstIndex(of: UInt8(ascii: ":")), colon > path.startIndex else { return false }
        return path.utf8[..<colon].allSatisfy { $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "+") }
    }
}
