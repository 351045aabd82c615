"""Write the facts, their sources, the grades and the refused numbers into docs/_generated/evidence/."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from evidence import Use, number, read, uses
from markup import GENERATED, Child, Html, escape, inside, report, tag, write_if_changed

FOLDER = GENERATED / "evidence"
FACT_IN_TEXT = re.compile(r"\b(F\d{1,3})\b")
LINE = "\n"
SCRIPT = "../assets/second-take/evidence-filter.js"


def linked(text: str) -> Html:
    """The text with every fact number it names turned into a link on the same page."""
    pieces = FACT_IN_TEXT.split(text)
    return inside(tag("a", piece, href=f"#{piece.lower()}") if odd % 2 else piece for odd, piece in enumerate(pieces))


def address(page: str) -> str:
    """The address of a page as seen from the evidence page."""
    file, mark, place = page.partition("#")
    inner = file.removesuffix(".md")
    return "../" + (inner.removesuffix("index") if inner.endswith("index") else inner + "/") + mark + place


def joined(parts: Sequence[Child], between: str = ", ") -> Html:
    """Pieces with something between them."""
    return inside((between, part) if place else part for place, part in enumerate(parts))


def row(name: str, *value: Child) -> Html:
    """One named line of a fact."""
    return tag("div", tag("dt", name), tag("dd", *value))


def used_on(places: Sequence[Use], words: Mapping[str, str]) -> Html:
    """The list of places that rest on a fact, or a sentence when there is none."""
    if not places:
        return escape(words["unused"])
    groups = []
    for kind in dict.fromkeys(use.kind for use in places):
        links = [tag("a", use.title, href=address(use.page)) for use in places if use.kind == kind]
        groups.append(inside([words[kind], ": ", joined(links)]))
    return joined(groups, "; ")


def kinds(fact: Mapping[str, Any], grades: Mapping[str, Mapping[str, str]]) -> str:
    """The grade in words; both where a fact has two."""
    both = [fact["grade"], *([fact["grade_also"]] if "grade_also" in fact else [])]
    return ", ".join(grades[grade]["label"] for grade in both)


def fact_card(fact_id: str, fact: Mapping[str, Any], places: Sequence[Use], texts: Mapping[str, Any]) -> Html:
    """One fact with everything a reader needs to judge it. A fact from memory says so before it says anything else."""
    words = texts["words"]
    refused = not fact.get("print", True)
    warning = None if refused or fact.get("settled", True) else tag("p", words["unsettled"], class_="st-unsettled")
    finding = words["refused"] if refused else fact["finding"]
    return tag(
        "article",
        tag("h4", fact_id),
        warning,
        tag("p", linked(finding)),
        tag(
            "dl",
            row(words["grade"], kinds(fact, texts["grades"])),
            row(words["sample"], fact["sample"]),
            row(words["caveat"], linked(fact["caveat"])),
        ),
        tag("details", tag("summary", words["more"]), more(fact, places, texts)),
        id=fact_id.lower(),
        class_="st-fact",
        data_grade=" ".join([fact["grade"], fact.get("grade_also", "")]).strip(),
        data_topic=fact["topic"],
    )


def more(fact: Mapping[str, Any], places: Sequence[Use], texts: Mapping[str, Any]) -> Html:
    """What only some readers want: how it was read, how far it carries, sources, uses."""
    words = texts["words"]
    sources = [tag("a", source, href=f"#{source.lower()}") for source in fact["sources"]]
    return tag(
        "dl",
        row(words["checked"], texts["checked"][fact["checked"]]),
        row(words["carry"], texts["carry"][str(fact["carry"])]),
        row(words["sources"], joined(sources)) if sources else None,
        row(words["used"], used_on(places, words)),
    )


def facts_page(facts: Mapping[str, Any], texts: Mapping[str, Any]) -> str:
    """All facts under their topics. The headings are Markdown so that search finds them."""
    places = uses()
    blocks = []
    for topic, label in texts["topics"].items():
        cards = [
            fact_card(fact_id, fact, places.get(fact_id, []), texts)
            for fact_id, fact in facts.items()
            if fact["topic"] == topic
        ]
        blocks.append(
            f"### {label} {{ #{topic} }}\n\n{tag('div', joined(cards, Html(LINE)), class_='st-facts', data_of=topic)}\n"
        )
    return "\n".join(blocks)


def choice(name: str, label: str, values: Sequence[tuple[str, str]]) -> Html:
    """One labelled list to choose from."""
    options = [tag("option", text, value=value) for value, text in values]
    return tag("div", tag("label", label, for_=name), tag("select", options, id=name, name=name), class_="st-field")


def filter_form(texts: Mapping[str, Any]) -> str:
    """The two filters. Hidden until the script that serves them runs: without it the list is simply complete."""
    words = texts["words"]
    every = ("", words["filter_all"])
    grades = [every, *((grade, entry["label"]) for grade, entry in texts["grades"].items())]
    return str(
        tag(
            "form",
            choice("filter-grade", words["filter_grade"], grades),
            choice("filter-topic", words["filter_topic"], [every, *texts["topics"].items()]),
            tag("p", tag("output", for_="filter-grade filter-topic"), " ", words["filter_count"]),
            class_="st-filter",
            data_evidence_filter=True,
            hidden=True,
        )
        + tag("script", type="module", src=SCRIPT)
        + "\n"
    )


def source_item(source_id: str, source: Mapping[str, Any], facts: Sequence[str], texts: Mapping[str, Any]) -> Html:
    """One source with its addresses, how it was read, and the facts that rest on it."""
    links = [tag("a", urlsplit(url).netloc.removeprefix("www."), href=url, rel="noreferrer") for url in source["urls"]]
    behind = [tag("a", fact, href=f"#{fact.lower()}") for fact in facts]
    return tag(
        "li",
        tag("strong", source_id),
        " ",
        source["citation"],
        inside([" ", joined(links)]) if links else None,
        tag("small", inside([texts["checked"][source["checked"]], " ", source.get("note", "")])),
        tag("small", texts["words"]["facts"], ": ", joined(behind)) if behind else None,
        id=source_id.lower(),
    )


def sources_page(facts: Mapping[str, Any], sources: Mapping[str, Any], texts: Mapping[str, Any]) -> str:
    """The whole reference list."""
    behind: dict[str, list[str]] = {}
    for fact_id, fact in facts.items():
        for source in fact["sources"]:
            behind.setdefault(source, []).append(fact_id)
    items = [source_item(key, sources[key], behind.get(key, []), texts) for key in sorted(sources, key=number)]
    return str(tag("ul", items, class_="st-sources")) + "\n"


def grades_page(facts: Mapping[str, Any], texts: Mapping[str, Any]) -> str:
    """What each kind of evidence is, and how many facts rest on it."""
    lines = ["| Kind | What it is | Facts |", "|---|---|--:|"]
    for grade, entry in texts["grades"].items():
        held = sum(fact["grade"] == grade for fact in facts.values())
        lines.append(f"| {entry['label']} | {entry['meaning']} | {held} |")
    return "\n".join(lines) + "\n"


def refused_page(texts: Mapping[str, Any]) -> str:
    """The numbers we refuse, each with its reason."""
    items = []
    for entry in texts["refused"]:
        behind = [tag("a", fact, href=f"#{fact.lower()}") for fact in entry["facts"]]
        because = inside([" (", joined(behind), ")"]) if behind else None
        items.append(tag("li", tag("strong", entry["number"]), ". ", entry["why"], because))
    return str(tag("ul", items, class_="st-refused")) + "\n"


def main() -> None:
    """Write every snippet of the evidence page."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    facts, sources, texts = read("facts.toml"), read("sources.toml"), read("evidence.toml")
    snippets = {
        "facts.md": facts_page(facts, texts),
        "sources.html": sources_page(facts, sources, texts),
        "grades.md": grades_page(facts, texts),
        "refused.html": refused_page(texts),
        "filter.html": filter_form(texts),
    }
    written = sum(write_if_changed(FOLDER / name, text) for name, text in snippets.items())
    report("evidence", written, len(snippets))


if __name__ == "__main__":
    main()
