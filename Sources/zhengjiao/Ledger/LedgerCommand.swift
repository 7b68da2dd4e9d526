import ArgumentParser
import Diagnostics
import Levy
import Storage

struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "账簿：查验、余额、明细。",
        discussion: "The book of the campaign's money: verify it, show balances and entries.",
        subcommands: [Verify.self, Balance.self, Show.self, StateCommand.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "逐笔重算校验值，并由账簿重算每一项余额与业务表核对。",
            discussion: """
                没有差异时打印笔数和最后的校验值；有差异时逐处说明，退出码 65。
                Recomputes every hash, and every balance from the book.
                """)

        @OptionGroup var campaign: CampaignFolder
        @Flag(help: "以 JSON 打印") var json = false

        func run() async throws {
            try await Failures.reporting {
                let state = try campaign.reading().read { try Ledger.verify(in: $0) }
                guard json else {
                    return print(say("reply.ledger-whole", ["count": "\(state.entries)", "head": state.head]))
                }
                let result = JSONText.object([
                    "entries": .integer(state.entries), "head": .text(state.head), "whole": .bool(true),
                ])
                print(result.pretty, terminator: "")
            }
        }
    }

    struct Balance: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "balance", abstract: "各科目的余额，可按村居、人员、渠道、险种或日期分列。",
            discussion: "What every account stands at, in yuan: debit, credit, balance.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "分列：\(LedgerPart.listed)") var by = LedgerPart.account
        @Flag(help: "以 JSON 打印") var json = false

        func run() async throws {
            try await Failures.reporting {
                let balances = try campaign.reading().read { try Ledger.balances(by: by, in: $0) }
                if json { return print(text(balances).pretty, terminator: "") }
                table(balances).lines.forEach { print($0) }
            }
        }

        private func text(_ balances: [LedgerBalance]) -> JSONText {
            .array(
                balances.map {
                    .object([
                        "account": .text($0.account.rawValue), "of": .text($0.of), "debit_fen": .integer($0.debitFen),
                        "credit_fen": .integer($0.creditFen), "fen": .integer($0.fen),
                    ])
                })
        }

        private func table(_ balances: [LedgerBalance]) -> TextTable {
            let parts = by == .account ? 0 : 1
            var table = TextTable(
                head: (parts == 0 ? [] : [by.chinese]) + ["科目", "借方（元）", "贷方（元）", "余额（元）"],
                right: [parts + 1, parts + 2, parts + 3])
            for balance in balances {
                table.append(
                    (parts == 0 ? [] : [balance.of]) + [
                        balance.account.chinese, Money(fen: balance.debitFen).grouped,
                        Money(fen: balance.creditFen).grouped, Money(fen: balance.fen).grouped,
                    ])
            }
            return table
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "打印账簿的记录，一行一笔。",
            discussion: "The entries, one a line; with --person everything that was ever booked for a person.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "只看一人：身份证号") var person: String?
        @Option(help: "从第几笔开始") var from = 1
        @Option(help: "最多几笔") var limit = 100
        @Flag(help: "以 JSON 打印") var json = false

        func validate() throws {
            if limit < 1 { throw ValidationError(zh: "--limit 至少为 1。", en: "--limit must be at least 1.") }
        }

        func run() async throws {
            try await Failures.reporting {
                let number = try person.map { text throws(Rejection) in try LookUp.citizenID(text) }
                let entries = try campaign.reading().read {
                    try Ledger.entries(person: number, from: from, limit: limit, in: $0)
                }
                if json { return print(JSONText.array(entries.map(text)).pretty, terminator: "") }
                if entries.isEmpty { return print(say("reply.none")) }
                var table = TextTable(
                    head: ["序号", "日期", "事项", "金额（元）", "证件号码", "险种", "村居", "对方", "单据", "依据", "校验值"], right: [0, 3])
                for entry in entries {
                    let event = entry.event
                    table.append([
                        "\(entry.sequence)", event.day.iso, event.kind.chinese, Money(fen: event.fen).plain,
                        event.citizenID, Insurance(rawValue: event.insurance)?.chinese ?? event.insurance,
                        event.village, event.party, event.document, event.reference, String(entry.hash.prefix(16)),
                    ])
                }
                table.lines.forEach { print($0) }
            }
        }

        private func text(_ entry: LedgerEntry) -> JSONText {
            let event = entry.event
            let (debit, credit) = event.kind.accounts
            return .object([
                "sequence": .integer(entry.sequence), "at": .text(entry.at.iso), "day": .text(event.day.iso),
                "kind": .text(event.kind.rawValue), "debit": .text(debit.rawValue), "credit": .text(credit.rawValue),
                "fen": .integer(event.fen), "person": .text(event.citizenID), "insurance": .text(event.insurance),
                "period": .integer(event.period), "village": .text(event.village), "party": .text(event.party),
                "reference": .text(event.reference), "document": .text(event.document), "hash": .text(entry.hash),
            ])
        }
    }
}
