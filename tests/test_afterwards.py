"""What comes after: only answers that can still come, each with a next step or a stop, and always a way on."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondtake.afterwards import ANSWERS, DOCUMENTS, EXITS, answers_possible, outcome
from secondtake.api import handle
from secondtake.assess import assess
from secondtake.door import situation_from
from secondtake.load import content
from secondtake.pack import pack
from secondtake.preparation import MOST_ANSWERS

MISHAPS = sorted(content().mishaps)
WORDS = content().afterwards


def told(mishap: str = "rambled", **more: Any) -> dict[str, Any]:
    return {"mishaps": [{"id": mishap}], "interview": {"date": "2026-11-17"}, "region": "uk",
            "now": "2026-11-26T10:00", **more}  # fmt: skip


def led_to(answer: str, situation: dict[str, Any]) -> Any:
    checked = situation_from(situation)
    return outcome(answer, checked, assess(checked, content()), content())


def ask(**request: Any) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(handle(json.dumps({"command": "afterwards", **request})))
    return answer


SENT = [{"kind": "fuller-answer", "date": "2026-11-17"}]
ASKED = [*SENT, {"kind": "check-in", "date": "2026-11-26"}]
LAST = [*ASKED, {"kind": "check-in", "date": "2026-12-04"}]


@pytest.mark.parametrize(
    ("answer", "more", "name"),
    [
        ("yes", {"sent": SENT}, "prepare"),
        ("offer", {"sent": SENT}, "thank"),
        ("no", {"sent": SENT}, "reply"),
        ("no", {"process": "told_do_not_contact"}, "closed"),
        ("nothing", {"decision": {"state": "made_no"}, "sent": SENT}, "reply"),
        ("nothing", {"decision": {"state": "made_no"}, "sent": [*SENT, {"kind": "reply-to-a-no"}]}, "closed"),
        ("later", {"sent": SENT}, "wait"),
        ("ring", {"sent": SENT}, "ring"),
        ("nothing", {"sent": SENT, "now": "2026-11-19T10:00"}, "not-yet"),
        ("nothing", {"sent": SENT}, "ask"),
        ("nothing", {"sent": ASKED, "now": "2026-12-10T10:00"}, "ask-last"),
        ("nothing", {"sent": LAST, "now": "2026-12-20T10:00"}, "stop"),
        ("nothing", {"process": "told_do_not_contact"}, "silent"),
    ],
)
def test_each_answer_leads_to_the_next_letter_or_to_stopping(answer: str, more: dict[str, Any], name: str) -> None:
    assert led_to(answer, told(**more)).id == name


def test_a_document_that_the_pack_does_not_hold_is_not_shown_as_the_next_step() -> None:
    phone = {"contact": "phone", "candidate": {"name": "Ada", "phone": "0113 496 0000"}}
    assert led_to("ring", told(**phone)).documents == ("phone-script", "voicemail")
    assert led_to("ring", told(contact="email")).documents == ()


def test_before_the_day_to_ask_the_day_is_named() -> None:
    assert led_to("nothing", told(sent=SENT, now="2026-11-19T10:00")).day > date(2026, 11, 19)


@given(
    st.sampled_from(MISHAPS),
    st.sampled_from((None, "unknown", "today", "promised", "made_no", "made_other", "offer")),
    st.sampled_from((None, "open", "agency", "told_do_not_contact")),
    st.sampled_from((None, "email", "none")),
    st.integers(0, 3),
)
@settings(max_examples=150, deadline=None)
def test_every_state_has_answers_every_answer_an_outcome_and_every_outcome_a_way_on(
    mishap: str, state: str | None, process: str | None, contact: str | None, count: int
) -> None:
    more = {"decision": {"state": state}, "process": process, "contact": contact, "sent": LAST[:count]}
    situation = situation_from(told(mishap, **more))
    found = assess(situation, content())
    possible = answers_possible(situation, found)
    assert possible and set(possible) <= set(ANSWERS)
    offered = {one.plan.id for one in pack(situation, found, content()) if one.letter}
    for answer in possible:
        reached = outcome(answer, situation, found, content())
        assert reached.exits and set(reached.exits) <= WORDS["exits"].keys()
        assert reached.id in WORDS["outcomes"] and set(reached.documents) <= content().pack.keys()
        if process == "told_do_not_contact" or contact == "none":
            assert reached.id not in ("reply", "ask", "ask-last"), offered


def test_every_outcome_and_exit_has_its_words_and_nothing_more_is_written() -> None:
    named = {"prepare", "thank", "ring", "wait", "closed", "reply", "stop", "silent", "not-yet", "ask", "ask-last"}
    assert named == WORDS["outcomes"].keys() and DOCUMENTS.keys() | EXITS.keys() <= named
    assert set(ANSWERS) == WORDS["answers"].keys()
    assert {entry.group for entry in content().mishaps.values()} == WORDS["prepare"]["groups"].keys()
    assert all(set(one["facts"]) <= content().facts.keys() for one in WORDS["outcomes"].values())


def test_an_answer_that_cannot_come_is_refused_with_those_that_can() -> None:
    answer = ask(situation=told(decision={"state": "made_no"}), answer="yes")
    assert answer["error"]["field"] == "answer" and answer["error"]["allowed"] == ["nothing"]


def test_the_sheet_is_built_around_what_broke_and_the_person_s_own_answers() -> None:
    situation = told("late-arrival", mishaps=[{"id": "late-arrival"}, {"id": "rambled"}], evidence=[
        {"question": "a busy week", "answer": "I list what cannot move.", "result": "Missed calls fell."}])  # fmt: skip
    paper = ask(situation=situation, answer="yes")["result"]["sheet"]
    assert [one["page"] for one in paper["troubles"]] == ["mishaps/late-arrival/", "mishaps/rambled/"]
    assert paper["answers"] == [{"question": "a busy week", "answer": "I list what cannot move. Missed calls fell."}]
    groups = WORDS["prepare"]["groups"]
    assert paper["checks"] == [*groups["arrival"], *groups["said"]]


def test_a_debrief_becomes_two_practice_answers_a_checklist_and_dates() -> None:
    notes = {
        "worst": "I froze",
        "first_asked": "Why us?",
        "first_better": "Because of the buses",
        "second_asked": "A conflict?",
        "second_better": "I asked both to write it down",
        "kept": "The tour",
    }
    result = ask(situation=told(), debrief=notes)["result"]
    assert len(result["sheet"]["answers"]) == MOST_ANSWERS
    assert result["sheet"]["answers"][0] == {"question": "Why us?", "answer": "Because of the buses."}
    assert (result["sheet"]["worst"], result["sheet"]["keep"]) == ("I froze.", "The tour.")
    assert [one["date"] for one in result["sheet"]["dates"]] == ["2026-11-26", "2026-11-30"]
    assert result["debrief"]["minutes"] == 8
    assert [one["id"] for one in result["debrief"]["questions"]] == list(notes)


def test_a_debrief_with_an_unknown_field_is_refused_by_name() -> None:
    assert ask(situation=told(), debrief={"mood": "bad"})["error"]["field"] == "debrief.mood"
