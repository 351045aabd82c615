"""Find a Chromium for the browser tests, and install one when asked and allowed."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

VARIABLES = ("SECONDTAKE_CHROMIUM", "CHROME_PATH")
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge")
CACHES = ("~/.cache/ms-playwright", "~/Library/Caches/ms-playwright", "~/AppData/Local/ms-playwright")
INSIDE_CACHE = (
    "chromium*/chrome-*/chrome",
    "chromium*/chrome-*/headless_shell",
    "chromium*/chrome-*/chrome-headless-shell",
    "chromium*/chrome-*/*.app/Contents/MacOS/*",
    "chromium*/chrome-*/chrome.exe",
)
# No sandbox, because containers and root have none; nothing of the browser's own may go out during a test.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)


def candidates() -> Iterator[str]:
    """Places to look, the person's own wish first."""
    for variable in VARIABLES:
        if os.environ.get(variable):
            yield os.environ[variable]
    for name in NAMES:
        found = shutil.which(name)
        if found:
            yield found
    for cache in (os.environ.get("PLAYWRIGHT_BROWSERS_PATH", ""), *CACHES):
        folder = Path(cache).expanduser()
        if cache and folder.is_dir():
            for pattern in INSIDE_CACHE:
                yield from (str(path) for path in sorted(folder.glob(pattern), reverse=True))


def find_chromium() -> str | None:
    """The first candidate that can be run, or None."""
    return next((path for path in candidates() if os.access(path, os.X_OK)), None)


def install() -> None:
    """Install the system's Chromium; only root may."""
    if not (hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")):
        return
    print("[browser] installing chromium with apt-get ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment)
    subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False, env=environment)


def main() -> int:
    """Print the path, or say what to do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--install", action="store_true", help="install it when there is none and this is root")
    asked = parser.parse_args()
    if find_chromium() is None and asked.install:
        install()
    path = find_chromium()
    if path is None:
        print(f"No Chromium found. Install one, or set {VARIABLES[0]} to its path.", file=sys.stderr)
        return 1
    print(f"[browser] {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
