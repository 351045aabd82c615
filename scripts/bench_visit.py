"""One visit to a page in a browser of its own: time to the first letter, bytes, memory; the line as fast as wanted."""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from find_chromium import FLAGS, find_chromium
from serve import Pages

REST = 2_000  # ms before the page: a browser just launched is busy with itself, which a person's is not
SETTLE = 6_000  # ms after the letter, so that the browser and the page can write their caches
KEPT_WITHIN = 60  # seconds for a page that says, as `kept`, when it has kept what its next visit uses
CHUNK = 16_384


class Line(NamedTuple):
    """A connection: its name, bytes a second (0: as fast as it goes) and seconds before each answer."""

    title: str
    rate: int = 0
    delay: float = 0.0


LINES = (Line("as fast as it goes"), Line("10 Mbit/s, 40 ms", 1_250_000, 0.04))


class Visit(NamedTuple):
    """One visit: time to the first letter, what was sent until then, the letter, the renderers' memory."""

    milliseconds: float
    sent: int
    answer: str
    memory: int


class Counting(Pages):
    """The server, counting what it sends and keeping to the line. All connections share the line."""

    total = 0
    line = LINES[0]
    free_at = 0.0
    lock = threading.Lock()

    def sent(self, path: Path, size: int) -> None:
        """Add to the total of all requests, and wait as long as the line needs."""
        Counting.total += size
        time.sleep(self.line.delay)
        if self.line.rate and not isinstance(self.wfile, Slow):
            self.wfile = Slow(self.wfile)  # type: ignore[assignment]


class Slow:
    """Writes in small pieces, each when the line is free."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, data: bytes) -> int:
        """Write at the rate of the line that all share."""
        for at in range(0, len(data), CHUNK):
            piece = data[at : at + CHUNK]
            if Counting.line.rate:
                with Counting.lock:
                    start = max(time.monotonic(), Counting.free_at)
                    Counting.free_at = start + len(piece) / Counting.line.rate
                time.sleep(max(0.0, Counting.free_at - time.monotonic()))
            self._file.write(piece)
        return len(data)


@contextmanager
def profile(playwright: Any, folder: str) -> Iterator[Any]:
    """A browser with its own profile on disk; opening the same folder again is a second visit."""
    context = playwright.chromium.launch_persistent_context(folder, executable_path=find_chromium(), args=list(FLAGS))
    try:
        yield context.pages[0]
    finally:
        context.close()


def renderer_memory(folder: str) -> int:
    """Bytes that the renderers of the browser with this profile hold, shared pages split; 0 where /proc has no say."""
    parents: dict[int, int] = {}
    lines: dict[int, str] = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            lines[int(place.name)] = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            parents[int(place.name)] = int((place / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
    ours = {process for process, line in lines.items() if f"--user-data-dir={folder}" in line}
    while more := {process for process, parent in parents.items() if parent in ours} - ours:
        ours |= more
    return sum(_share(process) for process in ours if "--type=renderer" in lines[process])


def _share(process: int) -> int:
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("Pss:")), 0)


def visit(playwright: Any, folder: str, url: str) -> Visit:
    """Open a bench page and wait for its letter."""
    with profile(playwright, folder) as page:
        page.wait_for_timeout(REST)
        before = Counting.total
        page.goto(url)
        page.wait_for_function("globalThis.letter", timeout=180_000)
        milliseconds, answer = page.evaluate("letter")
        sent = Counting.total - before
        memory = renderer_memory(folder)
        page.wait_for_timeout(SETTLE)
        wait_until_kept(page)
        return Visit(milliseconds, sent, answer, memory)


def wait_until_kept(page: Any) -> None:
    """A person stays longer than a busy machine needs; a page that keeps nothing is not waited for."""
    for _ in range(KEPT_WITHIN):
        if page.evaluate("globalThis.kept ? globalThis.kept() : true"):
            return
        page.wait_for_timeout(1_000)


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


def main() -> None:
    """Visit one address twice and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", help="a page that sets `letter` to [milliseconds, answer]")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        for one in two_visits(playwright, parser.parse_args().url):
            print(f"  {one.milliseconds:7.0f} ms, {one.sent:,} bytes, {one.memory:,} bytes of memory")


if __name__ == "__main__":
    main()
