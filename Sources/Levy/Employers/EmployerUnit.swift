import Storage

/// One employer with what each register says of it.
struct EmployerUnit {
    /// Its right credit code; else its name, or the wrong code.
    let key: String
    var company: CompanyEntry?
    var insured: InsuredEntry?
    var taxpayer: TaxpayerEntry?
    /// What was wrong with its codes, and to whom the rows were matched.
    var remarks: [String] = []

    var identities: [EmployerIdentity] {
        [company?.identity, insured?.identity, taxpayer?.identity].compactMap { $0 }
    }

    /// Insured in any scheme.
    var persons: Int { insured?.most ?? 0 }
    var employees: Int? { taxpayer?.employees }
}

/// Brings the rows of three registers together: by credit code, and where that is wrong by the name, when only one
/// employer with a right code has it.
struct EmployerUnits {
    private var units: [String: EmployerUnit] = [:]
    private var codes: [String: Set<String>] = [:]

    init(companies: [CompanyEntry], insured: [InsuredEntry], taxpayers: [TaxpayerEntry]) {
        let all = companies.map(\.identity) + insured.map(\.identity) + taxpayers.map(\.identity)
        for identity in all where identity.fault == nil {
            codes[identity.nameKey, default: []].insert(identity.code)
        }
        // Right codes first: a row that is matched by name takes no place that another has by its code.
        for isRight in [true, false] {
            for entry in companies where (entry.identity.fault == nil) == isRight {
                place(entry.identity, .companies, \.company, entry)
            }
            for entry in insured where (entry.identity.fault == nil) == isRight {
                place(entry.identity, .insurance, \.insured, entry)
            }
            for entry in taxpayers where (entry.identity.fault == nil) == isRight {
                place(entry.identity, .tax, \.taxpayer, entry)
            }
        }
    }

    /// By their keys.
    var sorted: [EmployerUnit] { units.values.sorted { $0.key < $1.key } }

    private mutating func place<Entry>(
        _ identity: EmployerIdentity, _ register: EmployerRegister, _ field: WritableKeyPath<EmployerUnit, Entry?>,
        _ entry: Entry
    ) {
        guard let fault = identity.fault else {
            units[identity.code, default: EmployerUnit(key: identity.code)][keyPath: field] = entry
            return
        }
        let written = identity.code.isEmpty ? "未填代码" : "代码“\(identity.code)”（\(fault.chinese)）"
        let wrong = "\(register.chinese)：\(written)"
        let known = codes[identity.nameKey] ?? []
        var key = "名称:" + identity.nameKey
        var remark = "\(wrong)，没有可按名称对应的单位"
        if known.count == 1, let code = known.first {
            (key, remark) = (code, "\(wrong)，按名称对应到 \(code)")
        } else if known.count > 1 {
            remark = "\(wrong)，同名的单位有 \(known.count) 家，未对应"
        }
        if units[key]?[keyPath: field] != nil {
            (key, remark) = ("代码:\(identity.code)/\(identity.nameKey)", "\(wrong)，同名单位在该表中另有一行，未对应")
        }
        var unit = units[key] ?? EmployerUnit(key: key)
        unit[keyPath: field] = entry
        unit.remarks.append(remark)
        units[key] = unit
    }
}
