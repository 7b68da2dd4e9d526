import ArgumentParser
import Diagnostics
import Levy
import Storage
import Workflow

extension CopiesCommand {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "发放台账：谁签收了，谁超过几个工作日没有签收，哪些旧版没有收回；后两种有时退出码 65。",
            discussion: "The log of copies; ends with 65 when something is overdue or an old copy is still out.")

        @OptionGroup var campaign: CampaignFolder
        @OptionGroup var villages: Villages
        @Option(help: "几个工作日内应当签收") var days = 2
        @Option(help: "截至哪一天，默认今天") var on: DayArgument?
        @Option(help: "工作日历，不写则为国家的") var calendar: String?
        @Flag(help: "只列没有签收的") var open = false
        @Flag(help: "只列应收回的旧版") var old = false
        @Flag(help: "以 JSON 打印") var json = false

        func run() async throws {
            try await Failures.reporting {
                let today = on?.date ?? OfficeDay.today
                let working = try OfficeDay.calendar(calendar)
                let (copies, regions) = try campaign.reading().read { transaction in
                    let regions = try RegionTree.stored(in: transaction)
                    let codes = Set(try villages.codes(regions))
                    return (
                        try RosterCopies.all(in: transaction).filter {
                            codes.contains(regions.current($0.edition.village)) && $0.sentOn <= today
                        }, regions
                    )
                }
                func dueBy(_ copy: RosterCopy) -> CivilDate { working.adding(workingDays: days, to: copy.sentOn) }
                func isLate(_ copy: RosterCopy) -> Bool { copy.waits && dueBy(copy) < today }
                let shown = copies.filter { (!open || $0.waits) && (!old || $0.isToReturn) }
                if json {
                    let texts = shown.map { List.json($0, regions, dueBy: dueBy($0), isLate: isLate($0)) }
                    print(JSONText.array(texts).pretty, terminator: "")
                } else {
                    var table = TextTable(
                        head: ["编号", "村居", "清册", "校验码", "发给", "形式", "份数", "发放", "签收", "情况"], right: [0, 6])
                    for copy in shown {
                        table.append([
                            "\(copy.id)", regions.fullName(ofVillage: copy.edition.village), copy.edition.title,
                            copy.edition.check, copy.recipient, copy.form.chinese, "\(copy.count)", copy.sentOn.iso,
                            copy.signature.map { "\($0.day.iso) \($0.signer)" } ?? "–",
                            List.state(copy, isLate: isLate(copy), dueBy: dueBy(copy)),
                        ])
                    }
                    table.lines.forEach { print($0) }
                    print(
                        say(
                            "reply.copies",
                            [
                                "count": "\(shown.count)", "open": "\(shown.count(where: \.waits))",
                                "late": "\(shown.count(where: isLate))", "old": "\(shown.count(where: \.isToReturn))",
                            ]))
                }
                if shown.contains(where: { isLate($0) || $0.isToReturn }) { throw ExitCode.wrongInput }
            }
        }

        private static func state(_ copy: RosterCopy, isLate: Bool, dueBy: CivilDate) -> String {
            if let recall = copy.recall {
                let witness = recall.witness.isEmpty ? "" : "、\(recall.witness)"
                return "\(recall.fate.chinese) \(recall.day.iso)（\(recall.by)\(witness)）"
            }
            if copy.isSuperseded { return "有新版，应收回" }
            if copy.signature != nil { return "已签收" }
            return isLate ? "逾期未签收，应于 \(dueBy.iso) 前" : "待签收，\(dueBy.iso) 前"
        }

        private static func json(
            _ copy: RosterCopy, _ regions: RegionTree, dueBy: CivilDate, isLate: Bool
        ) -> JSONText {
            .object([
                "id": .integer(copy.id), "village": .text(copy.edition.village),
                "name": .text(regions.fullName(ofVillage: copy.edition.village)),
                "kind": .text(copy.edition.kind.rawValue), "version": .integer(copy.edition.number),
                "check": .text(copy.edition.check), "sha256": .text(copy.edition.sha256),
                "to": .text(copy.leg.rawValue), "recipient": .text(copy.recipient), "form": .text(copy.form.rawValue),
                "copies": .integer(copy.count), "sent": .text(copy.sentOn.iso), "due": .text(dueBy.iso),
                "signer": copy.signature.map { .text($0.signer) } ?? .null,
                "signed": copy.signature.map { .text($0.day.iso) } ?? .null, "late": .bool(isLate),
                "superseded": .bool(copy.isSuperseded),
                "fate": copy.recall.map { .text($0.fate.rawValue) } ?? .null,
            ])
        }
    }

    struct Sheet: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sheet", abstract: "印制一个镇街的清册发放签收单，附应收回的旧版。",
            discussion: "Prints a town's sheet to sign on, with the old copies that come back.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "方案（campaign.yaml）") var plan: String
        @Option(help: "镇街代码") var town: String
        @Option(help: "只要发给：\(RosterCopy.Leg.listed)") var to: RosterCopy.Leg?
        @Option(help: "制单日期，默认今天") var on: DayArgument?
        @Option(name: .shortAndLong, help: "写到的 PDF") var output: String

        func run() async throws {
            try await Failures.reporting {
                let day = on?.date ?? OfficeDay.today
                let sheets = try campaign.reading().read { transaction in
                    let copies = try RosterCopies.all(in: transaction).filter {
                        !$0.isSuperseded && $0.recall == nil && (to == nil || $0.leg == to) && $0.sentOn <= day
                    }
                    return try CopySheet.sheets(copies, in: transaction)
                }
                guard let sheet = sheets.first(where: { $0.town.code == town }) else {
                    throw Rejection("copies.town-none", ["town": town])
                }
                let paper = try MoneyPaper(plan: plan)
                let pages = try paper.print(
                    "copy-signing", sheet.record(paper.settings, on: day), subject: "\(sheet.town.name)清册发放签收单",
                    at: Instant(day), to: output)
                print(say("reply.printed", ["file": output, "pages": "\(pages)"]))
            }
        }
    }
}
