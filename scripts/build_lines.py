"""Write the crisis lines and equality bodies, country by country, into docs/_generated/lines/."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from evidence import read
from markup import GENERATED, Html, inside, report, tag, write_if_changed

FOLDER = GENERATED / "lines"
KINDS = ("crisis", "assault", "equality")
Words = Mapping[str, Any]
NUMBER = re.compile(r"(#?\d[\d -]*\d)")


def to_tap(text: str) -> Html:
    """The text with each number in it as a link that a phone can dial, or write to where the text says so."""
    scheme = "sms" if text.startswith("Text ") else "tel"
    pieces = NUMBER.split(text)
    return inside(
        tag("a", piece, href=f"{scheme}:{re.sub('[ -]', '', piece).replace('#', '%23')}") if odd % 2 else piece
        for odd, piece in enumerate(pieces)
    )


def entry(line: Mapping[str, str], words: Words) -> Html:
    """One line: the number first, then who answers, when, and in which language."""
    number = tag("strong", to_tap(line["number"]), class_="st-number") if line["number"] else None
    return tag(
        "li",
        number,
        " " if number else None,
        tag("a", line["name"], href=line["url"], rel="noreferrer"),
        tag("br"),
        line["about"],
        tag("small", f"{words['hours']}: {line['hours']}. {words['languages']}: {line['languages']}."),
    )


def country(name: str, found: Mapping[str, Any], words: Words) -> str:
    """One country under its own heading, emergency number first."""
    blocks = [
        f"### {found['label']} {{ #{name} }}",
        str(tag("p", tag("strong", words["emergency"], ": "), to_tap(found["emergency"]), ".")),
        found["note"],
    ]
    for kind in KINDS:
        if kind in found:
            blocks.append(str(tag("h4", words[kind])) + str(tag("ul", [entry(line, words) for line in found[kind]])))
    return "\n\n".join(block for block in blocks if block) + "\n"


def jumps(countries: Mapping[str, Any]) -> str:
    """A link to every country."""
    links = [tag("li", tag("a", found["label"], href=f"#{name}")) for name, found in countries.items()]
    return str(tag("ul", links, class_="st-jumps")) + "\n"


def reviewed(day: date, words: Words) -> str:
    """When the entries were last read."""
    return f"{words['reviewed']} {day.day} {words['month'][day.month - 1]} {day.year}.\n"


def main() -> None:
    """Write the snippets."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    lines, words = read("lines.toml"), read("evidence.toml")["line_words"]
    snippets = {
        "countries.md": "\n".join(country(name, found, words) for name, found in lines["countries"].items()),
        "index.md": jumps(lines["countries"]),
        "reviewed.md": reviewed(lines["reviewed"], words),
    }
    written = sum(write_if_changed(FOLDER / name, text) for name, text in snippets.items())
    report("lines", written, len(snippets))


if __name__ == "__main__":
    main()
