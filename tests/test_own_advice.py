"""Whatever we compose passes our own letter check, over every mishap, kind, region, register and wording."""

from __future__ import annotations

import json
from typing import Any

import pytest

from secondtake import compose, review
from secondtake.load import content

KINDS = sorted(kind for kind in content().letters if kind != "call-script")
REGIONS = sorted(content().regions)
WORDINGS = 4
# Notes that are right about our letters: they speak of what the person typed, or remind of what only they can do.
FAIR = {
    "attachment-claimed",  # their sentence says that something is attached
    "too-long",  # their own sentences take the letter over the size of its kind
    "long-sentence",  # times in two zones, or their own words
}
EXTRA: dict[str, Any] = {
    "correction": {"said": "I said that I led six people.", "right": "It was four people.",
                   "proof": "My manager can confirm it."},
    "adjustment": {"part": "the timed written test", "need": "a plain text version"},
    "conduct": {"act": "I interrupted you twice while you were speaking."},
    "fit": "For two years I have run the weekly stock count for three shops.",
    "evidence": [{"question": "how you plan a busy week",
                  "answer": "I list what cannot move and plan the rest around it.",
                  "result": "Missed deliveries fell from eleven to two."}],
}  # fmt: skip


def problems(situation: dict[str, Any], **options: Any) -> list[tuple[str, str, str]]:
    """What the letter check objects to in our own letter, notes included, save those in FAIR."""
    letter = compose(situation, **options)
    if letter is None:
        return []
    text = f"Subject: {letter.subject}\n\n{letter.text}"
    # Where no part can name a thing they talked about, the check rightly says that none is named.
    named = ("highlight", "talked_about", "question")
    particular = any(path.endswith(named) for part in letter.parts for path in part.because.answers)
    fair = FAIR if particular else FAIR | {"missing-specifics"}
    found = review(text, situation).findings
    return [(one.rule, one.severity, one.quote) for one in found if one.rule not in fair]


def sample(mishap: str, **changes: Any) -> dict[str, Any]:
    told = json.loads(json.dumps({"mishaps": [{"id": mishap}], **content().mishaps[mishap].sample}, default=str))
    return {**told, **changes}


@pytest.mark.parametrize("mishap", sorted(content().mishaps))
def test_the_letter_for_its_own_sample_is_clean_in_every_region_register_and_wording(mishap: str) -> None:
    found = {
        problem
        for region in REGIONS
        for register in ("plain", "warm")
        for wording in range(WORDINGS)
        for problem in problems(sample(mishap, region=region), register=register, wording=wording)
    }
    assert found == set()


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_clean_for_every_mishap_in_every_region(kind: str, region: str) -> None:
    found = set()
    for number, mishap in enumerate(sorted(content().mishaps)):
        told = {**EXTRA, **sample(mishap)}
        told = {**told, **{key: EXTRA[key] for key in EXTRA if not told.get(key)}, "choose": {"kind": kind}}
        found |= {(mishap, *problem) for problem in problems({**told, "region": region}, wording=number)}
    assert found == set()
