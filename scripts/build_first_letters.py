"""Write every mishap's sample letter into one small script: what the letter page shows before its engine is there."""

from __future__ import annotations

import argparse
import json
from typing import Any

from build_snippets import paragraphs_of, sample_of
from catalogue import entries
from markup import ROOT, report, write_if_changed

SCRIPT = ROOT / "docs" / "assets" / "second-take" / "generated" / "first-letters.js"


def letters() -> dict[str, Any]:
    """The sample letter of each mishap that leads to one."""
    samples = {entry["id"]: sample_of(entry) for entry in entries() if entry["letter"]}
    return {
        name: {"subject": letter["subject"], "paragraphs": paragraphs_of(letter)} for name, letter in samples.items()
    }


def main() -> None:
    """Write the script."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    text = json.dumps(letters(), ensure_ascii=False, separators=(",", ":"))
    report("first letters", int(write_if_changed(SCRIPT, f"export const LETTERS = {text};\n")), 1)


if __name__ == "__main__":
    main()
