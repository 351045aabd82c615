"""Lighthouse over one page of each kind, on a phone and on a desktop, median of three runs. Fails if something slips.

Lighthouse reads robots.txt and llms.txt from inside the page, which our page policy refuses like any other request. It
gets a copy of the site whose policy allows these two files and differs in nothing else.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench_weight import KINDS
from find_chromium import FLAGS, find_chromium
from serve import make_server

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".build" / "lighthouse"
# On a busy machine the performance score wavers by a point or two, and laying out a page on Lighthouse's slow phone can
# count as a few milliseconds of blocking. A quiet machine shows 100 and 0.
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
MOST = {"total-blocking-time": 20.0, "cumulative-layout-shift": 0.0}
QUICK = 1_000.0  # ms to the largest paint of a reading page on Lighthouse's slow phone
TOOLS = {"composer", "letter check", "checklist"}
# The page of all facts is long by its nature: its text alone takes that time on a slow phone.
LONG = {"evidence"}


def lay_out() -> Path:
    """The copy that Lighthouse reads."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    shutil.copytree(ROOT / "site", FOLDER)
    for page in FOLDER.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        allowed = text.replace("connect-src ", "connect-src http://127.0.0.1:*/robots.txt http://127.0.0.1:*/llms.txt ")
        page.write_text(allowed, encoding="utf-8")
    return FOLDER


def run(pages: Mapping[str, str], rounds: int) -> list[dict[str, Any]]:
    """Every run of every page on both devices, in order."""
    request = {"pages": pages, "rounds": rounds, "chromium": find_chromium(), "flags": list(FLAGS)}
    command = ["node", str(ROOT / "scripts" / "lighthouse.mjs"), json.dumps(request)]
    found = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        for line in process.stdout or ():
            found.append(json.loads(line))
            print(f"  run {len(found)} of {len(pages) * 2 * rounds}", end="\r", file=sys.stderr, flush=True)
    if process.returncode != 0:
        raise SystemExit("Lighthouse stopped early")
    return found


def median(runs: Sequence[Mapping[str, Any]], part: str) -> dict[str, float]:
    """The median of each score or timing over the runs of one page on one device."""
    return {name: statistics.median(run[part][name] for run in runs) for name in runs[0][part]}


def faults(kind: str, device: str, scores: Mapping[str, float], timings: Mapping[str, float]) -> list[str]:
    """What does not hold for one page on one device."""
    found = [f"{name} {scores[name]:.0f}" for name, least in LEAST.items() if scores[name] < least]
    if kind not in TOOLS:
        found += [f"{name} {timings[name]:.3f}" for name, most in MOST.items() if timings[name] > most]
        paint = timings["largest-contentful-paint"]
        slow = device == "mobile" and kind not in LONG and paint >= QUICK
        found += [f"largest paint after {paint:.0f} ms"] if slow else []
    return [f"{kind}, {device}: {fault}" for fault in found]


def report(runs: Sequence[Mapping[str, Any]]) -> list[str]:
    """Print the table; returns what does not hold."""
    wrong = []
    print(f"  {'':13}{'':9}perf  a11y  best  seo   paint  blocked  shift    bytes")
    for kind, device in dict.fromkeys((run["kind"], run["device"]) for run in runs):
        mine = [run for run in runs if (run["kind"], run["device"]) == (kind, device)]
        scores, timings = median(mine, "scores"), median(mine, "timings")
        paint, blocked, shift, weight = timings.values()
        shown = "".join(f"{score:6.0f}" for score in scores.values())
        print(f"  {kind:13}{device:8}{shown}{paint:7.0f} {blocked:8.0f} {shift:6.3f} {weight:9,.0f}")
        found = faults(kind, device, scores, timings)
        wrong += [f"{fault}  ({', '.join(sorted({one for run in mine for one in run['failing']}))})" for fault in found]
    return wrong


def main() -> int:
    """Run it all and say what does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=list(KINDS), help="one kind of page")
    asked = parser.parse_args()
    server = make_server(lay_out())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}/second-take/"
    pages = {kind: base + path for kind, path in KINDS.items() if asked.only in {None, kind}}
    wrong = report(run(pages, asked.rounds))
    server.shutdown()
    print("\n".join(f"  does not hold: {fault}" for fault in wrong) or "  all hold")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
