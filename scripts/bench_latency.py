"""From a key to the letter: what the worker takes, and when the page has painted it, over a thousand keys.

A key is timed from its event to the frame after the page has shown the answers. The worker's time is that of all
questions that a key leads to. The page waits a moment after each key before it asks, so that a fast typist is not
interrupted; that wait is a choice and is taken off.
"""

from __future__ import annotations

import argparse
import re
import statistics
import threading
from collections.abc import Sequence
from typing import Any

from find_chromium import FLAGS, find_chromium
from runtime_node import ROOT
from serve import make_server

FIELD = '[name="evidence[0].answer"]'
WORDS = "I would rank the repairs by how many homes each one leaves without water. "
BUDGETS = {"worker": 16.0, "painted": 33.0, "longest task": 50.0}
# From the question to the answer, seen from the page: what the worker takes, and the way there and back.
WATCH = """(() => {
  const asked = new Map();
  const seen = new WeakSet();
  const post = Worker.prototype.postMessage;
  globalThis.answered = [];
  Worker.prototype.postMessage = function (message, ...more) {
    if (message?.kind === 'ask') asked.set(message.id, [JSON.parse(message.text).command, performance.now()]);
    if (!seen.has(this)) {
      seen.add(this);
      this.addEventListener('message', ({ data }) => {
        if (data.kind !== 'answer' || !asked.has(data.id)) return;
        const [command, began] = asked.get(data.id);
        globalThis.answered.push([command, performance.now() - began]);
      });
    }
    return post.call(this, message, ...more);
  };
})()"""
# One key: its event, the answers to all that is asked because of it, the page's own work, then the next frame. A key
# may leave the letter as it was (a space at its end), so what counts is that the page has shown what it was told.
TYPE = """async ([selector, count, words, pause]) => {
  const composer = document.querySelector('letter-composer');
  const field = document.querySelector(selector);
  const worker = [];
  const painted = [];
  const tasks = [];
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ type: 'longtask' });
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const show = composer.show;
  for (let key = 0; key < count; key += 1) {
    const text = field.value.length > 300 ? '' : field.value;
    const shown = new Promise((resolve) => {
      composer.show = (answer) => { show.call(composer, answer); resolve(); };
    });
    globalThis.answered.length = 0;
    const began = performance.now();
    field.value = text + words[key % words.length];
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await shown;
    await frame();
    painted.push(performance.now() - began - pause);
    worker.push(globalThis.answered.slice());
  }
  return { worker, painted, tasks };
}"""


def percentiles(values: Sequence[float]) -> tuple[float, float, float]:
    """The 50th, 95th and 99th."""
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    return cuts[49], cuts[94], cuts[98]


def open_composer(browser: Any, base: str) -> Any:
    """The letter page with a first letter."""
    page = browser.new_page()
    page.add_init_script(WATCH)
    page.goto(base + "composer/?mishap=rambled")
    page.fill('[name="interviewers[0].name"]', "Ana Costa")
    page.fill('[name="role"]', "Store Planner")
    page.fill(FIELD, "I would start from one crate.")
    there = "() => document.querySelector('.st-letter')?.textContent.includes('one crate')"
    page.wait_for_function(there, timeout=120_000)
    return page


def report(title: str, values: Sequence[float]) -> bool:
    """Print one row; says whether its 95th percentile kept its budget."""
    p50, p95, p99 = percentiles(values)
    most = BUDGETS[title]
    verdict = "kept" if p95 <= most else "MISSED"
    print(f"  {title:10} p50 {p50:6.1f}   p95 {p95:6.1f}   p99 {p99:6.1f} ms   p95 at most {most:.0f}: {verdict}")
    return p95 <= most


def pause_of() -> int:
    """How long the page waits after a key, read from its script."""
    text = (ROOT / "docs/assets/second-take/letter-composer.js").read_text(encoding="utf-8")
    found = re.search(r"const PAUSE = (\d+);", text)
    if found is None:
        raise SystemExit("letter-composer.js no longer says how long it waits")
    return int(found[1])


def main() -> None:
    """Type and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=1000)
    asked = parser.parse_args()
    from playwright.sync_api import sync_playwright

    server = make_server(ROOT / "site")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        page = open_composer(browser, f"http://127.0.0.1:{server.server_port}/second-take/")
        page.set_default_timeout(0)
        told = page.evaluate(TYPE, [FIELD, asked.keys, WORDS, pause_of()])
        browser.close()
    server.shutdown()
    print(f"From a key to the letter, {asked.keys} keys in Chromium, milliseconds")
    report("worker", [sum(time for _, time in key) for key in told["worker"]])
    for command in dict.fromkeys(command for key in told["worker"] for command, _ in key):
        times = [time for key in told["worker"] for name, time in key if name == command]
        p50, p95, p99 = percentiles(times)
        print(f"    {command:12} p50 {p50:4.1f}   p95 {p95:6.1f}   p99 {p99:6.1f} ms   {len(times)} questions")
    report("painted", told["painted"])
    longest = max(told["tasks"], default=0)
    print(f"  {len(told['tasks'])} tasks of the page over 50 ms, the longest {longest:.0f} ms")


if __name__ == "__main__":
    main()
