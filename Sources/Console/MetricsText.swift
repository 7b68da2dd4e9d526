import Storage
import Workflow

/// Metrics in the text format of Prometheus (0.0.4), in the order in which they are added.
struct MetricsText {
    private(set) var text = ""

    /// One metric with its rows: labels in order, and a value.
    mutating func add(
        _ name: String, _ type: String, _ help: String, _ rows: [(labels: [(String, String)], value: Double)]
    ) {
        begin(name, type, help)
        for row in rows { line(name, row.labels, row.value) }
    }

    mutating func begin(_ name: String, _ type: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    mutating func line(_ name: String, _ labels: [(String, String)], _ value: Double) {
        let shown = labels.map { "\($0)=\"\(MetricsText.escaped($1))\"" }.joined(separator: ",")
        text += name + (shown.isEmpty ? "" : "{\(shown)}") + " \(MetricsText.number(value))\n"
    }

    static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            default: result.append(character)
            }
        }
    }
}

extension Bureau {
    /// The state of the campaign and of the daemon. It names nobody.
    func metrics(_ now: Int64) throws -> String {
        let overview = try engine.overview(now: now)
        var page = MetricsText()
        addState(overview, to: &page)
        addCounters(gauges.current, to: &page)
        let disk = disk()
        func single(_ value: Double) -> [(labels: [(String, String)], value: Double)] { [([], value)] }
        page.add("zhengjiao_database_bytes", "gauge", "Size of the database file.", single(Double(disk.database)))
        page.add("zhengjiao_wal_bytes", "gauge", "Size of the write-ahead log.", single(Double(disk.log)))
        page.add("zhengjiao_disk_free_bytes", "gauge", "Room left on the disk.", single(Double(disk.free)))
        page.add(
            "zhengjiao_journal_entries", "counter", "Length of the journal.", single(Double(overview.journalEntries)))
        page.add(
            "zhengjiao_dispatcher_last_move_timestamp_seconds", "gauge", "When the dispatcher last moved.",
            single(Double(pulse.moved) / 1_000))
        page.add(
            "zhengjiao_calendar_end_timestamp_seconds", "gauge", "Until when the holidays are known.",
            single(Double(engine.definition.calendar.end.milliseconds) / 1_000))
        page.add(
            "zhengjiao_ready", "gauge", "1 when the daemon can work.", single(obstacles().isEmpty ? 1 : 0))
        page.add(
            "zhengjiao_start_time_seconds", "gauge", "When the daemon began.", single(Double(gauges.began) / 1_000))
        page.add(
            "zhengjiao_build_info", "gauge", "The version and the plan that run.",
            [
                (
                    [
                        ("version", gauges.version), ("plan", engine.definition.id),
                        ("definition", String(engine.definition.hash.prefix(12))),
                    ], 1
                )
            ])
        return page.text
    }

    private func addState(_ overview: Overview, to page: inout MetricsText) {
        page.add(
            "zhengjiao_occurrences", "gauge", "Planned moments by state.",
            OccurrenceState.allCases.map {
                ([("state", $0.rawValue)], Double(overview.occurrences[$0.rawValue] ?? 0))
            })
        page.add(
            "zhengjiao_steps", "gauge", "Pieces of work by state.",
            StepState.allCases.map { ([("state", $0.rawValue)], Double(overview.pieces[$0.rawValue] ?? 0)) })
        let roles = engine.definition.roles.map(\.id)
        func tasks(_ count: (Overview.OpenTasks) -> Int) -> [(labels: [(String, String)], value: Double)] {
            roles.map { role in
                ([("role", role)], Double(overview.tasks.first { $0.role == role }.map(count) ?? 0))
            }
        }
        page.add("zhengjiao_open_tasks", "gauge", "Tasks that wait for a role.", tasks(\.open))
        page.add("zhengjiao_overdue_tasks", "gauge", "Of them, past their deadline.", tasks(\.overdue))
        page.add(
            "zhengjiao_deliveries", "gauge", "Deliveries by channel and state.",
            overview.deliveries.map { ([("channel", $0.channel), ("state", $0.state)], Double($0.count)) })
    }

    private func addCounters(_ state: Gauges.State, to page: inout MetricsText) {
        let name = "zhengjiao_step_start_delay_seconds"
        page.begin(name, "histogram", "From the planned moment to the start of its work.")
        for (bound, count) in zip(Gauges.bounds, state.started) {
            page.line(name + "_bucket", [("le", MetricsText.number(bound))], Double(count))
        }
        let all = Double(state.started.last ?? 0)
        page.line(name + "_bucket", [("le", "+Inf")], all)
        page.line(name + "_sum", [], state.startedSeconds)
        page.line(name + "_count", [], all)
        page.add(
            "zhengjiao_step_results_total", "counter", "Results of pieces of work since the start.",
            ["succeeded", "failed", "exhausted", "rejected", "lost", "stale"].map {
                ([("result", $0)], Double(state.events[$0] ?? 0))
            })
        page.add(
            "zhengjiao_http_requests_total", "counter", "Answers by route and status since the start.",
            state.answers.sorted { $0.key < $1.key }.flatMap { route, counts in
                counts.sorted { $0.key < $1.key }.map {
                    ([("route", route), ("status", "\($0.key)")], Double($0.value))
                }
            })
        if let drill = state.lastDrill {
            page.add(
                "zhengjiao_drill_timestamp_seconds", "gauge", "When a restore was last tried out.",
                [([], Double(drill.at) / 1_000)])
            page.add(
                "zhengjiao_drill_success", "gauge", "1 when it went well.", [([], drill.isGood ? 1 : 0)])
        }
    }
}
