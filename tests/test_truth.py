"""Every sentence has a because: take an answer away, and every sentence that rested on it goes."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondtake import compose
from secondtake.load import content
from secondtake.model import Letter

MISHAPS = sorted(content().mishaps)
KINDS = sorted(content().letters)
REGIONS = sorted(content().regions)
MARK = "Quillfeather"  # a word that none of our own sentences holds

TOLD: dict[str, Any] = {
    "candidate": {"name": f"Ada {MARK}a", "phone": "0113 496 0000"},
    "interviewers": [{"name": f"Noor {MARK}b", "title": "Dr"}],
    "company": f"{MARK}c Works",
    "role": f"{MARK}d Planner",
    "interview": {"date": "2026-11-20"},
    "highlight": f"the {MARK}e plan",
    "fit": f"I ran the {MARK}f survey.",
    "interest": f"I want to do {MARK}g work.",
    "evidence": [{"question": f"the {MARK}h case", "answer": f"I would ring {MARK}i first.",
                  "result": f"It saved {MARK}j."}],
    "correction": {"said": f"I said {MARK}k.", "right": f"It was {MARK}l.", "proof": f"The {MARK}m list shows it."},
    "adjustment": {"part": f"the {MARK}n test", "need": f"a {MARK}o screen"},
    "conduct": {"act": f"I talked over {MARK}p."},
    "new_slots": [f"Thursday at {MARK}q"],
    "now": "2026-11-20T17:00:00",
}  # fmt: skip
ANSWERS = ("candidate", "interviewers", "company", "role", "interview", "highlight", "fit", "interest", "evidence",
           "correction", "adjustment", "conduct", "new_slots")  # fmt: skip


def letter_for(mishap: str, kind: str, region: str, told: dict[str, Any], wording: int = 0) -> Letter:
    report = {"id": mishap, "cause": f"My {MARK}r broke down.", "change": f"I have a new {MARK}s."}
    situation = {"mishaps": [report], **told, "region": region, "choose": {"kind": kind}}
    letter = compose(situation, wording=wording)
    assert letter is not None
    return letter


def without(answer: str) -> dict[str, Any]:
    told = copy.deepcopy(TOLD)
    del told[answer]
    return told


@given(
    st.sampled_from(MISHAPS),
    st.sampled_from(KINDS),
    st.sampled_from(REGIONS),
    st.sampled_from(ANSWERS),
    st.integers(0, 7),
)
@settings(max_examples=400, deadline=None)
def test_without_an_answer_no_sentence_that_rested_on_it_remains(
    mishap: str, kind: str, region: str, answer: str, wording: int
) -> None:
    before = letter_for(mishap, kind, region, TOLD, wording)
    after = letter_for(mishap, kind, region, without(answer), wording)
    rested = {
        part.text
        for part in before.parts
        if any(path.split(".")[0].split("[")[0] == answer for path in part.because.answers)
    }
    assert rested & {part.text for part in after.parts} == set()


@given(st.sampled_from(MISHAPS), st.sampled_from(KINDS), st.sampled_from(REGIONS), st.integers(0, 7))
@settings(max_examples=300, deadline=None)
def test_every_typed_word_in_a_part_is_traced_to_the_answer_it_came_from(
    mishap: str, kind: str, region: str, wording: int
) -> None:
    letter = letter_for(mishap, kind, region, TOLD, wording)
    for part in letter.parts:
        if MARK in part.text and part.role != "greeting":
            assert part.because.answers, part


@given(st.sampled_from(MISHAPS), st.sampled_from(KINDS), st.integers(0, 30))
@settings(max_examples=200, deadline=None)
def test_the_same_person_always_gets_the_same_letter(mishap: str, kind: str, wording: int) -> None:
    assert letter_for(mishap, kind, "uk", TOLD, wording) == letter_for(mishap, kind, "uk", copy.deepcopy(TOLD), wording)


@given(st.text(max_size=60), st.sampled_from(MISHAPS))
@settings(max_examples=300, deadline=None)
def test_a_dollar_or_a_brace_that_a_person_typed_is_never_read_as_a_slot(typed: str, mishap: str) -> None:
    told = {**TOLD, "role": typed + " $role ${company} {0} %s", "company": "${role}" + typed}
    letter = letter_for(mishap, "thank-you-note", "us", told)
    assert "$role ${company} {0} %s" in letter.text


def test_own_words_stand_in_the_letter_exactly_as_typed() -> None:
    letter = letter_for("no-examples", "fuller-answer", "uk", TOLD)
    own = [part.text for part in letter.parts if part.because.own_words]
    assert TOLD["evidence"][0]["answer"] in own and TOLD["fit"] in own


@pytest.mark.parametrize("kind", KINDS)
def test_with_nothing_told_a_letter_shows_its_gaps_in_words(kind: str) -> None:
    letter = compose({"mishaps": [{"id": "rambled"}], "choose": {"kind": kind}})
    assert letter is not None and letter.gaps
    assert all(f"[{gap.label}]" in letter.subject + letter.text for gap in letter.gaps)
    assert "${" not in letter.subject + letter.text
