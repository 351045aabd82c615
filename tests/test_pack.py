"""The whole pack from one set of facts: what is offered, what it holds, and that no two documents contradict."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from functools import cache
from string import Template
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondtake.api import handle
from secondtake.assess import assess
from secondtake.compose import Options
from secondtake.door import situation_from
from secondtake.door_values import review_context
from secondtake.load import content
from secondtake.measure import in_common, spoken_seconds
from secondtake.pack import conditions, pack
from secondtake.pack_plan import PackDocument
from secondtake.panel import MOST_IN_COMMON, panel
from secondtake.passages import of_register
from secondtake.review import review
from test_own_advice import EXTRA, FAIR

MISHAPS = sorted(content().mishaps)
LEAST = 4
CHANNELS = {"message": "email", "printed": "letter", "card": "letter", "chat": "linkedin"}
PEOPLE = [
    {"name": "Noor Haddad", "title": "Dr", "talked_about": "the ward round"},
    {"name": "Tom Ellery", "talked_about": "the new rota"},
    {"name": "Mia Osei", "talked_about": "how you train starters"},
]


def told(mishap: str, **changes: Any) -> dict[str, Any]:
    sample = json.loads(json.dumps(content().mishaps[mishap].sample, default=str))
    day = date.fromisoformat(sample.get("interview", {}).get("date", "2026-11-23")) + timedelta(days=1)
    return {"mishaps": [{"id": mishap}], "now": f"{day}T09:00:00", **sample, **changes}


def documents(situation: dict[str, Any], **options: Any) -> dict[str, PackDocument]:
    checked = situation_from(situation)
    found = assess(checked, content())
    return {one.plan.id: one for one in pack(checked, found, content(), Options(**options))}


def everything(mishap: str, region: str = "uk") -> dict[str, Any]:
    """A situation in which every question was answered."""
    person = {"name": "Ada Obi", "phone": "07700 900123", "address": "3 High Street\nLeeds"}
    return {**EXTRA, **told(mishap, region=region), "candidate": person, "new_slots": ["Thursday at ten"]}


@cache
def full_pack(mishap: str, region: str = "uk", register: str = "plain", wording: int = 0) -> dict[str, PackDocument]:
    return documents(everything(mishap, region), register=register, wording=wording)


@pytest.mark.parametrize("plan", content().pack.values(), ids=lambda plan: plan.id)
def test_every_passage_of_a_document_has_four_wordings_however_much_was_told(plan: Any) -> None:
    for part in plan.letter.parts if plan.letter else ():
        if part.source != "words" or part.role == "stage" or part.id == "name":
            continue
        for register in ("plain", "warm"):
            by_slots: dict[frozenset[str], int] = {}
            for passage in of_register(part.wordings, register):
                names = frozenset(Template(passage).get_identifiers())
                by_slots[names] = by_slots.get(names, 0) + 1
            assert all(count >= LEAST for count in by_slots.values()), (part.id, register, by_slots)


def test_every_condition_a_document_may_need_has_a_reason_to_show() -> None:
    reasons = content().judgements["pack"]["reasons"]
    needs = {need for plan in content().pack.values() for need in plan.needs}
    assert needs | {"same", "short", "full"} == reasons.keys()
    situation = situation_from(everything("rambled"))
    assert conditions(situation, assess(situation, content()), content()) <= reasons.keys()


@pytest.mark.parametrize("mishap", MISHAPS)
def test_a_document_is_offered_with_words_or_withheld_with_a_reason(mishap: str) -> None:
    for document in full_pack(mishap).values():
        assert bool(document.text.strip()) != bool(document.reason), document.plan.id
        assert "${" not in document.text


@pytest.mark.parametrize("mishap", MISHAPS)
def test_what_goes_to_them_passes_the_letter_check(mishap: str) -> None:
    checked = situation_from(everything(mishap))
    found = assess(checked, content())
    fair = FAIR | {"missing-specifics"}
    problems = [
        (name, one.rule, one.quote)
        for wording in range(LEAST)
        for register in ("plain", "warm")
        for name, document in full_pack(mishap, "uk", register, wording).items()
        if document.letter and document.plan.layout in CHANNELS and document.plan.letter
        for one in review(
            (f"Subject: {document.letter.subject}\n\n" if document.letter.subject else "") + document.letter.text,
            content().rules,
            context=review_context(checked, found, content(), document.reads_as),
            kind=document.reads_as,
            channel=CHANNELS[document.plan.layout],
        ).findings
        if one.severity != "note" and one.rule not in fair
    ]
    assert problems == []


@pytest.mark.parametrize("mishap", MISHAPS)
def test_no_document_names_a_slip_that_the_verdict_leaves_out(mishap: str) -> None:
    found = assess(situation_from({**EXTRA, **told(mishap)}), content())
    owned = {"correction", "conduct-apology"} - {found.kind}
    if found.mention:
        return
    for name, document in full_pack(mishap).items():
        if document.letter and name not in owned | {"note-to-self"}:
            assert not [part for part in document.letter.parts if part.role == "ownership"], name


@pytest.mark.parametrize("mishap", MISHAPS)
def test_all_documents_state_the_same_facts(mishap: str) -> None:
    role = situation_from(told(mishap)).role
    for name, document in full_pack(mishap).items():
        numbers = re.findall(r"07700[ \d]+", document.text)
        assert {number.strip() for number in numbers} <= {"07700 900123"}, name
        if document.letter and document.letter.subject and role and name not in ("handwritten-card",):
            assert "[the role]" not in document.text + document.letter.subject, name


def test_nothing_to_send_means_nothing_to_say_and_nothing_on_paper() -> None:
    offered = {name for name, one in full_pack("told-not-to-contact").items() if one.letter}
    assert offered == {"note-to-self"}


def test_through_an_agency_nothing_goes_round_it() -> None:
    whole = documents(told("rambled", process="agency", agency={"consultant": "Priya Nair"}))
    direct = {"email-full", "email-short", "printed-letter", "handwritten-card", "linkedin-note", "phone-script"}
    assert whole["agency-message"].letter and not any(whole[name].letter for name in direct)


def test_a_no_leaves_the_reply_and_no_question_about_timing() -> None:
    whole = documents(told("rambled", decision={"state": "made_no"}))
    assert whole["email-full"].letter and whole["email-full"].letter.kind == "reply-to-a-no"
    assert not whole["status-question"].letter and not whole["withdrawal"].letter


@pytest.mark.parametrize("mishap", MISHAPS)
def test_a_linkedin_note_fits_an_invitation_and_a_voicemail_twenty_five_seconds(mishap: str) -> None:
    for wording in range(LEAST):
        for register in ("plain", "warm"):
            whole = full_pack(mishap, "uk", register, wording)
            assert whole["linkedin-note"].text == "" or len(whole["linkedin-note"].text) <= 300
            voicemail = whole["voicemail"]
            if voicemail.letter:
                assert voicemail.count <= 25 and voicemail.text.count("07700 900123") == 2


def test_words_too_long_for_their_place_are_kept_and_said_to_be_too_long() -> None:
    note = documents(told("rambled", role="Head of " + "very " * 70 + "long roles"))["linkedin-note"]
    assert note.over and note.count > 300 and "very very" in note.text


def test_a_printed_letter_has_addresses_the_day_and_the_formal_close_of_the_region() -> None:
    american, british = (full_pack("rambled", region)["printed-letter"] for region in ("us", "uk"))
    assert "3 High Street\nLeeds" in american.head and "Yours sincerely,\nAda Obi" in british.text
    assert re.search(r"^[A-Z][a-z]+ \d+, 2026$", american.head, re.MULTILINE)
    assert re.search(r"^\d+ [A-Z][a-z]+ 2026$", british.head, re.MULTILINE)
    assert british.text.count("07700 900123") == 1


def test_a_short_email_says_less_and_nothing_new() -> None:
    whole = documents(told("no-examples", fit="I ran the count for two years.", highlight="the spring move",
                           evidence=EXTRA["evidence"] * 2))  # fmt: skip
    short, full = whole["email-short"], whole["email-full"]
    assert short.letter and full.letter and short.count < full.count
    assert {part.text for part in short.letter.parts} < {part.text for part in full.letter.parts}


@pytest.mark.parametrize("mishap", ["missed-interview", "overslept", "call-never-connected", "interviewer-absent"])
def test_nobody_is_thanked_for_a_talk_that_did_not_take_place(mishap: str) -> None:
    claims = re.compile(r"our talk|talking with|meeting me|we (met|spoke|talked)|met you|meet you")
    for wording in range(LEAST):
        for register in ("plain", "warm"):
            for name, document in full_pack(mishap, "uk", register, wording).items():
                assert name == "note-to-self" or not claims.search(document.text.casefold()), (name, document.text)


def test_the_last_check_in_says_so_and_repeats_no_example() -> None:
    whole = full_pack("no-examples")
    first, last = whole["status-question"], whole["last-check-in"]
    assert first.letter and last.letter and first.letter.parts != last.letter.parts
    assert not any(part.because.own_words for part in last.letter.parts)


@given(st.integers(0, 30), st.sampled_from(("plain", "warm")), st.sampled_from(MISHAPS))
@settings(max_examples=60, deadline=None)
def test_copies_to_a_panel_are_honestly_different(wording: int, register: str, mishap: str) -> None:
    checked = situation_from({**told(mishap, region="us"), "interviewers": PEOPLE})
    notes = panel(checked, assess(checked, content()), content(), Options(wording=wording, register=register))
    if notes is None:
        return
    assert notes.mode == "each" and [copy.name for copy in notes.copies] == [one["name"] for one in PEOPLE]
    assert notes.most < MOST_IN_COMMON
    greetings = {copy.letter.salutation for copy in notes.copies}
    assert len(greetings) == len(PEOPLE)


def test_each_copy_names_what_its_reader_talked_about() -> None:
    checked = situation_from({**told("visible-nerves", region="us"), "interviewers": PEOPLE})
    notes = panel(checked, assess(checked, content()), content())
    assert notes is not None
    for copy, person in zip(notes.copies, PEOPLE, strict=True):
        others = {one["talked_about"] for one in PEOPLE} - {person["talked_about"]}
        assert person["talked_about"] in copy.letter.body and not any(other in copy.letter.body for other in others)


def test_where_one_shared_note_is_the_custom_one_is_offered_and_each_may_be_asked_for() -> None:
    checked = situation_from({**told("visible-nerves", region="uk"), "interviewers": PEOPLE})
    found = assess(checked, content())
    shared, each = panel(checked, found, content()), panel(checked, found, content(), mode="each")
    assert shared and each and (shared.mode, len(shared.copies), len(each.copies)) == ("shared", 1, 3)


def test_one_interviewer_needs_no_panel() -> None:
    checked = situation_from({**told("visible-nerves"), "interviewers": PEOPLE[:1]})
    assert panel(checked, assess(checked, content()), content()) is None


def test_a_telephone_number_is_timed_digit_by_digit() -> None:
    assert spoken_seconds("My number is 07700 900123.") == round((3 + 11) / 2.5)
    assert spoken_seconds("I did it in 2019 with 12 people.") == round(8 / 2.5)


def test_two_texts_have_in_common_the_share_of_five_word_runs_of_the_shorter() -> None:
    assert in_common("one two three four five", "zero one two three four five six") == 1.0
    assert in_common("one two three four five six", "one two three four five seven") == 0.5
    assert in_common("too short", "too short") == 0.0


def test_the_door_gives_the_pack_with_its_groups_and_the_notes_to_a_panel() -> None:
    request = {"command": "pack", "situation": {**told("rambled", region="us"), "interviewers": PEOPLE}}
    answer = json.loads(handle(json.dumps(request)))
    assert answer["ok"], answer
    result = answer["result"]
    groups = [group["id"] for group in result["groups"]]
    order = [groups.index(document["group"]) for document in result["documents"]]
    assert len(result["documents"]) == len(content().pack) and set(order) == set(range(len(groups)))
    assert len(result["panel"]["copies"]) == 3 and result["panel"]["most"] < result["panel"]["limit"]


def test_only_the_documents_asked_for_are_written_and_the_others_still_listed() -> None:
    request = {"command": "pack", "situation": told("rambled", region="us"), "only": ["voicemail", "linkedin-note"]}
    result = json.loads(handle(json.dumps(request)))["result"]
    written = {document["id"] for document in result["documents"] if document["letter"]}
    assert written <= {"voicemail", "linkedin-note"} and "linkedin-note" in written
    assert len(result["documents"]) == len(content().pack) and result["panel"] is None


def test_the_door_refuses_a_document_it_does_not_know() -> None:
    answer = json.loads(handle(json.dumps({"command": "pack", "situation": told("rambled"), "only": ["poem"]})))
    assert not answer["ok"] and answer["error"]["field"] == "only[0]"


def test_the_door_refuses_a_panel_mode_it_does_not_know() -> None:
    answer = json.loads(handle(json.dumps({"command": "pack", "situation": told("rambled"), "panel": "some"})))
    assert not answer["ok"] and answer["error"]["field"] == "panel"


def test_what_is_only_listed_is_there_to_be_chosen() -> None:
    for told_of in ({"mishaps": [{"id": "rambled"}]}, everything("rambled")):
        checked = situation_from(told_of)
        found = assess(checked, content())
        listed = [one.reason for one in pack(checked, found, content(), only=frozenset({"email-full"}))]
        assert listed == [one.reason for one in pack(checked, found, content())]


def test_there_is_no_phone_script_for_what_has_to_be_in_writing() -> None:
    for mishap, offered in (("rambled", True), ("visible-nerves", True), ("lied-or-exaggerated", False)):
        checked = situation_from(told(mishap, region="uk", contact="phone"))
        scripts = [one for one in pack(checked, assess(checked, content()), content()) if one.plan.id == "phone-script"]
        assert bool(scripts[0].letter) == offered, mishap
