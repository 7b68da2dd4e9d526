import Levy
import Storage
import Templates

/// 数据交换质量报告, for people, for programs and on paper.
struct SourceReport {
    let found: [SourceQuality]
    let day: CivilDate

    private static func shown(_ rate: Rate?) -> String { rate?.text ?? "–" }

    var text: String {
        var table = TextTable(
            head: [
                "编号", "部门", "数据", "周期", "应报", "按时", "迟报", "缺报", "文件", "退回", "行数", "采用", "修正", "核实", "退回行", "可用率", "得分",
                "等次",
            ], right: Set(4...16))
        for quality in found {
            let counts = SourceReport.counts(quality).map { "\($0.1)" }
            table.append(
                [quality.source.code, quality.source.office, quality.source.name, quality.source.cycle.chinese]
                    + counts + [Rate.shown(quality.usable), SourceReport.shown(quality.score), quality.grade])
        }
        let marks = self.marks.map { "\($0.source.office) \($0.source.name) \($0.day.iso) \($0.text)" }
        return (table.lines + marks).joined(separator: "\n") + "\n"
    }

    /// In the order of the columns.
    private static func counts(_ quality: SourceQuality) -> [(String, Int)] {
        [
            ("due", quality.dues.count - quality.count(.open)), ("onTime", quality.count(.onTime)),
            ("late", quality.count(.late)), ("missing", quality.count(.missing)),
            ("files", quality.deliveries.count), ("refused", quality.refused), ("count", quality.rows),
            ("taken", quality.taken), ("repaired", quality.repaired), ("asked", quality.asked),
            ("rejected", quality.rejected),
        ]
    }

    /// What was late, is missing or went back.
    private var marks: [(source: DataSource, day: CivilDate, text: String)] {
        found.flatMap { quality -> [(source: DataSource, day: CivilDate, text: String)] in
            let dues = quality.dues.filter { $0.state == .late || $0.state == .missing }.map { due in
                let came = due.delivery.map { "，\($0.day.iso) 收到“\($0.file)”" } ?? ""
                return (quality.source, due.day, "\(due.state.rawValue)：最迟 \(due.latest.iso)\(came)")
            }
            let refused = quality.deliveries.filter(\.isRefused).map { ($0.day, "整份退回：\($0.file)") }
            return dues + refused.map { (quality.source, $0.0, $0.1) }
        }
    }

    var json: String {
        JSONText.array(
            found.map { quality in
                .object(
                    [
                        JSONText.Member("code", .text(quality.source.code)),
                        JSONText.Member("office", .text(quality.source.office)),
                        JSONText.Member("name", .text(quality.source.name)),
                    ] + SourceReport.counts(quality).map { JSONText.Member($0.0, .integer($0.1)) } + [
                        JSONText.Member("usable", .rate(quality.usable)),
                        JSONText.Member("punctual", .rate(quality.punctual)),
                        JSONText.Member("score", .rate(quality.score)), JSONText.Member("grade", .text(quality.grade)),
                        JSONText.Member(
                            "deliveries",
                            .array(
                                quality.deliveries.map { delivery in
                                    .object([
                                        "file": .text(delivery.file), "sha256": .text(delivery.sha256),
                                        "day": .text(delivery.day.iso), "rows": .integer(delivery.rows),
                                        "refused": .bool(delivery.isRefused),
                                    ])
                                })),
                        JSONText.Member(
                            "late",
                            .array(
                                quality.dues.filter { $0.state == .late || $0.state == .missing }.map {
                                    .object(["due": .text($0.day.iso), "state": .text($0.state.rawValue)])
                                })),
                    ])
            }
        ).pretty
    }

    func record(_ settings: CampaignSettings) -> Record {
        let rows = found.map { quality in
            Record(
                [
                    ("code", .text(quality.source.code)), ("office", .text(quality.source.office)),
                    ("name", .text(quality.source.name)), ("cycle", .text(quality.source.cycle.chinese)),
                    ("way", .text(quality.source.way)), ("usable", .text(Rate.shown(quality.usable))),
                    ("score", .text(SourceReport.shown(quality.score))), ("grade", .text(quality.grade)),
                ] + SourceReport.counts(quality).map { ($0.0, .integer($0.1)) })
        }
        let marks = self.marks.map { mark in
            Record([
                ("office", .text(mark.source.office)), ("name", .text(mark.source.name)), ("day", .date(mark.day)),
                ("text", .text(mark.text)),
            ])
        }
        return Record([
            ("district.name", .text(settings.district)), ("office.name", .text(settings.taxBureau.name)),
            ("asOf", .date(day)), ("offices", .integer(Set(found.map(\.source.office)).count)),
            ("rows", .list(rows)), ("marks", .list(marks)),
        ])
    }
}
