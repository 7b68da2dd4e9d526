extension Catalogue {
    static let backup: [String: Wording] = damageMessages.merging(restoreMessages) { first, _ in first }

    /// What is wrong with a backup, and where.
    private static let damageMessages: [String: Wording] = [
        "backup.unreadable": Wording(zh: "读不到备份 {file}", en: "cannot read the backup {file}"),
        "backup.cut": Wording(
            zh: "备份 {file} 不完整：到第 {offset} 字节就没有了", en: "the backup {file} ends at byte {offset}, too early",
            hintZh: "换一份备份；复制时中断的，重新复制", hintEn: "use another, or copy it again"),
        "backup.header": Wording(
            zh: "备份 {file} 第 {offset} 字节处的文件头已损坏", en: "the backup {file} is damaged in the header at byte {offset}",
            hintZh: "换一份备份", hintEn: "use another"),
        "backup.name": Wording(
            zh: "备份 {file} 第 {offset} 字节处的文件名不对：{name}",
            en: "the backup {file} holds a file with a name it cannot have, at byte {offset}: {name}"),
        "backup.no-manifest": Wording(
            zh: "{file} 不是本程序的备份，或没有写完", en: "{file} is no backup of this program, or was not finished"),
        "backup.manifest": Wording(
            zh: "备份 {file} 的清单已损坏", en: "the manifest of the backup {file} is damaged", hintZh: "换一份备份",
            hintEn: "use another"),
        "backup.format": Wording(
            zh: "备份 {file} 是第 {format} 版格式，本程序不认识",
            en: "the backup {file} has format {format}, which is not known here",
            hintZh: "用做这份备份的版本恢复", hintEn: "restore it with the version that made it"),
        "backup.changed": Wording(
            zh: "备份 {file} 里的 {name} 已损坏（第 {from} 至 {to} 字节）",

            en: "{name} in the backup {file} is damaged (bytes {from} to {to})",
            hintZh: "换一份备份", hintEn: "use another"),
        "backup.lacks": Wording(zh: "备份 {file} 缺少 {name}", en: "the backup {file} lacks {name}"),
        "backup.surplus": Wording(
            zh: "备份 {file} 多出 {name}（第 {offset} 字节）",
            en: "the backup {file} holds {name}, which is not in its list (byte {offset})"),
        "backup.database": Wording(
            zh: "备份 {file} 里的数据库有损坏：{found}", en: "the database in the backup {file} is damaged: {found}"),
        "backup.journal": Wording(
            zh: "备份 {file} 里的日志与清单不符", en: "the journal in the backup {file} is not the one its manifest names"),
        "backup.document": Wording(
            zh: "备份 {file} 里的 {name} 与开具时不同", en: "{name} in the backup {file} is not as it was issued"),
    ]

    private static let restoreMessages: [String: Wording] = [
        "backup.no-campaign": Wording(
            zh: "{folder} 里没有运行过的方案", en: "{folder} holds no campaign", hintZh: "用 --out 指明 serve 用的目录",
            hintEn: "name the folder that serve uses with --out"),
        "backup.exists": Wording(
            zh: "{file} 已经存在", en: "{file} exists already", hintZh: "换一个名字，或写一个目录，由程序取名",
            hintEn: "name another, or a folder in which the program names it"),
        "backup.missing": Wording(
            zh: "开具过的 {path} 已不在，备份里没有它", en: "{path} was issued and is gone; the backup goes without it",
            hintZh: "从较早的备份取回", hintEn: "take it from an earlier backup"),
        "backup.differs": Wording(
            zh: "{path} 与开具时不同，按现在的样子备份", en: "{path} is not as it was issued; it is kept as it is now",
            hintZh: "从较早的备份取回原件", hintEn: "take the original from an earlier backup"),
        "backup.access-broken": Wording(
            zh: "查询记录 {path} 被人改动过，按现在的样子备份", en: "the log of who saw whom, {path}, was changed; it is kept as it is",
            hintZh: "用 zhengjiao person accesses 看是第几行；从较早的备份取回对照",
            hintEn: "zhengjiao person accesses names the line; compare with an earlier backup"),
        "backup.made": Wording(
            zh: "已备份到 {file}：{documents} 份文书，日志 {entries} 条（{head}）",
            en: "backed up to {file}: {documents} documents, {entries} journal entries ({head})"),
        "backup.removed": Wording(zh: "已删除旧备份 {file}", en: "removed the old backup {file}"),
        "backup.good": Wording(
            zh: "备份 {file} 完好：{made}，日志 {entries} 条（{head}）",
            en: "the backup {file} is whole: {made}, {entries} journal entries ({head})"),
        "backup.restored": Wording(
            zh: "已恢复到 {folder}：{made} 时的状态。其后的时点由 serve 搁置，等人放行。",
            en: "restored into {folder} as of {made}; serve holds the moments since then for a person"),
        "backup.out-in-use": Wording(
            zh: "{folder} 里已有文件，不能恢复到这里", en: "{folder} holds files; nothing is restored over them",
            hintZh: "先把它改名留存，再恢复到原来的名字", hintEn: "rename it first and keep it, then restore under its name"),
        "backup.none": Wording(zh: "{folder} 里没有备份", en: "{folder} holds no backup"),
        "backup.drill-time": Wording(
            zh: "“{text}”不是演练时间", en: "“{text}” is no time for a drill",
            hintZh: "写成 every sunday 03:00 或 every day 03:00", hintEn: "write every sunday 03:00 or every day 03:00"),
        "backup.drill-subject": Wording(
            zh: "备份恢复演练{result}：{file}", en: "Restore drill {result}: {file}"),
        "backup.drill-passed": Wording(zh: "合格", en: "passed"),
        "backup.drill-failed": Wording(zh: "不合格", en: "failed"),
    ]
}
