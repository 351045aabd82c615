"""Write the catalogue, the facts and the sources as one published file, and its JSON Schema, into docs/assets/data/."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from typing import Any

from catalogue import entries, groups
from evidence import read
from markup import ROOT, report, write_if_changed

FOLDER = ROOT / "docs" / "assets" / "data"
VERSION = 1
LICENCE = "CC-BY-4.0"
CREDIT = "Second Take, facts and catalogue, CC BY 4.0"
MISHAP = (
    "id", "code", "label", "group", "gravity", "move", "slip", "window", "basis", "seen", "verdict", "everyday",
    "letter", "swap", "avoid", "facts", "rules", "related", "examples",
)  # fmt: skip
FACT = ("finding", "topic", "grade", "checked", "carry", "sample", "caveat", "sources")
SOURCE = ("citation", "urls", "checked")
REFUSED = ("number", "why", "facts")
TEXT = {"type": "string"}
NUMBER = {"type": "integer"}
TEXTS = {"type": "array", "items": TEXT}
FLAG = {"type": "boolean"}
TABLE = {"type": "object", "additionalProperties": TEXT}
TYPES: Mapping[str, Mapping[str, Any]] = {
    "gravity": {"enum": [1, 2, 3, 4]},
    "move": {"enum": ["none", "re-answer", "acknowledge", "correct", "call", "through", "stop", "care"]},
    "basis": {"enum": ["sourced", "partly", "reasoned"]},
    "grade": {"enum": ["PR", "DS", "SV", "OG", "EX", "AN", "NA"]},
    "grade_also": {"enum": ["PR", "DS", "SV", "OG", "EX", "AN", "NA"]},
    "carry": {"enum": [1, 2, 3]},
    "checked": {"enum": ["a", "p", "a/p", "m", "n/a"]},
    "seen": NUMBER,
    "settled": FLAG,
    "print": FLAG,
    "swap": {"type": "object", "properties": {"bad": TEXT, "better": TEXT, "why": TEXT}},
    **dict.fromkeys(("everyday", "avoid", "facts", "rules", "related", "examples", "sources", "urls"), TEXTS),
}


def fact_entry(fact_id: str, fact: Mapping[str, Any]) -> dict[str, Any]:
    """One fact; what its file leaves out as usual is said in full here."""
    extra = {"grade_also": fact["grade_also"]} if "grade_also" in fact else {}
    flags = {"settled": fact.get("settled", True), "print": fact.get("print", True)}
    return {"id": fact_id, **{key: fact[key] for key in FACT}, **extra, **flags}


def source_entry(source_id: str, source: Mapping[str, Any]) -> dict[str, Any]:
    """One source."""
    note = {"note": source["note"]} if "note" in source else {}
    return {"id": source_id, **{key: source[key] for key in SOURCE}, **note}


def document() -> dict[str, Any]:
    """The whole published file."""
    texts = read("evidence.toml")
    return {
        "$schema": "second-take.schema.json",
        "name": "Second Take",
        "version": VERSION,
        "reviewed": read("lines.toml")["reviewed"].isoformat(),
        "licence": LICENCE,
        "credit": CREDIT,
        "groups": dict(groups()),
        "topics": texts["topics"],
        "grades": {grade: f"{entry['label']}. {entry['meaning']}" for grade, entry in texts["grades"].items()},
        "checked": texts["checked"],
        "carry": texts["carry"],
        "mishaps": [{key: entry[key] for key in MISHAP} for entry in entries()],
        "facts": [fact_entry(key, fact) for key, fact in read("facts.toml").items()],
        "sources": [source_entry(key, source) for key, source in read("sources.toml").items()],
        "refused": [{key: entry[key] for key in REFUSED} for entry in texts["refused"]],
    }


def records(required: tuple[str, ...], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    """The schema of a list of entries with these fields."""
    return {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {key: TYPES.get(key, TEXT) for key in (*required, *optional)},
            "required": list(required),
            "additionalProperties": False,
        },
    }


def schema() -> dict[str, Any]:
    """What each field of the file means and may hold."""
    tables = dict.fromkeys(("groups", "topics", "grades", "checked", "carry"), TABLE)
    plain = {"$schema": TEXT, "name": TEXT, "version": NUMBER, "reviewed": TEXT, "licence": TEXT, "credit": TEXT}
    lists = {
        "mishaps": records(MISHAP),
        "facts": records(("id", *FACT, "settled", "print"), ("grade_also",)),
        "sources": records(("id", *SOURCE), ("note",)),
        "refused": records(REFUSED),
    }
    properties: dict[str, Any] = {**plain, **tables, **lists}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Second Take: catalogue, facts and sources",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def main() -> None:
    """Write the data and its schema."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    made = {"second-take.json": document(), "second-take.schema.json": schema()}
    texts = {name: json.dumps(data, ensure_ascii=False, indent=1) + "\n" for name, data in made.items()}
    report("open data", sum(write_if_changed(FOLDER / name, text) for name, text in texts.items()), len(texts))


if __name__ == "__main__":
    main()
