"""The sheets for next time: a preparation sheet around what broke, and a debrief that becomes practice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .assess import region_of
from .model import Content
from .plain import sentence
from .situation import Debrief, Situation
from .timing import next_working_day

MOST_ANSWERS = 2  # a design choice: two answers can be practised in a week, ten cannot


@dataclass(frozen=True, slots=True)
class Answer:
    """One question and the person's own better answer to it."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that broke: its label, what to leave out when it comes up, and the page about it."""

    label: str
    avoid: tuple[str, ...]
    page: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to print: what to keep, what broke, answers to practise, a checklist, and dates with what to do."""

    keep: str
    worst: str
    troubles: tuple[Trouble, ...]
    answers: tuple[Answer, ...]
    checks: tuple[str, ...]
    dates: tuple[tuple[str, date], ...]


def sheet(situation: Situation, content: Content, debrief: Debrief | None = None) -> Sheet:
    """The sheet for next time. What the person wrote tonight comes before what they told us for the letter."""
    notes = debrief or Debrief()
    entries = [content.mishaps[report.id] for report in situation.mishaps]
    groups = dict.fromkeys(entry.group for entry in entries)
    troubles = tuple(Trouble(entry.label, entry.avoid, f"mishaps/{entry.id}/") for entry in entries)
    checks = tuple(check for group in groups for check in content.afterwards["prepare"]["groups"][group])
    return Sheet(
        sentence(notes.kept), sentence(notes.worst), troubles, _answers(situation, notes), checks,
        _dates(situation, content),
    )  # fmt: skip


def _answers(situation: Situation, notes: Debrief) -> tuple[Answer, ...]:
    written = [Answer(notes.first_asked, notes.first_better), Answer(notes.second_asked, notes.second_better)]
    told = [Answer(item.question, f"{item.answer} {item.result}".strip()) for item in situation.evidence]
    filled = [Answer(one.question, sentence(one.answer)) for one in (*written, *told) if one.answer.strip()]
    return tuple(dict.fromkeys(filled))[:MOST_ANSWERS]


def _dates(situation: Situation, content: Content) -> tuple[tuple[str, date], ...]:
    """When to practise: tonight, and again on the second day from now that is no day of rest."""
    if situation.now is None:
        return ()
    when = content.afterwards["debrief"]["when"]
    today = situation.now.date()
    again = next_working_day(today + timedelta(days=2), region_of(situation, content))
    return ((when["tonight"], today), (when["again"], again))
