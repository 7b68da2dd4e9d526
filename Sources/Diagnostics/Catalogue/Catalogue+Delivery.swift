extension Catalogue {
    static let delivery: [String: Wording] = [
        "mail.address": Wording(
            zh: "“{address}”不是邮件地址。", en: "“{address}” is not a mail address",
            hintZh: "格式：name@example.gov.cn", hintEn: "write it like name@example.gov.cn"),
        "mail.no-recipient": Wording(
            zh: "邮件“{subject}”没有收件人。", en: "the mail “{subject}” has no recipient",
            hintZh: "请在计划的 settings 中填写收件人", hintEn: "name the recipients in the plan's settings"),
        "mail.media-type": Wording(
            zh: "附件 {file} 的类型“{type}”不对。", en: "the attachment {file} has no media type: “{type}”",
            hintZh: "例如 application/pdf", hintEn: "for example application/pdf"),
    ]
}
