import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Levy

/// The agent's prefilled sheet, filled in and read back; and payments at a window.
@Suite struct CollectingTests {
    typealias Small = SmallCampaign
    private static let now = Instant(XuechengData.day("2019-12-31"), hour: 9)
    private static let day = XuechengData.day("2019-11-01")

    private func codes<Result>(_ body: () throws -> Result) throws -> [String] {
        do {
            _ = try body()
            return []
        } catch let rejection as Rejection { return rejection.diagnostics.map(\.code) }
    }

    private func sheet(_ small: SmallCampaign) throws -> AgentSheet {
        try small.database.read { try small.campaign.agentSheet(village: Small.village, in: $0) }
    }

    /// The rows of the workbook that is printed for a village, with what somebody wrote into some of them.
    private func filled(
        _ sheet: AgentSheet, _ written: [String: (day: String, receipt: String, method: String)]
    ) throws -> SourceFile {
        let scratch = try ScratchFolder()
        try DurableFile.write(sheet.workbook(), to: scratch / "form.xlsx")
        let rows = try TableRows(path: scratch / "form.xlsx")
        var lines: [[WorkbookFile.Cell]] = []
        while let row = try rows.next() {
            var cells = row.texts + Array(repeating: "", count: 10 - row.texts.count)
            if let own = written[cells[3] + cells[4]] { cells[6...8] = [own.day, own.receipt, own.method] }
            lines.append(cells.map { WorkbookFile.Cell($0) })
        }
        var file = WorkbookFile()
        file.add("代收登记表", lines)
        return SourceFile(name: "登记表.xlsx", bytes: try file.bytes())
    }

    @Test func `what is printed for the round is read back, and lines without a receipt are no collections`() throws {
        let small = try SmallCampaign()
        let form = try sheet(small)
        // The state pays for the poor; of the others all owe, Anna for both insurances.
        #expect(form.rows.map(\.name) == ["安娜", "贝特", "安乐"])
        #expect(form.rows[0].pensionFen == 30_000 && form.rows[0].medicalFen == 28_000)
        let sum = form.rows.reduce(0) { $0 + $1.fen }
        #expect(sum == 114_000)
        let regions = try small.database.read { try RegionTree.stored(in: $0) }
        #expect(try AgentSheetReader.read(try filled(form, [:]), regions: regions).rows.isEmpty)
        let written = try filled(
            form,
            [
                Small.anna + "居民养老": ("2019-11-01", "LA0001", "现金"),
                Small.bert + "居民医疗": ("20191101", "LA0002", "扫码"),
            ])
        let sheetRows = try AgentSheetReader.read(written, regions: regions)
        let read = sheetRows.collections
        #expect(read.map(\.citizenID) == [Small.anna, Small.bert])
        #expect(read.map(\.fen) == [30_000, 28_000])
        #expect(read.map(\.receipt.text) == ["LA0001", "LA0002"])
        let half = try filled(form, [Small.anna + "居民养老": ("2019-11-01", "", "")])
        #expect(
            try AgentSheetReader.read(half, regions: regions).mistakes.diagnostics.map(\.code)
                == ["remittance.receipt", "remittance.method"])
        // What was collected or paid is not on the next sheet.
        try small.database.write { transaction in
            let ends = (try #require(ReceiptNumber("LA0001")), try #require(ReceiptNumber("LA0009")))
            let range = try #require(ReceiptRange(from: ends.0, to: ends.1))
            try AgentReceipts.deliver(range, day: Self.day, note: "", by: "库管", in: transaction, at: Self.now)
            try AgentReceipts.issue(
                range, village: Small.village, day: Self.day, by: "库管", in: transaction, at: Self.now)
            try Remittances.collect(sheetRows, by: "甲", in: transaction, at: Self.now)
        }
        try small.evening("20191101", [Small.line("A", "20191101", "37040320190615001X")])
        let next = try sheet(small)
        #expect(next.rows.map(\.name) == ["安娜"])
        #expect(next.rows[0].pensionFen == nil && next.rows[0].medicalFen == 28_000)
        #expect(
            try codes {
                try small.database.read { try small.campaign.agentSheet(village: "370403101999", in: $0) }
            } == ["stock.village"])
    }

    private func visit(
        _ small: SmallCampaign, _ person: String, _ insurances: [Insurance] = [.medical], slip: String = "P1",
        registering village: String? = nil
    ) throws -> [Receipt] {
        let registrations = village.map { village in
            insurances.map { insurance in
                Correction(
                    kind: .add, insurance: insurance, citizenID: person, name: "新来", village: village,
                    tierFen: insurance == .pension ? 30_000 : nil, reason: "新参保", evidence: "户口簿", by: "甲",
                    checker: "乙", at: Self.now)
            }
        }
        let visit = OneStopCase(
            citizenID: person, insurances: insurances, slip: slip, day: Self.day, registrations: registrations ?? [])
        return try small.database.write { try small.campaign.oneStop(visit, in: $0, at: Self.now) }
    }

    @Test func `a window registers, takes the money and gives receipts at once`() throws {
        let small = try SmallCampaign()
        let both = try visit(small, Small.anna, [.pension, .medical])
        #expect(both.map(\.fen) == [30_000, 28_000])
        #expect(both.map(\.channel) == ["镇街便民服务中心", "镇街便民服务中心"])
        #expect(try codes { try visit(small, Small.anna, slip: "P2") } == ["onestop.paid"])
        let unowed = try codes { try visit(small, Small.bert, [.medical, .pension], slip: "P9") }
        #expect(unowed == ["onestop.not-owed"])
        #expect(try codes { try visit(small, Small.bert) } == ["onestop.slip"])
        let new = try visit(small, "370402198201139522", slip: "P3", registering: Small.other)
        #expect(new.map(\.village) == [Small.other])
        #expect(new.map(\.number) == ["XC201900000003"])
        try LedgerCheck.check(small.database)
    }

    @Test func `what cannot be paid is not registered either`() throws {
        let small = try SmallCampaign()
        _ = try visit(small, Small.anna)
        func persons() throws -> Int {
            try small.database.read {
                try $0.row("SELECT COUNT(*) AS n FROM levy_standing_obligations")?.int("n") ?? 0
            }
        }
        let before = try persons()
        // The slip was used by Anna.
        let found = try codes { try visit(small, "370402198201139522", registering: Small.other) }
        #expect(found == ["onestop.slip"])
        #expect(try persons() == before)
        #expect(try small.receipts("20191101").count == 1)
    }
}
