import ArgumentParser
import Diagnostics
import Foundation
import Levy
import Storage
import Workflow

/// A look at a person's data: logged before anything is shown.
struct LookUp: Sendable {
    let out: OutFolder
    let database: Database
    /// The officer's name.
    let by: String
    let purpose: String
    /// Whose data the officer may see.
    var scope = AccessScope.everything

    /// Keeps back whom the officer may not see; that he tried is logged.
    /// - Throws: `Rejection` `view.region`, `view.class`.
    func check(_ ids: [String]) throws {
        if scope == .everything { return }
        let refused = try database.read { transaction in
            try ids.compactMap { id in try scope.refusal(of: id, in: transaction).map { (id, $0) } }
        }
        guard let first = refused.first else { return }
        try AccessLog(out).append(
            refused.map { AccessLog.Look(by: by, id: $0.0, purpose: purpose, fields: $0.1.rawValue, isOwn: false) })
        throw Rejection(first.1 == .region ? "view.region" : "view.class", ["person": by])
    }

    /// What of sections is shown, for the log: `identity:姓名,出生日期 payments:日期,金额`.
    static func fields(_ sections: [ViewFile.Section]) -> String {
        sections.filter { !$0.rows.isEmpty }.map { section in
            let heads = section.isFacts ? section.rows.map { $0[0] } : section.columns.map(\.head)
            let plain = heads.filter { !$0.isEmpty }.map { $0.filter { !" ,:".contains($0) } }
            return "\(section.id):\(plain.joined(separator: ","))"
        }.joined(separator: " ")
    }

    /// 一人式
    /// - Throws: `Rejection` for a number that is none, and for somebody whom no roster names; nothing is logged then.
    func person(_ text: String, asOf day: CivilDate) throws -> ViewFile {
        let id = try LookUp.citizenID(text)
        guard let view = try database.read({ try PersonView.read(id, asOf: day, in: $0) }) else {
            throw Rejection("view.no-person", ["folder": out.root])
        }
        try check([id])
        let tasks = try database.read { try HumanTask.unfinished(mentioning: view.keys, in: $0) }.filter { task in
            view.keys.contains { LookUp.names($0, task) }
        }
        let sections = view.file.sections + [LookUp.tasks(tasks, Instant(day, hour: 12))]
        let isOwn = [view.name, view.householdHead].contains(by)
        let log = AccessLog(out)
        try log.append(
            AccessLog.Look(
                by: by, id: id, purpose: purpose, fields: LookUp.fields(sections), isOwn: isOwn))
        return ViewFile(
            form: view.file.form, title: view.file.title, sections: sections + [try accesses(id, log)])
    }

    /// Whether a task is about what has this key: its item has it as one of its parts, or its title as a word.
    private static func names(_ key: String, _ task: HumanTask) -> Bool {
        task.item.split(whereSeparator: { $0 == "/" || $0 == ":" }).contains(key[...])
            || task.title.split(whereSeparator: { " ：，".contains($0) }).contains(key[...])
    }

    /// 一户式: every member is looked at, and logged.
    /// - Parameter named: the head's name, or the number of any member.
    func household(village: String, head named: String) throws -> ViewFile {
        let (head, file, ids) = try database.read { transaction in
            let persons = try PublicationStore.persons(village: village, in: transaction)
            let number = PersonNumber.key(named)
            let head = persons.first { $0.citizenID == number }
                .map { $0.householdHead.isEmpty ? $0.name : $0.householdHead } ?? named
            let members = persons.filter {
                $0.householdHead == head || $0.householdHead.isEmpty && $0.name == head
            }
            return (
                head, try HouseholdView.read(village: village, head: head, in: transaction),
                members.map(\.citizenID)
            )
        }
        guard let file else { throw Rejection("view.no-household", ["head": head, "village": village]) }
        try check(ids)
        try AccessLog(out).append(
            ids.map {
                AccessLog.Look(by: by, id: $0, purpose: purpose, fields: "household", isOwn: head == by)
            })
        return file
    }

    static func citizenID(_ text: String) throws(Rejection) -> String {
        guard let number = PersonNumber.key(text) else { throw Rejection("view.id") }
        return number
    }

    /// Who saw the person before, and now.
    func accesses(_ id: String, _ log: AccessLog) throws -> ViewFile.Section {
        ViewFile.Section(
            "accesses", "查询记录",
            [.init("at", "时间"), .init("by", "查询人"), .init("purpose", "事由"), .init("fields", "看到的内容")],
            try log.looks(at: log.hash(of: id)).map { [$0.at.text, $0.by, $0.purpose, LookUp.words($0.fields)] })
    }

    /// The parts that were seen, as their titles are: the log has them by their ids.
    /// - Parameter whole: with the fields of each part.
    static func words(_ fields: String, whole: Bool = false) -> String {
        fields.split(separator: " ").map { part in
            let halves = part.split(separator: ":", maxSplits: 1).map(String.init)
            let name = parts[halves[0]] ?? halves[0]
            guard whole, halves.count == 2 else { return name }
            return "\(name)（\(halves[1].split(separator: ",").joined(separator: "、"))）"
        }.joined(separator: "、")
    }

    private static let parts = [
        "identity": "身份", "classes": "特殊人群名单", "rosters": "名册", "obligations": "应缴", "payments": "缴费流水",
        "receipts": "凭证", "exceptions": "异常", "documents": "文书", "orders": "核定单", "refunds": "退费",
        "ledger": "账簿", "events": "变动", "tasks": "任务", "household": "户", "payment-proof": "缴费证明",
        "explanation": "应缴说明", "form": "申报、登记表",
        "marks": "登记的情况", "relatives": "亲属", "papers": "收到的材料", "reasons": "未缴原因",
        "corrections": "清册更正", "years": "往年缴费", "refused-region": "未显示：不在负责的地区",
        "refused-class": "未显示：不是负责的人群",
    ]

    // MARK: Bureaus and officers

    /// 一局式: what a post of the plan has to do and did, by when.
    static func bureau(_ role: String, _ engine: Engine, on now: Instant) throws -> ViewFile {
        let definition = engine.definition
        guard let known = definition.roles.first(where: { $0.id == role || $0.title == role }) else {
            throw Rejection(
                "view.no-bureau", ["bureau": role, "known": definition.roles.map(\.id).joined(separator: ", ")])
        }
        let tasks = try engine.tasks().filter { $0.role == known.id || $0.approvals.contains(known.id) }
        let steps = definition.steps.filter { step in
            step.task.map { $0.role == known.id || $0.checker == known.id } ?? false
        }
        let figures = try engine.database.read {
            try MetricTable.read(.insurance, MetricQuestion(asOf: now.date), in: $0)
        }
        let dealings = try engine.database.read { try BureauFileStore.sections(of: known.title, in: $0) }
        return ViewFile(
            form: "一局式", title: known.title,
            sections: [
                ViewFile.Section.facts(
                    "summary", "概况",
                    [
                        ("steps", "承担的步骤", steps.map(\.name).joined(separator: "、")),
                        ("open", "待办", "\(tasks.count { !$0.isFinished })"),
                        ("overdue", "逾期", "\(tasks.count { isLate($0, now) })"),
                        ("finished", "办结", "\(tasks.count { $0.isFinished })"),
                    ]),
                LookUp.tasks(tasks, now),
            ] + dealings + [
                ViewFile.Section(
                    "figures", "全区进度",
                    [.init("insurance", "险种"), .init("due", "应缴"), .init("settled", "已缴"), .init("rate", "完成率")],
                    figures.rows.map {
                        [$0.name, "\($0.figures.obligations)", "\($0.figures.settled)", $0.shown(.completion)]
                    }),
            ])
    }

    private static func isLate(_ task: HumanTask, _ now: Instant) -> Bool {
        !task.isFinished && (task.deadline.map { $0 < now.milliseconds } ?? false)
    }

    private static func tasks(_ tasks: [HumanTask], _ now: Instant) -> ViewFile.Section {
        ViewFile.Section(
            "tasks", "任务",
            [
                .init("id", "编号"), .init("title", "事项"), .init("state", "状态"), .init("deadline", "期限"),
                .init("late", "逾期"), .init("maker", "经办"), .init("checker", "复核"), .init("decision", "决定"),
            ],
            tasks.map { task in
                [
                    "\(task.id)", task.title, task.state.chinese,
                    task.deadline.map { Instant(milliseconds: $0).text } ?? "", isLate(task, now) ? "逾期" : "",
                    task.maker ?? "", task.checker ?? "", task.decision ?? "",
                ]
            })
    }

    /// 一员式: what an officer made, checked, decided and saw.
    /// - Parameter names: the name that papers have, and the identifier that the journal has.
    static func officer(_ names: [String], _ engine: Engine, _ out: OutFolder, on now: Instant) throws -> ViewFile {
        let tasks = try engine.tasks().filter { task in
            [task.maker, task.checker, task.assignee].contains { $0.map(names.contains) ?? false }
        }
        let deeds = try engine.database.read { transaction in
            try names.map { try ViewFile.Section.deeds(of: $0, in: transaction) }
        }
        let seen = try AccessLog(out).entries().filter { names.contains($0.by) }
        return ViewFile(
            form: "一员式", title: names[0],
            sections: [
                .facts(
                    "summary", "概况",
                    [
                        ("tasks", "经手任务", "\(tasks.count)"),
                        ("deeds", "经手事项", "\(deeds.reduce(0) { $0 + $1.rows.count })"),
                        ("seen", "查询人次", "\(seen.count)"), ("persons", "查询人数", "\(Set(seen.map(\.person)).count)"),
                    ]),
                LookUp.tasks(tasks, now),
                ViewFile.Section("deeds", deeds[0].title, deeds[0].columns, deeds.flatMap(\.rows)),
                ViewFile.Section(
                    "accesses", "查询记录", [.init("at", "时间"), .init("purpose", "事由"), .init("fields", "看到的内容")],
                    seen.map { [$0.at.text, $0.purpose, words($0.fields)] }),
            ])
    }
}
