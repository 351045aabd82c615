"""Afterwards: they answered, or they did not. Each answer leads to the next letter or to stopping (D5, R9, R14).

Options that cannot happen in the state a person is in are not offered, and every outcome has a way on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .assess import region_of
from .model import Assessment, Content
from .pack import conditions
from .plan import check_in_day
from .situation import Situation
from .timing import MOST_CONTACTS

ANSWERS = ("yes", "offer", "no", "later", "ring", "nothing")
# Which documents of the pack each outcome offers, first the one to take.
DOCUMENTS = {
    "prepare": ("email-short", "email-full"), "thank": ("email-full",), "reply": ("reply-to-a-no",),
    "ring": ("phone-script", "voicemail"), "ask": ("status-question",), "ask-last": ("last-check-in",),
}  # fmt: skip
EXITS = {"prepare": ("practise", "rest"), "thank": ("rest",), "wait": ("practise", "rest")}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer leads to: documents of the pack to take, the day it counts from, and where to go on."""

    id: str
    documents: tuple[str, ...]
    day: date | None
    exits: tuple[str, ...]


def answers_possible(situation: Situation, assessment: Assessment) -> tuple[str, ...]:
    """The answers that can still come. After a no only silence is left; after an offer, only a change of mind."""
    state = situation.decision.state
    if state in ("made_no", "made_other"):
        return ("nothing",)
    if state == "offer":
        return ("offer", "no")
    spoken = assessment.kind is not None or bool(situation.sent)
    return ANSWERS if spoken else ("yes", "offer", "no", "nothing")


def outcome(answer: str, situation: Situation, assessment: Assessment, content: Content) -> Outcome:
    """Where an answer leads. `answer` is one of `answers_possible`."""
    name, day = _named(answer, situation, assessment, content)
    holds = conditions(situation, assessment, content)
    offered = tuple(one for one in DOCUMENTS.get(name, ()) if set(content.pack[one].needs) <= holds)
    return Outcome(name, offered, day, EXITS.get(name, ("practise", "next", "rest")))


def _named(answer: str, situation: Situation, assessment: Assessment, content: Content) -> tuple[str, date | None]:
    today = situation.now.date() if situation.now else None
    if answer in ("yes", "offer", "ring"):
        return {"yes": "prepare", "offer": "thank", "ring": "ring"}[answer], today
    if answer == "later":
        return "wait", situation.decision.date
    replied = any(one.kind == "reply-to-a-no" for one in situation.sent)
    if answer == "no" or situation.decision.state in ("made_no", "made_other"):
        closed = replied or not _welcome(situation)
        return ("closed" if closed else "reply"), today
    return _silence(situation, assessment, content, today)


def _silence(
    situation: Situation, assessment: Assessment, content: Content, today: date | None
) -> tuple[str, date | None]:
    """Nothing has come: too soon, time to ask, time to ask once more, or time to stop."""
    if not _welcome(situation) or (assessment.kind is None and not situation.sent):
        return ("stop" if situation.sent else "silent"), today
    if len(situation.sent) >= MOST_CONTACTS:
        return "stop", today
    due = check_in_day(situation, region_of(situation, content), today) if today else None
    if today and due and today < due:
        return "not-yet", due
    asked = any(one.kind == "check-in" for one in situation.sent)
    return ("ask-last" if asked else "ask"), today


def _welcome(situation: Situation) -> bool:
    return situation.process != "told_do_not_contact" and situation.contact != "none"
