"""Write what we know about each region into docs/_generated/regions/: one overview, one part per region."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from string import Template
from typing import Any

from evidence import read
from markup import CONTENT, GENERATED, report, write_if_changed

FOLDER = GENERATED / "regions"
ORDER = ("us", "ca", "uk", "ie", "au", "in", "de", "jp", "gulf", "arab", "other")
Words = Mapping[str, Any]
Region = Mapping[str, Any]


def window(hours: Sequence[int], words: Words) -> str:
    """A span of hours in words; the first hours need no mention."""
    earliest, latest = hours
    pattern = words["within"] if earliest <= 1 else words["between"]
    return Template(pattern).substitute(earliest=earliest, latest=latest)


def after(days: int, words: Words) -> str:
    """A number of days in words."""
    return Template(words["days"]).substitute(days=days)


def opening(region: Region, words: Words) -> str:
    """How an email and a letter open to a person whose title is known."""
    title = words["sample_title"] + ("." if region["title_stop"] else "")
    line = Template(region["salutation_titled"]).substitute(title=title, family=words["sample_name"])
    email, letter = region["salutation_punctuation_email"], region["salutation_punctuation_letter"]
    return f"“{line}{email}”" if email == letter else f"“{line}{email}” / “{line}{letter}”"


def quoted(closes: Sequence[str]) -> str:
    """Closings in quotation marks."""
    return ", ".join(f"“{close.rstrip(',')}”" for close in closes)


def overview(regions: Mapping[str, Region], words: Words) -> str:
    """The table: what is done, by when, how long to wait, how sure we are."""
    columns = ("region", "thank_you", "thank_you_hours", "ask_after", "confidence")
    lines = ["| " + " | ".join(words[name] for name in columns) + " |", "|" + "---|" * len(columns)]
    for name, region in regions.items():
        cells = (
            f"[{region['label']}](#{name})",
            words["thank_you_kind"][region["thank_you"]],
            window(region["thank_you_hours"], words),
            after(region["check_in_days"], words),
            words["confidence_kind"][region["confidence"]],
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def rows(region: Region, words: Words) -> list[tuple[str, str]]:
    """Everything the composer takes from a region, in words."""
    days = ", ".join(words["days_of_week"][str(day)] for day in region["weekend"])
    closes = dict.fromkeys([region["close_named"], region["close_unnamed"]])
    layout = f"{words['paper_kind'][region['paper']]}, {words['spelling_kind'][region['spelling']]}"
    return [
        (words["thank_you_hours"], window(region["thank_you_hours"], words)),
        (words["repair_hours"], window(region["repair_hours"], words)),
        (words["ask_after"], after(region["check_in_days"], words)),
        (words["opening"], opening(region, words)),
        (words["close"], quoted(list(closes))),
        (words["close_email"], quoted(region["close_email"])),
        (words["date"], words["date_kind"][region["date_format"]]),
        (words["layout"], layout),
        (words["rest"], days),
        (words["panel"], words["panel_kind"][region["one_note_per_interviewer"]]),
        (words["phone"], words["phone_kind"]["yes" if region["phone_for_thanks"] else "no"]),
        (words["confidence"], words["confidence_kind"][region["confidence"]]),
    ]


def part(name: str, region: Region, words: Words) -> str:
    """One region: the custom first, then the details, then what else to know."""
    table = ["| | |", "|---|---|", *(f"| {label} | {text} |" for label, text in rows(region, words))]
    facts = ", ".join(f"[{fact}](evidence.md#{fact.lower()})" for fact in region["facts"])
    notes = [f"- {note}" for note in region["notes"]]
    blocks = [
        f"## {region['label']} {{ #{name} }}",
        region["thank_you_text"],
        "\n".join(notes),
        "\n".join(table),
        f"{words['facts']}: {facts}.",
    ]
    return "\n\n".join(blocks) + "\n"


def main() -> None:
    """Write both snippets."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    words = read("evidence.toml")["region_words"]
    known = {path.stem for path in (CONTENT / "regions").glob("*.toml")}
    regions = {name: read(f"regions/{name}.toml") for name in [*ORDER, *sorted(known - set(ORDER))]}
    snippets = {
        "overview.md": overview(regions, words),
        "parts.md": "\n".join(part(name, region, words) for name, region in regions.items()),
    }
    written = sum(write_if_changed(FOLDER / name, text) for name, text in snippets.items())
    report("regions", written, len(snippets))


if __name__ == "__main__":
    main()
