"""Sentences that hold the words of a fault and none of the fault: in a sound letter none is more than a note."""

from __future__ import annotations

from pathlib import Path

import pytest

from secondtake import review

TEMPTING = (Path(__file__).parent / "corpus" / "tempting.txt").read_text(encoding="utf-8").splitlines()
LETTER = """Subject: Network Planner interview

Dear Ms Lee,

Thank you for meeting me about the Network Planner role. I ran the winter leaks plan for two years and cut repairs by \
12 per cent. I lost my thread on the budget question. {sentence} I would like to do this job. Could we talk for ten \
minutes on Thursday?

Kind regards,
Tom Reed"""


def objections(sentence: str) -> list[tuple[str, str]]:
    found = review(LETTER.format(sentence=sentence)).findings
    return [(one.rule, one.quote) for one in found if one.severity != "note"]


def test_the_letter_around_them_is_sound_and_a_fault_put_there_is_found() -> None:
    assert objections("") == []
    assert "begging" in dict(objections("I am begging you on my knees."))


@pytest.mark.parametrize("sentence", TEMPTING)
def test_a_sentence_that_only_sounds_like_a_fault_raises_no_warning(sentence: str) -> None:
    assert objections(sentence) == []
