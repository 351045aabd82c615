"""The values that the engine reads from content and the values that it answers with. All frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

# ---- read from content -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Swap:
    """A sentence people write and should not, its better twin, and why."""

    bad: str
    better: str
    why: str


@dataclass(frozen=True, slots=True)
class Mishap:
    """One thing that can go wrong in an interview: an entry of the catalogue."""

    id: str
    code: str
    label: str
    group: str
    gravity: int
    move: str
    slip: str
    window: str
    basis: str
    seen: int
    verdict: str
    everyday: tuple[str, ...]
    never_say: bool
    letter: str
    acknowledgement: tuple[str, ...]
    lead: tuple[str, ...]
    repair: tuple[str, ...]
    swap: Swap
    avoid: tuple[str, ...]
    facts: tuple[str, ...]
    rules: tuple[str, ...]
    related: tuple[str, ...]
    examples: tuple[str, ...]
    defaults: Mapping[str, Any]
    sample: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wordings:
    """Alternative passages for one part, by register."""

    plain: tuple[str, ...]
    warm: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartPlan:
    """One part that a kind of letter may have. `source` says where its words come from.

    `words`: the passages below; `mishap`: the entry's own passages of the same name; `own`: the person's sentences.
    """

    id: str
    role: str
    paragraph: int
    source: str
    rule: str
    facts: tuple[str, ...]
    when: tuple[str, ...]
    wordings: Wordings
    field: str = ""  # for `own` and `mishap`: which sentences
    each: str = ""  # repeated for every item of this list
    most: int = 3  # at most this many items
    gap: str = ""  # what to ask for when the person's sentence is missing


@dataclass(frozen=True, slots=True)
class LetterPlan:
    """One kind of letter: sizes, subject lines and parts. Words are body words; `slip_share` is 0 to 1."""

    id: str
    code: str
    label: str
    purpose: str
    words: tuple[int, int]
    cap: int
    slip_share: float
    subject: Wordings
    parts: tuple[PartPlan, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """How letters look and when they travel in one part of the world. Weekdays count from Monday = 0."""

    id: str
    data: Mapping[str, Any]
    holidays: frozenset[date] = frozenset()

    def __getitem__(self, key: str) -> Any:
        return self.data[key]


# ---- answers -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the engine says what it says: the rule, a sentence, the facts it rests on."""

    rule: str
    text: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """When the message should go. `until` is hours after the interview; None when no clock runs."""

    id: str
    label: str
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """What to do about it, why, by when and through whom."""

    band: str
    points: int | None
    action: str
    kind: str | None
    channel: str
    window: Window
    pause: bool
    mention: tuple[str, ...]
    leave_out: tuple[str, ...]
    certainty: str
    reasons: tuple[Reason, ...]
    headline: str
    steps: tuple[str, ...]
    rule: str
    lead_mishap: str
    other_view: Reason | None = None
    overruled: bool = False
    caution: str = ""
    care: str = ""


@dataclass(frozen=True, slots=True)
class Because:
    """What a sentence rests on: the answers (dotted paths), the rule, the facts; or the person's own words."""

    answers: tuple[str, ...] = ()
    rule: str = ""
    facts: tuple[str, ...] = ()
    own_words: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One passage of a letter. `wording` is which of `wordings` alternatives stands here."""

    id: str
    role: str
    paragraph: int
    text: str
    because: Because
    wording: int = 0
    wordings: int = 1


@dataclass(frozen=True, slots=True)
class Gap:
    """A detail the letter still needs; it stands in the text as `[label]`."""

    slot: str
    label: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter from subject line to signature. `seconds` is the time to say it aloud."""

    kind: str
    channel: str
    subject: str
    salutation: str
    parts: tuple[Part, ...]
    close: str
    signature: str
    gaps: tuple[Gap, ...] = ()
    region: str = "other"

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body, one string per paragraph."""
        numbers = sorted({part.paragraph for part in self.parts})
        return tuple(" ".join(p.text for p in self.parts if p.paragraph == number) for number in numbers)

    @property
    def body(self) -> str:
        """The paragraphs between salutation and close."""
        return "\n\n".join(self.paragraphs)

    @property
    def text(self) -> str:
        """Everything under the subject line."""
        blocks = (self.salutation, self.body, self.close + "\n" + self.signature if self.close else self.signature)
        return "\n\n".join(block for block in blocks if block.strip())


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the plan."""

    id: str
    kind: str
    label: str
    date: date | None
    time: time | None
    why: str
    facts: tuple[str, ...] = ()
    there: datetime | None = None  # the same moment on the reader's clock, where that is another


@dataclass(frozen=True, slots=True)
class Content:
    """Everything the engine can say, loaded and checked."""

    mishaps: Mapping[str, Mishap]
    letters: Mapping[str, LetterPlan]
    pack: Mapping[str, Any]  # PackPlan by id
    regions: Mapping[str, Region]
    clocks: Mapping[str, tuple[tuple[int, int], ...]]  # by time zone; see zones.py
    judgements: Mapping[str, Any]
    facts: Mapping[str, Any]
    sources: Mapping[str, Any]
    rules: Any  # the Rulebook of the letter check
    questions: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[str, Any] = field(default_factory=dict)
    evidence: Mapping[str, Any] = field(default_factory=dict)
    afterwards: Mapping[str, Any] = field(default_factory=dict)
