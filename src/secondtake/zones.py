"""The same moment on two clocks. Clocks come from content (zones.json), so that every Python gives the same answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

# For each zone: when its clock changes, in minutes since 1970 UTC, and how many minutes it is ahead of UTC from then.
Clocks = Mapping[str, tuple[tuple[int, int], ...]]
EPOCH = datetime(1970, 1, 1)


def city(zone: str) -> str:
    """What people call a zone: `New York` for America/New_York."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def differ(own: str, theirs: str, clocks: Clocks) -> bool:
    """Whether both zones are known and their clocks do not always agree."""
    return bool(own and theirs) and clocks[own] != clocks[theirs]


def elsewhere(moment: datetime, own: str, theirs: str, clocks: Clocks) -> datetime:
    """A moment on the clock of `own` as the clock of `theirs` shows it. An hour that a clock skips counts as the next.

    Raises KeyError for a zone that is not in `clocks`.
    """
    local = round((moment.replace(tzinfo=None) - EPOCH).total_seconds() / 60)
    utc = local - _ahead(clocks[own], local - _ahead(clocks[own], local))
    return moment + timedelta(minutes=utc + _ahead(clocks[theirs], utc) - local)


def _ahead(changes: tuple[tuple[int, int], ...], utc: int) -> int:
    """Minutes ahead of UTC at a moment; before the first change listed, as after it."""
    return next((ahead for start, ahead in reversed(changes) if start <= utc), changes[0][1])
