extension Catalogue {
    /// What the commands say that ask a running daemon.
    static let remote: [String: Wording] = [
        "remote.server": Wording(
            zh: "“{server}”不是服务的地址", en: "“{server}” is no address of a daemon",
            hintZh: "写成 http://127.0.0.1:8080", hintEn: "write it like http://127.0.0.1:8080"),
        "remote.token-file": Wording(zh: "读不到口令文件 {file}", en: "cannot read the token file {file}"),
        "remote.no-token": Wording(
            zh: "没有口令", en: "there is no token",
            hintZh: "设置环境变量 ZHENGJIAO_TOKEN，或用 --token-file；口令请管理员用 zhengjiao token 生成",
            hintEn: "set ZHENGJIAO_TOKEN or use --token-file; an administrator makes tokens with zhengjiao token"),
        "remote.unreachable": Wording(
            zh: "连不上服务 {server}（{problem}）", en: "the daemon at {server} cannot be reached ({problem})",
            hintZh: "服务在运行吗？看 systemctl status zhengjiao；地址用 --server 指明",
            hintEn: "is it running? See systemctl status zhengjiao; name its address with --server"),
        "remote.answer": Wording(
            zh: "看不懂服务的回答：{problem}", en: "the daemon's answer cannot be read: {problem}",
            hintZh: "两边的版本可能不同", hintEn: "the two may be of different versions"),
        "remote.strange": Wording(
            zh: "回答（{status}）不是本服务的", en: "the answer ({status}) is not from this daemon",
            hintZh: "检查 --server 和中间的代理", hintEn: "look at --server and at proxies between"),
        "remote.refused": Wording(zh: "{message}", en: "{message}"),
        "remote.refused-hint": Wording(zh: "{message}", en: "{message}", hintZh: "{hint}", hintEn: "{hint}"),
        "remote.ready": Wording(zh: "一切正常", en: "ready"),
        "remote.not-ready": Wording(zh: "有问题，见 /ready", en: "not ready, see /ready"),
        "remote.occurrences": Wording(zh: "时点", en: "moments"),
        "remote.steps": Wording(zh: "工作", en: "work"),
        "remote.journal": Wording(zh: "日志", en: "journal"),
        "remote.post": Wording(zh: "岗位", en: "post"),
        "remote.open": Wording(zh: "待办", en: "open"),
        "remote.overdue": Wording(zh: "逾期", en: "overdue"),
        "remote.number": Wording(zh: "编号", en: "number"),
        "remote.task": Wording(zh: "事项", en: "task"),
        "remote.state": Wording(zh: "状态", en: "state"),
        "remote.decision": Wording(zh: "决定", en: "decision"),
        "remote.deadline": Wording(zh: "期限", en: "deadline"),
        "remote.channel": Wording(zh: "渠道", en: "channel"),
        "remote.attempt": Wording(zh: "次数", en: "tries"),
        "remote.changed": Wording(zh: "时间", en: "changed"),
        "remote.key": Wording(zh: "键", en: "key"),
        "remote.reason": Wording(zh: "原因", en: "reason"),
        "remote.no-tasks": Wording(zh: "没有待办", en: "nothing to do"),
        "remote.no-deliveries": Wording(zh: "没有投递", en: "no deliveries"),
        "remote.no-delegations": Wording(zh: "没有委托", en: "no delegations"),
        "remote.from": Wording(zh: "委托人", en: "from"),
        "remote.to": Wording(zh: "替办人", en: "to"),
        "remote.days": Wording(zh: "起止", en: "days"),
        "remote.revoked": Wording(zh: "收回", en: "revoked"),
        "remote.done": Wording(zh: "已办", en: "done"),
    ]
}
