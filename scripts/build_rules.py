"""Write the rules page: what each rule says, why, on what grounds, with which examples, and how often it is right.

How often comes from tests/corpus/report.json, which `scripts/bench_review.py --write` keeps.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from string import Template
from typing import Any

from markup import CONTENT, GENERATED, ROOT, Html, inside, markdown_text, report, tag, write_if_changed
from secondtake.findings import CHANNELS, Finding, Person, ReviewContext, Rule
from secondtake.load import content
from secondtake.review import review

CORPUS = ROOT / "tests" / "corpus"
PAGE_WORDS = tomllib.loads((CONTENT / "pages.toml").read_text(encoding="utf-8"))
WORDS = PAGE_WORDS["rules"]
FEW = 20  # findings below which a share says nothing
Counts = Mapping[str, Any]


def worded(name: str, **values: object) -> str:
    """One of the page's sentences with its slots filled."""
    return Template(WORDS[name]).substitute({key: str(value) for key, value in values.items()})


def title(rule: Rule) -> str:
    """The name of a rule as a heading."""
    return rule.id.replace("-", " ").capitalize()


def found_by(rule: Rule, text: str) -> Iterator[Finding]:
    """What a rule says of one of its examples, read in the context its own file gives."""
    told: dict[str, Any] = dict(rule.context)
    people = [person.split(" ", 1) for person in told.pop("interviewers", ())]
    context = ReviewContext(interviewers=tuple(Person(name, prefix) for prefix, name in people), **told)
    kind = str(told.get("kind", "")) or None
    found = review(text, content().rules, context=context, kind=kind, channel=rule.channels[0]).findings
    yield from (one for one in found if rule.id in (one.rule, *one.also))


def rule_section(rule: Rule, measured: Counts) -> str:
    """One rule: severity and message, why, its grounds, its words, its examples, its record."""
    findings = [one for text in rule.bad for one in found_by(rule, text)]
    message = findings[0].message if findings else rule.message
    head = f"## {markdown_text(title(rule))} {{ #{rule.id} }}"
    grounds = ", ".join(f"[{fact}](evidence.md#{fact.lower()})" for fact in rule.facts)
    blocks = (
        head,
        f"**{PAGE_WORDS['severity'][rule.severity]}.** {markdown_text(message)}",
        markdown_text(rule.why),
        str(inside([examples(WORDS["bad"], rule.bad), examples(WORDS["good"], rule.good)])),
        " ".join(filter(None, [offer(findings), channels(rule)])),
        f"{WORDS['rests']} {grounds}: {markdown_text(rule.source)}.",
        record(rule, measured),
    )
    return "\n\n".join(blocks) + "\n"


def examples(label: str, texts: Sequence[str]) -> Html:
    """Sentences under a label; a whole letter keeps its lines."""
    items = [tag("li", lines(text)) for text in texts]
    return tag("div", tag("p", label), tag("ul", items), class_="st-examples")


def lines(text: str) -> Html:
    """A text with its line ends."""
    kept = [" ".join(line.split()) for line in text.strip().split("\n") if line.strip()]
    return inside((tag("br"), line) if place else line for place, line in enumerate(kept))


def offer(findings: Sequence[Finding]) -> str:
    """What the rule would write instead, by the first example where it has words for it."""
    one = next((one for one in findings if one.suggestion is not None), None)
    if one is None:
        return str(WORDS["no_offer"])
    suggestion = markdown_text(" ".join((one.suggestion or "").split()))
    if not one.quote:
        return worded("adds", suggestion=suggestion)
    return worded("offers", quote=markdown_text(" ".join(one.quote.split())), suggestion=suggestion)


def channels(rule: Rule) -> str:
    """For which channels the rule is, where it is not for all."""
    if rule.channels == CHANNELS:
        return ""
    return worded("channels", channels=", ".join(PAGE_WORDS["channel"][name] for name in rule.channels))


def record(rule: Rule, measured: Counts) -> str:
    """How often the rule was right on the reported letters, and whether that is enough to say so."""
    if rule.family not in ("", rule.id):
        head = content().rules.get(rule.family)
        return worded("family", id=rule.family, head=title(head) if head else rule.family)
    counts = measured["rules"].get(rule.id, {"right": 0, "wrong": 0, "missed": 0})
    right, wrong, there = counts["right"], counts["wrong"], counts["right"] + counts["missed"]
    if rule.severity == "note" and not there + wrong:
        return str(WORDS["uncounted"])
    said = worded("counted", right=right, there=there, wrong=wrong) if there else worded("unseen", wrong=wrong)
    enough = right + wrong >= FEW
    return f"{said} {worded('rate', percent=round(100 * right / (right + wrong))) if enough else WORDS['few']}"


def measured_section(measured: Counts, about: Mapping[str, str]) -> str:
    """What the test letters are, who marked them, and the totals."""
    totals = {name: round(100 * measured[name]) for name in ("precision", "recall")}
    numbers = {name: measured[name] for name in ("letters", "faultless")}
    paragraphs = (
        worded("measured", **numbers),
        f"{about['made']} {about['labelled']}",
        worded("shares", errors=measured["errors_on_faultless"] or "no", **totals),
        about["limits"],
        worded("by", date=measured["date"], short=measured["commit"][:7]),
    )
    return "\n\n".join(map(markdown_text, paragraphs)) + "\n"


def main() -> None:
    """Write both snippets when they changed."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    measured = json.loads((CORPUS / "report.json").read_text(encoding="utf-8"))
    about = tomllib.loads((CORPUS / "about.toml").read_text(encoding="utf-8"))
    sections = "\n".join(rule_section(rule, measured) for rule in content().rules)
    made = {"rules.md": sections, "rules-measured.md": measured_section(measured, about)}
    written = sum(write_if_changed(GENERATED / name, text) for name, text in made.items())
    report("rules", written, len(made))


if __name__ == "__main__":
    main()
