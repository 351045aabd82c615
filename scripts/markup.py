"""Build HTML as values: every text and attribute is escaped, only `Html` goes in as it is."""

from __future__ import annotations

import html
import json
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GENERATED = ROOT / "docs" / "_generated"
CONTENT = ROOT / "src" / "secondtake" / "content"
VOID = {"input", "br", "hr"}


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


Child = str | Html | None | Iterable["Child"]


def escape(text: str) -> Html:
    """The text, safe between tags, in attributes and in Markdown around it (no indented or empty lines)."""
    return Html(html.escape(text, quote=True))


def inside(children: Iterable[Child]) -> Html:
    """Children one after the other: plain text escaped, markup kept, nothing for None."""
    return Html("".join(_written(child) for child in children))


def _written(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Html):
        return child
    if isinstance(child, str):
        return escape(child)
    return inside(child)


def tag(name: str, /, *children: Child, **attributes: str | bool | int | None) -> Html:
    """One element. `class_` and `for_` lose their underscore, other underscores become hyphens."""
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{inside(children)}</{name}>")


def _attribute(key: str, value: str | bool | int | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{html.escape(str(value), quote=True)}"'


def markdown_text(text: str) -> str:
    """Text that Markdown leaves alone: its marks are escaped, its lines are joined."""
    joined = " ".join(text.split())
    return "".join(
        "&#" + str(ord(c)) + ";" if c in r"\`*_{}[]()#+-!|<>&~^=:$" and not _harmless(c) else c for c in joined
    )


def _harmless(character: str) -> bool:
    """Marks that mean nothing in the middle of a line."""
    return character in "()-!:=+"


def as_json(value: object) -> str:
    """JSON in one fixed form, so that an unchanged value gives an unchanged file."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write_if_changed(path: Path, text: str) -> bool:
    """Write the file only when its text differs, so that a running preview rebuilds no more than it must."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def report(name: str, written: int, total: int) -> None:
    """Say what a build step did."""
    print(f"{name}: {written} of {total} files written", file=sys.stderr)
