"""The values that may stand in a passage: each with the answer it comes from.

A slot is filled once, with `string.Template`, from values that are never read again: a `$` or `{` that a person typed
stays a `$` or `{`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from string import Template

from .model import Assessment, Content, Region
from .plain import phrase, shape
from .salutation import short_name
from .situation import Evidence, Situation
from .zones import city, differ, elsewhere

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAYS_BY_NAME = 6  # up to six days back a weekday is clear; after that the date is
TIME_OF_DAY = re.compile(r"\d[:.]\d\d|\d\s?[ap]\.?m\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Slot:
    """A value and the dotted path of the answer it came from. A gap is a value the person still has to give."""

    value: str
    path: str
    gap: bool = False


def written_date(day: date, region: Region, *, year: bool = False) -> str:
    """A date in the region's order with the month in words: `March 3`, `3 March`, with the year when asked."""
    month, number = MONTHS[day.month - 1], str(day.day)
    form = region["date_format"]
    if form == "day-month-year":
        return f"{number} {month}" + (f" {day.year}" if year else "")
    return f"{month} {number}" + (f", {day.year}" if year else "")


def day_phrase(situation: Situation, region: Region) -> str:
    """`on Tuesday` for the last six days, else `on 3 March`; empty when the day is not known."""
    day = situation.interview.date
    if day is None:
        return ""
    today = situation.now.date() if situation.now else None
    if today and 0 <= (today - day).days <= DAYS_BY_NAME:
        return f"on {WEEKDAYS[day.weekday()]}"
    return f"on {written_date(day, region)}"


def slots_of(
    situation: Situation,
    assessment: Assessment,
    content: Content,
    region: Region,
    evidence: Evidence | None,
    index: int,
    to: int = 0,
) -> dict[str, Slot]:
    """Every slot that has a value; a needed one without one is a gap in square brackets. `to` counts the reader."""
    gaps: Mapping[str, str] = content.judgements["gaps"]
    lead = next((n for n, r in enumerate(situation.mishaps) if r.id == assessment.lead_mishap), 0)
    report = situation.mishaps[lead]
    minutes = str(report.minutes_late) if report.minutes_late else ""
    given = {
        "role": (_role(situation.role), "role"),
        "company": (situation.company.strip().rstrip(",;:"), "company"),
        "candidate": (situation.candidate.name, "candidate.name"),
        "phone": (situation.candidate.phone, "candidate.phone"),
        "day": (day_phrase(situation, region), "interview.date"),
        "highlight": _talked_about(situation, to),
        "minutes": (minutes, f"mishaps[{lead}].minutes_late"),
        "part": (phrase(situation.adjustment.part), "adjustment.part"),
        "need": (phrase(situation.adjustment.need), "adjustment.need"),
        "slots": (_either(_times(situation, content, region)), "new_slots"),
        "interviewer": (_names(situation, region), "interviewers[0].name"),
    }
    if evidence is not None:
        given["question"] = (_noun(evidence.question), f"evidence[{index}].question")
        asked = evidence.question.strip().strip('"\u201c\u201d') if shape(evidence.question) == "question" else ""
        given["asked"] = (asked[:1].upper() + asked[1:], f"evidence[{index}].question")
    filled = {name: Slot(value, path) for name, (value, path) in given.items() if value}
    for name in gaps:
        filled.setdefault(name, Slot(f"[{gaps[name]}]", given[name][1], gap=True))
    return filled


def names_in(passage: str) -> frozenset[str]:
    """The slots a passage asks for."""
    return frozenset(Template(passage).get_identifiers())


def fill(passage: str, slots: Mapping[str, Slot]) -> str:
    """The passage with every slot in place; only slots known to be filled are asked for."""
    for name, slot in slots.items():
        if slot.value.endswith("."):  # "at Acme Inc." ends the sentence by itself
            passage = passage.replace(f"${{{name}}}.", f"${{{name}}}")
    return Template(passage).substitute({name: slot.value for name, slot in slots.items()})


def _noun(text: str) -> str:
    return phrase(text) if shape(text) == "phrase" else ""


def _role(text: str) -> str:
    """The role without the words our passages supply around it: `the Data Analyst role` becomes `Data Analyst`."""
    words = phrase(text).split()
    if len(words) > 1 and words[0].lower() in ("the", "a", "an"):
        words = words[1:]
    if len(words) > 1 and words[-1].lower() in ("role", "position", "job", "post", "vacancy"):
        words = words[:-1]
    return " ".join(words)


def brief_times(situation: Situation, content: Content, region: Region) -> dict[str, Slot]:
    """The times that suit for a letter of few words: the person's own city is not named beside their own clock."""
    value = _either(_times(situation, content, region, brief=True))
    return {"slots": Slot(value, "new_slots")} if value else {}


def _times(situation: Situation, content: Content, region: Region, *, brief: bool = False) -> tuple[str, ...]:
    """The times that suit, as they are written: those given as dates on both clocks, where there are two."""
    slots = (slot.strip() for slot in situation.new_slots)
    return tuple(_on_both_clocks(slot, situation, content, region, brief=brief) for slot in slots)


def _on_both_clocks(slot: str, situation: Situation, content: Content, region: Region, *, brief: bool) -> str:
    own, theirs = situation.candidate.time_zone, situation.interview.time_zone
    try:
        moment = datetime.fromisoformat(slot)
    except ValueError:  # in the person's own words
        unclear = differ(own, theirs, content.clocks) and TIME_OF_DAY.search(slot) and city(own) not in slot
        return f"{slot} ({city(own)} time)" if unclear else slot
    if len(slot) <= len("2026-03-24"):
        return _weekday_and_date(moment, region)
    here = f"{_weekday_and_date(moment, region)} at {written_time(moment, region)}"
    if not differ(own, theirs, content.clocks):
        return here
    there = elsewhere(moment, own, theirs, content.clocks)
    day = "" if there.date() == moment.date() else _weekday_and_date(there, region) + ", "
    if brief:
        here = f"{_weekday_and_date(moment, region)}, {written_time(moment, region)}"
        return f"{here} ({day}{written_time(there, region)} in {city(theirs)})"
    return f"{here} in {city(own)} ({day}{written_time(there, region)} in {city(theirs)})"


def _weekday_and_date(moment: datetime, region: Region) -> str:
    """`Tuesday 24 March`; with a comma where the month comes first: `Tuesday, March 24`."""
    mark = "" if region["date_format"] == "day-month-year" else ","
    return f"{WEEKDAYS[moment.weekday()]}{mark} {written_date(moment.date(), region)}"


def written_time(moment: datetime, region: Region) -> str:
    """A time of day as the region writes it: `10:00`, `2:30 pm`."""
    if region["clock_hours"] == 24:
        return moment.strftime("%H:%M")
    half = "am" if moment.hour < 12 else "pm"
    return f"{(moment.hour - 1) % 12 + 1}:{moment.minute:02} {half}"


def _either(options: tuple[str, ...]) -> str:
    choices = [phrase(option) for option in options if option.strip()]
    return " or ".join(choices) if len(choices) < 3 else ", ".join(choices[:-1]) + " or " + choices[-1]


def _talked_about(situation: Situation, to: int) -> tuple[str, str]:
    """What the reader of this note talked about, if it was said; else what was liked in the whole interview."""
    person = situation.interviewers[to] if to < len(situation.interviewers) else None
    own = _noun(person.talked_about) if person else ""
    return (own, f"interviewers[{to}].talked_about") if own else (_noun(situation.highlight), "highlight")


def _names(situation: Situation, region: Region) -> str:
    people = [person for person in situation.interviewers if person.name or person.signed_as]
    return short_name(people[0], region) if people else ""
