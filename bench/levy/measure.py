#!/usr/bin/env python3
"""Measures the levy on a district of 400,000 persons, as whole processes: bench/levy/measure.py [--rows N] [--keep FOLDER]

Builds nothing: `make bench-levy` builds the release binary first. In one run: a roster imported, checked and matched
with the special lists, from CSV and from XLSX; beside them `sqlite3 .import` of the same CSV, which is the disk's limit,
and pandas with openpyxl where a Python that has them is named in PEERS. Prints each figure beside its limit and the
ratios; ends with 1 when a limit is missed. Each area of the levy is a function in MEASURES.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import data

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = ROOT / ".build/release/zhengjiao"
PLAN = ROOT / "workflows/xuecheng-2019/campaign.yaml"


class Report:
    def __init__(self):
        self.figures = {}
        self.missed = False

    def add(self, name, title, value, unit, limit=None):
        """A figure, with the most that it may be."""
        kept = limit is None or value <= limit
        self.missed = self.missed or not kept
        self.figures[name] = value
        wanted = "" if limit is None else f"limit {limit}: {'met' if kept else 'MISSED'}"
        print(f"{title:<58}{value:>9.2f} {unit:<5}{wanted}", flush=True)

    def ratio(self, title, above, below):
        if above in self.figures and below in self.figures:
            print(f"{title:<58}{self.figures[above] / self.figures[below]:>9.2f} times", flush=True)


def run(command, fails=False):
    """Wall seconds, CPU seconds and peak MiB of a whole process."""
    errors = tempfile.TemporaryFile()
    started = time.monotonic()
    child = os.posix_spawnp(
        str(command[0]), [str(part) for part in command], os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0), (os.POSIX_SPAWN_DUP2, errors.fileno(), 2)])
    _, status, usage = os.wait4(child, 0)
    if status != 0 and not fails:
        errors.seek(0)
        sys.exit(f"failed: {' '.join(map(str, command))}\n{errors.read().decode()[:4000]}")
    return time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def import_command(folder, out, roster):
    lists = [part for path in sorted(folder.glob("special-*.csv")) for part in ("--special", path)]
    return [PROGRAM, "roster", "import", PLAN, "--out", out, "--regions", folder / "regions.csv", "--medical",
            folder / roster, *lists, "--by", "measure"]


def imports(folder, report):
    """A roster imported, checked and matched."""
    for kind, seconds in (("csv", 20), ("xlsx", 60)):
        out = folder / f"out-{kind}"
        wall, cpu, memory = run(import_command(folder, out, f"medical.{kind}"))
        report.add(f"import-{kind}", f"roster from {kind.upper()}: imported, checked, matched", wall, "s", seconds)
        report.add(f"import-{kind}-cpu", "  CPU time", cpu, "s")
        report.add(f"import-{kind}-memory", "  peak memory", memory, "MiB", 400 if kind == "csv" else None)
        wall, _, memory = run([PROGRAM, "roster", "check", folder / f"medical.{kind}", "--kind", "medical", "--regions",
                               folder / "regions.csv", "--plan", PLAN, "--json"], fails=True)
        report.add(f"check-{kind}", "  checked alone", wall, "s")


def disk(folder, report):
    """The same CSV put into a table by SQLite's own program, once bare and once with the indexes that we keep."""
    if not shutil.which("sqlite3"):
        return
    text = (folder / "medical.csv").read_text("gb18030").replace("'", "")
    (folder / "plain.csv").write_text(text, "utf-8")
    script = folder / "import.sql"
    script.write_text("PRAGMA journal_mode = WAL;\nPRAGMA synchronous = FULL;\n.mode csv\n.import plain.csv roster\n")
    wall, _, memory = run(["sh", "-c", f"cd {folder} && sqlite3 disk.db < import.sql"])
    report.add("disk", "sqlite3 .import of the same CSV, no index", wall, "s")
    report.add("disk-memory", "  peak memory", memory, "MiB")
    report.ratio("our import from CSV to that", "import-csv", "disk")


PEER = """
import sys, pandas
path, out = sys.argv[1:]
frame = pandas.read_csv(path, encoding="gb18030", dtype=str) if path.endswith("csv") else \\
    pandas.read_excel(path, dtype=str, header=1)
frame["号"] = frame["身份证号码"].str.replace("[' ]", "", regex=True).str.upper()
weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
def good(text):
    return isinstance(text, str) and len(text) == 18 and text[:17].isdigit() and \\
        "10X98765432"[sum(int(d) * w for d, w in zip(text, weights)) % 11] == text[17]
frame["可用"] = frame["号"].map(good) & frame["姓名"].notna() & ~frame["号"].duplicated()
import sqlite3
with sqlite3.connect(out) as base:
    frame.to_sql("roster", base, index=False)
    base.execute("CREATE UNIQUE INDEX persons ON roster (号) WHERE 可用")
"""


def peers(folder, report):
    """pandas with openpyxl doing the core of it: reading, checking numbers and repeats, storing with one index."""
    python = os.environ.get("PEERS")
    if not python:
        print("no PEERS: name a Python that has pandas and openpyxl to measure them beside")
        return
    script = folder / "peer.py"
    script.write_text(PEER)
    for kind in ("csv", "xlsx"):
        wall, _, memory = run([python, script, folder / f"medical.{kind}", folder / f"peer-{kind}.db"])
        report.add(f"peer-{kind}", f"pandas and openpyxl from {kind.upper()}", wall, "s")
        report.add(f"peer-{kind}-memory", "  peak memory", memory, "MiB")
        report.ratio("  pandas to us", f"peer-{kind}", f"import-{kind}")


def ledger(folder, report):
    """100,000 payments settled, a year reconciled, the book of it verified; on a database of its own."""
    own = folder / "ledger"
    shutil.rmtree(own, ignore_errors=True)
    made = subprocess.run([PROGRAM, "measure-ledger", "--folder", own], capture_output=True, text=True)
    if made.returncode != 0:
        sys.exit(f"failed: measure-ledger\n{made.stderr[:4000]}")
    figures = json.loads(made.stdout)
    last = max(int(name.rsplit("_", 1)[1]) for name in figures if re.fullmatch(r"settle_seconds_\d+", name))
    def add(name, title, key, limit=None):
        report.add(name, title, figures[key], "s", limit)
        report.add(name + "-cpu", "  CPU time", figures[key + "_cpu"], "s")

    for batch, title in ((0, "the first"), (last, "the last")):
        add(f"payments-{batch}", f"bank file of 100,000 lines read and entered, {title}",
            f"payments_import_seconds_{batch}")
        add(f"settle-{batch}", f"100,000 payments settled, with receipts, {title}", f"settle_seconds_{batch}", 10)
    add("reconcile", f"a year reconciled: {figures['payments']:.0f} payments", "reconcile_seconds", 5)
    add("verify", f"ledger verified: {figures['entries']:.0f} entries", "verify_seconds")
    report.add("look", "a person's whole file, after 100,000 looks, median", figures["look_median_seconds"] * 1000, "ms", 5)
    report.add("look-p99", "  99 of 100", figures["look_p99_seconds"] * 1000, "ms")
    report.add("look-cpu", "  CPU time", figures["look_cpu"] * 1000, "ms")
    report.add("look-first", "  the first, with the log's index made", figures["look_first_seconds"] * 1000, "ms")
    shutil.rmtree(own)


# In this order; later ones may use the campaign in FOLDER/out-csv that the first has made.
MEASURES = [imports, disk, peers, ledger]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=400_000)
    parser.add_argument("--only", action="append", help="only the measures of this name")
    parser.add_argument("--keep", help="make the data in this folder and leave it there for the next run")
    options = parser.parse_args()
    if not PROGRAM.exists():
        sys.exit("no release binary; run `make bench-levy`")
    folder = Path(options.keep or tempfile.mkdtemp(prefix="zhengjiao-levy-"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "medical.xlsx").exists():
            data.make(folder, options.rows)
        report = Report()
        for measure in MEASURES:
            if not options.only or measure.__name__ in options.only:
                # What an earlier run has left; the campaign in out-csv is for the measures that follow.
                for pattern in ["peer-*.db", "disk.db*"] + (["out-*"] if measure is imports else []):
                    for made in folder.glob(pattern):
                        shutil.rmtree(made) if made.is_dir() else made.unlink()
                measure(folder, report)
    finally:
        if not options.keep:
            shutil.rmtree(folder)
    return 1 if report.missed else 0


sys.exit(main())
