import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Levy

/// Bank files of another layout, read by the mapping of their sender.
struct BankTableTests {
    private typealias Small = SmallCampaign

    private static func file(_ rows: String, name: String = "20191101.csv") -> SourceFile {
        let head = "某农商行城乡居民社保代收明细\n交易流水号,交易日期,客户证件,客户,险种,交易金额(元),状态,原流水号\n"
        return SourceFile(name: name, bytes: Array((head + rows).utf8))
    }

    private static let mapping: SenderMapping = {
        var mapping = SenderMapping()
        mapping.sender = "某农商行"
        mapping.kind = .payments
        let fields: [(String, ColumnName)] = [
            ("交易流水号", .paymentSerial), ("交易日期", .day), ("客户证件", .citizenID), ("客户", .personName),
            ("险种", .insurance), ("交易金额(元)", .yuan), ("状态", .paymentState), ("原流水号", .reversedSerial),
        ]
        mapping.columns = fields.map { SenderMapping.Column(head: $0, field: $1) }
        return mapping
    }()

    private static let anna = "N1,2019年11月1日,\(Small.anna),安娜,居民医疗,280.00,成功,\n"
    private static let bert = "N2,2019/11/1,\(Small.bert),贝特,居民医疗,280,成功,\n"

    @Test func `a table is read by the mapping, and its payers' villages are theirs`() throws {
        let small = try SmallCampaign()
        let rows = Self.anna + Self.bert + "N3,20191101,\(Small.bert),贝特,居民医疗,-280,冲正,N2\n合计,,,,,280,,\n"
        let report = try small.database.write { transaction in
            let day = XuechengData.day("2019-11-01")
            let result = try small.campaign.importPayments(
                Self.file(rows), mappings: [Self.mapping], in: transaction, at: Instant(day, hour: 19))
            guard case .imported(_, 3, 0, _) = result else {
                Issue.record("\(result)")
                return [String]()
            }
            return try small.campaign.settle(evening: day, in: transaction, at: Instant(day, hour: 19)).receipts
                .map { "\($0.serial) \($0.village) \($0.channel)" }
        }
        #expect(report == ["N1 \(Small.village) 某农商行"])
        #expect(try small.kinds() == [.reversed])
    }

    @Test func `the usual layout is read beside it, and the mapping that fits is taken`() throws {
        var other = SenderMapping()
        other.sender = "别的银行"
        other.columns = [SenderMapping.Column(head: "流水", field: .paymentSerial)]
        let found = try PaymentFileReader.read(Self.file(Self.anna), mappings: [other, Self.mapping])
        #expect(found.title == "某农商行" && found.lines.map(\.serial) == ["N1"])
        let usual = "H|代收|20191101|1|28000\r\n" + Small.line("A", "20191101", Small.anna)
        let lines = try PaymentFileReader.read(
            SourceFile(name: "a.txt", bytes: Array(usual.utf8)), mappings: [Self.mapping]
        ).lines
        #expect(lines.map(\.serial) == ["A"])
        #expect(throws: Rejection.self) { try PaymentFileReader.read(Self.file(Self.anna), mappings: [other]) }
    }

    @Test(arguments: [
        (",2019-11-01,\(Small.anna),安娜,居民医疗,280,成功,\n", "levy.payment.serial"),
        ("N,13月,\(Small.anna),安娜,居民医疗,280,成功,\n", "levy.payment.date"),
        ("N,2019-11-01,\(Small.anna),安娜,车险,280,成功,\n", "levy.payment.insurance"),
        ("N,2019-11-01,\(Small.anna),安娜,居民医疗,二百八,成功,\n", "levy.payment.amount"),
        ("N,2019-11-01,\(Small.anna),安娜,居民医疗,-280,成功,\n", "levy.payment.amount"),
        ("N,2019-11-01,\(Small.anna),安娜,居民医疗,280,失败,\n", "levy.payment.status"),
        ("N,2019-11-01,\(Small.anna),安娜,居民医疗,280,冲正,\n", "levy.payment.reversal"),
    ])
    func `what is wrong in a table is told, and nothing of it is kept`(row: String, code: String) throws {
        let error = #expect(throws: Rejection.self) {
            try PaymentFileReader.read(Self.file(Self.anna + row), mappings: [Self.mapping])
        }
        #expect(error?.diagnostics.map(\.code) == [code])
    }

    @Test func `a total that does not agree refuses the file`() throws {
        let rows = Self.anna + Self.bert + "合计,,,,,561,,\n"
        #expect(throws: Rejection.self) { try PaymentFileReader.read(Self.file(rows), mappings: [Self.mapping]) }
    }

    @Test func `a guess knows a bank's table`() throws {
        let rows = (0..<4).map { "N\($0),2019-11-01,\(Small.anna),安娜,居民医疗,280\n" }
        let text = "流水号,缴费日期,身份证号,姓名,险种,缴费金额\n" + rows.joined()
        let file = SourceFile(name: "b.csv", bytes: Array(text.utf8))
        let guess = try MappingGuess(file)
        #expect(guess.kind == .payments)
        #expect(guess.columns.map(\.field) == [.paymentSerial, .day, .citizenID, .personName, .insurance, .yuan])
        let mapping = guess.mapping(sender: "行")
        #expect(try PaymentFileReader.read(file, mappings: [mapping]).lines.count == 4)
    }
}
