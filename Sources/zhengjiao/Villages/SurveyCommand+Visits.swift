import ArgumentParser
import Diagnostics
import Levy
import Storage
import Workflow

extension SurveyCommand {
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "读入走访结果（CSV 或 XLSX），整份读入或整份退回；同一份文件只算一次。",
            discussion: """
                列：调查表编号、序号、走访日期、走访结果、走访人；可有未缴原因、更正电话、变动类型、变动日期、下一步、下次日期。
                Takes visits in, with the sheet's codes or its words; all mistakes are told at once.
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "走访结果") var file: String
        @Option(help: "录入人") var by: String

        func run() async throws {
            try await Failures.reporting {
                let source = try SourceFile(path: file)
                let taken = try campaign.write { try VisitReader.take(source, by: by, in: $0, at: OfficeDay.now) }
                guard let taken else { return print(say("reply.known")) }
                print(
                    say(
                        "reply.visits",
                        [
                            "count": "\(taken.visits)", "blank": "\(taken.blank)", "phones": "\(taken.phones)",
                            "events": "\(taken.events)", "actions": "\(taken.actions)",
                        ]))
            }
        }
    }

    struct Enter: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "enter", abstract: "录入一次走访。",
            discussion: """
                Enters one visit by hand.
                例：zhengjiao survey enter out/xuecheng-2019 MD2019-00012 2 家中无人 --visitor 赵立新 \\
                  --next 再次上门 --next-on 2019-11-15 --by 王伟 --on 2019-11-12
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "调查表编号") var sheet: String
        @Argument(help: "表上的序号") var line: Int
        @Argument(help: "走访结果：\(Visit.Outcome.listed)") var outcome: Visit.Outcome
        @Option(help: "走访人") var visitor: String
        @Option(help: "未缴原因：\(UnpaidReason.Reason.listed)") var reason: UnpaidReason.Reason?
        @Option(help: "更正电话") var phone = ""
        @Option(help: "变动类型：出生、死亡、户口注销、迁入、迁出") var event: String?
        @Option(help: "变动日期") var eventOn: DayArgument?
        @Option(help: "下一步：\(Visit.Next.listed)") var next: Visit.Next?
        @Option(help: "下一步在哪一天以前") var nextOn: DayArgument?
        @Option(help: "备注") var note = ""
        @OptionGroup var act: ActOptions

        func validate() throws {
            if (event == nil) != (eventOn == nil) || (next == nil) != (nextOn == nil) {
                throw ValidationError(
                    zh: "--event 和 --event-on、--next 和 --next-on 要一起写。",
                    en: "--event goes with --event-on, --next with --next-on.")
            }
            if let event, PersonEvent.Kind(rawValue: event) == nil {
                throw ValidationError(
                    zh: "变动类型写出生、死亡、户口注销、迁入或迁出。", en: "--event is 出生, 死亡, 户口注销, 迁入 or 迁出.")
            }
        }

        func run() async throws {
            try await Failures.reporting {
                let number = try Surveys.phone(phone)
                try campaign.write { transaction in
                    let sheet = try Surveys.sheet(sheet, in: transaction)
                    let visit = Visit(
                        sheet: sheet.number, line: line, day: act.day, outcome: outcome, reason: reason, phone: number,
                        event: event.flatMap(PersonEvent.Kind.init(rawValue:)).flatMap { kind in
                            eventOn.map { Visit.Event(kind, $0.date) }
                        }, next: next.flatMap { next in nextOn.map { Visit.NextAction(next, $0.date) } }, note: note,
                        visitor: visitor)
                    try Surveys.enter(visit, by: act.by, in: transaction, at: act.now)
                }
                print(say("reply.visit", ["sheet": sheet, "line": "\(line)", "outcome": outcome.chinese]))
            }
        }
    }

    struct Next: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "next", abstract: "走访时约定、还没有办的事；--due 只列到期的，有到期的退出码 65。",
            discussion: "What was promised at doors and is not done; --due lists what is due and ends with 65 for any.")

        @OptionGroup var campaign: CampaignFolder
        @Flag(help: "只列到期的") var due = false
        @Option(help: "截至哪一天，默认今天") var on: DayArgument?
        @Flag(help: "以 JSON 打印") var json = false

        func run() async throws {
            try await Failures.reporting {
                let today = on?.date ?? OfficeDay.today
                let (actions, regions) = try campaign.reading().read {
                    (try Surveys.openActions(in: $0), try RegionTree.stored(in: $0))
                }
                let shown = actions.filter { action in !due || (action.visit.next.map { $0.day <= today } ?? false) }
                if json {
                    print(JSONText.array(shown.map { text($0, regions) }).pretty, terminator: "")
                } else {
                    var table = TextTable(head: ["编号", "时限", "下一步", "村居", "姓名", "上次走访", "结果", "调查表"], right: [0])
                    for action in shown {
                        table.append([
                            "\(action.id)", action.visit.next?.day.iso ?? "", action.visit.next?.action.chinese ?? "",
                            regions.fullName(ofVillage: action.village), action.name, action.visit.day.iso,
                            action.visit.outcome.chinese, "\(action.visit.sheet)-\(action.visit.line)",
                        ])
                    }
                    if shown.isEmpty { print(say("reply.none")) } else { table.lines.forEach { print($0) } }
                }
                if due && !shown.isEmpty { throw ExitCode.wrongInput }
            }
        }

        private func text(_ action: OpenAction, _ regions: RegionTree) -> JSONText {
            .object([
                "id": .integer(action.id), "due": action.visit.next.map { .text($0.day.iso) } ?? .null,
                "action": action.visit.next.map { .text($0.action.rawValue) } ?? .null,
                "village": .text(action.village), "grid": .text(action.grid), "name": .text(action.name),
                "visited": .text(action.visit.day.iso), "outcome": .text(action.visit.outcome.rawValue),
                "sheet": .text(action.visit.sheet), "line": .integer(action.visit.line),
            ])
        }
    }

    struct Done: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "done", abstract: "登记约定的事已办。", discussion: "Enters that what was promised is done.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "编号，如 next 所列") var id: Int
        @Option(help: "怎样办的") var note: String
        @Option(help: "经办人") var by: String

        func run() async throws {
            try await Failures.reporting {
                try campaign.write { try Surveys.end(id, note: note, by: by, in: $0, at: OfficeDay.now) }
                print(say("reply.action-done", ["id": "\(id)"]))
            }
        }
    }

    struct Void: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "void", abstract: "作废一张没有收回的调查表，表上的人可以再印到别的表上。",
            discussion: "Takes a sheet back that was lost; its persons may be on another.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "编号") var sheet: String
        @Option(help: "原因") var reason: String
        @Option(help: "经办人") var by: String

        func run() async throws {
            try await Failures.reporting {
                try campaign.write { try Surveys.void(sheet, reason: reason, by: by, in: $0, at: OfficeDay.now) }
                print(say("reply.survey-void", ["sheet": sheet]))
            }
        }
    }

    struct Figures: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "figures", abstract: "摸底数字：每个网格、村居走访了多少人，查清多少，更正了多少电话，其后缴费多少。",
            discussion: "Visits by grid, or with --villages by village.")

        @OptionGroup var campaign: CampaignFolder
        @Flag(help: "按村居") var villages = false
        @Option(help: "截至哪一天，默认今天") var on: DayArgument?
        @Flag(help: "以 JSON 打印") var json = false

        func run() async throws {
            try await Failures.reporting {
                let day = on?.date ?? OfficeDay.today
                let (figures, regions) = try campaign.reading().read {
                    (try Surveys.figures(on: day, in: $0), try RegionTree.stored(in: $0))
                }
                let rows = villages ? figures.villages : figures.rows
                if json {
                    print(JSONText.array((rows + [figures.total]).map(text)).pretty, terminator: "")
                    return
                }
                var table = TextTable(
                    head: [
                        "村居", "网格", "网格员", "表", "人数", "查清", "未遇", "未访", "查清率", "更正电话", "变动", "其后已缴", "待办", "到期",
                        "未缴原因",
                    ], right: Set(3...13))
                for row in rows + [figures.total] {
                    let counts = [
                        row.sheets, row.persons, row.done, row.again, row.unvisited,
                    ].map { "\($0)" }
                    let rest = [row.phones, row.events, row.paid, row.open, row.due].map { "\($0)" }
                    let reasons = UnpaidReason.Reason.allCases.compactMap { reason in
                        row.reasons[reason].map { "\(reason.chinese) \($0)" }
                    }
                    let name = row.village.isEmpty ? "合计" : regions.fullName(ofVillage: row.village)
                    table.append(
                        [name, row.grid.isEmpty ? "–" : row.grid, row.worker.isEmpty ? "–" : row.worker] + counts
                            + [Rate.shown(row.rate)] + rest + [reasons.joined(separator: "、")])
                }
                table.lines.forEach { print($0) }
            }
        }

        private func text(_ row: SurveyFigures.Row) -> JSONText {
            let reasons = UnpaidReason.Reason.allCases.compactMap { reason in
                row.reasons[reason].map { JSONText.Member(reason.rawValue, .integer($0)) }
            }
            return .object([
                "village": .text(row.village), "grid": .text(row.grid), "worker": .text(row.worker),
                "sheets": .integer(row.sheets), "persons": .integer(row.persons), "done": .integer(row.done),
                "again": .integer(row.again), "unvisited": .integer(row.unvisited), "visits": .integer(row.visits),
                "rate": .rate(row.rate), "phones": .integer(row.phones), "events": .integer(row.events),
                "paid": .integer(row.paid), "open": .integer(row.open), "due": .integer(row.due),
                "reasons": .object(reasons),
            ])
        }
    }
}
