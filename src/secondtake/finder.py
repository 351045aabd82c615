"""Everyday words to mishaps: every word typed must begin a word we know; the label counts for more."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from .model import Mishap

LEAST_STEM = 4  # a typed word may run on past a known one from this many letters: "rambling" finds "rambl..."
_SKIPPED = frozenset("a an and at for have i im in interview it job me my of on the to too was with".split())
_WORD = re.compile(r"[^\W_]+")
_DROPPED = re.compile("[\u0300-\u036f'\u2019]")


def matching(typed: str, mishaps: Mapping[str, Mishap], most: int = 6) -> tuple[Mishap, ...]:
    """The entries that the words point to, best first; none when no word is known."""
    every = _words(typed)
    asked = [word for word in every if word not in _SKIPPED] or every
    scored = [(_points(entry, asked), entry) for entry in mishaps.values()]
    found = sorted((one for one in scored if one[0] > 0), key=lambda one: (-one[0], one[1].code))
    return tuple(entry for _, entry in found[:most])


def _words(text: str) -> list[str]:
    plain = _DROPPED.sub("", unicodedata.normalize("NFKD", text.lower()))
    return _WORD.findall(plain)


def _points(entry: Mishap, asked: Iterable[str]) -> int:
    label = _words(entry.label)
    known = {word for phrase in (entry.id, *entry.everyday) for word in _words(phrase)}
    return sum(3 if _fits(word, label) else 2 if _fits(word, known) else -1 for word in asked)


def _fits(typed: str, words: Iterable[str]) -> bool:
    return any(word.startswith(typed) or (len(word) >= LEAST_STEM and typed.startswith(word)) for word in words)
