"""The reference page of the JSON door says what the door does."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from secondtake.api import FIELDS, handle

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "about" / "api.md").read_text(encoding="utf-8")
SECTIONS = re.findall(r"^## (.+?)$(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE)
EXAMPLES = [
    pytest.param(title, json.loads(code), prose, id=title)
    for title, text in SECTIONS
    for code, prose in re.findall(r"```json\n(.*?)\n```(.*)", text, re.DOTALL)
]


@pytest.mark.parametrize(("title", "request_", "prose"), EXAMPLES)
def test_each_example_is_answered_with_the_keys_the_page_names(
    title: str, request_: dict[str, Any], prose: str
) -> None:
    answer = json.loads(handle(json.dumps(request_)))
    assert answer["ok"] is (title != "Errors")
    body = answer.get("result") or answer["error"]
    first = prose.strip().split(". ")[0 if answer["ok"] else 1]
    named = set(re.findall(r"`(\w+)`", first)) - {"error", "date", "time"}
    assert named and named <= body.keys()


def test_the_table_of_commands_is_complete() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \|$", PAGE, re.MULTILINE)
    assert [name for name, _ in rows] == list(FIELDS)
    for name, cell in rows:
        said = set(re.findall(r"`(\w+)`", cell)) - {"compose"}
        assert said == (FIELDS[name] - FIELDS["compose"] if "as `compose`" in cell else FIELDS[name])
