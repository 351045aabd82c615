"""Find pdftotext and pdfinfo, which read the printed letter in a test, and install them when asked and allowed."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys

PROGRAMS = ("pdftotext", "pdfinfo")
PACKAGE = "poppler-utils"


def missing() -> list[str]:
    """The programs that this machine lacks."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


def install() -> None:
    """Install them from the system's packages; only root may."""
    if not (hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")):
        return
    print(f"[poppler] installing {PACKAGE} with apt-get ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment)
    subprocess.run(["apt-get", "install", "-y", "-qq", PACKAGE], check=False, env=environment)


def main() -> int:
    """Say what is there. A machine without them runs all other tests, so this is no failure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--install", action="store_true", help="install them when they are missing and this is root")
    asked = parser.parse_args()
    if missing() and asked.install:
        install()
    lacking = missing()
    print(f"[poppler] {'no ' + ', '.join(lacking) + f': install {PACKAGE}' if lacking else 'there'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
