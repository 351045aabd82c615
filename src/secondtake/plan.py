"""When to send, when to ask once, when to stop: rules D4, D5, R5 and R9 as dates. No clock is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from .assess import region_of
from .model import Assessment, Content, Region, Step
from .situation import Situation
from .timing import MOST_CONTACTS, add_working_days, clock, hours_since, next_working_day

NIGHT_FROM, NIGHT_UNTIL = time(22, 0), time(6, 30)  # K26: nobody is written to in these hours
PAUSE = timedelta(minutes=60)  # D4: the least time between the interview and sending, when very upset
AFTER_PROMISE = 2  # working days after a promised date
URGENT = frozenset({"call"})


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps in order, and the day after which nothing more is sent; None when nothing is to be sent at all."""

    steps: tuple[Step, ...]
    stop: date | None


def plan(situation: Situation, assessment: Assessment, content: Content) -> Plan:
    """The dates that follow from an assessment. Without `now` there are no dates, only the order of steps."""
    words = content.judgements["plan"]
    region = region_of(situation, content)
    now = situation.now
    if assessment.kind is None:
        return Plan((_step("nothing", "stop", words, now.date() if now else None, None),), now.date() if now else None)
    steps: list[Step] = []
    if assessment.pause and now:
        steps.append(_step("pause", "pause", words, now.date(), (now + PAUSE).time().replace(second=0, microsecond=0)))
    send = _send(situation, assessment, region)
    kind = "call" if assessment.action == "call" else "send"
    steps.append(_step(kind, kind, words, *send))
    steps.extend(_afterwards(situation, assessment, region, words, send[0]))
    return Plan(tuple(steps), steps[-1].date)


def _step(name: str, kind: str, words: dict[str, dict[str, object]], day: date | None, at: time | None) -> Step:
    entry = words[name]
    facts = entry.get("facts", ())
    return Step(name, kind, str(entry["label"]), day, at, str(entry["why"]), tuple(facts))  # type: ignore[arg-type]


def _send(situation: Situation, assessment: Assessment, region: Region) -> tuple[date | None, time | None]:
    """The next decent moment: now when it is urgent, else in the morning window of a working day."""
    now = situation.now
    if now is None:
        return None, None
    if assessment.action in URGENT or situation.decision.state == "today":
        return now.date(), now.time().replace(second=0, microsecond=0)
    if assessment.kind == "check-in":
        return _check_in_day(situation, region, now.date()), clock(region["send_window"][0])
    ready = now + (PAUSE if assessment.pause else timedelta())
    earliest = _earliest(situation, assessment, region, ready)
    if next_working_day(earliest.date(), region) == earliest.date() and _awake(earliest.time()):
        return earliest.date(), earliest.time().replace(second=0, microsecond=0)
    day = earliest.date() if earliest.time() < NIGHT_UNTIL else earliest.date() + timedelta(days=1)
    return next_working_day(day, region), clock(region["send_window"][0])


def _earliest(situation: Situation, assessment: Assessment, region: Region, ready: datetime) -> datetime:
    """Not before the first hour at which a message of this kind is welcome."""
    if assessment.action not in ("thank", "supply", "own") or assessment.kind == "reply-to-a-no":
        return ready
    key = "thank_you_hours" if assessment.kind == "thank-you-note" else "repair_hours"
    hours = hours_since(situation)
    wait = max(0.0, float(region[key][0]) - hours) if hours is not None else 0.0
    return ready + timedelta(hours=wait)


def _awake(at: time) -> bool:
    return NIGHT_UNTIL <= at < NIGHT_FROM


def _check_in_day(situation: Situation, region: Region, first: date) -> date:
    """Two working days after the promised day; else so many days after the last message or the interview."""
    promised = situation.decision.date if situation.decision.state == "promised" else None
    if promised:
        return max(add_working_days(promised, AFTER_PROMISE, region), next_working_day(first, region))
    sent = [one.date for one in situation.sent if one.date]
    start = max(sent) if sent else situation.interview.date or first
    return max(
        next_working_day(start + timedelta(days=region["check_in_days"]), region), next_working_day(first, region)
    )


def _afterwards(
    situation: Situation, assessment: Assessment, region: Region, words: dict[str, dict[str, object]], sent: date | None
) -> Iterator[Step]:
    """The check-ins that the budget of contacts still allows, and the day to stop."""
    if assessment.kind in ("reply-to-a-no", "withdrawal", "conduct-apology") or sent is None:
        yield _step("stop-here", "stop", words, sent, None)
        return
    left = MOST_CONTACTS - len(situation.sent) - 1
    opening = clock(region["send_window"][0])
    day = sent
    if left >= 1 and assessment.kind != "check-in":
        promised = situation.decision.state == "promised" and situation.decision.date is not None
        gap = sent + timedelta(days=region["check_in_days"])
        day = _check_in_day(situation, region, sent) if promised else next_working_day(gap, region)
        yield _step("check-in", "check-in", words, day, opening)
        left -= 1
    if left >= 1:
        day = next_working_day(day + timedelta(days=region["final_days"]), region)
        yield _step("last-check-in", "last-check-in", words, day, opening)
    yield _step("stop", "stop", words, add_working_days(day, 5, region), None)
