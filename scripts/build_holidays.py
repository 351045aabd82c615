"""Work out the public holidays of every region and write them into the content folder."""

from __future__ import annotations

import argparse
import json
import tomllib
from importlib.metadata import version
from pathlib import Path

import holidays

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "src" / "secondtake" / "content"
YEARS = range(2026, 2031)
ORIGIN = (
    "Computed by scripts/build_holidays.py with the holidays library {version}. "
    "Days that follow the moon are forecasts until they are announced."
)


def days_of(code: str) -> dict[str, str]:
    """The holidays of one calendar, such as US or GB-ENG, as ISO date to English name."""
    country, _, part = code.partition("-")
    for language in ("en_US", None):
        try:
            found = holidays.country_holidays(country, subdiv=part or None, years=YEARS, language=language)
        except NotImplementedError:
            continue
        return {day.isoformat(): name for day, name in sorted(found.items())}
    raise ValueError(f"no calendar for {code}")


def days_of_region(path: Path) -> dict[str, str]:
    """All holidays that a region file asks for, in date order."""
    codes = tomllib.loads(path.read_text(encoding="utf-8"))["holiday_calendars"]
    merged: dict[str, str] = {}
    for code in codes:
        for day, name in days_of(code).items():
            merged[day] = name if merged.get(day, name) == name else f"{merged[day]}; {name}"
    return dict(sorted(merged.items()))


def document() -> str:
    """The whole file, one holiday a line, so that a change can be read in a diff."""
    regions = {path.stem: days_of_region(path) for path in sorted((CONTENT / "regions").glob("*.toml"))}
    data = {
        "origin": ORIGIN.format(version=version("holidays")),
        "years": [YEARS.start, YEARS.stop - 1],
        "regions": regions,
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the file, unless it already says the same."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=CONTENT / "holidays.json", help="the file to write")
    target: Path = parser.parse_args().output
    text = document()
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
