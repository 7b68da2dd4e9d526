import ArgumentParser
import Diagnostics
import Levy
import Storage

/// Lists that say one thing of many persons.
struct PersonListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "按名单登记：在校学生、职工参保人员、居住证持有人等；往年缴费人员。",
        discussion: """
            名单是有“身份证号码”一列的 CSV 或 XLSX。有“姓名”一列的，与清册不是一个人的只提示、不登记；改正后整份再报，
            登记过的不再重复。例：
            zhengjiao person list out/xuecheng-2019 students.csv --kind student --from 2019-09-01 --by 张三
            zhengjiao person list out/xuecheng-2019 paid-2018.xlsx --paid medical --year 2019 --by 张三
            """)

    @OptionGroup var campaign: CampaignFolder
    @Argument(help: "名单") var file: String
    @Option(help: "登记的种类，见 person mark") var kind: String?
    @Option(help: "从哪一天起") var from: String?
    @Option(help: "到哪一天止") var until: String?
    @Option(help: "往年缴过费的险种：\(Insurance.listed)") var paid: String?
    @Option(help: "缴的是哪一年") var year: Int?
    @Option(help: "登记人") var by: String

    func validate() throws {
        guard (kind == nil) != (paid == nil), (paid == nil) == (year == nil) else {
            throw ValidationError(
                zh: "用 --kind，或者 --paid 和 --year。", en: "use --kind, or --paid with --year.")
        }
    }

    func run() async throws {
        try await Failures.reporting {
            let persons = try PersonListReader.read(SourceFile(path: file))
            let scheme = try paid.map { (name) throws(Rejection) in try OrdersCommand.insurance(name) }
            let marked = try kind.map { (name) throws(Rejection) in try PersonFactsCommand.kind(name) }
            let (first, last) = (try PersonFactsCommand.day(from), try PersonFactsCommand.day(until))
            try PersonFactsCommand.checkDeath(marked, from: first)
            let (changes, strangers) = try campaign.writing().write { transaction in
                let (meant, strangers) = try PersonListReader.divided(persons, in: transaction)
                var entered: Int?
                for person in meant {
                    if let scheme, let year {
                        try FactStore.addPaidYear(
                            year, scheme, of: person.citizenID, source: person.source, in: transaction)
                    }
                    guard let marked else { continue }
                    let mark = PersonMark(marked, from: first, until: last, source: person.source)
                    if try FactStore.marks(of: person.citizenID, in: transaction).contains(mark) { continue }
                    entered = try FactStore.add(
                        mark, of: person.citizenID, village: person.village, by: by, at: PersonFactsCommand.now,
                        in: transaction)
                }
                guard let entered else { return ([Adjustment](), strangers) }
                return (
                    try PersonFactsCommand.follow(
                        Set(meant.map(\.citizenID)), cause: "fact:\(entered)", in: transaction), strangers
                )
            }
            strangers.forEach { Failures.write(Failures.describe($0)) }
            let count = persons.count - strangers.count
            print(Failures.language == .chinese ? "已登记 \(count) 人。" : "\(count) persons entered.")
            PersonFactsCommand.report(changes)
        }
    }
}
