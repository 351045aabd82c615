"""Slots: each value with the answer it comes from, shaped to stand in a sentence, filled once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondtake.assess import assess
from secondtake.load import content
from secondtake.schema import read
from secondtake.situation import Evidence, Situation
from secondtake.slots import DAYS_BY_NAME, MONTHS, WEEKDAYS, Slot, day_phrase, fill, names_in, slots_of, written_date

REGIONS = content().regions
FRIDAY = date(2026, 11, 20)


def situation(**told: Any) -> Situation:
    return read(Situation, {"mishaps": [{"id": "rambled"}], **told})


def slots(evidence: Evidence | None = None, region: str = "uk", **told: Any) -> dict[str, Slot]:
    asked = situation(**told)
    return slots_of(asked, assess(asked, content()), content(), REGIONS[region], evidence, 0)


# ---- dates -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("region", sorted(REGIONS))
def test_a_date_is_written_in_the_order_of_the_region_with_the_month_in_words(region: str) -> None:
    day_first = REGIONS[region]["date_format"] == "day-month-year"
    assert written_date(FRIDAY, REGIONS[region]) == ("20 November" if day_first else "November 20")
    assert written_date(FRIDAY, REGIONS[region], year=True) == (
        "20 November 2026" if day_first else "November 20, 2026"
    )


def test_a_month_and_a_weekday_are_what_the_calendar_says() -> None:
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    assert all(WEEKDAYS[day.weekday()] == f"{day:%A}" and MONTHS[day.month - 1] == f"{day:%B}" for day in days)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-30, 30))
def test_a_weekday_is_named_only_while_it_is_clear_which_one(day: date, later: int) -> None:
    now = f"{day + timedelta(days=later)}T09:00"
    phrase = day_phrase(situation(interview={"date": str(day)}, now=now), REGIONS["uk"])
    by_name = phrase.removeprefix("on ") in WEEKDAYS
    assert by_name == (0 <= later <= DAYS_BY_NAME)


def test_without_the_moment_of_asking_the_day_is_given_as_a_date_and_without_a_day_not_at_all() -> None:
    assert day_phrase(situation(interview={"date": "2026-11-20"}), REGIONS["uk"]) == "on 20 November"
    assert day_phrase(situation(now="2026-11-20T09:00"), REGIONS["uk"]) == ""


# ---- values in a sentence ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "role"),
    [
        ("Data Analyst", "Data Analyst"),
        ("the Data Analyst role", "Data Analyst"),
        ("Data Analyst position.", "Data Analyst"),
        ("An editor job", "editor"),
        ("operations manager", "operations manager"),
        ("Role", "Role"),
        ("VP, Sales", "VP, Sales"),
    ],
)
def test_a_role_loses_the_words_that_our_passages_put_around_it(typed: str, role: str) -> None:
    assert slots(role=typed)["role"] == Slot(role, "role")


@pytest.mark.parametrize("company", ["Acme Inc.", "Yahoo!", "Brooks & Sons", "Wells", "adidas", "3M", "C\u00f4te d'Or"])
def test_a_company_is_written_as_typed(company: str) -> None:
    assert slots(company=company)["company"] == Slot(company, "company")


@pytest.mark.parametrize("name", ["Acme Inc.", "Brooks Ltd.", "Thursday at 4 p.m."])
def test_a_value_that_ends_in_a_full_stop_ends_the_sentence_by_itself(name: str) -> None:
    filled = fill(
        "I would like to work at ${company}. I like it at ${company}, too.", {"company": Slot(name, "company")}
    )
    assert filled == f"I would like to work at {name} I like it at {name}, too."


def test_a_question_typed_as_a_question_is_quoted_and_one_typed_as_a_phrase_is_set_in() -> None:
    asked = slots(Evidence(question='"why do you want this job?"'))
    assert asked["asked"].value == "Why do you want this job?" and "question" not in asked
    told = slots(Evidence(question="The late supplier."))
    assert told["question"].value == "the late supplier" and "asked" not in told


def test_a_whole_sentence_never_stands_in_a_slot_for_a_phrase() -> None:
    assert "highlight" not in slots(highlight="I liked the way your team plans the week.")
    assert slots(highlight="The rota.")["highlight"].value == "the rota"


def test_free_times_are_offered_as_a_choice() -> None:
    assert slots(new_slots=["Thursday at 4 p.m."])["slots"].value == "Thursday at 4 p.m."
    assert slots(new_slots=["Thursday", " ", "Friday"])["slots"].value == "Thursday or Friday"
    assert slots(new_slots=["Monday", "Tuesday", "Friday"])["slots"].value == "Monday, Tuesday or Friday"


def test_minutes_come_from_the_mishap_that_leads() -> None:
    late = {"mishaps": [{"id": "visible-nerves"}, {"id": "late-arrival", "minutes_late": 25, "noticed": "yes"}]}
    assert slots(**late)["minutes"] == Slot("25", "mishaps[1].minutes_late")


# ---- gaps and provenance -----------------------------------------------------------------------------------------


def test_what_is_needed_and_not_told_is_a_gap_in_square_brackets() -> None:
    found = slots()
    assert {name for name, slot in found.items() if slot.gap} == set(content().judgements["gaps"])
    assert all(slot.value.startswith("[") and slot.value.endswith("]") for slot in found.values())


@given(st.sampled_from(["role", "company", "highlight"]), st.text(st.characters(categories=["L", "N"]), min_size=1))
def test_a_value_knows_the_answer_it_came_from(name: str, typed: str) -> None:
    slot = slots(**{name: f"the {typed} plan"}).get(name)
    assert slot is not None and slot.path == name and typed in slot.value and not slot.gap


def test_a_slot_that_nobody_filled_is_not_there() -> None:
    assert not {"company", "highlight", "day", "minutes", "phone", "question", "asked"} & slots().keys()


# ---- filling -----------------------------------------------------------------------------------------------------


@given(st.text(), st.text())
def test_what_was_filled_in_is_never_read_again(role: str, company: str) -> None:
    values = {"role": Slot(role + " ${company} $role", "role"), "company": Slot(company + " ${role} $$", "company")}
    assert fill("<${role}|${company}>", values) == f"<{role} ${{company}} $role|{company} ${{role}} $$>"


def test_a_passage_says_which_slots_it_asks_for() -> None:
    assert names_in("Thank you ${day} for the ${role} talk, and ${role} it is.") == {"day", "role"}
    assert names_in("Thank you.") == frozenset()


def test_a_note_names_what_its_own_reader_talked_about_and_else_what_was_liked() -> None:
    people = [{"name": "Ann Reed", "talked_about": "the night rota"}, {"name": "Bo Lund"}]
    asked = situation(interviewers=people, highlight="the new depot")
    found = [
        slots_of(asked, assess(asked, content()), content(), REGIONS["us"], None, 0, to)["highlight"] for to in (0, 1)
    ]
    assert found[0] == Slot("the night rota", "interviewers[0].talked_about")
    assert found[1] == Slot("the new depot", "highlight")
