import Foundation
import Storage
import TestSupport

@testable import zhengjiao

/// A finished campaign in which afterwards everything was done that people do, so that every table of the levy has
/// rows.
final class WorkedCampaign: Sendable {
    struct Failure: Error, CustomStringConvertible { let description: String }

    static let made = Result { try WorkedCampaign() }

    let folder: ScratchFolder
    var out: String { folder / "out" }
    private static let plan = Campaigns.small + "/campaign.yaml"
    private static let pair = ["--by", "甲", "--checker", "乙"]

    init() throws {
        folder = try ScratchFolder()
        try FileManager.default.copyItem(atPath: try Campaigns.finished.get().out, toPath: folder / "out")
        for (name, text) in WorkedCampaign.files { try folder.write(text + "\n", to: name) }
        try Data(WorkedCampaign.photo).write(to: URL(fileURLWithPath: folder / "photo.png"))
        for act in rosters() + persons() + money() + employers() + villages() { try run(act) }
        try enterRest()
        // A value that lives as long as the program is not deinitialised with it.
        atexit {
            guard case .success(let made) = WorkedCampaign.made else { return }
            // What cannot be removed stays for the system to clear.
            try? FileManager.default.removeItem(atPath: made.folder.path)
        }
    }

    private func run(_ arguments: [String]) throws {
        let outcome = try Campaigns.zhengjiao(arguments)
        guard outcome.status == 0 else {
            throw Failure(description: arguments.joined(separator: " ") + ": " + outcome.text + outcome.errorText)
        }
    }

    /// A command that takes the plan and the folder of the campaign.
    private func planned(_ words: [String], _ rest: [String], _ options: String...) -> [String] {
        words + [WorkedCampaign.plan] + rest + ["--out", out] + options
    }

    /// A picture of one pixel.
    static let photo: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1,
        8, 0, 0, 0, 0, 0x3A, 0x7E, 0x9B, 0x55, 0, 0, 0, 0x0A, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x60, 0, 0, 0,
        2, 0, 1, 0x48, 0xAF, 0xA4, 0x71, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
    ]

    private static let files = [
        ("scheme.yaml", "scheme: y\ntitle: 年度考核\nlevel: town\nindicators:\n"
            + "  - { id: done, name: 完成率, value: completion, linear: { from: 0, to: 100, points: 60 } }"),
        ("past.csv", "代码,险种,中断缴费率\n379901,居民医疗,3.25"),
        ("cross.csv", "姓名,身份证号\n吕华杰,379901198407084570"),
        ("claimed.csv", "指标,自评得分,佐证材料\n完成率,60,征缴台账"), ("accepted.csv", "指标,核定得分,核定说明\n完成率,50,以台账为准"),
        ("roster.csv", "村居代码,姓名,身份证号码\n379901001200,吕华杰,379901198407084570\n379901001201,钱䶮,379901197408252949"),
        ("regions.csv", "code,name,level,parent,原代码\n379901,青石区,district,,\n379901001,河东街道,town,379901,\n"
            + "379901X01,北岭镇,town,379901,\n379901001200,柳沟新社区,village,379901001,\n"
            + "379901001201,石桥村,village,379901001,\n379901X01200,大杨家村,village,379901X01,"),
        ("allowance.csv", "姓名,身份证号码,认定日期\n尤兰兰,37990119311022287X,2020-01-01"),
        ("events.csv", "变动类型,姓名,身份证号,变动日期,村居代码\n迁出,赵平,379901194203039382,2020-11-02,379901X01200"),
        ("places.csv", "场所编号,场所名称,渠道,服务范围,柜台数,每小时人数,上午,下午,预约柜台数\n"
            + "S1,河东街道便民服务中心,窗口,379901001,2,20,08:30-11:30,13:30-17:00,1"),
        ("paid.csv", "身份证号码\n379901198407084570"),
        ("collected.csv", "村居代码,收款日期,票据号,身份证号,险种,金额（元）,收款方式\n"
            + "379901001201,2020-11-06,LA00000001,379901196606145146,居民医疗,280,现金\n"
            + "379901001201,2020-11-06,LA00000003,379901195807169043,居民医疗,280,现金"),
        ("treasury.csv", "入库日期,镇街代码,险种,笔数,金额,税票号\n2020-11-30,379901001,居民医疗,1,280.00,337990201100000001"),
        ("posted.csv", "身份证号,金额\n379901198407084570,280"), ("targets.csv", "代码,任务数\n379901001,40\n379901X01,20"),
        ("statement.csv", "交易日期,摘要,收入,支出,余额,凭证号\n2020-11-06,缴存,280,,280,D1"),
        ("checked.csv", "序号,返回码\n1,00"), ("answers.csv", "身份证号,处理结果,原因\n379901198407084570,已记账,"),
        ("granted.csv", "申请号,承担方,金额,拨款凭证号,到账日期\n1,state,100,V3,2020-11-15"),
        ("sources.csv", "编号,部门,数据,内容,周期,应报日,宽限工作日,交付方式,对应导入,文件名含,联系人,依据,起,止\n"
            + "GA01,公安局,变动,,每月,5,2,专网,,,,,2020-10-01,"),
        ("grids.csv", "村居代码,网格编号,网格名称,网格员\n379901001200,A,第一网格,赵六\n379901001200,B,第二网格,钱七"),
        ("households.csv", "村居代码,网格编号,身份证号码,户主\n379901001200,A,379901198407084570,"),
        ("visits.csv", "调查表编号,序号,走访日期,走访结果,走访人,下一步,下次日期\nMD2020-00001,1,2020-11-20,3,赵六,1,2020-11-24"),
        ("companies.csv", "统一社会信用代码,企业名称,登记状态,成立日期,行业,联系电话\n"
            + "9144030071526726XG,甲有限公司,存续,2018-03-01,建筑,13800138000\n"
            + "91110108551385082Q,乙有限公司,存续,2018-03-01,零售,"),
        ("insurance.csv", "统一社会信用代码,单位名称,养老保险人数,失业保险人数,工伤保险人数,医疗保险人数\n91110108551385082Q,乙有限公司,2,2,2,2"),
        ("tax-wrong.csv", "统一社会信用代码,纳税人名称,纳税人状态,申报工资人数\n91110108551385082Q,乙有限公司,正常,1"),
        ("tax.csv", "统一社会信用代码,纳税人名称,纳税人状态,申报工资人数\n91110108551385082Q,乙有限公司,正常,5"),
        ("arrears.csv", "统一社会信用代码,单位名称,所属期,险种,应缴金额,已缴金额,欠缴之日\n"
            + "91110108551385082Q,乙有限公司,2020-09,养老保险,100,0,2020-10-16"),
    ]

    /// A table of regions of a later day: one village has gone into another.
    static let merged =
        "code,name,level,parent,原代码\n379901,青石区,district,,\n379901001,河东街道,town,379901,\n"
        + "379901X01,北岭镇,town,379901,\n379901001200,柳沟新社区,village,379901001,379901001201\n"
        + "379901X01200,大杨家村,village,379901X01,"

    private func rosters() -> [[String]] {
        let roster = planned(["roster", "import"], [], "--by", "甲", "--medical", folder / "roster.csv", "--fewer")
        func withdrawal(_ reason: String) -> [String] {
            planned(["roster", "withdraw"], [], "--insurance", "居民医疗", "--version", "2", "--reason", reason)
                + WorkedCampaign.pair
        }
        let list = ["--class", "低保", "--village", "379901001200"]
        return [
            roster, withdrawal("报错了文件"), roster, withdrawal("又报错了"),
            planned(
                ["roster", "correct"], ["更正"], "--insurance", "医疗", "--id", "379901198407084570", "--phone",
                "18100000000", "--reason", "换号", "--evidence", "来电") + WorkedCampaign.pair,
            planned(
                ["roster", "regions"], [folder / "regions.csv"], "--from", "2020-11-15", "--reason", "批复")
                + WorkedCampaign.pair,
            planned(
                ["lists", "due"], [], "--class", "城乡最低生活保障对象", "--stage", "村居", "--day", "2020-11-10", "--by", "区办"),
            planned(["lists", "submit"], [folder / "allowance.csv"], "--by", "村会计") + list,
            planned(["lists", "review"], [], "--stage", "镇街", "--by", "镇民政办") + list,
            planned(["lists", "review"], [], "--stage", "部门", "--by", "区民政局") + list,
            planned(["lists", "cross"], [], "--by", "甲", "--data", folder.path),
            ["metrics", "past", out, folder / "past.csv", "--by", "甲"],
            planned(["lists", "events"], [folder / "events.csv"], "--by", "甲"),
            planned(["lists", "finish"], ["1"], "--note", "已办", "--by", "甲"),
        ]
    }

    private func persons() -> [[String]] {
        let act = ["--by", "甲", "--on", "2020-11-12"]
        return [
            ["person", "mark", out, "379901199206068608", "在校学生", "--source", "名单", "--by", "甲"],
            ["person", "unmark", out, "1", "--reason", "已毕业", "--by", "甲"],
            ["person", "list", out, folder / "paid.csv", "--paid", "居民医疗", "--year", "2019", "--by", "甲"],
            ["person", "parent", out, "379901201611190551", "379901198407084570", "--source", "户口簿", "--by", "甲"],
            ["person", "reason", out, "379901196606145146", "医疗", "联系不上", "--by", "甲"],
            ["orders", "register", out, "379901196606145146", "居民医疗", "集中征缴期外"] + act,
            ["orders", "register", out, "379901195403163534", "medical", "out-of-window"] + act,
            [
                "orders", "assess", out, "核〔2020〕1号", "--bureau", "区医保局", "--pay-by", "2020-12-31", "--by", "乙",
                "--checker", "丙", "--on", "2020-11-12",
            ],
            ["orders", "cancel", out, "核〔2020〕2号", "--reason", "不缴"] + act,
            ["publish", "takedown", out, "1", "--by", "甲", "--on", "2020-11-30"],
            ["publish", "objection", "add", out, "2", "名单有误", "--by", "甲", "--on", "2020-11-18"],
            ["publish", "objection", "reply", out, "1", "成立", "已更正", "--by", "乙", "--on", "2020-11-19"],
            ["metrics", "targets", out, folder / "targets.csv", "--by", "甲", "--note", "会议"],
        ] + figures()
    }

    private func figures() -> [[String]] {
        let place = ["张贴海报", "--village", "379901001201", "--place", "公告栏", "--by", "甲"]
        let sheet = [folder / "scheme.yaml", out, "--on", "2020-11-20", "--region", "379901001"]
        return [
            ["publicity", "record", out] + place + ["--on", "2020-10-12", "--photo", folder / "photo.png"],
            ["publicity", "record", out] + place + ["--on", "2020-10-13"],
            ["publicity", "withdraw", out, "2", "--reason", "登记错了", "--by", "甲"],
            ["assess", "report"] + sheet + [folder / "claimed.csv", "--by", "甲"],
            ["assess", "review"] + sheet + [folder / "accepted.csv", "--by", "乙"],
        ]
    }

    private func money() -> [[String]] {
        let act = ["--by", "甲", "--on", "2020-11-13"]
        let reviews = [("税务", "丁"), ("医保", "戊"), ("财政", "己")].map { office, name in
            ["refund", "review", out, "2", "--office", office, "--by", name, "--on", "2020-11-13"]
        }
        let account = ["--holder", "金华洋", "--account", "6222021001116245702", "--evidence", "申请表"]
        let (late, first) = (["--by", "甲", "--on", "2020-11-16"], ["--by", "甲", "--on", "2020-11-05"])
        return [["refund", "apply", out, "2"] + account + act] + reviews + [
            ["refund", "pay", out, "2", "--voucher", "V1"] + act,
            ["ledger", "state", "apply", out, "--checker", "乙"] + act,
            ["ledger", "state", "receive", out, "1", "--sum", "100", "--voucher", "V2"] + late,
            ["ledger", "state", "take", out, folder / "granted.csv", "--insurance", "居民医疗", "--party", "财政局"] + late,
            ["receipts", "receive", out, "--first", "LA00000001", "--last", "LA00000010"] + first,
            ["receipts", "issue", out, "--first", "LA00000001", "--last", "LA00000005", "--village", "379901001201"]
                + first,
            ["remittance", "collect", out, folder / "collected.csv", "--by", "甲"],
            ["receipts", "void", out, "--first", "LA00000003", "--checker", "乙", "--note", "写错", "--by", "甲"],
            [
                "remittance", "record", out, "缴存", "--village", "379901001201", "--sum", "280", "--slip", "D1",
                "--by", "甲", "--on", "2020-11-06",
            ],
            [
                "remittance", "refusal", out, "--village", "379901001201", "--person", "379901196606145146",
                "--reason", "不缴", "--at", "2020-11-06T09:30", "--by", "甲",
            ],
            [
                "accounts", "open", out, "--town", "379901001", "--holder", "河东街道社保费专户", "--bank", "农商行", "--number",
                "9070403000000012", "--agreement", "三方〔2020〕1号", "--checker", "乙",
            ] + first,
            ["accounts", "import", out, folder / "statement.csv", "--town", "379901001"] + late,
            [
                "units", "register", out, "--town", "379901001", "--name", "河东街道人社所", "--tax-id",
                "91110108551385082Q", "--office", "河东税务分局", "--checker", "乙",
            ] + first,
            [
                "deductions", "sign", out, "--payer", "379901195807169043", "--holder", "某", "--bank", "农商行",
                "--account", "6217003414037583873", "--checker", "乙",
            ] + first,
            [
                "deductions", "make", out, "账户验证", "--plan", WorkedCampaign.plan, "--bank", "农商行", "-o",
                folder / "yz.csv",
            ] + first,
            ["deductions", "answer", out, folder / "checked.csv", "--batch", "YZ20201105-1"] + first,
            ["units", "households", out, "--town", "379901001", "--checker", "乙"] + first,
            [
                "remittance", "count", out, "--village", "379901001201", "--pieces", "50x1 0.5x4", "--note", "清点",
                "--witness", "乙",
            ] + late,
            ["reconcile", "posting", out, folder / "posted.csv", "--insurance", "居民医疗", "--party", "医保局", "--by", "甲"],
            [
                "exchange", "answer", out, folder / "answers.csv", "--batch", "MEDICAL-20201117-1", "--party", "医保局",
                "--by", "甲",
            ],
            ["reconcile", "treasury", out, folder / "treasury.csv", "--plan", WorkedCampaign.plan, "--by", "甲"],
            [
                "ledger", "state", "budget", out, "--plan", WorkedCampaign.plan, "--insurance", "居民医疗", "--bearer",
                "财政",
                "--sum", "1000", "--document", "财社〔2020〕1号", "--due", "2020-12-31", "--checker", "乙",
            ] + act,
            [
                "receipts", "print", out, "--number", "LA00000001", "--plan", WorkedCampaign.plan, "-o",
                folder / "receipt.pdf",
            ] + act,
            ["refund", "apply", out, "1"] + account + act,
            ["refund", "send-back", out, "1", "--office", "税务", "--note", "账户不符", "--by", "丁", "--on", "2020-11-13"],
        ]
    }

    private func employers() -> [[String]] {
        let act = ["--by", "甲", "--on", "2020-11-12"]
        let plan = ["--plan", WorkedCampaign.plan]
        let case1 = ["employers", "credit", "step", out, "1"]
        let into = ["--account-name", "户", "--account-bank", "行", "--account", "1"]
        return [("登记", "companies"), ("参保", "insurance"), ("纳税", "tax"), ("欠费", "arrears")].map { word, file in
            ["employers", "import", out, word, folder / "\(file).csv"] + act
        } + [
            ["employers", "import", out, "纳税", folder / "tax-wrong.csv"] + act,
            ["employers", "import", out, "纳税", folder / "tax.csv"] + act,
            ["employers", "match", out] + act, ["employers", "notice", out] + plan + act,
            ["employers", "demand", out] + plan + into + act,
            ["employers", "order", out, "--number", "批1号", "--leader", "王五", "--reason", "清理", "--until", "2020-12-31"]
                + act,
            ["employers", "served", out, "测税社告〔2020〕1号", "--method", "留置", "--witness", "李四"] + plan + act,
            ["employers", "outcome", out, "测税社告〔2020〕1号", "已参保"] + act,
            [
                "employers", "credit", "open", out, "--code", "91110108551385082Q", "--name", "乙有限公司", "--ground",
                "拒不缴纳", "--facts", "不缴", "--document", "D1",
            ] + act,
            case1 + ["事先告知", "--document", "D2", "--term", "5"] + plan + act,
            case1 + ["逾期未陈述", "--document", "D3", "--by", "甲", "--on", "2020-11-27"],
            ["employers", "contact", "sms", out, "D02", "--csv", folder / "sms.csv"] + act,
            ["employers", "contact", "opt-out", out, "13800138000", "--reason", "来电"] + act,
            ["employers", "inspect", "plan", out, "--highest", "5", "--planned", "2020-11-20"] + act,
            [
                "employers", "inspect", "record", out, "1", "合规", "--employees", "3", "--insured", "3", "--evidence",
                "工资表", "--inspector", "甲", "--inspector", "乙", "--by", "甲", "--on", "2020-11-20",
            ],
            case1 + ["决定列入", "--measure", "M03", "--document", "D4", "--by", "李四", "--on", "2020-11-28"],
        ]
    }

    private func villages() -> [[String]] {
        let plan = ["--plan", WorkedCampaign.plan]
        let (act, late) = (["--by", "甲", "--on", "2020-11-20"], ["--by", "甲", "--on", "2020-11-21"])
        let send = ["copies", "send", out, "--to", "镇街", "--form", "纸质", "--rest"]
        let slot = ["--part", "上午", "--place", "S1"]
        let days = ["days", "enter", out, "--village", "379901001201", "--persons", "3", "--day", "2020-11-09"]
        let time = ["--place", "S1", "--day", "2020-11-09", "--at", "09:00"]
        return [
            ["days", "places", out, folder / "places.csv", "--by", "甲"], days + slot + act,
            ["days", "drop", out, "1", "--reason", "集会"] + act,
            ["appointments", "book", out, "379901195807169043", "--by", "甲", "--on", "2020-11-08"] + time + plan,
            ["appointments", "end", out, "1", "--fate", "未到"] + act,
            send + act, ["copies", "sign", out, "1", "--signer", "王五"] + act,
            ["copies", "recall", out, "1", "--fate", "遗失", "--note", "雨淋"] + late,
            ["survey", "grids", out, folder / "grids.csv", "--by", "甲"],
            ["survey", "households", out, folder / "households.csv", "--by", "甲"],
            ["survey", "make", out, "-o", folder / "survey.pdf", "--size", "4"] + plan + act,
            ["survey", "import", out, folder / "visits.csv", "--by", "乙"],
            ["survey", "done", out, "1", "--note", "已办", "--by", "乙"],
            ["survey", "void", out, "MD2020-00002", "--reason", "遗失", "--by", "甲"],
            ["sources", "register", out, folder / "sources.csv", "--by", "甲"],
            ["sources", "deliver", out, "GA01", folder / "events.csv"] + act,
            ["handover", "export", out, "-o", folder / "books.csv"],
            [
                "handover", "protocol", out, folder / "books.csv", "--giver", "医保局", "--taker", "税务局", "--subject",
                "数据", "--checker", "乙", "-o", folder / "handover.pdf",
            ] + plan + act,
            [
                "archive", "make", out, "--fonds", "X043", "--to", folder / "case", "--checker", "乙", "--incomplete",
            ] + plan + act,
        ]
    }

    /// What the rules of the small campaign never come to.
    private func enterRest() throws {
        let database = try Database(path: out + "/.state/campaign.db", migrations: Composition.migrations)
        try database.write { transaction in
            for text in [
                "INSERT INTO levy_papers VALUES ('379901201611190551', 'birth-certificate', '2020-11-12', '甲')",
                """
                INSERT INTO levy_order_settlements (id, number, ordinal, serial, fen, evening, issued_at)
                VALUES (1, 'QS20H0000001', 1, 'YH2020111000000043', 28000, '2020-11-12', 1605178800000)
                """,
                "INSERT INTO levy_order_reversals VALUES (1, '冲正', '2020-11-13', 1605265200000)",
                """
                INSERT INTO levy_return_orders
                SELECT id, 1, 28000 FROM levy_exchanges WHERE batch = 'MEDICAL-20201117-1'
                """,
                """
                INSERT INTO levy_return_order_answers SELECT r.exchange_id, 1, a.id, 'posted', ''
                FROM levy_return_orders r, levy_exchanges a WHERE a.kind = 'answer'
                """,
                """
                INSERT INTO levy_honours (day, list, kind, code, name, rule, text, proposed_at)
                VALUES ('2020-11-13', 'red', '通报表扬', '379901001', '河东街道', 'first', '居全区第1位', 1605265200000)
                """,
                """
                INSERT INTO levy_declarations (id, batch, key, town, unit_id, day, row_count, own_fen, state_fen,
                    sha256, made_by, at)
                    VALUES (1, 'SB379901001-20201112-1', 'k', '379901001', 1, '2020-11-12', 1, 28000, 0,
                    '0', '甲', 1605178800000)
                """,
                """
                INSERT INTO levy_declaration_rows VALUES
                    (1, 1, 'payer', 1, '379901001201', 'medical', '', '', '379901196606145146', '某', 28000,
                    '2020-11-06', 'LA00000001')
                """,
                """
                INSERT INTO levy_declaration_states VALUES
                    (1, 'submitted', '2020-11-12', '', '甲', '乙', 1605178800000)
                """,
                "INSERT INTO levy_publication_doubts SELECT id, '第1页有姓名', 1605265200000 FROM levy_publications LIMIT 1",
                "INSERT INTO levy_doubt_answers SELECT id, '已核对', '乙', 1605265200000 FROM levy_publications LIMIT 1",
                "INSERT INTO intake_holders VALUES (1, 'E12345678', '护照', '1980-01-31', '女', 'import:1')",
                """
                INSERT INTO intake_heads SELECT id, 0, '379901198407084570', '家长' FROM levy_imports
                WHERE kind = 'medical'
                """,
                "INSERT INTO intake_region_successors VALUES (2, '379901001299', '379901001200')",
                "INSERT INTO intake_village_now VALUES ('379901001299', '379901001200')",
                "INSERT INTO intake_person_moves VALUES (2, '379901001299', '379901198407084570', '379901001201')",
                "INSERT INTO intake_person_now VALUES ('379901001299', '379901198407084570', '379901001201')",
            ] { try transaction.execute(text) }
        }
        try database.close()
    }
}
