"""Suggestions put in their place, as long as the letter gets better by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from .findings import SEVERITIES, Finding, Review
from .review import apply

Check = Callable[[str], Review]


def mended(text: str, check: Check) -> tuple[str, tuple[tuple[str, Finding], ...]]:
    """The text with every suggestion that helps in its place, until none is left; and what was changed.

    A change is the text it was made in and its finding. A suggestion helps when fewer or lighter findings are left
    after it. That number can only fall, so the rounds come to an end.
    """
    changes: list[tuple[str, Finding]] = []
    while True:
        better, made = _round(text, check, _apart(text, check(text).findings))
        if not made:
            return text, tuple(changes)
        changes += [(text, one) for one in sorted(made, key=lambda one: one.start)]
        text = better


def _round(text: str, check: Check, some: Sequence[Finding]) -> tuple[str, list[Finding]]:
    """Take suggestions together when that helps, and else by halves, from the end so that positions stay right."""
    if not some:
        return text, []
    better = text
    for one in reversed(some):
        better = apply(better, one)
    if better != text and _weight(check(better)) < _weight(check(text)):
        return better, list(some)
    if len(some) == 1:
        return text, []
    middle = len(some) // 2
    text, later = _round(text, check, some[middle:])
    text, earlier = _round(text, check, some[:middle])
    return text, earlier + later


def _weight(found: Review) -> tuple[int, ...]:
    counts = Counter(one.severity for one in found.findings)
    return tuple(counts[severity] for severity in SEVERITIES)


def _apart(text: str, findings: Iterable[Finding]) -> list[Finding]:
    """The findings with a suggestion, by place; of two that share a place, the worse. Line ends are as in the text."""
    kept: list[Finding] = []
    for one in sorted((one for one in findings if one.suggestion is not None), key=lambda one: (one.start, one.end)):
        if not kept or not _touch(kept[-1], one):
            kept.append(one)
        elif SEVERITIES.index(one.severity) < SEVERITIES.index(kept[-1].severity):
            kept[-1] = one
    return [replace(one, suggestion=(one.suggestion or "").replace("\n", _line_end(text))) for one in kept]


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _touch(one: Finding, other: Finding) -> bool:
    return other.start < one.end or one.start == other.start
