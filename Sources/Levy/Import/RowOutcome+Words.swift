/// What became of a row in a word, for tables; messages say more.
extension RowOutcome.Kind {
    package var chinese: String {
        switch self {
        case .accepted: "采用"
        case .repaired: "修正后采用"
        case .rejected: "退回"
        case .review: "待核实"
        }
    }
}

extension RowOutcome {
    /// The word for a code as rows keep it: that of a reason or of a repair.
    package static func chinese(code: String) -> String {
        Reason(rawValue: code)?.chinese ?? Repair(rawValue: code)?.chinese ?? code
    }
}

extension RowOutcome.Reason {
    package var chinese: String {
        switch self {
        case .badCheckDigit: "身份证号码不符"
        case .noSuchDate: "出生日期不存在"
        case .scientificNotation: "号码被表格软件改成近似值"
        case .missingName: "没有姓名"
        case .unknownVillage: "村居代码不在区划表"
        case .unknownTier: "没有这一缴费档次"
        case .tooYoung: "未到参保年龄"
        case .tooOld: "超过参保年龄"
        case .duplicate: "重复"
        case .twoVillages: "列入两个村居"
        case .privateUseCharacter: "姓名含自造字"
        case .otherDocument: "其他证件，缺出生日期"
        case .century: "十五位号码，年龄或过百岁"
        }
    }
}

extension Repair {
    package var chinese: String {
        switch self {
        case .fifteenDigit: "十五位号码升为十八位"
        case .lowercaseX: "小写 x 改大写"
        case .fullWidth: "全角改半角"
        case .apostrophe: "去撇号"
        case .spaces: "去空格"
        case .separator: "统一间隔号"
        }
    }
}
