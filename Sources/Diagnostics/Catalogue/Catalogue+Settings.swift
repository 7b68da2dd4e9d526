extension Catalogue {
    static let settings: [String: Wording] = configValues.merging(configText) { first, _ in first }

    /// What stands in a file.
    private static let configValues: [String: Wording] = [
        "config.missing-key": Wording(
            zh: "{path} 缺少“{key}”。", en: "{path} lacks the key {key}", hintZh: "请补上“{key}: …”",
            hintEn: "add “{key}: …”"),
        "config.unknown-key": Wording(
            zh: "{path} 中没有“{key}”这一项。", en: "{path} has no key {key}", hintZh: "可用：{known}",
            hintEn: "known keys: {known}"),
        "config.unknown-key-near": Wording(
            zh: "{path} 中没有“{key}”这一项。", en: "{path} has no key {key}", hintZh: "是不是“{near}”？",
            hintEn: "did you mean {near}?"),
        "config.not-text": Wording(zh: "{path} 应为文字。", en: "{path} must be a text"),
        "config.not-number": Wording(
            zh: "{path} 应为整数，现为“{text}”。", en: "{path} must be a whole number, not “{text}”",
            hintZh: "只写数字，不带单位", hintEn: "write digits only, without a unit"),
        "config.not-truth": Wording(
            zh: "{path} 应为 true 或 false，现为“{text}”。", en: "{path} must be true or false, not “{text}”"),
        "config.not-date": Wording(
            zh: "{path} 应为日期，现为“{text}”。", en: "{path} must be a date, not “{text}”",
            hintZh: "格式：2019-10-28，且当月有这一天", hintEn: "write it like 2019-10-28, a day that exists"),
        "config.not-list": Wording(
            zh: "{path} 应为列表。", en: "{path} must be a list", hintZh: "每项一行，以“- ”开头；或 [甲, 乙]",
            hintEn: "one item a line beginning with “- ”, or [a, b]"),
        "config.not-map": Wording(
            zh: "{path} 应为若干“名称: 值”。", en: "{path} must be keys with values", hintZh: "每项一行，写成“名称: 值”",
            hintEn: "one a line: “key: value”"),
        "config.not-date-near": Wording(
            zh: "{path} 应为日期，现为“{text}”。", en: "{path} must be a date, not “{text}”", hintZh: "写成 {near}",
            hintEn: "write {near}"),
    ]

    /// A file that is no YAML.
    private static let configText: [String: Wording] = [
        "yaml.syntax": Wording(
            zh: "此处不合 YAML 语法：{problem}。", en: "this is not YAML: {problem}",
            hintZh: "请检查缩进（只用空格）、冒号后的空格和引号",
            hintEn: "check the indentation (spaces only), the space after colons, and quotes"),
        "yaml.duplicate-key": Wording(
            zh: "“{key}”写了两次。", en: "the key {key} is given twice",
            hintZh: "留下一处，删去另一处", hintEn: "keep one and remove the other"),
        "yaml.empty": Wording(
            zh: "这个文件是空的。", en: "this file is empty", hintZh: "写法见 docs 文件夹",
            hintEn: "the pages in docs say what it holds"),
        "yaml.tab": Wording(
            zh: "这一行用制表符缩进。", en: "this line is indented with a tab", hintZh: "只用空格缩进，每层两个",
            hintEn: "indent with spaces only, two a level"),
        "yaml.full-width-colon": Wording(
            zh: "“{key}”后面是全角冒号。", en: "the colon after {key} is a full-width one", hintZh: "写成“{key}: …”，半角冒号加一个空格",
            hintEn: "write “{key}: …” with an ASCII colon and a space"),
        "yaml.colon-space": Wording(
            zh: "“{key}:”后面缺一个空格。", en: "a space is missing after “{key}:”", hintZh: "写成“{key}: …”",
            hintEn: "write “{key}: …”"),
        "yaml.open-quote": Wording(
            zh: "引号没有合上。", en: "this quotation mark is not closed", hintZh: "在同一行补上引号，或去掉它",
            hintEn: "close it on this line, or remove it"),
    ]
}
