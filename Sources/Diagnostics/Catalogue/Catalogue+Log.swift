extension Catalogue {
    /// What a daemon writes into its log. No resident is named in it, and no token.
    static let logMessages: [String: Wording] = [
        "log.serving": Wording(zh: "开始运行：{title}，{address}", en: "serving {title} at {address}"),
        "log.no-people": Wording(
            zh: "没有人员表，除状态检查外谁也不能用接口；用 --people 指明",
            en: "there is no people file: nobody can use the API; name one with --people"),
        "log.open-address": Wording(
            zh: "监听 {address}，不只本机：口令会明文传送，请在前面加一层 TLS 代理",
            en: "listening on {address}, not only here: put a TLS proxy before it, or tokens travel in the clear"),
        "log.stopping": Wording(
            zh: "收到信号 {signal}，办完手头的工作就停", en: "signal {signal}: stopping after the work in hand"),
        "log.stopped": Wording(zh: "已停止", en: "stopped"),
        "log.stop-limit": Wording(
            zh: "{seconds} 秒内没有停下来，强行结束；没有办完的下次重办",
            en: "not stopped within {seconds} s: ending now; what is not done is done again at the next start"),
        "log.campaign-over": Wording(
            zh: "方案已全部办完，仍可查询", en: "the campaign is done; it can still be asked about"),
        "log.drill-good": Wording(zh: "恢复演练合格：{backup}", en: "restore drill passed: {backup}"),
        "log.drill-bad": Wording(
            zh: "恢复演练不合格：{backup}：{codes}", en: "restore drill failed: {backup}: {codes}"),
        "log.drill-unwritten": Wording(
            zh: "恢复演练的结果记不下来：{reason}", en: "the result of a restore drill could not be written: {reason}"),
        "log.people-read": Wording(
            zh: "已重读人员表，共 {count} 人", en: "the people file was read again: {count} persons"),
        "log.people-wrong": Wording(
            zh: "人员表有误，仍用原来的：{codes}", en: "the people file is wrong, the earlier one stays: {codes}"),
        "log.api-write": Wording(zh: "接口 {route}：{status}，{ms} 毫秒", en: "API {route}: {status}, {ms} ms"),
        "log.api-refused": Wording(
            zh: "{address} 的口令不对（{route}）", en: "a wrong token from {address} ({route})"),
        "log.api-failed": Wording(zh: "接口 {route} 出错：{reason}", en: "API {route} failed: {reason}"),
        "log.phase-started": Wording(zh: "进入阶段“{phase}”", en: "phase {phase} begins"),
        "log.phase-finished": Wording(zh: "阶段“{phase}”结束", en: "phase {phase} ends"),
        "log.due": Wording(zh: "{at} {name}：到时，{decision}", en: "{at} {name}: due, {decision}"),
        "log.started": Wording(zh: "{at} {name}：开始，{items} 件", en: "{at} {name}: {items} to do"),
        "log.finished": Wording(zh: "{at} {name}：办完", en: "{at} {name}: done"),
        "log.stuck": Wording(
            zh: "{at} {name}：{items} 件没有办成，等人处理", en: "{at} {name}: {items} wait for a person"),
        "log.step-failed": Wording(
            zh: "{at} {name} {item}：第 {attempt} 次未成，{next} 重试：{reason}",
            en: "{at} {name} {item}: attempt {attempt} failed, next at {next}: {reason}"),
        "log.step-given-up": Wording(
            zh: "{at} {name} {item}：第 {attempt} 次未成，不再重试：{reason}",
            en: "{at} {name} {item}: attempt {attempt} failed, given up: {reason}"),
        "log.step-rejected": Wording(
            zh: "{at} {name} {item}：输入有误，{count} 处：{codes}",
            en: "{at} {name} {item}: {count} mistakes in its input: {codes}"),
        "log.input-warned": Wording(
            zh: "输入有误，{count} 处：{codes}", en: "{count} mistakes in the input: {codes}"),
        "log.lost": Wording(
            zh: "{at} {name} {item}：超时收回，重办", en: "{at} {name} {item}: its time ran out, to be done again"),
        "log.history-lost": Wording(
            zh: "数据库比它的标记旧：{from} 至 {to} 之间的事不清楚，已搁置 {held} 件，{unknown} 件投递下落不明，等人处理",
            en: "the database is behind its mark: {from} to {to} is lost; {held} held, {unknown} deliveries unknown"),
        "log.clock": Wording(zh: "机器时钟变动：{change}", en: "the clock changed: {change}"),
        "log.stale": Wording(
            zh: "{at} {name} {item}：结果来得太晚，不算", en: "{at} {name} {item}: its result came too late"),
        "log.task-opened": Wording(zh: "待办 {task}，等“{role}”", en: "task {task} waits for {role}"),
        "log.task-escalated": Wording(
            zh: "待办 {task} 逾期，转“{role}”", en: "task {task} is overdue and goes to {role}"),
        "log.delivery": Wording(
            zh: "投递 {delivery}（{channel}）：{state}", en: "delivery {delivery} ({channel}): {state}"),
        "log.storage-failed": Wording(
            zh: "数据库写不进去，{next} 重试：{reason}", en: "the database cannot be written, next try at {next}: {reason}"),
    ]
}
