"""Golden letters: a situation in, exactly this letter out. Wording is asserted here and nowhere else.

After a considered change of words, run `python scripts/update_letters.py` and read the diff.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from update_letters import REGIONS, golden_letter, situations

GOLDEN = Path(__file__).parent / "golden"
NAMES = sorted(path.stem for path in GOLDEN.glob("*.json"))


def test_every_mishap_has_its_golden_letter_and_there_are_more_than_forty() -> None:
    assert set(situations()) == set(NAMES) and len(NAMES) > 40


@pytest.mark.parametrize("name", NAMES)
def test_the_letter_is_the_golden_one(name: str) -> None:
    case = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    for region in REGIONS:
        assert golden_letter(case["situation"], region) == case["letters"][region]


@pytest.mark.parametrize("name", NAMES)
def test_a_golden_letter_leaves_nothing_to_fill_in(name: str) -> None:
    case = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    for region in REGIONS:
        text = "\n".join(case["letters"][region]["letter"])
        assert "[" not in text and "${" not in text
