"""Imports point down: a module may only use modules on floors below its own."""

from __future__ import annotations

import ast
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src" / "secondtake"
FLOORS = (
    {"text", "plain", "model", "situation", "findings", "automaton", "verbs", "measure", "zones"},
    {"phrase_table"},
    {"phrases", "wanting", "schema", "salutation", "bands", "timing"},
    {"rulebook", "sentence", "slots", "ruling", "pack_plan"},
    {"parts", "passages", "assess", "dismissals"},
    {"draft", "parts_text"},
    {"checks", "compose", "plan", "preparation"},
    {"rules", "outline", "pack", "panel"},
    {"afterwards", "load", "review"},
    {"calendar_file", "word_file"},
    {"formats"},
    {"door_values"},
    {"door", "pack_values", "afterwards_values"},
    {"api"},
    {"fixing", "finder", "places", "questionnaire", "rule_choice", "situation_file", "terminal", "wishes"},
    {"console", "excerpt", "ignore_file", "picker"},
    {"report"},
    {"sarif"},
    {"rule_help"},
    {"afterwards_command", "interview", "pack_command", "review_command"},
    {"cli"},
    {"__init__", "__main__"},
)
HEIGHT = {name: height for height, floor in enumerate(FLOORS) for name in floor}
SEES_NO_FILES = (
    "assess",
    "bands",
    "ruling",
    "timing",
    "compose",
    "passages",
    "parts_text",
    "slots",
    "salutation",
    "plan",
    "review",
)


def room(path: Path) -> str:
    """The module, or the package it is in: all of `checks/` is one room."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The rooms of this package that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level == 1 and path.parent == SOURCE:
                found.add(module.split(".")[0])
            elif module.startswith("secondtake"):
                found.add(([*module.split("."), "__init__"])[1])
    return found


def test_every_module_has_a_floor() -> None:
    rooms = {room(path) for path in SOURCE.rglob("*.py")}
    assert rooms - HEIGHT.keys() == set()


def test_imports_point_down() -> None:
    upward = [
        (str(path.relative_to(SOURCE)), name)
        for path in SOURCE.rglob("*.py")
        for name in imported(path)
        if name != room(path) and HEIGHT[name] >= HEIGHT[room(path)]
    ]
    assert upward == []


def test_judging_and_composing_read_no_file_and_no_clock() -> None:
    for name in SEES_NO_FILES:
        tree = ast.parse((SOURCE / f"{name}.py").read_text(encoding="utf-8"))
        calls = {
            node.func.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        names = {
            node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not {"now", "today", "read_text", "open_text"} & calls, name
        assert "open" not in names, name


def test_files_stay_short_enough_to_be_one_room() -> None:
    long = [str(path) for path in SOURCE.rglob("*.py") if path.read_text(encoding="utf-8").count("\n") > 250]
    assert long == []
