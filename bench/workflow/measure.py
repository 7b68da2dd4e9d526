#!/usr/bin/env python3
"""Measures the workflow engine on the disk of a folder: bench/workflow/measure.py [FOLDER] [--quick]

Builds nothing: `make bench-workflow` builds the release binary first. Runs `zhengjiao measure-workflow`, which measures
on one disk, in one run: how often the disk syncs a page (before and after), acknowledged enqueues by 32 clients,
decisions by 32 people, claimed and completed steps, how late steps begin, a minute of everything at once with a long
reader, and the restart with a million finished steps. Then `plan simulate` of a year's plan in each format. Prints each
figure beside its limit and the rates as ratios to the disk's own; ends with 1 when a limit is missed. `--quick`: 10 s
instead of the minute, 100,000 steps instead of the million.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = ROOT / ".build/release/zhengjiao"

# Name of the figure, what it is called, unit, limit (none: only shown), whether more is better.
LIMITS = [
    ("enqueues_per_second", "acknowledged enqueues", "/s", 3_000, True),
    ("enqueue_p99_ms", "acknowledgement, p99, 32 clients", "ms", 50, False),
    ("decisions_per_second", "decisions by 32 people", "/s", None, True),
    ("decision_p99_ms", "decision, p99", "ms", 50, False),
    ("steps_per_second", "claimed and completed steps", "/s", 1_500, True),
    ("start_p99_ms", "start of a step after its time, p99", "ms", 250, False),
    ("soak_enqueues_per_second", "soak: enqueues", "/s", None, True),
    ("soak_steps_per_second", "soak: steps beside them", "/s", None, True),
    ("soak_p99_ms", "soak: acknowledgement, p99", "ms", None, False),
    ("soak_log_mib", "soak: write-ahead log", "MiB", 64, False),
    ("restart_seconds", "restart to the first claim", "s", 2, False),
    ("overview_ms", "counts for /metrics, all archived", "ms", 50, False),
    ("simulate_table", "a year simulated, table", "s", 2, False),
    ("simulate_json", "a year simulated, JSON", "s", 2, False),
    ("simulate_ics", "a year simulated, calendar", "s", 2, False),
    ("simulate_pdf", "a year simulated, chart", "s", 2, False),
]


def year_plan():
    """A plan of a whole year: 12 phases, 84 steps, some 5,000 moments."""
    lines = [
        "plan: year", "title: 全年测量", f"calendar: {ROOT}/workflows/calendars/china.csv", "starts: 2019-01-01",
        "ends: 2019-12-31", "roles: { clerk: 经办, chief: 股长, bureau: 局领导, audit: 稽核 }", "phases:",
    ]
    days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    for month, last in enumerate(days, 1):
        lines += [f"  - id: m{month}", f"    name: {month}月", f"    from: 2019-{month:02}-01",
                  f"    to: 2019-{month:02}-{last}", "    steps:"]
        for step in range(5):
            need = "" if step == 0 else f", needs: [d{month}-{step - 1}]"
            lines.append(
                f"      - {{ id: d{month}-{step}, uses: import-payments, at: every day {8 + step:02}:00{need} }}")
        lines.append(
            f"      - {{ id: w{month}, uses: supervision-report, at: every working day 20:00, needs: [d{month}-4] }}")
        lines.append(
            f"      - {{ id: t{month}, at: every working day 09:30, task: {{ role: clerk, checker: chief, "
            "deadline: 3 working days, escalate: bureau } }")
    return "\n".join(lines) + "\n"


def simulate(folder):
    plan = folder / "year.yaml"
    plan.write_text(year_plan(), encoding="utf-8")
    figures = {}
    for kind in ["table", "json", "ics", "pdf"]:
        started = time.monotonic()
        run = subprocess.run(
            [str(PROGRAM), "plan", "simulate", str(plan), "--format", kind, "-o", str(folder / f"year.{kind}")],
            capture_output=True, text=True, env={**os.environ, "ZHENGJIAO_HOME": str(ROOT)})
        figures[f"simulate_{kind}"] = time.monotonic() - started
        if run.returncode != 0:
            sys.exit(run.stderr)
    return figures


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--quick"]
    if not PROGRAM.exists():
        sys.exit("no release binary; run `make bench-workflow`")
    folder = Path(tempfile.mkdtemp(prefix="zhengjiao-workflow-", dir=arguments[0] if arguments else ROOT / ".build"))
    size = ["--soak", "10", "--archived", "100000"] if "--quick" in sys.argv else []
    try:
        run = subprocess.run(
            [str(PROGRAM), "measure-workflow", "--folder", str(folder), *size], capture_output=True, text=True)
        if run.returncode != 0:
            sys.exit(run.stderr)
        figures = json.loads(run.stdout)
        figures.update(simulate(folder))
    finally:
        shutil.rmtree(folder)
    syncs = figures["syncs_per_second"]
    print(f"the disk syncs a page {syncs:.0f} times a second, {figures['syncs_per_second_after']:.0f} afterwards; "
          f"{figures['archived']:.0f} steps archived; load {os.getloadavg()[0]:.1f}")
    missed = False
    for name, title, unit, limit, more in LIMITS:
        value = figures[name]
        kept = limit is None or (value >= limit if more else value <= limit)
        missed = missed or not kept
        ratio = f", {value / syncs:.1f} times the syncs" if unit == "/s" else ""
        bound = "" if limit is None else f" limit {limit}"
        print(f"{title:<40}{value:>10.2f} {unit:<4}{bound}{'' if kept else '  MISSED'}{ratio}")
    return 1 if missed else 0


sys.exit(main())
