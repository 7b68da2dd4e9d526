extension Catalogue {
    static let privacy: [String: Wording] =
        privacyProfiles.merging(privacyLeaks) { first, _ in first }
        .merging(leaks) { first, _ in first }.merging(publications) { first, _ in first }.merging(views) { first, _ in
            first
        }

    /// How persons are shown.
    private static let privacyProfiles: [String: Wording] = [
        "privacy.no-profiles": Wording(
            zh: "读不到个人信息展示规则 {file}。", en: "cannot read the masking profiles {file}",
            hintZh: "这个文件随程序安装在 templates 里；没有它不印任何公示。",
            hintEn: "it is installed with the program in templates; nothing public is printed without it"),
        "privacy.no-profile": Wording(
            zh: "{file} 里没有 {document} 的展示规则。", en: "{file} has no profile for {document}",
            hintZh: "在 documents 里写上这个模板的名称。", hintEn: "name the template under documents"),
        "privacy.profile-twice": Wording(zh: "规则 {profile} 写了两次。", en: "the profile {profile} is there twice"),
        "privacy.document-twice": Wording(
            zh: "{document} 归了两条规则。", en: "{document} belongs to two profiles",
            hintZh: "一种文书只归一条规则。", hintEn: "a document has one profile"),
        "privacy.unknown-field": Wording(
            zh: "没有 {field} 这一项个人信息。", en: "{field} is nothing that a person has",
            hintZh: "可以写：{known}", hintEn: "known: {known}"),
        "privacy.choice": Wording(
            zh: "不认识 {text}。", en: "{text} is not known", hintZh: "可以写：{known}", hintEn: "known: {known}"),
        "privacy.treatment": Wording(
            zh: "给 {audience} 看的文书里，{field} 不能写成 {treatment}。",
            en: "in a document for {audience}, {field} cannot be shown as {treatment}",
            hintZh: "可以写：{allowed}。公示里的姓名须掩码，证件号最多在重名时列末四位，电话、账号、地址、出生日期、人员类别和金额不得出现。",
            hintEn:
                "allowed: {allowed}. In public, names are masked, the last four of a number where names coincide, "
                + "and phones, accounts, addresses, births, classes and amounts never"),
        "privacy.minors": Wording(
            zh: "公示里未满十四周岁的人不能写本人姓名。", en: "a public document cannot name a child under 14",
            hintZh: "minors 写 head 或 surname。", hintEn: "write head or surname"),
        "privacy.prints-missing": Wording(
            zh: "公开的文书必须用 prints 列出模板用到的每个字段。",
            en: "a public document lists every field of its template under prints",
            hintZh: "与个人无关的写在 facts，显示个人的写在 persons。",
            hintEn: "those about no person under facts, the others under persons"),
        "privacy.unmasked-field": Wording(
            zh: "公开的模板用到了 {field}，规则 {profile} 没有列出它。",
            en: "this public template has the field {field}, which the profile {profile} does not list",
            hintZh: "确认这一项不泄露个人信息后，写进 templates/masking.yaml 的 facts 或 persons；否则从模板和字段说明里去掉。",
            hintEn: "list it in templates/masking.yaml once it is sure to give nothing away, or leave it out"),
    ]

    /// What a finished file gives away: kind and page, never the text.
    private static let privacyLeaks: [String: Wording] = [
        "privacy.unreadable-file": Wording(
            zh: "{file} 无法检查，不能公示（{reason}）。", en: "{file} cannot be examined, so it is not published ({reason})",
            hintZh: "应是没有密码、没有损坏的 PDF。", hintEn: "it must be a PDF that is whole and has no password"),
        "privacy.passed": Wording(zh: "{file}：{pages} 页，没有发现个人信息。", en: "{file}: {pages} pages, nothing found"),
        "privacy.passed-pictures": Wording(
            zh: "{file}：{pages} 页，文字中没有发现个人信息；{pictures} 页有图片，图片里的字没有检查，请人看一遍。",
            en: "{file}: {pages} pages, nothing found in its text; "
                + "{pictures} pages have pictures, which a person must look at"),
    ]

    private static let leakKinds: [(kind: String, zh: String, en: String)] = [
        ("citizen-id", "完整的身份证号", "whole identity numbers"),
        ("partial-id", "遮盖不足的证件号", "numbers covered too little"),
        ("phone", "手机号码", "mobile numbers"),
        ("bank-card", "银行卡号或账号", "bank cards or accounts"),
        ("name", "未掩码的姓名", "names that are not masked"),
        ("minor-name", "未满十四周岁的人的姓名", "names of children under 14"),
        ("address", "住址", "addresses"),
        ("special-class", "人员类别（特困、低保、残疾等）", "special classes"),
        ("unreadable", "读不出文字的字形", "glyphs that cannot be read"),
        ("attachment", "附件", "attachments"),
    ]

    /// `privacy.leak.phone.page` on a page; `privacy.leak.phone.hidden` in a title, bookmark or link.
    private static let leaks: [String: Wording] = Dictionary(
        uniqueKeysWithValues: leakKinds.flatMap { kind, zh, en in
            [
                (
                    "privacy.leak.\(kind).page",
                    Wording(
                        zh: "{file} 第 {page} 页有\(zh)，{count} 处，不能公示。",
                        en: "{file}, page {page}: {count} \(en); it must not be published")
                ),
                (
                    "privacy.leak.\(kind).hidden",
                    Wording(
                        zh: "{file} 的标题、书签、链接等看不见的文字里有\(zh)，{count} 处，不能公示。",
                        en: "{file}, in what no page shows (title, bookmarks, links): {count} \(en); "
                            + "it must not be published")
                ),
            ]
        })

    /// What only people can judge.
    static let doubts: [String: Wording] = [
        "privacy.suspect.class": Wording(
            zh: "{file} 第 {page} 页：{count} 处完整姓名与特殊人群的字样在同一行。",
            en: "{file}, page {page}: {count} whole names stand beside a word of a special class",
            hintZh: "请核实；同意公示的人用 publish consent --answer 写明结果。",
            hintEn: "look at it; who consents says so with `publish consent --answer`"),
        "privacy.suspect.village": Wording(
            zh: "{file} 第 {page} 页：{count} 个完整姓名与{village}清册中的人相同。",
            en: "{file}, page {page}: {count} whole names are those of persons of {village}",
            hintZh: "请核实；同意公示的人用 publish consent --answer 写明结果。",
            hintEn: "look at it; who consents says so with `publish consent --answer`"),
        "public.unanswered": Wording(
            zh: "{id} 号公示有提醒没有答复：{doubts}", en: "publication {id}: nobody has answered for {doubts}",
            hintZh: "核实后加 --answer 写明。", hintEn: "look at it and add --answer"),
    ]

    /// Looking at persons.
    private static let views: [String: Wording] = [
        "view.id": Wording(
            zh: "这不是身份证号码：应为 18 位，校验码和出生日期正确。", en: "this is no identity number of 18 characters",
            hintZh: "请核对后重新输入。", hintEn: "check it and enter it again"),
        "view.no-history": Wording(
            zh: "{count} 个目录里都没有这个人的记录。", en: "none of the {count} folders has records of this person",
            hintZh: "请核对号码和目录；以前用别的证件号码的，用那个号码再查。", hintEn: "check the number and the folders"),
        "view.no-person": Wording(
            zh: "{folder} 的名册里没有这个人。", en: "no roster in {folder} names this person",
            hintZh: "请核对号码，以及是否查错了年度。", hintEn: "check the number, and the year"),
        "view.region": Wording(
            zh: "这个人不在 {person} 负责的地区，不能查看；这次查询已记录。",
            en: "this person is not of the regions of {person}, who may not look; that is logged",
            hintZh: "请由负责该镇街、村居的人查询，或由管理员改人员表的 regions。",
            hintEn: "ask whoever is responsible there, or have `regions` of the people file changed"),
        "view.class": Wording(
            zh: "这个人属于 {person} 无权查看的特殊人群；这次查询已记录。",
            en: "this person is of a special class that {person} may not see; that is logged",
            hintZh: "请由负责该类人群的人查询，或由管理员改人员表的 classes。",
            hintEn: "ask whoever is responsible for it, or have `classes` of the people file changed"),
        "view.nobody": Wording(
            zh: "人员表 {file} 里没有 {person}。", en: "{file} does not know {person}",
            hintZh: "--by 写人员表里的名字或 id。", hintEn: "give --by a name or id of that file"),
        "people.region": Wording(
            zh: "{person} 的 regions 里，{region} 不是区划代码。", en: "{person}: {region} is no code of a region",
            hintZh: "写 9 位镇街代码或 12 位村居代码。", hintEn: "9 characters for a town, 12 for a village"),
        "view.no-household": Wording(
            zh: "村居 {village} 没有户主为{head}的户。", en: "there is no household of {head} in {village}",
            hintZh: "用 zhengjiao household list 查这个村居有哪些户；也可以写任何一名成员的证件号码。",
            hintEn: "zhengjiao household list has the village's households; a member's number will do, too"),
        "view.no-bureau": Wording(
            zh: "方案里没有岗位 {bureau}。", en: "the plan has no role {bureau}", hintZh: "可以写：{known}",
            hintEn: "known: {known}"),
        "access.changed": Wording(
            zh: "查询记录第 {line} 行被改动过，或者没有写完。", en: "line {line} of the log of look-ups was changed, or not finished",
            hintZh: "请保留原文件，报告安全责任人。", hintEn: "keep the file as it is and tell whoever answers for security"),
        "api.no-post": Wording(
            zh: "{person}没有任何岗位，不能查询个人资料。", en: "{person} fills no post and may not look at persons",
            hintZh: "在人员表的 posts 里写上岗位。", hintEn: "name the post in the people file"),
        "api.no-purpose": Wording(
            zh: "查询个人资料须写明事由。", en: "a look at a person needs a purpose",
            hintZh: "加上 ?purpose=事由，它记入查询记录。", hintEn: "add ?purpose=…; it is logged"),
    ]

    /// The register.
    private static let publications: [String: Wording] = [
        "public.days": Wording(
            zh: "公示日期前后不对：{from} 起，{to} 止，{remove} 撤下。",
            en: "the days are out of order: from {from} to {to}, down on {remove}"),
        "public.unknown": Wording(
            zh: "登记簿里没有编号 {id} 的公示。", en: "there is no publication {id}",
            hintZh: "用 publish list 查编号。", hintEn: "see publish list"),
        "public.same-person": Wording(
            zh: "公示 {id} 是 {person} 申请的，须由另一个人同意。",
            en: "{person} asked for publication {id}; another person must consent",
            hintZh: "请本部门另一位同事核对后同意。", hintEn: "ask a colleague to check it and consent"),
        "public.consented": Wording(
            zh: "公示 {id} 已由 {person} 同意。", en: "{person} has consented to publication {id}"),
        "public.not-consented": Wording(
            zh: "公示 {id} 还没有人同意，谈不上撤下或异议。", en: "nobody has consented to publication {id} yet",
            hintZh: "先由第二个人 publish consent。", hintEn: "a second person consents first: publish consent"),
        "public.down": Wording(
            zh: "公示 {id} 已于 {day} 撤下。", en: "publication {id} was taken down on {day}",
            hintZh: "要再公示的，重新申请（publish request）。", hintEn: "publish request asks for a new one"),
        "public.no-objection": Wording(zh: "没有编号 {id} 的异议。", en: "there is no objection {id}"),
        "public.replied": Wording(
            zh: "异议 {id} 已于 {day} 答复。", en: "objection {id} was answered on {day}",
            hintZh: "对答复仍有异议的，另登记一件（publish objection add）。", hintEn: "publish objection add enters a new one"),
        "public.nobody": Wording(
            zh: "没有可以公示的人：还没有人缴费，也没有财政代缴的。", en: "there is nobody to publish: nobody has paid yet",
            hintZh: "导入缴费数据之后再公示；或者检查 --village。", hintEn: "Import payments first, or look at --village."),
        "public.no-village": Wording(
            zh: "没有代码为 {village} 的村居，或者它没有人。", en: "there is no village {village}, or nobody in it",
            hintZh: "核对村居代码；清册还没有导入的，先导入。", hintEn: "check the code; import the rosters first"),
        "public.undecided": Wording(
            zh: "{village}的公示表还没有审核决定（步骤 {step}），或者还没有印制。",
            en: "the notice of {village} was not decided on by the step {step}, or not printed",
            hintZh: "公示登记应排在印制和审核之后。", hintEn: "publishing comes after printing and approval"),
        "public.changed-file": Wording(
            zh: "文件 {file} 与登记的不同，印好以后被改动过，不予公示。",
            en: "the file {file} was changed after it was issued and is not published",
            hintZh: "恢复原文件，或重新印制。", hintEn: "put the original back, or print it again"),
    ]
}
