/// The keys of a plan: what the reader takes, and what editors are told by the JSON Schema.
enum PlanKeys {
    indirect enum Shape: Sendable {
        case text
        /// A text that fits a regular expression (ECMA 262), with a form of words for people.
        case pattern(String)
        case integer
        case number
        case flag
        case choice([String])
        /// One text, or a list of them.
        case texts
        case list(Shape)
        /// Any names, each with a value of one shape.
        case named(Shape)
        case object([Key])
        case either([Shape])
        /// Whatever the handlers read.
        case free
    }

    struct Key: Sendable {
        let name: String
        let shape: Shape
        let isNeeded: Bool
        /// For people who hover over the key.
        let about: String

        init(_ name: String, _ shape: Shape, needed: Bool = false, _ about: String) {
            self.name = name
            self.shape = shape
            isNeeded = needed
            self.about = about
        }
    }

    private static let identifier = Shape.pattern("^[a-z0-9-]{1,64}$")
    private static let date = Shape.pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
    private static let duration = Shape.pattern("^[1-9][0-9]*[smhd]$")
    private static let deadline = Shape.pattern(
        "^([1-9][0-9]* (working )?days?|[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{1,2}:[0-9]{2})$")

    static let plan = [
        Key("plan", identifier, needed: true, "方案的标识：小写字母、数字、连字符"),
        Key("title", .text, needed: true, "方案的名称"),
        Key("calendar", .text, "工作日历（CSV），相对于本文件"),
        Key("calendars", .list(.text), "几层工作日历：全国的在前，本地的在后"),
        Key("starts", date, needed: true, "第一天"),
        Key("ends", date, needed: true, "最后一天"),
        Key("roles", .named(.text), "岗位：标识和名称"),
        Key("incompatible", .list(.list(.text)), "不相容岗位：同一组内一人只任其一"),
        Key("signals", .named(.text), "信号：标识和名称"),
        Key("steps", .list(.object(step)), "不属于任何阶段的步骤"),
        Key("phases", .list(.object(phase)), needed: true, "阶段，按日期先后"),
        Key("settings", .free, "处理程序读取的设置"),
        Key("rehearsal", .free, "演练时人的决定"),
    ]

    static let phase = [
        Key("id", identifier, needed: true, "阶段的标识"),
        Key("name", .text, needed: true, "阶段的名称"),
        Key("from", date, needed: true, "第一天"),
        Key("to", date, needed: true, "最后一天"),
        Key("steps", .list(.object(step)), "本阶段的步骤"),
    ]

    static let step = [
        Key("id", identifier, needed: true, "步骤的标识，全方案不重复"),
        Key("name", .text, "步骤的名称"),
        Key("uses", .text, "处理程序；不写则与 id 相同"),
        Key("at", .texts, "何时：" + Schedule.forms.joined(separator: " · ")),
        Key("with", .free, "给处理程序的参数"),
        Key("needs", .texts, "须先完成的步骤"),
        Key("if", .text, "条件，如 needs.import-payments.payments > 0 and today is a working day"),
        Key("waits-for", .texts, "须先收到的信号"),
        Key("for-each", .text, "逐项进行的列表，如 villages"),
        Key("retry", .object(retry), "失败后重试"),
        Key("timeout", duration, "一次最长多久，如 10m"),
        Key("catch-up", .choice(CatchUp.allCases.map(\.rawValue)), "到时无人执行怎么办"),
        Key("task", .object(task), "由人办理"),
    ]

    static let retry = [
        Key("attempts", .integer, "共试几次，1 至 100"),
        Key("wait", duration, "第一次失败后等多久，如 1m；以后加倍"),
        Key("max", duration, "最长等多久"),
    ]

    static let task = [
        Key("role", .text, needed: true, "经办岗位"),
        Key("checker", .text, "复核岗位；与经办不得为同一人"),
        Key("deadline", deadline, "期限：3 working days · 5 days · 2019-12-10 18:00"),
        Key("escalate", .either([.text, .list(.object(escalation))]), "逾期移交谁"),
        Key("choices", .texts, "可选的决定"),
        Key("form", .list(.object(field)), "表单"),
        Key("amount", .text, "审批依据的金额：表单的金额项，或 item"),
        Key("approvals", .list(.object(tier)), "按金额分级的审批；代替 checker"),
    ]

    static let field = [
        Key("name", identifier, needed: true, "标识"),
        Key("title", .text, "名称"),
        Key("type", .choice(FormField.Kind.allCases.map(\.rawValue)), needed: true, "类型"),
        Key("choices", .texts, "可选的内容（type: choice）"),
        Key("required", .flag, "是否必填"),
    ]

    static let tier = [
        Key("up-to", .number, "金额上限（元，含）；最后一级不写"),
        Key("role", .texts, needed: true, "审批岗位；几个岗位依次会签"),
    ]

    static let escalation = [
        Key("after", deadline, "交办后多久；第一级可不写，即到期时"),
        Key("to", .text, needed: true, "移交的岗位"),
    ]
}

extension [PlanKeys.Key] {
    var names: [String] { map(\.name) }
}
