import Diagnostics
import Storage
import Testing

@testable import Levy

/// Persons without a citizen number: by roster, by hand, on lists, and as they are shown.
@Suite struct DocumentHolderTests {
    private typealias Small = SmallCampaign

    private func sources(
        medical: String? = nil, pension: String? = nil, special: String? = nil
    ) -> RosterSources {
        func file(_ name: String, _ text: String?) -> SourceFile? {
            text.map { SourceFile(name: name, bytes: Array($0.utf8)) }
        }
        return RosterSources(
            regions: nil, special: [file("低保.csv", special)].compactMap { $0 }, medical: file("m.csv", medical),
            pension: file("p.csv", pension), agents: nil)
    }

    /// A row of a roster, and what the books know the person by; nil for one that waits.
    @Test(arguments: [
        ("E12345678", "护照", "1980-01-31", "E12345678" as String?), ("e12345678", "", "1980/1/31", "E12345678"),
        ("123456789", "护照", "1980-01-31", "123456789"), ("H12345678", "", "1980-01-31", "H12345678"),
        ("12345678", "台湾居民来往大陆通行证", "1980-01-31", "12345678"),
        ("ABC123456789012", "", "19800131", "ABC123456789012"), ("E12345678", "护照", "", nil),
        ("E12345678", "护照", "03/04/1980", nil), ("810000199003070015", "", "", "810000199003070015"),
        ("820000198512120022", "港澳台居民居住证", "", "820000198512120022"),
        ("830000197707070130", "", "1977-07-07", "830000197707070130"),
        ("130503670401001", "", "", "130503196704010016"),
    ])
    func `documents come in by a roster that gives the birth`(
        number: String, type: String, birth: String, key: String?
    ) throws {
        let small = try SmallCampaign()
        let text = "村居代码,姓名,证件号码,证件类型,出生日期,性别\n\(Small.village),外宾,\(number),\(type),\(birth),女\n"
        let found = try small.database.write {
            try small.campaign.importRosters(sources(medical: text), in: $0, at: XuechengData.now)
        }
        guard let key else {
            #expect(found.medical?.rows.map(\.outcome.code) == ["other-document"])
            return
        }
        #expect(found.obligations == (key == Small.bert ? 0 : 1))
        let person = try small.database.read { try small.campaign.explain(person: number, in: $0) }
        #expect(person.citizenID == key && person.determinations[0].outcome == .eligible)
        #expect((person.document != nil) == (key.utf8.count != 18))
        let roster = try small.database.read { try small.campaign.collectionRoster(village: Small.village, in: $0) }
        let row = try #require(roster.rows.first { $0.citizenID == key })
        if person.document != nil {
            #expect(row.sex == .female && row.birth == XuechengData.day("1980-01-31"))
            #expect(!PersonFacts(row).isChild(on: XuechengData.day("2019-10-28")))
        }
        // The bank writes the number; it finds the person.
        try small.evening("20191101", [Small.line("S1", "20191101", number)])
        #expect(try small.kinds() == [])
        try LedgerCheck.check(small.database)
    }

    @Test func `ages and tiers hold for holders of documents too`() throws {
        let small = try SmallCampaign()
        let text = """
            村居代码,姓名,证件号码,缴费档次,出生日期
            \(Small.village),甲,E12345678,300,1980-01-31
            \(Small.village),乙,E12345679,300,1950-01-31
            \(Small.village),丙,E12345680,300,2010-01-31
            \(Small.village),丁,E12345681,300,2030-01-31
            \(Small.village),,E12345682,300,1980-01-31
            \(Small.village),甲,E12345678,300,1980-01-31
            """
        let found = try small.database.write {
            try small.campaign.importRosters(sources(pension: text), in: $0, at: XuechengData.now)
        }
        #expect(
            found.pension?.rows.map { $0.outcome.code ?? "" }
                == ["", "too-old", "too-young", "no-such-date", "missing-name", "duplicate"])
    }

    @Test func `a clerk adds a person with document and birth, who may be on a list`() throws {
        let small = try SmallCampaign()
        func add(_ holder: DocumentHolder?) throws {
            let correction = Correction(
                kind: .add, insurance: .medical, citizenID: "E12345678", name: "外宾", village: Small.village,
                reason: "新登记", evidence: "护照复印件", by: "甲", checker: "乙", at: XuechengData.now, holder: holder)
            _ = try small.database.write { try small.campaign.correct(correction, in: $0) }
        }
        do {
            try add(nil)
            Issue.record("a passport was added without a birth date")
        } catch let rejection as Rejection {
            #expect(rejection.diagnostics.map(\.code) == ["levy.correction.document"])
        }
        try add(
            DocumentHolder(
                document: IdentityDocument(kind: .passport, number: "e12345678"),
                birth: XuechengData.day("1980-01-31"), sex: .female))
        let list = sources(special: "姓名,证件号码\n外宾,E12345678\n")
        let found = try small.database.write {
            try small.campaign.importRosters(list, in: $0, at: XuechengData.now)
        }
        #expect(found.special[0].rows.map(\.outcome.kind) == [.accepted])
        let person = try small.database.read { try small.campaign.explain(person: "E12345678", in: $0) }
        #expect(person.document == .passport && person.obligations.map(\.ownFen) == [0])
        try LedgerCheck.check(small.database)
    }

    @Test(arguments: [
        ("E12345678", "E*****678"), ("H1234567890", "H*******890"), ("ABC123456789012", "ABC123*****9012"),
        ("810000199003070015", "810000********0015"), ("12345678", "1****678"), ("123456", "******"),
    ])
    func `numbers are hidden in papers`(number: String, hidden: String) {
        #expect(Masking.idEnds(number) == hidden)
    }
}
