import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Levy

/// Every field of a roster changed in every way that files are changed: the row is repaired with a record, rejected or
/// reviewed with a code, or taken with the same value; never silently with another.
@Suite struct MutationTests {
    private static let id = "37040320031028002X"
    private static let name = "阿依古丽·买买提"
    private static let village = "370403X01200"
    private static let tree = RegionTree([
        Region(code: "370403", name: "区", level: .district, parent: nil, shouldBeInsured: nil, paidLastYear: nil),
        Region(code: "370403X01", name: "镇", level: .town, parent: "370403", shouldBeInsured: nil, paidLastYear: nil),
        Region(
            code: village, name: "村", level: .village, parent: "370403X01", shouldBeInsured: nil, paidLastYear: nil),
    ])

    private func changed(_ text: String, _ random: inout SplitMix64) -> String {
        var characters = Array(text)
        let place = characters.isEmpty ? 0 : random.below(characters.count)
        let marks: [Character] = ["'", "　", " ", "０", "•", ".", "\u{200B}", "\u{E863}", "X", "x", "9", "\t", "·", "张"]
        switch random.below(6) {
        case 0 where !characters.isEmpty: characters.remove(at: place)
        case 1: characters.insert(random.pick(marks), at: place)
        case 2 where !characters.isEmpty: characters[place] = random.pick(marks)
        case 3 where characters.count > 1: characters.swapAt(place, (place + 1) % characters.count)
        case 4:
            characters = characters.map { character in
                guard let scalar = character.unicodeScalars.first, (0x21...0x7E).contains(scalar.value),
                    let wide = Unicode.Scalar(scalar.value + 0xFEE0)
                else { return character }
                return Character(wide)
            }
        default: characters = []
        }
        return String(characters)
    }

    @Test(arguments: 1...12)
    func `a changed field is repaired, told or the same`(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        for _ in 0..<400 {
            var fields = [Self.village, Self.name, Self.id, "300"]
            let field = random.below(4)
            for _ in 0...random.below(2) { fields[field] = changed(fields[field], &random) }
            let row = fields.map { "\"\($0)\"" }.joined(separator: ",")
            let text = "村居代码,姓名,身份证号码,缴费档次\n\(row)\n"
            var reader = RosterReader(.pension, regions: Self.tree, policy: XuechengData.policy, special: [])
            let roster = try reader.read(SourceFile(name: "册.csv", bytes: Array(text.utf8)))
            guard let read = roster.rows.first else { continue }
            #expect(roster.rows.count == 1)
            let says = [read.villageCode, read.name, read.citizenID, read.tierFen.map { Money(fen: $0).plain } ?? ""]
            switch read.outcome.kind {
            case .rejected, .review: #expect(read.outcome.code != nil)
            case .accepted:
                // Taken without a word only where it says what the file says.
                #expect(read.villageCode == fields[0].uppercased(), "\(fields)")
                #expect(read.name == fields[1], "\(fields)")
                #expect(read.citizenID == fields[2], "\(fields)")
            case .repaired:
                #expect(!read.outcome.repairs.isEmpty)
                #expect(read.originalID == fields[2] && read.originalName == fields[1])
            }
            // A number that counts is the person's own: no single change gives another valid one.
            if read.outcome.stands, field == 2, random.below(2) >= 0, read.outcome.kind != .review {
                #expect(CitizenID(read.citizenID) != nil, "\(says)")
            }
        }
    }
}
