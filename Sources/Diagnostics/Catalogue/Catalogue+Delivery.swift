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
        "mail.host": Wording(
            zh: "“{host}:{port}”不是邮件服务器的地址。", en: "“{host}:{port}” is no address of a mail server",
            hintZh: "server 填主机名，如 smtp.example.gov.cn；port 填 1–65535",
            hintEn: "server is a host name such as smtp.example.gov.cn, port a number from 1 to 65535"),
        "mail.plain": Wording(
            zh: "不加密的邮件不能发往 {host}。", en: "mail without encryption may not go to {host}",
            hintZh: "security 改为 starttls 或 tls；none 只用于本机",
            hintEn: "set security to starttls or tls; none is for this machine only"),
        "mail.envelope": Wording(
            zh: "这封邮件的发件人或收件人读不出来，没有发送。", en: "the mail names no readable sender or recipient; it was not sent"),
        "mail.certificate": Wording(
            zh: "{server} 的证书或加密不可信，没有发送：{reason}", en: "{server} could not be trusted, nothing was sent: {reason}",
            hintZh: "核对服务器名；单位自签的证书用 ca 指明签发者",
            hintEn: "check the server's name; name a private authority's file in ca"),
        "mail.unreachable": Wording(
            zh: "连不上邮件服务器 {server}，没有发送：{reason}", en: "{server} could not be reached, nothing was sent: {reason}"),
        "mail.interrupted": Wording(
            zh: "邮件交给 {server} 后没有等到答复，可能已发出：{reason}",
            en: "{server} gave no answer after it had the mail, which may have gone out: {reason}",
            hintZh: "请向收件人核实，再决定补记或重发", hintEn: "ask a recipient, then confirm or resend"),
        "mail.refused": Wording(zh: "{server} 没有接收：{answer}", en: "{server} did not take it: {answer}"),
        "mail.some-refused": Wording(
            zh: "{server} 没有接收部分收件人，其余的已发出：{answers}",
            en: "{server} refused some recipients, the others have it: {answers}"),
        "webhook.url": Wording(
            zh: "“{url}”不能用作消息地址。", en: "“{url}” cannot be used for messages",
            hintZh: "要用 https；http 只用于本机", hintEn: "use https; http is for this machine only"),
        "webhook.message": Wording(zh: "消息 {key} 读不出来：{reason}", en: "the message {key} cannot be read: {reason}"),
        "webhook.too-long": Wording(
            zh: "消息“{title}”有 {length} 字节，对方最多收 {room} 字节。",
            en: "the message “{title}” has {length} octets, the other side takes {room}",
            hintZh: "请缩短，或改为邮件附件", hintEn: "shorten it, or mail it"),
        "webhook.rate": Wording(zh: "{url} 每分钟最多 20 条，稍后再发", en: "{url} takes 20 messages a minute; sent later"),
        "webhook.unreachable": Wording(
            zh: "连不上 {url}，没有发送：{reason}", en: "{url} could not be reached, nothing was sent: {reason}"),
        "webhook.no-answer": Wording(
            zh: "{url} 没有答复，消息可能已送到：{reason}", en: "{url} gave no answer, the message may have arrived: {reason}"),
        "webhook.later": Wording(
            zh: "{url} 要求稍后再发（HTTP {status}）：{body}", en: "{url} asks to try later (HTTP {status}): {body}"),
        "webhook.failed": Wording(
            zh: "{url} 出错（HTTP {status}），消息可能已送到：{body}",
            en: "{url} failed (HTTP {status}), the message may have arrived: {body}"),
        "webhook.refused": Wording(
            zh: "{url} 没有接收（HTTP {status}）：{body}", en: "{url} did not take it (HTTP {status}): {body}"),
        "webhook.strange": Wording(
            zh: "{url} 的答复看不懂，消息可能已送到：{body}", en: "{url} gave a strange answer, the message may have arrived: {body}"),
        "webhook.errcode": Wording(
            zh: "{url} 没有接收（errcode {code}）：{words}", en: "{url} did not take it (errcode {code}): {words}"),
        "delivery.channel": Wording(
            zh: "渠道“{name}”不知道是哪一种。", en: "the channel “{name}” is of no known kind",
            hintZh: "名称用 printer、mail、webhook，或以它们加连字符开头，如 printer-2",
            hintEn: "name it printer, mail or webhook, or begin with one of these and a hyphen, like printer-2"),
        "delivery.choice": Wording(
            zh: "{path} 不能是“{text}”。", en: "{path} cannot be “{text}”",
            hintZh: "可用：{known}", hintEn: "known: {known}"),
        "delivery.number": Wording(
            zh: "{path} 要在 {least}–{most} 之间。", en: "{path} lies between {least} and {most}"),
        "delivery.secret-missing": Wording(
            zh: "{path} 要有：从文件或环境变量来，不能写在方案里。",
            en: "{path} is missing: it comes from a file or the environment, not from the plan",
            hintZh: "填 {known} 之一", hintEn: "set one of {known}"),
        "delivery.secret-file": Wording(
            zh: "读不出密码文件 {file}：{reason}", en: "the secret file {file} cannot be read: {reason}"),
        "delivery.secret-open": Wording(
            zh: "密码文件 {file} 别人也能读。", en: "the secret file {file} can be read by others",
            hintZh: "执行 chmod 600 {file}", hintEn: "run chmod 600 {file}"),
        "delivery.secret-empty": Wording(zh: "{source} 里没有内容。", en: "{source} is empty"),
        "delivery.no-channel": Wording(
            zh: "方案里没有可用的渠道“{name}”。", en: "the plan has no such channel: “{name}”",
            hintZh: "已有：{known}", hintEn: "known: {known}"),
    ]
}
