"""What a person typed is made safe to place in a letter, and otherwise stays theirs."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondtake.plain import clean_block, clean_line, phrase, sentence, shape

ANY = st.text(st.characters(), max_size=200)  # surrogates, controls and bidi marks included
NASTY = st.text("a \r\n\t\x00\x1b\x7f\x85\u2028\u2029\u202e\u2066\ufeff\ud800\udfff\U0001f600", max_size=40)
HARMLESS = st.text(st.characters(categories=["L", "N", "P", "S", "M"]), max_size=80)


@given(ANY | NASTY)
def test_a_line_is_one_line_without_anything_that_hides_reorders_or_ends_it(text: str) -> None:
    cleaned = clean_line(text)
    assert len(cleaned.splitlines()) <= 1
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in cleaned)
    assert not set(cleaned) & set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
    assert cleaned == cleaned.strip() and "  " not in cleaned


@given(ANY | NASTY)
def test_a_block_keeps_its_paragraphs_and_no_other_line_end(text: str) -> None:
    cleaned = clean_block(text)
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in cleaned.replace("\n", ""))
    assert "\n\n\n" not in cleaned and cleaned == cleaned.strip("\n")
    assert all(line == line.strip() for line in cleaned.split("\n"))


@given(ANY | NASTY)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_block(clean_block(text)) == clean_block(text)


@given(HARMLESS)
def test_harmless_characters_of_any_language_all_stay(text: str) -> None:
    assert clean_line(text) == text and clean_block(text) == text


@given(ANY)
def test_whatever_was_cleaned_can_be_written_to_a_file(text: str) -> None:
    assert clean_line(text).encode("utf-8").decode("utf-8") == clean_line(text)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029", "\x85"])
def test_every_kind_of_line_end_is_a_line_end(end: str) -> None:
    assert clean_block(f"one{end}two") == "one\ntwo"
    assert clean_line(f"one{end}two") == "one two"


def test_joined_emoji_and_accents_stay_whole() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert clean_line(f"Zo\u00eb {family} \u5c71\u7530") == f"Zo\u00eb {family} \u5c71\u7530"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("my car broke down", "My car broke down."),
        ("It broke down.", "It broke down."),
        ("It broke down,", "It broke down."),
        ("Did it break down?", "Did it break down?"),
        ('She said "no."', 'She said "no."'),
        ("iPhone sales rose by a third", "iPhone sales rose by a third."),
        ("eBay bought it", "eBay bought it."),
        ("12 people came", "12 people came."),
        ("  ", ""),
    ],
)
def test_a_sentence_gets_a_capital_and_a_stop_and_nothing_else(typed: str, kept: str) -> None:
    assert sentence(typed) == kept


@given(HARMLESS)
def test_a_sentence_is_never_reworded(text: str) -> None:
    made = sentence(text)
    if text.strip():
        assert made[1:].rstrip(".").startswith(text.strip()[1:].rstrip(".,;: "))


@given(HARMLESS)
def test_a_finished_sentence_is_left_alone(text: str) -> None:
    assert sentence(sentence(text)) == sentence(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("The move to two-shift picking.", "the move to two-shift picking"),
        ("Your plans for Leeds", "your plans for Leeds"),
        ("Leeds and your plans", "Leeds and your plans"),
        ("Thursday at 4 p.m.", "Thursday at 4 p.m."),
        ("the merger with Acme Inc.", "the merger with Acme Inc."),
        ("A", "A"),
        ("A plan for Leeds", "a plan for Leeds"),
        ("THE PLAN", "THE PLAN"),
        ("", ""),
    ],
)
def test_a_phrase_fits_inside_a_sentence(typed: str, kept: str) -> None:
    assert phrase(typed) == kept


@given(HARMLESS)
def test_a_phrase_made_twice_is_the_same_phrase(text: str) -> None:
    assert phrase(phrase(text)) == phrase(text)


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("", ""),
        ("   ", ""),
        ("How would you price the pilot?", "question"),
        ('"Why us?"', "question"),
        ("how you would price the pilot", "phrase"),
        ("the rota", "phrase"),
        ("the merger with Acme Inc.", "phrase"),
        ("I liked the rota", "sentence"),
        ("I'm keen on the rota", "sentence"),
        ("We talked about rotas. It was good", "sentence"),
        ("The way your team plans the whole week ahead.", "sentence"),
    ],
)
def test_a_text_is_taken_for_what_it_reads_as(typed: str, what: str) -> None:
    assert shape(typed) == what
