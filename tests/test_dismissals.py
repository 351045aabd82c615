"""A dismissed finding stays dismissed, comes back when its words change, and leaves no text behind."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import secondtake
from secondtake.api import handle
from secondtake.dismissals import KEY, key_of

LETTER = (
    "Subject: Planner interview\n\nDear Ms Ode,\n\nThank you for Tuesday, and for the plan of the winter leaks.\n\n"
    "I am begging you to give me another interview. I rank repairs by the number of homes without water.\n\n"
    "Could we talk on Friday?\n\nKind regards,\nZoe Hart\n"
)


def keys(text: str, rule: str = "begging", **more: Any) -> list[str]:
    return [one.key for one in secondtake.review(text, **more).findings if one.rule == rule]


def door(**request: Any) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(handle(json.dumps({"command": "review", **request})))
    return answer


def test_every_finding_has_a_key_of_its_own() -> None:
    found = secondtake.review(LETTER.replace("I rank", "I beg you, please. I rank")).findings
    assert found and all(KEY.fullmatch(one.key) for one in found)
    assert len({one.key for one in found}) == len(found)


def test_a_dismissed_finding_is_kept_apart_and_counts_for_nothing() -> None:
    [key] = keys(LETTER)
    before, after = secondtake.review(LETTER), secondtake.review(LETTER, dismissed={key})
    assert [one.key for one in after.dismissed] == [key]
    assert after.findings == tuple(one for one in before.findings if one.key != key)
    assert before.summary != after.summary


@pytest.mark.parametrize(
    "change",
    [
        ("Could we talk on Friday?", "Could we talk on Monday, by phone?"),
        ("Thank you for Tuesday", "Thank you very much for Tuesday"),
        ("I am begging you to give me", "I  am BEGGING\nyou to give me"),
        ("another interview. I rank", "another interview; I rank"),
        ("Kind regards", "With kind regards"),
    ],
)
def test_an_edit_elsewhere_or_of_case_spacing_and_punctuation_leaves_it_dismissed(change: tuple[str, str]) -> None:
    assert keys(LETTER.replace(*change)) == keys(LETTER)


@pytest.mark.parametrize(
    "change",
    [
        ("winter leaks", "summer leaks"),
        ("begging you", "begging and pleading with you"),
        ("give me another", "allow me another"),
    ],
)
def test_it_comes_back_when_its_words_or_their_neighbours_change(change: tuple[str, str]) -> None:
    changed = keys(LETTER.replace(*change))
    assert changed and changed != keys(LETTER)


def test_two_rules_on_the_same_words_are_dismissed_one_by_one() -> None:
    assert key_of("begging", LETTER, 90, 100) != key_of("pressure", LETTER, 90, 100)


def test_the_same_words_on_the_other_side_of_the_quote_are_another_place() -> None:
    assert key_of("shouting", "a b", 0, 1) != key_of("shouting", "a b", 2, 3)


def test_curly_or_straight_composed_or_not_is_the_same_place() -> None:
    texts = ("it isn't caf\u00e9", "it isn\u2019t cafe\u0301")
    assert len({key_of("blame", text, 0, len(text)) for text in texts}) == 1


def test_no_word_of_the_letter_is_in_its_keys() -> None:
    assert all(re.fullmatch(r"[0-9a-f]{16}", one.key) for one in secondtake.review(LETTER).findings)


def test_the_door_gives_the_same_keys_and_takes_them_back() -> None:
    text = LETTER.replace("Tuesday", "Tuesday \U0001f600")
    found = door(text=text)["result"]
    assert [one["key"] for one in found["findings"]] == [one.key for one in secondtake.review(text).findings]
    again = door(text=text, dismissed=[one["key"] for one in found["findings"]])["result"]
    assert again["findings"] == [] and len(again["dismissed"]) == len(found["findings"])
    assert again["summary"] != found["summary"]


@pytest.mark.parametrize(
    ("value", "code", "field"),
    [
        ("0123456789abcdef", "wrong-type", "dismissed"),
        ([1], "unknown-value", "dismissed[0]"),
        (["0123456789abcdef", "short"], "unknown-value", "dismissed[1]"),
        (["0123456789ABCDEF"], "unknown-value", "dismissed[0]"),
        (["0" * 16] * 10_001, "too-long", "dismissed"),
    ],
)
def test_what_is_no_key_is_refused_by_field(value: Any, code: str, field: str) -> None:
    error = door(text="", dismissed=value)["error"]
    assert (error["code"], error["field"]) == (code, field)


def test_null_and_an_empty_list_dismiss_nothing() -> None:
    assert door(text=LETTER, dismissed=None) == door(text=LETTER, dismissed=[]) == door(text=LETTER)


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 200))
@settings(deadline=None)
def test_any_text_has_a_key_at_any_place(text: str, start: int, length: int) -> None:
    key = key_of("begging", text + "\ud800", start, start + length)
    assert KEY.fullmatch(key) and key == key_of("begging", text + "\ud800", start, start + length)


PEOPLE: dict[str, Any] = {
    "interviewers": [{"name": "Noor Haddad", "title": "Dr"}], "company": "Larkfield Water", "role": "Network Planner",
    "interview": {"date": "2026-11-20"}, "now": "2026-11-24T10:00", "decision": {"state": "made_no"},
    "sent": [{"kind": "thank-you-note", "date": "2026-11-21"}],
}  # fmt: skip


def test_names_alone_are_enough_of_a_situation_for_a_review() -> None:
    text = LETTER.replace("Ms Ode", "Dr Hadad")
    assert "name-mismatch" not in {one.rule for one in secondtake.review(text).findings}
    assert "name-mismatch" in {one.rule for one in secondtake.review(text, PEOPLE).findings}
    assert "name-mismatch" in {one["rule"] for one in door(text=text, situation=PEOPLE)["result"]["findings"]}


def test_a_no_and_days_gone_by_are_known_without_a_mishap() -> None:
    assert "double-post" in {one.rule for one in secondtake.review(LETTER, PEOPLE).findings}
    late = {**PEOPLE, "now": "2027-01-24T10:00", "decision": {"state": "unknown"}}
    assert "late-send" in {one.rule for one in secondtake.review(LETTER, late).findings}


def test_an_assessment_still_needs_a_mishap() -> None:
    answer = json.loads(handle(json.dumps({"command": "assess", "situation": PEOPLE})))
    assert answer["error"]["field"] == "situation.mishaps"
