import Storage

/// What a document could show of a person.
package enum PersonField: String, Sendable, CaseIterable {
    case name
    /// The identity number, and the birth date within it.
    case id
    case birth
    case phone, account, address
    case specialClass = "class"
    /// What was paid: an amount of zero tells for whom the state pays.
    case amount
    /// Only whether something was paid.
    case payment

    package var chinese: String {
        switch self {
        case .name: "姓名"
        case .id: "证件号码"
        case .birth: "出生日期"
        case .phone: "电话"
        case .account: "银行账号"
        case .address: "住址"
        case .specialClass: "特殊人群"
        case .amount: "金额"
        case .payment: "缴费"
        }
    }
}

/// A person as the books know him. No public document is made from it.
package struct PersonFacts: Hashable, Sendable {
    package let name: String
    package let householdHead: String
    package let citizenID: String
    package let phone: String
    package let account: String
    package let address: String
    package let specialClass: SpecialClass?
    /// Of a person whose number does not say it.
    private let birthByDocument: CivilDate?

    /// When the person was born; nil when that is not known.
    package var birth: CivilDate? { CitizenID(citizenID)?.birth ?? birthByDocument }

    package init(
        name: String, householdHead: String = "", citizenID: String, phone: String = "", account: String = "",
        address: String = "", specialClass: SpecialClass? = nil, birthByDocument: CivilDate? = nil
    ) {
        self.birthByDocument = birthByDocument
        self.name = name
        self.householdHead = householdHead
        self.citizenID = citizenID
        self.phone = phone
        self.account = account
        self.address = address
        self.specialClass = specialClass
    }

    /// Under 14, whose data are all sensitive (PIPL art. 28).
    package func isChild(on day: CivilDate) -> Bool {
        // A number that was never checked says no age; the person counts as a child, which shows less.
        birth.map { $0.age(on: day) < PersonFacts.adultAge } ?? true
    }

    static let adultAge = 14

    package init(_ row: CollectionRosterRow) {
        self.init(
            name: row.name, householdHead: row.householdHead, citizenID: row.citizenID, phone: row.phone,
            specialClass: row.specialClass, birthByDocument: row.birth)
    }
}
