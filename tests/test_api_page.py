"""The reference page of the JSON door says what the door does."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

from build_api_page import PAGE, asked, name_of, requests, shown
from secondtake.api import COMMANDS, FIELDS

ROOT = Path(__file__).resolve().parent.parent
TEXT = PAGE.read_text(encoding="utf-8")
SECTIONS = re.findall(r"^## (.+?)$(.*?)(?=^## |\Z)", TEXT, re.DOTALL | re.MULTILINE)
EXAMPLES = [
    pytest.param(json.loads(code), prose, id=title)
    for title, text in SECTIONS
    for code, prose in re.findall(r"```json\n(.*?)\n```(.*)", text, re.DOTALL)
]
ENGINE = ROOT / "src" / "secondtake"


def rows(title: str) -> list[tuple[str, str]]:
    """The rows of the table in one section: the name in the first cell and the second cell."""
    text = dict(SECTIONS)[title]
    return re.findall(r"^\| `([\w-]+)` \| (.*?) \|$", text, re.MULTILINE)


@pytest.mark.parametrize(("request_", "prose"), EXAMPLES)
def test_each_example_is_answered_with_the_keys_the_page_names(request_: dict[str, Any], prose: str) -> None:
    answer = asked(request_)
    said = next(sentence for sentence in prose.strip().split(". ") if " has `" in sentence)
    named = set(re.findall(r"`(\w+)`", said)) - {"error", "date", "time"}
    assert named and named <= (answer["result"] if answer["ok"] else answer["error"]).keys()


@pytest.mark.parametrize(("request_", "prose"), EXAMPLES)
def test_each_example_is_followed_by_its_own_answer(request_: dict[str, Any], prose: str) -> None:
    assert f'--8<-- "api/{name_of(request_)}.md"' in prose
    assert json.loads(shown(asked(request_))).keys() == asked(request_).keys()


def test_there_is_an_example_of_every_command_and_of_an_error() -> None:
    assert set(requests(TEXT)) == {*COMMANDS, "unknown-value"}


def test_the_table_of_commands_is_complete() -> None:
    table = rows("What a request may hold")
    assert [name for name, _ in table] == list(FIELDS)
    for name, cell in table:
        said = set(re.findall(r"`(\w+)`", cell)) - {"compose"}
        assert said == (FIELDS[name] - FIELDS["compose"] if "as `compose`" in cell else FIELDS[name])


def test_the_table_of_errors_holds_every_code_the_door_can_give() -> None:
    given = set()
    for name in ("api", "door", "schema", "load"):
        for node in ast.walk(ast.parse((ENGINE / f"{name}.py").read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "InputError":
                given |= {one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)}
    assert {name for name, _ in rows("Errors")} == {code for code in given if isinstance(code, str)}


def test_the_piece_of_python_on_the_page_runs() -> None:
    code = re.search(r"```python\n(.*?)```", TEXT, re.DOTALL)
    assert code
    found: dict[str, Any] = {}
    exec(code[1], found)  # noqa: S102
    assert found["answer"]["ok"]
