"""The check most rules ask for: phrases that should not be there, unless their surroundings say otherwise."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from secondtake.checks.base import Hit, denied, hit, softer
from secondtake.checks.charges import charged, charges, owned
from secondtake.checks.weighing import MOST, SURE, weighty
from secondtake.draft import Draft
from secondtake.findings import Rule
from secondtake.sentence import Place, covered

_CHARGE = 2 * MOST  # it names its subject, so it says what it says even where nobody speaks of "I" or "you"
_BODY = ("body", "postscript")
LONG = 2


def phrasing(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object to each phrase of the rule, to hints where there are several, and offer the replacement if there is one.

    How bad it is, is for `weighing` to say, once all that the letter holds of one fault is known.
    """
    if rule.id not in draft.heard:
        return
    places = list(_standing(draft, rule, rule.id))
    found = [weighty(place, rule) for place in places if _long_enough(place, rule)]
    short = [weighty(place, rule) for place in places if not _long_enough(place, rule)]
    hints = _apart([*_hints(draft, rule), *short, *found])
    found = _apart([*found, *_close_together(hints, draft)])
    yield from found
    for place in _standing(draft, rule, f"{rule.id}/sure"):
        yield replace(hit(place.span), weight=SURE)
    for place in _charges(draft, rule):
        yield replace(hit(place.span), weight=_CHARGE)
    for place in _standing(draft, rule, f"{rule.id}:mild"):
        yield hit(place.span, softer(rule.severity))
    for place in _both(draft, rule):
        yield hit(place.span, softer(rule.severity))
    for number in range(len(rule.replace)):
        label = f"{rule.id}={number}"
        for place in _standing(draft, rule, label):
            changed = hit(place.span, suggestion=_in_place(draft, place, draft.book.replacements[label]))
            yield replace(changed, weight=1.0) if rule.params.get("weigh_replaced") else changed


def _long_enough(place: Place, rule: Rule) -> bool:
    """Say whether a phrase says enough by itself: two words in a row may always be about the work."""
    return place.last - place.first > LONG or not rule.params.get("doubtful_short")


def _hints(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Yield what only counts in numbers: weak phrases, and sentences that hold both halves of a pair."""
    for place in _standing(draft, rule, f"{rule.id}/hints"):
        yield weighty(place, rule)
    for pair in str(rule.params.get("together", "")).split("|"):
        if pair:
            one, other = (_by_sentence(draft, rule, name) for name in pair.split())
            for key in one.keys() & other.keys():
                yield weighty(_nearest(one[key], other[key]), rule)


def _nearest(some: list[Place], others: list[Place]) -> Place:
    """Return the shortest stretch of a sentence that begins with one half of a pair and ends with the other."""
    halves = sorted([(one.first, one.last, 0) for one in some] + [(one.first, one.last, 1) for one in others])
    both = [(left[0], max(left[1], right[1])) for left, right in pairwise(halves) if left[2] != right[2]]
    first, last = min(both, key=lambda ends: ends[1] - ends[0])
    return Place(some[0].sentence, first, last)


def _charges(draft: Draft, rule: Rule) -> Iterator[Place]:
    """Yield the charges of the rule that the writer does not take back; see `charges`."""
    made = list(charges(str(rule.params.get("charges", ""))))
    if not made:
        return
    own = {id(one.sentence) for one in draft.found(f"{rule.id}/own") if not denied(one.sentence, one.first)}
    after = {id(one): id(other) for one, other in pairwise(draft.body)}
    for charge in made:
        found = {name: list(_standing(draft, rule, f"{rule.id}/{name}")) for name in charge.groups()}
        for place in charged(charge, found):
            if not owned(place, own, after):
                yield place


def _both(draft: Draft, rule: Rule) -> Iterator[Place]:
    """Yield what two lists of the rule say outright where one sentence holds a phrase of each, side by side."""
    for pair in str(rule.params.get("both", "")).split("|"):
        if pair:
            one, other = (_by_sentence(draft, rule, name) for name in pair.split())
            for key in one.keys() & other.keys():
                apart = [(left, right) for left in one[key] for right in other[key] if not _share(left, right)]
                for left, right in apart[:1]:
                    yield Place(left.sentence, min(left.first, right.first), max(left.last, right.last))


def _share(one: Place, other: Place) -> bool:
    return one.first < other.last and other.first < one.last


def _apart(some: list[Hit]) -> list[Hit]:
    """Keep, of the hits that share a word, the first and longest."""
    kept: list[Hit] = []
    for one in sorted(some, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _close_together(hints: list[Hit], draft: Draft) -> list[Hit]:
    """Keep the hints that have another in their own sentence or the next one."""
    starts = [one.start for one in draft.body]
    at = [bisect_right(starts, one.start) for one in hints]
    said = [draft.folded[one.start : one.end].rstrip("s") for one in hints]
    near = {left for left in range(len(at) - 1) if at[left + 1] - at[left] <= 1 and said[left] != said[left + 1]}
    return [one for number, one in enumerate(hints) if number in near or number - 1 in near]


def _by_sentence(draft: Draft, rule: Rule, name: str) -> dict[int, list[Place]]:
    found: dict[int, list[Place]] = {}
    for place in _standing(draft, rule, f"{rule.id}/{name}"):
        found.setdefault(id(place.sentence), []).append(place)
    return found


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
