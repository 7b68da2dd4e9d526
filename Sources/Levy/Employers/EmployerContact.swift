import Storage

/// A call, message, visit or letter by which an employer was asked to insure.
package struct EmployerContact: Hashable, Sendable {
    package enum Way: String, Sendable, CaseIterable {
        case call, sms, visit, mail

        package var chinese: String {
            switch self {
            case .call: "电话"
            case .sms: "短信"
            case .visit: "上门"
            case .mail: "邮件"
            }
        }
    }

    package enum Result: String, Sendable, CaseIterable {
        case sent, reached, unanswered
        case wrongNumber = "wrong-number"
        case promised, refused

        package var chinese: String {
            switch self {
            case .sent: "已发出"
            case .reached: "已告知"
            case .unanswered: "无人接听"
            case .wrongNumber: "号码有误"
            case .promised: "承诺参保"
            case .refused: "拒绝参保"
            }
        }
    }

    package let code: String
    package let name: String
    package let phone: String
    package let way: Way
    /// The id of the script that was followed; empty for words of one's own.
    package let script: String
    package let words: String
    package let result: Result
    /// When somebody asks again.
    package let followUp: CivilDate?
    package let day: CivilDate
    package let by: String

    package init(
        code: String, name: String, phone: String, way: Way, script: String = "", words: String = "", result: Result,
        followUp: CivilDate? = nil, day: CivilDate, by: String
    ) {
        (self.code, self.name, self.phone, self.way) = (code, name, phone, way)
        (self.script, self.words, self.result) = (script, words, result)
        (self.followUp, self.day, self.by) = (followUp, day, by)
    }
}

/// A text message as networks count it: 70 characters of UCS-2 alone, 67 in each part of a longer one.
package enum MessageLength {
    package static let alone = 70
    package static let part = 67

    /// Characters beyond the basic plane count twice.
    package static func units(_ text: String) -> Int { text.utf16.count }

    package static func parts(_ text: String) -> Int {
        let units = units(text)
        return units <= alone ? 1 : (units + part - 1) / part
    }
}
