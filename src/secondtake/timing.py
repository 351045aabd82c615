"""Time arithmetic: hours since the interview, working days, and the windows of rules D4 and D5."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from .model import Region
from .situation import Sent, Situation

MIDDAY = time(12, 0)  # an interview whose time is not said is taken to have been at noon
REPAIRS = frozenset({"fuller-answer", "owning-it", "lost-time", "correction", "conduct-apology", "adjustment-request"})
MOST_CONTACTS = 3  # R9: one first message, one question, one last


def hours_since(situation: Situation) -> float | None:
    """Hours from the interview to `now`; None when either is not said."""
    day = situation.interview.date
    if situation.now is None or day is None:
        return None
    start = datetime.combine(day, situation.interview.time or MIDDAY, tzinfo=situation.now.tzinfo)
    return (situation.now - start).total_seconds() / 3600


def is_working_day(day: date, region: Region) -> bool:
    """Whether people at work read mail on this day in this region."""
    return day.weekday() not in region["weekend"] and day not in region.holidays


def next_working_day(day: date, region: Region) -> date:
    """This day if it is a working day, else the first one after it."""
    while not is_working_day(day, region):
        day += timedelta(days=1)
    return day


def add_working_days(day: date, count: int, region: Region) -> date:
    """The working day `count` working days after `day`."""
    for _ in range(count):
        day = next_working_day(day + timedelta(days=1), region)
    return day


def first_repair(sent: tuple[Sent, ...]) -> Sent | None:
    """The first message already sent that repairs something or named the mishap, if there is one (R8)."""
    return next((one for one in sent if one.kind in REPAIRS or one.mentioned == "yes"), None)


def clock(text: str) -> time:
    """A `HH:MM` of a content file as a time of day."""
    return time.fromisoformat(text)
