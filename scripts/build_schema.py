"""Publish the JSON Schema of a situation, made from the engine's own types."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from secondtake.load import content
from secondtake.schema import json_schema
from secondtake.situation import Situation

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "docs" / "assets" / "data" / "situation.schema.json"


def situation_schema() -> dict[str, object]:
    """The schema, with the ids of mishaps and regions that the reader would accept."""
    schema = json_schema(Situation)
    properties = schema["properties"]
    properties["region"] = {"enum": ["", *content().regions]}
    properties["mishaps"]["minItems"] = 1
    properties["mishaps"]["items"]["properties"]["id"] = {"enum": sorted(content().mishaps)}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A situation, as Second Take reads it"}
    return {**head, **schema}


def main() -> None:
    """Write docs/assets/data/situation.schema.json when its content changed."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    text = json.dumps(situation_schema(), indent=1, ensure_ascii=False) + "\n"
    fresh = not OUTPUT.exists() or OUTPUT.read_text(encoding="utf-8") != text
    if fresh:
        OUTPUT.parent.mkdir(parents=True, exist_ok=True)
        OUTPUT.write_text(text, encoding="utf-8")
    print(f"schema: {int(fresh)} of 1 file written")


if __name__ == "__main__":
    main()
