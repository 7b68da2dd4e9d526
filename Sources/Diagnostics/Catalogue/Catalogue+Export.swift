extension Catalogue {
    static let export: [String: Wording] = [
        "export.bar-code": Wording(
            zh: "条码（{kind}）写不下这段内容：{value}", en: "a {kind} code cannot hold this value: {value}",
            hintZh: "缩短内容，或换用 qr", hintEn: "shorten the value, or use a qr code")
    ]
}
