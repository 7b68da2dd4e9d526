import Levy

extension Insurance: DomainWord {
    var otherNames: [String] {
        switch self {
        case .medical: ["医疗", "医保", "居民医保", fullName, "城乡居民医疗", "城乡居民医疗保险", "城乡居民基本医疗保险"]
        case .pension: ["养老", "居民养老保险", fullName, "城乡居民养老", "城乡居民养老保险", "城乡居民基本养老保险"]
        }
    }
}

extension PersonMark.Kind: DomainWord {
    var otherNames: [String] {
        switch self {
        case .student: ["学生"]
        case .employeePension: ["职工养老"]
        case .institutionPension: ["机关养老"]
        case .employeeMedical: ["职工医保", "职工医疗"]
        case .pensionElsewhere: ["外地养老"]
        case .medicalElsewhere: ["外地医保"]
        case .drawsPension: ["领取待遇"]
        case .emigrated: ["出国定居"]
        case .permit: ["居住证"]
        case .registeredElsewhere: ["外地户籍"]
        case .deceased, .military, .prison, .accompanyingChild: []
        }
    }
}

extension UnpaidReason.Reason: DomainWord {}
extension AssessmentOrder.State: DomainWord {}

extension PaymentType: DomainWord {
    /// `新参保` for `新参保缴费`.
    var otherNames: [String] { chinese.hasSuffix("缴费") ? [String(chinese.dropLast(2))] : [] }
}

extension LedgerPart: DomainWord {
    var chinese: String {
        switch self {
        case .account: "科目"
        case .village: "村居"
        case .person: "证件号码"
        case .party: "对方"
        case .insurance: "险种"
        case .day: "日期"
        }
    }

    var otherNames: [String] {
        switch self {
        case .person: ["个人"]
        case .party: ["渠道"]
        case .account, .village, .insurance, .day: []
        }
    }
}

extension MetricTable.Cut: DomainWord {
    var chinese: String {
        switch self {
        case .town: "镇街"
        case .village: "村居"
        case .special: "类别"
        case .insurance: "险种"
        case .channel: "渠道"
        case .day: "日期"
        }
    }
}

extension RefundOffice: DomainWord {
    var otherNames: [String] { self == .insurance ? ["人社", "医保"] : [] }
}

extension Objection.Outcome: DomainWord {}

extension ListStage: DomainWord {
    var otherNames: [String] {
        switch self {
        case .village: ["村居"]
        case .town: ["镇街"]
        case .bureau: ["部门"]
        }
    }
}

extension Correction.Kind: DomainWord {
    var chinese: String {
        switch self {
        case .add: "增加"
        case .remove: "删除"
        case .correct: "更正"
        }
    }
}

extension Remittance.Kind: DomainWord {}
extension DeductionBatch.Purpose: DomainWord {
    var otherNames: [String] { self == .check ? ["验证"] : ["扣款", "批扣"] }
}

extension DeductionAgreement.State: DomainWord {}
