import ArgumentParser
import Diagnostics
import Levy
import Storage
import Workflow

struct ExchangeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exchange", abstract: "与人社、医保的信息交换：批次、回执、每笔的记账状态。",
        discussion: "Batches that were sent and came, the bureaus' answers, what became of each payment.",
        subcommands: [List.self, Make.self, Answer.self, Sent.self, Person.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "交换登记簿。", discussion: "The register: batch, party, rows, sum, hash, state, progress.")

        @OptionGroup var campaign: CampaignFolder
        @Flag(help: "以 JSON 打印") var json = false

        func run() async throws {
            try await Failures.reporting {
                let (all, arrivals, progress) = try campaign.reading().read {
                    (try Exchange.all(in: $0), try Exchange.arrivals(in: $0), try Exchange.progress(in: $0))
                }
                let counts = Dictionary(grouping: progress, by: \.exchange)
                if json {
                    let texts = arrivals.map(text) + all.map { record in text(record, counts[record.id] ?? []) }
                    return print(JSONText.array(texts).pretty, terminator: "")
                }
                if all.isEmpty && arrivals.isEmpty { return print(say("reply.none")) }
                var table = TextTable(
                    head: ["批次", "方向", "单位", "险种", "笔数", "金额（元）", "校验值", "状态", "各笔"], right: [4, 5])
                for arrival in arrivals {
                    table.append([
                        arrival.batch, "收", arrival.file.kind.chinese, insurance(arrival)?.chinese ?? "",
                        "\(arrival.file.rows)", arrival.fen.map { Money(fen: $0).grouped } ?? "",
                        String(arrival.sha256.prefix(16)), arrival.file.isRefused ? "已拒收" : "已导入", arrival.file.file,
                    ])
                }
                for record in all {
                    let states = (counts[record.id] ?? []).map { "\($0.state.chinese) \($0.count)" }
                    table.append([
                        record.batch, record.isOutgoing ? "送" : "收", record.party, record.insurance.chinese,
                        "\(record.count)", Money(fen: record.fen).grouped, String(record.sha256.prefix(16)),
                        record.state.chinese, states.joined(separator: "、"),
                    ])
                }
                table.lines.forEach { print($0) }
            }
        }

        private func insurance(_ arrival: FileArrival) -> Insurance? {
            Insurance.allCases.first { $0.rawValue == arrival.file.kind.rawValue }
        }

        private func text(_ arrival: FileArrival) -> JSONText {
            .object([
                "batch": .text(arrival.batch), "direction": .text("in"), "kind": .text(arrival.file.kind.rawValue),
                "file": .text(arrival.file.file), "rows": .integer(arrival.file.rows),
                "fen": arrival.fen.map(JSONText.integer) ?? .null, "sha256": .text(arrival.sha256),
                "state": .text(arrival.file.isRefused ? "refused" : "received"), "made": .text(arrival.at.iso),
            ])
        }

        private func text(
            _ record: ExchangeRecord, _ counts: [(exchange: Int, state: PostingState, count: Int)]
        ) -> JSONText {
            .object([
                "batch": .text(record.batch), "direction": .text(record.isOutgoing ? "out" : "in"),
                "party": .text(record.party), "kind": .text(record.kind.rawValue),
                "insurance": .text(record.insurance.rawValue), "rows": .integer(record.count),
                "fen": .integer(record.fen), "sha256": .text(record.sha256), "state": .text(record.state.rawValue),
                "made": .text(record.madeAt.iso),
                "progress": .object(counts.map { JSONText.Member($0.state.rawValue, .integer($0.count)) }),
            ])
        }
    }

    struct Make: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "make", abstract: "生成一批回传：尚未回传的和被退回的。",
            discussion: "The next batch: whoever was in none, and whom the bureau sent back. The totals lie beside it.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "方案（campaign.yaml）") var plan: String
        @Option(help: "险种：\(Insurance.listed)") var insurance: Insurance
        @Option(help: "收件单位") var party: String
        @Option(help: "编码：gb18030 或 utf8；不写时医保用 gb18030，人社用 utf8") var encoding: ReturnFile.Encoding?
        @Option(name: .shortAndLong, help: "写到的文件；总数在同名的 .json") var output: String
        @Option(help: "经办人（who does it）") var by: String

        func run() async throws {
            try await Failures.reporting {
                let levy = try CampaignFolder.levy(plan: plan)
                let now = Instant(milliseconds: World.live.now())
                let file = try campaign.write { transaction in
                    let file = try levy.makeReturn(
                        insurance, encoding: encoding ?? .usual(insurance), party: party,
                        key: "manual/\(insurance.rawValue)/\(now.iso)", in: transaction, at: now)
                    try MoneyHandStore.record(.exchange, "生成 " + file.batch, by: by, in: transaction, at: now)
                    return file
                }
                try DurableFile.write(file.bytes, to: output)
                try DurableFile.write(Array(file.control.pretty.utf8), to: output + ".json")
                print(
                    say(
                        "reply.return-made",
                        [
                            "batch": file.batch, "count": "\(file.count)",
                            "total": Money(fen: file.totalFen).grouped, "own": Money(fen: file.ownFen).grouped,
                            "state": Money(fen: file.stateFen).grouped, "hash": file.sha256,
                        ]))
            }
        }
    }

    struct Answer: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "answer", abstract: "导入回执：身份证号、处理结果（已比对、已记账、退回）、原因。",
            discussion: "What the bureau did with the rows of a batch; what it sent back goes into the next one.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "回执文件") var file: String
        @Option(help: "批次号") var batch: String
        @Option(help: "送件单位") var party: String
        @Option(help: "经办人（who does it）") var by: String

        func run() async throws {
            try await Failures.reporting {
                let source = try SourceFile(path: file)
                let now = Instant(milliseconds: World.live.now())
                let counts = try campaign.write { transaction in
                    let counts = try Exchange.answer(source, batch: batch, party: party, in: transaction, at: now)
                    if counts != nil {
                        try MoneyHandStore.record(.exchange, "回执 " + batch, by: by, in: transaction, at: now)
                    }
                    return counts
                }
                guard let counts else { return print(say("reply.known")) }
                for state in PostingState.allCases {
                    if let count = counts[state] { print("\(state.chinese)：\(count)") }
                }
            }
        }
    }

    struct Sent: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sent",
            abstract: "登记一批已送出，或 --acknowledged 已签收。", discussion: "Notes that a batch was sent, or signed for.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "批次号") var batch: String
        @Flag(help: "对方已签收") var acknowledged = false
        @Option(help: "说明") var note = ""
        @Option(help: "经办人（who does it）") var by: String

        func run() async throws {
            try await Failures.reporting {
                let now = Instant(milliseconds: World.live.now())
                let state: ExchangeRecord.State = acknowledged ? .acknowledged : .sent
                try campaign.write { transaction in
                    try Exchange.note(batch, state, note, in: transaction, at: now)
                    try MoneyHandStore.record(
                        .exchange, "\(state.chinese) " + batch, by: by, in: transaction, at: now)
                }
                print(say("reply.batch-noted", ["batch": batch, "state": state.chinese]))
            }
        }
    }

    struct Person: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "person",
            abstract: "一个人的缴费在各批次的记账状态。", discussion: "What became of a person's payments, batch by batch.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "身份证号") var id: String

        func run() async throws {
            try await Failures.reporting {
                let history = try campaign.reading().read { try Exchange.history(of: id, in: $0) }
                if history.isEmpty { return print(say("reply.none")) }
                var table = TextTable(head: ["批次", "险种", "状态", "原因"])
                for entry in history {
                    table.append([entry.batch, entry.insurance.chinese, entry.state.chinese, entry.reason])
                }
                table.lines.forEach { print($0) }
            }
        }
    }
}

extension ReturnFile.Encoding: ExpressibleByArgument {}
