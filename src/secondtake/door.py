"""Read a request at the door: refuse by field what does not fit, and hand on checked values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .load import content, mishap_or_error
from .schema import InputError, read, shown
from .situation import Situation

Request = Mapping[str, Any]


def situation_from(data: object) -> Situation:
    """A checked situation: at least one mishap, each in the catalogue, a known region."""
    known = content()
    situation = read(Situation, data, "situation")
    if not situation.mishaps:
        raise InputError("missing", "situation.mishaps", "situation.mishaps needs at least one entry.")
    for index, report in enumerate(situation.mishaps):
        mishap_or_error(report.id, known.mishaps, f"situation.mishaps[{index}].id")
    one_of(situation.region or "other", tuple(known.regions), "situation.region")
    return situation


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
