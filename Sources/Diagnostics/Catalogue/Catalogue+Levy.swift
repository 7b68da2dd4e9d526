extension Catalogue {
    static let levy: [String: Wording] =
        levyFiles.merging(levyTables) { first, _ in first }
        .merging(levyPayments) { first, _ in first }
        .merging(levyRows) { first, _ in first }
        .merging(levyLedger) { first, _ in first }
        .merging(intake) { first, _ in first }

    /// A file as a whole.
    private static let levyFiles: [String: Wording] = [
        "levy.file-missing": Wording(
            zh: "找不到文件 {file}。", en: "there is no file {file}",
            hintZh: "请核对文件名和数据文件夹；文件名应与方案中写的一致。",
            hintEn: "check the name and the data folder: the plan names the file as it must be called"),
        "levy.file-unreadable": Wording(
            zh: "无法读取文件 {file}：{reason}。", en: "cannot read the file {file}: {reason}",
            hintZh: "请检查该文件的权限，以及磁盘或共享文件夹是否正常。",
            hintEn: "check the file's permissions and the disk or share it is on"),
        "levy.file-empty": Wording(
            zh: "文件 {file} 是空的，没有可以导入的内容。", en: "the file {file} is empty: there is nothing to import",
            hintZh: "请向送件单位索取完整的文件。", hintEn: "ask the sender for the whole file"),
        "levy.file-too-large": Wording(
            zh: "文件 {file} 超过 {limit} MiB，不予读取。", en: "the file {file} is larger than {limit} MiB and is not read",
            hintZh: "请确认送来的是名册而不是其他文件；名册过大时请按镇街分开报送。",
            hintEn: "make sure that it is a roster; split a roster that is this large by town"),
        "levy.encoding.utf16": Wording(
            zh: "文件 {file} 是 UTF-16 编码，不支持。", en: "the file {file} is in UTF-16, which is not read",
            hintZh: "请用表格软件另存为“CSV UTF-8”或 XLSX。", hintEn: "save it as CSV in UTF-8, or as XLSX"),
        "levy.encoding.binary": Wording(
            zh: "文件 {file} 不是文本文件（含有空字节）。", en: "the file {file} is no text: it holds a zero byte",
            hintZh: "请确认送来的是 CSV、TXT 或 XLSX 文件。", hintEn: "make sure that it is CSV, TXT or XLSX"),
        "levy.encoding.broken": Wording(
            zh: "文件 {file} 的内容损坏：此处的字节 {byte} 不是 {encoding} 编码。",
            en: "the file {file} is damaged: the byte {byte} here is not {encoding}",
            hintZh: "请向送件单位索取重新导出的文件，编码用 UTF-8 或 GB 18030；不要手工改动。",
            hintEn: "ask the sender to export it again, in UTF-8 or GB 18030; do not patch it by hand"),
        "levy.encoding.not-utf8": Wording(
            zh: "此处的字节不是 UTF-8，所以整个文件按 GB 18030 读取；如果内容变成乱码，错误很可能就在这里。",
            en: "this byte is not UTF-8, so the file was read as GB 18030; if that makes no sense, the fault is here"),
        "levy.workbook.old-format": Wording(
            zh: "工作簿 {file} 是旧的 .xls 格式或设有打开密码，无法读取。",
            en: "the workbook {file} is in the old .xls format or has a password",
            hintZh: "请用表格软件打开后另存为没有密码的 .xlsx。", hintEn: "open it and save it as .xlsx without a password"),
        "levy.workbook.broken": Wording(
            zh: "工作簿 {file} 已损坏，无法读取（{reason}）。", en: "the workbook {file} is damaged ({reason})",
            hintZh: "请向送件单位索取重新保存的文件。", hintEn: "ask the sender to save it again"),
        "levy.workbook.too-large": Wording(
            zh: "工作簿 {file} 解压后异常庞大（{part}），为安全起见不予读取。",
            en: "the workbook {file} unpacks to far more than a roster holds ({part}) and is not read",
            hintZh: "请确认文件来源；如确为名册，请清除空白行列的格式后重新保存，或按镇街分开报送。",
            hintEn: "find out where it comes from; clear the formats of empty rows, or split it by town"),
        "levy.workbook.entity": Wording(
            zh: "工作簿 {file} 的部件 {part} 含有文档类型或实体声明，为安全起见不予读取。",
            en: "the part {part} of the workbook {file} declares a document type or entities and is not read",
            hintZh: "正常的表格软件不会写出这样的内容，请核实文件来源。",
            hintEn: "no spreadsheet writes this: make sure where the file comes from"),
        "levy.workbook.cell-too-long": Wording(
            zh: "工作簿 {file} 的部件 {part} 中有一个单元格过长，不予读取。",
            en: "a cell in the part {part} of the workbook {file} is too long",
            hintZh: "请检查该表是否把大段文字放进了单元格。", hintEn: "look for a cell with pages of text in it"),
    ]

    /// A table in a file.
    private static let levyTables: [String: Wording] = [
        "levy.csv.open-quote": Wording(
            zh: "文件 {file} 从此处开始的引号没有结束。", en: "the quotation mark that opens here is never closed in {file}",
            hintZh: "请补上结尾的引号，或去掉这个引号。", hintEn: "close it, or remove it"),
        "levy.csv.text-after-quote": Wording(
            zh: "文件 {file} 此处引号结束后还有文字。", en: "there is text after the closing quotation mark here in {file}",
            hintZh: "字段内的引号要写成两个（\"\"）。", hintEn: "write a quotation mark inside a field twice (\"\")"),
        "levy.csv.field-too-long": Wording(
            zh: "文件 {file} 从此处开始的字段过长，很可能漏了引号或换行。",
            en: "the field that begins here in {file} is far too long: a quotation mark or line end is missing",
            hintZh: "请检查这一行。", hintEn: "look at this line"),
        "levy.extra-field": Wording(
            zh: "第 {place} 行比表头多出内容“{text}”（表头共 {width} 列）。",
            en: "row {place} has “{text}” beyond the {width} columns of the head",
            hintZh: "很可能是姓名等字段里有未加引号的逗号；请改正后整份重新导入。",
            hintEn: "a field with a comma probably lacks its quotation marks; correct it and import again"),
        "levy.missing-column": Wording(
            zh: "文件 {file} 的表头（第 {place} 行）缺少“{column}”一列；找到的列有：{found}。",
            en: "the head of {file} (row {place}) lacks the column {column}; it has: {found}",
            hintZh: "请补上这一列，或把该列的名称改成通行的写法。",
            hintEn: "add the column, or give it its usual name"),
        "levy.no-header": Wording(
            zh: "文件 {file} 中找不到表头，应有的列：{columns}；开头的内容是：{found}。",
            en: "no head found in {file}; it must have the columns {columns}; the file begins with: {found}",
            hintZh: "表头应在前 20 行之内；如果内容是乱码，请用 UTF-8 或 GB 18030 重新导出。",
            hintEn: "the head stands in the first 20 rows; export garbled text again in UTF-8 or GB 18030"),
        "levy.not-a-number": Wording(
            zh: "“{column}”一列应为数字，此处是“{text}”。", en: "the column {column} holds numbers, here it is “{text}”",
            hintZh: "请改正后整份重新导入。", hintEn: "correct it and import the whole file again"),
        "levy.not-a-date": Wording(
            zh: "“{column}”一列应为日期，此处是“{text}”。", en: "the column {column} holds dates, here it is “{text}”",
            hintZh: "日期写成 20191028 或 2019-10-28。", hintEn: "write dates as 20191028 or 2019-10-28"),
        "levy.region.level": Wording(
            zh: "不认识的区划级别“{text}”。", en: "unknown level of a region: “{text}”",
            hintZh: "应为 district、town、village 之一。", hintEn: "use district, town or village"),
        "levy.region.empty": Wording(
            zh: "这一行缺少区划代码或名称。", en: "this row lacks the region's code or name",
            hintZh: "没有正式代码的地方也要有一个自编代码，如 370403X01。",
            hintEn: "a place without an official code gets one of its own, such as 370403X01"),
        "levy.region.twice": Wording(
            zh: "区划代码 {code} 出现了两次。", en: "the region {code} is listed twice",
            hintZh: "请删去重复的一行，或改正代码。", hintEn: "remove one of the rows, or correct the code"),
        "levy.region.parent": Wording(
            zh: "区划 {code} 的上级“{parent}”不存在或级别不对。",
            en: "the parent “{parent}” of the region {code} is not there, or not of the level above",
            hintZh: "村居的上级应为镇街，镇街的上级应为区。",
            hintEn: "a village lies in a town, a town in the district"),
        "levy.region.no-village": Wording(
            zh: "区划文件 {file} 中没有村居。", en: "the file {file} has no village",
            hintZh: "请补上各村居的行。", hintEn: "add the rows of the villages"),
        "levy.special.unknown-class": Wording(
            zh: "看不出名单 {file}（第 {place} 行）属于哪一类特殊人群。",
            en: "nothing says which special class {file} (row {place}) lists",
            hintZh: "请在表名、标题或文件名中写明低保、特困、建档立卡贫困或残疾，或加“人员类别”一列；是清册的，用 roster guess 识别。",
            hintEn: "name the class in the sheet's name, the title or the file's name; "
                + "is it a roster? use roster guess"),
        "levy.agent.village": Wording(
            zh: "代办员名册中的村居代码“{code}”不在区划表中。", en: "the agent's village “{code}” is not in the table of regions",
            hintZh: "请核对村居代码。", hintEn: "check the village's code"),
        "levy.agent.twice": Wording(
            zh: "村居 {code} 的代办员 {name} 登记了两次。", en: "the agent {name} of the village {code} is listed twice",
            hintZh: "请删去重复的一行。", hintEn: "remove one of the rows"),
    ]

    /// The bank's daily file, which is refused whole.
    private static let levyPayments: [String: Wording] = [
        "levy.payment.header": Wording(
            zh: "银行文件 {file} 的首行应为“H|名称|日期|笔数|金额（分）”，此处是“{found}”。整份文件不予导入。",
            en: "the first line of {file} must be H|name|date|lines|fen, it is “{found}”; the file is refused whole",
            hintZh: "请向银行索取重新生成的文件。", hintEn: "ask the bank to make the file again"),
        "levy.payment.count": Wording(
            zh: "首行写明 {stated} 笔，实有 {found} 笔。整份文件不予导入。",
            en: "the header states {stated} lines, the file has {found}; the file is refused whole",
            hintZh: "文件很可能没有传完，请向银行索取完整的文件。", hintEn: "it was probably cut off: ask the bank for the whole file"),
        "levy.payment.sum": Wording(
            zh: "首行写明合计 {stated} 元，各笔相加为 {found} 元。整份文件不予导入。",
            en: "the header states {stated} yuan, the lines add up to {found}; the file is refused whole",
            hintZh: "请与银行核对，不要手工改动文件。", hintEn: "settle it with the bank; do not patch the file"),
        "levy.payment.fields": Wording(
            zh: "这一笔有 {found} 个字段，应有 {expected} 个。", en: "this line has {found} fields instead of {expected}",
            hintZh: "文件很可能在此处中断，请向银行索取完整的文件。",
            hintEn: "the file probably breaks off here: ask the bank for the whole file"),
        "levy.payment.serial": Wording(
            zh: "这一笔没有流水号。", en: "this line has no serial", hintZh: "请向银行索取重新生成的文件。",
            hintEn: "ask the bank to make the file again"),
        "levy.payment.date": Wording(
            zh: "交易日期“{text}”不是有效日期。", en: "the date “{text}” does not exist",
            hintZh: "日期应写成 20191028。", hintEn: "dates are written 20191028"),
        "levy.payment.later-day": Wording(
            zh: "交易日期“{text}”晚于文件的日期。整份文件不予导入。",
            en: "the date “{text}” is after the day of the file; it is refused whole",
            hintZh: "请向银行索取重新生成的文件。", hintEn: "ask the bank to make the file again"),
        "levy.payment.future": Wording(
            zh: "银行文件 {file} 的日期 {day} 还没有到（今天是 {today}）。整份文件不予导入。",
            en: "{file} is of {day}, which has not come on {today}; it is refused whole",
            hintZh: "请向银行索取重新生成的文件。", hintEn: "ask the bank to make the file again"),
        "levy.payment.earlier-day": Wording(
            zh: "{file} 的文件里有 {day} 的新交易 {serial}。", en: "the file of {file} has a new line of {day}: {serial}",
            hintZh: "已导入，按 {day} 计；请与银行核对为何迟送。", hintEn: "it counts for {day}; ask the bank why it came late"),
        "levy.payment.insurance": Wording(
            zh: "不认识的险种“{text}”。", en: "unknown insurance “{text}”",
            hintZh: "应为“居民医疗”或“居民养老”。", hintEn: "it is 居民医疗 or 居民养老"),
        "levy.payment.amount": Wording(
            zh: "金额“{text}”不对：应为以分为单位的整数，缴费为正，冲正为负。",
            en: "wrong amount “{text}”: whole fen, above zero for a payment and below zero for a reversal",
            hintZh: "请向银行核对这一笔。", hintEn: "ask the bank about this line"),
        "levy.payment.no-mapping": Wording(
            zh: "{file} 的列名与已有的对照表都不符。", en: "the columns of {file} are those of no mapping",
            hintZh: "已有：{known}；用 roster guess 写出对照表，核对后列入 payment-mappings", hintEn: "there are: {known}"),
        "levy.payment.checked": Wording(
            zh: "{file}：到 {day}，{count} 笔，其中冲正 {back} 笔，合计 {sum} 元，可以入账。",
            en: "{file}: up to {day}, {count} lines, {back} of them reversals, {sum} yuan; it can be entered"),
        "levy.payment.status": Wording(
            zh: "不认识的交易状态“{text}”。", en: "unknown state “{text}”",
            hintZh: "应为“成功”或“冲正”。", hintEn: "it is 成功 or 冲正"),
        "levy.payment.reversal": Wording(
            zh: "冲正必须写明原流水号，缴费不得写原流水号，此处是“{text}”。",
            en: "a reversal names the serial it takes back and a payment names none; here it is “{text}”",
            hintZh: "请向银行核对这一笔。", hintEn: "ask the bank about this line"),
    ]

    /// One row of a roster.
    private static let levyRows: [String: Wording] = [
        "levy.row.bad-check-digit": Wording(
            zh: "{name}：身份证号“{id}”不正确（位数或校验码不符）。", en: "{name}: the ID “{id}” is wrong (length or check digit)",
            hintZh: "请按户口簿或身份证核对。", hintEn: "compare it with the household register or the card"),
        "levy.row.no-such-date": Wording(
            zh: "{name}：身份证号“{id}”中的出生日期不存在。", en: "{name}: the birth date in the ID “{id}” does not exist",
            hintZh: "请按户口簿或身份证核对。", hintEn: "compare it with the household register or the card"),
        "levy.row.scientific-notation": Wording(
            zh: "{name}：身份证号被表格软件改成了“{id}”，后几位已经丢失。",
            en: "{name}: a spreadsheet has turned the ID into “{id}”; its last digits are lost",
            hintZh: "请把该列设为文本格式后重新填写号码。", hintEn: "format the column as text and enter the number again"),
        "levy.row.missing-name": Wording(
            zh: "身份证号 {id} 的姓名为空。", en: "the person with the ID {id} has no name",
            hintZh: "请补上姓名。", hintEn: "enter the name"),
        "levy.row.unknown-village": Wording(
            zh: "{name}：村居代码“{village}”不在区划表中。", en: "{name}: the village “{village}” is not in the table of regions",
            hintZh: "请核对村居代码。", hintEn: "check the village's code"),
        "levy.row.unknown-tier": Wording(
            zh: "{name}：没有这一缴费档次，或该人员不能选择这一档次。",
            en: "{name}: there is no such tier, or this person may not choose it",
            hintZh: "100元档只适用于四类特殊人群。", hintEn: "the tier of 100 yuan is for the four special classes only"),
        "levy.row.too-young": Wording(
            zh: "{name}：未满16周岁，不在养老保险缴费年龄内。", en: "{name} is too young for the pension",
            hintZh: "请从名册中移除。", hintEn: "take the person off the roster"),
        "levy.row.too-old": Wording(
            zh: "{name}：已满60周岁，不在养老保险缴费年龄内。", en: "{name} is too old to pay for the pension",
            hintZh: "请从名册中移除，补缴另行办理。", hintEn: "take the person off the roster; back payment is handled apart"),
        "levy.row.duplicate": Wording(
            zh: "{name}：同一人在同一村居重复出现，以第一行为准。", en: "{name} is listed again in the same village; the first row stands"),
        "levy.row.two-villages": Wording(
            zh: "{name}：同一人又列入村居 {village}，待核实，两行都暂不计入。",
            en: "{name} is listed in the village {village} as well; neither row counts until this is decided",
            hintZh: "请核实实际居住的村居。", hintEn: "find out which village the person lives in"),
        "levy.row.private-use-character": Wording(
            zh: "{name}：姓名含有自造字（私用区字符），待核实。", en: "{name}: the name holds a character of the private use area",
            hintZh: "请按身份证确认该字的标准编码。", hintEn: "find the character's standard code on the identity card"),
        "levy.row.other-document": Wording(
            zh: "{name}：“{id}”不是居民身份号码，而是护照、通行证或永久居留证号码，待核实。",
            en: "{name}: “{id}” is the number of a passport, permit or residence card, not of a citizen",
            hintZh: "持新版外国人永久居留证的，请填18位号码；其他情形在窗口登记。",
            hintEn: "use the 18 digits of the new residence card; others are registered at the counter"),
        "levy.row.century": Wording(
            zh: "{name}：15位号码“{id}”的顺序码表明可能年过百岁，世纪无从得知，待核实。",
            en: "{name}: the sequence in the 15 digits “{id}” is that of persons over a hundred; which century?",
            hintZh: "请按户口簿填写18位号码，用 roster correct add 登记。",
            hintEn: "enter the 18 digits from the household register with roster correct add"),
        "levy.row.birth-differs": Wording(
            zh: "{name}：出生日期一栏与身份证号“{id}”中的不一致。", en: "{name}: the birth date differs from that in the ID “{id}”",
            hintZh: "按身份证号计；请核对是否填错了号码。", hintEn: "the ID counts; find out whether it is mistyped"),
        "levy.row.birth-unreadable": Wording(
            zh: "{name}：出生日期一栏看不出是哪一天（身份证号“{id}”）。",
            en: "{name}: the birth date cannot be read, or has two readings (ID “{id}”)",
            hintZh: "日期写成 1980-01-31；对照表中可以用 day-order 说明日、月的先后。",
            hintEn: "write 1980-01-31, or name the order in the mapping with day-order"),
        "levy.row.fifteen-digit": Wording(
            zh: "{name}：15位身份证号“{id}”已补为18位。", en: "{name}: the ID “{id}” of 15 digits was extended to 18"),
        "levy.row.lowercase-x": Wording(
            zh: "{name}：身份证号“{id}”的 x 已改为大写。", en: "{name}: the x of the ID “{id}” was made upper case"),
        "levy.row.full-width": Wording(
            zh: "{name}：“{id}”中的全角字符已改为半角。", en: "{name}: full-width characters in “{id}” were made plain"),
        "levy.row.apostrophe": Wording(
            zh: "{name}：已去掉“{id}”的撇号。", en: "{name}: the apostrophe of “{id}” was removed"),
        "levy.row.spaces": Wording(zh: "{name}：已去掉空格（“{id}”）。", en: "{name}: blanks were removed (“{id}”)"),
        "levy.row.separator": Wording(
            zh: "{name}：姓名间隔号已统一为“·”，原写法保留。", en: "{name}: the separator of the name was made ·; the original is kept"),
    ]

    /// What the ledger does not allow.
    private static let levyLedger: [String: Wording] = [
        "levy.document.issued": Wording(
            zh: "文书“{kind} {key}”已经签发（{path}），内容不同，不得重复签发。",
            en: "the document {kind} {key} was issued with other content ({path})",
            hintZh: "已签发的文书不能改动；需要更正时请另发更正文书。",
            hintEn: "an issued document never changes: issue a correction"),
        "levy.decision.same-person": Wording(
            zh: "“{subject}”的处理人和复核人都是 {person}，必须是两个人。",
            en: "{person} both decides and checks {subject}; it takes two persons",
            hintZh: "请由另一人复核。", hintEn: "let another person check it"),
        "levy.difference.unknown": Wording(
            zh: "没有编号为“{subject}”的差异。", en: "there is no difference {subject}",
            hintZh: "reconcile differences 列出各处差异和编号。", hintEn: "reconcile differences lists them"),
        "levy.difference.verdict": Wording(
            zh: "“{difference}”不能决定为“{verdict}”。", en: "“{verdict}” is no decision about “{difference}”",
            hintZh: "可以决定：{known}、结转。", hintEn: "one of {known}, 结转 (carried over)"),
        "levy.undone": Wording(
            zh: "已决定而未办结：{what}（{day} 决定：{verdict}）。", en: "decided ({verdict}, {day}) and not done: {what}",
            hintZh: "办结后差异自行消失；办不完的由任务或 reconcile decide 结转。",
            hintEn: "it goes when it is done; what cannot be is carried over"),
        "levy.decision.already": Wording(
            zh: "“{subject}”已有处理决定“{verdict}”，不能改为另一决定。",
            en: "{subject} was decided already ({verdict}) and cannot be decided otherwise",
            hintZh: "如决定有误，请办理更正。", hintEn: "correct a wrong decision by a new one about its correction"),
    ]
}
