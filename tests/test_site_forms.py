"""The questions and the markup made from them: everything reachable, nothing invented, all text escaped."""

from __future__ import annotations

import ast
import dataclasses
import re
import tomllib
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import secondtake
from catalogue import entries
from markup import CONTENT, Html, markdown_text, tag, write_if_changed
from questionnaire import fields, questionnaire
from secondtake.load import content
from secondtake.situation import Situation

QUESTIONS: list[dict[str, Any]] = questionnaire()["questions"]


def paths(kind: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every leaf of the Situation as a field path, with its type."""
    hints = typing.get_type_hints(kind)
    for item in dataclasses.fields(kind):
        hint = hints[item.name]
        path = f"{prefix}{item.name}"
        inner = [a for a in typing.get_args(hint) if a is not Ellipsis]
        if typing.get_origin(hint) is tuple:
            yield from (
                paths(inner[0], f"{path}[].") if dataclasses.is_dataclass(inner[0]) else [(f"{path}[]", inner[0])]
            )
        elif dataclasses.is_dataclass(hint):
            yield from paths(hint, f"{path}.")
        else:
            yield path, hint


FIELDS = dict(paths(Situation))


def allowed(hint: Any) -> set[str]:
    """The values of a closed set, or none where any text will do."""
    options = [hint, *typing.get_args(hint)]
    return {value for one in options if typing.get_origin(one) is typing.Literal for value in typing.get_args(one)}


# A situation file may hold these, but no verdict, letter or plan reads them yet, so nobody is asked for them.
NOT_READ = {"interview.format", "agency.firm"}


def attributes_read() -> set[str]:
    """Every attribute name the engine reads, the file that only declares the fields left out."""
    engine = Path(secondtake.__file__).parent
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in engine.glob("*.py") if path.stem != "situation")
    names = {node.attr for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    own_sentences = {part.field for letter in content().letters.values() for part in letter.parts}
    return names | {name for path in own_sentences for name in path.split(".")}


def test_every_field_that_changes_something_has_exactly_one_question() -> None:
    asked = [question["field"] for question in QUESTIONS]
    assert sorted(asked) == sorted(set(asked))
    assert set(asked) == set(FIELDS) - NOT_READ


def test_nobody_is_asked_for_what_nothing_reads() -> None:
    read = attributes_read()
    unread = [question["field"] for question in QUESTIONS if leaf(question["field"]) not in read]
    assert unread == []


def leaf(path: str) -> str:
    return path.replace("[]", "").rsplit(".", 1)[-1]


def test_the_options_of_a_choice_are_the_values_the_engine_takes() -> None:
    regions = set(content().regions)
    for question in QUESTIONS:
        if question["kind"] != "choice":
            continue
        values = {option["value"] for option in question["options"]}
        closed = regions if question["field"] == "region" else allowed(FIELDS[question["field"]])
        assert not closed or values == closed, question["id"]


def test_a_first_letter_takes_four_steps_and_no_question_is_asked_twice() -> None:
    steps = questionnaire()["steps"]
    first = [step["id"] for step in steps if step.get("first")]
    assert len(first) == 4
    assert {q["step"] for q in QUESTIONS if q.get("first")} == set(first)
    assert len({q["id"] for q in QUESTIONS}) == len(QUESTIONS)
    assert {q["step"] for q in QUESTIONS} == {step["id"] for step in steps}


def test_every_question_says_why_we_ask_in_a_short_line() -> None:
    for question in QUESTIONS:
        assert 0 < len(question["why"].split()) <= 16, question["id"]
        assert len(question["label"].split()) <= 14, question["id"]


def test_conditions_only_name_what_exists() -> None:
    known = {
        "kind": set(content().letters),
        "document": set(content().pack),
        "slip": {entry["slip"] for entry in entries()},
        "group": {entry["group"] for entry in entries()},
        "move": {entry["move"] for entry in entries()},
    }
    for question in QUESTIONS:
        rule = dict(question.get("show_when", {}))
        for path in rule.pop("field", "").split("|"):
            assert not path or path in FIELDS, question["id"]
        rule.pop("is", None)
        for key, values in rule.items():
            assert set(values) <= known[key], question["id"]


def test_the_form_has_a_control_for_every_question_outside_the_picker() -> None:
    steps = {step["id"] for step in questionnaire()["steps"]}
    html = "".join(fields([q for q in QUESTIONS if q["step"] == step], QUESTIONS) for step in steps)
    for question in QUESTIONS:
        if question["kind"] != "mishap-picker":
            name = re.escape(question["field"].replace("[]", "[0]"))
            assert re.search(f'name="{name}"', html), question["id"]


def test_every_mishap_can_be_picked(site_folder: Path) -> None:
    composer = (site_folder / "composer" / "index.html").read_text(encoding="utf-8")
    assert set(re.findall(r'name="mishaps" value="([^"]+)"', composer)) == {entry["id"] for entry in entries()}


def test_the_checklist_goes_from_right_now_to_next_time_and_its_pages_exist() -> None:
    steps = tomllib.loads((CONTENT / "checklist.toml").read_text(encoding="utf-8"))["steps"]
    assert [step["id"] for step in steps] == ["right-now", "sort", "decide", "write", "send", "after", "next-time"]
    docs = CONTENT.parents[2] / "docs"
    tasks = [task for step in steps for task in step["tasks"]]
    assert len({task["id"] for task in tasks}) == len(tasks)
    for task in tasks:
        assert (docs / task["page"]).exists(), task["page"]


def test_text_becomes_text_and_never_markup() -> None:
    assert tag("p", "<b>&", title='"x"') == '<p title="&quot;x&quot;">&lt;b&gt;&amp;</p>'
    assert tag("p", Html("<b>x</b>")) == "<p><b>x</b></p>"


@pytest.mark.parametrize("text", ["*a* _b_", "[x](y)", "`c`", "<i>", "a | b", "# d", "a\n\n- b"])
def test_markdown_text_keeps_no_mark_that_markdown_would_read(text: str) -> None:
    written = markdown_text(text)
    assert "\n" not in written
    assert not set("*_[]`<|#") & set(written.replace("&#", ""))


def test_a_file_is_written_only_when_its_text_changed(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.html"
    assert write_if_changed(path, "x")
    assert not write_if_changed(path, "x")
    assert write_if_changed(path, "y")
