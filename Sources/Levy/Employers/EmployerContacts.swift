import Diagnostics
import Storage

/// 联系记录 and messages to be sent.
package enum EmployerContacts {
    /// What a message could not be made of.
    package enum Omission: String, Sendable, CaseIterable {
        case noMobile, optedOut, already

        package var chinese: String {
            switch self {
            case .noMobile: "没有手机号码"
            case .optedOut: "已表示不再接收"
            case .already: "本条已发过"
            }
        }
    }

    /// Messages of one script, and who gets none.
    package struct Batch: Sendable {
        package internal(set) var messages: [EmployerContact] = []
        package internal(set) var omitted: [(name: String, phone: String, why: Omission)] = []
    }

    /// Makes the messages of a script for everybody whom the last match has on its list, and enters them as sent. Who
    /// was sent the same script before, or wants no messages, gets none.
    /// - Parameter parts: the most messages that one text may take.
    /// - throws: `Rejection` `employers.script-way`, `employers.sms-long` for every text that is too long.
    package static func send(
        _ script: ContactScript, parts: Int, by person: String, on day: CivilDate, in transaction: Transaction,
        at now: Instant
    ) throws -> Batch {
        guard script.way == .sms else {
            throw Rejection("employers.script-way", ["id": script.id, "way": script.way.chinese])
        }
        let findings = try Employers.report(in: transaction).changes
            .filter { $0.kind != .gone && $0.finding.kind == script.kind }.map(\.finding)
        let sent = try EmployerWorkStore.contacts(in: transaction).filter { $0.script == script.id }
        var batch = Batch()
        var mistakes = DiagnosticList()
        for finding in findings {
            let phone = mobile(finding.phone)
            let text = script.text(for: finding)
            func omit(_ why: Omission) { batch.omitted.append((finding.name, finding.phone, why)) }
            guard let phone else {
                omit(.noMobile)
                continue
            }
            if try EmployerWorkStore.isOptedOut(phone, in: transaction) {
                omit(.optedOut)
            } else if sent.contains(where: { $0.phone == phone && $0.code == finding.code }) {
                omit(.already)
            } else if MessageLength.parts(text) > parts {
                mistakes.error(
                    "employers.sms-long",
                    [
                        "name": finding.name, "count": "\(MessageLength.units(text))",
                        "needed": "\(MessageLength.parts(text))", "parts": "\(parts)",
                    ])
            } else {
                batch.messages.append(
                    EmployerContact(
                        code: finding.code, name: finding.name, phone: phone, way: .sms, script: script.id, words: text,
                        result: .sent, day: day, by: person))
            }
        }
        try mistakes.throwIfErrors()
        for message in batch.messages { try EmployerWorkStore.add(message, at: now, in: transaction) }
        return batch
    }

    /// Enters what came of a call, a visit or a letter.
    /// - throws: `Rejection` `credit.code`, `employers.follow-up` for a day to ask again that has passed,
    ///   `employers.opted-out`.
    package static func record(_ contact: EmployerContact, in transaction: Transaction, at now: Instant) throws {
        guard UnifiedCreditCode(contact.code) != nil else { throw Rejection("credit.code", ["code": contact.code]) }
        if let again = contact.followUp, again <= contact.day {
            throw Rejection("employers.follow-up", ["day": again.iso])
        }
        if contact.way == .sms, try EmployerWorkStore.isOptedOut(contact.phone, in: transaction) {
            throw Rejection("employers.opted-out", ["phone": contact.phone])
        }
        try EmployerWorkStore.add(contact, at: now, in: transaction)
    }

    /// Enters that a number wants no messages any more, or wants them again.
    /// - throws: `Rejection` `employers.phone`.
    package static func setOptOut(
        _ phone: String, isOut: Bool, reason: String, by person: String, on day: CivilDate,
        in transaction: Transaction, at now: Instant
    ) throws {
        guard let mobile = mobile(phone) else { throw Rejection("employers.phone", ["phone": phone]) }
        try EmployerWorkStore.setOptOut(
            mobile, isOut: isOut, reason: reason, by: person, on: day, at: now, in: transaction)
    }

    package static func all(in transaction: Transaction) throws -> [EmployerContact] {
        try EmployerWorkStore.contacts(in: transaction)
    }

    /// 11 digits from 13 to 19, without what people write around them.
    static func mobile(_ text: String) -> String? {
        var digits = CleanedText(code: text).text.filter { $0.isASCII && $0.isNumber }
        if digits.hasPrefix("86") && digits.utf8.count == 13 { digits.removeFirst(2) }
        let bytes = Array(digits.utf8)
        guard bytes.count == 11, bytes[0] == UInt8(ascii: "1"), bytes[1] >= UInt8(ascii: "3") else { return nil }
        return digits
    }
}
