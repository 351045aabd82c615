"""Publish what a situation may hold: its JSON Schema, and a table of its fields for the page on the JSON door."""

from __future__ import annotations

import argparse
import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from markup import GENERATED, ROOT, markdown_text, report, write_if_changed
from secondtake.load import content
from secondtake.schema import json_schema
from secondtake.situation import Situation

SCHEMA = ROOT / "docs" / "assets" / "data" / "situation.schema.json"
TABLE = GENERATED / "api" / "situation.md"
Schema = Mapping[str, Any]


def situation_schema() -> dict[str, Any]:
    """The schema, with the ids of mishaps and regions that the reader would accept."""
    schema = json_schema(Situation)
    properties = schema["properties"]
    properties["region"] = {"enum": ["", *content().regions]}
    properties["mishaps"]["minItems"] = 1
    properties["mishaps"]["items"]["properties"]["id"] = {"enum": sorted(content().mishaps)}
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA.name,
        "title": "A situation, as Second Take reads it",
    }
    return {**head, **schema}


def field_tables(name: str, schema: Schema) -> Iterator[str]:
    """A table of the fields of one object, then one for each object inside it."""
    heading = f"### `{name}`" if name else "### A situation"
    rows = [f"| `{field}` | {holds(field, inner)} |" for field, inner in schema["properties"].items()]
    yield "\n".join([heading, "", described(schema["description"]), "", "| field | holds |", "|---|---|", *rows])
    for field, inner in schema["properties"].items():
        entry = inner.get("items", inner)
        if entry.get("type") == "object":
            yield from field_tables(field, entry)


def described(text: str) -> str:
    """A description of ours as Markdown: names between backticks stay names, every other mark is escaped."""
    return re.sub("&#96;(.*?)&#96;", lambda name: f"`{html.unescape(name[1])}`", markdown_text(text))


def holds(field: str, schema: Schema) -> str:
    """What one field may hold, in words."""
    if schema.get("type") == "array":
        return f"a list, at most {schema['maxItems']} times: {holds(field, schema['items'])}"
    if schema.get("type") == "object":
        return f"a table, see `{field}` below"
    if field == "id":
        return "a mishap: its id in the catalogue"
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"] if value)
    if schema["type"] == "integer":
        return f"a whole number from {schema['minimum']} to {schema['maximum']}"
    if "pattern" in schema:
        return f"written like `{schema['examples'][0]}`"
    return "text"


def main() -> None:
    """Write the schema and the tables when their content changed."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    schema = situation_schema()
    tables = "\n\n".join(field_tables("", schema)) + "\n"
    texts = {SCHEMA: json.dumps(schema, indent=1, ensure_ascii=False) + "\n", TABLE: tables}
    report("schema", sum(write_if_changed(path, text) for path, text in texts.items()), len(texts))


if __name__ == "__main__":
    main()
