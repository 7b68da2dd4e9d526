import ArgumentParser
import Diagnostics
import Foundation
import Levy
import Storage

/// Measures settling, reconciling and verifying on a district made up by rule, for `bench/levy`. Prints JSON.
struct MeasureLedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure-ledger", abstract: "测量入账、对账和查验。", shouldDisplay: false)

    @Option(help: "空目录") var folder: String
    @Option(help: "人数") var persons = 400_000
    @Option(help: "一份银行文件的笔数") var lines = 100_000
    @Option(help: "已有的查询记录") var looks = 100_000
    @Option(help: "未办结的任务") var tasks = 2_000

    func run() async throws {
        try await Failures.reporting {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let bench = try LedgerBench(folder: folder, persons: persons)
            let figures = try bench.run(lines: lines) + bench.looks(past: looks, tasks: tasks)
            let members = figures.map { JSONText.Member($0.0, .decimal(String(Double(Int($0.1 * 10_000)) / 10_000))) }
            print(JSONText.object(members).pretty, terminator: "")
        }
    }
}

/// Figures by name, in the order in which they were taken: seconds, and under `…_cpu` those of the processor, which a
/// busy machine disturbs less.
private final class Stopwatch {
    var figures: [(String, Double)] = []

    func measure<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
        let (start, startCPU) = (WorkflowBench.clock(), WorkflowBench.processorTime())
        let result = try body()
        figures.append((name, WorkflowBench.clock() - start))
        figures.append((name + "_cpu", WorkflowBench.processorTime() - startCPU))
        return result
    }
}

/// A district: everybody owes both insurances, and pays the medical one; half pay the pension.
private struct LedgerBench {
    private let campaign: Campaign
    private let database: Database
    private let folder: String
    private let persons: Int
    private let watch = Stopwatch()
    private let now: Instant

    private static let villages = 200

    init(folder: String, persons: Int) throws {
        guard let day = CivilDate(iso: "2019-10-28") else { preconditionFailure("a day of the calendar") }
        campaign = Campaign(policy: LevyPolicy(asOf: day, medicalPeriod: 2020, pensionPeriod: 2019))
        database = try Database(path: folder + "/ledger.db", migrations: Composition.migrations)
        self.folder = folder
        self.persons = persons
        now = Instant(day, hour: 19)
    }

    private func measure<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
        try watch.measure(name, body)
    }

    private func village(_ person: Int) -> String {
        let index = person * LedgerBench.villages / persons
        return "370403\(101 + index / 10)\(200 + index % 10)"
    }

    /// Adults of 16 to 59 years with a right check digit.
    private func citizenID(_ person: Int) -> String {
        let (year, rest) = (1_961 + person % 40, person / 40)
        let (month, day, sequence) = (1 + rest % 12, 1 + rest / 12 % 28, 1 + rest / 336)
        func padded(_ number: Int, _ width: Int) -> String {
            String(repeating: "0", count: width - String(number).count) + String(number)
        }
        let body = "370403\(year)\(padded(month, 2))\(padded(day, 2))\(padded(sequence, 3))"
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(body.utf8, weights).reduce(0) { $0 + Int($1.0 - 48) * $1.1 }
        return body + Array("10X98765432").map(String.init)[sum % 11]
    }

    private func file(_ name: String, _ text: String) -> SourceFile { SourceFile(name: name, bytes: Array(text.utf8)) }

    func run(lines: Int) throws -> [(String, Double)] {
        try measure("rosters_seconds") { try importRosters() }
        var taken = 0
        var batch = 0
        while taken < persons * 3 / 2 {
            let count = min(lines, persons * 3 / 2 - taken)
            let payments = payments(from: taken, count: count, batch: batch)
            try measure("payments_import_seconds_\(batch)") {
                _ = try database.write { try campaign.importPayments(payments, in: $0, at: now) }
            }
            let day = now.date.adding(days: batch)
            let report = try measure("settle_seconds_\(batch)") {
                try database.write { try campaign.settle(evening: day, in: $0, at: now) }
            }
            precondition(report.settled == count, "\(report.settled) of \(count) settled")
            (taken, batch) = (taken + count, batch + 1)
        }
        try reconcile(batches: batch)
        try measure("verify_seconds") { _ = try database.read { try Ledger.verify(in: $0) } }
        let state = try database.read { try Ledger.state(in: $0) }
        watch.figures.append(("entries", Double(state.entries)))
        watch.figures.append(("payments", Double(taken)))
        return watch.figures
    }

    /// Looks at persons, by the database opened to be read, as a command does it while the daemon runs.
    func looks(past: Int, tasks: Int) throws -> [(String, Double)] {
        let bench = LookBench(folder: folder)
        let looked = (0..<400).map { citizenID($0 * (persons / 400)) }
        try bench.prepare(database, persons: looked, past: past, tasks: tasks)
        try database.close()
        let reading = try Composition.reading(folder + "/ledger.db")
        let first = try bench.run(reading, persons: [citizenID(persons - 1)])
        let start = WorkflowBench.processorTime()
        let times = try bench.run(reading, persons: looked).sorted()
        let processor = WorkflowBench.processorTime() - start
        return [
            ("look_first_seconds", first[0]), ("look_median_seconds", times[times.count / 2]),
            ("look_p99_seconds", times[times.count * 99 / 100]), ("look_cpu", processor / Double(times.count)),
        ]
    }

    private func importRosters() throws {
        var regions = "code,name,level,parent,should_be_insured,paid_last_year\n370403,薛城区,district,,,\n"
        for index in 0..<LedgerBench.villages {
            let town = "370403\(101 + index / 10)"
            if index % 10 == 0 { regions += "\(town),镇\(index / 10),town,370403,,\n" }
            regions += "\(town)\(200 + index % 10),村\(index),village,\(town),1,1\n"
        }
        var medical = "村居代码,姓名,身份证号码\n"
        var pension = "村居代码,姓名,身份证号码,缴费档次\n"
        for person in 0..<persons {
            let row = "\(village(person)),某人,\(citizenID(person))"
            medical += row + "\n"
            pension += row + ",300\n"
        }
        let sources = RosterSources(
            regions: file("regions.csv", regions), special: [], medical: file("medical.csv", medical),
            pension: file("pension.csv", pension), agents: nil)
        _ = try database.write { try campaign.importRosters(sources, in: $0, at: now) }
    }

    /// Payment `index` of all: first everybody's medical one.
    private func payment(_ index: Int) -> (person: Int, insurance: Insurance, fen: Int) {
        index < persons ? (index, .medical, 28_000) : (index - persons, .pension, 30_000)
    }

    private func payments(from first: Int, count: Int, batch: Int) -> SourceFile {
        let day = now.date.adding(days: batch).compact
        var text = ""
        var sum = 0
        for index in first..<(first + count) {
            let (person, insurance, fen) = payment(index)
            let (place, id) = (village(person), citizenID(person))
            text += "ZD\(100_000_000 + index)|\(day)|\(place)|\(id)|某人|\(insurance.chinese)|\(fen)|微信|成功|\n"
            sum += fen
        }
        return file("\(day).txt", "H|代收|\(day)|\(count)|\(sum)\n" + text)
    }

    /// A year's lists: the treasury's, and what both bureaus have posted, in all of which a little is wrong.
    private func reconcile(batches: Int) throws {
        var lists: [Insurance: String] = [:]
        for index in 0..<(persons * 3 / 2) where index % 1_000 != 7 {
            let (person, insurance, fen) = payment(index)
            let wrong = index % 1_000 == 11 ? 100 : 0
            lists[insurance, default: "流水号,身份证号,所属期,金额\n"] +=
                "ZD\(100_000_000 + index),\(citizenID(person)),\(campaign.policy.period(of: insurance)),"
                + "\((fen + wrong) / 100)\n"
        }
        var treasury = "入库日期,镇街代码,险种,笔数,金额分\n"
        for line in try database.read({ try campaign.reconciliation(in: $0) }) {
            let wrong = line.town.hasSuffix("3") ? 100 : 0
            treasury += "\(line.day.compact),\(line.town),\(line.insurance.chinese),\(line.bookedCount),"
                + "\(line.bookedFen + wrong)\n"
        }
        let list = file("treasury.csv", treasury)
        try measure("postings_import_seconds") {
            for insurance in Insurance.allCases {
                let posting = file("posting-\(insurance.rawValue).csv", lists[insurance] ?? "")
                _ = try database.write {
                    try Reconciliation.importPosting(posting, insurance, party: "局", in: $0, at: now)
                }
            }
            let end = now.date.adding(days: batches)
            _ = try database.write { try campaign.importTreasuryReceipts(list, on: end, in: $0, at: now) }
        }
        let count = try measure("reconcile_seconds") {
            try database.read { transaction in
                _ = try campaign.reconciliationTotals(in: transaction)
                return try campaign.differences(in: transaction).count
            }
        }
        precondition(count > persons * 3 / 1_000, "differences were not found")
        watch.figures.append(("differences", Double(count)))
    }
}
