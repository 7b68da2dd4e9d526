import Storage
import Testing

@testable import Levy

@Suite struct AccessEntryTests {
    private static func entry(_ day: String, _ hour: Int, _ minute: Int, _ by: String, _ person: Int, own: Bool = false)
        -> AccessEntry
    {
        AccessEntry(
            at: Instant(XuechengData.day(day), hour: hour, minute: minute), by: by, person: "p\(person)", purpose: "核对",
            fields: "identity", isOwn: own)
    }

    private func reasons(_ entries: [AccessEntry], many: Int = 3) -> [[AccessEntry.Reason]] {
        let found = AccessEntry.conspicuous(entries, many: many) { $0.weekday <= 5 }
        return entries.map { entry in found.first { $0.entry == entry }?.reasons ?? [] }
    }

    @Test func hoursAndDaysOfTheOffice() {
        let entries = [
            AccessEntryTests.entry("2019-11-01", 7, 59, "a", 1), AccessEntryTests.entry("2019-11-01", 8, 0, "a", 2),
            AccessEntryTests.entry("2019-11-01", 17, 59, "a", 3), AccessEntryTests.entry("2019-11-01", 18, 0, "a", 4),
            AccessEntryTests.entry("2019-11-02", 10, 0, "a", 5),
        ]
        #expect(reasons(entries) == [[.afterHours], [], [], [.afterHours], [.afterHours]])
    }

    @Test func theOwnHouseholdStandsOut() {
        #expect(reasons([AccessEntryTests.entry("2019-11-01", 9, 0, "a", 1, own: true)]) == [[.own]])
    }

    /// More than three persons within an hour, whoever else looks meanwhile; one person ten times is one.
    @Test func manyPersonsWithinAnHour() {
        let spread = (0..<5).map { AccessEntryTests.entry("2019-11-01", 9 + $0, 0, "a", $0) }
        #expect(reasons(spread).allSatisfy { $0.isEmpty })
        let same = (0..<9).map { AccessEntryTests.entry("2019-11-01", 9, $0, "a", 1) }
        #expect(reasons(same).allSatisfy { $0.isEmpty })
        let quick = (0..<4).map { AccessEntryTests.entry("2019-11-01", 9, $0 * 19, "a", $0) }
        let others = (0..<4).map { AccessEntryTests.entry("2019-11-01", 9, $0 * 19 + 1, "b\($0)", $0) }
        #expect(reasons(quick + others) == Array(repeating: [.many], count: 4) + Array(repeating: [], count: 4))
        let late = (0..<4).map { AccessEntryTests.entry("2019-11-01", 9 + $0 / 3, $0 % 3 * 20, "a", $0) }
        #expect(reasons(late).allSatisfy { $0.isEmpty })
    }
}

@Suite struct PersonViewTests {
    typealias Small = SmallCampaign

    private func cells(_ view: PersonView?, _ section: String) -> [[String]] {
        view?.file.sections.first { $0.id == section }?.rows ?? []
    }

    @Test func everythingAboutAPersonIsThere() throws {
        let small = try SmallCampaign()
        try small.evening("20191101", [Small.line("A", "20191101", Small.anna)])
        try small.evening("20191104", [Small.line("C", "20191104", Small.anna, -28_000, back: "A")])
        try small.evening("20191105", [Small.line("D", "20191105", Small.anna, village: Small.other)])
        let view = try small.database.read {
            try PersonView.read(Small.anna, asOf: XuechengData.day("2019-11-30"), in: $0)
        }
        #expect(view?.name == "安娜" && view?.village == Small.village)
        #expect(cells(view, "identity").contains(["年龄", "39", "age"]))
        #expect(cells(view, "rosters").map { [$0[0], $0[3]] } == [["m.csv", "采用"], ["p.csv", "采用"]])
        #expect(cells(view, "obligations").map { $0[6] } == ["已缴 2019-11-05", "未缴"])
        #expect(cells(view, "payments").map { $0[1] } == ["A", "C", "D"])
        #expect(
            cells(view, "receipts").map { [$0[0], $0[4]] } == [
                ["XC201900000001", "2019-11-04"], ["XC201900000002", ""],
            ])
        #expect(cells(view, "exceptions").map { $0[0] }.sorted() == ["冲正后已重新缴费", "缴费记入其他村居"])
        #expect(
            cells(view, "ledger").map { $0[2] } == [
                "应征（个人）", "应征（个人）", "收款", "核销", "冲正", "撤销核销", "收款", "核销",
            ])
        #expect(cells(view, "ledger").allSatisfy { $0.count == 9 })
        #expect(view?.keys == [Small.anna, "A", "C", "D"])
        let refund = try small.database.write { transaction in
            try transaction.execute(
                "INSERT INTO intake_events VALUES (1, '迁出', $1, '安娜', '2019-11-20', '', 0)", [Value(Small.anna)])
            return try small.campaign.openRefund(
                serial: "D", ground: "double", by: "甲", on: XuechengData.day("2019-11-30"), grounds: RefundReason.usual,
                in: transaction, at: XuechengData.now)
        }
        let later = try small.database.read {
            try PersonView.read(Small.anna, asOf: XuechengData.day("2019-11-30"), in: $0)
        }
        #expect(cells(later, "refunds").map { [$0[0], $0[3], $0[4]] } == [["\(refund.id)", "280.00", "D"]])
        #expect(cells(later, "events").map { $0[0] } == ["迁出"])
        let poor = try small.database.read {
            try PersonView.read(Small.poor, asOf: XuechengData.day("2019-11-30"), in: $0)
        }
        #expect(cells(poor, "classes").map { $0[0] } == ["特困人员"])
        #expect(cells(poor, "obligations").map { $0[6] } == ["财政代缴"])
        #expect(
            try small.database.read {
                try PersonView.read("110105194912310021", asOf: XuechengData.day("2019-11-30"), in: $0)
            } == nil)
    }

    @Test func whatClerksEnteredIsInTheFile() throws {
        let small = try Small()
        let child = "37040320190615001X"
        try small.database.write { transaction in
            let day = XuechengData.day("2019-11-02")
            try FactStore.add(
                PersonMark(.student, from: day, source: "教育局名单"), of: Small.anna, village: Small.village, by: "张三",
                at: XuechengData.now, in: transaction)
            try FactStore.retract(mark: 1, reason: "已毕业", by: "李四", at: XuechengData.now, in: transaction)
            try FactStore.addParent(
                Small.anna, of: child, source: "户口簿", by: "张三", at: XuechengData.now, in: transaction)
            try UnpaidReasonStore.add(
                UnpaidReason(
                    citizenID: Small.anna, insurance: .medical, reason: .noContact, note: "三次未遇", by: "代办员", on: day),
                in: transaction)
            for year in [2016, 2017] {
                try FactStore.addPaidYear(year, .medical, of: Small.anna, source: "往年名单", in: transaction)
            }
            try transaction.execute("INSERT INTO levy_papers VALUES ($1, 'permit-copy', '2019-11-03', '张三')", [
                Value(Small.anna)
            ])
            try transaction.execute(
                """
                INSERT INTO intake_corrections (id, kind, insurance, citizen_id, name, village, tier_fen, phone, reason,
                    evidence, decided_by, checked_by, decided_at)
                VALUES (9, 'correct', 'medical', $1, NULL, NULL, NULL, '18100000000', '换号', '来电', '甲', '乙', 0)
                """, [Value(Small.anna)])
        }
        func view(_ id: String) throws -> PersonView? {
            try small.database.read { try PersonView.read(id, asOf: XuechengData.day("2019-11-30"), in: $0) }
        }
        let anna = try view(Small.anna)
        #expect(cells(anna, "marks") == [["在校学生", "", "2019-11-02", "", "教育局名单", "张三", "已毕业（李四）"]])
        #expect(cells(anna, "relatives") == [["子女", child, "户口簿"]])
        #expect(cells(try view(child), "relatives") == [["父母", Small.anna, "户口簿"]])
        #expect(cells(anna, "papers") == [["permit-copy", "2019-11-03", "张三"]])
        #expect(cells(anna, "reasons") == [["居民医疗", "联系不上", "三次未遇", "2019-11-02", "代办员"]])
        #expect(cells(anna, "corrections").map { Array($0[0..<5]) } == [["更正", "居民医疗", "换号", "来电", "甲、乙"]])
        #expect(cells(anna, "years") == [["居民医疗", "2016、2017", "往年名单"]])
        #expect(cells(anna, "identity").contains(["村居", "沙沟镇甲村", "village"]))
    }

    /// What a person is shown to have is what everybody's list has of him.
    @Test(arguments: 1...6) func exceptionsOfOneAreThoseOfAll(seed: Int) throws {
        let data = GeneratedCampaign(seed: UInt64(seed))
        let database = try Database.inMemory(migrations: LevySchema.migrations + PublicSchema.migrations)
        let campaign = Campaign(policy: GeneratedCampaign.policy)
        let end = XuechengData.day("2019-12-02")
        try database.write { transaction in
            _ = try campaign.importRosters(data.sources, in: transaction, at: XuechengData.now)
            _ = try campaign.importPayments(data.payments.sourceFiles, in: transaction, at: Instant(end, hour: 19))
            _ = try campaign.settle(evening: end, in: transaction, at: Instant(end, hour: 19))
        }
        try database.read { transaction in
            let all = try campaign.exceptions(in: transaction)
            for (id, own) in Dictionary(grouping: all, by: \.citizenID) {
                #expect(try Campaign.exceptions(of: id, policy: { campaign.policy }, in: transaction) == own, "\(id)")
            }
        }
    }

    /// Every query about one person goes by an index: none looks through a whole table of persons or payments.
    @Test func aPersonIsFoundWithoutLookingThroughTheTables() throws {
        let database = try Database.inMemory(migrations: LevySchema.migrations + PublicSchema.migrations)
        let statements = [
            "SELECT * FROM levy_persons WHERE citizen_id = 'x'", "SELECT * FROM levy_entries WHERE citizen_id = 'x'",
            "SELECT * FROM levy_obligations WHERE citizen_id = 'x'",
            "SELECT * FROM levy_payment_lines WHERE citizen_id = 'x'",
            "SELECT * FROM levy_settlements WHERE obligation_id = 1", "SELECT * FROM levy_documents WHERE key = 'x'",
            "SELECT * FROM levy_special_members WHERE citizen_id = 'x'",
            "SELECT * FROM levy_refund_cases WHERE citizen_id = 'x'",
            "SELECT * FROM levy_ledger WHERE citizen_id = 'x'",
            "SELECT * FROM levy_orders WHERE citizen_id = 'x'", "SELECT * FROM intake_events WHERE citizen_id = 'x'",
            "SELECT * FROM levy_order_payments WHERE ordinal = 1",
        ]
        for statement in statements {
            let plan = try database.read { try $0.rows("EXPLAIN QUERY PLAN " + statement) }
            #expect(plan.allSatisfy { !$0.text("detail").hasPrefix("SCAN") }, "\(statement)")
        }
    }

    @Test func aHouseholdHasItsMembers() throws {
        let small = try SmallCampaign()
        let file = try small.database.read { try HouseholdView.read(village: Small.village, head: "安娜", in: $0) }
        #expect(file?.sections.last?.rows.map { $0[0] } == ["安娜"])
        #expect(try small.database.read { try HouseholdView.read(village: Small.village, head: "无", in: $0) } == nil)
    }
}
