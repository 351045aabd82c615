"""The plan as an iCalendar file. Entries carry our words only, never the person's."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event

from .model import Step

PRODUCT = "-//Second Take//Plan//EN"
STAMP = datetime(2026, 1, 1)  # fixed, so that the same plan gives the same file
REMIND_BEFORE = timedelta(minutes=15)


def calendar_of(steps: tuple[Step, ...], page: str) -> str:
    """One entry per dated step, in the reader's own local time. `page` is where the entry leads back to."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    for step in steps:
        if step.date is not None:
            calendar.add_component(_event(step, page))
    text: str = calendar.to_ical().decode("utf-8")
    return text


def _event(step: Step, page: str) -> Event:
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, f'second-take/{step.id}/{step.date}')}@second-take")
    event.add("dtstamp", STAMP)
    event.add("summary", f"Second Take: {step.label}")
    event.add("description", step.why + (f"\n{page}#step={step.id}" if page else ""))
    if step.time is None or step.date is None:
        event.add("dtstart", step.date)
    else:
        start = datetime.combine(step.date, step.time)
        event.add("dtstart", start)
        event.add("dtend", start + timedelta(minutes=15))
    event.add_component(_alarm(step))
    return event


def _alarm(step: Step) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", step.label)
    alarm.add("trigger", -REMIND_BEFORE)
    return alarm
