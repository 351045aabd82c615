"""Name every script that a page's scripts import in the page itself, so that a browser fetches all of them at once.

Without it each script is only found when the one that imports it has been read, level after level. Reads and writes
nothing but the output folder; running it again changes nothing.
"""

from __future__ import annotations

import argparse
import re
from functools import cache
from os.path import relpath
from pathlib import Path

IMPORT = re.compile(r'^(?:import|export)\b[^"\';]*?["\'](\.[^"\']+)["\'];', re.MULTILINE)
MODULE = re.compile(r'[ \t]*<script type="module" src="([^":]+)"')
NAMED = re.compile(r'[ \t]*<link rel="modulepreload"[^>]*>\n?')


@cache
def imports_of(script: Path, changed: int) -> tuple[Path, ...]:
    """The scripts that one imports as it is read (`changed` is part of the key)."""
    return tuple((script.parent / found).resolve() for found in IMPORT.findall(script.read_text(encoding="utf-8")))


def all_imports(scripts: list[Path]) -> list[Path]:
    """Every script that these import, directly or not, and that is not one of them; in the order of their names."""
    seen: set[Path] = set()
    left = list(scripts)
    while left:
        script = left.pop()
        if script not in seen and script.exists():
            seen.add(script)
            left += imports_of(script, script.stat().st_mtime_ns)
    return sorted(seen - set(scripts))


def preloads(folder: Path, scripts: list[Path]) -> str:
    """The links for a page in a folder that loads these scripts."""
    names = (relpath(script, folder).replace("\\", "/") for script in all_imports(scripts))
    return "".join(f'<link rel="modulepreload" href="{name}">\n' for name in names)


def name_modules(site: Path) -> int:
    """Write the links before the first script of every page that has modules; returns on how many pages."""
    changed = 0
    for page in sorted(site.resolve().rglob("*.html")):
        before = page.read_text(encoding="utf-8")
        text = NAMED.sub("", before)
        found = list(MODULE.finditer(text))
        if links := preloads(page.parent, [(page.parent / one[1]).resolve() for one in found]):
            text = f"{text[: found[0].start()]}{links}{text[found[0].start() :]}"
            changed += 1
        if text != before:
            page.write_text(text, encoding="utf-8")
    return changed


def main() -> None:
    """Name the modules of a built site."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    print(f"  {name_modules(parser.parse_args().site)} pages name the scripts that theirs import")


if __name__ == "__main__":
    main()
