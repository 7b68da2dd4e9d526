extension Catalogue {
    static let export: [String: Wording] = [
        "export.bar-code": Wording(
            zh: "条码（{kind}）写不下这段内容：{value}", en: "a {kind} code cannot hold this value: {value}",
            hintZh: "缩短内容，或换用 qr", hintEn: "shorten the value, or use a qr code"),
        "export.font-outlines": Wording(
            zh: "字体 {font} 的字形不能放进 PDF（CFF2 可变字体，或用旧办法拼成的字形）",
            en: "the outlines of the font {font} cannot go into a PDF (CFF2, or glyphs put together in an old way)",
            hintZh: "换用同一字体的 TrueType 或普通 OpenType 版本", hintEn: "use the font's TrueType or plain OpenType version"),
        "export.link-target": Wording(
            zh: "链接 #{name} 无处可去：文档中没有 id 为“{name}”的元素",
            en: "the link #{name} leads nowhere: nothing in the document has the id “{name}”",
            hintZh: "给要跳到的元素加上 id，或改正链接", hintEn: "give the element that is meant this id, or mend the link"),
        "export.missing-glyph": Wording(
            zh: "字体 {font} 印不出“{text}”中的某个字", en: "the font {font} cannot print a character of “{text}”",
            hintZh: "为它换一种字体", hintEn: "set it in another font"),
        "export.page-size": Wording(
            zh: "每英寸 {dpi} 点画不出这一页：每边 1 至 20000 像素，总共最多 1.5 亿像素",
            en: "the page cannot be drawn at {dpi} dots an inch: a side has 1 to 20,000 pixels, all have 150 million",
            hintZh: "打印用 300 已够", hintEn: "300 are enough for print"),
        "export.owner-password": Wording(
            zh: "加密需要一个所有者密码，且不能与打开密码相同",
            en: "encryption needs an owner's password, and one that differs from the password to open the file",
            hintZh: "另设一个所有者密码；打开密码可以为空", hintEn: "give another; the password to open may be empty"),
        "export.password": Wording(
            zh: "密码太长或含有控制字符：最多 {most} 个字节（一个汉字三个字节）",
            en: "the password is too long or holds control characters: at most {most} bytes",
            hintZh: "换一个密码", hintEn: "take another password"),
        "export.picture.broken": Wording(
            zh: "图片“{picture}”不是完好的 {format} 文件", en: "the picture “{picture}” is not a sound {format} file",
            hintZh: "用看图软件打开后重新保存", hintEn: "open it in an image program and save it again"),
        "export.picture.too-large": Wording(
            zh: "图片“{picture}”太大：{size} 像素，最多 {most} 百万像素，每边最多 20000",
            en: "the picture “{picture}” is too large: {size} pixels; at most {most} million, 20,000 a side",
            hintZh: "缩小后再用；每英寸 300 像素已够印刷", hintEn: "make it smaller; 300 pixels an inch are enough for print"),
        "export.picture.jpeg-kind": Wording(
            zh: "图片“{picture}”是不能直接用于文档的 JPEG（印刷四色、12 位、算术编码或无损）",
            en: "the picture “{picture}” is a JPEG of a kind that has no place in documents "
                + "(CMYK, 12 bit, arithmetic or lossless)",
            hintZh: "另存为普通的 RGB 或灰度 JPEG", hintEn: "save it as an ordinary RGB or grey JPEG"),
        "export.picture.svg-element": Wording(
            zh: "图片“{picture}”第 {line} 行：SVG 中不能用 {element}",
            en: "the picture “{picture}”, line {line}: {element} cannot be used in an SVG",
            hintZh: "文字请转为路径；滤镜、蒙版和嵌入的图片请另作图片放入模板",
            hintEn: "turn text into paths; put filtered, masked or embedded images into the template as pictures"),
        "export.picture.svg-entity": Wording(
            zh: "图片“{picture}”第 {line} 行：SVG 中不能声明或引用实体",
            en: "the picture “{picture}”, line {line}: an SVG cannot declare or refer to entities",
            hintZh: "用绘图软件另存为普通 SVG", hintEn: "save it as a plain SVG in a drawing program"),
        "export.picture.svg-reference": Wording(
            zh: "图片“{picture}”第 {line} 行：SVG 引用了文件之外的“{reference}”",
            en: "the picture “{picture}”, line {line}: the SVG refers to “{reference}” outside its file",
            hintZh: "把所引用的内容画进这个文件", hintEn: "draw what it refers to in the file itself"),
    ]
}
