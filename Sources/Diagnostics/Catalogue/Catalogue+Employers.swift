extension Catalogue {
    /// Employers: their registers, letters and credit cases.
    static let employers: [String: Wording] = employerRegisters

    private static let employerRegisters: [String: Wording] = [
        "employer.no-name": Wording(
            zh: "第 {place} 行没有单位名称。", en: "row {place} names no employer",
            hintZh: "请送件单位补上名称后整份重报。", hintEn: "ask the sender for the name and import the whole file again"),
        "employer.code-missing": Wording(
            zh: "{name}：没有统一社会信用代码，按名称比对。", en: "{name}: no credit code; matched by its name",
            hintZh: "请送件单位补上代码。", hintEn: "ask the sender for the code"),
        "employer.code-shape": Wording(
            zh: "{name}：统一社会信用代码“{code}”形式不符，按名称比对。",
            en: "{name}: “{code}” does not have the shape of a credit code; matched by its name",
            hintZh: "应为 18 位，不含字母 I、O、S、V、Z。", hintEn: "it has 18 characters and no I, O, S, V or Z"),
        "employer.code-check": Wording(
            zh: "{name}：统一社会信用代码“{code}”校验码不符，按名称比对。",
            en: "{name}: the check character of “{code}” is wrong; matched by its name",
            hintZh: "请对照营业执照改正。", hintEn: "compare it with the business licence"),
        "employer.code-organisation": Wording(
            zh: "{name}：统一社会信用代码“{code}”中的组织机构代码不符，按名称比对。",
            en: "{name}: the organisation's code inside “{code}” is wrong; matched by its name",
            hintZh: "请对照营业执照改正。", hintEn: "compare it with the business licence"),
        "employer.twice": Wording(
            zh: "{name} 在第 {place} 行重复，前一处在第 {first} 行。",
            en: "{name} stands twice: in row {place} and before in row {first}",
            hintZh: "请送件单位合并成一行后整份重报。", hintEn: "ask the sender for one row and import the whole file again"),
        "employer.state": Wording(
            zh: "不认识的登记状态“{text}”。", en: "unknown state of a company: “{text}”",
            hintZh: "应为存续、在业、开业、注销、吊销、迁出等。", hintEn: "it is 存续, 在业, 开业, 注销, 吊销 or 迁出"),
        "employer.tax-state": Wording(
            zh: "不认识的纳税人状态“{text}”。", en: "unknown state of a taxpayer: “{text}”",
            hintZh: "应为正常、非正常、停业、清算或注销。", hintEn: "it is 正常, 非正常, 停业, 清算 or 注销"),
        "employer.month": Wording(
            zh: "“{column}”一列应为年月，此处是“{text}”。", en: "the column {column} holds months, here it is “{text}”",
            hintZh: "写成 202004 或 2020-04。", hintEn: "write months as 202004 or 2020-04"),
        "employer.period": Wording(
            zh: "不认识的所属期“{text}”。", en: "unknown period “{text}”",
            hintZh: "写成 2019 或 2019-11。", hintEn: "write 2019 or 2019-11"),
        "employer.scheme": Wording(
            zh: "不认识的险种“{text}”。", en: "unknown insurance “{text}”",
            hintZh: "应为养老、失业、工伤或医疗。", hintEn: "it is 养老, 失业, 工伤 or 医疗"),
        "employer.arrears": Wording(
            zh: "第 {place} 行：应缴减已缴为 {found} 元，欠费一栏为“{stated}”。",
            en: "row {place}: due less paid is {found} yuan, the column of arrears says “{stated}”",
            hintZh: "欠费应大于零，并等于应缴减已缴。", hintEn: "arrears are above zero, and what is due less what is paid"),
        "employer.regulator": Wording(
            zh: "第 {place} 行应有主管部门，并在行业和信用代码中填写一项。",
            en: "row {place} names a regulator, and either an industry or a credit code",
            hintZh: "请改正对照表。", hintEn: "correct the table"),
        "employer.no-register": Wording(
            zh: "没有 {day} 及以前的“{register}”表。", en: "there is no register “{register}” of {day} or earlier",
            hintZh: "请先用 employers import 导入。", hintEn: "import it by employers import first"),
        "employer.no-match": Wording(
            zh: "还没有比对过。", en: "nothing has been matched yet",
            hintZh: "请先用 employers match 比对。", hintEn: "match by employers match first"),
    ]
}
