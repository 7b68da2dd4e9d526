#!/usr/bin/env python3
"""Measures the workflow engine on the disk of a folder: bench/workflow/measure.py [FOLDER]

Builds nothing: `make bench-workflow` builds the release binary first. Runs `zhengjiao measure-workflow`, which measures
on one disk, in one run: how often the disk syncs a page, acknowledged enqueues by 32 clients, claimed and completed
steps, how late steps begin, and the restart with a million finished steps. Prints each figure beside its limit and the
rates as ratios to the disk's own; ends with 1 when a limit is missed.
"""
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = ROOT / ".build/release/zhengjiao"

# Name of the figure, what it is called, unit, limit, whether more is better.
LIMITS = [
    ("enqueues_per_second", "acknowledged enqueues", "/s", 3_000, True),
    ("enqueue_p99_ms", "acknowledgement, p99, 32 clients", "ms", 50, False),
    ("steps_per_second", "claimed and completed steps", "/s", 1_500, True),
    ("start_p99_ms", "start of a step after its time, p99", "ms", 250, False),
    ("restart_seconds", "restart to the first claim", "s", 2, False),
    ("largest_log_mib", "write-ahead log", "MiB", 64, False),
]


def main():
    if not PROGRAM.exists():
        sys.exit("no release binary; run `make bench-workflow`")
    folder = Path(tempfile.mkdtemp(prefix="zhengjiao-workflow-", dir=sys.argv[1] if len(sys.argv) > 1 else None))
    try:
        run = subprocess.run([str(PROGRAM), "measure-workflow", "--folder", str(folder)], capture_output=True, text=True)
        if run.returncode != 0:
            sys.exit(run.stderr)
        figures = json.loads(run.stdout)
    finally:
        shutil.rmtree(folder)
    syncs = figures["syncs_per_second"]
    print(f"the disk syncs a page {syncs:.0f} times a second; {figures['archived']:.0f} steps archived")
    missed = False
    for name, title, unit, limit, more in LIMITS:
        value = figures[name]
        kept = value >= limit if more else value <= limit
        missed = missed or not kept
        ratio = f", {value / syncs:.1f} times the syncs" if unit == "/s" else ""
        print(f"{title:<40}{value:>10.1f} {unit:<4} limit {limit}{'' if kept else '  MISSED'}{ratio}")
    return 1 if missed else 0


sys.exit(main())
