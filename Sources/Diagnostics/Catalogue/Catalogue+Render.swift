extension Catalogue {
    static let render: [String: Wording] = dataMessages.merging(renderMessages) { first, _ in first }
        .merging(checkMessages) { first, _ in first }

    /// Checking and watching templates, and fonts.
    private static let checkMessages: [String: Wording] = [
        "check.threat": Wording(
            zh: "给居民的文书里有“{word}”。", en: "“{word}” in a paper to residents",
            hintZh: "居民自愿参保，没有滞纳金和罚款：写成邀请、提醒。", hintEn: "Residents join of their own will: invite and remind."),
        "check.audience": Wording(
            zh: "不认识 audience “{audience}”。", en: "unknown audience “{audience}”", hintZh: "可用：residents（居民）",
            hintEn: "There is residents."),
        "check.clean": Wording(
            zh: "检查 {files} 个模板，试排 {pages} 页，没有问题",
            en: "templates checked: {files}, pages tried: {pages}, nothing wrong"),
        "check.found": Wording(
            zh: "检查 {files} 个模板，试排 {pages} 页：{errors} 处错误，{warnings} 处警告",
            en: "templates checked: {files}, pages tried: {pages}; errors: {errors}, warnings: {warnings}"),
        "check.unknown-family": Wording(
            zh: "没有字体系列 {family}，用了同一条样式里的 {used}",
            en: "there is no font family {family}; {used}, named beside it, is used",
            hintZh: "去掉它，或在 fonts/fonts.yaml 里加上", hintEn: "leave it out, or add it to fonts/fonts.yaml"),
        "watch.running": Wording(
            zh: "{file} 的预览在 {url}，Ctrl-C 结束", en: "{file} is shown at {url}; Ctrl-C ends it"),
        "watch.updated": Wording(
            zh: "{file} 改了，{milliseconds} 毫秒后画面已更新", en: "{file} changed; shown anew after {milliseconds} ms"),
        "watch.refused": Wording(
            zh: "{file} 改了，有错误，画面还是原来的（{milliseconds} 毫秒）",
            en: "{file} changed and has mistakes; the picture is the one before ({milliseconds} ms)"),
        "watch.no-record": Wording(
            zh: "{file} 里没有第 {number} 条记录", en: "{file} has no record {number}",
            hintZh: "换一个 --record", hintEn: "choose another --record"),
        "fonts.family": Wording(zh: "字体系列", en: "family"),
        "fonts.weights": Wording(zh: "字重", en: "weights"),
        "fonts.aliases": Wording(zh: "别名", en: "aliases"),
        "fonts.all": Wording(zh: "（标准收字）", en: "(in Unicode)"),
        "fonts.file": Wording(zh: "字体", en: "font"),
        "fonts.licence": Wording(zh: "许可", en: "licence"),
        "fonts.path": Wording(zh: "文件", en: "file"),
        "fonts.row": Wording(zh: "行", en: "row"),
        "fonts.column": Wording(zh: "列", en: "column"),
        "fonts.text": Wording(zh: "内容", en: "text"),
        "fonts.character": Wording(zh: "字", en: "character"),
        "fonts.code": Wording(zh: "码位", en: "code point"),
        "fonts.missing": Wording(
            zh: "看了 {texts} 项，{count} 个字没有一种字体（{family}）能印",
            en: "texts: {texts}, characters that no font ({family}) can print: {count}"),
        "fonts.none-missing": Wording(
            zh: "看了 {texts} 项，都印得出（{family}）", en: "texts: {texts}, all can be printed ({family})"),
        "fonts.no-column": Wording(
            zh: "{file} 里没有“{column}”这一列", en: "{file} has no column “{column}”",
            hintZh: "有：{known}", hintEn: "there are: {known}"),
        "fonts.no-column-near": Wording(
            zh: "{file} 里没有“{column}”这一列", en: "{file} has no column “{column}”",
            hintZh: "是不是“{near}”？", hintEn: "did you mean “{near}”?"),
    ]

    /// What is wrong with the data of a template.
    private static let dataMessages: [String: Wording] = [
        "data.missing": Wording(
            zh: "没有数据文件 {file}", en: "there is no data file {file}",
            hintZh: "核对 --data 的路径", hintEn: "check the path of --data"),
        "data.missing-near": Wording(
            zh: "没有数据文件 {file}", en: "there is no data file {file}",
            hintZh: "是不是 {near}？", hintEn: "did you mean {near}?"),
        "data.folder": Wording(
            zh: "{file} 是目录，不是数据文件", en: "{file} is a folder and no data file",
            hintZh: "指明其中的一个文件", hintEn: "name a file in it"),
        "data.unreadable": Wording(
            zh: "读不了数据文件 {file}：{reason}", en: "cannot read the data file {file}: {reason}",
            hintZh: "检查文件的权限", hintEn: "check its permissions"),
        "data.empty": Wording(
            zh: "数据文件 {file} 里没有内容", en: "the data file {file} holds nothing",
            hintZh: "核对是不是这个文件；表格至少要有一行表头", hintEn: "is it the right file? A table has at least a head"),
        "data.no-records": Wording(
            zh: "数据里一条记录也没有，没有可打印的", en: "there is no record in the data, so there is nothing to print",
            hintZh: "核对数据文件；表头下面要有数据行", hintEn: "check the data: rows stand below the head of a table"),
        "data.wanted": Wording(
            zh: "模板 {file} 要用数据", en: "the template {file} takes data",
            hintZh: "用 --data 指明 JSON、CSV 或 XLSX 文件；字段见它的 .fields 文件",
            hintEn: "name a JSON, CSV or XLSX file with --data; the .fields file lists the fields"),
        "data.each-table": Wording(
            zh: "{file} 是表格，里面没有列表 {path}", en: "{file} is a table and has no list {path}",
            hintZh: "表格的每一行就是一条记录：写 --each rows，或不写 --each",
            hintEn: "each row of a table is a record: write --each rows, or leave --each out"),
        "data.duplicate-column": Wording(
            zh: "列“{column}”又一次给出字段 {field}", en: "the column “{column}” gives the field {field} again",
            hintZh: "只留一列", hintEn: "keep one of the columns"),
        "data.missing-column": Wording(
            zh: "表里没有字段 {field}{label}的列", en: "no column gives the field {field}{label}",
            hintZh: "加上这一列，表头写 {field} 或它的中文名称；现有的列：{found}",
            hintEn: "add it, headed {field} or as the .fields file words it; the columns are: {found}"),
        "data.missing-column-near": Wording(
            zh: "表里没有字段 {field}{label}的列", en: "no column gives the field {field}{label}",
            hintZh: "列“{near}”是不是它？表头要写 {field} 或它的中文名称",
            hintEn: "is it the column “{near}”? Head it {field}, or as the .fields file words it"),
        "data.list-in-table": Wording(
            zh: "字段 {field} 是列表，表格的一行给不出来", en: "the field {field} is a list, which no row of a table can give",
            hintZh: "数据改用 JSON；或把表格的行作为列表 rows 的各行",
            hintEn: "give the data as JSON, or let the rows of the table be the list rows"),
        "data.described-here": Wording(zh: "{field} 在这里说明", en: "{field} is described here"),
        "data.empty-cell": Wording(
            zh: "第 {row} 行的“{column}”是空的", en: "row {row}: “{column}” is empty",
            hintZh: "填上；可以不填时，在 .fields 里 {field} 的类型后面加 ?",
            hintEn: "fill it in; if it may be missing, put a ? behind the type of {field} in the .fields file"),
        "data.cell.integer": Wording(
            zh: "第 {row} 行的“{column}”不是整数：“{text}”", en: "row {row}: “{column}” is no whole number: “{text}”",
            hintZh: "写成 12 或 1,234", hintEn: "write 12 or 1,234"),
        "data.cell.money": Wording(
            zh: "第 {row} 行的“{column}”不是金额：“{text}”", en: "row {row}: “{column}” is no amount: “{text}”",
            hintZh: "以元为单位，写成 250 或 1,234.50；表头带“（分）”的列是整数的分",
            hintEn: "write yuan as 250 or 1,234.50; a column whose head ends in （分） holds whole fen"),
        "data.cell.percent": Wording(
            zh: "第 {row} 行的“{column}”不是百分比：“{text}”", en: "row {row}: “{column}” is no percentage: “{text}”",
            hintZh: "写成 85.49 或 85.49%，最多两位小数", hintEn: "write 85.49 or 85.49%, with at most two decimals"),
        "data.cell.date": Wording(
            zh: "第 {row} 行的“{column}”不是日期：“{text}”", en: "row {row}: “{column}” is no date: “{text}”",
            hintZh: "写成 2019-10-28、2019/10/28、20191028 或 2019年10月28日",
            hintEn: "write 2019-10-28, 2019/10/28, 20191028 or 2019年10月28日"),
        "data.cell.flag": Wording(
            zh: "第 {row} 行的“{column}”既不是“是”也不是“否”：“{text}”",
            en: "row {row}: “{column}” is neither yes nor no: “{text}”",
            hintZh: "写成 是/否、true/false 或 1/0", hintEn: "write 是/否, yes/no, true/false or 1/0"),
    ]

    /// Printing many records.
    private static let renderMessages: [String: Wording] = [
        "render.written": Wording(zh: "{file}：{pages} 页", en: "{file}: pages: {pages}"),
        "render.records": Wording(zh: "共 {count} 条记录", en: "records: {count}"),
        "render.progress": Wording(
            zh: "{percent}%  {done}/{total}  每秒 {rate} 条  还要 {left}",
            en: "{percent}%  {done}/{total}  {rate}/s  {left} left"),
        "render.progress-failures": Wording(
            zh: "{percent}%  {done}/{total}  每秒 {rate} 条  还要 {left}  失败 {failures}",
            en: "{percent}%  {done}/{total}  {rate}/s  {left} left  failed {failures}"),
        "render.amiss": Wording(
            zh: "{file}:{line} 处的警告另有 {count} 条记录也有",
            en: "records with the same warning at {file}:{line}: {count} more"),
        "render.refused": Wording(zh: "{subject} 没有印出：", en: "{subject} is not printed:"),
        "render.files": Wording(
            zh: "{where}：写出 {files} 个文件、{pages} 页，{seconds} 秒，每秒 {rate} 条",
            en: "{where}: {files} files, {pages} pages, {seconds} s, {rate} records/s"),
        "render.merged": Wording(
            zh: "{where}：{pages} 页，{seconds} 秒", en: "{where}: {pages} pages, {seconds} s"),
        "render.kept": Wording(
            zh: "{kept} 个文件上次已经写好，没有重做", en: "{kept} files were there from an earlier run and are kept"),
        "render.failures": Wording(
            zh: "{failures} 条记录没有印出，见上面的消息", en: "{failures} records are not printed, see the messages above"),
        "render.interrupted": Wording(
            zh: "中断，已写好的文件在 {where}", en: "interrupted; the files that were finished are in {where}",
            hintZh: "加上 --resume 接着做", hintEn: "add --resume to go on"),
        "render.interrupted-merge": Wording(
            zh: "中断，{where} 没有写出", en: "interrupted; {where} was not written",
            hintZh: "重新运行", hintEn: "run it again"),
        "render.brace": Wording(
            zh: "输出名称 {pattern} 里的花括号不成对或是空的", en: "a brace in the output name {pattern} is alone or empty",
            hintZh: "括号里写字段的名称，如 out/{id}.pdf", hintEn: "put the name of a field between braces, as in out/{id}.pdf"),
        "render.unknown-name": Wording(
            zh: "输出名称用到的 {name} 不是记录的字段", en: "{name} in the output name is no field of a record",
            hintZh: "可用：{known}，以及序号 #", hintEn: "there are: {known}, and # for the number"),
        "render.misspelt-name": Wording(
            zh: "输出名称用到的 {name} 不是记录的字段", en: "{name} in the output name is no field of a record",
            hintZh: "是不是 {near}？", hintEn: "did you mean {near}?"),
        "render.no-name": Wording(
            zh: "字段 {name} 是 {type}，不能作文件名", en: "the field {name} is of type {type} and cannot be part of a name",
            hintZh: "用文字、数、金额或日期字段", hintEn: "use a text, number, amount or date"),
        "render.empty-name": Wording(
            zh: "字段 {name} 是空的，不能作文件名", en: "the field {name} is empty and cannot be part of a name",
            hintZh: "填上它，或在 -o 里改用别的字段或序号 {#}", hintEn: "fill it in, or name files by another field or by {#}"),
        "render.long-name": Wording(
            zh: "文件名过长：{file}", en: "the name is too long for a file: {file}",
            hintZh: "-o 里少用几个字段", hintEn: "use fewer fields in -o"),
        "render.collision": Wording(
            zh: "{subject}（第 {number} 条）和第 {other} 条记录都要写成 {file}",
            en: "{subject} (record {number}) and record {other} would both be written to {file}",
            hintZh: "在 -o 里加上能区分它们的字段，或序号 {#}；什么都还没有写",
            hintEn: "add a field that tells them apart, or {#}, to -o; nothing has been written"),
        "render.more-collisions": Wording(zh: "另有 {count} 处文件名相同", en: "{count} more names collide"),
        "render.locked": Wording(
            zh: "另一个 render 正在往 {folder} 写", en: "another render is writing into {folder}",
            hintZh: "等它结束，或换一个目录", hintEn: "wait for it, or name another folder"),
        "render.merge-and-names": Wording(
            zh: "--merge 写一个文件，而 {pattern} 给每条记录一个文件",
            en: "--merge writes one file, and {pattern} names one for each record",
            hintZh: "二者取一", hintEn: "choose one of the two"),
        "render.merge-format": Wording(
            zh: "--merge 只能写 PDF，不能写 {file}", en: "--merge writes a PDF, not {file}",
            hintZh: "输出名称用 .pdf", hintEn: "end the name with .pdf"),
        "render.resume-one": Wording(
            zh: "--resume 只用于每条记录一个文件", en: "--resume is for one file a record",
            hintZh: "在 -o 里写上字段，如 out/{id}.pdf；或去掉 --resume",
            hintEn: "put a field into -o, as in out/{id}.pdf, or leave --resume out"),
        "render.names-without-data": Wording(
            zh: "{pattern} 按字段命名，却没有数据", en: "{pattern} is named by fields, and there is no data",
            hintZh: "用 --data 指明数据文件", hintEn: "name the data with --data"),
        "render.many-records": Wording(
            zh: "{file} 里有许多条记录，而 {pattern} 只有一个文件",
            en: "{file} holds many records, and {pattern} is one file",
            hintZh: "加上 --merge 合成一个文件，或按字段给每条记录一个文件：-o 'out/{id}.pdf'；要作为一张表，模板要有列表 rows",
            hintEn: "add --merge for one file of all, or name one for each by a field: -o 'out/{id}.pdf'; "
                + "to print them as one table, the template needs a list rows"),
    ]
}
