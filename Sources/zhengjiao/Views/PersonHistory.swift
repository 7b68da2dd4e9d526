import ArgumentParser
import Diagnostics
import Foundation
import Levy
import Storage
import Workflow

extension PersonCommand {
    /// 记录一生: what several campaigns' books have of one person.
    struct History: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "history", abstract: "一个人历年的全部记录：几个征缴目录合在一起，先核对每一年的账簿。",
            discussion: """
                A person's records in several campaigns' folders, by year, each with the check of its book. 每个目录都
                记入查询记录。账簿或日志被改动的目录照样列出，注明改在哪里，退出码 65。

                zhengjiao person history 370403198001010018 out/2018 out/2019 --by 王伟 --purpose 本人申请 --pdf 一生.pdf
                """)

        @Argument(help: "身份证号码") var id: String
        @Argument(help: "各年征缴的输出目录，可以写几个") var folders: [String]
        @OptionGroup var looker: Looker
        @OptionGroup var view: ViewOptions

        func run() async throws {
            try await Failures.reporting {
                var mistakes = DiagnosticList()
                var years: [PersonYear] = []
                for folder in folders {
                    do {
                        years.append(try PersonYear(folder, id: id, by: looker.by, purpose: looker.purpose))
                    } catch let rejection as Rejection { mistakes.append(rejection) }
                }
                try mistakes.throwIfErrors()
                try view.show(try PersonYear.file(years, id: id), by: looker.by)
                if years.contains(where: { $0.fault != nil }) { throw ExitCode.wrongInput }
            }
        }
    }
}

/// What one campaign's folder has of a person, and whether its book and its journal are whole.
struct PersonYear {
    let folder: String
    /// The year of the medical cover; nil for books into which no roster came.
    let period: Int?
    /// Entries of the book and its head, or of what was verified.
    let entries: Int
    let head: String
    /// What is wrong with the book or the journal.
    let fault: String?
    /// Nil when the campaign does not know the person.
    let file: ViewFile?

    /// - Throws: `Rejection` when there is no campaign in the folder, or for a number that is none.
    init(_ folder: String, id: String, by: String, purpose: String) throws {
        let campaign = try CampaignFolder.parse([folder])
        let database = try campaign.reading()
        self.folder = folder
        period = try database.read { try RuleSetStore.recorded(in: $0) }?.medicalPeriod
        var state: LedgerState?
        var fault: String?
        do {
            state = try database.read { try Ledger.verify(in: $0) }
            _ = try Journal.verify(database)
        } catch let rejection as Rejection {
            fault = rejection.diagnostics.map { Catalogue.message($0, in: .chinese) }.joined(separator: "；")
        }
        (entries, head, self.fault) = (state?.entries ?? 0, state?.head ?? "", fault)
        let look = LookUp(out: OutFolder(root: folder), database: database, by: by, purpose: purpose)
        do { file = try look.person(id, asOf: OfficeDay.today) } catch let rejection as Rejection {
            guard rejection.diagnostics.first?.code == "view.no-person" else { throw rejection }
            file = nil
        }
    }

    /// All of them as one file, the earliest first.
    /// - Throws: `Rejection` `view.no-history` when none of the folders knows the person.
    static func file(_ years: [PersonYear], id: String) throws -> ViewFile {
        let ordered = years.enumerated().sorted {
            ($0.element.period ?? 0, $0.offset) < ($1.element.period ?? 0, $1.offset)
        }.map(\.element)
        guard let title = ordered.compactMap(\.file).last?.title else {
            throw Rejection("view.no-history", ["count": "\(years.count)"])
        }
        let summary = ViewFile.Section(
            "years", "各年记录",
            [
                .init("year", "年度"), .init("folder", "目录"), .init("found", "此人"), .init("entries", "账簿笔数"),
                .init("head", "末笔校验值"), .init("check", "核对"),
            ],
            ordered.map { year in
                [
                    year.period.map(String.init) ?? "", (year.folder as NSString).lastPathComponent,
                    year.file == nil ? "没有记录" : "有记录", "\(year.entries)", String(year.head.prefix(16)),
                    year.fault ?? "账簿、日志完整，没有改动",
                ]
            })
        var sections = [summary]
        for (index, year) in ordered.enumerated() {
            let name = year.period.map { "\($0)年度" } ?? (year.folder as NSString).lastPathComponent
            sections += (year.file?.sections ?? []).filter { !$0.rows.isEmpty }.map { section in
                ViewFile.Section(
                    "\(index + 1)-\(section.id)", "\(name)　\(section.title)", section.columns, section.rows)
            }
        }
        return ViewFile(form: "一人式（历年）", title: title, sections: sections)
    }
}
