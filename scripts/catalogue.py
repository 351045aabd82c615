"""The catalogue as the build steps need it: entries and group names, through the engine's own door."""

from __future__ import annotations

import json
import tomllib
from typing import Any

from markup import CONTENT
from secondtake.api import handle


def ask(command: str, **question: Any) -> dict[str, Any]:
    """One call through the engine's door. A refusal stops the build with the engine's own sentence."""
    answer = json.loads(handle(json.dumps({"schema": 1, "command": command, **question})))
    if not answer["ok"]:
        raise SystemExit(f"{command}: {answer['error']['message']} ({answer['error'].get('field')})")
    result: dict[str, Any] = answer["result"]
    return result


def entries() -> list[dict[str, Any]]:
    """Every mishap as its file tells it, with its id, in the order of the catalogue's codes."""
    found = []
    for path in sorted((CONTENT / "mishaps").glob("*.toml")):
        found.append({"id": path.stem, **tomllib.loads(path.read_text(encoding="utf-8"))})
    return sorted(found, key=lambda entry: (entry["code"][0], int(entry["code"][1:])))


def groups() -> list[tuple[str, str]]:
    """Group ids and their names, in the order of the catalogue."""
    return [(group["id"], group["label"]) for group in ask("catalogue")["groups"]]
