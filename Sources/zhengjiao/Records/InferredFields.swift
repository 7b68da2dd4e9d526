import Diagnostics
import Foundation
import Levy
import Templates

/// What a template's data looks like where no `.fields` file says it: columns are texts, JSON says its types itself.
enum InferredFields {
    /// How many records are looked at.
    private static let sampleSize = 1_000

    /// How data is to be taken where no output says it: as one document if the template has rows, else each record.
    static func taking(for template: String) -> RunData.Taking {
        guard !hasDescription(template) else { return .whole }
        // A template that cannot be read is refused when it is compiled.
        let text = (try? String(contentsOfFile: template, encoding: .utf8)) ?? ""
        return text.contains("in \(RunData.rows)\"") || text.contains("in \(RunData.rows)'") ? .whole : .each([])
    }

    private static func hasDescription(_ template: String) -> Bool {
        FileManager.default.fileExists(atPath: (template as NSString).deletingPathExtension + ".fields")
    }

    /// - Returns: nil when a description lies beside the template, or there is no data.
    /// - Throws: `Rejection` for data that cannot be read.
    static func of(_ file: DataFile?, beside template: String, taking: RunData.Taking) throws -> Fields? {
        guard let file, !hasDescription(template) else { return nil }
        switch (file.format, taking) {
        case (.table, .each): return try columns(file)
        case (.table, .whole): return Fields(list: RunData.rows, of: try columns(file))
        case (.json, .each(let path)): return try elements(file, path).fields
        case (.json, .whole):
            let (fields, isList) = try elements(file, [])
            return isList ? Fields(list: RunData.rows, of: fields) : fields
        }
    }

    private static func columns(_ file: DataFile) throws -> Fields {
        guard let head = try TableRows(path: file.path, name: file.name).next() else {
            throw Rejection("data.empty", ["file": file.name])
        }
        return Fields(inferredFrom: head.texts)
    }

    private static func elements(_ file: DataFile, _ path: [String]) throws -> (fields: Fields, isList: Bool) {
        var records = try JSONRecords(RunData.text(file), each: path)
        var samples: [JSONElement] = []
        while samples.count < sampleSize, let element = try records.next() { samples.append(element) }
        return (Fields(inferredFrom: samples), records.isList)
    }
}
