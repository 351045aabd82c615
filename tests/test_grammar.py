"""The judges of `make check-grammar`: they catch what they should, and only listed false alarms are let through."""

from __future__ import annotations

import re

import pytest

from check_grammar import Accepted, Finding, accepted, by_oracle, gather, judge, mechanical, settle
from grammar_letters import WORDINGS, letters, texts
from secondtake.load import content

FEW = 40


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Thank you for the ${role} interview.", "unfilled slot"),
        ("Thank you for  your time.", "two spaces"),
        ("Thank you , Ann.", "space before a mark"),
        ("I would like to work at Acme Inc..", "two marks together"),
        ("Thank you.I would like the job.", "no space after a mark"),
        ("Thank you for the the interview.", "a word twice"),
    ],
)
def test_what_goes_wrong_when_text_is_put_together_is_found(text: str, rule: str) -> None:
    assert [one.rule for one in mechanical(text)] == [rule]


def test_a_sound_sentence_has_no_mechanical_fault() -> None:
    text = "Thank you, Dr. Reed, for your time at 4 p.m., and for the plan: I like it (all of it)."
    assert list(mechanical(text)) == []


def test_the_outside_judge_catches_an_article_a_misspelling_and_a_wrong_word() -> None:
    pairs = [("I am a analyst.", "us"), ("I recieve calls.", "us"), ("I could of called.", "us"), ("I like it.", "us")]
    found = {one.quote for one in by_oracle(pairs, set())}
    assert any(quote == "a" for quote in found) and "recieve" in found and any("of" in quote for quote in found)


def test_the_outside_judge_knows_the_names_it_is_given_and_both_spellings() -> None:
    assert list(by_oracle([("Dear Ngozi Brightlyne,", "uk")], {"Ngozi", "Brightlyne"})) == []
    colour = ("I like the colour.", "I like the color.")
    assert [one.quote for one in by_oracle([(colour[0], "us"), (colour[1], "uk")], set())] == ["colour", "color"]
    assert list(by_oracle([(colour[0], "uk"), (colour[1], "us")], set())) == []


def test_only_a_listed_false_alarm_is_let_through_and_it_is_counted() -> None:
    known = [Accepted("Spelling", re.compile(r"the \[rota\]"), "a word the dictionary lacks")]
    listed, other = Finding("Spelling", "rota", "the [rota] is"), Finding("Spelling", "rotta", "the [rotta] is")
    assert settle([listed, other, listed], known) == [other]
    assert known[0].times == 2


def test_every_false_alarm_has_a_reason() -> None:
    known = accepted()
    assert known and all(len(one.reason.split()) >= 4 for one in known)
    assert len({(one.rule, one.context.pattern) for one in known}) == len(known)


def test_the_letters_reach_every_mishap_kind_register_and_wording_and_every_region() -> None:
    seen = list(letters(1, 6000))
    assert {one.told["mishaps"][0]["id"] for one in seen} == set(content().mishaps)
    assert {one.letter.kind for one in seen} == set(content().letters)
    assert {one.letter.region for one in seen} == set(content().regions)
    assert {(one.told["register"], one.wording) for one in seen} == {
        (register, wording) for register in ("plain", "warm") for wording in range(WORDINGS)
    }


def test_the_same_seed_gives_the_same_letters() -> None:
    first, second = ([texts(one) for one in letters(7, FEW)] for _ in range(2))
    assert first == second


def test_the_outside_judge_sees_every_letter_whole() -> None:
    gathered, _ = gather(5, FEW)
    assert {text for text, _ in gathered.texts} >= {one.letter.text for one in letters(5, FEW)}


def test_a_few_letters_have_no_finding_that_nobody_accepted() -> None:
    gathered, left = judge(3, FEW, accepted())
    assert gathered.count == FEW
    assert left == []
