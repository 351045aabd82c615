"""Write each mishap's sample letter as a small script: what the letter page shows before its engine is there."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from build_snippets import paragraphs_of, sample_of
from catalogue import entries
from markup import ROOT, report, write_if_changed

FOLDER = ROOT / "docs" / "assets" / "second-take" / "generated" / "letters"


def letters() -> dict[Path, str]:
    """One file for each mishap that leads to a letter."""
    found = {}
    for entry in entries():
        if entry["letter"]:
            letter = sample_of(entry)
            told = {"subject": letter["subject"], "paragraphs": paragraphs_of(letter)}
            found[FOLDER / f"{entry['id']}.js"] = f"export default {json.dumps(told, ensure_ascii=False)};\n"
    return found


def main() -> None:
    """Write them, and remove those of mishaps that are gone."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    written = letters()
    for path in FOLDER.glob("*.js"):
        if path not in written:
            path.unlink()
    report("first letters", sum(write_if_changed(path, text) for path, text in written.items()), len(written))


if __name__ == "__main__":
    main()
