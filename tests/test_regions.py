"""The regions: the same keys everywhere, values the engine can use, and public holidays as data."""

from __future__ import annotations

import json
from datetime import date, time
from string import Template
from typing import Any

import pytest

import build_holidays
import build_regions
from evidence import read
from markup import CONTENT

REGIONS: dict[str, dict[str, Any]] = {
    path.stem: read(f"regions/{path.name}") for path in sorted((CONTENT / "regions").glob("*.toml"))
}
FACTS = read("facts.toml")
HOLIDAYS = json.loads((CONTENT / "holidays.json").read_text(encoding="utf-8"))
ASKED_FOR = {"us", "ca", "uk", "ie", "au", "in", "de", "jp", "gulf", "arab", "other"}
CHOICES = {
    "thank_you": {"custom", "optional", "none"},
    "date_format": {"month-day-year", "day-month-year", "year-month-day"},
    "paper": {"A4", "Letter"},
    "spelling": {"us", "uk"},
    "one_note_per_interviewer": {"each", "shared"},
    "confidence": {"high", "medium", "low"},
}


def test_every_region_is_there_with_the_same_keys() -> None:
    assert set(REGIONS) == ASKED_FOR
    assert len({frozenset(region) for region in REGIONS.values()}) == 1


def test_the_keys_are_explained_at_the_top_of_the_first_file() -> None:
    head = (CONTENT / "regions" / "us.toml").read_text(encoding="utf-8").split("\nlabel =")[0]
    assert not [key for key in REGIONS["us"] if key not in head]


@pytest.mark.parametrize("name", REGIONS)
def test_every_value_is_one_the_engine_can_use(name: str) -> None:
    region = REGIONS[name]
    assert not {key: region[key] for key, allowed in CHOICES.items() if region[key] not in allowed}
    for key in ("thank_you_hours", "repair_hours"):
        earliest, latest = region[key]
        assert 1 <= earliest < latest <= 72
    assert 5 <= region["check_in_days"] <= 21
    assert 7 <= region["final_days"] <= 21
    assert time.fromisoformat(region["send_window"][0]) < time.fromisoformat(region["send_window"][1])
    assert set(region["weekend"]) < set(range(7))
    assert all(fact in FACTS for fact in region["facts"])


@pytest.mark.parametrize("name", REGIONS)
def test_openings_and_closings_can_stand_in_a_letter_as_they_are(name: str) -> None:
    region = REGIONS[name]
    values = {"title": "Dr", "family": "Lee", "full": "Robin Lee", "first": "Robin"}
    for key in ("salutation_titled", "salutation_full", "salutation_first", "salutation_unnamed"):
        assert Template(region[key]).substitute(values).startswith("Dear ")
    closes = [region["close_named"], region["close_unnamed"], *region["close_email"]]
    assert all(close.endswith(",") and close[0].isupper() for close in closes)
    assert len(set(region["close_email"])) >= 2


def test_american_titles_take_a_stop_and_british_ones_do_not() -> None:
    assert REGIONS["us"]["title_stop"]
    assert not REGIONS["uk"]["title_stop"]
    assert REGIONS["us"]["salutation_punctuation_letter"] == ":"
    assert REGIONS["uk"]["close_named"] == "Yours sincerely,"
    assert REGIONS["uk"]["close_unnamed"] == "Yours faithfully,"


def test_thanks_by_phone_are_off_only_where_a_source_advises_against_them() -> None:
    assert [name for name, region in REGIONS.items() if not region["phone_for_thanks"]] == ["jp"]


def test_the_committed_holidays_are_what_the_library_computes_today() -> None:
    assert build_holidays.document() == (CONTENT / "holidays.json").read_text(encoding="utf-8")


def test_holidays_cover_every_region_and_every_year_they_claim() -> None:
    assert set(HOLIDAYS["regions"]) == set(REGIONS)
    first, last = HOLIDAYS["years"]
    for name, days in HOLIDAYS["regions"].items():
        years = {date.fromisoformat(day).year for day in days}
        assert years == (set(range(first, last + 1)) if REGIONS[name]["holiday_calendars"] else set()), name


def test_well_known_holidays_are_among_them() -> None:
    days = HOLIDAYS["regions"]
    assert "2026-12-25" in days["us"]
    assert "2026-12-28" in days["uk"]
    assert "2026-12-02" in days["gulf"]
    assert "2026-09-23" in days["gulf"]
    assert "2026-10-03" in days["de"]
    assert "2026-01-26" in days["in"]


def test_the_page_shows_every_region_with_its_confidence() -> None:
    words = read("evidence.toml")["region_words"]
    overview = build_regions.overview(REGIONS, words)
    for name, region in REGIONS.items():
        assert f"[{region['label']}](#{name})" in overview
        part = build_regions.part(name, region, words)
        assert f"{{ #{name} }}" in part
        assert words["confidence_kind"][region["confidence"]] in part
