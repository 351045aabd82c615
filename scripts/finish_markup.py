"""Small changes to the built pages that the theme would otherwise make by script, or that a template cannot make.

The theme wraps wide tables so that they scroll on their own; done here, nothing moves when its script arrives. The page
for unknown addresses gets the finder of the page of all mishaps, so that there is one copy of it.
"""

from __future__ import annotations

import re
from pathlib import Path

WRAP = '<div class="md-typeset__scrollwrap"><div class="md-typeset__table">'
TABLE = re.compile(r'(?<!<div class="md-typeset__table">)<table>.*?</table>', re.DOTALL)
FINDER = re.compile(r'<section class="st-finder">.*?</section>', re.DOTALL)
PLACE = re.compile(r'<section class="st-finder" data-pages="([^"]+)"></section>')


def complete(site: Path) -> int:
    """Finish the markup of every page; returns how many were changed."""
    source = site / "mishaps" / "index.html"
    found = FINDER.search(source.read_text(encoding="utf-8")) if source.exists() else None
    finder = found[0] if found else ""
    changed = 0
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        done = TABLE.sub(lambda table: f"{WRAP}{table[0]}</div></div>", text)
        place = PLACE.search(done)
        if place:
            done = done.replace(place[0], finder.replace('"./"', f'"{place[1]}"'))
        if done != text:
            page.write_text(done, encoding="utf-8")
            changed += 1
    return changed
