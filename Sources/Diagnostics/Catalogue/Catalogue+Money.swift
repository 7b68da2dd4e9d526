extension Catalogue {
    /// The book of the campaign's money.
    static let money: [String: Wording] = [
        "ledger.gap": Wording(
            zh: "账簿缺第 {sequence} 笔。", en: "entry {sequence} of the ledger is missing",
            hintZh: "账簿只增不减：请与备份核对，查明是谁、何时动过数据库。",
            hintEn: "nothing is ever removed from it: compare it with a backup and find out who touched the database"),
        "ledger.broken": Wording(
            zh: "账簿第 {sequence} 笔（{day}，{kind}，{reference}）与校验值不符：内容被改动，或顺序被调换。",
            en: "entry {sequence} of the ledger ({day}, {kind}, {reference}) was changed or moved: its hash is another",
            hintZh: "请与备份核对；更正只能用新的一笔冲回。",
            hintEn: "compare it with a backup; a correction is an entry of its own"),
        "ledger.page": Wording(
            zh: "账簿第 {page} 页记明到第 {sequence} 笔为止，与账簿不符：有的记录被删除或重算过。",
            en: "page {page} of the ledger was closed at entry {sequence} with another hash, or entries are missing",
            hintZh: "请与备份和纸面上的校验值核对。", hintEn: "compare it with a backup and with the hashes on paper"),
        "ledger.differs": Wording(
            zh: "{what}（{of}）：账簿为 {ledger} 元，业务表为 {table} 元。",
            en: "{what} ({of}): the ledger has {ledger} yuan, the tables have {table}",
            hintZh: "业务表被改动过，或有业务没有记账；以账簿和原始文件为准查明。",
            hintEn: "the tables were changed, or something was not entered: go by the ledger and its files"),
    ]
}
