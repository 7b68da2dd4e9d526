extension Catalogue {
    static let markup: [String: Wording] = [
        "html.empty": Wording(
            zh: "文件是空的。",
            en: "The file is empty.",
            hintZh: "至少写一个段落，例如 <p>正文</p>。",
            hintEn: "Write at least one paragraph, such as <p>text</p>."),
        "html.too-large": Wording(
            zh: "文件超过 {limit} MiB。",
            en: "The file is larger than {limit} MiB.",
            hintZh: "大批数据请作为记录提供，用 data-each 重复。",
            hintEn: "Give large amounts of data as records and repeat with data-each."),
        "html.too-deep": Wording(
            zh: "元素嵌套（或未关闭的元素）超过 {limit} 层。",
            en: "Elements nest (or stay open) more than {limit} deep.",
            hintZh: "检查前面是否有成批的元素没有关闭。",
            hintEn: "Look for elements further up that are never closed."),
        "html.unclosed": Wording(
            zh: "<{name}> 没有用 </{name}> 关闭。",
            en: "<{name}> is not closed by </{name}>.",
            hintZh: "在内容之后写 </{name}>。",
            hintEn: "Write </{name}> behind its content."),
        "html.cannot-hold": Wording(
            zh: "<{name}> 里不能放它后面的内容，它在那里就结束了。",
            en: "<{name}> cannot hold what follows in it, and ends there.",
            hintZh: "改用 <div>；<p> 里不能放 <div>、表格和另一个 <p>。",
            hintEn: "Use <div>; a <p> cannot hold <div>, tables or another <p>."),
        "html.stray-end-tag": Wording(
            zh: "</{name}> 没有与之对应的开始标记。",
            en: "</{name}> closes nothing.",
            hintZh: "删去它，或补上开始标记；检查嵌套次序。",
            hintEn: "Remove it or add its start tag; check the order of nesting."),
        "html.misplaced-tag": Wording(
            zh: "{text} 不能出现在这里。",
            en: "{text} is not allowed here.",
            hintZh: "表格里只能放 caption、colgroup、thead、tbody、tfoot、tr，单元格外不能放别的内容。",
            hintEn: "A table holds only caption, colgroup, thead, tbody, tfoot and tr; other content goes into cells."),
        "html.misplaced-text": Wording(
            zh: "文字不能出现在这里：{text}",
            en: "Text is not allowed here: {text}",
            hintZh: "表格中的文字要写在 <td> 或 <th> 里。",
            hintEn: "Text of a table goes into <td> or <th>."),
        "html.self-closing": Wording(
            zh: "<{name}/> 不能自行关闭。",
            en: "<{name}/> cannot close itself.",
            hintZh: "写成 <{name} …></{name}>；只有 br、hr、col、img、meta、link 没有结束标记。",
            hintEn: "Write <{name} …></{name}>; only br, hr, col, img, meta and link have no end tag."),
        "html.bad-character": Wording(
            zh: "这里有 HTML 不允许的字符或编码。",
            en: "A character or encoding that HTML does not allow stands here.",
            hintZh: "将文件保存为 UTF-8，删去控制字符。",
            hintEn: "Save the file as UTF-8 and remove control characters."),
        "html.bad-reference": Wording(
            zh: "字符引用写错了：{text}",
            en: "A malformed character reference: {text}",
            hintZh: "写成 &名称; 或 &#编号;，单独的 & 写成 &amp;。",
            hintEn: "Write &name; or &#number;, and a plain & as &amp;."),
        "html.bad-tag": Wording(
            zh: "标记写错了：{text}",
            en: "A malformed tag: {text}",
            hintZh: "检查尖括号和斜线；文字中的 < 写成 &lt;。",
            hintEn: "Check brackets and slashes; write a plain < as &lt;."),
        "html.bad-attribute": Wording(
            zh: "属性写错了：{text}",
            en: "A malformed attribute: {text}",
            hintZh: "写成 名称=\"值\"，引号要成对。",
            hintEn: "Write name=\"value\" with both quotation marks."),
        "html.duplicate-attribute": Wording(
            zh: "同一个属性写了两次。",
            en: "An attribute is given twice.",
            hintZh: "只保留一个。",
            hintEn: "Keep one of them."),
        "html.bad-comment": Wording(
            zh: "注释写错了：{text}",
            en: "A malformed comment: {text}",
            hintZh: "写成 <!-- 注释 -->，中间不要有 --。",
            hintEn: "Write <!-- comment --> without -- inside."),
        "html.bad-doctype": Wording(
            zh: "文档类型声明写错了。",
            en: "A malformed document type.",
            hintZh: "写成 <!DOCTYPE html>，放在第一行，或者不写。",
            hintEn: "Write <!DOCTYPE html> on the first line, or leave it out."),
        "html.bad-markup": Wording(
            zh: "这里的 HTML 写错了：{text}",
            en: "Malformed HTML: {text}"),
        "html.unknown-element": Wording(
            zh: "没有 <{name}> 这种元素。",
            en: "There is no element <{name}>.",
            hintZh: "可用的元素见 docs/templates.md。",
            hintEn: "docs/templates.md lists the elements."),
        "html.misspelt-element": Wording(
            zh: "没有 <{name}> 这种元素。",
            en: "There is no element <{name}>.",
            hintZh: "是否指 <{near}>？",
            hintEn: "Did you mean <{near}>?"),
        "html.unsupported-element": Wording(
            zh: "不支持 <{name}>。",
            en: "<{name}> is not supported.",
            hintZh: "可改用 {instead}。",
            hintEn: "Use {instead} instead."),
        "html.unknown-attribute": Wording(
            zh: "<{element}> 没有 {name} 属性。",
            en: "<{element}> has no attribute {name}.",
            hintZh: "可用的属性：{allowed}。",
            hintEn: "It takes {allowed}."),
        "html.misspelt-attribute": Wording(
            zh: "<{element}> 没有 {name} 属性。",
            en: "<{element}> has no attribute {name}.",
            hintZh: "是否指 {near}？",
            hintEn: "Did you mean {near}?"),
        "css.unclosed": Wording(
            zh: "{text} 没有关闭。",
            en: "{text} is never closed.",
            hintZh: "补上对应的括号。",
            hintEn: "Add the closing bracket."),
        "css.too-deep": Wording(
            zh: "括号嵌套超过 {limit} 层。",
            en: "Brackets nest more than {limit} deep.",
            hintZh: "检查是否漏了右括号。",
            hintEn: "Look for a missing closing bracket."),
        "css.not-a-rule": Wording(
            zh: "这里应当是规则：选择器 {…}",
            en: "A rule is expected here: selector {…}",
            hintZh: "补上花括号，或删去多余的文字。",
            hintEn: "Add the braces or remove the stray text."),
        "css.not-a-declaration": Wording(
            zh: "这里应当是声明：属性: 值;",
            en: "A declaration is expected here: property: value;",
            hintZh: "检查冒号和分号。",
            hintEn: "Check colons and semicolons."),
        "css.missing-semicolon": Wording(
            zh: "{name} 的值里出现了冒号或花括号。",
            en: "The value of {name} holds a colon or a brace.",
            hintZh: "前一条声明的末尾可能漏了分号。",
            hintEn: "A semicolon is probably missing behind the declaration before."),
        "css.empty-value": Wording(
            zh: "{name} 没有值。",
            en: "{name} has no value.",
            hintZh: "在冒号后写上值，或删去这条声明。",
            hintEn: "Write a value behind the colon or remove the declaration."),
        "css.unclosed-string": Wording(
            zh: "字符串没有在本行结束。",
            en: "The string does not end on its line.",
            hintZh: "补上引号。",
            hintEn: "Add the quotation mark."),
        "css.bad-selector": Wording(
            zh: "选择器写错了：{text}",
            en: "A malformed selector: {text}",
            hintZh: "例如 table.roster > tbody td。",
            hintEn: "For example: table.roster > tbody td."),
        "css.unsupported-selector": Wording(
            zh: "不支持选择器 {text}。",
            en: "The selector {text} is not supported.",
            hintZh: """
                可用：类型、.类、#标识、[属性]、[属性=值]、:root、:first-child、:last-child、:only-child、:nth-child()、\
                各自的 -of-type、:not()、::before、::after、::marker，及后代、>、+、~。
                """,
            hintEn: """
                Use types, .classes, #ids, [attr], [attr=value], :root, :first-child, :last-child, :only-child, \
                :nth-child() and their -of-type, :not(), ::before, ::after, ::marker, with descendants, >, + and ~.
                """),
        "css.pseudo-element-inside": Wording(
            zh: "::before、::after 和 ::marker 只能写在选择器的末尾。",
            en: "::before, ::after and ::marker stand at the end of a selector.",
            hintZh: "把 {text} 移到它前面，或删去。",
            hintEn: "Move {text} before it, or remove it."),
        "css.too-many-positions": Wording(
            zh: "一个元素的样式取决于超过 {limit} 个位置条件（:nth-child() 等）。",
            en: "The style of one element depends on more than {limit} places (:nth-child() and the like).",
            hintZh: "减少嵌套的位置选择器，改用类名。",
            hintEn: "Use fewer of them inside each other, or classes."),
        "css.list-item-generated": Wording(
            zh: "::before 和 ::after 不能是 list-item。",
            en: "::before and ::after cannot be list items.",
            hintZh: "在 content 里写 counter(…)。",
            hintEn: "Write counter(…) into content."),
        "css.depends-on-data": Wording(
            zh: "这个选择器的结果取决于数据（兄弟元素由 data-each 或 data-if 产生，或属性值里有占位符）。",
            en: """
                What this selector matches depends on data: on siblings that come of data-each or data-if, or on a \
                placeholder in an attribute.
                """,
            hintZh: "改用 :nth-child() 等位置选择器，或用 data-if 选择带不同 class 的元素。",
            hintEn: "Use :nth-child() and its kin, or choose between elements of different classes with data-if."),
        "css.unsupported-at-rule": Wording(
            zh: "不支持 @{name}。",
            en: "@{name} is not supported.",
            hintZh: "可用 @page 和 @media print；样式表用 <link> 引入。",
            hintEn: "Use @page and @media print; style sheets are named by <link>."),
        "css.unsupported-media": Wording(
            zh: "只支持 @media print。",
            en: "Only @media print is supported.",
            hintZh: "删去其他媒体的规则。",
            hintEn: "Remove the rules for other media."),
        "css.bad-page-rule": Wording(
            zh: "@page 后面要有花括号。",
            en: "@page needs braces.",
            hintZh: "写成 @page { size: A4; margin: 20mm }。",
            hintEn: "Write @page { size: A4; margin: 20mm }."),
        "css.bad-page-selector": Wording(
            zh: "@page 的选择器写错了：{text}",
            en: "A malformed page selector: {text}",
            hintZh: "写成 @page 名称:first，可用 :first、:left、:right、:blank。",
            hintEn: "Write @page name:first; there are :first, :left, :right and :blank."),
        "css.unknown-margin-box": Wording(
            zh: "没有页边框 @{name}。",
            en: "There is no margin box @{name}.",
            hintZh: "可用：{allowed}。",
            hintEn: "There are {allowed}."),
        "css.not-in-page-rule": Wording(
            zh: "@page 里不能设置 {name}。",
            en: "{name} cannot be set in @page.",
            hintZh: "可用：{allowed}，以及页边框。",
            hintEn: "There are {allowed}, and margin boxes."),
        "css.not-in-margin-box": Wording(
            zh: "页边框里不能设置 {name}。",
            en: "{name} cannot be set in a margin box.",
            hintZh: "可用 content、字体、颜色、边框、内边距、text-align、vertical-align。",
            hintEn: "There are content, fonts, colours, borders, padding, text-align and vertical-align."),
        "css.unknown-property": Wording(
            zh: "没有属性 {name}。",
            en: "There is no property {name}.",
            hintZh: "支持的属性见 docs/templates.md。",
            hintEn: "docs/templates.md lists the properties."),
        "css.misspelt-property": Wording(
            zh: "没有属性 {name}。",
            en: "There is no property {name}.",
            hintZh: "是否指 {near}？",
            hintEn: "Did you mean {near}?"),
        "css.unsupported-property": Wording(
            zh: "不支持属性 {name}。",
            en: "The property {name} is not supported.",
            hintZh: "可改用 {instead}。",
            hintEn: "Use {instead} instead."),
        "css.unsupported-value": Wording(
            zh: "{name} 不能取值 {value}。",
            en: "{name} does not take {value}.",
            hintZh: "可取：{syntax}",
            hintEn: "It takes {syntax}"),
        "css.no-percentage": Wording(
            zh: "{name} 不能用百分比：{value}",
            en: "{name} takes no percentage: {value}",
            hintZh: "可取：{syntax}",
            hintEn: "It takes {syntax}"),
        "css.missing-unit": Wording(
            zh: "长度 {value} 没有单位。",
            en: "The length {value} has no unit.",
            hintZh: "写上单位，例如 {value}mm 或 {value}pt。",
            hintEn: "Add a unit, such as {value}mm or {value}pt."),
        "css.unknown-unit": Wording(
            zh: "不支持单位 {unit}。",
            en: "The unit {unit} is not supported.",
            hintZh: "可用 mm、cm、in、pt、pc、px、em、ic、rem 和 %。",
            hintEn: "There are mm, cm, in, pt, pc, px, em, ic, rem and %."),
        "css.bad-calc": Wording(
            zh: "calc() 的式子不成立：{value}",
            en: "This calc() does not give a length: {value}",
            hintZh: "加减号两边留空格；长度只能与数相乘除；百分比不能与长度相加。",
            hintEn: "Put spaces around + and -; multiply lengths by numbers only; do not add percentages to lengths."),
        "css.unknown-variable": Wording(
            zh: "没有自定义属性 {name}。",
            en: "There is no custom property {name} here.",
            hintZh: "在 :root 里定义它，或写备用值 var({name}, 值)。",
            hintEn: "Define it in :root, or give a fallback: var({name}, value)."),
        "css.misspelt-variable": Wording(
            zh: "没有自定义属性 {name}。",
            en: "There is no custom property {name} here.",
            hintZh: "是否指 {near}？",
            hintEn: "Did you mean {near}?"),
        "css.cyclic-variable": Wording(
            zh: "自定义属性 {name} 引用了自身，或展开后太长。",
            en: "The custom property {name} refers to itself, or grows without bounds.",
            hintZh: "检查 var() 的引用。",
            hintEn: "Follow the var() references."),
        "css.unsupported-float": Wording(
            zh: "float: block-end 要与 float-reference: page 一起用，left 和 right 不能与它一起用。",
            en: "float: block-end needs float-reference: page; left and right do not go with it.",
            hintZh: "页脚浮动写两条：float: block-end; float-reference: page；左右浮动只写 float。",
            hintEn: """
                To put a box at the foot of its page write both: float: block-end; float-reference: page. \
                Otherwise leave float-reference out.
                """),
        "css.content-of-element": Wording(
            zh: "content 只能用于 ::before、::after、::marker 和页边框。",
            en: "content belongs to ::before, ::after, ::marker and margin boxes.",
            hintZh: "在选择器后面加 ::before 或 ::after，或把文字写进模板。",
            hintEn: "Put ::before or ::after behind the selector, or write the text into the template."),
        "css.not-in-marker": Wording(
            zh: "::marker 里不能设置 {name}。",
            en: "{name} cannot be set for ::marker.",
            hintZh: "可用 content、字体、颜色、letter-spacing、white-space；其他样式写在 li 或 ::before 上。",
            hintEn: """
                There are content, fonts, colours, letter-spacing and white-space; use the li itself or ::before \
                for the rest.
                """),
        "html.bad-language": Wording(
            zh: "lang 的值不是语言代码：{value}",
            en: "This is not a language tag: {value}",
            hintZh: "例如 zh-CN、en、bo、ug、mn-Mong；不能用占位符。",
            hintEn: "For example zh-CN, en, bo, ug, mn-Mong; placeholders cannot stand here."),
        "html.bad-direction": Wording(
            zh: "dir 的值不对：{value}",
            en: "dir does not take {value}.",
            hintZh: "可取 ltr、rtl、auto；不能用占位符。",
            hintEn: "It takes ltr, rtl or auto; placeholders cannot stand here."),
    ]
}
