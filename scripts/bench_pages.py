"""Bytes and time from navigation to the first letter, beside stock Pyodide making the same call, in one run."""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from bench_stock import lay_out_stock
from find_chromium import FLAGS, find_chromium
from runtime_node import ROOT
from runtime_workload import situation
from serve import Pages, make_server

FOLDER = ROOT / ".build" / "bench"
REQUEST = {"schema": 1, "command": "compose", "situation": situation("overslept")}
# Bare pages, so that only the engine differs. Each sets `letter` to [milliseconds since navigation, answer].
OURS_PAGE = """<!doctype html><meta charset="utf-8"><title>ours</title><script type="module">
import { exchange } from "./assets/second-take/engine.js";
const answer = await exchange(JSON.stringify(REQUEST));
globalThis.letter = [performance.now(), answer];
</script>"""
SETTLE = 4_000  # ms after the letter, so that the browser can write its caches


class Visit(NamedTuple):
    """One visit: time to the first letter and what was sent until then."""

    milliseconds: float
    sent: int
    answer: str


class Counting(Pages):
    """The server, counting what it sends."""

    total = 0

    def sent(self, path: Path, size: int) -> None:
        """Add to the total of all requests."""
        Counting.total += size


def lay_out() -> None:
    """A copy of the site at its own address, which its policy names, with the two bench pages and the stock files."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    shutil.copytree(ROOT / "site", FOLDER)
    request = json.dumps(REQUEST)
    (FOLDER / "bench.html").write_text(OURS_PAGE.replace("REQUEST", request), encoding="utf-8")
    lay_out_stock(FOLDER / "stock", request)


@contextmanager
def profile(playwright: Any, folder: str) -> Iterator[Any]:
    """A browser with its own profile on disk; opening the same folder again is a second visit."""
    context = playwright.chromium.launch_persistent_context(folder, executable_path=find_chromium(), args=list(FLAGS))
    try:
        yield context.pages[0]
    finally:
        context.close()


def visit(playwright: Any, folder: str, url: str) -> Visit:
    """Open a bench page and wait for its letter."""
    with profile(playwright, folder) as page:
        before = Counting.total
        page.goto(url)
        page.wait_for_function("globalThis.letter", timeout=120_000)
        milliseconds, answer = page.evaluate("letter")
        sent = Counting.total - before
        page.wait_for_timeout(SETTLE)
        return Visit(milliseconds, sent, answer)


def two_visits(playwright: Any, url: str) -> tuple[Visit, Visit]:
    """A first visit with an empty profile, and a second one."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        return visit(playwright, folder, url), visit(playwright, folder, url)


def bytes_of(playwright: Any, url: str, script: str = "") -> int:
    """Bytes of a page's first view with nothing touched, and of what the script then asks for."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, profile(playwright, folder) as page:
        before = Counting.total
        page.goto(url, wait_until="networkidle")
        if script:
            page.evaluate(script)
        return Counting.total - before


def report(ours: list[tuple[Visit, Visit]], stock: list[tuple[Visit, Visit]]) -> None:
    """Medians and their ratios."""
    for number, title in ((0, "first visit"), (1, "second visit")):
        mine = [pair[number] for pair in ours]
        theirs = [pair[number] for pair in stock]
        times = [statistics.median(visit.milliseconds for visit in visits) for visits in (mine, theirs)]
        sizes = [statistics.median(visit.sent for visit in visits) for visits in (mine, theirs)]
        print(f"  {title:12}  {times[0]:7.0f} ms, stock {times[1]:7.0f} ms, ratio {times[0] / times[1]:.2f}")
        ratio = f"{sizes[0] / sizes[1]:.2f}" if sizes[1] else "-"
        print(f"  {'':12}  {sizes[0]:9,.0f} bytes, stock {sizes[1]:9,.0f} bytes, ratio {ratio}")


def run(playwright: Any, base: str, rounds: int) -> None:
    """Alternate between the two, so that a busy moment of the machine hits both."""
    print("Bytes as sent (gzip), empty profile")
    ask = f"import('{base}assets/second-take/engine.js').then((engine) => engine.ask({json.dumps(REQUEST)}))"
    for title, page, script in (
        ("a page of advice", "mishaps/overslept/", ""),
        ("the letter page, before a question is answered", "composer/", ""),
        ("the letter page, with its first letter", "composer/", ask),
    ):
        print(f"  {bytes_of(playwright, base + page, script):10,}  {title}")
    ours, stock = [], []
    for number in range(rounds):
        print(f"Navigation to first letter: round {number + 1} of {rounds} ...", flush=True)
        ours.append(two_visits(playwright, f"{base}bench.html"))
        stock.append(two_visits(playwright, f"{base}stock/bench.html"))
    if ours[0][0].answer != stock[0][0].answer:
        raise SystemExit("the two runtimes gave different letters, so their times cannot be compared")
    print(f"Navigation to first letter in Chromium, the page's own archive against stock Pyodide, median of {rounds}")
    report(ours, stock)


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
