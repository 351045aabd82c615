"""When to send, when to ask once, when to stop: rules D4, D5, R5 and R9 as dates. No clock is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from .assess import region_of
from .model import Assessment, Content, Region, Step
from .situation import Situation
from .timing import MIDDAY, MOST_CONTACTS, add_working_days, clock, hours_since, is_working_day, next_working_day
from .zones import differ, elsewhere

NIGHT_FROM, NIGHT_UNTIL = time(22, 0), time(6, 30)  # K26: nobody is written to in these hours
PAUSE = timedelta(minutes=60)  # D4: the least time between the interview and sending, when very upset
AFTER_PROMISE = 2  # working days after a promised date
CONTACTS = frozenset({"send", "call", "check-in", "last-check-in"})  # kinds of steps that reach the other side
LAST_WORDS = frozenset({"reply-to-a-no", "withdrawal", "conduct-apology"})  # nothing is asked after these


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps in order, the day after which nothing more is sent (None without dates), and who is written to."""

    steps: tuple[Step, ...]
    stop: date | None
    recipient: str = "nobody"


def plan(situation: Situation, assessment: Assessment, content: Content) -> Plan:
    """The dates that follow from an assessment. Without `now` there are no dates, only the order of steps."""
    own, theirs = situation.candidate.time_zone, situation.interview.time_zone
    if situation.now and differ(own, theirs, content.clocks):
        there = _on_their_clock(situation, own, theirs, content)
        found = _planned(there, assessment, content)
        steps = tuple(_on_own_clock(step, own, theirs, content) for step in found.steps)
        return replace(found, steps=steps, stop=steps[-1].date)
    return _planned(situation, assessment, content)


def _on_their_clock(situation: Situation, own: str, theirs: str, content: Content) -> Situation:
    """The situation as the reader's clock has it: they are written to in their morning, and never in their night."""
    when = situation.interview
    if when.date:
        moment = elsewhere(datetime.combine(when.date, when.time or MIDDAY), own, theirs, content.clocks)
        when = replace(when, date=moment.date(), time=moment.time())
    assert situation.now is not None  # noqa: S101 - asked by the caller
    return replace(situation, now=elsewhere(situation.now, own, theirs, content.clocks), interview=when)


def _on_own_clock(step: Step, own: str, theirs: str, content: Content) -> Step:
    """A step of the reader's clock as the person's own clock shows it, with the reader's beside it."""
    if step.date is None or step.time is None:
        return step
    there = datetime.combine(step.date, step.time)
    here = elsewhere(there, theirs, own, content.clocks)
    return replace(step, date=here.date(), time=here.time(), there=there)


def _planned(situation: Situation, assessment: Assessment, content: Content) -> Plan:
    words = content.judgements["plan"]
    region = region_of(situation, content)
    now = situation.now
    if assessment.kind is None:
        return Plan((_step("nothing", "stop", words, now.date() if now else None, None),), now.date() if now else None)
    steps: list[Step] = []
    if assessment.pause:
        steps.append(_step("pause", "pause", words, *(_moment(now + PAUSE) if now else (None, None))))
    send = _send(situation, assessment, region)
    kind = "call" if assessment.action == "call" else "send"
    steps.append(_step(kind, kind, words, *send))
    steps.extend(_afterwards(situation, assessment, region, words, send[0]))
    return Plan(tuple(steps), steps[-1].date, _recipient(situation, assessment, region))


def _recipient(situation: Situation, assessment: Assessment, region: Region) -> str:
    """Who is written to, as a key of `recipients` in content/judgements."""
    if assessment.channel in ("agency", "coordinator"):
        return assessment.channel
    if assessment.kind == "conduct-apology" and situation.conduct.to:
        return "person"
    if len(situation.interviewers) < 2:
        return "interviewer"
    return "each" if region["one_note_per_interviewer"] == "each" else "panel"


def _step(name: str, kind: str, words: dict[str, dict[str, object]], day: date | None, at: time | None) -> Step:
    entry = words[name]
    facts = entry.get("facts", ())
    return Step(name, kind, str(entry["label"]), day, at, str(entry["why"]), tuple(facts))  # type: ignore[arg-type]


def _moment(at: datetime) -> tuple[date, time]:
    return at.date(), at.time().replace(second=0, microsecond=0)


def _send(situation: Situation, assessment: Assessment, region: Region) -> tuple[date | None, time | None]:
    """The next decent moment: now when it is urgent, else in the morning window of a working day."""
    now = situation.now
    if now is None:
        return None, None
    if situation.decision.state == "today" or (assessment.action == "call" and _awake(now.time())):
        return _moment(now)
    ready = now + (PAUSE if assessment.pause else timedelta())
    earliest = max(ready, _welcome(situation, assessment, region, now))
    if is_working_day(earliest.date(), region) and _awake(earliest.time()):
        return _moment(earliest)
    day = earliest.date() if earliest.time() < NIGHT_UNTIL else earliest.date() + timedelta(days=1)
    return next_working_day(day, region), clock(region["send_window"][0])


def _welcome(situation: Situation, assessment: Assessment, region: Region, now: datetime) -> datetime:
    """The first hour at which a message of this kind is welcome."""
    if assessment.kind == "check-in":
        day = check_in_day(situation, region, now.date())
        return datetime.combine(day, clock(region["send_window"][0]), tzinfo=now.tzinfo)
    if assessment.action not in ("thank", "supply", "own") or assessment.kind == "reply-to-a-no":
        return now
    key = "thank_you_hours" if assessment.kind == "thank-you-note" else "repair_hours"
    hours = hours_since(situation)
    return now + timedelta(hours=max(0.0, float(region[key][0]) - hours) if hours is not None else 0.0)


def _awake(at: time) -> bool:
    return NIGHT_UNTIL <= at < NIGHT_FROM


def _after_promise(situation: Situation, region: Region) -> date | None:
    """Two working days after the day they promised an answer, if they did."""
    promised = situation.decision.date if situation.decision.state == "promised" else None
    return add_working_days(promised, AFTER_PROMISE, region) if promised else None


def check_in_day(situation: Situation, region: Region, first: date) -> date:
    """After the promised day; else so many days after the last message or the interview. Never before `first`."""
    day = _after_promise(situation, region)
    if day is None:
        sent = [one.date for one in situation.sent if one.date]
        start = max(sent) if sent else situation.interview.date or first
        day = start + timedelta(days=region["check_in_days"])
    return next_working_day(max(day, first), region)


def _question_day(situation: Situation, region: Region, sent: date) -> date:
    """The day of the one question after a message: after the promised day, if that is still to come by then."""
    promised = _after_promise(situation, region)
    if promised and promised > sent:
        return promised
    return next_working_day(sent + timedelta(days=region["check_in_days"]), region)


def _afterwards(
    situation: Situation, assessment: Assessment, region: Region, words: dict[str, dict[str, object]], sent: date | None
) -> Iterator[Step]:
    """The check-ins that the budget of contacts still allows, and the day to stop."""
    if assessment.kind in LAST_WORDS or situation.decision.state == "offer":
        yield _step("stop-here", "stop", words, sent, None)
        return
    left = MOST_CONTACTS - len(situation.sent) - 1
    opening = clock(region["send_window"][0]) if sent else None
    day = sent
    if left >= 1 and assessment.kind != "check-in":
        day = _question_day(situation, region, day) if day else None
        yield _step("check-in", "check-in", words, day, opening)
        left -= 1
    if left >= 1:
        day = next_working_day(day + timedelta(days=region["final_days"]), region) if day else None
        yield _step("last-check-in", "last-check-in", words, day, opening)
    yield _step("stop", "stop", words, add_working_days(day, 5, region) if day else None, None)
