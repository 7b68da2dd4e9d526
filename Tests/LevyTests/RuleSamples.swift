import Diagnostics
import Foundation
import Levy
import Storage

/// The rules files of the tests: other places and years, and that of the campaign that the project carries.
enum RuleSamples {
    static let folder = XuechengData.tests + "/RuleSamples"
    static let names = [
        "inner-mongolia-2014", "inner-mongolia-2025", "hohhot", "yantai-2024", "medical-minimum", "shandong-cities",
        "aid-2024", "national-2025",
    ]

    static func text(_ name: String) throws -> String {
        let path =
            name == "xuecheng-2019" ? XuechengData.folder + "/../rules.yaml" : folder + "/\(name).yaml"
        return try String(contentsOfFile: path, encoding: .utf8)
    }

    static func book(_ name: String) throws -> RuleBook { try RuleBook.read(try text(name), file: name + ".yaml") }

    static func sheet(_ name: String, _ insurance: Insurance, _ period: Int) throws -> RuleSheet {
        RuleSheet(try book(name), insurance, period)
    }

    static func specialClass(_ name: String) -> SpecialClass {
        guard let found = SpecialClass(rawValue: name) else { preconditionFailure("a class has a name") }
        return found
    }
}
