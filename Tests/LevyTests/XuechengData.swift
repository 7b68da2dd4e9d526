import Foundation
import Levy
import Storage

/// The data set that the project carries, and what must come of it.
enum XuechengData {
    static let tests = (#filePath as NSString).deletingLastPathComponent
    static let folder = tests + "/../../workflows/xuecheng-2019/data"

    static let policy = LevyPolicy(
        asOf: day("2019-10-28"), medicalPeriod: 2020, pensionPeriod: 2019, receiptPrefix: "XC2019")
    static let campaign = Campaign(policy: policy)
    /// When all that a year brings has come.
    static let yearEnd = day("2019-12-31")
    static let now = Instant(day("2019-10-22"), hour: 9)

    static func day(_ iso: String) -> CivilDate {
        guard let date = CivilDate(iso: iso) else { preconditionFailure("\(iso) is no date") }
        return date
    }

    static func sources() throws -> RosterSources {
        try RosterSources(
            regions: folder + "/regions.csv",
            special: ["special-civil-affairs.xlsx", "special-poverty.csv", "special-disability.xlsx"].map {
                folder + "/" + $0
            }, medical: folder + "/mib-medical-roster.csv", pension: folder + "/hrss-pension-roster.xlsx", agents: nil)
    }

    static func paymentFiles() throws -> [SourceFile] {
        try FileManager.default.contentsOfDirectory(atPath: folder + "/payments").sorted()
            .map { try SourceFile(path: folder + "/payments/" + $0) }
    }

    static func treasury() throws -> SourceFile { try SourceFile(path: folder + "/treasury-receipts.csv") }

    static func expected(_ name: String) throws -> [UInt8] {
        try SourceFile(path: tests + "/Expected/" + name).bytes
    }
}
