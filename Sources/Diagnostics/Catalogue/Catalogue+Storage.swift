extension Catalogue {
    static let storage: [String: Wording] = [
        "storage.locked": Wording(
            zh: "数据库 {path} 正由进程 {process} 写入，同一时间只能有一个写入者。",
            en: "the database {path} is being written by process {process}; only one may write at a time",
            hintZh: "请等它结束，或先停止该进程再试。",
            hintEn: "wait until it ends, or stop that process first"),
        "storage.self-test": Wording(
            zh: "数据库 {path} 未通过自检：{found}。",
            en: "the database {path} fails its self-test: {found}",
            hintZh: "请勿继续写入；先复制一份留存，再从最近的备份恢复，并检查磁盘。",
            hintEn: "do not write to it: keep a copy, restore the latest backup, and check the disk"),
        "storage.newer-schema": Wording(
            zh: "数据库 {path} 由更新的程序版本建立（含本版本不认识的结构变更“{migration}”）。",
            en: "the database {path} was made by a newer version of the program (it has the migration {migration})",
            hintZh: "请使用建立它的版本，或更新的版本。",
            hintEn: "use the version that made it, or a newer one"),
        "storage.older-schema": Wording(
            zh: "数据库 {path} 由较早的程序版本建立，还差 {count} 项结构变更；只读的命令不改动它，所以还不能看。",
            en: """
                the database {path} was made by an older version of the program and lacks {count} migrations; commands \
                that only read do not change it
                """,
            hintZh: "先做一份备份（zhengjiao backup），再用这个版本的 zhengjiao serve 启动一次，数据库随即升级；"
                + "不运行 serve 的，任何写入的命令也会升级它，如 zhengjiao metrics targets（登记任务数）",
            hintEn: "make a backup (zhengjiao backup), then start zhengjiao serve of this version once: it upgrades "
                + "the database; so does any command that writes, such as zhengjiao metrics targets with a file"),
        "storage.changed-schema": Wording(
            zh: "数据库 {path} 的结构变更“{migration}”与本程序中的不一致。",
            en: "the migration {migration} of the database {path} differs from the one in this program",
            hintZh: "请使用正式发布的程序版本；已发布的结构变更不得修改。",
            hintEn: "use a released version of the program: a released migration never changes"),
    ]
}
