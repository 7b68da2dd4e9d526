extension Catalogue {
    /// Findings about official documents; each names the clause of GB/T 9704-2012.
    static let inspection: [String: Wording] = inspectedPages.merging(inspectedHeads) { first, _ in first }
        .merging(inspectedBodies) { first, _ in first }.merging(inspectedEnds) { first, _ in first }
        .merging(inspectedTexts) { first, _ in first }

    private static let inspectedPages: [String: Wording] = [
        "gongwen.unknown-format": Wording(
            zh: "没有 {format} 这种公文格式", en: "there is no document format {format}",
            hintZh: "可用：{known}", hintEn: "known: {known}"),
        "gongwen.paper": Wording(
            zh: "第 {page} 页的纸张为 {width} × {height} mm，应为 A4（210 × 297 mm）（GB/T 9704-2012 5.1）",
            en: "page {page} is {width} × {height} mm, not A4 (GB/T 9704-2012 5.1)",
            hintZh: "在 @page 中写 size: A4", hintEn: "write size: A4 in @page"),
        "gongwen.type-area": Wording(
            zh: "第 {page} 页的版心为 {width} × {height} mm，天头 {top} mm，订口 {left} mm；"
                + "应为 156 × 225、37、28（GB/T 9704-2012 5.2.1）",
            en: "the type area of page {page} is {width} × {height} mm at {top} and {left} mm; "
                + "it should be 156 × 225 at 37 and 28 (GB/T 9704-2012 5.2.1)",
            hintZh: "在 @page 中写 margin: 37mm 26mm 35mm 28mm", hintEn: "write margin: 37mm 26mm 35mm 28mm in @page"),
        "gongwen.outside-area": Wording(
            zh: "第 {page} 页“{text}”超出版心 {measured} mm（GB/T 9704-2012 5.2.1）",
            en: "“{text}” on page {page} leaves the type area by {measured} mm (GB/T 9704-2012 5.2.1)"),
        "gongwen.lines": Wording(
            zh: "正文行距 {measured}，每面可排 {count} 行，一般应排 22 行（GB/T 9704-2012 5.2.3）",
            en: "a line pitch of {measured} gives {count} lines a page instead of 22 (GB/T 9704-2012 5.2.3)",
            hintZh: "行高写 10.227mm", hintEn: "set line-height: 10.227mm"),
        "gongwen.characters": Wording(
            zh: "正文字距 {measured}，每行可排 {count} 字，一般应排 28 字（GB/T 9704-2012 5.2.3）",
            en: "a character pitch of {measured} gives {count} characters a line instead of 28 (GB/T 9704-2012 5.2.3)",
            hintZh: "三号字按 16 pt 排时字距应收紧 0.21 pt", hintEn: "characters of 16 pt stand 0.21 pt closer"),
        "gongwen.missing-part": Wording(
            zh: "没有{name}（{part}）（GB/T 9704-2012 7.1）", en: "there is no {part} ({name}) (GB/T 9704-2012 7.1)",
            hintZh: "用 -zj-part: {part} 标明；gongwen.css 的类已经标好",
            hintEn: "mark it with -zj-part: {part}; the classes of gongwen.css do"),
        "gongwen.unknown-part": Wording(
            zh: "公文没有叫 {part} 的部分", en: "an official document has no part called {part}",
            hintZh: "可用：{known}", hintEn: "known: {known}"),
        "gongwen.page-number-missing": Wording(
            zh: "第 {page} 页没有页码（GB/T 9704-2012 7.5）", en: "page {page} has no page number (GB/T 9704-2012 7.5)"),
        "gongwen.page-number-form": Wording(
            zh: "第 {page} 页的页码印作“{text}”，应为“— {page} —”（GB/T 9704-2012 7.5）",
            en: "the number of page {page} reads “{text}”, not “— {page} —” (GB/T 9704-2012 7.5)"),
        "gongwen.page-number-size": Wording(
            zh: "第 {page} 页的页码为 {measured} pt，应为 4 号（14 pt）（GB/T 9704-2012 7.5）",
            en: "the number of page {page} is {measured} pt, not 14 (GB/T 9704-2012 7.5)"),
        "gongwen.page-number-font": Wording(
            zh: "第 {page} 页的页码不是宋体（GB/T 9704-2012 7.5）",
            en: "the number of page {page} is not in Song type (GB/T 9704-2012 7.5)"),
        "gongwen.page-number-distance": Wording(
            zh: "第 {page} 页页码的一字线在版心下边缘之下 {measured} mm，应为 7 mm（GB/T 9704-2012 7.5）",
            en: "the dash of page {page} lies {measured} mm below the type area, not 7 (GB/T 9704-2012 7.5)"),
        "gongwen.page-number-right": Wording(
            zh: "第 {page} 页（单页）页码距版心右边 {measured} mm，应居右空一字（GB/T 9704-2012 7.5）",
            en: "the number of page {page}, an odd page, is {measured} mm from the right; "
                + "it should leave one character there (GB/T 9704-2012 7.5)"),
        "gongwen.page-number-left": Wording(
            zh: "第 {page} 页（双页）页码距版心左边 {measured} mm，应居左空一字（GB/T 9704-2012 7.5）",
            en: "the number of page {page}, an even page, is {measured} mm from the left; "
                + "it should leave one character there (GB/T 9704-2012 7.5)"),
        "gongwen.letter-first-number": Wording(
            zh: "信函格式首页不显示页码（GB/T 9704-2012 10.1）",
            en: "the first page of a letter shows no number (GB/T 9704-2012 10.1)"),
    ]

    private static let inspectedHeads: [String: Wording] = [
        "gongwen.copy-number": Wording(
            zh: "份号“{text}”一般用 6 位阿拉伯数字（GB/T 9704-2012 7.2.1）",
            en: "the copy number “{text}” should have six digits (GB/T 9704-2012 7.2.1)"),
        "gongwen.secrecy": Wording(
            zh: "密级“{text}”应为绝密、机密或秘密，期限写在“★”之后（GB/T 9704-2012 7.2.2）",
            en: "the secrecy “{text}” should be 绝密, 机密 or 秘密, its period behind ★ (GB/T 9704-2012 7.2.2)"),
        "gongwen.urgency": Wording(
            zh: "紧急程度“{text}”应为特急或加急（GB/T 9704-2012 7.2.3）",
            en: "the urgency “{text}” should be 特急 or 加急 (GB/T 9704-2012 7.2.3)"),
        "gongwen.mark-not-heiti": Wording(
            zh: "{name}应为 3 号黑体（GB/T 9704-2012 7.2.2、7.2.3）",
            en: "secrecy and urgency ({name}) are set in Hei type (GB/T 9704-2012 7.2.2, 7.2.3)"),
        "gongwen.marks-order": Wording(
            zh: "份号、密级和保密期限、紧急程度应自上而下分行排列（GB/T 9704-2012 7.2.3）",
            en: "copy number, secrecy and urgency stand under each other in this order (GB/T 9704-2012 7.2.3)"),
        "gongwen.mark-top": Wording(
            zh: "发文机关标志上边缘至版心上边缘 {measured} mm，应为 {wanted} mm（GB/T 9704-2012 {clause}）",
            en: "the mark begins {measured} mm below the top of the type area, not {wanted} "
                + "(GB/T 9704-2012 {clause})"),
        "gongwen.mark-top-of-page": Wording(
            zh: "发文机关标志上边缘至上页边 {measured} mm，应为 {wanted} mm（GB/T 9704-2012 {clause}）",
            en: "the mark begins {measured} mm below the edge of the paper, not {wanted} (GB/T 9704-2012 {clause})"),
        "gongwen.mark-not-centred": Wording(
            zh: "发文机关标志偏离居中 {measured} mm（GB/T 9704-2012 7.2.4）",
            en: "the mark is {measured} mm off the centre (GB/T 9704-2012 7.2.4)"),
        "gongwen.mark-not-red": Wording(
            zh: "发文机关标志应为红色（GB/T 9704-2012 7.2.4）", en: "the mark should be red (GB/T 9704-2012 7.2.4)"),
        "gongwen.mark-font": Wording(
            zh: "发文机关标志推荐使用小标宋体（GB/T 9704-2012 7.2.4）",
            en: "小标宋 is recommended for the mark (GB/T 9704-2012 7.2.4)"),
        "gongwen.letter-mark": Wording(
            zh: "信函的发文机关标志不加“文件”二字（GB/T 9704-2012 10.1）",
            en: "the mark of a letter has no 文件 (GB/T 9704-2012 10.1)"),
        "gongwen.number-form": Wording(
            zh: "发文字号“{text}”应为机关代字、年份、发文顺序号，如 薛政办发〔2019〕20号（GB/T 9704-2012 7.2.5）",
            en: "the issue number “{text}” should have the form 薛政办发〔2019〕20号 (GB/T 9704-2012 7.2.5)"),
        "gongwen.number-brackets": Wording(
            zh: "发文字号“{text}”的年份应用六角括号〔〕（GB/T 9704-2012 7.2.5）",
            en: "the year in “{text}” stands in the brackets 〔〕 (GB/T 9704-2012 7.2.5)",
            hintZh: "〔 是 U+3014，〕 是 U+3015", hintEn: "they are U+3014 and U+3015"),
        "gongwen.number-year": Wording(
            zh: "发文字号“{text}”的年份应标全称，用阿拉伯数字（GB/T 9704-2012 7.2.5）",
            en: "the year in “{text}” is written in full, in Arabic figures (GB/T 9704-2012 7.2.5)"),
        "gongwen.number-ordinal": Wording(
            zh: "发文字号“{text}”的顺序号不加“第”字（GB/T 9704-2012 7.2.5）",
            en: "the number in “{text}” has no 第 (GB/T 9704-2012 7.2.5)"),
        "gongwen.number-zero": Wording(
            zh: "发文字号“{text}”的顺序号不编虚位（GB/T 9704-2012 7.2.5）",
            en: "the number in “{text}” has no leading zeros (GB/T 9704-2012 7.2.5)"),
        "gongwen.number-left": Wording(
            zh: "上行文的发文字号左空 {measured} mm，应居左空一字（GB/T 9704-2012 7.2.5）",
            en: "the number of an upward document is {measured} mm from the left; "
                + "it should leave one character (GB/T 9704-2012 7.2.5)"),
        "gongwen.number-right": Wording(
            zh: "信函的发文字号距版心右边 {measured} mm，应顶格居右（GB/T 9704-2012 10.1）",
            en: "the number of a letter is {measured} mm from the right; it should be flush (GB/T 9704-2012 10.1)"),
        "gongwen.number-not-centred": Wording(
            zh: "发文字号偏离居中 {measured} mm（GB/T 9704-2012 7.2.5）",
            en: "the issue number is {measured} mm off the centre (GB/T 9704-2012 7.2.5)"),
        "gongwen.number-distance": Wording(
            zh: "发文字号与发文机关标志相距 {measured} mm，应空二行（约 20 mm）（GB/T 9704-2012 7.2.5）",
            en: "the issue number is {measured} mm below the mark; it should leave two lines (GB/T 9704-2012 7.2.5)"),
        "gongwen.signers-label": Wording(
            zh: "“{text}”应为“签发人”加全角冒号（GB/T 9704-2012 7.2.6）",
            en: "“{text}” should begin with 签发人 and a full-width colon (GB/T 9704-2012 7.2.6)"),
        "gongwen.signers-font": Wording(
            zh: "签发人姓名应为 3 号楷体（GB/T 9704-2012 7.2.6）",
            en: "the signers' names are set in Kai type (GB/T 9704-2012 7.2.6)"),
        "gongwen.signers-line": Wording(
            zh: "发文字号应与最后一个签发人姓名处在同一行（GB/T 9704-2012 7.2.5）",
            en: "the issue number stands on the line of the last signer (GB/T 9704-2012 7.2.5)"),
        "gongwen.red-line-width": Wording(
            zh: "红色分隔线长 {measured} mm，应为 {wanted} mm（GB/T 9704-2012 {clause}）",
            en: "the red rule is {measured} mm wide, not {wanted} (GB/T 9704-2012 {clause})"),
        "gongwen.red-line-colour": Wording(
            zh: "版头中的分隔线应为红色（GB/T 9704-2012 {clause}）",
            en: "the rule of the head should be red (GB/T 9704-2012 {clause})"),
        "gongwen.red-line-distance": Wording(
            zh: "红色分隔线在发文字号之下 {measured} mm，应为 4 mm（GB/T 9704-2012 7.2.7）",
            en: "the red rule lies {measured} mm below the number, not 4 (GB/T 9704-2012 7.2.7)"),
        "gongwen.letter-line-top": Wording(
            zh: "信函首页上方的红色双线在发文机关标志之下 {measured} mm，应为 4 mm（GB/T 9704-2012 10.1）",
            en: "the upper double rule lies {measured} mm below the mark, not 4 (GB/T 9704-2012 10.1)"),
        "gongwen.letter-line-bottom": Wording(
            zh: "信函首页下方的红色双线距下页边 {measured} mm，应为 20 mm（GB/T 9704-2012 10.1）",
            en: "the lower double rule is {measured} mm above the edge, not 20 (GB/T 9704-2012 10.1)"),
        "gongwen.letter-line-missing": Wording(
            zh: "信函首页下方没有红色双线（GB/T 9704-2012 10.1）",
            en: "the first page of the letter has no lower double rule (GB/T 9704-2012 10.1)"),
        "gongwen.letter-line-thick": Wording(
            zh: "信函首页上方的红色双线应上粗下细（GB/T 9704-2012 10.1）",
            en: "the upper double rule is thick above thin (GB/T 9704-2012 10.1)"),
        "gongwen.letter-line-thin": Wording(
            zh: "信函首页下方的红色双线应上细下粗（GB/T 9704-2012 10.1）",
            en: "the lower double rule is thin above thick (GB/T 9704-2012 10.1)"),
    ]
}
