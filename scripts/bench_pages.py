"""From wanting the engine to the first letter: bytes, time and memory, beside stock Pyodide and PyScript, in one run.

Every page makes the same call (but MicroPython's, which cannot). Each line and each visit has its budget as a share of
stock Pyodide, and the last lines say which were kept.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import threading
from typing import Any

from bench_pyscript import lay_out_pyscript
from bench_stock import lay_out_stock
from bench_visit import LINES, Counting, Visit, bytes_of, two_visits
from finish_modules import preloads
from runtime_node import ROOT
from runtime_workload import situation
from serve import body_of, make_server

FOLDER = ROOT / ".build" / "bench"
REQUEST = {"schema": 1, "command": "compose", "situation": situation("overslept")}
# Bare pages, so that only the engine differs. Each sets `letter` to [milliseconds since navigation, answer].
OURS_PAGE = """<!doctype html><meta charset="utf-8"><title>ours</title>PRELOADS<script type="module">
import { exchange } from "./assets/second-take/engine.js";
const answer = await exchange(JSON.stringify(REQUEST));
globalThis.letter = [performance.now(), answer];
globalThis.kept = async () => (await (await caches.open("second-take-snapshot")).keys()).length > 0;
</script>"""
OURS, STOCK = "this site", "stock Pyodide"
PAGES = {
    OURS: "bench.html",
    STOCK: "stock/bench.html",
    "PyScript, Pyodide": "pyscript/pyodide.html",
    "PyScript, MicroPython (one sentence)": "pyscript/micropython.html",
}
SAME = (OURS, STOCK, "PyScript, Pyodide")
# The most that each may be, as a share of stock Pyodide: (line, visit) to share, and for bytes of a first visit.
BUDGETS = {(0, 0): 0.27, (0, 1): 0.18, (1, 0): 0.57}
BYTES_BUDGET = 0.67
VISITS = ("first visit", "second visit")
Pairs = dict[str, list[tuple[Visit, Visit]]]


def lay_out() -> None:
    """A copy of the site at its own address, which its policy names, with the bench pages and the peers' files."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    shutil.copytree(ROOT / "site", FOLDER)
    request = json.dumps(REQUEST)
    engine = FOLDER.resolve() / "assets" / "second-take" / "engine.js"
    links = f'<link rel="modulepreload" href="assets/second-take/engine.js">{preloads(FOLDER.resolve(), [engine])}'
    page = OURS_PAGE.replace("PRELOADS", links).replace("REQUEST", request)  # named as on the site's own pages
    (FOLDER / "bench.html").write_text(page, encoding="utf-8")
    lay_out_stock(FOLDER / "stock", request)
    lay_out_pyscript(FOLDER / "pyscript", request)
    for folder in ("assets/runtime", "stock", "pyscript"):
        for path in (FOLDER / folder).rglob("*"):
            if path.is_file():
                body_of(path, path.stat().st_mtime_ns)  # compressed now, as on a server that is long up


def middle(visits: list[tuple[Visit, Visit]], number: int, what: str) -> float:
    """The median of one figure of the first or second visits."""
    return float(statistics.median(getattr(pair[number], what) for pair in visits))


def report(pairs: Pairs, number: int, line: int) -> dict[str, float]:
    """Print one table; returns our shares of stock."""
    print(f"\n{VISITS[number]}, {LINES[line].title}")
    print(f"  {'':38} {'ms':>8} {'share':>6} {'bytes':>11} {'share':>6} {'memory':>8}")
    base = [middle(pairs[STOCK], number, what) or 1.0 for what in ("milliseconds", "sent")]
    for title, visits in pairs.items():
        time, sent, memory = (middle(visits, number, what) for what in ("milliseconds", "sent", "memory"))
        shares = f"{time:8.0f} {time / base[0]:6.2f} {sent:11,.0f} {sent / base[1]:6.2f}"
        print(f"  {title:38} {shares} {memory / 1e6:5.0f} MB")
    ours = pairs[OURS]
    return {
        "time": middle(ours, number, "milliseconds") / base[0],
        "bytes": middle(ours, number, "sent") / base[1],
    }


def judge(title: str, share: float, most: float) -> bool:
    """Print whether one budget was kept."""
    kept = share <= most
    print(f"  {'kept  ' if kept else 'MISSED'}  {share:.2f} of stock, at most {most:.2f}: {title}")
    return kept


def measure(playwright: Any, base: str, rounds: int, line: int) -> Pairs:
    """Alternate between all pages, so that a busy moment of the machine hits each."""
    Counting.line = LINES[line]
    titles = list(PAGES) if line == 0 else [OURS, STOCK]
    pairs: Pairs = {title: [] for title in titles}
    for number in range(rounds):
        print(f"{LINES[line].title}: round {number + 1} of {rounds} ...", flush=True)
        for title in titles:
            pairs[title].append(two_visits(playwright, base + PAGES[title]))
    if len({pairs[title][0][0].answer for title in SAME if title in pairs}) != 1:
        raise SystemExit("the runtimes gave different letters, so their times cannot be compared")
    return pairs


def page_bytes(playwright: Any, base: str) -> None:
    """What the site's own pages send before anything is touched."""
    print("Bytes as sent (gzip), empty profile")
    ask = f"import('{base}assets/second-take/engine.js').then((engine) => engine.ask({json.dumps(REQUEST)}))"
    for title, page, script in (
        ("a page of advice", "mishaps/overslept/", ""),
        ("the letter page, before a question is answered", "composer/", ""),
        ("the letter page, with its first letter", "composer/", ask),
    ):
        print(f"  {bytes_of(playwright, base + page, script):10,}  {title}")


def run(playwright: Any, base: str, rounds: int) -> bool:
    """Measure everything and print it; says whether every budget was kept."""
    page_bytes(playwright, base)
    kept = []
    verdicts = []
    for line in range(len(LINES)):
        pairs = measure(playwright, base, rounds, line)
        for number in range(len(VISITS)):
            shares = report(pairs, number, line)
            where = f"time, {VISITS[number]}, {LINES[line].title}"
            if (line, number) in BUDGETS:
                verdicts.append((where, shares["time"], BUDGETS[line, number]))
            if (line, number) == (0, 0):
                verdicts.append(("bytes, first visit", shares["bytes"], BYTES_BUDGET))
    print(f"\nBudgets, medians of {rounds}")
    kept = [judge(*verdict) for verdict in verdicts]
    return all(kept)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    from playwright.sync_api import sync_playwright

    lay_out()
    server = make_server(FOLDER, pages=Counting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        run(playwright, f"http://127.0.0.1:{server.server_port}/second-take/", asked.rounds)
    server.shutdown()


if __name__ == "__main__":
    main()
