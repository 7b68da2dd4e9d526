import ArgumentParser
import Diagnostics
import Foundation
import Levy
import Storage
import Templates

/// 缴费证明 of a person, or of everybody of a village, and the question whether one is genuine.
struct PersonProofCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proof", abstract: "出具缴费证明：一个人的，或一个村居每个人的；带编号、核验码和印章。",
        discussion: """
            同一天内容相同的证明编号相同。查询记录和证明编号都会留下。

            zhengjiao person proof out/xuecheng-2019 370403198001010018 --plan campaign.yaml --by 王伟 -o 证明.pdf
            zhengjiao person proof out/xuecheng-2019 --village 370403001001 --plan campaign.yaml --by 王伟 -o 证明
            """)

    @OptionGroup var campaign: CampaignFolder
    @Argument(help: "身份证号码") var id: String?
    @Option(help: "村居代码：给每个有缴费或代缴的人各出一份") var village: String?
    @Option(help: "方案（campaign.yaml）") var plan: String
    @Option(help: "事由，记入查询记录") var purpose = "出具缴费证明"
    @OptionGroup var agreed: SealOptions
    @OptionGroup var act: ActOptions
    @Option(name: .shortAndLong, help: "一个人：PDF 文件；一个村居：目录") var output: String

    func validate() throws {
        guard (id == nil) != (village == nil) else { throw ValidationError("写一个身份证号码，或者 --village") }
    }

    func run() async throws {
        try await Failures.reporting {
            let paper = try MoneyPaper(plan: plan)
            let persons = try chosen(paper.campaign)
            try AccessLog(OutFolder(root: campaign.folder)).append(
                persons.map { person in
                    AccessLog.Look(
                        by: act.by, id: person.citizenID, purpose: purpose, fields: "payment-proof",
                        isOwn: [person.name, person.householdHead].contains(act.by))
                })
            let proofs = try campaign.write { transaction in
                try persons.compactMap { person -> (PaymentProof, Int)? in
                    guard let proof = try PaymentProof.read(person.citizenID, on: act.day, in: transaction)
                    else { return nil }
                    return (proof, try proof.number(in: transaction))
                }
            }
            if proofs.isEmpty { throw Rejection("proof.nothing-paid") }
            let written = try campaign.write { transaction in
                try proofs.map { try write($0, $1, paper, in: transaction) }
            }
            written.forEach { print($0) }
        }
    }

    /// - Returns: what the command answers.
    private func write(
        _ proof: PaymentProof, _ number: Int, _ paper: MoneyPaper, in transaction: Transaction
    ) throws -> String {
        let text = "\(paper.settings.documentMark)缴证〔\(proof.day.year)〕\(number)号"
        let path = village == nil ? output : "\(output)/\(number)-\(proof.name).pdf"
        try PlainFile.makeFolder(of: path)
        _ = try paper.print(
            sealed: "payment-proof", paper.proof(proof, number: text),
            as: SealedName(key: "\(number)", title: "缴费证明（\(proof.code)）", first: text, last: text),
            at: act.now, to: path, agreed.approval(by: act.by), on: act.day, in: transaction,
            now: act.now)
        return say("reply.proof", ["number": text, "name": proof.name, "code": proof.code, "path": path])
    }

    private func chosen(_ levy: Campaign) throws -> [(citizenID: String, name: String, householdHead: String)] {
        let database = try campaign.reading()
        return try database.read { transaction in
            if let village {
                guard try levy.regions(in: transaction).village(village) != nil else {
                    throw Rejection("proof.no-village", ["village": village])
                }
                return try PublicationStore.persons(village: village, in: transaction).map {
                    ($0.citizenID, $0.name, $0.householdHead)
                }
            }
            let number = try LookUp.citizenID(id ?? "")
            guard let person = try PersonView.read(number, asOf: act.day, in: transaction) else {
                throw Rejection("view.no-person", ["folder": campaign.folder])
            }
            return [(number, person.name, person.householdHead)]
        }
    }
}

extension MoneyPaper {
    fileprivate func proof(_ proof: PaymentProof, number: String) -> Record {
        let lines = proof.lines.map { line in
            Record([
                ("insurance", .text(line.insurance.chinese)), ("period", .text(line.period)),
                ("village", .text(line.village)), ("total", .money(line.totalFen)), ("state", .money(line.stateFen)),
                ("own", .money(line.ownFen)), ("paid", .text(line.paidOn?.iso ?? "财政代缴")),
                ("receipt", .text(line.receipt ?? "—")),
            ])
        }
        return Record([
            ("office.name", .text(settings.taxBureau.name)), ("office.phone", .text(settings.taxBureau.phone)),
            ("paper.number", .text(number)), ("paper.issued", .date(proof.day)), ("paper.code", .text(proof.code)),
            ("paper.check", .text("\(number) \(proof.code)")), ("payer.name", .text(proof.name)),
            ("payer.maskedId", .text(Masking.idEnds(proof.citizenID))), ("seal.label", .text(settings.sealLabel)),
            ("seal.specimen", .flag(true)), ("lines", .list(lines)),
            ("total", .money(proof.lines.reduce(0) { $0 + $1.ownFen })),
        ])
    }
}

/// Answers somebody who holds a 缴费证明 in his hands.
struct PersonVerifyProofCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-proof", abstract: "核验一份缴费证明：按纸上的核验码查它是不是本系统出具的，现在是否仍然相符。",
        discussion: """
            不显示个人信息，证件号码只给首尾。查不到或已有变动时退出码 65。

            zhengjiao person verify-proof out/xuecheng-2019 3F0A-91C7-5B2E-D044
            """)

    @OptionGroup var campaign: CampaignFolder
    @Argument(help: "核验码") var code: String

    func run() async throws {
        try await Failures.reporting {
            let found = try campaign.reading().read { try PaymentProof.find(code: code, in: $0) }
            guard let found else { throw Rejection("proof.unknown", ["code": code]) }
            let facts = [
                "number": "\(found.number)", "day": found.day.iso, "person": Masking.idEnds(found.citizenID),
            ]
            guard found.stands else { throw Rejection("proof.changed", facts) }
            print(Catalogue.message(Diagnostic(.note, "proof.genuine", facts), in: Failures.language))
        }
    }
}
