import Delivery
import Diagnostics
import Foundation
import Levy
import Settings
import Storage
import Workflow

/// The plan's `settings`, read and checked once: names and numbers of offices, files, rates.
struct CampaignSettings: Sendable {
    struct Office: Sendable {
        let name: String
        let short: String
        let phone: String
        let address: String
        let director: String?
    }

    struct Files: Sendable {
        let regions: String
        let agents: String?
        let medical: String
        let pension: String
        let special: [String]
        let payments: String
        /// Of the banks that send tables of their own layout, in the folder of the data.
        let paymentMappings: [String]
        let treasury: String
        /// The treasury's own heads; nil where it sends the usual ones.
        let treasuryMapping: String?
    }

    struct Report: Sendable {
        let mark: String
        let name: String
        let addressees: String
        let copies: String
        let organ: String
        let mail: [String]
        let actions: [(head: String, text: String)]
    }

    let district: String
    let taxBureau: Office
    let humanResources: Office
    let medicalBureau: Office
    let servicePhone: String
    let report: Report
    let sender: String
    /// The plan's own document: its template's path, and its number.
    let planTemplate: String
    let planNumber: String
    let files: Files
    let policy: LevyPolicy
    /// 双限: what agents hand on after so many days or at this sum, to the special account and from there to the
    /// treasury; in working days where the agreement says so.
    let depositDays: Int
    let depositFen: Int
    let settlementDays: Int
    let settlementFen: Int
    let agreementWorkingDays: Bool
    /// What the agreement says about fees, and in how many copies (in capitals) it is made.
    let agreementFee: String
    let agreementCopies: String
    let sealLabel: String
    /// What the tax bureau's own document numbers begin with, for example 薛税.
    let documentMark: String
    let noticeWorkingDays: Int
    /// The law or rule on which public notices are posted.
    let noticeBasis: String
    let delivery: DeliverySettings
    /// Whom notices praise and criticise (红黑榜); nil where the plan has no such rules.
    let honours: HonourRules?
    /// The table of places where people pay in person; nil where the plan names none.
    let places: String?
    /// The lists of other offices that are compared with the campaign again and again.
    let crossLists: [CrossList]

    /// - Parameter planFolder: where the plan lies; its own document is named relative to it.
    /// - Throws: `Rejection` naming the key and its place in the plan.
    init(_ settings: ConfigValue, planFolder: String) throws(Rejection) {
        try settings.requireOnly(keys: [
            "district", "tax-bureau", "human-resources", "medical-bureau", "service-phone", "report", "sender",
            "plan-document", "files", "levy", "agreement", "seal-label", "public-notice", "document-mark",
            "delivery", "honours", "places", "cross-match",
        ])
        delivery = try DeliverySettings(settings["delivery"], planFolder: planFolder)
        if let rules = settings["honours"] {
            honours = try HonourFile.load(PlanFolder.path(of: rules, relativeTo: planFolder))
        } else {
            honours = nil
        }
        places = try settings["places"].map { file throws(Rejection) in
            try PlanFolder.path(of: file, relativeTo: planFolder)
        }
        district = try settings.text("district")
        taxBureau = try CampaignSettings.office(settings.require("tax-bureau"))
        humanResources = try CampaignSettings.office(settings.require("human-resources"))
        medicalBureau = try CampaignSettings.office(settings.require("medical-bureau"))
        servicePhone = try settings.text("service-phone")
        report = try CampaignSettings.report(settings.require("report"))
        sender = try CampaignSettings.mailbox(settings.require("sender"))
        let document = try settings.require("plan-document")
        try document.requireOnly(keys: ["template", "number"])
        let template = try document.require("template")
        planTemplate = try PlanFolder.path(of: template, relativeTo: planFolder)
        planNumber = try document.text("number")
        files = try CampaignSettings.files(settings.require("files"))
        policy = try CampaignSettings.policy(settings.require("levy"), planFolder: planFolder)
        let agreement = try settings.require("agreement")
        try agreement.requireOnly(keys: [
            "days", "yuan", "settlement-days", "settlement-yuan", "working-days", "fee", "copies",
        ])
        depositDays = try agreement.int("days")
        depositFen = try agreement.int("yuan") * 100
        settlementDays = try agreement.optionalInt("settlement-days") ?? depositDays
        settlementFen = try agreement.optionalInt("settlement-yuan").map { $0 * 100 } ?? depositFen
        agreementWorkingDays = try agreement.optionalBool("working-days") ?? false
        agreementFee = try agreement.text("fee")
        agreementCopies = try agreement.text("copies")
        sealLabel = try settings.text("seal-label")
        documentMark = try settings.text("document-mark")
        let notice = try settings.require("public-notice")
        try notice.requireOnly(keys: ["working-days", "basis"])
        noticeWorkingDays = try notice.int("working-days")
        noticeBasis = try notice.text("basis")
        crossLists = try CrossListSettings.read(settings["cross-match"], policy.rules)
    }

    private static func office(_ value: ConfigValue) throws(Rejection) -> Office {
        try value.requireOnly(keys: ["name", "short", "phone", "address", "director"])
        return Office(
            name: try value.text("name"), short: try value.text("short"), phone: try value.text("phone"),
            address: try value.optionalText("address") ?? "", director: try value.optionalText("director"))
    }

    private static func report(_ value: ConfigValue) throws(Rejection) -> Report {
        try value.requireOnly(keys: ["mark", "name", "addressees", "copies", "organ", "mail", "actions"])
        var mail: [String] = []
        for address in try value.list("mail") { mail.append(try mailbox(address)) }
        var actions: [(head: String, text: String)] = []
        for action in try value.list("actions") {
            try action.requireOnly(keys: ["head", "text"])
            actions.append((try action.text("head"), try action.text("text")))
        }
        return Report(
            mark: try value.text("mark"), name: try value.text("name"), addressees: try value.text("addressees"),
            copies: try value.text("copies"), organ: try value.text("organ"), mail: mail, actions: actions)
    }

    private static func mailbox(_ value: ConfigValue) throws(Rejection) -> String {
        let address = try value.asText()
        guard MailMessage.isMailbox(address) else {
            throw Rejection("command.mail-address", ["address": address], at: value.span)
        }
        return address
    }

    private static func files(_ value: ConfigValue) throws(Rejection) -> Files {
        try value.requireOnly(keys: [
            "regions", "agents", "medical", "pension", "special", "payments", "payment-mappings", "treasury",
            "treasury-mapping",
        ])
        return Files(
            regions: try value.text("regions"), agents: try value.optionalText("agents"),
            medical: try value.text("medical"), pension: try value.text("pension"), special: try value.texts("special"),
            payments: try value.text("payments"),
            paymentMappings: try value["payment-mappings"]?.asTexts() ?? [], treasury: try value.text("treasury"),
            treasuryMapping: try value.optionalText("treasury-mapping"))
    }

    /// The rules file beside the plan, or the short form: rate, tiers, ages.
    private static func policy(_ value: ConfigValue, planFolder: String) throws(Rejection) -> LevyPolicy {
        try value.requireOnly(keys: ["as-of", "rules", "medical", "pension", "receipt-prefix", "other-name"])
        let (medical, pension) = (try value.require("medical"), try value.require("pension"))
        let asOf = try value.date("as-of")
        let receiptPrefix = try value.text("receipt-prefix")
        let otherName = try value.optionalText("other-name") ?? "settle"
        guard ["settle", "hold"].contains(otherName) else {
            throw Rejection("command.other-name", ["text": otherName], at: try value.require("other-name").span)
        }
        if let file = value["rules"] {
            try medical.requireOnly(keys: ["period"])
            try pension.requireOnly(keys: ["period"])
            let name = try file.asText()
            let path = name.hasPrefix("/") ? name : planFolder + "/" + name
            guard FileManager.default.fileExists(atPath: path) else {
                throw Rejection("rules.no-file", ["file": path], at: file.span)
            }
            return LevyPolicy(
                rules: try RulesCommand.read(path), asOf: asOf,
                medicalPeriod: try medical.int("period"), pensionPeriod: try pension.int("period"),
                receiptPrefix: receiptPrefix, holdsOtherNames: otherName == "hold")
        }
        try medical.requireOnly(keys: ["period", "yuan"])
        try pension.requireOnly(keys: ["period", "tiers", "special-tier", "ages"])
        var tiers: [Int] = []
        for tier in try pension.list("tiers") { tiers.append(try amount(tier)) }
        let ages = try pension.list("ages")
        guard ages.count == 2 else { throw Rejection("command.ages", at: try pension.require("ages").span) }
        let (youngest, oldest) = (try ages[0].asInt(), try ages[1].asInt())
        guard 0 <= youngest, youngest <= oldest, oldest <= 150 else {
            throw Rejection("command.ages", at: try pension.require("ages").span)
        }
        return LevyPolicy(
            asOf: asOf, medicalPeriod: try medical.int("period"),
            medicalFen: try amount(medical.require("yuan")) * 100, pensionPeriod: try pension.int("period"),
            pensionTiersYuan: tiers, specialTierYuan: try amount(pension.require("special-tier")),
            pensionAges: youngest...oldest, receiptPrefix: receiptPrefix,
            holdsOtherNames: otherName == "hold")
    }

    private static func amount(_ value: ConfigValue) throws(Rejection) -> Int {
        let yuan = try value.asInt()
        guard (1...1_000_000).contains(yuan) else {
            throw Rejection("rules.amount", ["text": "\(yuan)", "path": value.path], at: value.span)
        }
        return yuan
    }
}
