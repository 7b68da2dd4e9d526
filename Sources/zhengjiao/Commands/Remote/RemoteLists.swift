import ArgumentParser
import Diagnostics
import Foundation
import Workflow

/// What is shown of the daemon's rows.
enum RemoteRow {
    struct Task: Decodable {
        let id: Int
        let title, state, roleTitle: String
        let waitsFor, maker, decision, deadline: String?
        let choices: [String]
        let isOverdue: Bool
    }

    struct Delivery: Decodable {
        let id: Int
        let key, channel, state, changed, reason: String
        let attempt: Int
    }

    /// What was changed; not everything that is has a state.
    struct Changed: Decodable { let state: String? }

    struct Delegation: Decodable {
        let id: Int
        let post, from, to, first, last, reason: String
        let revoked: String?
    }

    struct Status: Decodable {
        struct Tasks: Decodable {
            let title: String
            let open, overdue: Int
        }

        struct Deliveries: Decodable {
            let channel, state: String
            let count: Int
        }

        let title, now, lastMoved, journalHead: String
        let phase: String?
        let occurrences, steps: [String: Int]
        let tasks: [Tasks]
        let deliveries: [Deliveries]
        let journalEntries: Int
        let ready: Bool
    }
}

/// Words and shapes of what the commands show.
enum RemoteWords {
    /// `2019-11-01T19:00:00+08:00` as `2019-11-01 19:00`.
    static func time(_ iso: String?) -> String {
        guard let iso, iso.utf8.count >= 16 else { return "-" }
        return iso.prefix(10) + " " + iso.dropFirst(11).prefix(5)
    }

    /// A task's or a delivery's state as people call it.
    static func state(_ word: String) -> String {
        guard Failures.language == .chinese else { return word }
        return TaskState(rawValue: word)?.chinese ?? DeliveryState(rawValue: word)?.chinese ?? word
    }

    /// JSON as it came, for programs.
    static func show(_ data: Data) {
        print(String(decoding: data, as: UTF8.self))
    }
}

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.asking("status", "运行中的方案进展如何")

    @OptionGroup var options: RemoteOptions

    func run() async throws {
        try await Failures.reporting {
            let data = try await RemoteClient(options).get("/api/v1/status")
            if options.json { return RemoteWords.show(data) }
            let status = try RemoteClient.decoded(RemoteRow.Status.self, data)
            print(status.title + (status.phase.map { "  " + $0 } ?? ""))
            let ready = say(status.ready ? "remote.ready" : "remote.not-ready")
            print("\(RemoteWords.time(status.now))  \(ready)")
            for (name, counts) in [("remote.occurrences", status.occurrences), ("remote.steps", status.steps)] {
                let shown = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
                print("\(say(name)): \(shown.isEmpty ? "-" : shown.joined(separator: "  "))")
            }
            var table = TextTable(
                head: ["remote.post", "remote.open", "remote.overdue"].map { say($0) }, right: [1, 2])
            for task in status.tasks { table.append([task.title, "\(task.open)", "\(task.overdue)"]) }
            if !status.tasks.isEmpty { table.lines.forEach { print($0) } }
            for delivery in status.deliveries {
                print("\(delivery.channel)  \(RemoteWords.state(delivery.state))  \(delivery.count)")
            }
            print("\(say("remote.journal")): \(status.journalEntries)  \(status.journalHead.prefix(12))")
        }
    }
}

struct TasksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.asking("tasks", "等我办的事")

    @Flag(help: "全部未办结的，不只我的岗位") var all = false
    @OptionGroup var options: RemoteOptions

    func run() async throws {
        try await Failures.reporting {
            let client = try RemoteClient(options)
            let query = [("scope", all ? "open" : "mine")]
            if options.json { return RemoteWords.show(try await client.get("/api/v1/tasks", query)) }
            let rows = try await client.all("/api/v1/tasks", query, as: RemoteRow.Task.self)
            guard !rows.isEmpty else { return print(say("remote.no-tasks")) }
            let heads = ["number", "task", "post", "state", "decision", "deadline"].map { "remote." + $0 }
            var table = TextTable(head: heads.map { say($0) }, right: [0])
            for row in rows {
                let decision = row.decision.map { "\($0) (\(row.maker ?? "-"))" } ?? row.choices.joined(separator: "/")
                let late = row.isOverdue ? " !" : ""
                table.append([
                    "\(row.id)", row.title, row.roleTitle, RemoteWords.state(row.state), decision,
                    RemoteWords.time(row.deadline) + late,
                ])
            }
            table.lines.forEach { print($0) }
        }
    }
}

struct DeliveriesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.asking("deliveries", "投递到了哪一步")

    @Option(help: "只看这个状态：\(DeliveryState.listed)") var state: DeliveryState?
    @OptionGroup var options: RemoteOptions

    func run() async throws {
        try await Failures.reporting {
            let client = try RemoteClient(options)
            let query = state.map { [("state", $0.rawValue)] } ?? []
            if options.json { return RemoteWords.show(try await client.get("/api/v1/deliveries", query)) }
            let rows = try await client.all("/api/v1/deliveries", query, as: RemoteRow.Delivery.self)
            guard !rows.isEmpty else { return print(say("remote.no-deliveries")) }
            let heads = ["number", "channel", "state", "attempt", "changed", "key", "reason"].map { "remote." + $0 }
            var table = TextTable(head: heads.map { say($0) }, right: [0, 3])
            for row in rows {
                table.append([
                    "\(row.id)", row.channel, RemoteWords.state(row.state), "\(row.attempt)",
                    RemoteWords.time(row.changed), row.key, row.reason,
                ])
            }
            table.lines.forEach { print($0) }
        }
    }
}

struct DelegationsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration.asking("delegations", "谁替谁办")

    @OptionGroup var options: RemoteOptions

    func run() async throws {
        try await Failures.reporting {
            let data = try await RemoteClient(options).get("/api/v1/delegations")
            if options.json { return RemoteWords.show(data) }
            let rows = try RemoteClient.decoded([RemoteRow.Delegation].self, data)
            guard !rows.isEmpty else { return print(say("remote.no-delegations")) }
            let heads = ["number", "post", "from", "to", "days", "revoked", "reason"].map { "remote." + $0 }
            var table = TextTable(head: heads.map { say($0) }, right: [0])
            for row in rows {
                table.append([
                    "\(row.id)", row.post, row.from, row.to, "\(row.first) – \(row.last)",
                    row.revoked == nil ? "" : RemoteWords.time(row.revoked), row.reason,
                ])
            }
            table.lines.forEach { print($0) }
        }
    }
}
