import Foundation
import Levy
import Storage
import TestSupport

/// A data set of the shape of the project's own, made by seed with other sizes and other defects, also several in one
/// row, together with what must come of it. The expectation is kept while the data is made and shares no code with
/// the program.
struct GeneratedCampaign {
    struct Person {
        let id: String
        let name: String
        let village: Int
        let born: Int
        var special: String?
        var age: Int { (20_191_028 - born) / 10_000 }
    }

    struct Village {
        let code: String
        let name: String
        let town: Int
    }

    var random: SplitMix64
    let towns: [(code: String, name: String)]
    let villages: [Village]
    var persons: [Person] = []
    var medical = RosterPlan()
    var pension = RosterPlan()
    var payments = PaymentPlan()
    var treasury: [String] = []
    var treasuryDifferences: [JSONValue] = []

    static let classes = ["特困人员", "建档立卡贫困人口", "城乡最低生活保障对象", "重度残疾人"]
    static let tiers = [300, 500, 600, 800, 1000, 1500, 2000, 2500, 3000, 4000, 5000]
    static let policy = XuechengData.policy

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
        let townCount = 2 + random.below(4)
        towns = (0..<townCount).map { index in
            (index == townCount - 1 ? "370403X01" : "37040310\(index)", "第\(index)镇")
        }
        var villages: [Village] = []
        for town in 0..<townCount {
            for number in 0..<(1 + random.below(3)) {
                villages.append(Village(code: towns[town].code + "20\(number)", name: "村\(town)\(number)", town: town))
            }
        }
        self.villages = villages
        for index in 0..<(60 + random.below(120)) { persons.append(person(index)) }
        makeMedical()
        makePension()
        makePayments()
        makeTreasury()
    }

    private mutating func person(_ index: Int) -> Person {
        let year = random.chance(20) ? 2004 + random.below(15) : 1935 + random.below(68)
        let born = year * 10_000 + (1 + random.below(12)) * 100 + 1 + random.below(28)
        let body = "370403\(born)" + String(String(1_000 + index).suffix(3))
        let surname = random.pick(["王", "李", "张", "刘", "陈", "单", "种"])
        let isDotted = random.chance(3)
        return Person(
            id: body + GeneratedCampaign.check(body),
            name: isDotted ? "阿依古丽·买买提" : surname + random.pick(["伟", "芳", "䶮", "桂英", "建国", "𠮷", "秀兰"]),
            village: random.below(villages.count), born: born,
            special: random.chance(12) ? random.pick(GeneratedCampaign.classes) : nil)
    }

    /// ISO 7064 MOD 11-2 by its definition: the powers of two from the right.
    static func check(_ body: String) -> String {
        var power = 1
        var sum = 0
        for digit in body.reversed() {
            power = power * 2 % 11
            sum += power * (digit.wholeNumberValue ?? 0)
        }
        let value = (12 - sum % 11) % 11
        return value == 10 ? "X" : String(value)
    }

    // MARK: files

    var sources: RosterSources {
        RosterSources(
            regions: file("regions.csv", regionText), special: specialFiles,
            medical: SourceFile(name: "medical.csv", bytes: GB18030.encode(medicalText)),
            pension: file("pension.csv", pensionText), agents: nil)
    }

    var treasuryFile: SourceFile { file("treasury.csv", "入库日期,镇街代码,险种,笔数,金额分\r\n" + treasury.joined()) }

    private func file(_ name: String, _ text: String) -> SourceFile { SourceFile(name: name, bytes: Array(text.utf8)) }

    private var regionText: String {
        "code,name,level,parent,should_be_insured,paid_last_year\n370403,薛城区,district,,,\n"
            + towns.map { "\($0.code),\($0.name),town,370403,,\n" }.joined()
            + villages.map { "\($0.code),\($0.name),village,\(towns[$0.town].code),50,40\n" }.joined()
    }

    private var medicalText: String {
        "村居代码,村居名称,姓名,身份证号码,人员类别,出生年份,联系电话\r\n"
            + medical.rows.map { "\($0.village),某村,\($0.name),\($0.id),居民,,13800000000\r\n" }.joined()
    }

    private var pensionText: String {
        "城乡居民基本养老保险参保缴费人员信息清册\n单位：元\n序号,缴费档次,姓名,公民身份号码,村居代码\n"
            + pension.rows.enumerated().map { "\($0 + 1),\($1.tier),\($1.name),\($1.id),\($1.village)\n" }.joined()
            + "合计,,,\(pension.rows.count)人,\n"
    }

    private var specialFiles: [SourceFile] {
        let listed = { (name: String) in self.persons.filter { $0.special == name } }
        let poor = listed("建档立卡贫困人口").map { "某镇,某村,户主,\($0.name),\($0.id),2016-12-31\n" }
        let disabled = listed("重度残疾人").enumerated().map { index, person in
            "\(person.id)4\(index % 2 + 1),\(person.name),肢体,\(index % 2 == 0 ? "一级" : "二级"),某村\n"
        }
        // Grades 3 and 4 give no claim.
        let mild = persons.filter { $0.special == nil }.prefix(3).map { "\($0.id)43,\($0.name),肢体,三级,某村\n" }
        let civil = WorkbookWriter.workbook([
            (
                "低保",
                [["薛城区城乡最低生活保障对象名单"], ["序号", "姓名", "身份证号", "所在村居", "备注"]]
                    + listed("城乡最低生活保障对象").map { [1, .text($0.name), .text($0.id), "某村", ""] }
            ),
            ("特困", [["序号", "姓名", "身份证号"]] + listed("特困人员").map { [1, .text($0.name), .text($0.id)] }),
        ])
        return [
            SourceFile(name: "special-civil-affairs.xlsx", bytes: civil),
            file("special-poverty.csv", "\u{FEFF}镇街,村居,户主,姓名,证件号码,识别时间\n" + poor.joined()),
            file("special-disability.csv", "残疾人证号,姓名,残疾类别,残疾等级,村居\n" + (disabled + mild).joined()),
        ]
    }

    mutating func makeTreasury() {
        struct Key: Hashable {
            let day: String
            let town: String
            let insurance: String
        }
        var sums: [Key: (count: Int, fen: Int)] = [:]
        for line in payments.distinct {
            let key = Key(day: line.day, town: String(line.village.prefix(9)), insurance: line.insurance)
            sums[key, default: (0, 0)].count += 1
            sums[key, default: (0, 0)].fen += line.fen
        }
        for (key, sum) in sums.sorted(by: { "\($0.key)" < "\($1.key)" }) {
            var (count, fen) = sum
            let choice = random.below(12)
            var kind = ""
            if choice == 0 && fen != 0 { kind = "missing" }
            if choice == 1 && fen > 28_000 { (kind, fen, count) = ("short", fen - 28_000, count - 1) }
            if choice == 2 { (kind, fen) = ("over", fen + 100) }
            if !kind.isEmpty {
                treasuryDifferences.append(
                    .object([
                        "kind": .text(kind), "day": .text(key.day), "town": .text(key.town),
                        "insurance": .text(key.insurance),
                        "fen": .number(Double(kind == "missing" ? fen : abs(fen - sum.fen))),
                    ]))
            }
            if kind != "missing" { treasury.append("\(key.day),\(key.town),\(key.insurance),\(count),\(fen)\r\n") }
        }
    }
}
