import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Levy

/// The registry of offices' data, what counts as delivered, and how well.
@Suite struct DataSourceTests {
    private static let now = Instant(XuechengData.day("2019-12-01"), hour: 9)
    private static let head = DataSources.head.joined(separator: ",") + "\n"
    /// Working days without holidays.
    private static let days = SourceDays(
        isWorkingDay: { $0.weekday <= 5 },
        adding: { count, day in
            var (left, day) = (count, day)
            while left > 0 {
                day = day.adding(days: 1)
                if day.weekday <= 5 { left -= 1 }
            }
            return day
        })

    private static func day(_ iso: String) -> CivilDate { XuechengData.day(iso) }

    private func register(_ rows: String, _ small: SmallCampaign) throws -> Int {
        let scratch = try ScratchFolder()
        try scratch.write(Self.head + rows, to: "s.csv")
        return try small.database.write {
            try DataSources.register(path: scratch / "s.csv", by: "甲", in: $0, at: Self.now).count
        }
    }

    private func codes(_ body: () throws -> Void) -> [String] {
        do {
            try body()
            return []
        } catch let rejection as Rejection { return rejection.diagnostics.map(\.code) } catch { return ["\(error)"] }
    }

    struct Cycle: Sendable, CustomTestStringConvertible {
        let word: String
        let due: String
        let days: [String]
        var testDescription: String { word + due }
    }

    static let cycles = [
        Cycle(word: "每工作日", due: "", days: ["2020-02-27", "2020-02-28", "2020-03-02"]),
        Cycle(word: "每周", due: "7", days: ["2020-03-01"]),
        Cycle(word: "每月", due: "31", days: ["2020-02-29"]),
        Cycle(word: "每月", due: "1", days: ["2020-03-01"]),
        Cycle(word: "每年", due: "02-29", days: ["2020-02-29"]),
        Cycle(word: "一次", due: "2020-02-28", days: ["2020-02-28"]),
        Cycle(word: "一次", due: "2020-03-03", days: []),
        Cycle(word: "按需", due: "", days: []),
    ]

    @Test(arguments: cycles) func `a cycle has its days`(_ example: Cycle) throws {
        let cycle = try #require(DataSource.Cycle(example.word, due: example.due))
        let found = cycle.dues(
            from: Self.day("2020-02-27"), through: Self.day("2020-03-02"), isWorkingDay: Self.days.isWorkingDay)
        #expect(found.map(\.iso) == example.days)
    }

    @Test(arguments: [
        ("每周", "8"), ("每周", ""), ("每月", "0"), ("每年", "13-01"), ("每年", "2019-01-01"), ("一次", "01-01"), ("每工作日", "1"),
        ("每旬", "1"),
    ])
    func `a cycle that is none`(word: String, due: String) { #expect(DataSource.Cycle(word, due: due) == nil) }

    struct Punctuality: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Days on which a file came.
        let came: [String]
        let states: [SourceQuality.Due.State]
    }

    static let punctuality = [
        Punctuality(
            testDescription: "each in its month", came: ["2019-09-03", "2019-10-05", "2019-11-01"],
            states: [.onTime, .onTime, .onTime]),
        Punctuality(
            testDescription: "within the grace", came: ["2019-09-05", "2019-10-08", "2019-11-05"],
            states: [.onTime, .onTime, .onTime]),
        Punctuality(
            testDescription: "ten days late each time", came: ["2019-09-15", "2019-10-15", "2019-11-15"],
            states: [.late, .late, .late]),
        Punctuality(
            testDescription: "one month left out", came: ["2019-09-05", "2019-11-04"],
            states: [.onTime, .missing, .onTime]),
        Punctuality(testDescription: "nothing", came: [], states: [.missing, .missing, .missing]),
        Punctuality(
            testDescription: "two files are not two months", came: ["2019-09-04", "2019-09-05"],
            states: [.onTime, .missing, .missing]),
    ]

    @Test(arguments: punctuality) func `each due day has its file`(_ example: Punctuality) throws {
        let source = try #require(
            DataSource.Cycle("每月", due: "5").map {
                DataSource(
                    code: "A", office: "公安局", name: "人口", content: "", cycle: $0, grace: 2, way: "", register: .none,
                    filePart: "", contact: "", basis: "", from: Self.day("2019-09-01"), until: nil)
            })
        let files = example.came.enumerated().map { index, day in
            SourceDelivery(
                file: "f", sha256: "\(index)", day: Self.day(day), rows: 10, repaired: 0, asked: 0, rejected: 0,
                isRefused: false)
        }
        let quality = SourceQuality(source, files, on: Self.day("2019-11-20"), Self.days)
        #expect(quality.dues.map(\.state) == example.states)
    }

    @Test func `what is not due yet is neither late nor missing`() throws {
        let cycle = try #require(DataSource.Cycle("一次", due: "2019-11-20"))
        let source = DataSource(
            code: "A", office: "", name: "", content: "", cycle: cycle, grace: 2, way: "", register: .none,
            filePart: "", contact: "", basis: "", from: Self.day("2019-09-01"), until: nil)
        func state(_ day: String) -> [SourceQuality.Due.State] {
            SourceQuality(source, [], on: Self.day(day), Self.days).dues.map(\.state)
        }
        #expect(state("2019-11-19") == [])
        #expect(state("2019-11-22") == [.open])
        #expect(state("2019-11-23") == [.missing])
        #expect(SourceQuality(source, [], on: Self.day("2019-11-22"), Self.days).score == nil)
    }

    @Test func `imports are deliveries by themselves, other files are entered once`() throws {
        let small = try SmallCampaign()
        let rows = """
            YB01,医保局,清册,,一次,2019-10-21,1,专网,医保清册,m,,,2019-10-01,
            MZ01,民政局,名单,,一次,2019-10-22,0,专网,特殊人群名单,特困,,,2019-10-01,
            MZ02,民政局,名单,,一次,2019-10-22,0,专网,特殊人群名单,低保,,,2019-10-01,
            GA01,公安局,变动,,按需,,0,专网,,,,,2019-10-01,
            """
        #expect(try register(rows, small) == 4)
        let scratch = try ScratchFolder()
        try scratch.write("姓名,日期\n甲,1\n乙,2\n丙,3\n", to: "变动.csv")
        func deliver(
            _ counts: DataSources.Counts, _ code: String = "GA01", on day: String = "2019-11-02"
        ) throws -> Int? {
            try small.database.write {
                try DataSources.deliver(
                    code, path: scratch / "变动.csv", counts, on: Self.day(day), by: "甲", in: $0, at: Self.now)
            }?.rows
        }
        let none = DataSources.Counts(rows: nil, repaired: 0, asked: 0, rejected: 0)
        #expect(codes { _ = try deliver(none, "X") } == ["sources.unknown"])
        #expect(codes { _ = try deliver(none, on: "2019-12-02") } == ["sources.day"])
        #expect(
            codes { _ = try deliver(DataSources.Counts(rows: 2, repaired: 1, asked: 1, rejected: 1)) }
                == ["sources.counts"])
        #expect(try deliver(DataSources.Counts(rows: nil, repaired: 1, asked: 0, rejected: 1)) == 3)
        #expect(try deliver(none) == nil)
        let found = try small.database.read {
            try DataSources.quality(on: Self.day("2019-11-30"), Self.days, in: $0)
        }
        #expect(found.map { $0.deliveries.count } == [1, 1, 0, 1])
        // The files came on the 22nd.
        #expect(found.map { $0.dues.map(\.state) } == [[.onTime], [.onTime], [.missing], []])
        #expect(found.map(\.rows) == [5, 1, 0, 3])
        #expect(found.map { $0.score?.text } == ["100.00", "100.00", "0.00", "60.00"])
        #expect(found.map(\.grade) == ["优", "优", "差", "差"])
        #expect(found[3].usable == Rate(2, of: 3))
    }

    @Test func `rows count by what became of them, and a late file for half`() throws {
        let cycle = try #require(DataSource.Cycle("一次", due: "2019-11-01"))
        let source = DataSource(
            code: "A", office: "", name: "", content: "", cycle: cycle, grace: 0, way: "", register: .none,
            filePart: "", contact: "", basis: "", from: Self.day("2019-09-01"), until: nil)
        func delivery(_ isRefused: Bool) -> SourceDelivery {
            SourceDelivery(
                file: "f", sha256: "\(isRefused)", day: Self.day("2019-11-04"), rows: 10, repaired: 2, asked: 2,
                rejected: 1, isRefused: isRefused)
        }
        func score(_ files: [SourceDelivery]) -> String? {
            SourceQuality(source, files, on: Self.day("2019-11-20"), Self.days).score?.text
        }
        // 5 + 1.6 + 1 of 10, by 70; half of 30.
        #expect(score([delivery(false)]) == "68.20")
        // The file that went back counts as ten rows that were rejected.
        #expect(score([delivery(true), delivery(false)]) == "41.60")
        #expect(score([delivery(true)]) == "0.00")
    }

    @Test func `a wrong registry says all that is wrong`() throws {
        let small = try SmallCampaign()
        let rows = """
            A,,清册,,一次,2019-10-21,1,,,,,,2019-10-01,
            A,局,清册,,每旬,1,1,,,,,,2019-10-01,
            B,局,清册,,按需,,61,,,,,,2019-10-01,
            C,局,清册,,按需,,0,,某表,,,,2019-10-01,
            D,局,清册,,按需,,0,,,,,,2019-10-01,2019-09-01
            """
        #expect(codes { _ = try register(rows, small) } == Array(repeating: "employers.table-row", count: 6))
        #expect(codes { _ = try register("", small) } == ["sources.none"])
    }

    @Test func `the registry that comes with the program has eight offices and more`() throws {
        let small = try SmallCampaign()
        let count = try small.database.write {
            try DataSources.register(
                path: Project.path("workflows/sources/sources.csv"), by: "甲", in: $0, at: Self.now).count
        }
        let offices = try small.database.read { Set(try DataSources.current(in: $0).map(\.office)) }
        #expect(count == 9)
        for word in ["公安", "人社", "税务", "扶贫", "民政", "残联", "市场监管", "卫健"] {
            #expect(offices.contains { $0.contains(word) }, "\(word)")
        }
    }
}
