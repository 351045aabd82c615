"""What every check shares: what it yields, and small questions about a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from secondtake.draft import Draft
from secondtake.findings import Rule
from secondtake.sentence import Sentence
from secondtake.text import Span

_DENIALS = frozenset(
    (
        "not never no without nor neither rather instead avoid avoiding stop refuse hardly cannot none nobody nothing"
    ).split()
)
_REACH = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a check objects. `severity` overrides the rule's own; `values` fill the slots of its message.

    `weight` is how much a phrase says, for `weighing`; nothing where a check knows rather than weighs.
    """

    start: int
    end: int
    severity: str = ""
    suggestion: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    weight: float = 0.0


Check = Callable[[Draft, Rule], Iterator[Hit]]
WHOLE = Hit(0, 0)  # an objection to the letter as a whole: an empty span at its beginning


def hit(span: Span, severity: str = "", suggestion: str | None = None, **values: str) -> Hit:
    """Make a hit from a span."""
    return Hit(span.start, span.end, severity, suggestion, values)


def denied(sentence: Sentence, first: int, reach: int = _REACH) -> bool:
    """Say whether a "not", "never" or "without" stands shortly before token `first` (token 0 is the start)."""
    return not _DENIALS.isdisjoint(sentence.said[max(first - 1 - reach, 0) : first - 1])


@lru_cache(maxsize=256)
def listed(words: str) -> frozenset[str]:
    """Return the words of a rule's parameter; kept, as the same few are asked for with every letter."""
    return frozenset(words.split())


def softer(severity: str) -> str:
    """Return the next lower severity."""
    return "warning" if severity == "error" else "note"
