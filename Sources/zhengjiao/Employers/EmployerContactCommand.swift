import ArgumentParser
import Diagnostics
import Levy
import Storage

extension EmployersCommand {
    struct Contact: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "contact", abstract: "联系单位：话术、短信、电话和上门的记录、不再接收。",
            discussion: "Scripts, messages, calls and visits, and who wants no messages.",
            subcommands: [Messages.self, RecordContact.self, OptOut.self, ContactList.self])
    }

    /// The office's own scripts beside the plan, or those that come with the program.
    static var scriptList: String { Installation.home + "/workflows/employers/scripts.csv" }

    struct Messages: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sms", abstract: "按话术给最近一次比对的名单写短信，查字数，写成短信网关的文件。",
            discussion: """
                没有手机号码的、不再接收的、这一条已发过的不写，逐一列出。例：
                zhengjiao employers contact sms out D02 --csv 短信.csv --by 张三
                Writes the messages of a script for the SMS gateway, and enters them as sent.
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "话术编号") var script: String
        @Option(help: "话术表：编号、方式、名单、内容") var scripts = EmployersCommand.scriptList
        @Option(help: "写成的 CSV 文件：手机号码、短信内容、单位名称、统一社会信用代码") var csv: String
        @Option(help: "一条短信最多分几条计费") var parts = 1
        @OptionGroup var act: ActOptions

        func validate() throws {
            if parts < 1 { throw ValidationError(zh: "--parts 至少是 1。", en: "--parts is at least 1.") }
        }

        func run() async throws {
            try await Failures.reporting {
                let chosen = try ContactScripts.read(scripts).script(script)
                let batch = try campaign.write { transaction in
                    let batch = try EmployerContacts.send(
                        chosen, parts: parts, by: act.by, on: act.day, in: transaction, at: act.now)
                    var text = CSVText()
                    text.append(["手机号码", "短信内容", "单位名称", "统一社会信用代码"])
                    for message in batch.messages {
                        text.append([message.phone, message.words, message.name, message.code])
                    }
                    // What was not written was not sent.
                    try DurableFile.write(text.utf8WithMark, to: csv)
                    return batch
                }
                let most = batch.messages.map { MessageLength.units($0.words) }.max() ?? 0
                print(
                    say("reply.messages", ["count": "\(batch.messages.count)", "path": csv, "most": "\(most)"]))
                if batch.omitted.isEmpty { return }
                var table = TextTable(head: ["没有写给", "电话", "原因"])
                for one in batch.omitted { table.append([one.name, one.phone, one.why.chinese]) }
                table.lines.forEach { print($0) }
            }
        }
    }

    struct RecordContact: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "record", abstract: "登记一次电话、上门或邮件的结果。",
            discussion: """
                例：zhengjiao employers contact record out --code 91370403MA3C00011D --name 某公司 --way 电话 \\
                    --result 承诺参保 --follow-up 2020-06-10 --by 张三
                """)

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "统一社会信用代码") var code: String
        @Option(help: "单位名称") var name: String
        @Option(help: "电话") var phone = ""
        @Option(help: "方式：\(EmployerContact.Way.listed)") var way: EmployerContact.Way
        @Option(help: "结果：\(EmployerContact.Result.listed)") var result: EmployerContact.Result
        @Option(help: "用了哪一条话术") var script = ""
        @Option(help: "说了什么") var words = ""
        @Option(help: "哪一天再联系") var followUp: DayArgument?
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let contact = EmployerContact(
                    code: code, name: name, phone: phone, way: way, script: script, words: words, result: result,
                    followUp: followUp?.date, day: act.day, by: act.by)
                try campaign.write { try EmployerContacts.record(contact, in: $0, at: act.now) }
                print(say("reply.contacted", ["name": name, "way": way.chinese, "result": result.chinese]))
            }
        }
    }

    struct OptOut: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "opt-out", abstract: "一个手机号码不再接收短信；--again 恢复接收。",
            discussion: "A number that wants no messages any more, or wants them again.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "手机号码") var phone: String
        @Option(help: "谁说的、怎么说的") var reason: String
        @Flag(help: "恢复接收") var again = false
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                try campaign.write {
                    try EmployerContacts.setOptOut(
                        phone, isOut: !again, reason: reason, by: act.by, on: act.day, in: $0, at: act.now)
                }
                print(say(again ? "reply.opted-in" : "reply.opted-out", ["phone": phone]))
            }
        }
    }

    struct ContactList: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "联系记录；--due 只列到了再联系日期而没有再联系的。",
            discussion: "The log of contacts, or those whose day to ask again has come.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "只看一个单位（统一社会信用代码）") var code: String?
        @Flag(help: "只列该再联系的") var due = false
        @Option(help: "以这一天判断；不写为今天") var on: DayArgument?
        @Flag(help: "以 JSON 打印") var json = false

        func run() async throws {
            try await Failures.reporting {
                let all = try campaign.reading().read { try EmployerContacts.all(in: $0) }
                let day = on?.date ?? OfficeDay.today
                let last = Dictionary(all.enumerated().map { ($1.code, $0) }) { max($0, $1) }
                let shown = all.enumerated().filter { index, contact in
                    let isDue = contact.followUp.map { $0 <= day } ?? false
                    return (code == nil || contact.code == code) && (!due || isDue && last[contact.code] == index)
                }.map(\.element)
                if json { return print(JSONText.array(shown.map(Self.json)).pretty, terminator: "") }
                var table = TextTable(head: ["日期", "单位", "电话", "方式", "话术", "结果", "再联系", "经办"])
                for one in shown {
                    table.append([
                        one.day.iso, one.name, one.phone, one.way.chinese, one.script, one.result.chinese,
                        one.followUp?.iso ?? "", one.by,
                    ])
                }
                table.lines.forEach { print($0) }
            }
        }

        private static func json(_ one: EmployerContact) -> JSONText {
            .object([
                "day": .text(one.day.iso), "code": .text(one.code), "name": .text(one.name),
                "phone": .text(one.phone), "way": .text(one.way.rawValue), "script": .text(one.script),
                "words": .text(one.words), "result": .text(one.result.rawValue),
                "follow_up": one.followUp.map { .text($0.iso) } ?? .null, "by": .text(one.by),
            ])
        }
    }
}

extension EmployerContact.Way: DomainWord {}
extension EmployerContact.Result: DomainWord {}
