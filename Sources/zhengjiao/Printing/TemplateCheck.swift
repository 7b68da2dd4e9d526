import Diagnostics
import Foundation
import Inspection
import Markup
import Templates
import Typesetting

/// Everything that can be known of a template before it prints for real.
struct TemplateCheck {
    let room: PressRoom
    /// What it is tried with; nil for the sample beside it.
    let data: DataFile?

    struct Finding {
        var diagnostics: [Diagnostic] = []
        var pages: Int?
    }

    /// Never throws: what goes wrong is what is asked for.
    func check(_ path: String) -> Finding {
        var finding = Finding()
        let template: Template
        do {
            let inferred = try InferredFields.of(
                try data ?? sample(path), beside: path, taking: InferredFields.taking(for: path))
            template = try Template.compile(path: path, inferred: inferred, filters: DomainFilters.all)
            try MaskingFile.installed().check(template)
        } catch {
            finding.diagnostics = TemplateCheck.diagnostics(error)
            return finding
        }
        finding.diagnostics = fonts(template) + wording(template)
        // A trial would only find the same again.
        guard !finding.diagnostics.contains(where: { $0.severity == .error }) else { return finding }
        do {
            guard let trial = try trial(template) else { return finding }
            finding.pages = trial.pages
            finding.diagnostics += trial.findings
        } catch {
            finding.diagnostics += TemplateCheck.diagnostics(error)
        }
        return finding
    }

    private static func diagnostics(_ error: any Error) -> [Diagnostic] {
        (error as? Rejection)?.diagnostics ?? [
            Diagnostic(.error, "command.world-failed", ["reason": "\(error)"])
        ]
    }

    // MARK: Fonts

    /// Families that nobody knows, and fixed text that no font has.
    private func fonts(_ template: Template) -> [Diagnostic] {
        var found: [Diagnostic] = []
        var reported: Set<String> = []
        for text in template.fixedTexts {
            guard let chain = room.fonts.chain(families: text.families, weight: text.weight) else {
                let families = text.families.joined(separator: ", ")
                guard reported.insert(families).inserted else { continue }
                found.append(
                    Diagnostic(
                        .error, "font.unknown-family",
                        ["families": families, "known": room.fonts.familyNames.joined(separator: ", ")],
                        at: text.span))
                continue
            }
            for family in text.families
            where room.fonts.chain(families: [family], weight: 400) == nil && reported.insert(family).inserted {
                found.append(
                    Diagnostic(
                        .warning, "check.unknown-family", ["family": family, "used": chain.family], at: text.span))
            }
            found += missing(text, chain.family)
        }
        return found
    }

    private func missing(_ text: FixedText, _ family: String) -> [Diagnostic] {
        var seen: Set<Unicode.Scalar> = []
        return text.text.unicodeScalars.compactMap { scalar in
            guard !scalar.isUnprinted, seen.insert(scalar).inserted,
                room.fonts.face(for: scalar, family: family, weight: text.weight) == nil,
                !text.families.contains(where: { room.fonts.face(for: scalar, family: $0) != nil })
            else { return nil }
            let hex = String(scalar.value, radix: 16, uppercase: true)
            return Diagnostic(
                .error, "font.missing-glyph",
                [
                    "character": String(scalar),
                    "code": "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex,
                    "text": String(text.text.trimmingBlanks.prefix(20)),
                ], at: text.span)
        }
    }

    // MARK: Wording

    /// What is said of debts and taxes, and not to residents: they join of their own will (自愿参保), and their fees bear
    /// no late fees and no fines.
    private static let threats = [
        "滞纳金", "罚款", "罚金", "处罚", "强制", "责令", "限期缴", "逾期不缴", "逾期未缴", "拒不缴", "欠费", "失信", "黑名单", "追缴",
    ]

    /// Threats in a template that declares to speak to residents.
    private func wording(_ template: Template) -> [Diagnostic] {
        guard let audience = template.declaredAudience else { return [] }
        guard audience.text == "residents" else {
            return [Diagnostic(.error, "check.audience", ["audience": audience.text], at: audience.span)]
        }
        return template.fixedTexts.flatMap { text in
            TemplateCheck.threats.filter { text.text.contains($0) }.map { word in
                Diagnostic(.error, "check.threat", ["word": word], at: text.span)
            }
        }
    }

    // MARK: Trial

    private struct Trial {
        /// Of all records.
        let pages: Int
        /// What layout, and the standard that an official document follows, have against them.
        let findings: [Diagnostic]
    }

    /// Lays out the sample, the data that was given, or a document that needs none.
    /// - Returns: nil when there is nothing to try with.
    private func trial(_ template: Template) throws -> Trial? {
        let file = try data ?? sample(template.path)
        let needsData = template.fields.members.values.contains { !$0.isOptional }
        if file == nil, needsData { return nil }
        let records = try RunData(
            file, fields: template.fields, taking: InferredFields.taking(for: template.path)
        ).records()
        let format = try template.declaredFormat.map { try DocumentFormat(declaration: $0) }
        var pages = 0
        var found: [Diagnostic] = []
        // One place of the template is one mistake, however many records show it.
        var places: Set<SourceSpan> = []
        var mistakes = DiagnosticList()
        while let read = try records.next() {
            do {
                let document = try template.fill(
                    try read.record.get(), subject: read.subject.isEmpty ? nil : read.subject)
                let laidOut = try room.layout(document)
                pages += laidOut.pages.count
                found += laidOut.warnings.filter { $0.span.map { places.insert($0).inserted } ?? true }
                if let format { found += Inspection.check(laidOut.pages, format: format, fonts: room.fonts) }
            } catch let rejection as Rejection { mistakes.append(rejection) }
        }
        if !mistakes.diagnostics.isEmpty { throw Rejection(mistakes.diagnostics) }
        return Trial(pages: pages, findings: found)
    }

    /// `samples/NAME.json` beside the template.
    private func sample(_ template: String) throws -> DataFile? {
        let url = URL(fileURLWithPath: template)
        let name = url.deletingPathExtension().lastPathComponent + ".json"
        let path = url.deletingLastPathComponent().appendingPathComponent("samples").appendingPathComponent(name)
            .relativePath
        return FileManager.default.fileExists(atPath: path) ? try DataFile(path) : nil
    }
}
