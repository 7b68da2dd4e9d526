"""A district of 400,000 residents by seed: regions, a medical roster as CSV and as XLSX, and the three special lists.

Names, numbers and mistakes are drawn by a seed, so that a run can be repeated. About one row in a hundred has one of
the mistakes that bureaus make; everything is written as they write it: the CSV in GB 18030 with CRLF, the workbook with
shared strings, a title row and a total row.
"""
import random
import zipfile
from pathlib import Path

COUNTY = "370403"
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华玉梅建国志文海燕红玲鹏辉龙凤云波斌宇浩"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
HEAD = ["村居代码", "村居名称", "姓名", "身份证号码", "人员类别", "出生年份", "联系电话"]


def citizen_id(year, month, day, sequence):
    body = f"{COUNTY}{year}{month:02}{day:02}{sequence:03}"
    return body + CHECKS[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS)) % 11]


def regions(villages):
    """Rows of code, name, level, parent; ten villages a town."""
    rows = [(COUNTY, "薛城区", "district", "")]
    codes = []
    for index in range(villages):
        town = f"{COUNTY}{101 + index // 10}"
        if index % 10 == 0:
            rows.append((town, f"第{index // 10 + 1}镇", "town", COUNTY))
        code = f"{town}{200 + index % 10}"
        rows.append((code, f"第{index + 1}村", "village", town))
        codes.append((code, f"第{index + 1}村"))
    return rows, codes


def people(count, villages, seed):
    """Yields (village code, village name, name, id, class, year, phone), with one mistake in about a hundred rows."""
    rng = random.Random(seed)
    used = set()
    for index in range(count):
        code, village = villages[index * len(villages) // count]
        while True:
            year, month, day = rng.randrange(1930, 2019), rng.randrange(1, 13), rng.randrange(1, 29)
            key = (year, month, day, rng.randrange(1, 1000))
            if key not in used:
                break
        used.add(key)
        name = rng.choice(SURNAMES) + "".join(rng.choice(GIVEN) for _ in range(rng.randrange(1, 3)))
        number = citizen_id(*key)
        chance = rng.randrange(1000)
        if chance == 0:
            number = number[:-1] + ("0" if number[-1] == "X" else str((int(number[-1]) + 1) % 10))
        elif chance in (1, 2):
            number = "'" + number
        elif chance in (3, 4):
            number = number[:6] + " " + number[6:]
        elif chance == 5:
            name = ""
        elif chance == 6:
            code = COUNTY + "999999"
        elif chance in (7, 8) and number.endswith("X"):
            number = number[:-1] + "x"
        yield code, village, name, number, "居民", str(year), f"1{rng.randrange(3 * 10**9, 9 * 10**9):010}"


def write_csv(path, rows, encoding):
    with open(path, "w", encoding=encoding, newline="") as file:
        for row in rows:
            file.write(",".join(row) + "\r\n")


def write_workbook(path, title, head, rows):
    """As Excel writes it: shared strings, cell references, a merged title row, a total row; numbers as text."""
    strings, indexes = [], {}

    def shared(text):
        if text not in indexes:
            indexes[text] = len(strings)
            strings.append(text)
        return indexes[text]

    letters = "ABCDEFGHIJ"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns='
                        b'"http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
            number, block = 0, []

            def write(cells):
                nonlocal number
                number += 1
                body = "".join(
                    f'<c r="{letters[column]}{number}" t="s"><v>{shared(text)}</v></c>'
                    for column, text in enumerate(cells) if text)
                block.append(f'<row r="{number}" spans="1:{len(head)}">{body}</row>')
                if len(block) == 2000:
                    sheet.write("".join(block).encode())
                    block.clear()

            write([title])
            write(head)
            count = 0
            for row in rows:
                write(row)
                count += 1
            write(["合计", "", f"{count}人"])
            sheet.write("".join(block).encode())
            sheet.write(f'</sheetData><mergeCells count="1"><mergeCell ref="A1:{letters[len(head) - 1]}1"/></mergeCells>'
                        "</worksheet>".encode())
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            part.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<sst xmlns='
                       b'"http://schemas.openxmlformats.org/spreadsheetml/2006/main">')
            for start in range(0, len(strings), 2000):
                part.write("".join(f"<si><t>{text}</t></si>" for text in strings[start:start + 2000]).encode())
            part.write(b"</sst>")
        archive.writestr("xl/workbook.xml", (
            '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            '<sheets><sheet name="参保名册" sheetId="1" r:id="rId1"/></sheets></workbook>'))
        relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        archive.writestr("xl/_rels/workbook.xml.rels", (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{relation}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'))
        archive.writestr("_rels/.rels", (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>'))
        main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        archive.writestr("[Content_Types].xml", (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{main}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{main}.worksheet+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{main}.sharedStrings+xml"/></Types>'))


def make(folder, count=400_000, villages=400, seed=1):
    """Writes regions.csv, medical.csv, medical.xlsx and special-*.csv into the folder; they need 150 MiB."""
    folder = Path(folder)
    rows, codes = regions(villages)
    write_csv(folder / "regions.csv", [("code", "name", "level", "parent")] + rows, "utf-8")
    everybody = list(people(count, codes, seed))
    write_csv(folder / "medical.csv", [HEAD] + everybody, "gb18030")
    write_workbook(folder / "medical.xlsx", "薛城区2020年度居民医保参保名册", HEAD, everybody)
    rng = random.Random(seed + 1)
    for name, kind, share in (("poverty", "建档立卡", 2), ("civil-affairs", "低保", 3), ("disability", "残疾", 1)):
        chosen = sorted(rng.sample(range(count), count * share // 100))
        # The lists have the names and numbers of their own registers, without the roster's slips.
        listed = [(row[2] or "无名", row[3].replace("'", "").replace(" ", ""), kind) for row in map(everybody.__getitem__, chosen)]
        write_csv(folder / f"special-{name}.csv", [("姓名", "身份证号", "类别")] + listed, "utf-8-sig")
