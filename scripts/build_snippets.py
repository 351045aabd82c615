"""Write the generated parts of pages: verdict cards, sample letters, swaps, sources, the list of mishaps."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from catalogue import ask, entries, groups
from markup import CONTENT, GENERATED, Html, markdown_text, report, tag, write_if_changed

MISHAPS = GENERATED / "mishaps"
PAGE_WORDS = tomllib.loads((CONTENT / "pages.toml").read_text(encoding="utf-8"))
Entry = Mapping[str, Any]


def verdict_card(entry: Entry) -> str:
    """How bad, say it or not, by when, through whom; always the first thing on a mishap's page."""
    words = PAGE_WORDS["verdict"]
    rows = (
        (words["how_bad"], PAGE_WORDS["gravity"][str(entry["gravity"])]),
        (words["say_it"], PAGE_WORDS["move"][entry["move"]]),
        (words["by_when"], PAGE_WORDS["window"][entry["window"]]),
        (words["through"], PAGE_WORDS["through"][entry["move"]]),
    )
    listed = tag("dl", [tag("div", tag("dt", name), tag("dd", value)) for name, value in rows])
    line = tag("p", entry["verdict"], class_="st-verdict-line")
    return (
        str(tag("section", line, listed, class_=f"st-verdict st-gravity-{entry['gravity']}", aria_label=words["label"]))
        + "\n"
    )


def sample_letter(entry: Entry) -> str | None:
    """The letter composed for the entry's own sample, and the way to one's own; None when nothing is sent."""
    if not entry["letter"]:
        return None
    letter = sample_of(entry)
    words = PAGE_WORDS["letter"]
    link = f"[{words['write_yours']}](../composer.md?mishap={entry['id']}){{ .st-button }}"
    return f"{markdown_text(words['invented'])}\n\n{paper(letter)}\n\n{link}\n"


def sample_of(entry: Entry) -> Mapping[str, Any]:
    """The letter composed for the entry's own sample."""
    return _composed({"mishaps": [{"id": entry["id"], **entry["defaults"]}], **entry["sample"]}, entry["letter"])


def paragraphs_of(letter: Mapping[str, Any]) -> list[str]:
    """A letter from its salutation to its signature, paragraph by paragraph."""
    numbers = sorted({part["paragraph"] for part in letter["parts"]})
    body = [" ".join(p["text"] for p in letter["parts"] if p["paragraph"] == n) for n in numbers]
    ending = "\n".join(line for line in (letter["close"], letter["signature"]) if line)
    return [text for text in (letter["salutation"], *body, ending) if text.strip()]


def _composed(situation: Mapping[str, Any], kind: str) -> Mapping[str, Any]:
    """What our own judgement leads to; the entry's kind of letter where that would be silence."""
    letter = ask("compose", situation=situation)["letter"]
    if letter is None:
        letter = ask("compose", situation={**situation, "choose": {"kind": kind}}, kind=kind)["letter"]
    made: Mapping[str, Any] = letter
    return made


def paper(letter: Mapping[str, Any]) -> Html:
    """A letter as it would lie on a desk."""
    subject = letter["subject"] and tag(
        "p", tag("strong", PAGE_WORDS["letter"]["subject"]), " ", letter["subject"], class_="st-letter-subject"
    )
    return tag(
        "section", subject, [_paragraph(text) for text in paragraphs_of(letter)],
        class_="st-letter", aria_label=letter["label"], id="sample-letter",
    )  # fmt: skip


def _paragraph(text: str) -> Html:
    """One paragraph; its line breaks stay, and no empty line can end the block of markup it stands in."""
    lines = [line for line in text.splitlines() if line.strip()]
    return tag("p", [[tag("br") if number else None, line] for number, line in enumerate(lines)], dir="auto")


def swap(entry: Entry) -> str:
    """A sentence people write, its better twin, and why."""
    words, pair = PAGE_WORDS["swap"], entry["swap"]
    sides = [tag("div", tag("p", words[name]), tag("p", pair[name])) for name in ("bad", "better")]
    return f"{tag('div', sides, class_='st-swap')}\n\n{markdown_text(pair['why'])}\n"


def sources(entry: Entry, every: Mapping[str, Entry]) -> str:
    """What the advice rests on, the public pages that report it, what people call it, and where to read on."""
    words = PAGE_WORDS["sources"]
    blocks = [markdown_text(PAGE_WORDS["basis"][entry["basis"]])]
    if entry["facts"]:
        blocks.append(
            f"{words['facts']} "
            + ", ".join(f"[{fact}](../evidence.md#{fact.lower()})" for fact in entry["facts"])
            + "."
        )
    if entry["examples"]:
        blocks.append(
            str(tag("details", tag("summary", words["examples"]), tag("ul", [_outside(a) for a in entry["examples"]])))
        )
    blocks.append(str(other_words(entry)))
    known = [every[other] for other in entry["related"] if other in every]
    if known:
        listed = "\n".join(f"- [{markdown_text(other['label'])}]({other['id']}.md)" for other in known)
        blocks.append(f"## {words['related']}\n\n{listed}")
    blocks.append(neighbours(entry, every))
    return "\n\n".join(blocks) + "\n"


def other_words(entry: Entry) -> Html:
    """What people type when this happened to them, so that the search box knows it too."""
    summary = tag("summary", PAGE_WORDS["sources"]["everyday"])
    return tag("details", summary, tag("ul", [tag("li", phrase) for phrase in entry["everyday"]]))


def neighbours(entry: Entry, every: Mapping[str, Entry]) -> str:
    """The entries before and after this one in its group, as links. The catalogue's order is the list's order."""
    group = [other for other in every.values() if other["group"] == entry["group"]]
    place = [other["id"] for other in group].index(entry["id"])
    words = PAGE_WORDS["neighbours"]
    ways = [(words["before"], group[place - 1])] if place else []
    ways += [(words["after"], group[place + 1])] if place + 1 < len(group) else []
    links = "\n".join(f"- {way}: [{markdown_text(other['label'])}]({other['id']}.md)" for way, other in ways)
    return f'<nav class="st-neighbours" aria-label="{words["label"]}" markdown="1">\n\n{links}\n\n</nav>'


def _outside(address: str) -> Html:
    """A public page, shown by its host; no referrer goes along."""
    host = address.split("/")[2].removeprefix("www.")
    return tag(
        "li",
        tag(
            "a",
            address.removeprefix("https://").removeprefix("http://").rstrip("/") or host,
            href=address,
            rel="noreferrer",
        ),
    )


def index(every: Sequence[Entry], named: Sequence[tuple[str, str]]) -> str:
    """Every mishap by group, as links."""
    blocks = []
    for group, label in named:
        members = [entry for entry in every if entry["group"] == group]
        listed = "\n".join(f"- [{markdown_text(e['label'])}]({e['id']}.md)" for e in members)
        wrapped = f'<div class="st-mishaps" markdown="1">\n\n{listed}\n\n</div>'
        blocks.append(f"## {markdown_text(label)} {{ #{group} }}\n\n{wrapped}")
    return "\n\n".join(blocks) + "\n"


def snippets() -> dict[Path, str]:
    """Every file this step writes, with its text."""
    every = entries()
    by_id = {entry["id"]: entry for entry in every}
    made: dict[Path, str] = {}
    for entry in every:
        parts = {
            "verdict": verdict_card(entry),
            "letter": sample_letter(entry),
            "swap": swap(entry),
            "sources": sources(entry, by_id),
        }
        made |= {MISHAPS / f"{entry['id']}-{name}.md": text for name, text in parts.items() if text is not None}
    made[MISHAPS / "index.md"] = index(every, groups())
    return made


def main() -> None:
    """Write what changed, and remove what no entry asks for any more."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    made = snippets()
    for stale in set(MISHAPS.glob("*.md")) - set(made):
        stale.unlink()
    report("snippets", sum(write_if_changed(path, text) for path, text in made.items()), len(made))


if __name__ == "__main__":
    main()
