import Levy
import Storage
import Templates

/// 三方协议 as its template has it: of a township's special account, or of a payer.
enum AgreementPaper {
    private static func record(
        _ settings: CampaignSettings, number: String, signed: CivilDate, until: CivilDate?,
        _ rest: [(String, Datum)]
    ) -> Record {
        Record(
            [
                ("agreement.number", .text(number)), ("agreement.signed", .date(signed)),
                ("agreement.until", until.map { .date($0) } ?? .missing), ("district.name", .text(settings.district)),
                ("office.name", .text(settings.taxBureau.name)),
                ("office.address", .text(settings.taxBureau.address)),
                ("office.phone", .text(settings.taxBureau.phone)),
            ] + rest)
    }

    /// Of a township: who collects is registered with the tax bureau.
    static func township(
        _ account: SpecialAccount, _ unit: CollectingUnit, town: String, _ settings: CampaignSettings
    ) -> Record {
        record(
            settings, number: account.agreement, signed: account.openedOn, until: nil,
            [
                ("payer.name", .text(unit.name)), ("payer.label", .text("纳税人识别号")),
                ("payer.code", .text(unit.taxID)), ("payer.office", .optional(unit.office)),
                ("bank.name", .text(account.bank)), ("bank.holder", .text(account.holder)),
                ("bank.number", .text(account.number)),
                ("scope", .text("\(town)各村居代收的城乡居民基本养老保险费和城乡居民基本医疗保险费")),
                ("purpose", .text("上列账户是城乡居民社会保险费征缴专用账户，只用于存放和划缴代收的费款，不得提取现金，不得与其他资金混存")),
                ("insured", .list([])),
            ])
    }

    /// Of a payer: the bank deducts by what the paper says, so that it has number and account whole.
    static func payer(
        _ agreement: DeductionAgreement, names: [String: String], _ settings: CampaignSettings
    ) -> Record {
        let insured = agreement.members.map { person in
            Record([("name", .text(names[person] ?? "")), ("id", .text(Masking.idEnds(person)))])
        }
        return record(
            settings, number: agreement.number, signed: agreement.signedOn, until: agreement.until,
            [
                ("payer.name", .text(agreement.holder)), ("payer.label", .text("证件号码")),
                ("payer.code", .text(agreement.payerID)), ("payer.office", .missing),
                ("bank.name", .text(agreement.bank)), ("bank.holder", .text(agreement.holder)),
                ("bank.number", .text(agreement.account)),
                ("scope", .text("第三条所列参保人的城乡居民基本养老保险费和城乡居民基本医疗保险费个人缴费部分")),
                ("purpose", .text("上列账户是乙方本人的结算账户，用途限于划缴前条所列费款，每年扣款前由甲方在征缴公告中告知扣款日期")),
                ("insured", .list(insured)),
            ])
    }
}
