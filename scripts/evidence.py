"""The facts and sources as the build steps need them, and where on the site each fact is used."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markup import CONTENT, ROOT

DOCS = ROOT / "docs"
FACT_LINK = re.compile(r"evidence\.md#(f\d+)")
FACT_NUMBER = re.compile(r"F\d+")
# Content keys under which a fact may be named.
NAMING = ("facts", "source", "sources")
PAGE_OF_FOLDER = {"letters": "composer.md", "rules": "rules.md", "regions": "regions.md"}
VERDICT = str(tomllib.loads((CONTENT / "evidence.toml").read_text(encoding="utf-8"))["words"]["checklist"])
KIND_OF_FOLDER = {"mishaps": "mishap", "letters": "letter", "rules": "rule", "regions": "region"}


@dataclass(frozen=True, slots=True, order=True)
class Use:
    """One place that rests on a fact: its kind, its title and its page, relative to docs/."""

    kind: str
    title: str
    page: str


def read(name: str) -> dict[str, Any]:
    """One content file as plain data."""
    return tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))


def number(fact_id: str) -> int:
    """The number in F12 or R12, for sorting."""
    return int(fact_id[1:])


def pages() -> Iterator[tuple[str, str]]:
    """Every hand-written page: its path relative to docs/, and its text."""
    for path in sorted(DOCS.rglob("*.md")):
        if "_generated" not in path.parts:
            yield path.relative_to(DOCS).as_posix(), path.read_text(encoding="utf-8")


def title_of(text: str, page: str) -> str:
    """The title in the front matter, else the page's own name."""
    found = re.search(r"^title: *(.+)$", text, re.MULTILINE)
    return found.group(1).strip().strip("\"'") if found else page


def facts_named(value: object, naming: bool = False) -> Iterator[str]:
    """Facts named anywhere inside a value, under one of the keys that name facts."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from facts_named(inner, naming or key in NAMING)
    elif isinstance(value, list):
        for inner in value:
            yield from facts_named(inner, naming)
    elif naming and isinstance(value, str):
        yield from FACT_NUMBER.findall(value)


def content_files() -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every content file that may rest on facts, as plain data."""
    own = {"facts.toml", "sources.toml", "evidence.toml"}
    for path in sorted(CONTENT.rglob("*.toml")):
        if path.name not in own:
            yield path, tomllib.loads(path.read_text(encoding="utf-8"))


def use_in_content(path: Path, data: Mapping[str, Any]) -> Use:
    """Where a reader meets this content file."""
    folder = path.parent.name
    title = str(data.get("label") or data.get("title") or path.stem.replace("-", " "))
    if folder == "mishaps":
        return Use("mishap", title, f"mishaps/{path.stem}.md")
    if folder not in KIND_OF_FOLDER:
        return Use("verdict", VERDICT, "checklist.md")
    place = "" if folder == "letters" else f"#{path.stem}"
    return Use(KIND_OF_FOLDER[folder], title, PAGE_OF_FOLDER[folder] + place)


def uses() -> dict[str, list[Use]]:
    """For each fact, the pages, mishaps, rules, letters and regions that rest on it, each once."""
    found: dict[str, set[Use]] = defaultdict(set)
    for page, text in pages():
        # A mishap page is known by its content entry, so that it is listed once.
        for link in FACT_LINK.findall(text):
            kind = "mishap" if page.startswith("mishaps/") and page != "mishaps/index.md" else "page"
            found[link.upper()].add(Use(kind, title_of(text, page), page))
    for path, data in content_files():
        for fact in facts_named(data):
            found[fact].add(use_in_content(path, data))
    return {fact: _once(places) for fact, places in found.items()}


def _once(places: set[Use]) -> list[Use]:
    """One use per page: a mishap page and its entry may carry slightly different titles."""
    by_place: dict[tuple[str, str], Use] = {}
    for use in sorted(places):
        key = (use.page, use.title if use.kind in {"rule", "letter", "region", "verdict"} else "")
        by_place.setdefault(key, use)
    return sorted(by_place.values())
