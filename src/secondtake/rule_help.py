"""A rule explained on a terminal: what it says and why, what that rests on, and examples both ways."""

from __future__ import annotations

from collections.abc import Iterable

from .findings import Rule
from .model import Content
from .sarif import plain_message
from .terminal import blocks, folded, listed, rows, words


def explained(rule: Rule, content: Content) -> str:
    """What a rule looks for and why, its facts and sources, what it objects to and what it leaves alone."""
    name = words()["rules"]
    severity = words()["severity"][rule.severity]
    facts = {fact: content.facts[fact] for fact in rule.facts}
    sources = dict.fromkeys(source for fact in facts.values() for source in fact["sources"])
    return blocks(
        f"{rule.id}: {severity}\n{folded(plain_message(rule))}",
        folded(rule.why),
        _examples(name["bad"], rule.bad),
        _examples(name["good"], rule.good),
        listed(name["facts"], (f"{fact}: {entry['finding']} {entry['sample']}" for fact, entry in facts.items())),
        listed(name["sources"], [rule.source, *(content.sources[source]["citation"] for source in sources)]),
        rows([(name["page"], rule.page)]),
    )


def _examples(title: str, texts: Iterable[str]) -> str:
    """Each example as it would be written: a whole letter keeps its lines."""
    return "\n".join([title, *("\n".join(_example(text)) for text in texts)])


def _example(text: str) -> Iterable[str]:
    for place, line in enumerate(text.strip().split("\n")):
        yield folded(line, "  " if place else "- ", "  ") if line.strip() else ""
