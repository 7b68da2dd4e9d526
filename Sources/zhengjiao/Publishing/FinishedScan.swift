import Diagnostics
import Export
import Levy
import Storage

/// The leak scan of a finished file: its bytes are read back, since what layout meant is not what paper shows.
enum FinishedScan {
    struct Result {
        let pages: Int
        /// Pages with pictures, in which no text can be read.
        let pictures: Int
        let findings: [LeakScan.Finding]
        /// The lines of each page.
        var lines: [[String]] = []
    }

    /// What looks like persons and which the one who consents has to answer for, in words.
    static func suspicions(_ result: Result, name: String, in transaction: Transaction) throws -> [Diagnostic] {
        let regions = try RegionTree.stored(in: transaction)
        return try NameSuspicion.read(result.lines, in: transaction).map { one in
            var facts = ["file": name, "page": "\(one.page)", "count": "\(one.count)"]
            if one.kind == .village { facts["village"] = regions.fullName(ofVillage: one.village) }
            return Diagnostic(.warning, "privacy.suspect.\(one.kind.rawValue)", facts)
        }
    }

    /// - Throws: `Rejection` when the bytes cannot be read as a PDF.
    static func scan(_ pdf: [UInt8], name: String, persons: KnownTexts = KnownTexts()) throws -> Result {
        let file: ReadFile
        do { file = try ReadFile.read(pdf) } catch let failure as QPDFFailure {
            throw Rejection("privacy.unreadable-file", ["file": name, "reason": failure.description])
        }
        let pages = file.pages.map {
            LeakScan.Page(lines: $0.lines, runs: $0.runs, unreadable: $0.unreadable)
        }
        let findings = LeakScan(persons: persons).findings(
            in: pages, hidden: file.hidden, hasAttachments: file.hasAttachments)
        return Result(
            pages: pages.count, pictures: file.pages.count { $0.pictures > 0 }, findings: findings,
            lines: file.pages.map(\.lines))
    }

    /// The findings in words, which name the page and the kind and never what was found.
    static func diagnostics(_ result: Result, name: String) -> [Diagnostic] {
        result.findings.map { finding in
            var arguments = ["file": name, "count": "\(finding.count)"]
            if let page = finding.page { arguments["page"] = "\(page)" }
            let place = finding.page == nil ? "hidden" : "page"
            return Diagnostic(.error, "privacy.leak.\(finding.kind.rawValue).\(place)", arguments)
        }
    }
}
