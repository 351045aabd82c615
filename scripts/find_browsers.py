"""Find Firefox and WebKitGTK for `make test-browsers`, and install them when asked and allowed.

Chromium is looked for by find_chromium.py. Playwright's own builds of the other two are not used: the tests drive the
browsers that a package manager installs. WebKitGTK stands in for Safari; it needs a screen, and Xvfb is one.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

FIREFOX = ("firefox-esr", "firefox")
MINI_BROWSERS = ("/usr/lib/*/webkit2gtk-4.1/MiniBrowser", "/usr/lib*/webkit2gtk-4.1/MiniBrowser")
WEBKIT_DRIVER = "WebKitWebDriver"
PACKAGES = {"firefox": ("firefox-esr",), "webkit": ("webkit2gtk-driver", "xvfb")}


def find_firefox() -> str | None:
    """The Firefox to drive: the person's own wish, then what is installed."""
    wish = os.environ.get("SECONDTAKE_FIREFOX")
    return wish or next((path for path in map(shutil.which, FIREFOX) if path), None)


def find_webkit() -> tuple[str, str] | None:
    """WebKitGTK's driver and its small browser, when both are there and there is a screen to show it on."""
    driver = shutil.which(WEBKIT_DRIVER)
    browser = next((str(path) for pattern in MINI_BROWSERS for path in Path("/").glob(pattern[1:])), None)
    screen = os.environ.get("DISPLAY") or shutil.which("Xvfb")
    return (driver, browser) if driver and browser and screen else None


def missing() -> list[str]:
    """The engines that cannot be run here."""
    return [name for name, found in (("firefox", find_firefox()), ("webkit", find_webkit())) if not found]


def install(engines: Iterable[str]) -> None:
    """Install the packages of these engines; only root may."""
    wanted = [package for engine in engines for package in PACKAGES[engine]]
    if not wanted or not (hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")):
        return
    print(f"[browsers] installing {' '.join(wanted)} with apt-get ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *wanted], check=False, env=environment
    )


def main() -> int:
    """Say which engines are here. A missing one is no error: its tests say that they were left out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--install", action="store_true", help="install what is missing when this is root")
    if parser.parse_args().install:
        install(missing())
    absent = missing()
    print(f"[browsers] firefox: {'missing' if 'firefox' in absent else find_firefox()}")
    print(f"[browsers] webkit: {'missing' if 'webkit' in absent else ' with '.join(find_webkit() or ())}")
    for engine in absent:
        print(f"[browsers] {engine} is left out; it needs: {' '.join(PACKAGES[engine])}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
