extension Catalogue {
    /// What the argument parser says of a command line, and the heads of its pages of help. Only the Chinese is shown:
    /// the English is the parser's own.
    static let parser: [String: Wording] = [
        "parser.error": Wording(zh: "错误：{message}", en: "error: {message}"),
        "parser.unknown": Wording(zh: "没有“{name}”这个选项。", en: "unknown option {name}"),
        "parser.unknown-near": Wording(
            zh: "没有“{name}”这个选项；是不是“{near}”？", en: "unknown option {name}; did you mean {near}?"),
        "parser.missing-value": Wording(zh: "“{name}”后面没有写值。", en: "{name} has no value"),
        "parser.no-value": Wording(
            zh: "“{name}”后面不写值，这里写了“{value}”。", en: "{name} takes no value, but {value} was given"),
        "parser.unexpected": Wording(zh: "多写了“{name}”。", en: "unexpected: {name}"),
        "parser.missing": Wording(zh: "没有写“{name}”。", en: "{name} is missing"),
        "parser.missing-one": Wording(zh: "要写其中一个：“{name}”。", en: "one of {name} is missing"),
        "parser.invalid": Wording(zh: "“{name}”不能写“{value}”。", en: "{value} is no value of {name}"),
        "parser.one-of": Wording(zh: "可以写：{known}", en: "it is one of: {known}"),
        "parser.twice": Wording(zh: "{name} 与 {other} 不能一起写。", en: "{name} and {other} exclude each other"),
        "parser.no-subcommand": Wording(zh: "没有写子命令。", en: "a subcommand is missing"),
        "parser.overview": Wording(zh: "说明：", en: "overview: "),
        "parser.usage": Wording(zh: "用法： ", en: "usage: "),
        "parser.help": Wording(zh: "说明：", en: "help: "),
        "parser.arguments": Wording(zh: "参数：", en: "arguments:"),
        "parser.options": Wording(zh: "选项：", en: "options:"),
        "parser.subcommands": Wording(zh: "子命令：", en: "subcommands:"),
        "parser.more": Wording(zh: "详见：{command}", en: "see {command}"),
        "parser.show-help": Wording(zh: "显示帮助。", en: "shows help"),
        "parser.show-version": Wording(zh: "显示版本。", en: "shows the version"),
        "parser.default": Wording(zh: "（默认：{value}）", en: "(default: {value})"),
        "parser.values": Wording(zh: "（可以写：{values}）", en: "(values: {values})"),
        "parser.values-default": Wording(
            zh: "（可以写：{values}；默认：{value}）", en: "(values: {values}; default: {value})"),
    ]
}
