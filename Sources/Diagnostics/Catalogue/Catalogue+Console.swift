extension Catalogue {
    static let console: [String: Wording] = apiMessages.merging(requestMessages) { first, _ in first }
        .merging(peopleMessages) { first, _ in first }.merging(readyMessages) { first, _ in first }
        .merging(logMessages) { first, _ in first }

    /// Who may not do what.
    private static let apiMessages: [String: Wording] = [
        "api.no-token": Wording(
            zh: "没有口令，不能办理", en: "there is no token",
            hintZh: "在请求头写上 Authorization: Bearer 口令；口令由管理员用 zhengjiao token 生成",
            hintEn: "send Authorization: Bearer TOKEN; an administrator makes tokens with zhengjiao token"),
        "api.wrong-token": Wording(
            zh: "口令不对，或已经换过", en: "the token is wrong, or was replaced",
            hintZh: "请管理员用 zhengjiao token 重新生成，并通知服务重读人员表",
            hintEn: "ask an administrator for a new one"),
        "api.too-many": Wording(
            zh: "口令错得太多，请一分钟后再试", en: "too many wrong tokens; try again in a minute"),
        "api.not-operator": Wording(
            zh: "{person}不是调度人员，不能改动方案的进程", en: "{person} is no operator and cannot change the campaign's course",
            hintZh: "请调度人员办理；调度人员在人员表里写有 operator: true",
            hintEn: "ask an operator (operator: true in the people file)"),
        "api.not-your-post-to-give": Wording(
            zh: "{person}没有岗位“{post}”，不能委托别人", en: "{person} does not hold the post {post} and cannot give it"),
        "api.not-your-delegation": Wording(
            zh: "不是{person}委托的，只有本人和调度人员能收回",
            en: "{person} did not give this delegation; only who did, or an operator, can take it back"),
        "api.days": Wording(
            zh: "“{first}”至“{last}”不是一段日子", en: "“{first}” to “{last}” is no span of days",
            hintZh: "写成 2019-11-01，先后不颠倒", hintEn: "write 2019-11-01, the first day first"),
        "api.no-backups": Wording(
            zh: "服务不知道备份在哪里", en: "the daemon does not know where the backups are",
            hintZh: "用 serve --backups 指明", hintEn: "name the folder with serve --backups"),
        "api.key-reused": Wording(
            zh: "幂等键“{key}”已用于另一个请求", en: "the idempotency key {key} was used for another request",
            hintZh: "新的请求用新的键", hintEn: "use a new key for a new request"),
    ]

    /// What is wrong with a request.
    private static let requestMessages: [String: Wording] = [
        "api.no-such-path": Wording(
            zh: "没有 {path} 这个地址", en: "there is no {path}",
            hintZh: "全部地址见 /api/v1/openapi.json", hintEn: "see /api/v1/openapi.json"),
        "api.method": Wording(
            zh: "这个地址不支持 {method}", en: "{method} is not allowed here", hintZh: "用 {allowed}", hintEn: "use {allowed}"),
        "api.number": Wording(
            zh: "{name} 应为正整数，现为“{text}”", en: "{name} must be a positive number, not “{text}”"),
        "api.moment": Wording(
            zh: "“{text}”不是时点", en: "“{text}” is no moment", hintZh: "写成 2019-11-01T19:00（北京时间）",
            hintEn: "write it like 2019-11-01T19:00 (China Standard Time)"),
        "api.bounds": Wording(
            zh: "{name} 应在 {from} 至 {to} 之间，现为“{text}”", en: "{name} must lie in {from} to {to}, not “{text}”"),
        "api.state": Wording(
            zh: "没有“{text}”这一种", en: "there is no {text}", hintZh: "可用：{known}", hintEn: "known: {known}"),
        "api.unknown-query": Wording(
            zh: "这个地址没有参数“{name}”", en: "there is no parameter {name} here", hintZh: "可用：{known}",
            hintEn: "known: {known}"),
        "api.unknown-field": Wording(
            zh: "请求里没有“{name}”这一项", en: "there is no field {name} here", hintZh: "可用：{known}",
            hintEn: "known: {known}"),
        "api.missing-field": Wording(zh: "请求缺少“{name}”", en: "the request lacks {name}"),
        "api.field-kind": Wording(
            zh: "“{name}”的类型不对", en: "{name} has the wrong type", hintZh: "见 /api/v1/openapi.json",
            hintEn: "see /api/v1/openapi.json"),
        "api.json": Wording(
            zh: "请求正文不是一个 JSON 对象", en: "the body is no JSON object", hintZh: "用 UTF-8，写成 {\"reason\": \"…\"}",
            hintEn: "write {\"reason\": \"…\"} in UTF-8"),
        "api.body": Wording(zh: "请求正文没有收全", en: "the body did not come whole"),
        "api.media-type": Wording(
            zh: "请求正文的类型是“{type}”", en: "the body is of type “{type}”", hintZh: "用 application/json",
            hintEn: "use application/json"),
        "api.too-long": Wording(zh: "请求正文超过 {bytes} 字节", en: "the body has more than {bytes} bytes"),
        "api.too-slow": Wording(zh: "请求正文来得太慢", en: "the body came too slowly"),
        "api.key": Wording(
            zh: "幂等键应为 1 至 128 个可见的 ASCII 字符", en: "an idempotency key is 1 to 128 visible ASCII characters"),
        "console.http": Wording(zh: "请求办不了（{status}）", en: "the request failed ({status})"),
        "console.internal": Wording(
            zh: "服务内部出错，已记入日志", en: "the daemon failed; its log says why", hintZh: "请管理员查看日志",
            hintEn: "ask an administrator to look at the log"),
        "console.storage-busy": Wording(
            zh: "数据库暂时写不进去，请稍后再试", en: "the database cannot be written now; try again later",
            hintZh: "管理员请检查磁盘空间", hintEn: "an administrator should look at the disk's room"),
    ]

    private static let peopleMessages: [String: Wording] = [
        "people.unreadable": Wording(
            zh: "读不到人员表 {file}", en: "cannot read the people file {file}",
            hintZh: "用 --people 指明；写法见 docs/operations.md", hintEn: "name it with --people; see docs/operations.md"),
        "people.mode": Wording(
            zh: "人员表 {file} 的权限是 {mode}，别人也能读写", en: "the people file {file} has mode {mode}: others may use it",
            hintZh: "执行 chmod 640 {file}", hintEn: "run chmod 640 {file}"),
        "people.owner": Wording(
            zh: "人员表 {file} 属于用户 {owner}，不是运行本程序的用户或 root",
            en: "the people file {file} belongs to user {owner}, neither to the daemon's user nor to root",
            hintZh: "chown 给运行本程序的用户", hintEn: "chown it to the daemon's user"),
        "people.id": Wording(
            zh: "“{id}”不能作人员标识", en: "“{id}” cannot name a person",
            hintZh: "只用文字、数字和连字符，不超过 64 个", hintEn: "use letters, digits and hyphens, at most 64"),
        "people.twice": Wording(zh: "人员“{person}”写了两次", en: "{person} is given twice"),
        "people.same-name": Wording(
            zh: "有两个人都叫“{name}”", en: "two persons are called {name}",
            hintZh: "文书上要分得清，例如写上部门", hintEn: "papers must tell them apart: add the office to the name"),
        "people.unknown-post": Wording(
            zh: "方案里没有岗位“{post}”（人员“{person}”）", en: "the plan has no role {post} (person {person})",
            hintZh: "可用：{known}", hintEn: "known: {known}"),
        "people.token": Wording(
            zh: "人员“{person}”的 token 不是口令的摘要", en: "the token of {person} is no record of a token",
            hintZh: "用 zhengjiao token 生成，不要把口令本身写进来",
            hintEn: "make it with zhengjiao token; the token itself does not belong here"),
        "people.token-twice": Wording(
            zh: "人员“{person}”与别人共用一个口令", en: "{person} shares a token with somebody",
            hintZh: "每人各用各的", hintEn: "each person needs their own"),
        "people.unknown": Wording(
            zh: "人员表里没有“{person}”", en: "the people file has no {person}", hintZh: "已有：{known}",
            hintEn: "known: {known}"),
        "people.flow": Wording(
            zh: "“{person}”写在一行里，请自己改这一项：token: {record}",
            en: "{person} is written in one line; put this there yourself: token: {record}"),
        "command.address-used": Wording(
            zh: "{address} 已被别的程序占用", en: "{address} is used by another program",
            hintZh: "换一个端口（--listen），或看看服务是不是已在运行",
            hintEn: "choose another port with --listen, or see what runs there"),
        "people.token-made": Wording(
            zh: "{person}的口令如下，只显示这一次，请交给本人保管：", en: "the token of {person}, shown only this once:",
            hintZh: "服务运行中的，用 systemctl reload zhengjiao 重读人员表",
            hintEn: "a running daemon reads the file again on systemctl reload zhengjiao"),
    ]

    private static let readyMessages: [String: Wording] = [
        "console.database": Wording(zh: "数据库写不进去：{reason}", en: "the database cannot be written: {reason}"),
        "console.dispatcher": Wording(zh: "调度自 {at} 起没有动静", en: "the dispatcher has not moved since {at}"),
        "console.disk": Wording(zh: "磁盘只剩 {free} MB", en: "the disk has only {free} MB left"),
    ]
}
