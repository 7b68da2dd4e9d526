extension Catalogue {
    static let inspectedBodies: [String: Wording] = [
        "gongwen.title-size": Wording(
            zh: "标题为 {measured} pt，一般应为 2 号（22 pt）（GB/T 9704-2012 7.3.1）",
            en: "the title is {measured} pt, not 22 (GB/T 9704-2012 7.3.1)"),
        "gongwen.title-font": Wording(
            zh: "标题一般用小标宋体（GB/T 9704-2012 7.3.1）", en: "the title is set in 小标宋 (GB/T 9704-2012 7.3.1)"),
        "gongwen.title-not-centred": Wording(
            zh: "标题“{text}”偏离居中 {measured} mm（GB/T 9704-2012 7.3.1）",
            en: "the title's line “{text}” is {measured} mm off the centre (GB/T 9704-2012 7.3.1)"),
        "gongwen.title-mark": Wording(
            zh: "标题末尾不用“{mark}”（GB/T 9704-2012 7.3.1）", en: "a title does not end in {mark} (GB/T 9704-2012 7.3.1)"),
        "gongwen.title-distance": Wording(
            zh: "标题在分隔线（信函为最后一个版头要素）之下 {measured} mm，应空二行（约 20 mm）（GB/T 9704-2012 7.3.1）",
            en: "the title is {measured} mm below the rule or the last mark; "
                + "it should leave two lines (GB/T 9704-2012 7.3.1)"),
        "gongwen.addressees-colon": Wording(
            zh: "最后一个主送机关后应标全角冒号，现为“{mark}”（GB/T 9704-2012 7.3.2）",
            en: "a full-width colon follows the last addressee, not {mark} (GB/T 9704-2012 7.3.2)"),
        "gongwen.addressees-left": Wording(
            zh: "主送机关应居左顶格，现左空 {measured} mm（GB/T 9704-2012 7.3.2）",
            en: "the addressees stand flush left, not {measured} mm in (GB/T 9704-2012 7.3.2)"),
        "gongwen.addressees-distance": Wording(
            zh: "主送机关在标题之下 {measured} mm，应空一行（GB/T 9704-2012 7.3.2）",
            en: "the addressees are {measured} mm below the title; they should leave one line (GB/T 9704-2012 7.3.2)"),
        "gongwen.first-page-body": Wording(
            zh: "首页没有显示正文（GB/T 9704-2012 7.3.3）", en: "the first page shows no body text (GB/T 9704-2012 7.3.3)",
            hintZh: "把主送机关移至版记，或缩小发文机关标志", hintEn: "move the addressees to the imprint, or make the mark smaller"),
        "gongwen.body-size": Wording(
            zh: "正文“{text}”为 {measured} pt，应为 3 号（16 pt）（GB/T 9704-2012 5.2.2）",
            en: "the body text “{text}” is {measured} pt, not 16 (GB/T 9704-2012 5.2.2)"),
        "gongwen.body-font": Wording(
            zh: "正文应为 3 号仿宋体（GB/T 9704-2012 7.3.3）", en: "the body is set in 仿宋 (GB/T 9704-2012 7.3.3)"),
        "gongwen.indent": Wording(
            zh: "自然段“{text}”首行左空 {measured} mm，应空二字（11.1 mm）（GB/T 9704-2012 7.3.3）",
            en: "the paragraph “{text}” is indented by {measured} mm, not by two characters (11.1 mm) "
                + "(GB/T 9704-2012 7.3.3)"),
        "gongwen.flush-left": Wording(
            zh: "自然段“{text}”回行左空 {measured} mm，应顶格（GB/T 9704-2012 7.3.3）",
            en: "a further line of “{text}” is {measured} mm in; it should be flush left (GB/T 9704-2012 7.3.3)"),
        "gongwen.level-mark": Wording(
            zh: "序数“{found}”应写作“{wanted}”（GB/T 9704-2012 7.3.3）",
            en: "the number {found} should be written {wanted} (GB/T 9704-2012 7.3.3)",
            hintZh: "四个层次依次为 一、（一）1.（1）", hintEn: "the four levels are 一、 （一） 1. （1）"),
        "gongwen.level-font": Wording(
            zh: "“{text}”的层次应用{font}（GB/T 9704-2012 7.3.3）",
            en: "the level of “{text}” is set in {font} (GB/T 9704-2012 7.3.3)"),
        "gongwen.level-order": Wording(
            zh: "“{text}”越过了层次，应依次用 一、（一）1.（1）（GB/T 9704-2012 7.3.3）",
            en: "“{text}” skips a level of 一、 （一） 1. （1） (GB/T 9704-2012 7.3.3)"),
        "gongwen.level-number": Wording(
            zh: "“{text}”的序数不连续，应为“{wanted}”（GB/T 9704-2012 7.3.3）",
            en: "the number of “{text}” should be {wanted} (GB/T 9704-2012 7.3.3)"),
        "gongwen.annex-note": Wording(
            zh: "“{text}”应以“附件：”开头，用全角冒号（GB/T 9704-2012 7.3.4）",
            en: "“{text}” should begin with 附件 and a full-width colon (GB/T 9704-2012 7.3.4)"),
        "gongwen.annex-note-mark": Wording(
            zh: "附件名称“{text}”后不加标点（GB/T 9704-2012 7.3.4）",
            en: "no mark follows the annex's title “{text}” (GB/T 9704-2012 7.3.4)"),
        "gongwen.annex-number-place": Wording(
            zh: "附件序号在版心上边缘之下 {measured} mm，应顶格排在版心左上角第一行（GB/T 9704-2012 7.3.7）",
            en: "the annex's number is {measured} mm below the top of the type area; "
                + "it stands at the left of the first line (GB/T 9704-2012 7.3.7)"),
        "gongwen.annex-title-place": Wording(
            zh: "附件标题排在第 {line} 行，应居中排在第三行（GB/T 9704-2012 7.3.7）",
            en: "the annex's title stands on line {line}, not on line 3 (GB/T 9704-2012 7.3.7)"),
        "gongwen.annex-number": Wording(
            zh: "附件序号“{text}”应为“{wanted}”（GB/T 9704-2012 7.3.7）",
            en: "the annex's number “{text}” should be {wanted} (GB/T 9704-2012 7.3.7)"),
        "gongwen.annex-count": Wording(
            zh: "附件说明列了 {noted} 个附件，文后有 {count} 个（GB/T 9704-2012 7.3.4）",
            en: "the note lists {noted} annexes, {count} follow (GB/T 9704-2012 7.3.4)"),
        "gongwen.annex-title": Wording(
            zh: "附件标题“{text}”与附件说明“{noted}”不一致（GB/T 9704-2012 7.3.7）",
            en: "the annex's title “{text}” differs from the note's “{noted}” (GB/T 9704-2012 7.3.7)"),
    ]

    static let inspectedEnds: [String: Wording] = [
        "gongwen.date-form": Wording(
            zh: "成文日期“{text}”应用阿拉伯数字，年份标全称，月、日不编虚位（GB/T 9704-2012 7.3.5.4）",
            en: "the date “{text}” takes Arabic figures, the year in full, no leading zeros (GB/T 9704-2012 7.3.5.4)"),
        "gongwen.date-right": Wording(
            zh: "成文日期距版心右边 {measured} mm，应右空四字（22.3 mm）（GB/T 9704-2012 7.3.5）",
            en: "the date is {measured} mm from the right; it should leave four characters (22.3 mm) "
                + "(GB/T 9704-2012 7.3.5)"),
        "gongwen.date-shift": Wording(
            zh: "成文日期首字比署名首字右移 {measured} mm，应右移二字（GB/T 9704-2012 7.3.5.2）",
            en: "the date begins {measured} mm behind the name; it should be two characters (GB/T 9704-2012 7.3.5.2)"),
        "gongwen.signature-right": Wording(
            zh: "署名和成文日期距版心右边 {measured} mm，应右空二字（GB/T 9704-2012 7.3.5.2）",
            en: "name and date are {measured} mm from the right; they should leave two characters "
                + "(GB/T 9704-2012 7.3.5.2)"),
        "gongwen.seal-upright": Wording(
            zh: "印章歪了 {measured}°，应端正（GB/T 9704-2012 7.3.5.1）",
            en: "the seal is turned by {measured}°; it stands upright (GB/T 9704-2012 7.3.5.1)"),
        "gongwen.seal-misses-name": Wording(
            zh: "印章没有压在发文机关署名上（GB/T 9704-2012 7.3.5.1）",
            en: "the seal does not press the organ's name (GB/T 9704-2012 7.3.5.1)"),
        "gongwen.seal-misses-date": Wording(
            zh: "印章没有压在成文日期上（GB/T 9704-2012 7.3.5.1）",
            en: "the seal does not press the date (GB/T 9704-2012 7.3.5.1)"),
        "gongwen.seal-centre": Wording(
            zh: "印章与署名左右偏离 {measured} mm，应居中下压（GB/T 9704-2012 7.3.5.1）",
            en: "the seal is {measured} mm off the name's centre (GB/T 9704-2012 7.3.5.1)"),
        "gongwen.seal-height": Wording(
            zh: "署名和成文日期在印章中心之下 {measured} mm，应居中偏下（GB/T 9704-2012 7.3.5.1）",
            en: "name and date lie {measured} mm below the seal's middle; they lie slightly below it "
                + "(GB/T 9704-2012 7.3.5.1)"),
        "gongwen.seal-top": Wording(
            zh: "印章顶端距正文（或附件说明）{measured} mm，应在一行之内（GB/T 9704-2012 7.3.5.1）",
            en: "the seal's top is {measured} mm below the text, not within one line (GB/T 9704-2012 7.3.5.1)"),
        "gongwen.seal-alone": Wording(
            zh: "第 {page} 页有印章而没有正文（GB/T 9704-2012 7.3.5.5）",
            en: "page {page} has a seal and no text (GB/T 9704-2012 7.3.5.5)",
            hintZh: "调整行距、字距，使正文与印章同处一面", hintEn: "change line or character spacing so that text stands with the seal"),
        "gongwen.seal-outside": Wording(
            zh: "印章超出版心（GB/T 9704-2012 7.3.5.1）", en: "a seal leaves the type area (GB/T 9704-2012 7.3.5.1)"),
        "gongwen.seals-touch": Wording(
            zh: "印章之间相交或相切（GB/T 9704-2012 7.3.5.1）", en: "two seals cross or touch (GB/T 9704-2012 7.3.5.1)"),
        "gongwen.imprint-last": Wording(
            zh: "版记在第 {page} 页，应在公文最后一面（GB/T 9704-2012 7.4.1）",
            en: "the imprint is on page {page}, not on the last (GB/T 9704-2012 7.4.1)"),
        "gongwen.imprint-odd": Wording(
            zh: "版记在第 {page} 页，应在双页（GB/T 9704-2012 7.4.1）",
            en: "the imprint is on page {page}; it stands on an even page (GB/T 9704-2012 7.4.1)",
            hintZh: "写 break-before: left", hintEn: "write break-before: left"),
        "gongwen.imprint-rules": Wording(
            zh: "版记有 {count} 条分隔线，首末各应有一条（GB/T 9704-2012 7.4.1）",
            en: "the imprint has {count} rules; it begins and ends with one (GB/T 9704-2012 7.4.1)"),
        "gongwen.imprint-rule-width": Wording(
            zh: "版记分隔线粗 {measured} mm，应为 {wanted} mm（GB/T 9704-2012 7.4.1）",
            en: "a rule of the imprint is {measured} mm thick, not {wanted} (GB/T 9704-2012 7.4.1)"),
        "gongwen.imprint-rule-length": Wording(
            zh: "版记分隔线长 {measured} mm，应与版心等宽（GB/T 9704-2012 7.4.1）",
            en: "a rule of the imprint is {measured} mm long, not as wide as the type area (GB/T 9704-2012 7.4.1)"),
        "gongwen.imprint-bottom": Wording(
            zh: "版记末条分隔线在版心下边缘之上 {measured} mm，应与其重合（GB/T 9704-2012 7.4.1）",
            en: "the last rule lies {measured} mm above the bottom of the type area, not on it (GB/T 9704-2012 7.4.1)"),
        "gongwen.imprint-size": Wording(
            zh: "版记为 {measured} pt，应为 4 号（14 pt）（GB/T 9704-2012 7.4.2）",
            en: "the imprint is {measured} pt, not 14 (GB/T 9704-2012 7.4.2)"),
        "gongwen.copies-colon": Wording(
            zh: "“{text}”应在“抄送”之后标全角冒号（GB/T 9704-2012 7.4.2）",
            en: "a full-width colon follows 抄送 in “{text}” (GB/T 9704-2012 7.4.2)"),
        "gongwen.copies-end": Wording(
            zh: "最后一个抄送机关后应标句号（GB/T 9704-2012 7.4.2）",
            en: "a full stop follows the last organ that gets a copy (GB/T 9704-2012 7.4.2)"),
        "gongwen.issuer": Wording(
            zh: "“{text}”应为印发机关和印发日期，后加“印发”二字（GB/T 9704-2012 7.4.3）",
            en: "“{text}” should be organ and date of printing and end in 印发 (GB/T 9704-2012 7.4.3)"),
    ]

    static let inspectedTexts: [String: Wording] = [
        "gongwen.wrong-word": Wording(
            zh: "“{text}”中的“{found}”应为“{wanted}”", en: "{found} in “{text}” should be {wanted}"),
        "gongwen.doubled-mark": Wording(
            zh: "“{text}”中标点重复：{found}", en: "doubled marks in “{text}”: {found}"),
        "gongwen.half-width-mark": Wording(
            zh: "“{text}”中的半角“{found}”应为全角“{wanted}”", en: "{found} in “{text}” should be {wanted}"),
        "gongwen.mixed-brackets": Wording(
            zh: "“{text}”一边是全角括号，一边是半角括号", en: "“{text}” has one full-width and one half-width bracket"),
        "gongwen.half-width-brackets": Wording(
            zh: "“{text}”应用全角括号（）", en: "“{text}” should have full-width brackets （）"),
        "gongwen.stray-english": Wording(
            zh: "“{text}”中夹有英文“{found}”", en: "a stray “{found}” in “{text}”"),
        "gongwen.placeholder": Wording(
            zh: "“{text}”中有没填好的“{found}”", en: "“{text}” still has “{found}” to be filled in"),
    ]
}
