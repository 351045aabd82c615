"""Read a request at the door: refuse by field what does not fit, and hand on checked values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from .assess import assess
from .dismissals import KEY
from .door_values import review_context
from .findings import ReviewContext
from .load import content, mishap_or_error
from .model import Content
from .schema import InputError, read, shown
from .situation import Situation

Request = Mapping[str, Any]


MOST_DISMISSED = 10_000  # keys of one request


def situation_from(data: object, *, letter_only: bool = False) -> Situation:
    """A checked situation: each mishap in the catalogue, a known region. Only a letter check does without a mishap."""
    known = content()
    if letter_only and isinstance(data, Mapping) and data.get("mishaps") is None:
        data = {**data, "mishaps": []}
    situation = read(Situation, data, "situation")
    if not situation.mishaps and not letter_only:
        raise InputError("missing", "situation.mishaps", "situation.mishaps needs at least one entry.")
    for index, report in enumerate(situation.mishaps):
        mishap_or_error(report.id, known.mishaps, f"situation.mishaps[{index}].id")
    one_of(situation.region or "other", tuple(known.regions), "situation.region")
    own = _zone(situation.candidate.time_zone, known, "situation.candidate.time_zone")
    theirs = _zone(situation.interview.time_zone, known, "situation.interview.time_zone")
    candidate, interview = situation.candidate, situation.interview
    if (own, theirs) == (candidate.time_zone, interview.time_zone):
        return situation
    interview = replace(interview, time_zone=theirs)
    return replace(situation, candidate=replace(candidate, time_zone=own), interview=interview)


def known_of(data: object, kind: str | None = None) -> ReviewContext:
    """What the letter check may know from a situation, which may be no more than a name or two."""
    situation = situation_from(data, letter_only=True)
    found = assess(situation, content()) if situation.mishaps else None
    return review_context(situation, found, content(), kind)


def keys_of(request: Request, field: str) -> frozenset[str]:
    """The keys of dismissed findings."""
    keys = request.get(field) or []
    if not isinstance(keys, list):
        raise InputError("wrong-type", field, f"{field} must be a list of keys.")
    if len(keys) > MOST_DISMISSED:
        raise InputError("too-long", field, f"{field} holds more than {MOST_DISMISSED} keys.")
    for place, key in enumerate(keys):
        if not isinstance(key, str) or not KEY.fullmatch(key):
            where = f"{field}[{place}]"
            raise InputError("unknown-value", where, f"{where} must be a key: 16 of the characters 0-9 and a-f.")
    return frozenset(keys)


def _zone(name: str, known: Content, field: str) -> str:
    """A time zone there is a clock for; a city will do. What is no zone is refused, with those that look like it."""
    if not name or name in known.clocks:
        return name
    place = name.rsplit("/", 1)[-1].strip().lower().replace(" ", "_")
    of_city = [zone for zone in known.clocks if zone.lower().rsplit("/", 1)[-1] == place]
    if len({known.clocks[zone] for zone in of_city}) == 1 and "/" not in name:
        return of_city[0]
    near = tuple(zone for zone in known.clocks if place and place in zone.lower())[:5]
    names = ", ".join(near) or "Europe/London"
    message = f"{field} is {shown(name)}. Use the name of a time zone, such as {names}."
    raise InputError("unknown-value", field, message, near or tuple(known.clocks))


def one_of(value: object, allowed: tuple[str, ...], field: str) -> str:
    if not isinstance(value, str) or value not in allowed:
        message = f"{field} is {shown(value)}. Allowed: {', '.join(allowed)}."
        raise InputError("unknown-value", field, message, allowed)
    return value


def text_of(request: Request, field: str, most: int = 200_000) -> str:
    value = request.get(field, "")
    if not isinstance(value, str):
        raise InputError("wrong-type", field, f"{field} must be text.")
    if len(value) > most:
        raise InputError("too-long", field, f"{field} is longer than {most} characters.")
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def whole(value: object, field: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 10_000:
        raise InputError("unknown-value", field, f"{field} must be a whole number from 0 to 9999.")
    return value


def flag(value: object, field: str) -> bool:
    if not isinstance(value, bool):
        raise InputError("wrong-type", field, f"{field} must be true or false.")
    return value
