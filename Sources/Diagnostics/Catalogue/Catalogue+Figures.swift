extension Catalogue {
    /// Metrics, targets and assessment.
    static let figures: [String: Wording] = [
        "metrics.id": Wording(
            zh: "上年缴费名单里的“{text}”不是身份证号码。", en: "{text} in the list of last year's payers is no identity number",
            hintZh: "请核对这一行；号码改正后再算。", hintEn: "correct the row and try again"),
        "metrics.region": Wording(
            zh: "没有代码为 {code} 的镇街或村居。", en: "there is no region {code}",
            hintZh: "代码与区划表（regions）一致，单元格设为文本。", hintEn: "use the codes of the table of regions, as text"),
        "metrics.before": Wording(
            zh: "比较的那一天 {before} 不早于 {day}。", en: "the day to compare with, {before}, is not before {day}",
            hintZh: "--before 写早于 --on 的日子，如上一周的同一天。", hintEn: "--before is a day before --on"),
        "metrics.no-rosters": Wording(
            zh: "{day} 还没有导入清册（{first} 导入），没有可以计算的应缴。",
            en: "on {day} no roster had come (the first came on {first}); there is nothing to compute",
            hintZh: "--on 写 {first} 或以后的日子。", hintEn: "--on is {first} or later"),
        "metrics.percent": Wording(
            zh: "“{text}”不是百分数。", en: "“{text}” is no percentage",
            hintZh: "写 0 到 100 之间、至多两位小数的数，如 3.25。", hintEn: "a number from 0 to 100 with at most two decimals"),
        "metrics.region-twice": Wording(zh: "{code} 写了两次。", en: "{code} is there twice"),
        "metrics.target-sum": Wording(
            zh: "{region}的任务数是 {target}，下属各单位合计却是 {sum}。",
            en: "the target of {region} is {target}, that of its parts comes to {sum}",
            hintZh: "改正其中一个，或者只写一级。", hintEn: "correct one of them, or give one level only"),
        "assess.choice": Wording(
            zh: "不认识 {text}。", en: "{text} is not known", hintZh: "可以写：{known}", hintEn: "known: {known}"),
        "assess.twice": Wording(zh: "指标 {id} 写了两次。", en: "the indicator {id} is there twice"),
        "assess.none": Wording(zh: "考核办法没有指标。", en: "the scheme has no indicators"),
        "assess.full": Wording(
            zh: "各项满分合计 {sum}，与写明的满分 {full} 不符。", en: "the most that can be had is {sum}, not {full}",
            hintZh: "核对各项分值，或改 full。", hintEn: "check the points of each indicator, or change full"),
        "assess.group-twice": Wording(zh: "{code} 归了两个组。", en: "{code} is in two groups"),
        "assess.one-rule": Wording(
            zh: "每个指标恰好写一种计分方法。", en: "an indicator has exactly one rule", hintZh: "可以写：{known}",
            hintEn: "known: {known}"),
        "assess.one-source": Wording(
            zh: "每个指标写 value（账上的指标）或 input（另行填报的数），只写一个。",
            en: "an indicator has a value, which the books know, or an input, which somebody enters"),
        "assess.no-way": Wording(
            zh: "这里的数不能为零，起点和终点不能相同。", en: "this must not be nothing: from and to differ, counts are above zero"),
        "assess.steps": Wording(
            zh: "各档的 below 从小到大，最后一档不写 below。", en: "the steps rise, and the last has no below"),
        "assess.number": Wording(
            zh: "“{text}”不是数，或者小数多于两位。", en: "{text} is no number of at most two decimals",
            hintZh: "写成 97、0.5 或 -1.25 这样的数。", hintEn: "write it like 97, 0.5 or -1.25"),
        "honours.none": Wording(zh: "红黑榜没有规则。", en: "there are no rules of honours"),
        "honours.no-condition": Wording(
            zh: "这条规则没有条件，每个单位都会列入。", en: "this rule has no condition and would list everybody",
            hintZh: "写 best、worst、at-least、below 中的至少一个。", hintEn: "give one of best, worst, at-least, below"),
        "honours.both-ends": Wording(
            zh: "best 和 worst 只写一个。", en: "a rule looks at the best or at the worst, not at both"),
        "honours.filling": Wording(
            zh: "文字里的花括号不认识。", en: "the text has braces that name nothing",
            hintZh: "可以写：{known}", hintEn: "known: {known}"),
        "honours.no-rules": Wording(
            zh: "{step} 要用红黑榜规则，方案里没有写。", en: "{step} needs the rules of honours, which the plan does not name",
            hintZh: "在 settings 里写 honours: honours.yaml。", hintEn: "name them: settings: honours: honours.yaml"),
        "honours.no-proposal": Wording(
            zh: "到 {day} 为止还没有拟议红黑榜。", en: "nothing was proposed by {day}",
            hintZh: "先运行 honours propose。", hintEn: "run `honours propose` first"),
        "honours.undecided": Wording(
            zh: "还没有人审定：{honour}", en: "nobody decided yet: {honour}",
            hintZh: "honours decide … {subject} 列入 --by 甲 --checker 乙",
            hintEn: "two persons decide: honours decide … {subject}"),
        "honours.unknown": Wording(
            zh: "没有拟议 {subject}。", en: "{subject} was not proposed",
            hintZh: "honours list 列出拟议的各条。", hintEn: "`honours list` has what was"),
        "honours.nobody": Wording(
            zh: "{day} 拟议的没有一条列入，不印通报。",
            en: "of what was proposed for {day} nothing is listed: there is no notice to print"),
        "publicity.village": Wording(
            zh: "区划里没有村居 {code}。", en: "there is no village {code}", hintZh: "写十二位村居代码。",
            hintEn: "Give the village's code."),
        "publicity.place": Wording(zh: "没有写在哪里宣传的。", en: "the place is missing"),
        "publicity.count": Wording(zh: "数量至少是 1。", en: "the count is at least 1"),
        "publicity.photo-used": Wording(
            zh: "照片 {file} 已经证明宣传 {id}，不能再用。", en: "photograph {file} shows record {id} already"),
        "publicity.photo-large": Wording(
            zh: "照片 {file} 超过 3 MiB。", en: "photograph {file} is larger than 3 MiB", hintZh: "缩小以后再登记。",
            hintEn: "Make it smaller first."),
        "publicity.photo-kind": Wording(
            zh: "{file} 不是 PNG 或 JPEG 照片。", en: "{file} is no PNG or JPEG", hintZh: "另存为 JPEG。",
            hintEn: "Save it as JPEG."),
        "publicity.photo-changed": Wording(
            zh: "照片 {file} 和登记时不一样了。", en: "photograph {file} is not the one that was handed in"),
        "publicity.unknown": Wording(
            zh: "没有宣传登记 {id}，或者已经撤销。", en: "there is no record {id}, or it was withdrawn"),
        "assess.town": Wording(
            zh: "{code} 不是镇街代码，或者这个办法评的是镇街。", en: "{code} is no town, or the scheme scores towns",
            hintZh: "--town 用于村居一级的办法（level: village）。", hintEn: "--town goes with level: village."),
        "assess.claim-missing": Wording(
            zh: "指标“{indicator}”没有写得分。", en: "no points for the indicator {indicator}",
            hintZh: "不得分的写 0。", hintEn: "Write 0 for none."),
        "assess.claim-unknown": Wording(
            zh: "办法里没有指标“{indicator}”，或者它不计分。", en: "the scheme scores no indicator {indicator}",
            hintZh: "用 assess form 写出这个办法的表。", hintEn: "Take the table from assess form."),
        "assess.claim-bounds": Wording(
            zh: "指标“{indicator}”的得分 {points} 不在 {least} 到 {most} 之间。",
            en: "{points} points for {indicator} are not between {least} and {most}"),
        "assess.claim-evidence": Wording(
            zh: "指标“{indicator}”的自评高于台账得分 {books}，没有写佐证材料。",
            en: "{indicator} claims more than the {books} points of the books without evidence",
            hintZh: "写上文号、台账或照片的编号。", hintEn: "Name the document that shows it."),
        "assess.no-report": Wording(
            zh: "{region} 还没有自评。", en: "{region} has not assessed itself",
            hintZh: "先用 assess report 登记自评。", hintEn: "Enter it with assess report."),
        "assess.accepted": Wording(
            zh: "{region} 的自评已由 {by} 于 {day} 核定，不能再改。", en: "{region} was reviewed by {by} on {day}"),
        "assess.same-person": Wording(
            zh: "{person} 是填报人，不能核定自己的自评。", en: "{person} reported and cannot review",
            hintZh: "--by 写另一个人。", hintEn: "Another person reviews."),
        "assess.verdict-reason": Wording(
            zh: "指标“{indicator}”的核定与自评不同，没有写核定说明。",
            en: "{indicator} gets other points than claimed, without a reason"),
        "assess.not-accepted": Wording(
            zh: "还有 {count} 个单位没有核定，不能印最终通报。", en: "{count} regions are not reviewed: no final notice",
            hintZh: "不写 --pdf 可以看各单位的情况。", hintEn: "Without --pdf the state of each is shown."),
        "assess.inputs-head": Wording(
            zh: "{file} 的第一行没有“代码”列。", en: "the first row of {file} has no column 代码"),
        "assess.inputs-column": Wording(
            zh: "{file} 没有“{column}”列，考核办法要用它。", en: "{file} has no column {column}, which the scheme asks for",
            hintZh: "表里加上这一列，列名与考核办法的 input 一样。", hintEn: "add the column, named as the scheme's input"),
    ]
}
