"""The speed of the letter check beside proselint, write-good, alex and Harper: one run, one machine, the same letters.

Every checker has a process of its own, is started several times in turn with the others, so that a busy moment of the
machine hits all, and is warmed up before it is timed. The letters are those of tests/corpus/develop, one by one.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from bench_review import growth, letter_of, letters, milliseconds
from find_chromium import FLAGS, find_chromium
from runtime_node import ROOT, SCRIPTS
from serve import make_server

FIRST = "I was late for the interview on Monday and I am sorry that you had to wait for me so long."
PYTHON = [sys.executable, str(SCRIPTS / "bench_peers_python.py")]
NODE = ["node", str(SCRIPTS / "bench_peers.mjs")]
COMMANDS = {
    "secondtake": PYTHON,
    "proselint": PYTHON,
    "write-good": NODE,
    "alex": NODE,
    "harper.js": NODE,
}
IMPORT = "import time; began = time.perf_counter(); import secondtake; print(time.perf_counter() - began)"
WORDS = 170
KEYS = 400
IN_PAGE = """async ({ engine, text, keys }) => {
  const { ask } = await import(engine);
  const times = [];
  for (let key = 0; key < keys; key += 1) {
    const began = performance.now();
    const answer = await ask({ command: "review", text: text + "x".repeat(key % 7), channel: "email" });
    times.push(performance.now() - began);
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  }
  return times.slice(keys / 10);
}"""


@dataclass(slots=True)
class Measured:
    """What one checker did over all its starts."""

    version: str = ""
    starts: list[float] = field(default_factory=list)
    passes: list[float] = field(default_factory=list)
    findings: int = 0


def run_checker(name: str, given: str, measured: Measured) -> None:
    """Start a checker once; its first line of output is its first verdict."""
    began = time.perf_counter()
    with subprocess.Popen(
        [*COMMANDS[name], name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdin is not None and process.stdout is not None  # noqa: S101 - tells the type checker
        process.stdin.write(given)
        process.stdin.close()
        measured.version = json.loads(process.stdout.readline())["version"]
        measured.starts.append(time.perf_counter() - began)
        for line in process.stdout:
            done = json.loads(line)
            measured.passes.append(done["seconds"])
            measured.findings = int(done["findings"])
    if process.returncode != 0:
        raise SystemExit(f"{name} failed")


def compare(texts: list[str], starts: int, passes: int) -> dict[str, Measured]:
    """Every checker in turn, several times."""
    given = json.dumps({"first": FIRST, "texts": texts, "passes": passes})
    measured = {name: Measured() for name in COMMANDS}
    for number in range(starts):
        print(f"Prose checkers: round {number + 1} of {starts} ...", flush=True)
        for name in COMMANDS:
            run_checker(name, given, measured[name])
    return measured


def report(measured: dict[str, Measured], texts: list[str]) -> None:
    """Words a second and start-up, side by side."""
    words = sum(len(text.split()) for text in texts)
    print(f"Prose checkers on the same {len(texts)} letters, {words:,} words; start-up is a new process to its first")
    print("verdict; throughput the fastest pass of a warm process, start-up the median")
    rates = {name: words / min(one.passes) for name, one in measured.items()}
    for name, one in measured.items():
        ratio = rates[name] / rates["proselint"]
        start = 1000 * statistics.median(one.starts)
        print(
            f"  {name:11} {one.version:8} {rates[name]:9,.0f} words a second, {ratio:5.2f} of proselint;"
            f" start-up {start:5.0f} ms; {one.findings:4} findings"
        )
    print(aim("throughput beside proselint", rates["secondtake"] / rates["proselint"], 5, "times", more=True))


def aim(what: str, value: float, limit: float, unit: str, *, more: bool = False) -> str:
    """One figure beside its aim."""
    met = value >= limit if more else value < limit
    side = "at least" if more else "under"
    return f"  {what:44} {value:7.2f} {unit} (aim: {side} {limit}: {'met' if met else 'MISSED'})"


def import_milliseconds(runs: int) -> float:
    """How long `import secondtake` takes in a new process with its compiled files in place, the median of several."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
        settings.pop("PYTHONDONTWRITEBYTECODE", None)
        times = [
            float(subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, check=True, env=settings).stdout)
            for _ in range(runs + 1)
        ]
    return 1000 * statistics.median(times[1:])


def page_times(playwright: Any, base: str, text: str) -> list[float]:
    """Milliseconds from asking the page's worker to having its answer, key after key, in Chromium."""
    browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
    try:
        page = browser.new_page()
        page.goto(f"{base}letter-check/")
        asked = {"engine": f"{base}assets/second-take/engine.js", "text": text, "keys": KEYS}
        times: list[float] = page.evaluate(IN_PAGE, asked)
        return times
    finally:
        browser.close()


def in_page(text: str) -> list[float]:
    """The same, against the built site on a free port."""
    from playwright.sync_api import sync_playwright

    server = make_server(ROOT / "site")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with sync_playwright() as playwright:
            return page_times(playwright, f"http://127.0.0.1:{server.server_port}/second-take/", text)
    finally:
        server.shutdown()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--starts", type=int, default=3)
    parser.add_argument("--passes", type=int, default=3)
    asked = parser.parse_args()
    texts = [letter.text for letter in letters("develop")]
    report(compare(texts, asked.starts, asked.passes), texts)
    one = letter_of(texts, WORDS)
    print(f"The letter check alone, Python {platform.python_version()} and the page in Chromium")
    print(aim("import secondtake", import_milliseconds(9), 60, "ms"))
    print(aim(f"a letter of {len(one.split())} words, CPython", milliseconds(one), 5, "ms"))
    print(aim("growth of time, 10^3 to 10^6 characters", growth(texts), 1.15, "as exponent"))
    cuts = statistics.quantiles(in_page(one), n=20)
    print(f"  {'the same letter in the page, median':44} {cuts[9]:7.2f} ms")
    print(aim("the same letter in the page, 95th percentile", cuts[18], 16, "ms"))


if __name__ == "__main__":
    main()
