"""Publish the form of `secondtake review --format json` as JSON Schema, made from what the engine answers with."""

from __future__ import annotations

import argparse
import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin

from markup import ROOT, report, write_if_changed
from secondtake.dismissals import KEY
from secondtake.findings import CHANNELS, SEVERITIES, Review
from secondtake.load import content
from secondtake.report import SCHEMA
from secondtake.schema import hints

TARGET = ROOT / "docs" / "assets" / "data" / "review.schema.json"
PLAIN = {str: "string", int: "integer", float: "number"}
FILE = "The file the letter was read from, or `standard input`."
Schema = dict[str, Any]
NAMED: dict[str, Schema] = {
    "rule": {"enum": [rule.id for rule in content().rules]},
    "severity": {"enum": list(SEVERITIES)},
    "channel": {"enum": list(CHANNELS)},
    "key": {"type": "string", "pattern": f"^{KEY.pattern}$"},
}


def review_schema() -> Schema:
    """One letter with its findings and outline, or `letters` when several were asked about."""
    letter = schema_of(Review)
    letter["properties"] = {"file": {"type": "string", "description": FILE}, **letter["properties"]}
    version = {"const": SCHEMA, "description": "The number of this form. Fields may be added under the same number."}
    several = {"type": "object", "properties": {"letters": {"type": "array", "items": {"$ref": "#/$defs/letter"}}}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": TARGET.name,
        "title": "What secondtake review --format json prints",
        "description": "Positions count code points from the start of the letter.",
        "type": "object",
        "properties": {"schema": version},
        "required": ["schema"],
        "oneOf": [{"$ref": "#/$defs/letter"}, several | {"required": ["letters"]}],
        "$defs": {"letter": letter},
    }


def schema_of(kind: Any, name: str = "") -> Schema:
    """The schema of one value of the engine. Objects stay open: a later version may say more."""
    if name in NAMED:
        return NAMED[name]
    if is_dataclass(kind) and isinstance(kind, type):
        inner = {item.name: schema_of(hints(kind)[item.name], item.name) for item in fields(kind)}
        described = {"type": "object", "description": " ".join((kind.__doc__ or "").split())}
        return described | {"properties": inner, "required": list(inner)}
    if get_origin(kind) is types.UnionType:
        return {"anyOf": [schema_of(one) for one in get_args(kind)]}
    if kind is type(None):
        return {"type": "null"}
    if get_origin(kind) is tuple:
        return items_of(get_args(kind))
    if get_origin(kind) is Mapping:
        return {"type": "object", "additionalProperties": schema_of(get_args(kind)[1])}
    return {"type": PLAIN[kind]} | ({"minimum": 0} if kind in (int, float) else {})


def items_of(kinds: tuple[Any, ...]) -> Schema:
    """A list of one kind of value, or a pair."""
    if kinds[-1] is Ellipsis:
        return {"type": "array", "items": schema_of(kinds[0])}
    return {"type": "array", "prefixItems": [schema_of(one) for one in kinds], "minItems": 2, "maxItems": 2}


def main() -> None:
    """Write the schema when it changed."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    text = json.dumps(review_schema(), indent=1, ensure_ascii=False) + "\n"
    report("review schema", int(write_if_changed(TARGET, text)), 1)


if __name__ == "__main__":
    main()
