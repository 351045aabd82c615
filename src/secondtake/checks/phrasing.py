"""The check most rules ask for: phrases that should not be there, unless their surroundings say otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from secondtake.checks.base import Hit, denied, hit, softer
from secondtake.draft import Draft, Place, covered
from secondtake.findings import Rule

_BODY = ("body", "postscript")


def phrasing(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object to each phrase of the rule, more softly to the mild ones; offer the replacement where there is one."""
    for place in _standing(draft, rule, rule.id):
        yield hit(place.span)
    for place in _standing(draft, rule, f"{rule.id}:mild"):
        yield hit(place.span, softer(rule.severity))
    for number in range(len(rule.replace)):
        label = f"{rule.id}={number}"
        for place in _standing(draft, rule, label):
            yield hit(place.span, suggestion=_in_place(draft, place, draft.book.replacements[label]))


def _standing(draft: Draft, rule: Rule, label: str) -> Iterator[Place]:
    where = _BODY if "where" not in rule.params else tuple(str(rule.params["where"]).split())
    found = draft.found(label)
    if not found:
        return
    exceptions = covered(draft.found(f"{rule.id}:unless"))
    pardons = {id(place.sentence) for place in draft.found(f"{rule.id}/pardon")}
    for place in found:
        if place.sentence.part not in where or id(place.sentence) in pardons:
            continue
        if not rule.params.get("even_denied") and denied(place.sentence, place.first):
            continue
        if not place.touches(exceptions):
            yield place


def _in_place(draft: Draft, place: Place, instead: str) -> str:
    first = draft.text[place.span.start : place.span.start + 1]
    starts = place.first <= 1
    return instead[:1].upper() + instead[1:] if starts and first.isupper() else instead
