"""What the letter check reads and what it says: rules, findings, the outline of a letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

SEVERITIES = ("error", "warning", "note")
CHANNELS = ("email", "letter", "linkedin", "sms")
SHOWN_FIRST = 7  # a stressed reader is given the worst seven; the rest are one tap away


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who was in the room: the name, the title they use, and how they signed."""

    name: str
    title: str = ""
    signed_as: str = ""


@dataclass(frozen=True, slots=True)
class ReviewContext:
    """What is known about the letter besides its words. Everything is optional."""

    candidate: str = ""
    interviewers: tuple[Person, ...] = ()
    company: str = ""
    role: str = ""
    days_since: int | None = None
    kind: str = ""
    words_cap: int | None = None
    slip_share: float | None = None
    already_said_no: bool = False
    already_sent: int = 0
    process: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing the letter check looks for; one file in `content/rules/`."""

    id: str
    severity: str
    check: str
    message: str
    why: str
    page: str
    source: str
    facts: tuple[str, ...] = ()
    family: str = ""
    suggestion: str = ""
    channels: tuple[str, ...] = CHANNELS
    phrases: tuple[str, ...] = ()
    mild: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    replace: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    params: Mapping[str, float | str | bool] = field(default_factory=dict)
    bad: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    context: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where one rule objects. `also` names rules of the same family that object to it too.

    `key` knows the finding again when it has been dismissed.
    """

    rule: str
    severity: str
    start: int
    end: int
    quote: str
    message: str
    why: str
    facts: tuple[str, ...]
    suggestion: str | None
    page: str
    also: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of the letter and the jobs it does there: thanks, slip, evidence, ask ...

    `job` is the one it is there for, out of few: `thanks`, `slip`, `evidence`, `interest`, `ask` or `other`.
    """

    start: int
    end: int
    words: int
    roles: tuple[str, ...]
    job: str = "other"


@dataclass(frozen=True, slots=True)
class Outline:
    """The letter at a glance: its parts, its size, and how much of it is about the mishap."""

    channel: str
    kind: str
    parts: Mapping[str, tuple[int, int] | None]
    missing: tuple[str, ...]
    passages: tuple[Passage, ...]
    words: int
    slip_words: int
    slip_share: float
    slip_limit: float
    seconds: int
    thanked: tuple[str, ...]
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What the letter check says about one letter: findings, worst first, and the outline.

    `dismissed` holds what it would also have said, had nobody waved it away.
    """

    findings: tuple[Finding, ...]
    outline: Outline
    summary: str
    dismissed: tuple[Finding, ...] = ()

    @property
    def first(self) -> tuple[Finding, ...]:
        """Return the findings to show at once: never more than seven."""
        return self.findings[:SHOWN_FIRST]
