"""The letter check on the labelled letters it was developed on: a floor, so that no change of a rule slips below it."""

from __future__ import annotations

import pytest

from bench_review import FAMILY, Letter, letters, said

LETTERS = tuple(letters("develop"))


@pytest.fixture(scope="module")
def verdicts() -> list[tuple[Letter, set[str], set[str]]]:
    """Each letter with the rules that object to it, and the rules that would hold it back."""
    found = []
    for letter in LETTERS:
        some = said(letter)
        names = {FAMILY[one.rule] for one in some}
        found.append((letter, names, {one.rule for one in some if one.severity == "error"}))
    return found


def test_no_faultless_letter_is_told_not_to_be_sent(verdicts: list[tuple[Letter, set[str], set[str]]]) -> None:
    assert [(letter.name, errors) for letter, _, errors in verdicts if errors and not letter.labels] == []


def test_precision_and_recall_hold_their_floor(verdicts: list[tuple[Letter, set[str], set[str]]]) -> None:
    right = sum(len(names & letter.labels) for letter, names, _ in verdicts)
    wrong = sum(len(names - letter.labels) for letter, names, _ in verdicts)
    missed = sum(len(letter.labels - names) for letter, names, _ in verdicts)
    assert right / (right + wrong) >= 0.92
    assert right / (right + missed) >= 0.80


def test_at_least_half_of_the_letters_carry_no_fault() -> None:
    assert len(LETTERS) >= 150
    assert sum(not letter.labels for letter in LETTERS) * 2 >= len(LETTERS)
