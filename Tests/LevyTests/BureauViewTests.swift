import Storage
import Testing

@testable import Levy

/// 一局式: what the books have of a bureau, by the words of its post.
@Suite struct BureauViewTests {
    private func sections(_ title: String, _ small: SmallCampaign) throws -> [String: [[String]]] {
        let found = try small.database.read { try BureauFileStore.sections(of: title, in: $0) }
        return Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0.rows) })
    }

    @Test func `files go to the bureau that they name`() throws {
        let small = try SmallCampaign()
        try small.database.write { transaction in
            for (id, batch, party, insurance) in [(1, "M-1", "区医保局", "medical"), (2, "P-1", "区人社局", "pension")] {
                try transaction.execute(
                    """
                    INSERT INTO levy_exchanges (id, batch, batch_key, direction, party, kind, insurance, row_count, fen,
                        sha256, made_at) VALUES ($1, $2, $2, 'out', $3, 'return', $4, 5, 140000, 'x', 0)
                    """, [Value(id), Value(batch), Value(party), Value(insurance)])
            }
        }
        #expect(try sections("区医疗保障局基金科", small)["exchanges"]?.map { $0[0] } == ["M-1"])
        let posted = try sections("区人力资源和社会保障局", small)["exchanges"]
        #expect(posted?.first?.prefix(3) == ["P-1", "发出", "回盘"])
        #expect(try sections("区税务局社会保险费股", small)["exchanges"] == [])
        #expect(try sections("征缴工作领导小组办公室", small).isEmpty)
        for rows in try sections("区财政局", small).values { #expect(rows.isEmpty) }
    }
}
