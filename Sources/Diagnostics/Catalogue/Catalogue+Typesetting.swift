extension Catalogue {
    static let typesetting: [String: Wording] = [
        "font.missing-glyph": Wording(
            zh: "没有一种字体能印出“{character}”（{code}），出现在“{text}”中",
            en: "no font can print “{character}” ({code}) in “{text}”",
            hintZh: "安装收有该字的字体并写入 fonts/fonts.yaml；若是自造字（私用区），请向报送单位索取标准编码",
            hintEn: "install a font that has the character and name it in fonts/fonts.yaml; "
                + "a private-use code must be replaced by the sender"
        ),
        "font.missing-glyph-of": Wording(
            zh: "{subject}：没有一种字体能印出“{character}”（{code}），出现在“{text}”中",
            en: "{subject}: no font can print “{character}” ({code}) in “{text}”",
            hintZh: "安装收有该字的字体并写入 fonts/fonts.yaml；若是自造字（私用区），请向报送单位索取标准编码",
            hintEn: "install a font that has the character and name it in fonts/fonts.yaml; "
                + "a private-use code must be replaced by the sender"
        ),
        "font.catalogue-unreadable": Wording(
            zh: "读不到字体目录 {file}", en: "cannot read the font catalogue {file}",
            hintZh: "在项目目录中运行，或用 --fonts 指定 fonts.yaml",
            hintEn: "run in the project's folder, or name a fonts.yaml with --fonts"),
        "font.catalogue-invalid": Wording(
            zh: "字体目录 {file} 写法有误：{reason}", en: "the font catalogue {file} is not valid: {reason}"),
        "font.not-installed": Wording(
            zh: "字体 {font} 没有安装（找不到文件 {file}）", en: "the font {font} is not installed (no file {file})",
            hintZh: "运行 scripts/setup", hintEn: "run scripts/setup"),
        "font.unreadable": Wording(
            zh: "字体 {font} 打不开：{file}", en: "the font {font} cannot be opened: {file}",
            hintZh: "文件可能损坏，请重新安装", hintEn: "the file may be damaged; install it again"),
        "font.unknown-file": Wording(
            zh: "{file} 用到了没有列出的字体 {font}", en: "{file} names the font {font}, which is not among its files",
            hintZh: "在 files: 下加上它", hintEn: "add it under files:"),
    ]
}
