import Diagnostics
import Storage
import Testing

@testable import Levy

@Suite struct PaymentFileTests {
    static let good =
        "H|代收|20191105|2|0\r\nS1|20191105|370403101200|370403198001010018|王伟|居民医疗|28000|微信|成功|\r\n"
        + "S2|20191105|370403101200|370403198001010018|王伟|居民医疗|-28000|微信|冲正|S1\r\n"

    private func codes(_ text: String) -> [String] {
        do {
            _ = try PaymentFileReader.read(SourceFile(name: "20191105.txt", bytes: GB18030.encode(text)))
            return []
        } catch { return error.diagnostics.map(\.code) }
    }

    @Test func `a good file is read whole`() throws {
        let file = try PaymentFileReader.read(SourceFile(name: "a.txt", bytes: GB18030.encode(Self.good)))
        #expect(file.date == XuechengData.day("2019-11-05"))
        #expect(file.lines.map(\.fen) == [28_000, -28_000])
        #expect(file.lines.map(\.reverses) == [nil, "S1"])
        #expect(codes(Self.good + "\r\n\r\n") == [])
        #expect(codes(String(Self.good.dropLast())) == [])
        #expect(codes("H|代收|20191105|0|0") == [])
    }

    @Test(arguments: [
        ("H|代收|20191105|2|0", "H|代收|20191105|3|0", "levy.payment.count"),
        ("H|代收|20191105|2|0", "H|代收|20191105|2|1", "levy.payment.sum"),
        ("H|代收|20191105|2|0", "H|代收|20191131|2|0", "levy.payment.header"),
        ("H|代收|20191105|2|0", "H|代收|20191105|2", "levy.payment.header"),
        ("|28000|", "|28000.00|", "levy.payment.amount"), ("|28000|", "|-28000|", "levy.payment.amount"),
        ("|-28000|", "|28000|", "levy.payment.amount"), ("S1|2019", "|2019", "levy.payment.serial"),
        ("S1|20191105", "S1|20191305", "levy.payment.date"), ("居民医疗|28000", "职工医疗|28000", "levy.payment.insurance"),
        ("成功|", "处理中|", "levy.payment.status"), ("冲正|S1", "冲正|", "levy.payment.reversal"),
        ("成功|", "成功|S0", "levy.payment.reversal"), ("|王伟|居民医疗|28000", "|王|伟|居民医疗|28000", "levy.payment.fields"),
    ])
    func `one wrong field refuses the file`(old: String, new: String, code: String) throws {
        let range = try #require(Self.good.range(of: old))
        #expect(codes(Self.good.replacingCharacters(in: range, with: new)) == [code])
    }

    @Test func `a file that breaks off anywhere is refused, and says where`() {
        let bytes = GB18030.encode(Self.good)
        for length in 0..<(bytes.count - 4) {
            #expect(throws: Rejection.self, "\(length)") {
                try PaymentFileReader.read(SourceFile(name: "a.txt", bytes: Array(bytes.prefix(length))))
            }
        }
    }

    @Test func `a refusal keeps nothing but its record, and the evening goes on`() throws {
        let database = try Database.inMemory(migrations: LevySchema.migrations)
        let campaign = XuechengData.campaign
        let broken = try SourceFile(path: XuechengData.folder + "/payments/20191105-corrupt.txt")
        for attempt in 0..<2 {
            let result = try database.write { try campaign.importPayments(broken, in: $0, at: XuechengData.now) }
            if attempt == 0, case .refused(let rejection) = result {
                #expect(rejection.diagnostics.first?.span?.line == 2)
            } else if case .known(let record) = result {
                #expect(record.isRefused && record.reason?.contains("10") == true)
            } else {
                Issue.record("a broken file was imported")
            }
        }
        #expect(try database.read { try PaymentStore.counts(in: $0).lines } == 0)
        #expect(try database.read { try campaign.paymentFiles(in: $0).map(\.file) } == ["20191105-corrupt.txt"])
    }
}

@Suite struct PaymentFolderTests {
    @Test func `an evening sees the files of each day so far`() throws {
        let folder = XuechengData.folder + "/payments"
        let names = try PaymentFolder.files(in: folder, through: XuechengData.day("2019-11-05")).map(\.name)
        #expect(names.first == "20191028.txt")
        #expect(names.suffix(2) == ["20191105-corrupt.txt", "20191105.txt"])
        #expect(names.count == 10)
        #expect(throws: Rejection.self) {
            try PaymentFolder.files(in: folder + "/none", through: XuechengData.day("2019-11-05"))
        }
    }
}
