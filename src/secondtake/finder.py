"""Everyday words to mishaps. Endings and spelling may differ; a rare word counts for more, and so does a whole phrase.

The page reads words in the same way (`match-mishaps.js`), from the same `content/finding.toml`.
"""

from __future__ import annotations

import math
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from .model import Mishap

LEAST_LEFT = 3  # letters that stay when an ending falls off
ALMOST = 0.7  # what a word counts for when it only begins, or is spelled, like a known one
_WORD = re.compile(r"[^\W_]+")
_DROPPED = re.compile("[\u0300-\u036f'\u2019]")


@dataclass(frozen=True, slots=True)
class Reading:
    """How words are read: what to pass over, which endings fall off, which stem stands for which."""

    skipped: frozenset[str]
    endings: tuple[tuple[str, str], ...]
    same: Mapping[str, str]

    def stems(self, text: str) -> tuple[str, ...]:
        """The stems that carry meaning, in order; all of them where none does."""
        every = words(text)
        meaning = [word for word in every if word not in self.skipped] or every
        return tuple(self.same.get(found, found) for found in (stem(word, self.endings) for word in meaning))


def reading(data: Mapping[str, Any]) -> Reading:
    """The rules for reading words, from finding.toml's tables."""
    endings = tuple((ending, instead) for ending, instead in data["endings"])
    pairs = ((word, line[0]) for line in data["same"] for word in line)
    same = {stem(word, endings): stem(first, endings) for word, first in pairs}
    return Reading(frozenset(data["skipped"]), endings, same)


def words(text: str) -> list[str]:
    """Words in small letters, without accents and apostrophes."""
    plain = _DROPPED.sub("", unicodedata.normalize("NFKD", text.lower()))
    return _WORD.findall(plain)


def stem(word: str, endings: Iterable[tuple[str, str]]) -> str:
    """A word without its ending, its doubled last letter and its last e: `dropped`, `dropping` and `drop` are one."""
    for ending, instead in endings:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_LEFT:
            word = word[: len(word) - len(ending)] + instead
            break
    if len(word) > LEAST_LEFT and word[-1] == word[-2]:
        word = word[:-1]
    return word[:-1] if len(word) > LEAST_LEFT and word.endswith("e") else word


@dataclass(frozen=True, slots=True)
class Index:
    """Every entry's phrases as stems, what each stem weighs, and the stems it may be typed as."""

    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    weights: Mapping[str, float]
    spelled: Mapping[str, str]


def index_of(named: Mapping[str, Sequence[str]], read: Reading) -> Index:
    """The index of names with their phrases. A stem that many names share weighs little."""
    phrases = {name: tuple(read.stems(phrase) for phrase in texts) for name, texts in named.items()}
    counts: dict[str, int] = {}
    for found in phrases.values():
        for known in {one for phrase in found for one in phrase}:
            counts[known] = counts.get(known, 0) + 1
    weights = {known: math.log(1 + len(phrases) / count) for known, count in counts.items()}
    others = {spelled: known for spelled, known in read.same.items() if known in weights}
    return Index(phrases, weights, {known: known for known in weights} | others)


def meant(typed: Sequence[str], index: Index) -> list[dict[str, float]]:
    """For every typed stem, the known stems it may stand for, with what each counts for."""
    return [_meant(one, index, last=number == len(typed) - 1) for number, one in enumerate(typed)]


def _meant(typed: str, index: Index, last: bool) -> dict[str, float]:
    if typed in index.weights and not last:
        return {typed: index.weights[typed]}
    near = _standing_for(index, lambda known: len(typed) > 1 and known.startswith(typed))
    if typed in index.weights:  # what only begins like it counts for less, however rare it is
        most = index.weights[typed]
        near = {known: min(weight, most * ALMOST) for known, weight in near.items()} | {typed: most}
    return near or _standing_for(index, lambda known: alike(typed, known))


def _standing_for(index: Index, fits: Callable[[str], bool]) -> dict[str, float]:
    return {known: index.weights[known] * ALMOST for spelled, known in index.spelled.items() if fits(spelled)}


def alike(one: str, other: str) -> bool:
    """True for the same letters in another order, and when one slip (two in a long word) makes one the other."""
    if one[:1] == other[:1] and len(one) >= LEAST_LEFT and sorted(one) == sorted(other):
        return True
    allowed = 0 if len(one) < 4 else 1 if len(one) < 8 else 2
    return abs(len(one) - len(other)) <= allowed and one[:1] == other[:1] and _steps(one, other) <= allowed


def _steps(one: str, other: str) -> int:
    """How many letters to add, drop, change or swap with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            step = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                step = min(step, older[j - 2] + 1)
            row.append(step)
    return row[-1]


def points(phrases: Sequence[Sequence[str]], wanted: Sequence[Mapping[str, float]], index: Index) -> float:
    """How well phrases meet the words asked for: each word anywhere, and the best single phrase as a whole."""
    anywhere = _met({one for phrase in phrases for one in phrase}, wanted)
    asked = sum(max(one.values(), default=0.0) for one in wanted)
    best = max((_whole(phrase, wanted, asked, index) for phrase in phrases), default=0.0)
    return round(anywhere * (1 + best), 9)


def _whole(phrase: Sequence[str], wanted: Sequence[Mapping[str, float]], asked: float, index: Index) -> float:
    held = sum(index.weights[one] for one in set(phrase))
    return _met(phrase, wanted) / math.sqrt(asked * held) if asked and held else 0.0


def _met(known: Iterable[str], wanted: Sequence[Mapping[str, float]]) -> float:
    there = set(known)
    return sum(max((weight for one, weight in word.items() if one in there), default=0.0) for word in wanted)


@cache
def _reading() -> Reading:
    return reading(tomllib.loads(files(__package__).joinpath("content/finding.toml").read_text(encoding="utf-8")))


def matching(typed: str, mishaps: Mapping[str, Mishap], most: int = 6) -> tuple[Mishap, ...]:
    """The entries that the words point to, best first; none when no word is known."""
    read = _reading()
    index = index_of({name: (entry.label, *entry.everyday) for name, entry in mishaps.items()}, read)
    wanted = meant(read.stems(typed), index)
    scored = [(points(index.phrases[name], wanted, index), entry) for name, entry in mishaps.items()]
    found = sorted((one for one in scored if one[0] > 0), key=lambda one: (-one[0], _place(one[1])))
    return tuple(entry for _, entry in found[:most])


def _place(entry: Mishap) -> tuple[str, int]:
    """Where an entry stands in the catalogue: E3 comes before E10."""
    return entry.code[0], int(entry.code[1:])
