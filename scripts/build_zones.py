"""Work out how the clocks of the world run and write it into the content folder.

The page's Python has no time zone data, and the data a computer has may be old; so all of us read the same file.
"""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "secondtake" / "content" / "zones.json"
FROM, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)
ORIGIN = "Computed by scripts/build_zones.py with the tzdata package {version}."
CONTINENTS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def names() -> list[str]:
    """Every zone that is named after a place, old names included: browsers still give them."""
    listed = files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return sorted(name for name in listed if name.split("/")[0] in CONTINENTS)


def offset(zone: ZoneInfo, moment: datetime) -> int:
    """Minutes ahead of UTC at a moment."""
    ahead = moment.astimezone(zone).utcoffset()
    assert ahead is not None  # noqa: S101 - every zone of the package has one
    return round(ahead.total_seconds() / 60)


def changes(name: str) -> list[list[int]]:
    """When the clock changes: minutes since 1970 in UTC, and minutes ahead of UTC from then on."""
    zone = ZoneInfo(name)
    found = [[round(FROM.timestamp() / 60), offset(zone, FROM)]]
    day = FROM
    while day < UNTIL:
        later = day + timedelta(days=1)
        if offset(zone, later) != found[-1][1]:
            found.append([round(_turn(zone, day, later).timestamp() / 60), offset(zone, later)])
        day = later
    return found


def _turn(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The minute at which the offset changes, by halving."""
    while after - before > timedelta(minutes=1):
        middle = before + (after - before) // 2
        middle = middle.replace(second=0, microsecond=0)
        if middle <= before:
            break
        before, after = (before, middle) if offset(zone, middle) == offset(zone, after) else (middle, after)
    return after


def document() -> str:
    """The whole file: zones whose clocks run alike stand together."""
    alike: dict[str, list[str]] = {}
    for name in names():
        alike.setdefault(json.dumps(changes(name), separators=(",", ":")), []).append(name)
    rows = [f' {{"changes": {run}, "zones": {json.dumps(zones)}}}' for run, zones in sorted(alike.items())]
    origin = json.dumps(ORIGIN.format(version=version("tzdata")))
    return f'{{"origin": {origin},\n"clocks": [\n' + ",\n".join(rows) + "\n]}\n"


def main() -> None:
    """Write the file, unless it already says the same."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=TARGET, help="the file to write")
    target: Path = parser.parse_args().output
    text = document()
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
