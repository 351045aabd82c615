"""Where the rules and the catalogue differ: each row of docs/about/decisions/two-sources.md, as a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from secondtake import assess, compose, review
from secondtake.load import content
from secondtake.model import Assessment

NEVER_SAY = sorted(name for name, entry in content().mishaps.items() if entry.never_say)
BAD = {"noticed": "yes", "central": "yes", "extent": "most_of_it"}
NEW = [{"question": "a late supplier", "answer": "I would ring them first.", "result": "It saved a week."}]


def found(mishap: str, report: dict[str, str] | None = None, **told: Any) -> Assessment:
    return assess({"mishaps": [{"id": mishap, **(report or {})}], **told})


@pytest.mark.parametrize("mishap", NEVER_SAY)
def test_what_never_goes_in_stays_out_even_if_they_raised_it(mishap: str) -> None:
    result = found(mishap, {**BAD, "raised": "yes"}, evidence=NEW)
    assert result.mention == () and result.kind in (None, "thank-you-note", "fuller-answer", "check-in")


@pytest.mark.parametrize("mishap", ["seemed-desperate", "cried", "tripped"])
def test_a_slip_the_catalogue_would_not_name_is_not_owned_however_bad_it_was(mishap: str) -> None:
    assert content().mishaps[mishap].move == "none"
    result = found(mishap, BAD, rest="badly", evidence=NEW)
    assert result.band == "serious-performance" and result.kind != "owning-it" and not result.mention


@pytest.mark.parametrize("mishap", [name for name, entry in content().mishaps.items() if entry.move == "correct"])
def test_what_the_catalogue_would_correct_is_corrected_however_small(mishap: str) -> None:
    assert found(mishap, {"noticed": "no", "central": "no", "extent": "one_moment"}).action == "correct"


def test_something_untrue_is_corrected_even_after_a_no_but_not_against_a_ban_on_contact() -> None:
    assert found("lied-or-exaggerated", decision={"state": "made_no"}).kind == "correction"
    banned = found("lied-or-exaggerated", process="told_do_not_contact")
    assert (banned.action, banned.kind) == ("stop", None)


@pytest.mark.parametrize("mishap", ["ill-on-the-day", "bereavement"])
def test_illness_and_grief_are_named_once_only_if_seen_and_with_something_to_add(mishap: str) -> None:
    report = {"noticed": "yes", "extent": "one_answer", "central": "yes"}
    assert found(mishap, report, evidence=NEW).mention == (mishap,)
    assert found(mishap, {**report, "noticed": "no"}, evidence=NEW, rest="well").mention == ()
    assert found(mishap, report, can_add="no").mention == ()


def test_a_criticism_of_a_former_boss_is_never_repeated() -> None:
    situation = {"mishaps": [{"id": "badmouthed-a-boss", "noticed": "yes", "cause": "My boss was unfair."}]}
    letter = compose(situation)
    assert letter is not None and "unfair" not in letter.text and assess(situation).mention == ()


def test_a_real_answer_may_go_for_a_small_slip_without_naming_it() -> None:
    small = {"noticed": "no", "central": "no", "extent": "one_moment", "recovered": "yes"}
    result = found("no-examples", small, rest="well", evidence=NEW)
    assert (result.band, result.kind, result.mention) == ("small", "fuller-answer", ())


@pytest.mark.parametrize(
    "mishap", [name for name, entry in content().mishaps.items() if entry.move == "stop" and not entry.letter]
)
def test_where_the_catalogue_says_stop_nothing_goes_however_fixable_it_looks(mishap: str) -> None:
    assert found(mishap, evidence=NEW).kind is None


def test_a_scored_process_gets_thanks_only() -> None:
    assert found("no-examples", BAD, evidence=NEW, process="structured_scored").kind == "thank-you-note"


def test_not_saying_whether_there_is_something_to_add_shows_the_gap() -> None:
    letter = compose({"mishaps": [{"id": "no-examples", **BAD}]})
    assert letter is not None and any(gap.slot == "answer" for gap in letter.gaps)


def test_a_reason_about_child_care_draws_a_warning() -> None:
    text = "Dear Ms Lee,\n\nThank you for today. My child was ill and my childcare fell through.\n\nRegards,\nAda"
    assert any(one.rule == "private-fact" for one in review(text).findings)
