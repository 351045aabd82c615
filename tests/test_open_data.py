"""The published data file: complete, described by its schema, and free of what we hold back."""

from __future__ import annotations

from typing import Any

import pytest

import build_open_data
from markup import CONTENT

DATA = build_open_data.document()
SCHEMA = build_open_data.schema()
KINDS = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict}


def problems(value: Any, schema: dict[str, Any], path: str = "") -> list[str]:
    """Where a value breaks the parts of JSON Schema that ours uses."""
    if "enum" in schema:
        return [] if value in schema["enum"] else [f"{path}: {value!r}"]
    kind = KINDS[schema["type"]]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        return [f"{path}: not {schema['type']}"]
    if kind is list:
        every = [problems(item, schema["items"], f"{path}[{place}]") for place, item in enumerate(value)]
        return [line for lines in every for line in lines]
    return object_problems(value, schema, path) if kind is dict else []


def object_problems(value: dict[str, Any], schema: dict[str, Any], path: str) -> list[str]:
    """The same for an object: keys that are missing, unknown or wrong."""
    known, others = schema.get("properties", {}), schema.get("additionalProperties", {})
    found = [f"{path}: {key} is missing" for key in schema.get("required", []) if key not in value]
    for key, inner in value.items():
        rule = known.get(key, others)
        if rule is False:
            found.append(f"{path}: {key} is unknown")
        elif rule:
            found += problems(inner, rule, f"{path}.{key}")
    return found


def test_the_file_keeps_to_its_schema() -> None:
    assert problems(DATA, SCHEMA) == []


@pytest.mark.parametrize("change", [{"facts": "none"}, {"extra": 1}, {"version": "1"}, {"sources": [{"id": "R1"}]}])
def test_the_schema_refuses_a_file_that_is_wrong(change: dict[str, Any]) -> None:
    assert problems({**DATA, **change}, SCHEMA)


def test_every_mishap_fact_and_source_is_published() -> None:
    assert len(DATA["facts"]) == 131
    assert len(DATA["sources"]) == 147
    assert {entry["id"] for entry in DATA["mishaps"]} == {path.stem for path in (CONTENT / "mishaps").glob("*.toml")}


def test_references_inside_the_file_lead_somewhere() -> None:
    facts = {entry["id"] for entry in DATA["facts"]}
    sources = {entry["id"] for entry in DATA["sources"]}
    mishaps = {entry["id"] for entry in DATA["mishaps"]}
    for entry in DATA["mishaps"]:
        assert set(entry["facts"]) <= facts
        assert set(entry["related"]) <= mishaps
        assert entry["group"] in DATA["groups"]
    assert all(set(entry["sources"]) <= sources for entry in DATA["facts"])


def test_a_number_we_refuse_is_marked_so_that_others_can_refuse_it_too() -> None:
    assert [entry["id"] for entry in DATA["facts"] if not entry["print"]] == ["F102"]
    assert all(not entry["settled"] for entry in DATA["facts"] if entry["checked"] == "m")


def test_the_licence_and_the_credit_go_with_the_data() -> None:
    assert DATA["licence"] == "CC-BY-4.0"
    assert "CC BY 4.0" in DATA["credit"]
