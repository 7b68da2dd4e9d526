import ArgumentParser
import Diagnostics
import Levy
import Storage
import Workflow

struct CopiesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copies", abstract: "征收清册发放：印新版、发放、签收、催签、收回旧版。",
        discussion: "Which printed roster of a village went to whom, who signed for it, and what became of old ones.",
        subcommands: [Print.self, Send.self, Sign.self, Signed.self, Recall.self, List.self, Sheet.self])

    /// The villages that a command is about.
    struct Villages: ParsableArguments {
        @Option(help: "村居代码，可以写多次") var village: [String] = []
        @Option(help: "镇街代码：它的全部村居，可以写多次") var town: [String] = []

        /// All villages where none is named.
        /// - Throws: `Rejection` with every code that is none.
        func codes(_ regions: RegionTree) throws(Rejection) -> [String] {
            var mistakes = DiagnosticList()
            for code in village where regions.village(code) == nil {
                mistakes.error("stock.village", ["village": code])
            }
            for code in town where regions[code: code]?.level != .town {
                mistakes.error("copies.town", ["town": code])
            }
            try mistakes.throwIfErrors()
            if village.isEmpty && town.isEmpty { return regions.villages.map(\.code) }
            let named = Set(village.compactMap { regions.village($0)?.code })
            return regions.villages.filter { named.contains($0.code) || town.contains($0.parent ?? "") }.map(\.code)
        }
    }

    struct Print: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "print", abstract: "印制有变化的村居的征收清册，各为新的一版；没有变化的不印。",
            discussion: """
                Prints the rosters that are not as they were printed last, each as its village's next version.
                例：zhengjiao copies print out/xuecheng-2019 --plan campaign.yaml --town 370403101 --by 王伟
                """)

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "方案（campaign.yaml）") var plan: String
        @OptionGroup var villages: Villages
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let out = OutFolder(root: campaign.folder)
                let paper = try RosterPaper(plan: plan, out: out)
                let printed = try campaign.write { transaction in
                    let regions = try RegionTree.stored(in: transaction)
                    return try villages.codes(regions).compactMap { code in
                        try print(code, paper, regions, in: transaction)
                    }
                }
                for edition in printed {
                    Swift.print(
                        say(
                            "reply.edition",
                            ["village": edition.village, "title": edition.title, "check": edition.check]))
                }
                Swift.print(say("reply.editions", ["count": "\(printed.count)"]))
            }
        }

        private func print(
            _ code: String, _ paper: RosterPaper, _ regions: RegionTree, in transaction: Transaction
        ) throws -> RosterEdition? {
            let roster = try paper.campaign.collectionRoster(village: code, in: transaction)
            guard let town = roster.town, !roster.rows.isEmpty else { return nil }
            let check = RosterRecord(roster: roster, policy: paper.campaign.policy, isFinal: false).checkCode
            let next = try RosterEditions.next(village: code, .collection, check: check, in: transaction)
            if case .same = next { return nil }
            let printed = try paper.print(
                roster, town, .collection, next, issued: act.day, asOf: act.day, awaitedFen: 0,
                at: Instant(act.day)
            ) { seals, title in
                seals.isEmpty
                    ? nil
                    : IssuedDocument.Sealing(
                        impressions: seals, title: title,
                        approval: SealApproval(askedBy: act.by, approvedBy: "", basis: ""))
            }
            try DocumentStore.issue(printed.document, in: transaction)
            try RosterEditions.add(printed.edition, at: act.now, in: transaction)
            return printed.edition
        }
    }

    struct Send: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "send", abstract: "登记发放：各村居最新一版清册发到镇街或代收单位。",
            discussion: """
                Enters that the last rosters went out; what was sent in this form before is told.
                例：zhengjiao copies send out/xuecheng-2019 --to 代收单位 --form 纸质 --copies 2 --town 370403101 --by 王伟
                """)

        @OptionGroup var campaign: CampaignFolder
        @OptionGroup var villages: Villages
        @Option(help: "发给：\(RosterCopy.Leg.listed)") var to: RosterCopy.Leg
        @Option(help: "形式：\(RosterCopy.Form.listed)") var form: RosterCopy.Form
        @Option(help: "份数") var copies = 1
        @Option(help: "接收人；不写则为镇街，或村居的代办员") var recipient: String?
        @Flag(help: "已经这样发过的跳过，不算错") var rest = false
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let dispatch = CopyDispatch(
                    leg: to, form: form, count: copies, day: act.day, by: act.by, recipient: recipient)
                let sent = try campaign.write { transaction in
                    try RosterCopies.send(
                        villages: try villages.codes(try RegionTree.stored(in: transaction)), dispatch,
                        skipsSent: rest, in: transaction, at: act.now)
                }
                print(
                    say(
                        "reply.copies-sent",
                        [
                            "count": "\(sent.count)", "first": sent.first.map { "\($0.id)" } ?? "–",
                            "last": sent.last.map { "\($0.id)" } ?? "–",
                        ]))
            }
        }
    }

    struct Sign: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sign", abstract: "登记一份清册的签收。",
            discussion: """
                Enters who signed for a copy. --check is the code that he read on it; another one is refused.
                例：zhengjiao copies sign out/xuecheng-2019 12 --signer 王秀英 --check 7C1E-03AF --by 王伟
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "发放编号，如 list 所列") var id: Int
        @Option(help: "签收人") var signer: String
        @Option(help: "签收人在清册上读到的校验码") var check: String?
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let copy = try campaign.write {
                    try RosterCopies.sign(
                        id, signer: signer, check: check, on: act.day, by: act.by, in: $0, at: act.now)
                }
                print(say("reply.copy-signed", ["title": copy.edition.title, "signer": signer, "id": "\(id)"]))
            }
        }
    }

    struct Signed: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "signed", abstract: "读入签收单（CSV 或 XLSX）：村居代码、校验码、签收人、签收日期。",
            discussion: "Takes a signed sheet in, whole or not at all; rows without a signer are not signed for yet.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "签收单") var file: String
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let source = try SourceFile(path: file)
                let count = try campaign.write {
                    try RosterCopies.takeSignatures(source, by: act.by, in: $0, at: act.now)
                }
                print(say("reply.copies-signed", ["count": "\(count)"]))
            }
        }
    }

    struct Recall: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "recall", abstract: "登记旧版清册的去向：收回、销毁（须有监销人）、遗失（须写经过）。",
            discussion: """
                Enters what became of copies that a later version has replaced.
                例：zhengjiao copies recall out/xuecheng-2019 3 4 --fate 销毁 --witness 李娜 --by 王伟
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "发放编号，可以写多个") var ids: [Int]
        @Option(help: "去向：\(RosterCopy.Fate.listed)") var fate: RosterCopy.Fate
        @Option(help: "监销人，不能与经办人相同") var witness = ""
        @Option(help: "说明") var note = ""
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let recall = RosterCopy.Recall(fate: fate, day: act.day, by: act.by, witness: witness, note: note)
                try campaign.write { transaction in
                    for id in ids { _ = try RosterCopies.recall(id, recall, in: transaction, at: act.now) }
                }
                print(say("reply.copies-recalled", ["count": "\(ids.count)", "fate": fate.chinese]))
            }
        }
    }
}
