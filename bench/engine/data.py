"""Data for measuring the document engine: seeded, so that every run prints the same.

    data.py OUT            receipts.json, roster.csv, report.json of its own making
    data.py OUT FROM       the same files made of the data in FROM, with which other programs are measured
"""
import csv
import json
import random
import sys
from pathlib import Path

SURNAMES = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲志建国华红梅春花海燕云飞玉成荣新利清彬凤洁琳素真环雪"
RARE = ["𠮷", "喆", "犇", "翀", "赟", "昇", "堃", "淼", "垚", "彧", "璟", "祎", "䶮", "𬭎", "𫖯"]
LONG = ["阿卜杜拉·买买提", "古丽娜尔·吐尔逊", "扎西·多吉次仁", "巴音·那木加甫"]
TOWNS = ["城关镇", "北山乡", "河口镇", "双桥镇", "柳林乡", "石门镇", "青龙镇", "东风乡", "南坪镇", "西岭乡"]
VILLAGES = [a + b + "村" for a in "上下东西南北前后大小" for b in ("家沟", "家庄", "岭", "塘", "坝", "桥", "湾", "坪")]
PLANS = [
    ("城乡居民基本养老保险", "一档", 100), ("城乡居民基本养老保险", "三档", 300), ("城乡居民基本养老保险", "十二档", 2000),
    ("城乡居民基本医疗保险", "普通", 380), ("城乡居民大病补充保险", "标准", 69), ("农村意外伤害综合保险", "标准", 30),
]
DIGITS, PLACES = "零壹贰叁肆伍陆柒捌玖", ["", "拾", "佰", "仟"]
HEADS = ["一、工作开展情况", "二、总体评价", "三、各乡镇进展", "四、资金管理情况", "五、存在的问题", "六、下一步安排"]
SENTENCES = [
    "经查，{town}{year}年度应参保{a}人，实际参保{b}人，参保率为{p}%，仍有{c}人未完成缴费，主要集中在外出务工人员和新生儿群体。",
    "检查组随机抽取了{village}等村的缴费台账和银行回单，逐笔核对金额、日期与经办人签字，发现{c}笔缴费的入账时间晚于规定时限。",
    "{town}建立了“日清月结、逐级对账”的工作机制，社保所每日下班前与信用社核对流水，月末由财政所复核签章，台账记录完整。",
    "群众满意度电话回访{a}人次，满意率为{p}%；不满意事项主要为缴费渠道单一、政策宣传不到位和退费周期较长。",
]


def capitals(yuan):
    """Whole yuan below 10,000 in Chinese capitals."""
    text, hasZero = "", False
    for place in range(3, -1, -1):
        digit = yuan // 10**place % 10
        if digit == 0:
            hasZero = True
            continue
        text += ("零" if hasZero and text else "") + DIGITS[digit] + PLACES[place]
        hasZero = False
    return text + "元整"


def name(r):
    share = r.random()
    if share < 0.02:
        return r.choice(LONG)
    if share < 0.06:
        return r.choice(SURNAMES) + r.choice(RARE)
    return r.choice(SURNAMES) + "".join(r.choice(GIVEN) for _ in range(1 if share < 0.3 else 2))


def masked(r):
    return f"{r.choice((431022, 431024, 520324))}********{r.randrange(1000):03d}{r.choice('0123456789X')}"


def receipts(count):
    r = random.Random(20240601)
    for number in range(1, count + 1):
        rows, total = [], 0
        for plan, level, yuan in r.sample(PLANS, 3):
            total += yuan
            rows.append({"plan": plan, "level": level, "year": "2024年度", "term": "12个月", "amount": f"{yuan:,}.00"})
        yield {
            "no": f"4310{r.randrange(10**6):06d}{number:010d}", "name": name(r), "id": masked(r),
            "village": r.choice(TOWNS) + r.choice(VILLAGES), "rows": rows, "total": f"{total:,}.00",
            "upper": capitals(total), "date": f"2024年{r.randrange(1, 7)}月{r.randrange(1, 29)}日",
            "clerk": r.choice(SURNAMES) + r.choice(GIVEN),
        }


def roster(count):
    r = random.Random(20240602)
    for number in range(1, count + 1):
        plan, level, yuan = r.choice(PLANS)
        yield [
            str(number), name(r), masked(r), r.choice(TOWNS) + r.choice(VILLAGES), plan, level, f"{yuan}.00",
            f"2024-{r.randrange(1, 7):02d}-{r.randrange(1, 29):02d}",
        ]


def report():
    r = random.Random(20240603)

    def paragraph():
        return "".join(
            r.choice(SENTENCES).format(
                town=r.choice(TOWNS), year=2024, village=r.choice(VILLAGES), a=r.randrange(3000, 20000),
                b=r.randrange(2000, 18000), c=r.randrange(10, 500), p=f"{r.randrange(8000, 9990) / 100:.2f}")
            for _ in range(3))

    sections = [
        {"head": head, "paras": [{"text": paragraph()} for _ in range(4)], "ranking": [], "chart": []}
        for head in HEADS]
    rates = sorted((r.randrange(7800, 9900) for _ in TOWNS), reverse=True)
    sections[2]["ranking"] = [
        {"cells": [{"text": str(text)} for text in (rank + 1, town, 9000 - rank * 311, rate / 100)]}
        for rank, (town, rate) in enumerate(zip(TOWNS, rates))]
    sections[3]["chart"] = [{"label": town, "value": rate} for town, rate in zip(TOWNS, rates)]
    return {
        "org": "××县人民政府督查室文件", "docno": "县督〔2024〕17号", "title": "关于2024年度城乡居民社会保险费征缴工作的督查报告",
        "to": "县人民政府：", "secs": sections, "rankhead": [{"text": t} for t in ("名次", "乡镇", "应参保", "参保率")],
        "sign": "××县人民政府督查室", "date": "2024年7月3日",
    }


def converted(source):
    """The data of other programs in the shape of the templates here."""
    rows = ("plan", "level", "year", "term", "amount")
    keys = ("no", "name", "id", "village", "total", "upper", "date", "clerk")
    made = [
        {**{key: r[key] for key in keys}, "rows": [dict(zip(rows, row)) for row in r["rows"]]}
        for r in json.loads((source / "receipts_1000.json").read_text())]
    table = [
        [str(r[0]), *r[1:6], f"{r[6] // 100}.{r[6] % 100:02d}", r[7]]
        for r in json.loads((source / "roster_20000.json").read_text())]
    text = json.loads((source / "report.json").read_text())
    sections = [{"head": s["head"], "paras": [{"text": p} for p in s["paras"]], "ranking": [], "chart": []}
                for s in text["secs"]]
    sections[2]["ranking"] = [
        {"cells": [{"text": str(value)} for value in (rank + 1, *row)]} for rank, row in enumerate(text["ranking"])]
    sections[3]["chart"] = [{"label": label, "value": round(value * 100)} for label, value in text["chart"]]
    page = {key: text[key] for key in ("org", "docno", "title", "to", "sign", "date")}
    return made, table, {**page, "secs": sections, "rankhead": [{"text": t} for t in text["rankhead"]]}


def write_roster(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("number", "name", "id", "village", "plan", "level", "amount", "paid"))
        writer.writerows(rows)


def main(out, source=None):
    out.mkdir(parents=True, exist_ok=True)
    made, table, text = converted(source) if source else (list(receipts(1000)), roster(20000), report())
    (out / "receipts.json").write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    (out / "report.json").write_text(json.dumps(text, ensure_ascii=False), encoding="utf-8")
    write_roster(out / "roster.csv", table)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
