import Storage

/// Why somebody is to be visited.
package enum SurveyReason: String, Sendable, CaseIterable {
    case unpaid
    case dropped
    case notListed = "not-listed"
    case rowOpen = "row-open"
    case clash, event
    case followUp = "follow-up"
    case noPhone = "no-phone"

    package var chinese: String {
        switch self {
        case .unpaid: "未缴费"
        case .dropped: "清册已减少"
        // Not of which class he is: the sheet goes from hand to hand.
        case .notListed: "未参保"
        case .rowOpen: "清册行待核实"
        case .clash: "身份重复"
        case .event: "有变动"
        case .followUp: "到期再访"
        case .noPhone: "无联系电话"
        }
    }

    /// What sheets are made of unless somebody says otherwise: those without a telephone are mostly everybody.
    package static let usual = allCases.filter { $0 != .noPhone }
}

/// 摸底调查表: who of a grid is to be visited, and why.
package struct SurveySheet: Hashable, Sendable {
    package struct Line: Hashable, Sendable {
        package let citizenID: String
        package let name: String
        package let head: String
        package let reasons: [SurveyReason]
        /// What the person himself owes and has not paid; 0 for nothing.
        package let medicalFen: Int
        package let pensionFen: Int

        /// The insurances that wait for his money.
        package var unpaid: [Insurance] {
            (medicalFen > 0 ? [.medical] : []) + (pensionFen > 0 ? [.pension] : [])
        }
    }

    /// `MD2019-00012`
    package let number: String
    package let village: String
    /// The grid's code; empty for persons without one.
    package let grid: String
    package let worker: String
    package let madeOn: CivilDate
    package let dueOn: CivilDate
    /// Numbered from 1.
    package let lines: [Line]
    package let isVoid: Bool
}

/// A visit to one line of a sheet.
package struct Visit: Hashable, Sendable {
    package enum Outcome: String, Sendable, CaseIterable {
        case met, family, absent, gone, refused

        package var chinese: String {
            switch self {
            case .met: "见到本人"
            case .family: "见到家属"
            case .absent: "家中无人"
            case .gone: "已不在此居住"
            case .refused: "拒绝受访"
            }
        }

        /// Whether the line is done with: something was learned.
        package var isDone: Bool { self == .met || self == .family || self == .gone }
    }

    package enum Next: String, Sendable, CaseIterable {
        case revisit, call, help, refer

        package var chinese: String {
            switch self {
            case .revisit: "再次上门"
            case .call: "电话联系"
            case .help: "协助缴费"
            case .refer: "转部门核实"
            }
        }
    }

    /// What somebody promised to do, and until when.
    package struct NextAction: Hashable, Sendable {
        package let action: Next
        package let day: CivilDate

        package init(_ action: Next, _ day: CivilDate) {
            self.action = action
            self.day = day
        }
    }

    package struct Event: Hashable, Sendable {
        package let kind: PersonEvent.Kind
        package let day: CivilDate

        package init(_ kind: PersonEvent.Kind, _ day: CivilDate) {
            self.kind = kind
            self.day = day
        }
    }

    package let sheet: String
    package let line: Int
    package let day: CivilDate
    package let outcome: Outcome
    package let reason: UnpaidReason.Reason?
    /// Empty where it stays as it was.
    package let phone: String
    package let event: Event?
    package let next: NextAction?
    package let note: String
    package let visitor: String

    package init(
        sheet: String, line: Int, day: CivilDate, outcome: Outcome, reason: UnpaidReason.Reason? = nil,
        phone: String = "", event: Event? = nil, next: NextAction? = nil, note: String = "", visitor: String
    ) {
        self.sheet = sheet
        self.line = line
        self.day = day
        self.outcome = outcome
        self.reason = reason
        self.phone = phone
        self.event = event
        self.next = next
        self.note = note
        self.visitor = visitor
    }
}

/// What was promised at a door and is not done yet.
package struct OpenAction: Hashable, Sendable {
    /// Of the visit.
    package let id: Int
    package let visit: Visit
    package let citizenID: String
    package let name: String
    package let village: String
    package let grid: String

    package var subject: String { OpenAction.prefix + "\(id)" }
    package static let prefix = "visit:"

    package static func number(ofSubject text: String) -> Int? {
        text.hasPrefix(prefix) ? Int(text.dropFirst(prefix.count)) : nil
    }
}
