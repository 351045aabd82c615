"""Make the first view of a page light: one small style sheet, and the theme's script only when someone begins.

Reads and writes nothing but the output folder. Every page gets one sheet, with the rules that the pages of its kind
can use. The theme's script leaves its tag; `wake.js` fetches it at the first touch, with the sheet of everything that
it may show. PurgeCSS finds the rules and esbuild writes them small. Running this again changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SHEET = re.compile(r'\s*<link rel="stylesheet" href="(?P<top>[^":]*?)(?P<file>assets/[^":]+\.css)">')
THEME = re.compile(r'\s*<script src="(?P<address>[^":]*?assets/javascripts/bundle\.[^":]+)"></script>')
WAKE = re.compile(r'(?P<tag><script [^>]*\bdata-wake="(?:theme)?")></script>')
WITH_THEME = 'data-wake="theme"'


class Kind(NamedTuple):
    """Pages that load the same sheets."""

    files: tuple[str, ...]
    pages: list[Path]
    themed: bool


def lighten(site: Path) -> int:
    """Give each page its one sheet and put the theme's script off; returns how many sheets were written."""
    own = sorted((site / "assets" / "second-take").rglob("*.js"))
    theirs = sorted((site / "assets" / "javascripts").rglob("*.js"))
    made: set[str] = set()
    kinds = [kind for kind in kinds_of(site) if not all("/page-" in file for file in kind.files)]
    for kind in kinds:
        first = write_sheet(site, kind.files, [*kind.pages, *own])
        later = write_sheet(site, kind.files, [*kind.pages, *own, *theirs]) if kind.themed else ""
        made |= {first, later} - {""}
        for page in kind.pages:
            page.write_text(rewritten(page.read_text(encoding="utf-8"), first, later), encoding="utf-8")
    for file in {file for kind in kinds for file in kind.files}:
        (site / file).unlink()
    return len(made)


def kinds_of(site: Path) -> list[Kind]:
    """The pages of the site, by the sheets they load and by whether they may have the theme's script."""
    found: dict[tuple[tuple[str, ...], bool], list[Path]] = {}
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        files = tuple(match["file"] for match in SHEET.finditer(text))
        found.setdefault((files, WITH_THEME in text), []).append(page)
    return [Kind(files, pages, themed) for (files, themed), pages in found.items()]


def write_sheet(site: Path, files: Sequence[str], content: Sequence[Path]) -> str:
    """One sheet of these, named by its content, with the rules that the content can use; returns its file."""
    request = {"styles": [str(site / file) for file in files], "content": [str(path) for path in content]}
    command = ["node", str(ROOT / "scripts" / "purge_styles.mjs")]
    done = subprocess.run(command, input=json.dumps(request), capture_output=True, text=True, check=True, cwd=ROOT)
    file = f"assets/stylesheets/page-{hashlib.sha256(done.stdout.encode('utf-8')).hexdigest()[:16]}.css"
    (site / file).parent.mkdir(parents=True, exist_ok=True)
    (site / file).write_text(done.stdout, encoding="utf-8")
    return file


def rewritten(text: str, first: str, later: str) -> str:
    """The page with one sheet in the place of the first, and the theme's script handed to wake.js or left out."""
    sheets = list(SHEET.finditer(text))
    if not sheets:
        return text
    top, start = sheets[0]["top"], sheets[0].start()
    text = f'{text[:start]}\n<link rel="stylesheet" href="{top}{first}">{SHEET.sub("", text[start:])}'
    theme = THEME.search(text)
    if theme and WAKE.search(text):
        late = f' data-theme="{theme["address"]}" data-styles="{top}{later}"' if later else ""
        text = WAKE.sub(lambda tag: f"{tag['tag']}{late}></script>", THEME.sub("", text))
    return text
