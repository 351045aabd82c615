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
    """What the letter check objects to in our own letter; notes are no objection."""
    letter = compose(situation, **options)
    if letter is None:
        return []
    text = f"Subject: {letter.subject}\n\n{letter.text}"
    found = review(text, situation).findings
    return [(one.rule, one.severity, one.quote) for one in found if one.severity != "note"]


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
