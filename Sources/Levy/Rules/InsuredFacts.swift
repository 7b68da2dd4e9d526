import Storage

/// Something that is known of a person for a time, from a list, a register or a clerk: it decides whether he may join.
package struct PersonMark: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case student
        case employeePension = "employee-pension"
        case institutionPension = "institution-pension"
        case employeeMedical = "employee-medical"
        case pensionElsewhere = "pension-elsewhere"
        case medicalElsewhere = "medical-elsewhere"
        case drawsPension = "draws-pension"
        case deceased, emigrated, military, prison
        /// A residence permit of this place; `detail` is its number, `until` its expiry.
        case permit
        /// Lives here with a holder of a permit; `detail` is that holder's number.
        case accompanyingChild = "accompanying-child"
        /// Registered elsewhere.
        case registeredElsewhere = "registered-elsewhere"

        package var chinese: String {
            switch self {
            case .student: "在校学生"
            case .employeePension: "参加企业职工基本养老保险"
            case .institutionPension: "参加机关事业单位养老保险"
            case .employeeMedical: "参加职工基本医疗保险"
            case .pensionElsewhere: "在外地参加居民养老保险"
            case .medicalElsewhere: "在外地参加居民医疗保险"
            case .drawsPension: "领取养老待遇"
            case .deceased: "死亡"
            case .emigrated: "出国（境）定居"
            case .military: "参军"
            case .prison: "服刑"
            case .permit: "持有居住证"
            case .accompanyingChild: "随迁子女"
            case .registeredElsewhere: "非本区户籍"
            }
        }
    }

    package let kind: Kind
    package let detail: String
    package let from: CivilDate?
    package let until: CivilDate?
    /// Where it comes from: a file and row, or the clerk who entered it.
    package let source: String

    package init(
        _ kind: Kind, detail: String = "", from: CivilDate? = nil, until: CivilDate? = nil, source: String = ""
    ) {
        self.kind = kind
        self.detail = detail
        self.from = from
        self.until = until
        self.source = source
    }

    package func holds(on day: CivilDate) -> Bool {
        (from.map { $0 <= day } ?? true) && (until.map { day <= $0 } ?? true)
    }
}

/// A person's place on a list of a special class.
package struct ClassMembership: Sendable, Hashable {
    package let specialClass: SpecialClass
    /// Nil when the list gives no day of recognition: then it counts from the beginning.
    package let from: CivilDate?
    package let until: CivilDate?
    package let source: String

    package init(_ specialClass: SpecialClass, from: CivilDate? = nil, until: CivilDate? = nil, source: String = "") {
        self.specialClass = specialClass
        self.from = from
        self.until = until
        self.source = source
    }

    func counts(_ membership: ClassRule.Membership, on day: CivilDate) -> Bool {
        switch membership {
        case .day: (from.map { $0 <= day } ?? true) && (until.map { day <= $0 } ?? true)
        case .year: (from.map { $0.year <= day.year } ?? true) && (until.map { day.year <= $0.year } ?? true)
        }
    }
}

/// What the rules look at of a person.
package struct InsuredFacts: Sendable {
    package let birth: CivilDate
    /// The village's code.
    package let village: String
    package var marks: [PersonMark]
    package var memberships: [ClassMembership]
    /// The years that were paid of each insurance; nil when the history is not known.
    package var paidYears: [Insurance: Set<Int>]?
    /// Whether a parent is insured here; nil when that is not known.
    package var parentIsInsured: Bool?
    /// Papers already received.
    package var received: Set<String>
    /// Known by a residence permit of 港澳台 residents, a card of permanent residents or a passport: such a person is
    /// registered nowhere here and lives here by that paper, whose expiry is a mark `permit`.
    package var livesByDocument = false

    package init(
        birth: CivilDate, village: String, marks: [PersonMark] = [], memberships: [ClassMembership] = [],
        paidYears: [Insurance: Set<Int>]? = nil, parentIsInsured: Bool? = nil, received: Set<String> = []
    ) {
        self.birth = birth
        self.village = village
        self.marks = marks
        self.memberships = memberships
        self.paidYears = paidYears
        self.parentIsInsured = parentIsInsured
        self.received = received
    }

    /// Whole years on `day`.
    package func age(on day: CivilDate) -> Int { birth.age(on: day) }

    package func mark(_ kind: PersonMark.Kind, on day: CivilDate) -> PersonMark? {
        marks.first { $0.kind == kind && $0.holds(on: day) }
    }

    /// A permit counts while it is valid; who is registered elsewhere and has none left lives here by no paper.
    package func residence(on day: CivilDate) -> Residence {
        if mark(.permit, on: day) != nil { return .permit }
        if mark(.accompanyingChild, on: day) != nil { return .accompanyingChild }
        if livesByDocument && !marks.contains(where: { $0.kind == .permit }) { return .permit }
        let isFromElsewhere = livesByDocument || marks.contains { mark in
            mark.kind == .permit || mark.kind == .accompanyingChild
                || mark.kind == .registeredElsewhere && mark.holds(on: day)
        }
        return isFromElsewhere ? .elsewhere : .local
    }

    /// Whether somebody lives here by a document of which nobody has entered until when it holds.
    var isDocumentUnproved: Bool { livesByDocument && !marks.contains { $0.kind == .permit } }

    /// The years just before `period` in which nothing was paid, back to the last that was; nil when the history is not
    /// known, or when the person never paid.
    package func missedYears(_ insurance: Insurance, before period: Int) -> Int? {
        guard let last = paidYears?[insurance]?.filter({ $0 < period }).max() else { return nil }
        return period - 1 - last
    }

    package func neverPaid(_ insurance: Insurance) -> Bool? {
        paidYears.map { ($0[insurance] ?? []).isEmpty }
    }
}
