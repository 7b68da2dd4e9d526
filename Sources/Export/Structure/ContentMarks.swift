/// Renames marks in a page's operators.
enum ContentMarks {
    /// Cairo writes `/Private << /MCID 7 >> BDC` where an artifact begins; in its place comes `/Artifact BMC`
    /// (ISO 32000-1, 14.8.2.2). Texts in the operators are passed over.
    static func namingArtifacts(_ operators: [UInt8]) -> [UInt8] {
        let mark = Array("/\(TagWriter.artifactTag) <<".utf8)
        var result: [UInt8] = []
        result.reserveCapacity(operators.count)
        var at = 0
        var depth = 0
        while at < operators.count {
            let byte = operators[at]
            switch byte {
            case UInt8(ascii: "\\") where depth > 0:
                result.append(byte)
                at += 1
                if at < operators.count { result.append(operators[at]) }
            case UInt8(ascii: "("):
                depth += 1
                result.append(byte)
            case UInt8(ascii: ")"):
                depth -= 1
                result.append(byte)
            case UInt8(ascii: "/") where depth == 0 && operators[at...].starts(with: mark):
                guard let end = endOfMark(operators, from: at + mark.count) else {
                    result.append(byte)
                    break
                }
                result += "/Artifact BMC".utf8
                at = end
                continue
            default: result.append(byte)
            }
            at += 1
        }
        return result
    }

    /// Behind `>> BDC`.
    private static func endOfMark(_ operators: [UInt8], from start: Int) -> Int? {
        let end = Array("BDC".utf8)
        let limit = min(start + 40, operators.count - end.count)
        return (start..<max(start, limit)).first { operators[$0...].starts(with: end) }.map { $0 + end.count }
    }
}
