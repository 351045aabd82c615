"""A finding that was dismissed stays dismissed: the key that knows it again, without keeping any of its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

from .findings import Finding
from .text import fold

KEY = re.compile(r"[0-9a-f]{16}")
NEIGHBOURS = 4  # words on each side: the finding comes back when these change, and not for an edit elsewhere
_REACH = 80  # characters in which those words are looked for, so that a text without words takes no longer
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def key_of(rule: str, text: str, start: int, end: int) -> str:
    """Return the key of a finding: a hash of the rule, the words it quotes, and the few words on either side.

    Positions are code points. Case, spacing, punctuation and the shape of quotation marks do not count.
    """
    from hashlib import sha256  # loading it costs a tenth of our start, and a clean letter never needs it

    before = _words(text[max(0, start - _REACH) : start])[-NEIGHBOURS:]
    after = _words(text[end : end + _REACH])[:NEIGHBOURS]
    # A line per part: the same words on other sides of a quote are another place.
    parts = (rule, *(" ".join(some) for some in (before, _words(text[start:end]), after)))
    return sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def with_keys(text: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings, each with its key."""
    return tuple(_keyed(one, key_of(one.rule, text, one.start, one.end)) for one in findings)


def _keyed(one: Finding, key: str) -> Finding:
    """Return a finding with its key. Every value is named, as `replace` takes three times as long to look them up."""
    return Finding(
        one.rule, one.severity, one.start, one.end, one.quote, one.message, one.why, one.facts, one.suggestion,
        one.page, one.also, key,
    )  # fmt: skip


def parted(findings: Iterable[Finding], dismissed: Collection[str]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the findings that stand, and those that were dismissed."""
    every = tuple(findings)
    return (
        tuple(one for one in every if one.key not in dismissed),
        tuple(one for one in every if one.key in dismissed),
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text if text.isascii() else unicodedata.normalize("NFC", text)))
