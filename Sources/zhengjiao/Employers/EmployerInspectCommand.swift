import ArgumentParser
import Diagnostics
import Levy
import Storage
import Templates
import Workflow

extension EmployersCommand {
    struct Inspect: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "inspect", abstract: "稽核检查：检查名单、检查表、结果、复查日期。",
            discussion: "Inspections of employers: the list, the sheet, what was found, when to look again.",
            subcommands: [Plan.self, Sheet.self, Found.self, InspectionList.self])
    }

    struct Plan: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "plan", abstract: "列入检查：最近一次比对的一种名单，或风险分值最高的若干家。",
            discussion: """
                例：zhengjiao employers inspect plan out --kind 已注册未参保 --planned 2020-06-10 --by 张三
                    zhengjiao employers inspect plan out --highest 20 --planned 2020-06-10 --by 张三
                Puts employers on the list; those that are on it and not done stay as they are.
                """)

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "名单：\(EmployerFinding.Kind.listed)") var kind: EmployerFinding.Kind?
        @Option(help: "风险分值最高的多少家") var highest: Int?
        @Option(help: "风险规则表") var rules = EmployersCommand.riskRules
        @Option(help: "计划检查的日期") var planned: DayArgument
        @OptionGroup var act: ActOptions

        func validate() throws {
            guard (kind == nil) != (highest == nil) else {
                throw ValidationError(zh: "--kind 和 --highest 写一个。", en: "give --kind or --highest.")
            }
        }

        func run() async throws {
            try await Failures.reporting {
                let risk = try highest.map { _ in try EmployerRisk.read(rules) }
                let made = try campaign.write { transaction in
                    try EmployerInspections.plan(
                        try wanted(risk, in: transaction), on: planned.date, by: act.by, day: act.day,
                        in: transaction, at: act.now)
                }
                EmployerText.inspections(made, on: act.day).forEach { print($0) }
            }
        }

        private func wanted(
            _ risk: EmployerRisk?, in transaction: Transaction
        ) throws -> [(code: String, name: String, address: String, reason: String)] {
            let findings = try Employers.report(in: transaction).changes.filter { $0.kind != .gone }.map(\.finding)
            guard let risk, let highest else {
                return findings.filter { $0.kind == kind }.map {
                    ($0.code, $0.name, $0.address, "\($0.kind.chinese)：\($0.detail)")
                }
            }
            return try risk.scores(in: transaction).prefix(max(0, highest)).map { score in
                let address = findings.first { $0.unit == score.unit }?.address ?? ""
                let reasons = score.hits.map(\.rule.name).joined(separator: "、")
                return (score.code, score.name, address, "风险 \(score.points) 分：\(reasons)")
            }
        }
    }

    struct Sheet: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sheet", abstract: "印制检查表：已知的情况，和现场填写、签字的栏目。",
            discussion: "The sheet that inspectors fill in and the employer signs.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "检查编号") var id: Int
        @Option(help: "方案（campaign.yaml），检查单位取自其中") var plan: String
        @Option(name: .shortAndLong, help: "写到的 PDF") var output: String

        func run() async throws {
            try await Failures.reporting {
                let paper = try MoneyPaper(plan: plan)
                let all = try campaign.reading().read { try EmployerInspections.all(in: $0) }
                guard let one = all.first(where: { $0.id == id }) else {
                    throw Rejection("employers.inspection-unknown", ["id": "\(id)"])
                }
                let office = paper.settings.humanResources.name
                let pages = try paper.print(
                    "employer-inspection", Self.record(one, office: office), subject: "稽核检查表 \(one.name)",
                    at: OfficeDay.now, to: output)
                print(say("render.written", ["file": output, "pages": "\(pages)"]))
            }
        }

        private static func record(_ one: EmployerInspection, office: String) -> Record {
            func texts(_ all: [String]) -> Datum { .list(all.map { Record([("text", .text($0))]) }) }
            let before = one.findings.map { finding in
                Record([
                    ("day", .date(finding.day)), ("result", .text(finding.result.chinese)),
                    ("evidence", .text(finding.evidence)), ("again", finding.followUp.map { .date($0) } ?? .missing),
                ])
            }
            return Record([
                ("office.name", .text(office)), ("number", .integer(one.id)), ("planned", .date(one.planned)),
                ("employer.name", .text(one.name)), ("employer.code", .text(one.code)),
                ("employer.address", .optional(one.address)), ("reason", .text(one.reason)),
                (
                    "items",
                    texts([
                        "申报工资人数", "现场用工人数", "参加企业职工养老保险人数", "参加职工医疗保险人数", "未参保人员姓名（可附名单）",
                        "缴费基数与工资差异",
                    ])
                ), ("materials", texts(["工资表", "考勤表", "劳动合同", "社会保险缴费凭证", "询问笔录"])),
                ("hasBefore", .flag(!before.isEmpty)), ("before", .list(before)),
            ])
        }
    }

    struct Found: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "record", abstract: "登记检查结果；责令改正的写复查日期。",
            discussion: """
                例：zhengjiao employers inspect record out 1 责令改正 --employees 12 --insured 5 --evidence 工资表复印件 \\
                    --inspector 张三 --inspector 李四 --follow-up 2020-07-01 --by 张三
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "检查编号") var id: Int
        @Argument(help: "结果：\(EmployerInspection.Result.listed)") var result: EmployerInspection.Result
        @Option(help: "现场用工人数") var employees = 0
        @Option(help: "其中参保人数") var insured = 0
        @Option(help: "证据：查看、复制了什么") var evidence: String
        @Option(help: "检查人，写两次") var inspector: [String]
        @Option(help: "说明") var note = ""
        @Option(help: "复查日期") var followUp: DayArgument?
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let finding = EmployerInspection.Finding(
                    result: result, employees: employees, insured: insured, evidence: evidence, note: note,
                    followUp: followUp?.date, day: act.day, inspectors: inspector)
                let one = try campaign.write {
                    try EmployerInspections.record(finding, of: id, by: act.by, in: $0, at: act.now)
                }
                EmployerText.inspections([one], on: act.day).forEach { print($0) }
            }
        }
    }

    struct InspectionList: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "检查登记簿，每件的法定期限和余下的工作日；--due 只列到期的，有时退出码为 65。",
            discussion: "The register of inspections with the terms of the law, or those whose day has come.")

        @OptionGroup var campaign: CampaignFolder
        @Flag(help: "只列到期的") var due = false
        @Option(help: "办理期限表：阶段、工作日、依据") var terms = EmployersCommand.termList
        @Option(help: "工作日历") var calendar: String?
        @Option(help: "以这一天判断；不写为今天") var on: DayArgument?

        func run() async throws {
            try await Failures.reporting {
                let day = on?.date ?? OfficeDay.today
                let all = try campaign.reading().read { try EmployerInspections.all(in: $0) }
                let (limits, days) = (try LegalTerms.read(terms), try OfficeDay.calendar(calendar))
                func standing(_ one: EmployerInspection) -> LegalTerms.Standing? {
                    limits.standing(of: one, on: day, isWorkingDay: days.isWorkingDay)
                }
                let shown = all.filter { one in
                    !due || one.due.map { $0 <= day } ?? false || standing(one).map { $0.left < 0 } ?? false
                }
                EmployerText.inspections(shown, on: day, standing).forEach { print($0) }
                if due && !shown.isEmpty { throw ExitCode.wrongInput }
            }
        }
    }
}

extension EmployerInspection.Result: DomainWord {}

extension EmployerText {
    /// - Parameter standing: against the terms of the law.
    static func inspections(
        _ inspections: [EmployerInspection], on day: CivilDate,
        _ standing: (EmployerInspection) -> LegalTerms.Standing? = { _ in nil }
    ) -> [String] {
        var table = TextTable(
            head: ["编号", "单位", "信用代码", "事由", "计划", "结果", "用工", "参保", "下次", "", "法定期限"], right: [0, 6, 7])
        for one in inspections {
            let last = one.last
            table.append([
                "\(one.id)", one.name, one.code, one.reason, one.planned.iso,
                last.map { "\($0.result.chinese) \($0.day.iso)" } ?? "", last.map { "\($0.employees)" } ?? "",
                last.map { "\($0.insured)" } ?? "", one.due?.iso ?? "",
                one.due.map { $0 < day ? "逾期" : "" } ?? "", standing(one).map(term) ?? "",
            ])
        }
        return table.lines
    }

    private static func term(_ standing: LegalTerms.Standing) -> String {
        let left = standing.left < 0 ? "超期 \(-standing.left) 个工作日" : "余 \(standing.left) 个工作日"
        return "\(standing.term.stage.chinese) \(standing.term.workingDays) 个工作日，至 \(standing.due.iso)，\(left)"
    }
}
