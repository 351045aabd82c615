"""Write the golden letters anew: tests/golden/*.json, one file per situation.

A golden file holds a situation and the letters it must give, for each region tested. Run this after rewording a
passage, then read the diff: it is the change that people will send.

    python scripts/update_letters.py [--only late-arrival]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from secondtake.api import handle
from secondtake.load import content

GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "golden"
REGIONS = ("us", "uk")


def golden_letter(situation: dict[str, Any], region: str) -> dict[str, Any]:
    """What one situation must give in one region: the verdict, and the letter as it would be sent."""
    request = {"schema": 1, "command": "compose", "situation": {**situation, "region": region}}
    answer = json.loads(handle(json.dumps(request)))
    if not answer["ok"]:
        raise ValueError(f"{situation['mishaps']}: {answer['error']['message']}")
    found, letter = answer["result"]["assessment"], answer["result"]["letter"]
    verdict = {"action": found["action"], "rule": found["rule"], "kind": found["kind"], "channel": found["channel"]}
    text = [f"Subject: {letter['subject']}", "", *letter["text"].split("\n")] if letter else []
    return {**verdict, "letter": text}


def golden_case(situation: dict[str, Any]) -> dict[str, Any]:
    """A golden file as data."""
    return {"situation": situation, "letters": {region: golden_letter(situation, region) for region in REGIONS}}


def situations() -> dict[str, dict[str, Any]]:
    """The situations by file name: each entry's own sample, and those already in the folder under other names."""
    found = {}
    for entry in content().mishaps.values():
        told = {"mishaps": [{"id": entry.id}], **entry.sample}
        found[entry.id] = json.loads(json.dumps(told, default=str))
    for path in sorted(GOLDEN.glob("*.json")):
        if path.stem not in found:
            found[path.stem] = json.loads(path.read_text(encoding="utf-8"))["situation"]
    return found


def main() -> None:
    """Write every golden file whose content changed, and name it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help="the name of one golden file")
    only = parser.parse_args().only
    for name, situation in situations().items():
        path = GOLDEN / f"{name}.json"
        text = json.dumps(golden_case(situation), ensure_ascii=False, indent=1) + "\n"
        if only in (None, name) and (not path.exists() or path.read_text(encoding="utf-8") != text):
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.relative_to(GOLDEN.parent.parent)}")


if __name__ == "__main__":
    main()
