"""Say on every page of the built site which build it is, and list every file of the build with its hash.

The list goes out with the site as build.json. scripts/compare_live.py holds the published files against it.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = "build.json"
FOOTER = re.compile(r'(<p class="st-build">).*?(</p>)')
SHOWN = 8  # characters of a commit: enough to find it, short enough for a footer


def version() -> str:
    """The version in pyproject.toml."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        found: str = tomllib.load(file)["project"]["version"]
    return found


def build_name(number: str, commit: str) -> str:
    """What the footer calls a build."""
    return f"Version {number}, build {commit[:SHOWN]}"


def name_build(site: Path, number: str, commit: str) -> int:
    """Write version and commit into the footer of every page; returns how many pages have that footer."""
    named = 0
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        stamped, count = FOOTER.subn(rf"\g<1>{build_name(number, commit)}\g<2>", text)
        named += bool(count)
        if stamped != text:
            page.write_text(stamped, encoding="utf-8")
    return named


def files_of(site: Path) -> dict[str, str]:
    """Every published file and its SHA-256, in a fixed order; the list itself is not on it."""
    paths = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in sorted(paths.items()) if name != MANIFEST
    }


def write_manifest(site: Path, number: str, commit: str) -> None:
    """Write build.json. It holds no time, so that two builds of one commit are the same bytes."""
    name = build_name(number, commit)  # by it the offline copy renames a page in which nothing else changed
    manifest = {"schema": 1, "version": number, "commit": commit, "name": name, "files": files_of(site)}
    (site / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
