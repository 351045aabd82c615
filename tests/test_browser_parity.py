"""The page's Python and this Python give the same bytes for every golden situation."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from secondtake.api import handle
from test_browser_engine import run

pytestmark = pytest.mark.browser

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.json"))


def situations() -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and situation of every golden case."""
    for path in GOLDEN:
        case = json.loads(path.read_text(encoding="utf-8"))
        yield path.stem, case.get("situation", case)


def requests_for(situation: dict[str, Any]) -> Iterator[str]:
    """The JSON texts the page would send for one situation, a letter check of the composed letter included."""
    for command in ("assess", "compose", "plan"):
        yield json.dumps({"schema": 1, "command": command, "situation": situation})
    letter = json.loads(handle(json.dumps({"schema": 1, "command": "compose", "situation": situation})))
    text = ((letter.get("result") or {}).get("letter") or {}).get("text") or "Dear \U0001f600 Sam,\n\nSorry sorry!!"
    yield json.dumps({"schema": 1, "command": "review", "text": text, "situation": situation})


def test_there_are_at_least_forty_golden_situations() -> None:
    assert len(GOLDEN) >= 40


def test_every_answer_is_the_same_byte_for_byte_in_the_page(open_page: Callable[..., Any]) -> None:
    page = open_page("404.html")
    asked = [(name, text) for name, situation in situations() for text in requests_for(situation)]
    assert asked
    answers = run(
        page,
        "const all = []; for (const text of given) all.push(await engine.exchange(text)); return all;",
        [text for _, text in asked],
    )
    different = [name for (name, text), there in zip(asked, answers, strict=True) if handle(text) != there]
    assert different == []
