"""Lay out the engine as the browser gets it: its Python files, and all of content/ as one content.json."""

from __future__ import annotations

import argparse
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

from secondtake import load

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "secondtake"
OUTPUT = ROOT / ".build" / "engine"
# The command line is for terminals; the page has its own.
LEFT_OUT = {f"{name}.py" for name in (
    "__main__", "cli", "console", "excerpt", "finder", "fixing", "ignore_file", "interview", "picker", "places",
    "questionnaire", "report", "review_command", "rule_choice", "rule_help", "sarif", "situation_file", "terminal",
    "wishes",
)}  # fmt: skip
# Words that pages show from their own HTML and that no command of the engine reads.
PAGES_ONLY = ("facts", "sources", "evidence", "questions", "lines")
SAMPLES: dict[str, Any] = {"sample": {}, "examples": [], "swap": {"bad": "", "better": "", "why": ""}}


def copy_code(target: Path) -> int:
    """Copy every Python file of the package; returns how many."""
    sources = [path for path in sorted(SOURCE.rglob("*.py")) if path.relative_to(SOURCE).as_posix() not in LEFT_OUT]
    for path in sources:
        copy = target / path.relative_to(SOURCE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return len(sources)


def page_content(data: dict[str, Any]) -> dict[str, Any]:
    """What the page's engine needs of content/: no evidence texts, no samples, no examples of rules."""
    kept = {name: value for name, value in data.items() if name not in PAGES_ONLY}
    kept["mishaps"] = {name: {**entry, **SAMPLES} for name, entry in data["mishaps"].items()}
    kept["rules"] = {name: page_rule(rule) for name, rule in data["rules"].items()}
    roles: dict[str, list[str]] = {name: [] for name in data["lexicon"]["roles"]}
    kept["lexicon"] = {**data["lexicon"], "roles": roles, "concepts": {}, "forms": {}}
    kept["phrases"] = load.content().rules.phrases.table()
    return kept


def page_rule(rule: dict[str, Any]) -> dict[str, Any]:
    """A rule without its examples and its phrases: the phrases of all rules are stored as one automaton."""
    empty: dict[str, Any] = {key: [] for key in ("phrases", "mild", "unless", "bad", "good") if key in rule}
    if "lists" in rule:
        empty["lists"] = {name: [] for name in rule["lists"]}
    return {**rule, **empty}


def write_content(target: Path) -> int:
    """Write content.json in the order of the files; returns its size. Days become ISO text; other odd values fail."""
    data = page_content(load.read_folder())
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=date.isoformat)
    (target / "content.json").write_text(text, encoding="utf-8")
    return len(text.encode())


def main() -> None:
    """Write .build/engine/secondtake afresh."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    shutil.rmtree(OUTPUT, ignore_errors=True)
    target = OUTPUT / "secondtake"
    target.mkdir(parents=True)
    print(f"  {copy_code(target)} Python files, content.json of {write_content(target):,} bytes")


if __name__ == "__main__":
    main()
