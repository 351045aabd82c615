"""Letters: whole passages in order, each with what it rests on; the person's own sentences as they typed them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondtake import assess, compose
from secondtake.compose import Options
from secondtake.load import content
from secondtake.model import Letter, Part

MISHAPS = sorted(content().mishaps)
KINDS = sorted(content().letters)
REGIONS = sorted(content().regions)
ONE_EACH = sorted(name for name, region in content().regions.items() if region["one_note_per_interviewer"] == "each")
TOLD: dict[str, Any] = {
    "candidate": {"name": "Ada Lovelace", "phone": "0113 496 0000"},
    "interviewers": [{"name": "Noor Haddad", "title": "Dr"}, {"name": "Jo Field", "signed_as": "Jo"}],
    "company": "Acme Inc.",
    "role": "Planner",
    "interview": {"date": "2026-11-20", "time": "10:00"},
    "highlight": "the move to two shifts",
    "fit": "I ran two shifts for a year.",
    "interest": "I want to plan work that people can keep to.",
    "evidence": [
        {"question": "a late supplier", "answer": "I would ring them first.", "result": "It saved a week."},
        {"question": "why we should plan at all?", "answer": "Because a plan can be changed.", "result": "It was."},
    ],
    "correction": {"said": "I said six.", "right": "It was four.", "proof": "The list shows it."},
    "adjustment": {"part": "the timed test", "need": "a larger screen"},
    "conduct": {"act": "I talked over you twice."},
    "new_slots": ["Thursday at 4 p.m.", "Friday morning"],
    "ask": "ten_minutes",
    "now": "2026-11-20T17:00:00",
}
OWN = st.text(st.characters(categories=["L", "N", "P", "S", "M"]) | st.just(" "), min_size=1, max_size=120)


def letter(
    mishap: str = "rambled", kind: str | None = "fuller-answer", told: dict[str, Any] | None = None, **options: Any
) -> Letter:
    told = TOLD if told is None else told
    report = {"id": mishap, "cause": "My train was cancelled.", "change": "I now take the early one."}
    found = compose({**told, "mishaps": [report], "choose": {"kind": kind}}, **options)
    assert found is not None
    return found


def part_of(found: Letter, name: str) -> Part:
    return next(part for part in found.parts if part.id == name)


def answered(situation: dict[str, Any], path: str) -> object:
    """What stands at a dotted path of a situation; None where nothing does."""
    value: Any = situation
    for step in re.findall(r"[a-z_]+|\d+", path):
        try:
            value = value[int(step)] if step.isdigit() else value.get(step)
        except (IndexError, AttributeError, TypeError):
            return None
    return value


@st.composite
def partly_told(draw: st.DrawFn) -> dict[str, Any]:
    names = draw(st.sets(st.sampled_from(sorted(TOLD))))
    extra = draw(st.sampled_from([{}, {"process": "agency"}, {"contact": "agency_only"}, {"can_add": "no"}]))
    return {name: TOLD[name] for name in sorted(names)} | extra | {"region": draw(st.sampled_from(REGIONS))}


# ---- parts -------------------------------------------------------------------------------------------------------


@given(st.sampled_from(MISHAPS), st.sampled_from(KINDS), partly_told(), st.sampled_from(["plain", "warm"]))
@settings(deadline=None, max_examples=400)
def test_every_part_can_be_traced_to_answers_that_were_given_a_rule_and_facts(
    mishap: str, kind: str, told: dict[str, Any], register: str
) -> None:
    found = letter(mishap, kind, told, register=register)
    situation = {**told, "mishaps": [{"id": mishap, "cause": "My.", "change": "I."}]}
    labels = [f"[{gap.label}]" for gap in found.gaps]
    for part in found.parts:
        assert part.because.rule in content().judgements["rules"] or re.fullmatch(r"[DR]\d+\w?", part.because.rule)
        assert set(part.because.facts) <= content().facts.keys()
        missing = [path for path in part.because.answers if not answered(situation, path)]
        assert not missing or any(label in part.text for label in labels), (part, missing)


@given(st.sampled_from(MISHAPS), st.sampled_from(KINDS), partly_told())
@settings(deadline=None, max_examples=300)
def test_paragraphs_are_counted_from_one_in_the_order_they_stand_in(
    mishap: str, kind: str, told: dict[str, Any]
) -> None:
    found = letter(mishap, kind, told)
    numbers = [part.paragraph for part in found.parts]
    assert numbers == sorted(numbers) and set(numbers) == set(range(1, max(numbers) + 1))
    assert found.body == "\n\n".join(found.paragraphs) and "\n\n\n" not in found.text
    assert all(part.text == part.text.strip() and part.text for part in found.parts)
    assert len({part.id for part in found.parts}) == len(found.parts)


@given(st.sampled_from(MISHAPS), st.sampled_from(KINDS), partly_told())
@settings(deadline=None, max_examples=300)
def test_every_gap_stands_in_the_letter_and_nothing_else_in_square_brackets(
    mishap: str, kind: str, told: dict[str, Any]
) -> None:
    found = letter(mishap, kind, told)
    whole = found.subject + "\n" + found.text
    assert set(re.findall(r"\[([^\]]*)\]", whole)) == {gap.label for gap in found.gaps}


# ---- own words ---------------------------------------------------------------------------------------------------


@given(OWN, OWN, OWN)
@settings(deadline=None, max_examples=150)
def test_own_sentences_are_never_reworded(answer: str, result: str, fit: str) -> None:
    found = letter(told={**TOLD, "evidence": [{"answer": answer, "result": result}], "fit": fit})
    for name, typed in (("answer", answer), ("result", result), ("fit", fit)):
        plain = " ".join(typed.split())
        if plain:
            kept = part_of(found, name)
            assert kept.because.own_words and plain[1:].rstrip(",;: ") in kept.text and kept.wordings == 1


def test_several_answers_stand_in_the_order_they_were_told_each_with_its_own_lead() -> None:
    found = letter()
    paths = [part.because.answers[-1] for part in found.parts if part.id.startswith("answer")]
    assert paths == ["evidence[0].answer", "evidence[1].answer"]
    leads = [part.text for part in found.parts if part.id.startswith("lead")]
    assert len(leads) == 2 and leads[0] != leads[1]


def test_an_answer_without_its_sentence_is_passed_over() -> None:
    told = {**TOLD, "evidence": [{"question": "a late supplier"}, TOLD["evidence"][1]]}
    paths = [part.because.answers[-1] for part in letter(told=told).parts if part.id.startswith("answer")]
    assert paths == ["evidence[1].answer"]


def test_a_cause_is_told_only_where_the_slip_itself_is() -> None:
    owned = letter("late-arrival", "owning-it")
    assert "My train was cancelled." in owned.text
    assert "train" not in letter("late-arrival", "thank-you-note").text


@pytest.mark.parametrize("mishap", sorted(name for name in MISHAPS if content().mishaps[name].never_say))
def test_what_never_goes_into_a_letter_is_never_named_whatever_kind_is_chosen(mishap: str) -> None:
    for kind in KINDS:
        assert not any(part.id == "cause" for part in letter(mishap, kind).parts)


# ---- choices -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_stepping_on_goes_through_every_wording_of_every_part(kind: str) -> None:
    first = letter(kind=kind)
    for part in first.parts:
        told = [part_of(letter(kind=kind, wordings={part.id: step}), part.id) for step in range(part.wordings + 1)]
        assert len({one.text for one in told}) == part.wordings and told[0] == told[-1] == part
        assert {one.wording for one in told} == set(range(part.wordings))


def test_a_step_for_one_part_leaves_the_others_alone() -> None:
    first, second = letter(), letter(wordings={"thanks": 1})
    changed = [one.id for one, other in zip(first.parts, second.parts, strict=True) if one != other]
    assert changed == ["thanks"]


def test_a_step_for_the_whole_letter_changes_every_part_that_has_another_wording() -> None:
    for one, other in zip(letter().parts, letter(wording=1).parts, strict=True):
        assert (one.text != other.text) == (one.wordings > 1), one.id


def test_the_register_is_the_one_asked_for_else_the_persons_own_else_plain() -> None:
    plain, warm = letter(register="plain"), letter(register="warm")
    assert plain.text != warm.text and letter() == plain
    assert letter(told={**TOLD, "register": "warm"}) == warm
    assert letter(told={**TOLD, "register": "warm"}, register="plain") == plain


@pytest.mark.parametrize("register", ["plain", "warm"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_passage_of_ours_is_of_the_register_asked_for(kind: str, register: str) -> None:
    plans = {plan.id: plan for plan in content().letters[kind].parts if plan.source == "words"}
    for part in letter(kind=kind, told={**TOLD, "highlight": "", "ask": ""}, register=register).parts:
        name = part.id.removesuffix("-2")
        if name in plans:
            alternatives = getattr(plans[name].wordings, register)
            shapes = [re.sub(r"\\\$\\\{\w+\\\}\\?\.?", ".+", re.escape(text)) for text in alternatives]
            assert any(re.fullmatch(shape, part.text) for shape in shapes), part


@pytest.mark.parametrize("region", ONE_EACH)
def test_where_each_interviewer_gets_a_note_it_is_to_them_alone_and_in_other_words(region: str) -> None:
    told = {**TOLD, "region": region}
    first, second = letter(told=told, to=0), letter(told=told, to=1)
    assert "Haddad" in first.salutation and "Jo" not in first.salutation and second.salutation == "Dear Jo,"
    for one, other in zip(first.parts, second.parts, strict=True):
        assert one.text != other.text or one.wordings == 1, one.id
    assert letter(told=told, to=9).salutation == second.salutation


@pytest.mark.parametrize("region", sorted(set(REGIONS) - set(ONE_EACH)))
def test_where_one_note_goes_to_all_everyone_is_named_in_it(region: str) -> None:
    told = {**TOLD, "region": region}
    assert "Haddad" in letter(told=told).salutation and "Jo" in letter(told=told).salutation
    assert letter(told=told, to=1) == letter(told=told)


@pytest.mark.parametrize("region", REGIONS)
def test_a_printed_letter_differs_only_in_how_it_opens_and_closes(region: str) -> None:
    told, here = {**TOLD, "region": region}, content().regions[region]
    screen, paper = letter(told=told), letter(told=told, printed=True)
    assert paper.parts == screen.parts and paper.close == here["close_named"]
    assert paper.salutation[-1] == here["salutation_punctuation_letter"]


# ---- who it goes to ----------------------------------------------------------------------------------------------


AGENCY = {"process": "agency", "agency": {"consultant": "Pat Reed", "firm": "Reed & Co."}}


def test_a_note_through_an_agency_is_to_the_consultant_and_carries_the_note_with_its_own_greeting() -> None:
    found = letter(told={**TOLD, **AGENCY})
    assert found.channel == "agency" and "Reed" in found.salutation
    assert [part.id for part in found.parts[:2]] == ["forward", "forward-greeting"]
    assert "Haddad" in part_of(found, "forward-greeting").text and "Haddad" in part_of(found, "forward").text
    inside = [part.id for part in found.parts[2:]]
    assert inside == [part.id for part in letter(told={**TOLD, "agency": AGENCY["agency"]}).parts]


def test_a_consultant_whose_name_is_not_known_is_a_gap_to_fill() -> None:
    found = letter(told={**TOLD, "contact": "agency_only"})
    assert found.salutation.startswith("Dear [") and "Haddad" not in found.salutation
    assert part_of(found, "forward").because.answers == ("interviewers[0].name", "contact")


def test_an_apology_to_a_person_goes_to_that_person() -> None:
    told = {**TOLD, "conduct": {"act": "I was short with you.", "to": "Sam Ode"}}
    found = letter("rude-before-it-began", "conduct-apology", told)
    assert found.salutation == "Dear Sam Ode," and not any(part.id == "forward" for part in found.parts)


def test_an_apology_to_one_of_the_interviewers_greets_them_as_they_are_known() -> None:
    found = letter("rude-before-it-began", "conduct-apology", {**TOLD, "conduct": {"act": "I was.", "to": "Jo Field"}})
    assert found.salutation == "Dear Jo,"


def test_a_call_script_has_no_greeting_close_or_signature_to_read_aloud() -> None:
    found = letter(kind="call-script")
    assert (found.salutation, found.close, found.signature, found.channel) == ("", "", "", "phone")
    assert found.text == found.body


def test_the_signature_is_the_name_with_a_telephone_number_where_there_is_one() -> None:
    assert letter().signature.split("\n") == ["Ada Lovelace", "0113 496 0000"]
    assert letter(told={**TOLD, "candidate": {"name": "Ada"}}).signature == "Ada"
    assert letter(told={}).signature.startswith("[")


@pytest.mark.parametrize("mishap", ["told-not-to-contact", "crisis", "hungover"])
def test_where_nothing_should_be_sent_there_is_no_letter_until_the_person_chooses_one(mishap: str) -> None:
    situation = {**TOLD, "mishaps": [{"id": mishap}], "process": "told_do_not_contact"}
    assert compose(situation) is None
    chosen = {**situation, "choose": {"kind": "thank-you-note"}}
    found = compose(chosen)
    assert found is not None and found.kind == "thank-you-note"
    assert assess(chosen).overruled and assess(chosen).caution


def test_composing_without_options_is_composing_with_the_usual_ones() -> None:
    assert Options() == Options(wording=0, wordings={}, register="", to=0, printed=False)
    assert letter(wording=0, to=0, printed=False) == letter()


def test_what_was_said_wrongly_is_never_told_a_second_time_as_a_fact() -> None:
    right = "It is eight months."
    for said, told_bare in (("I have used Tableau daily.", True), ("I told you that I use Tableau daily.", False)):
        letter = compose({"mishaps": [{"id": "lied-or-exaggerated"}], "correction": {"said": said, "right": right}})
        assert letter
        parts = [part.id for part in letter.parts if part.role == "correction"]
        assert parts == (["said-lead", "said", "said-turn", "right"] if told_bare else ["said", "right"])


def test_an_apology_without_its_act_shows_the_gap() -> None:
    letter = compose({"mishaps": [{"id": "offended-someone"}], "conduct": {}})
    assert letter and "act" in [gap.slot for gap in letter.gaps]


WITH_AN_ANSWER = sorted(
    kind for kind, plan in content().letters.items() if "answer" in {part.id for part in plan.parts}
)


@pytest.mark.parametrize("kind", WITH_AN_ANSWER)
@pytest.mark.parametrize("asked", [{"question": "how you rank repairs"}, {"question": "How do you rank repairs?"}, {}])
def test_an_answer_never_stands_without_words_that_lead_to_it(kind: str, asked: dict[str, str]) -> None:
    answer = {**asked, "answer": "I rank them by the homes without water."}
    found = letter(kind=kind, told={"role": "Network Planner", "evidence": [answer]})
    lead, own = part_of(found, "lead"), part_of(found, "answer")
    assert lead.paragraph == own.paragraph
    assert found.text.index(lead.text) < found.text.index(own.text)
