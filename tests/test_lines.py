"""The help lines: complete, reachable by country, and read again every year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

import build_lines
from evidence import DOCS, read
from markup import CONTENT

LINES: dict[str, Any] = read("lines.toml")
COUNTRIES: dict[str, dict[str, Any]] = LINES["countries"]
ENTRY = {"name", "number", "hours", "languages", "url", "about"}
MOST_DAYS = 365


def entries() -> list[tuple[str, dict[str, str]]]:
    """Every line of every country."""
    kinds = build_lines.KINDS
    return [(country, line) for country, found in COUNTRIES.items() for kind in kinds for line in found.get(kind, [])]


def test_the_help_lines_were_reviewed_less_than_a_year_ago() -> None:
    age = date.today() - LINES["reviewed"]
    assert age < timedelta(days=MOST_DAYS), "read every entry of lines.toml at its own page, then move `reviewed`"


def test_every_region_has_an_emergency_number_and_someone_to_talk_to() -> None:
    served = {region for found in COUNTRIES.values() for region in found["regions"]}
    assert served == {path.stem for path in (CONTENT / "regions").glob("*.toml")}
    assert all(found["emergency"] and found["crisis"] for found in COUNTRIES.values())


def test_every_country_names_a_body_for_unfair_treatment() -> None:
    assert all(found["equality"] for found in COUNTRIES.values())


@pytest.mark.parametrize(("country", "line"), entries())
def test_an_entry_says_who_when_and_where(country: str, line: dict[str, str]) -> None:
    assert set(line) == ENTRY, country
    assert line["url"].startswith("https://")
    assert all(line[key].strip() for key in ENTRY - {"number"})
    assert not line["number"] or any(character.isdigit() for character in line["number"])


@pytest.mark.parametrize(
    ("country", "number"),
    [("us", "988"), ("ca", "988"), ("uk", "116 123"), ("ie", "116 123"), ("au", "13 11 14"), ("in", "14416"),
     ("de", "0800 111 0 111"), ("jp", "0120-783-556")],
)  # fmt: skip
def test_the_best_known_line_of_a_country_is_there(country: str, number: str) -> None:
    assert any(number in line["number"] for line in COUNTRIES[country]["crisis"])


def test_a_country_without_a_line_we_could_confirm_says_so_and_leads_to_a_directory() -> None:
    for country in ("ae", "sa", "eg"):
        assert COUNTRIES[country]["note"]
        assert any("findahelpline.com" in line["url"] for line in COUNTRIES[country]["crisis"])


def test_the_care_page_leads_to_every_country_and_to_the_pages_for_hard_days() -> None:
    page = (DOCS / "care.md").read_text(encoding="utf-8")
    for name in ("index", "countries", "reviewed"):
        assert f'--8<-- "lines/{name}.md"' in page
    hard_days = ("bereavement", "ill-on-the-day", "crossed-a-line", "unlawful-question", "adjustment-missing", "crisis")
    for mishap in hard_days:
        assert f"mishaps/{mishap}.md" in page


def test_the_number_comes_before_the_name_and_everything_is_escaped() -> None:
    words = read("evidence.toml")["line_words"]
    line = {**dict.fromkeys(ENTRY, "x"), "name": "A & B", "number": "12 34", "hours": "<b>"}
    made = build_lines.entry(line, words)
    assert made.index("tel:1234") < made.index("A &amp; B")
    assert "<b>" not in made


def test_a_number_can_be_tapped_on_a_phone_and_a_text_line_opens_a_message() -> None:
    assert build_lines.to_tap("13 11 14") == '<a href="tel:131114">13 11 14</a>'
    assert build_lines.to_tap("#8891") == '<a href="tel:%238891">#8891</a>'
    assert build_lines.to_tap("Text HOME to 741741") == 'Text HOME to <a href="sms:741741">741741</a>'
    assert build_lines.to_tap("112 or 999").count("tel:") == 2
