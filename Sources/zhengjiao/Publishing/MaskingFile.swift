import Diagnostics
import Foundation
import Levy
import Settings
import Templates

/// `templates/masking.yaml`: how persons are shown, a profile for each kind of document.
struct MaskingFile: Sendable {
    let path: String
    let profiles: [MaskingProfile]

    /// - Throws: `Rejection` with all mistakes of the file.
    static func installed() throws -> MaskingFile {
        let path = Installation.home + "/templates/masking.yaml"
        guard let data = FileManager.default.contents(atPath: path), let text = String(validating: data, as: UTF8.self)
        else { throw Rejection("privacy.no-profiles", ["file": path]) }
        return try MaskingFile(text, path: path)
    }

    init(_ text: String, path: String) throws(Rejection) {
        self.path = path
        let root = try ConfigValue.read(text, file: path)
        try root.requireOnly(keys: ["profiles"])
        var mistakes = DiagnosticList()
        var profiles: [MaskingProfile] = []
        var documents: Set<String> = []
        for value in try root.list("profiles") {
            do {
                let profile = try MaskingFile.profile(value, &mistakes)
                if profiles.contains(where: { $0.id == profile.id }) {
                    mistakes.error("privacy.profile-twice", ["profile": profile.id], at: value["id"]?.span)
                }
                for name in profile.documents where !documents.insert(name).inserted {
                    mistakes.error("privacy.document-twice", ["document": name], at: value["documents"]?.span)
                }
                profiles.append(profile)
            } catch { mistakes.append(error) }
        }
        try mistakes.throwIfErrors()
        self.profiles = profiles
    }

    private static func profile(
        _ value: ConfigValue, _ mistakes: inout DiagnosticList
    ) throws(Rejection) -> MaskingProfile {
        try value.requireOnly(keys: ["id", "title", "audience", "documents", "fields", "minors", "smallest", "prints"])
        let audience = try choice(value.require("audience"), MaskingProfile.Audience.init, MaskingProfile.Audience.all)
        var treatments: [PersonField: MaskingProfile.Treatment] = [:]
        for entry in try value.require("fields").asMap() {
            guard let field = PersonField(rawValue: entry.key) else {
                let known = PersonField.allCases.map(\.rawValue).joined(separator: ", ")
                mistakes.error("privacy.unknown-field", ["field": entry.key, "known": known], at: entry.keySpan)
                continue
            }
            let treatment = try choice(entry.value, MaskingProfile.Treatment.init, MaskingProfile.Treatment.all)
            let allowed = MaskingProfile.allowed(field, for: audience)
            if allowed.contains(treatment) {
                treatments[field] = treatment
            } else {
                mistakes.error(
                    "privacy.treatment",
                    [
                        "field": field.rawValue, "treatment": treatment.rawValue, "audience": audience.rawValue,
                        "allowed": allowed.map(\.rawValue).joined(separator: ", "),
                    ], at: entry.value.span)
            }
        }
        let minors = try value["minors"].map { value throws(Rejection) in
            try choice(value, MaskingProfile.Minors.init, MaskingProfile.Minors.all)
        }
        if audience == .everybody, !MaskingProfile.allowedMinors(for: audience).contains(minors ?? .head) {
            mistakes.error("privacy.minors", at: value["minors"]?.span)
        }
        let printed = try printed(value["prints"], isPublic: audience == .everybody, at: value, &mistakes)
        return MaskingProfile(
            id: try value.text("id"), title: try value.text("title"), audience: audience,
            documents: try value.texts("documents"), treatments: treatments,
            minors: minors ?? (audience == .everybody ? .head : .full),
            smallest: try value.optionalInt("smallest") ?? 0,
            facts: printed.facts, persons: printed.persons)
    }

    private static func printed(
        _ value: ConfigValue?, isPublic: Bool, at profile: ConfigValue, _ mistakes: inout DiagnosticList
    ) throws(Rejection) -> (facts: Set<String>, persons: [String: PersonField]) {
        guard let value else {
            if isPublic { mistakes.error("privacy.prints-missing", at: profile.span) }
            return ([], [:])
        }
        try value.requireOnly(keys: ["facts", "persons"])
        var persons: [String: PersonField] = [:]
        for entry in try value["persons"]?.asMap() ?? [] {
            persons[entry.key] = try choice(entry.value, PersonField.init, PersonField.allCases.map(\.rawValue))
        }
        return (Set(try value["facts"]?.asTexts() ?? []), persons)
    }

    private static func choice<Choice>(
        _ value: ConfigValue, _ read: (String) -> Choice?, _ all: [String]
    ) throws(Rejection) -> Choice {
        let text = try value.asText()
        guard let choice = read(text) else {
            throw Rejection(
                "privacy.choice", ["text": text, "known": all.joined(separator: ", ")], at: value.span)
        }
        return choice
    }

    // MARK: Asking

    /// The profile that a template is printed under.
    func profile(ofTemplate name: String) throws(Rejection) -> MaskingProfile {
        guard let profile = profiles.first(where: { $0.documents.contains(name) }) else {
            throw Rejection("privacy.no-profile", ["document": name, "file": path])
        }
        return profile
    }

    private static func name(of template: String) -> String {
        URL(fileURLWithPath: template).deletingPathExtension().lastPathComponent
    }

    /// - Parameter template: its path.
    func isPublic(template: String) -> Bool {
        profiles.contains { $0.isPublic && $0.documents.contains(MaskingFile.name(of: template)) }
    }

    /// Whether a template names only what its profile lets everybody see.
    /// - Throws: `Rejection` `privacy.unmasked-field` at each field that it does not.
    func check(_ template: Template) throws(Rejection) {
        let name = MaskingFile.name(of: template.path)
        guard let profile = profiles.first(where: { $0.isPublic && $0.documents.contains(name) }) else { return }
        var mistakes = DiagnosticList()
        for (path, field) in MaskingFile.leaves(template.fields.members, under: "") where !profile.lets(path) {
            mistakes.error("privacy.unmasked-field", ["field": path, "profile": profile.id], at: field.span)
        }
        try mistakes.throwIfErrors()
    }

    private static func leaves(
        _ members: [String: Fields.Field], under path: String
    ) -> [(path: String, field: Fields.Field)] {
        members.sorted { $0.key < $1.key }.flatMap { name, field in
            field.members.isEmpty ? [(path + name, field)] : leaves(field.members, under: path + name + ".")
        }
    }
}

extension MaskingProfile.Audience {
    static let all = allCases.map(\.rawValue)
}

extension MaskingProfile.Treatment {
    static let all = allCases.map(\.rawValue)
}

extension MaskingProfile.Minors {
    static let all = allCases.map(\.rawValue)
}
