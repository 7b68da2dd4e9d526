import Diagnostics
import Storage
import Testing

@testable import Levy

/// What was done to make the campaign known, and where nothing was.
@Suite struct PublicityTests {
    private let small: SmallCampaign

    init() throws { small = try SmallCampaign() }

    private func record(
        _ form: PublicityRecord.Form, _ village: String = SmallCampaign.village, day: String = "2019-10-22",
        place: String = "公告栏", photos: [String] = []
    ) throws -> Int {
        let record = PublicityRecord(
            village: village, form: form, day: XuechengData.day(day), place: place, count: 1,
            photos: photos.map { PublicityRecord.Photo(path: "11/\($0).jpg", sha256: $0) }, by: "甲")
        return try small.database.write { try PublicityStore.add(record, in: $0, at: XuechengData.now) }
    }

    private func coverage(_ forms: [PublicityRecord.Form], photo: Bool = false, on day: String = "2019-10-27") throws
        -> [[PublicityRecord.Form]]
    {
        let records = try small.database.read { try PublicityStore.all(in: $0) }.map(\.record)
        return PublicityCoverage(
            villages: [SmallCampaign.village, "370403999999"], records: records, forms: forms, needsPhoto: photo,
            through: XuechengData.day(day)
        ).lines.map(\.missing)
    }

    @Test func `a village is covered by every form that is asked for, by its day, with its photograph`() throws {
        #expect(try record(.poster, photos: ["a"]) == 1)
        #expect(try record(.lecture, day: "2019-10-25") == 2)
        #expect(try coverage([.poster]) == [[], [.poster]])
        #expect(try coverage([.poster, .lecture]) == [[], [.poster, .lecture]])
        #expect(try coverage([.poster, .lecture], photo: true) == [[.lecture], [.poster, .lecture]])
        #expect(try coverage([.poster, .lecture], on: "2019-10-24") == [[.lecture], [.poster, .lecture]])
        #expect(try coverage([.poster, .lecture], on: "2019-10-21")[0] == [.poster, .lecture])
    }

    @Test func `a photograph shows one thing, and comes later, too`() throws {
        #expect(try record(.poster, photos: ["a"]) == 1)
        #expect(try record(.poster, photos: ["a", "b", "b"]) == 1)
        #expect(try small.database.read { try PublicityStore.all(in: $0) }.map(\.record.photos.count) == [2])
        do {
            _ = try record(.banner, photos: ["b"])
            Issue.record("one photograph for two")
        } catch let rejection as Rejection { #expect(rejection.diagnostics.map(\.code) == ["publicity.photo-used"]) }
        do {
            _ = try record(.banner, "370403999999", place: "")
            Issue.record("no such village")
        } catch let rejection as Rejection {
            #expect(rejection.diagnostics.map(\.code) == ["publicity.village", "publicity.place"])
        }
    }

    @Test func `what was entered by mistake is withdrawn once`() throws {
        #expect(try record(.poster) == 1)
        func withdraw() throws {
            try small.database.write {
                try PublicityStore.withdraw(1, reason: "登记错了", by: "甲", in: $0, at: XuechengData.now)
            }
        }
        try withdraw()
        #expect(try coverage([.poster])[0] == [.poster])
        #expect(throws: Rejection.self) { try withdraw() }
    }
}
