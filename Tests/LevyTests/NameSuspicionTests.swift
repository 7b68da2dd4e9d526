import Diagnostics
import Storage
import Testing

@testable import Levy

/// Whole names in a file that somebody made by hand.
@Suite struct NameSuspicionTests {
    private static let villages: [String: Set<String>] = [
        "罗志倩": ["a"], "王芳": ["a", "b"], "李强": ["b"], "赵敏": ["b"], "孙梅": ["b"], "周勇": ["b"], "吴刚": ["b"],
    ]

    private func found(_ lines: String...) -> [String] {
        NameSuspicion.found(in: [lines], villages: Self.villages).map {
            "\($0.kind.rawValue) \($0.count) \($0.village)"
        }
    }

    @Test func `a name beside a special class`() {
        #expect(found("罗志倩，沙沟镇南李楼村，特困人员，已缴280元") == ["class 1 "])
        #expect(found("罗志倩 低保 王芳") == ["class 2 "])
        #expect(found("罗志倩，已缴280元", "特困人员共3人") == [])
        #expect(found("罗*倩，特困人员") == [])
        #expect(found("罗志倩同志，特困人员工作负责人") == [])
        #expect(found("特困人员由政府代缴") == [])
    }

    @Test func `many names of one village`() {
        #expect(found("王芳", "李强", "赵敏", "孙梅") == [])
        #expect(found("王芳 李强", "赵敏、孙梅、周勇", "王芳") == ["village 5 b"])
        #expect(found("王芳 李强 赵敏 孙梅 周勇 吴刚 残疾") == ["class 6 ", "village 6 b"])
    }

    @Test func `who consents answers for it before`() throws {
        let small = try SmallCampaign()
        let day = XuechengData.day("2019-12-10")
        let now = XuechengData.now
        func codes(_ body: () throws -> Void) -> [String] { CollectionDayTests.codes(body) }
        try small.database.write { transaction in
            let scan = try PublicationStore.addScan(
                sha256: "x", path: "p", pages: 1, findings: [], at: now, in: transaction)
            let days = PostingDays(from: day, to: day.adding(days: 7), remove: day.adding(days: 8))
            let id = try PublicationStore.request(
                PublicationRequest(
                    kind: "file", key: "c", place: "公开栏", path: "p", sha256: "x", days: days, basis: "条例", maker: "甲"),
                scan: scan, at: now, in: transaction)
            try PublicationStore.doubt(id, ["第1页有姓名"], at: now, in: transaction)
            func consent() throws { try PublicationStore.consent(id, by: "乙", at: now, in: transaction) }
            #expect(codes { try consent() } == ["public.unanswered"])
            #expect(
                codes { try PublicationStore.answer(id, "是代办员", by: "甲", at: now, in: transaction) }
                    == ["public.same-person"])
            try PublicationStore.answer(id, "是代办员", by: "乙", at: now, in: transaction)
            #expect(codes { try consent() } == [])
        }
    }
}
