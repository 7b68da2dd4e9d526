/// What a column of a bureau's table holds, with the heads under which it is known.
package enum ColumnName: Int, CaseIterable, Sendable {
    case serial, villageCode, villageName, townCode, townName, personName, citizenID, payerClass, birthYear, phone, tier
    case remark, householdHead, recognisedOn, certificate, disabilityKind, disabilityGrade
    case regionCode, regionName, level, parent, shouldBeInsured, paidLastYear
    case day, insurance, count, fen, account
    case receiptNumber, method, yuan, postedState, postedReason, paymentSerial, period
    case documentKind, birthDate, validUntil, trainedOn, eventKind, eventDay
    case creditCode, employerName, employerKind, employerState, registeredOn, industry, legalRepresentative, address
    case insuredPension, insuredUnemployment, insuredInjury, insuredMedical, baseYuan, paidUpTo
    case employees, dueYuan, paidYuan, arrearsYuan, arrearsFrom, regulator
    case target, paidOn, sex, predecessors, interruptionRate
    case application, bearer, voucher
    case channel, paymentState, reversedSerial, returnCode, taxVoucher
    case copyNumber, checkCode, signer, signedOn
    case gridCode, gridName, gridWorker
    case sheetNumber, visitedOn, visitOutcome, unpaidReason, newPhone, nextAction, nextDay, visitor
    case placeCode, placeName, placeServes, counters, perHour, morningHours, afternoonHours
    case appointmentCounters, greenPercent, slotMinutes, elderAge

    var heads: [String] {
        switch self {
        case .serial: ["序号", "编号", "顺序号"]
        case .villageCode:
            [
                "村居代码", "村代码", "村居编码", "村级区划代码", "行政区划代码", "区划代码", "村社区代码", "村编码", "社区代码", "村居委会代码", "新村居代码",
                "划入村居代码",
            ]
        case .villageName: ["村居名称", "村居", "所在村居", "村名", "村名称", "村社区", "所在村", "村居委会", "村社区名称", "居住村居"]
        case .townCode: ["镇街代码", "乡镇代码", "镇代码", "街镇代码", "镇街编码", "乡镇街道代码"]
        case .townName: ["镇街", "乡镇", "镇街名称", "乡镇街道", "街镇", "所属镇街", "乡镇名称"]
        case .personName: ["姓名", "参保人姓名", "缴费人姓名", "人员姓名", "缴费人", "参保人", "对象姓名"]
        case .citizenID:
            [
                "身份证号码", "公民身份号码", "证件号码", "身份证号", "身份证", "公民身份证号码", "居民身份证号", "居民身份证号码", "证件号",
                "社会保障号码", "社会保障号", "有效证件号码", "身份证件号码",
            ]
        case .payerClass: ["人员类别", "类别", "人员类型", "缴费人类别", "参保类别", "对象类别", "人员身份"]
        case .birthYear: ["出生年份", "出生年"]
        case .birthDate: ["出生日期", "出生年月", "出生年月日", "生日"]
        case .phone: ["联系电话", "电话", "手机", "手机号", "手机号码", "联系方式", "电话号码"]
        case .tier: ["缴费档次", "档次", "缴费标准", "缴费金额", "选择档次", "缴费档次元"]
        case .remark: ["备注", "说明"]
        case .householdHead: ["户主", "户主姓名"]
        case .recognisedOn: ["识别时间", "认定时间", "建档时间", "识别日期", "认定日期", "批准日期", "享受起始日期", "起始日期"]
        case .certificate: ["残疾人证号", "残疾证号", "残疾人证", "残疾人证号码", "残疾证号码"]
        case .disabilityKind: ["残疾类别", "残疾类型"]
        case .disabilityGrade: ["残疾等级", "等级", "残疾级别"]
        case .regionCode: ["code", "代码", "区划代码", "行政区划代码"]
        case .regionName: ["name", "名称", "区划名称"]
        case .level: ["level", "级别", "层级"]
        case .parent: ["parent", "上级", "上级代码"]
        case .shouldBeInsured: ["should_be_insured", "应参保人数", "应保人数"]
        case .paidLastYear: ["paid_last_year", "上年缴费人数", "上年参保人数"]
        case .day: ["入库日期", "日期", "入库日", "收款日期", "到账日期", "拨款日期", "交易日期", "扣款日期"]
        case .channel: ["渠道", "缴费渠道", "交易渠道"]
        case .paymentState: ["交易状态", "扣款状态", "缴费状态"]
        case .taxVoucher: ["税票号", "税票号码", "电子税票号码", "电子税票号", "缴款书号码"]
        case .returnCode: ["返回码", "返回代码", "响应码", "结果代码"]
        case .reversedSerial: ["原流水号", "原交易流水号", "被冲正流水号"]
        case .application: ["申请号", "申请编号", "资金申请号"]
        case .bearer: ["承担方", "资金来源", "拨付单位"]
        case .voucher: ["拨款凭证号", "凭证编号", "拨款文号"]
        case .insurance: ["险种", "保险险种", "费种"]
        case .count: ["笔数", "件数"]
        case .fen: ["金额分", "入库金额分"]
        case .receiptNumber: ["票据号", "票据号码", "凭证号", "收据号"]
        case .method: ["收款方式", "缴费方式", "方式"]
        case .yuan: ["金额", "金额元", "个人缴费", "缴费额", "实缴金额", "入账金额", "到账金额", "交易金额"]
        case .postedState: ["处理结果", "入账状态", "记账状态", "状态"]
        case .postedReason: ["原因", "失败原因", "退回原因"]
        case .paymentSerial: ["流水号", "银行流水号", "缴费流水号", "交易流水号"]
        case .period: ["所属期", "费款所属期", "年度", "缴费年度"]
        case .target: ["任务数", "目标数", "目标", "任务", "target"]
        case .interruptionRate: ["中断缴费率", "上年中断缴费率", "中断率"]
        case .paidOn: ["缴费日期", "缴款日期", "上年缴费日期"]
        case .account: ["银行账号", "账号", "收款账号", "银行卡号"]
        case .sex: ["性别"]
        case .predecessors: ["原代码", "原区划代码", "原村居代码", "合并自", "由何处变更", "predecessors"]
        case .documentKind: ["证件类型", "证件种类", "身份证件类型"]
        case .validUntil: ["协议到期", "有效期至", "到期日", "止期", "终止日期", "退出日期", "享受终止日期", "截止日期"]
        case .trainedOn: ["培训日期", "培训时间"]
        case .eventKind: ["事件", "变动类型", "事项", "变更类型"]
        case .eventDay: ["变动日期", "事件日期", "发生日期"]
        case .creditCode, .employerName, .employerKind, .employerState, .registeredOn, .industry, .legalRepresentative,
            .address, .insuredPension, .insuredUnemployment, .insuredInjury, .insuredMedical, .baseYuan, .paidUpTo,
            .employees, .dueYuan, .paidYuan, .arrearsYuan, .arrearsFrom, .regulator:
            employerHeads
        case .copyNumber, .checkCode, .signer, .signedOn, .gridCode, .gridName, .gridWorker, .sheetNumber, .visitedOn,
            .visitOutcome, .unpaidReason, .newPhone, .nextAction, .nextDay, .visitor:
            visitHeads
        case .placeCode, .placeName, .placeServes, .counters, .perHour, .morningHours, .afternoonHours,
            .appointmentCounters, .greenPercent, .slotMinutes, .elderAge:
            placeHeads
        }
    }

    /// The heads of the table of places where fees are paid.
    private var placeHeads: [String] {
        switch self {
        case .placeCode: ["场所编号", "网点编号", "场所代码"]
        case .placeName: ["场所名称", "网点名称", "缴费场所"]
        case .placeServes: ["服务范围", "服务村居", "服务镇街"]
        case .counters: ["柜台数", "窗口数", "台席数"]
        case .perHour: ["每小时人数", "每柜每小时人数", "每小时办理人数"]
        case .morningHours: ["上午", "上午时间", "上午开放"]
        case .afternoonHours: ["下午", "下午时间", "下午开放"]
        case .appointmentCounters: ["预约柜台数", "预约窗口数", "预约柜台"]
        case .greenPercent: ["绿色通道比例", "优先号比例", "绿色通道"]
        case .slotMinutes: ["预约时段", "时段分钟", "预约时段分钟"]
        case .elderAge: ["优先年龄", "老年人年龄", "高龄优先年龄"]
        default: preconditionFailure("only columns of the table of places ask here")
        }
    }

    /// The heads of sheets that come back from villages: who signed for a roster, what a visitor found.
    private var visitHeads: [String] {
        switch self {
        case .copyNumber: ["发放编号", "发放号"]
        case .checkCode: ["校验码", "清册校验码"]
        case .signer: ["签收人", "接收人", "签收人姓名"]
        case .signedOn: ["签收日期", "接收日期", "签收时间"]
        case .gridCode: ["网格编号", "网格代码", "网格号"]
        case .gridName: ["网格名称", "网格", "所属网格"]
        case .gridWorker: ["网格员", "网格员姓名", "网格长"]
        case .sheetNumber: ["调查表编号", "摸底表编号", "表号"]
        case .visitedOn: ["走访日期", "入户日期", "摸底日期"]
        case .visitOutcome: ["走访结果", "入户结果", "摸底结果"]
        case .unpaidReason: ["未缴原因", "原因", "未参保原因", "原因代码"]
        case .newPhone: ["更正电话", "新电话", "变更电话", "核实电话"]
        case .nextAction: ["下一步", "下一步措施", "后续措施"]
        case .nextDay: ["下次日期", "办理时限", "约定日期"]
        case .visitor: ["走访人", "入户人", "摸底人"]
        default: preconditionFailure("only columns of sheets from villages ask here")
        }
    }

    /// The heads of registers of employers.
    private var employerHeads: [String] {
        switch self {
        case .creditCode: ["统一社会信用代码", "社会信用代码", "信用代码", "统一代码", "纳税人识别号", "单位信用代码"]
        case .employerName: ["单位名称", "企业名称", "名称", "纳税人名称", "参保单位名称", "参保单位", "市场主体名称", "缴费人名称"]
        case .employerKind: ["企业类型", "市场主体类型", "主体类型", "单位类型", "类型"]
        case .employerState: ["登记状态", "经营状态", "企业状态", "单位状态", "纳税人状态", "状态"]
        case .registeredOn: ["成立日期", "登记日期", "注册日期", "设立日期", "核准日期"]
        case .industry: ["行业", "所属行业", "行业门类", "行业名称", "国民经济行业"]
        case .legalRepresentative: ["法定代表人", "负责人", "经营者", "法人代表"]
        case .address: ["住所", "地址", "经营场所", "注册地址", "通讯地址"]
        case .insuredPension: ["养老保险人数", "养老人数", "养老", "养老参保人数", "基本养老保险人数"]
        case .insuredUnemployment: ["失业保险人数", "失业人数", "失业", "失业参保人数"]
        case .insuredInjury: ["工伤保险人数", "工伤人数", "工伤", "工伤参保人数"]
        case .insuredMedical: ["医疗保险人数", "医疗人数", "医疗", "医疗参保人数", "基本医疗保险人数"]
        case .baseYuan: ["缴费基数合计", "缴费基数总额", "月缴费基数合计", "缴费基数", "基数合计"]
        case .paidUpTo: ["缴至年月", "最后缴费月份", "缴费截止月份", "缴至月份", "最近缴费所属期"]
        case .employees: ["申报工资人数", "工资薪金申报人数", "从业人数", "职工人数", "代扣代缴人数"]
        case .dueYuan: ["应缴金额", "应缴费额", "应缴"]
        case .paidYuan: ["已缴金额", "已缴费额", "已缴"]
        case .arrearsYuan: ["欠费金额", "欠缴金额", "欠费", "欠费额"]
        case .arrearsFrom: ["欠缴之日", "欠费起始日", "欠费日期", "欠缴起始日期"]
        case .regulator: ["行业主管部门", "主管部门", "监管部门"]
        default: preconditionFailure("only columns of registers of employers ask here")
        }
    }

    /// The head that a message names.
    package var head: String { heads[0] }

    /// Brings a head to plain characters; `缴费档次（元）` is the same head as `缴费档次`.
    static func plain(_ head: String) -> String {
        let code = CleanedText(code: head).text.lowercased()
        return String(code.filter { !"()（）[]【】*＊:：".contains($0) })
    }

    /// The same without what stands in brackets.
    static func plainWithoutBrackets(_ head: String) -> String {
        var depth = 0
        let kept = CleanedText(code: head).text.lowercased().filter { character in
            if "(（[【".contains(character) { depth += 1 }
            defer { if ")）]】".contains(character) { depth -= 1 } }
            return depth == 0
        }
        return String(kept.filter { !"*＊:：".contains($0) })
    }
}

/// Where the columns of one table stand.
struct TableLayout {
    /// By the fields' raw values; -1 for a field that the table lacks.
    private let positions: [Int]
    /// How many fields the head names.
    let count: Int
    let width: Int
    let place: RowPlace
    /// The texts above the head: title, unit, date.
    let titles: [String]
    let heads: [String]

    /// How many of `known` the row names, and where; the first column of a name counts. A mapping that names columns
    /// decides alone, or goes before the usual heads.
    init(
        _ row: SourceRow, known: [ColumnName], titles: [String], mapping: SenderMapping = .none,
        besideUsual: Bool = false
    ) {
        var positions = [Int](repeating: -1, count: ColumnName.allCases.count)
        for (index, cell) in row.cells.enumerated() where !cell.isBlank {
            var name = mapping.field(cell.text).flatMap {
                known.contains($0) && positions[$0.rawValue] < 0 ? $0 : nil
            }
            if name == nil && (mapping.columns.isEmpty || besideUsual) {
                let plain = ColumnName.plain(cell.text)
                let bare = ColumnName.plainWithoutBrackets(cell.text)
                name =
                    known.first { positions[$0.rawValue] < 0 && $0.heads.contains(plain) }
                    ?? known.first { positions[$0.rawValue] < 0 && $0.heads.contains(bare) }
            }
            if let name { positions[name.rawValue] = index }
        }
        self.positions = positions
        count = positions.count { $0 >= 0 }
        width = row.cells.count
        place = row.place
        self.titles = titles
        heads = row.texts
    }

    /// The heads of the columns that no field has: what stands below them is not read.
    var unread: [String] {
        heads.enumerated().filter { index, head in
            !positions.contains(index) && !ColumnName.plain(head).isEmpty
        }.map(\.element)
    }

    /// The column of a field, from 0.
    subscript(_ name: ColumnName) -> Int? {
        let index = positions[name.rawValue]
        return index < 0 ? nil : index
    }

    /// Whether nobody filled in any field but the serial.
    func isEmpty(_ row: SourceRow) -> Bool {
        !positions.enumerated().contains { field, index in
            index >= 0 && field != ColumnName.serial.rawValue && index < row.cells.count && !row.cells[index].isBlank
        }
    }
}
