extension Catalogue {
    static let templates: [String: Wording] = [
        "template.unreadable": Wording(
            zh: "不能读取文件 {file}。",
            en: "The file {file} cannot be read.",
            hintZh: "检查路径和权限。",
            hintEn: "Check the path and the permissions."),
        "template.not-utf8": Wording(
            zh: "{file} 不是 UTF-8 编码。",
            en: "{file} is not encoded in UTF-8.",
            hintZh: "将文件另存为 UTF-8。",
            hintEn: "Save the file as UTF-8."),
        "template.bad-link": Wording(
            zh: "<link> 要写成 <link rel=\"stylesheet\" href=\"…\">。",
            en: "A <link> is written <link rel=\"stylesheet\" href=\"…\">.",
            hintZh: "补上 rel 和 href。",
            hintEn: "Add rel and href."),
        "template.bad-charset": Wording(
            zh: "模板只能用 UTF-8。",
            en: "Templates are in UTF-8.",
            hintZh: "写成 <meta charset=\"utf-8\">。",
            hintEn: "Write <meta charset=\"utf-8\">."),
        "template.unknown-meta": Wording(
            zh: "不认识这个 <meta>。",
            en: "This <meta> is not known.",
            hintZh: "可用 <meta charset=\"utf-8\">，以及 name 为 author、document-format 或 audience 的 <meta name=\"…\" "
                + "content=\"…\">。",
            hintEn: "There are <meta charset=\"utf-8\"> and <meta name=\"…\" content=\"…\"> with the name author, "
                + "document-format or audience."),
        "template.placeholder-in-style": Wording(
            zh: "style 属性里不能有 {{ }}。",
            en: "A style attribute cannot hold {{ }}.",
            hintZh: "用 data-if 选择带不同 class 的元素。",
            hintEn: "Choose between elements of different classes with data-if."),
        "template.placeholder-in-class": Wording(
            zh: "class 属性里不能有 {{ }}。",
            en: "A class attribute cannot hold {{ }}.",
            hintZh: "用 data-if 选择带不同 class 的元素。",
            hintEn: "Choose between elements of different classes with data-if."),
        "template.unclosed-placeholder": Wording(
            zh: "{{ 没有用 }} 关闭。",
            en: "{{ is not closed by }}.",
            hintZh: "补上 }}；属性值里的字符串用另一种引号。",
            hintEn: "Add }}; inside an attribute use the other kind of quotation mark for strings."),
        "template.empty-placeholder": Wording(
            zh: "{{ }} 里没有字段名。",
            en: "{{ }} names no field.",
            hintZh: "写上字段名，例如 {{ payer.name }}。",
            hintEn: "Write a field, such as {{ payer.name }}."),
        "template.needs-placeholder": Wording(
            zh: "这里要写一个占位符。",
            en: "A placeholder is expected here.",
            hintZh: "例如 {{ district.rate }}。",
            hintEn: "For example: {{ district.rate }}."),
        "template.bad-expression": Wording(
            zh: "表达式在这里读不下去。",
            en: "The expression cannot be read from here on.",
            hintZh: "写成 字段.字段 | 过滤器(\"参数\")。",
            hintEn: "Write field.field | filter(\"argument\")."),
        "template.missing-filter": Wording(
            zh: "竖线后面没有过滤器名。",
            en: "No filter is named behind the bar.",
            hintZh: "写上过滤器名，或删去竖线。",
            hintEn: "Name a filter or remove the bar."),
        "template.unknown-filter": Wording(
            zh: "没有过滤器 {name}。",
            en: "There is no filter {name}.",
            hintZh: "可用：{known}。",
            hintEn: "There are {known}."),
        "template.misspelt-filter": Wording(
            zh: "没有过滤器 {name}。",
            en: "There is no filter {name}.",
            hintZh: "是否指 {near}？",
            hintEn: "Did you mean {near}?"),
        "template.filter-arguments": Wording(
            zh: "过滤器 {name} 的参数不对。",
            en: "The filter {name} takes other arguments.",
            hintZh: "date(\"yyyy年M月d日\") 和 or(\"—\") 各要一个字符串，其他过滤器不带参数。",
            hintEn: "date(\"yyyy-MM-dd\") and or(\"—\") take one string each, other filters none."),
        "template.filter-type": Wording(
            zh: "过滤器 {name} 用于 {wanted}，这里是 {given}。",
            en: "The filter {name} takes {wanted}; this is {given}.",
            hintZh: "换一个过滤器，或检查数据说明里的类型。",
            hintEn: "Use another filter, or check the type in the data description."),
        "template.or-too-early": Wording(
            zh: "or 要放在排版过滤器之后，这里的值还是 {given}。",
            en: "or belongs behind the formatting filter; the value is still {given}.",
            hintZh: "例如 {{ due | yuan | or(\"—\") }}。",
            hintEn: "For example: {{ due | yuan | or(\"—\") }}."),
        "template.bad-date-pattern": Wording(
            zh: "日期格式写错了：{pattern}",
            en: "A malformed date pattern: {pattern}",
            hintZh: "可用 yyyy、yy、MM、M、dd、d 和其他文字，例如 yyyy年M月d日。",
            hintEn: "There are yyyy, yy, MM, M, dd, d and other text, such as yyyy-MM-dd."),
        "template.needs-filter": Wording(
            zh: "{name} 的类型是 {type}，不能直接印出。",
            en: "{name} is {type} and cannot be printed as it is.",
            hintZh: "加一个过滤器：{filters}。",
            hintEn: "Add a filter: {filters}."),
        "template.not-printable": Wording(
            zh: "{name} 的类型是 {type}，不能印出。",
            en: "{name} is {type} and cannot be printed.",
            hintZh: "用 data-if 或 data-each，或写它里面的字段。",
            hintEn: "Use data-if or data-each, or one of the fields inside."),
        "template.unknown-field": Wording(
            zh: "没有字段 {name}。",
            en: "There is no field {name}.",
            hintZh: "这里可用：{known}。字段在 .fields 文件里说明。",
            hintEn: "There are: {known}. Fields are described in the .fields file."),
        "template.no-fields": Wording(
            zh: "没有字段 {name}：这个模板没有数据说明。",
            en: "There is no field {name}: the template has no data description.",
            hintZh: "在模板旁边写一个同名的 .fields 文件，例如 {name}: text。",
            hintEn: "Write a .fields file of the same name beside the template, such as {name}: text."),
        "template.misspelt-field": Wording(
            zh: "没有字段 {name}。",
            en: "There is no field {name}.",
            hintZh: "是否指 {near}？",
            hintEn: "Did you mean {near}?"),
        "template.bare-row": Wording(
            zh: "{name} 是清单的一行，不能单独使用。",
            en: "{name} is a row of a list and cannot be used alone.",
            hintZh: "写成 {name}.字段。",
            hintEn: "Write {name}.field."),
        "template.list-member": Wording(
            zh: "清单不能用点取字段 {name}。",
            en: "A list has no field {name} of its own.",
            hintZh: "用 data-each=\"row in 清单\" 逐行取。",
            hintEn: "Go through its rows with data-each=\"row in list\"."),
        "template.not-a-record": Wording(
            zh: "{type} 里没有字段 {name}。",
            en: "A value of type {type} has no field {name}.",
            hintZh: "删去点和后面的名称。",
            hintEn: "Remove the dot and the name behind it."),
        "template.bad-condition": Wording(
            zh: "条件写错了。",
            en: "A malformed condition.",
            hintZh: "写成 data-if=\"字段\" 或 data-if=\"!字段\"。",
            hintEn: "Write data-if=\"field\" or data-if=\"!field\"."),
        "template.constant-condition": Wording(
            zh: "条件 {name} 的类型是 {type}，而且不会缺失，所以总是成立。",
            en: "The condition {name} is {type} and never missing, so it always holds.",
            hintZh: "用 flag、list，或类型带 ? 的字段。",
            hintEn: "Use a flag, a list, or a field whose type has a ?."),
        "template.stray-else": Wording(
            zh: "data-else 前面没有带 data-if 的元素。",
            en: "No element with data-if stands before this data-else.",
            hintZh: "data-else 要写在 data-if 元素的下一个元素上。",
            hintEn: "data-else stands on the element next to the one with data-if."),
        "template.else-if": Wording(
            zh: "data-else 和 data-if 不能写在同一个元素上。",
            en: "data-else and data-if cannot stand on one element.",
            hintZh: "把第二个条件写在 data-else 元素的里面。",
            hintEn: "Put the second condition inside the data-else element."),
        "template.bad-each": Wording(
            zh: "data-each 写错了。",
            en: "A malformed data-each.",
            hintZh: "写成 data-each=\"row in 清单\"。",
            hintEn: "Write data-each=\"row in list\"."),
        "template.not-a-list": Wording(
            zh: "{name} 的类型是 {type}，不是清单。",
            en: "{name} is {type}, not a list.",
            hintZh: "检查数据说明里的类型。",
            hintEn: "Check the type in the data description."),
        "template.name-taken": Wording(
            zh: "名称 {name} 已经有了。",
            en: "The name {name} is taken.",
            hintZh: "给行起一个别的名称。",
            hintEn: "Give the row another name."),
        "template.not-a-row-field": Wording(
            zh: "{name} 不是这个清单每行的字段。",
            en: "{name} is not a field of the rows of this list.",
            hintZh: "写清单每行里的字段。",
            hintEn: "Name a field of the rows."),
        "template.not-empty": Wording(
            zh: "<{name}> 里面不能有内容。",
            en: "<{name}> cannot have content.",
            hintZh: "写成 <{name} …></{name}>。",
            hintEn: "Write <{name} …></{name}>."),
        "template.missing-attribute": Wording(
            zh: "<{element}> 缺少属性 {name}。",
            en: "<{element}> lacks the attribute {name}.",
            hintZh: "补上 {name}=\"…\"。",
            hintEn: "Add {name}=\"…\"."),
        "template.bad-attribute": Wording(
            zh: "属性值不对：{value}",
            en: "This attribute value does not fit: {value}",
            hintZh: "可取：{allowed}",
            hintEn: "It takes {allowed}"),
        "template.attribute-type": Wording(
            zh: "这里要 {wanted}，而字段是 {given}。",
            en: "This takes {wanted}; the field is {given}.",
            hintZh: "检查数据说明里的类型。",
            hintEn: "Check the type in the data description."),
        "template.bad-span": Wording(
            zh: "{name} 要是 1 到 1000 的整数。",
            en: "{name} takes a whole number from 1 to 1000.",
            hintZh: "例如 {name}=\"2\"。",
            hintEn: "For example: {name}=\"2\"."),
        "template.bad-span-value": Wording(
            zh: "数据给出的合并数不对：{value}",
            en: "The data gives a bad number of cells: {value}",
            hintZh: "要是 1 到 1000 的整数。",
            hintEn: "It takes a whole number from 1 to 1000."),
        "template.bad-ordinal": Wording(
            zh: "{name} 要是一个整数：{value}",
            en: "{name} takes a whole number: {value}",
            hintZh: "例如 {name}=\"3\"。",
            hintEn: "For example: {name}=\"3\"."),
        "template.bad-ordinal-value": Wording(
            zh: "数据给出的编号不对：{value}",
            en: "The data gives a bad number for a list: {value}",
            hintZh: "要是一个整数，不超过一百万。",
            hintEn: "It takes a whole number of at most a million."),
        "template.missing-value": Wording(
            zh: "记录里缺少 {name}。",
            en: "The record lacks {name}.",
            hintZh: "补上数据；如果可以缺少，在 .fields 里的类型后面加 ?。",
            hintEn: "Add it to the data; if it may be missing, put a ? behind its type in the .fields file."),
        "template.wrong-type": Wording(
            zh: "{name} 应当是 {wanted}，数据给出的是 {given}。",
            en: "{name} should be {wanted}; the data gives {given}.",
            hintZh: "改正数据，或改正 .fields 里的类型。",
            hintEn: "Correct the data, or the type in the .fields file."),
        "template.not-a-number": Wording(
            zh: "{name} 不是数。",
            en: "{name} is not a number.",
            hintZh: "写最多两位小数的数，或百分比、整数、金额字段。",
            hintEn: "Give a number of at most two decimals, or a percent, integer or money field."),
        "template.filter-failed": Wording(
            zh: "过滤器 {name} 不能处理这个值：{reason}",
            en: "The filter {name} refuses this value: {reason}",
            hintZh: "改正数据。",
            hintEn: "Correct the data."),
        "template.empty-bar-code": Wording(
            zh: "条码没有内容。",
            en: "The bar code has no content.",
            hintZh: "补上数据，或用 data-if 不印条码。",
            hintEn: "Add the data, or leave the bar code out with data-if."),
        "template.page-sum-place": Wording(
            zh: "{name}() 只能写在表头（thead）或表尾（tfoot）的文字里。",
            en: "{name}() belongs into the text of a table's thead or tfoot.",
            hintZh: "例如 <tfoot><tr><td>{{ pageSum(row.amount) | yuan }}</td></tr></tfoot>。",
            hintEn: "For example: <tfoot><tr><td>{{ pageSum(row.amount) | yuan }}</td></tr></tfoot>."),
        "template.page-sum-row": Wording(
            zh: "合计只能加表体里由 data-each 重复的行。",
            en: "A sum adds up rows that data-each repeats in the table's body.",
            hintZh: "写成 行.字段；这个表里有：{known}。",
            hintEn: "Write row.field; this table has: {known}."),
        "template.page-sum-type": Wording(
            zh: "{name} 的类型是 {type}，不能合计。",
            en: "{name} is {type} and cannot be added up.",
            hintZh: "只有 money 和 integer 可以合计。",
            hintEn: "Only money and integers are added up."),
        "template.stream-place": Wording(
            zh: "清单 {name} 的行边读边排，只能用在表体的行上（<tr data-each>）。",
            en: "The rows of {name} are read while pages are filled; only rows of a table's body can be made of it.",
            hintZh: "写成 <tbody><tr data-each=\"row in {name}\">；条数、条件和图表要用一次读入的清单。",
            hintEn: """
                Write <tbody><tr data-each="row in {name}">; counts, conditions and charts need a list that is read \
                at once.
                """),
        "template.stream-twice": Wording(
            zh: "清单 {name} 的行边读边排，只能用一次。",
            en: "The rows of {name} are read while pages are filled, and only once.",
            hintZh: "在模板里只重复它一次。",
            hintEn: "Repeat over it once in the template."),
        "template.stream-places": Wording(
            zh: "这里的样式要数后面的行，而这些行边读边排。",
            en: "A style here counts rows that are only read later.",
            hintZh: "不要用 :last-child、:nth-last-child() 等，或者把表体后面的行放进另一个 tbody。",
            hintEn: "Do without :last-child, :nth-last-child() and the like, or put what follows into another tbody."),
        "template.too-many-series": Wording(
            zh: "kind=\"{kind}\" 的图最多画 {most} 组数据。",
            en: "A chart with kind=\"{kind}\" draws {most} series at most.",
            hintZh: "多组数据用 kind=\"stacked\" 或 kind=\"line\"，最多六组。",
            hintEn: "Use kind=\"stacked\" or kind=\"line\" for several series, six at most."),
        "template.series-count": Wording(
            zh: "series 要写 {count} 个名称，用空格分开。",
            en: "series takes {count} names with spaces between them.",
            hintZh: "value 里的每个字段对应一个名称，例如 series=\"已缴 未缴\"。",
            hintEn: "Each field in value has its name, for example series=\"paid unpaid\"."),
        "template.picture-path": Wording(
            zh: "不能从这里读取图片：{path}",
            en: "A picture cannot be read from here: {path}",
            hintZh: "写相对于模板文件夹的路径，例如 images/logo.png；数据给出的路径不能离开模板文件夹；也可用 data: 地址。",
            hintEn: """
                Write a path from the template's folder, such as images/logo.png; a path that data gives stays inside \
                it. A data: URL works, too.
                """),
        "template.picture-data": Wording(
            zh: "data: 地址写错了：{path}",
            en: "A malformed data: URL: {path}",
            hintZh: "写成 data:image/png;base64,…",
            hintEn: "Write data:image/png;base64,…"),
        "template.picture-format": Wording(
            zh: "{file} 不是 PNG、JPEG 或 SVG 图片（{format}）。",
            en: "{file} is no PNG, JPEG or SVG picture ({format}).",
            hintZh: "另存为 PNG、JPEG 或 SVG。",
            hintEn: "Save it as PNG, JPEG or SVG."),
        "template.picture-broken": Wording(
            zh: "{file} 的 {format} 文件头已损坏，读不出大小。",
            en: "The head of the {format} file {file} is broken; it does not give its size.",
            hintZh: "重新导出图片。",
            hintEn: "Export the picture anew."),
        "template.picture-too-large": Wording(
            zh: "图片 {file} 超过 {limit} MiB。",
            en: "The picture {file} is larger than {limit} MiB.",
            hintZh: "缩小图片后再用。",
            hintEn: "Make the picture smaller."),
        "template.picture-too-wide": Wording(
            zh: "图片 {file} 为 {width} × {height}，超过 {limit} 像素。",
            en: "The picture {file} is {width} × {height}, more than {limit} pixels.",
            hintZh: "缩小图片后再用；A4 纸宽 300 dpi 只需 2,480 像素。",
            hintEn: "Make the picture smaller; the width of A4 at 300 dpi is 2,480 pixels."),
        "template.record": Wording(
            zh: "记录：{subject}",
            en: "record: {subject}"),
        "fields.bad-name": Wording(
            zh: "字段名不对：{name}",
            en: "This is not a field name: {name}",
            hintZh: "用字母、汉字、数字、_ 和 -，不以数字开头，用点分层。",
            hintEn: "Use letters, digits, _ and -, no digit first, dots between levels."),
        "fields.missing-type": Wording(
            zh: "字段 {name} 没有类型。",
            en: "The field {name} has no type.",
            hintZh: "写成 {name}: text  说明（冒号用半角）。",
            hintEn: "Write {name}: text  description."),
        "fields.unknown-type": Wording(
            zh: "没有类型 {type}。",
            en: "There is no type {type}.",
            hintZh: "可用：{allowed}；可以缺少的加 ?。",
            hintEn: "There are {allowed}; add ? for what may be missing."),
        "fields.duplicate": Wording(
            zh: "字段 {name} 说明了两次。",
            en: "The field {name} is described twice.",
            hintZh: "删去一个。",
            hintEn: "Remove one of them."),
        "fields.first-here": Wording(
            zh: "第一次在这里",
            en: "first here"),
        "fields.not-a-record": Wording(
            zh: "{parent} 的类型是 {type}，里面不能有字段 {name}。",
            en: "{parent} is {type} and cannot hold the field {name}.",
            hintZh: "把 {parent} 改成 list 或删去它的类型。",
            hintEn: "Make {parent} a list, or remove its own line."),
        "fields.reserved-name": Wording(
            zh: "{name} 是每行自带的行号，不能再说明。",
            en: "{name} is the row's number, which every list has.",
            hintZh: "换一个名称。",
            hintEn: "Choose another name."),
        "json.syntax": Wording(
            zh: "这里的 JSON 写错了。",
            en: "Malformed JSON.",
            hintZh: "检查逗号、引号和括号。",
            hintEn: "Check commas, quotation marks and brackets."),
        "json.too-deep": Wording(
            zh: "JSON 嵌套超过 {limit} 层。",
            en: "The JSON nests more than {limit} deep.",
            hintZh: "检查数据的结构。",
            hintEn: "Check the structure of the data."),
        "json.duplicate-key": Wording(
            zh: "{path} 写了两次。",
            en: "{path} is given twice.",
            hintZh: "只保留一个。",
            hintEn: "Keep one of them."),
        "json.no-member": Wording(
            zh: "数据里没有 {path}。",
            en: "There is no {path} in the data.",
            hintZh: "这一层有：{known}。",
            hintEn: "There are here: {known}."),
        "json.no-list": Wording(
            zh: "{path} 不是列表。",
            en: "{path} is no list.",
            hintZh: "--each 要指明一个列表，它的每一项是一条记录。",
            hintEn: "--each names a list, each element of which is a record."),
        "json.missing": Wording(
            zh: "缺少 {path}。",
            en: "{path} is missing.",
            hintZh: "补上它；如果可以缺少，在 .fields 里的类型后面加 ?。",
            hintEn: "Add it; if it may be missing, put a ? behind its type in the .fields file."),
        "json.wrong-type": Wording(
            zh: "{path} 应当是 {wanted}。",
            en: "{path} should be {wanted}.",
            hintZh: "金额是以分为单位的整数，百分比是万分数，日期写成 \"2019-10-28\"。",
            hintEn: """
                Money is a whole number of fen, percentages are hundredths of a percent, dates are written \
                "2019-10-28".
                """),
    ]
}
