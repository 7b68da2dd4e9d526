import Storage

/// 一人式: everything about a person.
package struct PersonView: Sendable {
    package let name: String
    package let householdHead: String
    package let village: String?
    /// What tasks about the person are told by: they name his number, one of his payments or one of his orders.
    package let keys: [String]
    package let file: ViewFile

    /// - Parameter id: a citizen's number of 18 characters.
    /// - Returns: nil for somebody whom no roster names.
    package static func read(_ id: String, asOf day: CivilDate, in transaction: Transaction) throws -> PersonView? {
        let entries = try ViewStore.entries(of: id, in: transaction)
        let person = try ViewStore.person(id, in: transaction)
        guard person != nil || !entries.rows.isEmpty else { return nil }
        let lines = try ViewStore.obligations(of: id, in: transaction)
        let payments = try ViewStore.payments(of: id, in: transaction)
        let regions = try RegionStore.tree(in: transaction)
        let matters = try matters(of: id, in: transaction)
        let name = person?.name ?? entries.name
        let file = ViewFile(
            form: "一人式", title: name,
            sections: [
                .facts(
                    "identity", "身份",
                    identity(
                        id, person, try HolderStore.find(id, in: transaction),
                        phoneBy: try PhoneStore.source(of: id, in: transaction), on: day)
                        + [("village", "村居", lines.villages.map(regions.fullName).joined(separator: "、"))]),
                ViewFile.Section(
                    "classes", "特殊人群名单",
                    [.init("class", "类别"), .init("name", "名单上的姓名"), .init("file", "文件"), .init("place", "行")],
                    try ViewStore.memberships(of: id, in: transaction)),
                ViewFile.Section(
                    "rosters", "名册",
                    [
                        .init("file", "文件"), .init("place", "行"), .init("village", "村居"), .init("outcome", "核验"),
                        .init("code", "原因"),
                    ], entries.rows),
                ViewFile.Section(
                    "obligations", "应缴",
                    [
                        .init("insurance", "险种"), .init("period", "所属期"), .init("village", "村居"),
                        .init("total", "应缴"), .init("state", "财政"), .init("own", "个人"), .init("settled", "状态"),
                        .init("receipt", "凭证"),
                    ], lines.rows),
                ViewFile.Section(
                    "payments", "缴费流水",
                    [
                        .init("day", "日期"), .init("serial", "流水号"), .init("insurance", "险种"), .init("yuan", "金额"),
                        .init("channel", "渠道"), .init("reverses", "冲正"),
                    ], payments),
                ViewFile.Section(
                    "receipts", "凭证",
                    [
                        .init("number", "号码"), .init("insurance", "险种"), .init("yuan", "金额"), .init("issued", "开具"),
                        .init("void", "作废"),
                    ], try ViewStore.receipts(of: id, in: transaction)),
                ViewFile.Section(
                    "exceptions", "异常与退费",
                    [
                        .init("kind", "种类"), .init("serial", "流水号"), .init("yuan", "金额"), .init("refund", "退费"),
                        .init("decision", "处理"),
                    ], try exceptions(of: id, in: transaction)),
                ViewFile.Section(
                    "documents", "所在村居的文书",
                    [.init("kind", "种类"), .init("number", "编号"), .init("day", "日期"), .init("file", "文件")],
                    try lines.villages.flatMap { try ViewStore.documents(key: $0, in: transaction) }),
            ] + (try ViewStore.facts(of: id, in: transaction)) + matters)
        return PersonView(
            name: name, householdHead: person?.householdHead ?? "", village: lines.villages.first,
            keys: [id] + payments.map { $0[1] }, file: file)
    }

    /// What was dealt with beside the rosters, and the book of it all.
    private static func matters(of id: String, in transaction: Transaction) throws -> [ViewFile.Section] {
        [
            ViewFile.Section(
                "orders", "核定单",
                [
                    .init("number", "编号"), .init("insurance", "险种"), .init("type", "种类"), .init("years", "所属期"),
                    .init("yuan", "个人应缴"), .init("state", "状态"), .init("pay-by", "最迟"), .init("receipt", "凭证"),
                ], try orders(of: id, in: transaction)),
            ViewFile.Section(
                "refunds", "退费",
                [
                    .init("case", "案号"), .init("ground", "事由"), .init("insurance", "险种"), .init("yuan", "金额"),
                    .init("serial", "原流水号"), .init("state", "状态"), .init("opened", "登记"), .init("paid", "付款"),
                    .init("voucher", "付款凭证"),
                ], try refunds(of: id, in: transaction)),
            ViewFile.Section(
                "ledger", "账簿",
                [
                    .init("sequence", "序号"), .init("day", "日期"), .init("kind", "记账事项"), .init("insurance", "险种"),
                    .init("period", "所属期"), .init("yuan", "金额"), .init("debit", "借"), .init("credit", "贷"),
                    .init("document", "凭据"),
                ], try ledger(of: id, in: transaction)),
            ViewFile.Section(
                "events", "待核实的变动",
                [
                    .init("kind", "变动"), .init("day", "日期"), .init("task", "应办"), .init("reported", "登记"),
                ],
                try ViewStore.openEvents(of: id, in: transaction)),
        ]
    }

    private static func identity(
        _ id: String, _ person: PersonRecord?, _ holder: DocumentHolder?, phoneBy: String?, on day: CivilDate
    ) -> [(key: String, head: String, text: String)] {
        let number = CitizenID(id)
        let birth = number?.birth ?? holder?.birth
        return [
            ("id", "证件号码", id), ("document", "证件类型", holder?.document.kind.rawValue ?? ""),
            ("name", "姓名", person?.name ?? ""),
            ("sex", "性别", (number?.sex ?? holder?.sex)?.rawValue ?? ""),
            ("birth", "出生日期", birth?.iso ?? ""), ("age", "年龄", birth.map { "\($0.age(on: day))" } ?? ""),
            ("head", "户主", person?.householdHead ?? ""), ("phone", "电话", person?.phone ?? ""),
            ("phone-source", "电话来源", person?.phone.isEmpty == false ? phoneBy ?? "" : ""),
            ("class", "人员类别", person?.specialClass?.rawValue ?? ""),
        ]
    }

    private static func orders(of id: String, in transaction: Transaction) throws -> [[String]] {
        try OrderStore.orders(of: id, in: transaction).map { order in
            [
                order.number, order.insurance.chinese, order.type.chinese,
                order.lines.map { "\($0.period)" }.joined(separator: "、"), Money(fen: order.ownFen).plain,
                order.state.chinese, order.assessment?.payBy.iso ?? "", order.receipt ?? "",
            ]
        }
    }

    private static func refunds(of id: String, in transaction: Transaction) throws -> [[String]] {
        let cases = try RefundStore.cases(of: id, in: transaction)
        // The rules are read only for those who have a case: a person is shown at once.
        let grounds = cases.isEmpty ? [] : try RefundReason.recorded(in: transaction)
        return cases.map { refund in
            [
                "\(refund.id)", grounds.name(refund.ground), refund.insurance.chinese,
                Money(fen: refund.fen).plain, refund.serial, refund.state.chinese, refund.openedOn.iso,
                refund.payment?.day.iso ?? "", refund.payment?.voucher ?? "",
            ]
        }
    }

    /// Everything that the book has of one person is little: it is shown whole.
    private static func ledger(of id: String, in transaction: Transaction) throws -> [[String]] {
        try Ledger.entries(person: id, limit: .max, in: transaction).map { entry in
            let event = entry.event
            let accounts = event.kind.accounts
            return [
                "\(entry.sequence)", event.day.iso, event.kind.chinese,
                Insurance(rawValue: event.insurance)?.chinese ?? "", event.period > 0 ? "\(event.period)" : "",
                Money(fen: event.fen).plain, accounts.debit.chinese, accounts.credit.chinese,
                event.document.isEmpty ? event.party : event.document,
            ]
        }
    }

    /// The person's own payments only: everybody's are looked through in the evening, not when one is asked for.
    private static func exceptions(of id: String, in transaction: Transaction) throws -> [[String]] {
        let exceptions = try Campaign.exceptions(
            of: id, policy: { try RuleSetStore.current(in: transaction) }, in: transaction)
        return try exceptions.map { exception in
            let decision = try DecisionStore.find(exception.subject, in: transaction)
            return [
                exception.kind.chinese, exception.serial, Money(fen: exception.fen).plain,
                exception.kind.asksForRefund ? "应退" : "",
                decision.map { "\($0.verdict)（\($0.decidedBy)、\($0.checkedBy)）" } ?? "",
            ]
        }
    }
}

/// 一户式: the persons of a household of a village and what they owe.
package enum HouseholdView {
    /// - Returns: nil where nobody of the village has this head.
    package static func read(village: String, head: String, in transaction: Transaction) throws -> ViewFile? {
        let rows = try RosterListStore.rows(village: village, in: transaction).filter {
            $0.householdHead == head || $0.householdHead.isEmpty && $0.name == head
        }
        guard !rows.isEmpty else { return nil }
        let regions = try RegionStore.tree(in: transaction)
        let own = rows.reduce(0) { $0 + $1.ownFen }
        let paid = rows.flatMap(\.lines).compactMap(\.paidFen).reduce(0, +)
        return ViewFile(
            form: "一户式", title: head,
            sections: [
                .facts(
                    "household", "户",
                    [
                        ("head", "户主", head), ("village", "村居", regions.fullName(ofVillage: village)),
                        ("persons", "人数", "\(rows.count)"), ("own", "个人应缴", Money(fen: own).plain),
                        ("paid", "已缴", Money(fen: paid).plain),
                        ("state", "财政代缴", Money(fen: rows.reduce(0) { $0 + $1.stateFen }).plain),
                    ]),
                ViewFile.Section(
                    "persons", "成员",
                    [
                        .init("name", "姓名"), .init("id", "证件号码"), .init("birth", "出生日期"), .init("class", "类别"),
                        .init("medical", "居民医疗"), .init("pension", "居民养老"), .init("own", "个人应缴"),
                    ],
                    rows.map { row in
                        [
                            row.name, row.citizenID, row.birth.iso, row.specialClass?.rawValue ?? "",
                            state(row.line(.medical)), state(row.line(.pension)), Money(fen: row.ownFen).plain,
                        ]
                    }),
            ])
    }

    private static func state(_ line: InsuranceLine?) -> String {
        guard let line else { return "" }
        return line.isStatePaid ? "财政代缴" : line.paidOn.map { "已缴 \($0.iso)" } ?? "未缴"
    }
}
