extension Catalogue {
    static let typesetting: [String: Wording] = [
        "font.missing-glyph": Wording(
            zh: "没有一种字体能印出“{character}”（{code}），出现在“{text}”中",
            en: "no font can print “{character}” ({code}) in “{text}”",
            hintZh: "安装收有该字的字体并写入 fonts/fonts.yaml；若是自造字（私用区），请向报送单位索取标准编码",
            hintEn: "install a font that has the character and name it in fonts/fonts.yaml; "
                + "a private-use code must be replaced by the sender"
        ),
        "font.missing-glyph-of": Wording(
            zh: "{subject}：没有一种字体能印出“{character}”（{code}），出现在“{text}”中",
            en: "{subject}: no font can print “{character}” ({code}) in “{text}”",
            hintZh: "安装收有该字的字体并写入 fonts/fonts.yaml；若是自造字（私用区），请向报送单位索取标准编码",
            hintEn: "install a font that has the character and name it in fonts/fonts.yaml; "
                + "a private-use code must be replaced by the sender"
        ),
        "font.unknown-family": Wording(
            zh: "没有字体系列 {families}", en: "there is no font family {families}",
            hintZh: "可用：{known}；别名见 fonts/fonts.yaml", hintEn: "known: {known}; aliases are in fonts/fonts.yaml"),
        "font.catalogue-unreadable": Wording(
            zh: "读不到字体目录 {file}", en: "cannot read the font catalogue {file}",
            hintZh: "在项目目录中运行，或用 --fonts 指定 fonts.yaml",
            hintEn: "run in the project's folder, or name a fonts.yaml with --fonts"),
        "font.catalogue-invalid": Wording(
            zh: "字体目录 {file} 写法有误：{reason}", en: "the font catalogue {file} is not valid: {reason}"),
        "font.not-installed": Wording(
            zh: "字体 {font} 没有安装（找不到文件 {file}）", en: "the font {font} is not installed (no file {file})",
            hintZh: "运行 scripts/setup", hintEn: "run scripts/setup"),
        "font.not-installed-package": Wording(
            zh: "字体 {font} 没有安装（找不到文件 {file}）", en: "the font {font} is not installed (no file {file})",
            hintZh: "运行 scripts/setup；文件在 Debian 软件包 {package} 中",
            hintEn: "run scripts/setup; the file is in the Debian package {package}"),
        "font.unreadable": Wording(
            zh: "字体 {font} 打不开：{file}", en: "the font {font} cannot be opened: {file}",
            hintZh: "文件可能损坏，请重新安装", hintEn: "the file may be damaged; install it again"),
        "font.damaged": Wording(
            zh: "字体 {font} 的文件已损坏", en: "the file of the font {font} is damaged",
            hintZh: "请重新安装", hintEn: "install it again"),
        "font.unknown-file": Wording(
            zh: "{file} 用到了没有列出的字体 {font}", en: "{file} names the font {font}, which is not among its files",
            hintZh: "在 files: 下加上它", hintEn: "add it under files:"),
        "font.missing-emphasis-mark": Wording(
            zh: "没有一种字体能印出着重号“{mark}”", en: "no font can print the mark of emphasis “{mark}”",
            hintZh: "改用 dot、circle、sesame 等，或安装收有该字的字体",
            hintEn: "use dot, circle or sesame, or install a font that has the character"),
        "layout.text-off-page": Wording(
            zh: "第 {page} 页的文字“{text}”伸出了纸边，印不全",
            en: "on page {page} the text “{text}” runs off the paper",
            hintZh: "不能断开的长串请加 overflow-wrap: anywhere，或者减小字号、加宽所在的框",
            hintEn: "give overflow-wrap: anywhere to long unbroken text, make it smaller, or widen its box"),
        "layout.text-off-page-of": Wording(
            zh: "{subject}：第 {page} 页的文字“{text}”伸出了纸边，印不全",
            en: "{subject}: on page {page} the text “{text}” runs off the paper",
            hintZh: "不能断开的长串请加 overflow-wrap: anywhere，或者减小字号、加宽所在的框",
            hintEn: "give overflow-wrap: anywhere to long unbroken text, make it smaller, or widen its box"),
        "layout.text-beside-box": Wording(
            zh: "文字“{text}”比所在的框宽 {excess} 毫米，会压住旁边的内容或者被裁掉",
            en: "the text “{text}” is {excess} mm wider than its box: it runs over what is beside it, or is cut",
            hintZh: "加宽所在的框或列、减小字号，不能断开的长串请加 overflow-wrap: anywhere",
            hintEn: "make the box or column wider or the type smaller; "
                + "give overflow-wrap: anywhere to long unbroken text"),
        "layout.text-beside-box-of": Wording(
            zh: "{subject}：文字“{text}”比所在的框宽 {excess} 毫米，会压住旁边的内容或者被裁掉",
            en: """
                {subject}: the text “{text}” is {excess} mm wider than its box: it runs over what is beside it, \
                or is cut
                """,
            hintZh: "加宽所在的框或列、减小字号，不能断开的长串请加 overflow-wrap: anywhere",
            hintEn: "make the box or column wider or the type smaller; "
                + "give overflow-wrap: anywhere to long unbroken text"),
        "layout.text-below-box": Wording(
            zh: "文字“{text}”低于所在的框 {excess} 毫米，会压住下面的内容或者被裁掉",
            en: "the text “{text}” stands {excess} mm below its box: it runs over what is under it, or is cut",
            hintZh: "加大 height（或者改用 min-height），或者减小字号、缩短文字",
            hintEn: "make the height larger (or use min-height), the type smaller or the text shorter"),
        "layout.text-below-box-of": Wording(
            zh: "{subject}：文字“{text}”低于所在的框 {excess} 毫米，会压住下面的内容或者被裁掉",
            en: """
                {subject}: the text “{text}” stands {excess} mm below its box: it runs over what is under it, or is \
                cut
                """,
            hintZh: "加大 height（或者改用 min-height），或者减小字号、缩短文字",
            hintEn: "make the height larger (or use min-height), the type smaller or the text shorter"),
        "layout.ruby-not-text": Wording(
            zh: "注音（rt）里只能有文字", en: "an annotation (rt) holds text only",
            hintZh: "把图片、印章等移出 <rt>", hintEn: "move pictures, seals and the like out of <rt>"),
        "layout.page-drawing-inside": Wording(
            zh: "骑缝章和水印属于整个文件，不能放在这里。",
            en: "A straddle seal or watermark belongs to the whole document and cannot stand here.",
            hintZh: "把它直接写在 <body> 里。",
            hintEn: "Put it directly into <body>."),
        "layout.taller-than-page": Wording(
            zh: "这里有不能分页的内容，高 {height} 毫米，而一页只有 {room} 毫米可用",
            en: "something here cannot be divided between pages: it is {height} mm high, and a page has {room} mm",
            hintZh: "把内容分成几段或几行，或者减小字号、行高、边距；高度（height）写死的，请去掉",
            hintEn: "divide it into paragraphs or rows, make type or margins smaller, or drop a fixed height"),
        "layout.taller-than-page-of": Wording(
            zh: "{subject}：这里有不能分页的内容，高 {height} 毫米，而一页只有 {room} 毫米可用",
            en: """
                {subject}: something here cannot be divided between pages: it is {height} mm high, and a page has \
                {room} mm
                """,
            hintZh: "把内容分成几段或几行，或者减小字号、行高、边距；高度（height）写死的，请去掉",
            hintEn: "divide it into paragraphs or rows, make type or margins smaller, or drop a fixed height"),
        "layout.rows-inside": Wording(
            zh: "逐行读入的表格不能放在表格单元格、弹性盒、分栏或整体排版的盒里",
            en: "a table whose rows are read one by one does not work inside a cell, flex box or box set whole",
            hintZh: "把表格直接放在 <body> 的段落之间；表格自身不要 position、transform、height",
            hintEn: "put the table between the paragraphs of <body>, without position, transform or height"),
        "layout.rows-outside": Wording(
            zh: "逐行读入的行只能放在表格里", en: "rows that are read one by one stand in a table only",
            hintZh: "放进 <tbody>", hintEn: "put them into <tbody>"),
        "layout.row-too-wide": Wording(
            zh: "这一行的单元格多于表格的 {columns} 列", en: "this row has more cells than the table's {columns} columns",
            hintZh: "用 <col> 写明列数，或者检查 colspan、rowspan",
            hintEn: "name the columns with <col>, or check colspan and rowspan"),
        "layout.page-sum-outside": Wording(
            zh: "本页小计、承前页、过次页只能放在表头（thead）和表尾（tfoot）里",
            en: "sums of the page stand in the head (thead) and foot (tfoot) of a table only",
            hintZh: "放进 <thead> 或 <tfoot> 的单元格；表格不能放在别的单元格或弹性盒里",
            hintEn: "put it into a cell of <thead> or <tfoot>; the table must not stand in a cell or flex box"),
        "layout.table-too-wide": Wording(
            zh: "表格宽 {width} 毫米，而这里只有 {room} 毫米可用",
            en: "the table is {width} mm wide, and there are {room} mm for it",
            hintZh: "减小列宽、内边距或字号，让长词可以断行，或者用横向的纸",
            hintEn: "make columns, padding or type smaller, let long words break, or turn the page"),
        "layout.page-sum-no-room": Wording(
            zh: "表头、这一行和表尾加起来比一页高，本页小计没有地方放",
            en: "head, this row and foot together are taller than a page: no room is left for the sums of the page",
            hintZh: "减少表头、表尾的行数，减小字号、行高、边距，或者用更大的纸",
            hintEn: "have fewer rows in head and foot, make type or margins smaller, or take larger paper"),
        "layout.on-pages-place": Wording(
            zh: "-zj-on-pages: {value} 不能用在这里：first、not-first 用于表头的行，last、not-last 用于表尾的行",
            en: """
                -zj-on-pages: {value} does not work here: first and not-first are for rows of the head, last \
                and not-last for rows of the foot
                """,
            hintZh: "把这一行移到 <thead> 或 <tfoot>", hintEn: "move the row to <thead> or <tfoot>"),
        "layout.margin-box-too-tall": Wording(
            zh: "页边框 @{name} 的内容高 {height} 毫米，而页边距只有 {room} 毫米",
            en: "the content of @{name} is {height} mm high, and the page's margin is {room} mm",
            hintZh: "加大 @page 的 margin，或者减小字号、缩短文字",
            hintEn: "make the margin of @page larger, or the type smaller or the text shorter"),
        "layout.margin-box-too-wide": Wording(
            zh: "页边框 @{name} 的竖排内容宽 {width} 毫米，而页边距只有 {room} 毫米",
            en: "the vertical content of @{name} is {width} mm wide, and the page's margin is {room} mm",
            hintZh: "加大 @page 的 margin，或者减小字号、缩短文字",
            hintEn: "make the margin of @page larger, or the type smaller or the text shorter"),
        "layout.vertical-box-too-wide": Wording(
            zh: "这个竖排的框宽 {width} 毫米，而这里只有 {room} 毫米；横排页面里的竖排框不能分到两页",
            en: """
                this vertical box is {width} mm wide, and there are {room} mm for it; a vertical box on a horizontal \
                page is not divided between pages
                """,
            hintZh: "把文字分成几个框，让框高一些，或者给 <body> 写 writing-mode，使整页竖排",
            hintEn: "divide the text into several boxes, make the box higher, or give <body> the writing-mode"),
        "layout.horizontal-box-too-high": Wording(
            zh: "这个横排的框高 {width} 毫米，而这里只有 {room} 毫米；竖排页面里的横排框不能分到两页",
            en: """
                this horizontal box is {width} mm high, and there are {room} mm for it; a horizontal box on a \
                vertical page is not divided between pages
                """,
            hintZh: "把文字分成几个框，让框宽一些，或者把它放到另外的页面上",
            hintEn: "divide the text into several boxes, make the box wider, or put it on pages of its own"),
        "layout.page-widths-differ": Wording(
            zh: "{page} 的各页（首页、左页、右页）版心宽度不同，文字不能从一页接排到下一页",
            en: "the pages of {page} (first, left, right) differ in the width of their type area",
            hintZh: "让每页的左右页边距之和相等；宽度不同的部分用命名页（page）另起",
            hintEn: "make left and right margin add up to the same; put what is wider or narrower on a named page"),
        "layout.no-picture": Wording(
            zh: "这里的背景图 {file} 没有读入", en: "the background image {file} was not read",
            hintZh: "检查路径；路径相对于样式表所在的文件夹", hintEn: "check the path; it is relative to the style sheet's folder"),
        "layout.background-too-fine": Wording(
            zh: "背景图 {file} 太小，不能平铺：每一块不足 4 平方毫米",
            en: "the background image {file} is too small to be repeated: a tile has less than 4 mm²",
            hintZh: "用 background-size 放大，或写 background-repeat: no-repeat",
            hintEn: "make it larger with background-size, or write background-repeat: no-repeat"),
        "layout.background-inline": Wording(
            zh: "行内元素后面不能放背景图 {file}", en: "the image {file} cannot stand behind an inline box",
            hintZh: "给它 display: inline-block", hintEn: "give the element display: inline-block"),
        "layout.background-row-group": Wording(
            zh: "行组（thead、tbody、tfoot）后面不能放背景图 {file}",
            en: "the image {file} cannot stand behind a group of rows (thead, tbody, tfoot)",
            hintZh: "把它放在表格、行或者单元格上", hintEn: "put it on the table, on its rows or on their cells"),
        "layout.background-column": Wording(
            zh: "表格的列（col、colgroup）后面不能放背景图 {file}",
            en: "the image {file} cannot stand behind columns of a table (col, colgroup)",
            hintZh: "把它放在表格或者单元格上；列可以有背景色",
            hintEn: "put it on the table or on cells; columns may have a background colour"),
        "layout.span-inside": Wording(
            zh: "column-span: all 只能用在分栏盒的直接子元素上", en: "column-span: all is for children of the box in columns",
            hintZh: "把它移出里面的盒", hintEn: "move it out of the box that holds it"),
        "layout.fixed-inside": Wording(
            zh: "position: fixed 不能用在表格单元格、弹性盒或定位盒之内",
            en: "position: fixed does not work inside a table cell, flex box or positioned box",
            hintZh: "把它移到 <body> 之下", hintEn: "move it out, to be a child of <body>"),
        "layout.page-float-inside": Wording(
            zh: "沉到页脚的内容（float: block-end）不能放在表格单元格、弹性盒或定位盒之内",
            en: "a float to the foot of the page does not work inside a table cell, flex box or positioned box",
            hintZh: "把它移到 <body> 之下", hintEn: "move it out, to be a child of <body>"),
    ]
}
