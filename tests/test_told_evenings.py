"""What people told of one evening and the letters first got wrong: each stays right from here on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from secondtake import assess, compose
from secondtake.load import content
from secondtake.model import Letter
from test_pack import PEOPLE, documents, told

OPEN = Callable[..., Any]
REGISTERS = ("plain", "warm")
TWO_CLOCKS = {
    "candidate": {"name": "Farid Karimov", "time_zone": "Asia/Tashkent"},
    "interview": {"date": "2026-11-25", "time_zone": "America/Toronto"},
    "new_slots": ["2026-11-26T19:00", "2026-11-27T19:00"],
    "evidence": [{"answer": "I built the ledger at Payme that serves forty thousand merchants."}],
    "region": "ca",
}
RUDE_AFTER_RUDE = {"mishaps": [{"id": "hostile-interviewer"}], "harm": "yes", "interview": {"date": "2026-11-25"},
                   "conduct": {"act": "I said that this was a waste of time.", "to": "Grant Whitlock"}}  # fmt: skip


def letters(situation: dict[str, Any]) -> list[Letter]:
    every = [compose(situation, wording=step, register=one) for step in range(8) for one in REGISTERS]
    return [letter for letter in every if letter]


def asked(ahead: str | None) -> list[Letter]:
    wanted = {"part": "the phone exercise", "need": "a form", "ahead": ahead}
    return letters(told("adjustment-missing", adjustment=wanted))


def test_an_adjustment_for_a_part_to_come_is_asked_for_in_time_and_never_as_a_repeat() -> None:
    for letter in asked("yes"):
        assert {"part-ahead", "request-ahead"} <= {part.id for part in letter.parts}
        assert not any(word in letter.body for word in ("again", "redo", "repeat", "did not", "once more"))


@pytest.mark.parametrize("answer", ["no", None])
def test_an_adjustment_for_a_part_that_is_over_asks_to_redo_it(answer: str | None) -> None:
    for letter in asked(answer):
        assert {"part", "request"} <= {part.id for part in letter.parts}


def test_nobody_is_thanked_for_an_interview_that_is_still_to_come() -> None:
    situation = told("adjustment-missing", interview={"date": "2026-11-30"}, now="2026-11-25T19:00:00")
    assert all("thanks-unmet" in {part.id for part in letter.parts} for letter in letters(situation))


def test_a_call_that_only_thanks_has_something_to_say_and_no_yes_or_no_to_wait_for() -> None:
    phone = {"candidate": {"name": "Maisie Holt", "phone": "01204 900100"}, "evidence": []}
    fit = "I spent two years of Saturdays on the till."
    easy = {**phone, "contact": "phone", "phone_is_hard": "no"}
    one = documents(told("visible-nerves", fit=fit, can_add="no", **easy))["phone-script"]
    assert one.letter
    names = {part.id for part in one.letter.parts}
    assert {"reason", "interest", "goodbye", "asked", "decision"} <= names and not {"yes", "no", "next"} & names
    assert "thank" in one.text.casefold() and fit in one.text


def test_a_call_that_asks_for_a_new_time_keeps_its_yes_and_its_no() -> None:
    phone = {"candidate": {"name": "Maisie Holt", "phone": "01204 900100"}, "new_slots": ["Thursday at ten"]}
    one = documents(told("overslept", **phone))["phone-script"]
    assert one.letter and {"slots", "yes", "no"} <= {part.id for part in one.letter.parts}


@pytest.mark.parametrize("region", ["us", "uk"])
def test_a_note_on_a_network_greets_the_one_person_it_goes_to(region: str) -> None:
    one = documents(told("rambled", interviewers=PEOPLE, region=region))["linkedin-note"]
    assert one.letter and "Haddad" in one.letter.salutation
    assert not {"Tom", "Mia", "Ellery", "Osei"} & set(one.text.replace(",", "").split())


@pytest.mark.parametrize("mishap", ["time-zone-mix-up", "missed-interview", "overslept"])
def test_the_short_email_keeps_its_length_with_every_time_on_two_clocks(mishap: str) -> None:
    for wording in range(8):
        for register in REGISTERS:
            whole = documents(told(mishap, **TWO_CLOCKS), wording=wording, register=register)
            short, full = whole["email-short"], whole["email-full"]
            assert not short.over
            assert short.text.count("Toronto") == full.text.count("Toronto") == 2 or full.count <= short.plan.most


def test_a_short_email_that_own_words_fill_is_not_called_short_already() -> None:
    evidence = [{"answer": "I would say it all, and then say it again. " * 12}]
    whole = documents(told("no-examples", evidence=evidence, fit="", interest="", highlight=""))
    assert whole["email-short"].over or whole["email-short"].reason != content().judgements["pack"]["reasons"]["short"]


def test_who_was_rude_after_they_were_rude_is_advised_to_apologise_for_their_own_part_alone() -> None:
    found = assess(RUDE_AFTER_RUDE)
    assert (found.action, found.kind, found.mention) == ("apologise", "conduct-apology", ())
    assert all("rude" not in letter.text and "hostile" not in letter.text for letter in letters(RUDE_AFTER_RUDE))


def test_both_slips_together_lead_to_the_apology_too() -> None:
    both = {**RUDE_AFTER_RUDE, "harm": None, "mishaps": [{"id": "hostile-interviewer"}, {"id": "offended-someone"}]}
    found = assess(both)
    assert (found.kind, found.mention) == ("conduct-apology", ("offended-someone",))


@pytest.mark.browser
@pytest.mark.parametrize("address", ["composer/", "checklist/"])
def test_words_of_danger_in_the_search_box_show_where_to_talk_to_a_person(open_page: OPEN, address: str) -> None:
    page = open_page(address)
    care = page.locator("[data-picker] [data-part=care]")
    page.fill("#pick-mishap", "I cried on the phone")
    page.wait_for_selector("[data-part=matches] button")
    assert care.is_hidden()
    page.fill("#pick-mishap", "I don\u2019t want to be here")
    care.wait_for(state="visible")
    page.fill("#pick-mishap", "")
    assert care.is_visible() and care.locator("a").get_attribute("href") == "../care/"


@pytest.mark.browser
def test_a_kind_of_letter_without_a_limit_is_not_told_that_more_than_nothing_is_too_much(open_page: OPEN) -> None:
    page = open_page("letter-check/")
    page.evaluate("""async () => {
      const { showGlance } = await import(`${document.baseURI}../assets/second-take/glance.js`);
      const { sayingsOf } = await import(`${document.baseURI}../assets/second-take/sayings.js`);
      const outline = { channel: "email", kind: "check-in", parts: {}, missing: [], words: 9, slip_words: 3,
        slip_share: 0.3, slip_limit: 0, seconds: 3, thanked: [], asked: [],
        passages: [{ start: 0, end: 9, words: 9, job: "slip" }] };
      const say = sayingsOf(document.querySelector("letter-check"));
      showGlance(document.querySelector("[data-part=glance]"), outline, "I missed it", say);
    }""")
    assert page.locator("[data-glance=share]").text_content() == "3 words, 30 in 100."
