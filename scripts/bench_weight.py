"""What a first view of each kind of page transfers before anyone touches it, as GitHub Pages would send it."""

from __future__ import annotations

import argparse
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from find_chromium import FLAGS, find_chromium
from serve import Pages, make_server

ROOT = Path(__file__).resolve().parent.parent
# One page of each kind.
KINDS = {
    "home": "",
    "advice": "mishaps/overslept/",
    "guide": "guide/how-bad/",
    "composer": "composer/",
    "letter check": "letter-check/",
    "checklist": "checklist/",
    "evidence": "evidence/",
    "regions": "regions/",
    "privacy": "privacy/",
}
BUDGET = 35_000  # bytes for the first view of an advice page


@contextmanager
def counting(folder: Path) -> Iterator[tuple[str, dict[str, int]]]:
    """The site at an address of its own, and what was sent from it: each file with its bytes on the way."""
    sent: dict[str, int] = {}

    class Counting(Pages):
        def sent(self, path: Path, size: int) -> None:
            sent[str(path.relative_to(self.folder))] = size

    server = make_server(folder, pages=Counting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/second-take/", sent
    server.shutdown()


def first_view(browser: Any, folder: Path, path: str) -> dict[str, int]:
    """What a browser with an empty cache fetches for one page that nobody touches."""
    with counting(folder) as (base, sent):
        context = browser.new_context()
        page = context.new_page()
        page.goto(base + path, wait_until="networkidle")
        context.close()
        return dict(sent)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", action="store_true", help="also print each file")
    asked = parser.parse_args()
    from playwright.sync_api import sync_playwright

    print(f"First view, gzip, nothing touched (budget for an advice page: {BUDGET:,} bytes)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        for kind, path in KINDS.items():
            sent = first_view(browser, ROOT / "site", path)
            print(f"  {sum(sent.values()):9,}  in {len(sent):2} files  {kind}")
            for file, size in sorted(sent.items(), key=lambda one: -one[1]) if asked.files else ():
                print(f"             {size:9,}  {file}")
        browser.close()


if __name__ == "__main__":
    main()
