"""The hand-written prose of the pages, as plain text: no front matter, no links, no includes, no tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_FENCE = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_FACT = re.compile(r"\(?(?:\[[FR]\d+\]\([^)]*\)[,;]?\s*(?:and\s+)?)+\)?")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>|\{[:.#][^}]*\}")
_MARKS = re.compile(r"[*_`]+|^>\s?|^#+\s+|^\s*[-*+]\s+(?:\[[ x]\]\s+)?|^\s*\d+\.\s+", re.MULTILINE)
_NOT_PROSE = ("--8<--", "|", "///", "!!!", "???", "<!--")


def pages() -> list[Path]:
    """Every hand-written page; what the build writes is left out."""
    return [path for path in sorted(DOCS.rglob("*.md")) if "_generated" not in path.parts]


def paragraphs(path: Path) -> Iterator[str]:
    """The paragraphs, list entries and headings of a page in plain words."""
    text = _FENCE.sub("", _FRONT.sub("", path.read_text(encoding="utf-8")))
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.)\s)", text):
        kept = "\n".join(line for line in block.split("\n") if not line.lstrip().startswith(_NOT_PROSE))
        plain = plain_words(kept)
        if plain:
            yield plain


def plain_words(text: str) -> str:
    """Markdown as a reader hears it."""
    text = _LINK.sub(r"\1", _FACT.sub(" ", text))
    text = _MARKS.sub("", _TAG.sub("", text))
    return re.sub(r"\s+([.,;:?!)])", r"\1", " ".join(text.split()))
