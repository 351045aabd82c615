"""Choose one wording among several: only those whose slots have values, the most particular first, by the person's
own facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

from .model import Wordings
from .slots import Slot, fill, names_in

# Nearly every letter knows these, so a passage is no more particular for holding one of them.
EVERYWHERE = frozenset({"role", "company", "candidate"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filled passage, the slots it used, and which of how many alternatives it is."""

    text: str
    used: tuple[str, ...]
    wording: int
    wordings: int


def eligible(passages: tuple[str, ...], slots: Mapping[str, Slot]) -> tuple[str, ...]:
    """The passages that can be said with these values: fewest gaps first, then most details."""
    ranked: dict[tuple[int, int], list[str]] = {}
    for passage in passages:
        names = names_in(passage)
        if not all(name in slots for name in names):
            continue
        gaps = sum(slots[name].gap for name in names)
        ranked.setdefault((gaps, -len(names - EVERYWHERE)), []).append(passage)
    return tuple(ranked[min(ranked)]) if ranked else ()


def of_register(wordings: Wordings, register: str) -> tuple[str, ...]:
    """The alternatives of one register."""
    return wordings.warm if register == "warm" else wordings.plain


def choose(passages: tuple[str, ...], slots: Mapping[str, Slot], seed: str, step: int) -> Chosen | None:
    """One passage, filled. The same seed gives the same passage everywhere; `step` walks on from it."""
    options = eligible(passages, slots)
    if not options:
        return None
    index = (crc32(seed.encode("utf-8", "replace")) + step) % len(options)
    text = fill(options[index], slots)
    if text.split(" ", 1)[0].islower():  # a passage may open with a slot; "iOS" keeps its small letter
        text = text[0].upper() + text[1:]
    return Chosen(text, tuple(sorted(names_in(options[index]))), index, len(options))
