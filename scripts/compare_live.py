"""Hold the published site against the list of files and hashes that its build wrote.

python scripts/compare_live.py https://example.org/second-take/ --manifest site/build.json
python scripts/compare_live.py https://example.org/second-take/ --sha256 5f2c...   the list is fetched, its hash given

Says which files are missing, changed, or there although no build put them there. The last are found the way a visitor
would find them: by following every link of every page and of the site map.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote, unquote, urljoin, urlsplit
from urllib.request import Request, urlopen

from finish_build import MANIFEST

LINKS = re.compile(rb"""(?:href|src)=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))|<loc>([^<]+)</loc>""")
ENDS_IN_LINKS = (".html", ".xml")
AT_ONCE = 8
PAUSE = 15.0  # seconds between two looks while the new version is on its way to every server
PATIENCE = 30.0


class ComparisonError(Exception):
    """The list of files cannot be had, or is not the one the build wrote."""


def fetch(base: str, name: str) -> bytes | None:
    """The live file, or None where there is none. Any other trouble raises."""
    request = Request(base + quote(name), headers={"Cache-Control": "no-cache"})  # noqa: S310 - main lets only http through
    try:
        with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            content: bytes = answer.read()
            return content
    except HTTPError as error:
        if error.code in (404, 410):
            return None
        raise


def fetch_all(base: str, names: Iterable[str]) -> dict[str, bytes | None]:
    """Several live files at once."""
    wanted = sorted(names)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(zip(wanted, pool.map(lambda name: fetch(base, name), wanted), strict=True))


def differences(base: str, files: dict[str, str]) -> list[str]:
    """Every way in which the live site is not the build, one line each."""
    live = fetch_all(base, files)
    found = [f"missing: {name}" for name, content in live.items() if content is None]
    found += [
        f"changed: {name}"
        for name, content in live.items()
        if content is not None and hashlib.sha256(content).hexdigest() != files[name]
    ]
    return sorted([*found, *(f"extra: {name}" for name in extras(base, live))])


def extras(base: str, live: dict[str, bytes | None]) -> list[str]:
    """Files that the live site links to, directly or through one another, and that are not on the list."""
    known, found, look_at = {*live, MANIFEST}, [], dict(live)
    while look_at:
        linked = {
            target
            for name, content in look_at.items()
            if content is not None and name.endswith(ENDS_IN_LINKS)
            for target in links_of(base, name, content)
        }
        look_at = fetch_all(base, linked - known)
        known |= set(look_at)
        found += [name for name, content in look_at.items() if content is not None]
    return found


def links_of(base: str, name: str, content: bytes) -> set[str]:
    """The files of this site that a page links to."""
    found = set()
    for groups in LINKS.findall(content):
        link = unescape(b"".join(groups).decode("utf-8", "replace"))
        target = urljoin(base + quote(name), link)
        if target.startswith(base):
            path = unquote(urlsplit(target.removeprefix(base)).path)
            found.add(path + "index.html" if path == "" or path.endswith("/") else path)
    return found


def files_on(content: bytes | None, sha256: str | None) -> dict[str, str]:
    """The list of files, if it is the one the build wrote."""
    if content is None:
        raise ComparisonError(f"there is no {MANIFEST}")
    if sha256 is not None and hashlib.sha256(content).hexdigest() != sha256:
        raise ComparisonError(f"{MANIFEST} is not the one this build wrote")
    files: dict[str, str] = json.loads(content)["files"]
    return files


def compare(base: str, manifest: Path | None, sha256: str | None) -> list[str]:
    """One look: the differences, or why there can be none."""
    try:
        files = files_on(manifest.read_bytes() if manifest else fetch(base, MANIFEST), sha256)
        return differences(base, files)
    except (ComparisonError, URLError, TimeoutError) as trouble:
        return [str(trouble)]


def until_same(base: str, manifest: Path | None, sha256: str | None, wait: float) -> list[str]:
    """Look again until the live site is the build, or until so many seconds are over."""
    ends = time.monotonic() + wait
    while True:
        found = compare(base, manifest, sha256)
        if not found or time.monotonic() >= ends:
            return found
        print(f"{len(found)} differences, the first: {found[0]}; looking again", flush=True)
        time.sleep(min(PAUSE, max(0.0, ends - time.monotonic())))


def parser() -> argparse.ArgumentParser:
    """The command line of this script."""
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("base", help="the site's address")
    which = made.add_mutually_exclusive_group(required=True)
    which.add_argument("--manifest", type=Path, help="the list that the build wrote")
    which.add_argument("--sha256", help="the hash of that list, which is then taken from the site itself")
    made.add_argument("--wait", type=float, default=0, help="seconds to go on looking while they differ (default: 0)")
    return made


def main() -> int:
    """Compare; the exit code is 1 when anything differs."""
    asked = parser().parse_args()
    base = asked.base.rstrip("/") + "/"
    if urlsplit(base).scheme not in ("http", "https"):
        print("compare_live: the address must begin with https:// or http://", file=sys.stderr)
        return 2
    found = until_same(base, asked.manifest, asked.sha256, asked.wait)
    for line in found:
        print(line)
    print(f"{base} {'is the build' if not found else f'differs in {len(found)} places'}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
