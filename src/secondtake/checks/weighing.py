"""How much the phrases of one fault say together, and so how firmly the letter check may speak.

Every phrase that is not plain by itself passes here, whatever its rule: a phrase counts for its words, for half of them
where its sentence tells of work, gives thanks or says what the writer wants, and for half where a lone sentence speaks
of neither the writer nor the reader. What weighs little is a note; what weighs enough is a warning; only what is sure
is an error. A rule may say what is `enough` for it, and that its phrases count the same `anywhere`. In a letter that is
otherwise sound, a fault that is barely enough gets the benefit of the doubt.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from secondtake.checks.base import Hit
from secondtake.draft import Draft
from secondtake.findings import Rule
from secondtake.sentence import Place

SURE = 99.0
ENOUGH = 6.0
DOUBTFUL = 1.25  # less than so many times what is enough is a note where nothing else is wrong with the letter
MOST = 7.0  # what a single phrase can weigh: a gap in it may hold anything
LONG = 6  # so many words in a row are about what they say, whatever else their sentence does
_ELSEWHERE = frozenset({"evidence", "answer", "asked", "thanks", "references", "interest"})
_PERSONS = frozenset("i me my mine myself we us our you your yours yourself".split())
Raised = tuple[Rule, Hit]


@dataclass(slots=True)
class _Fault:
    """What a letter holds of one fault: the weight of its phrases by place, and the sentences they stand in."""

    weights: dict[tuple[int, int], float] = field(default_factory=dict)
    sentences: set[int] = field(default_factory=set)


def weighty(place: Place, rule: Rule) -> Hit:
    """Make a hit of a phrase that counts for as many words as it has, fewer in a sentence about something else."""
    words = place.last - place.first
    elsewhere = place.sentence.roles & _ELSEWHERE and not rule.params.get("anywhere")
    start, end = place.span
    return Hit(start, end, weight=min(words / 2 if elsewhere and words < LONG else words, MOST))


def weighed(draft: Draft, raised: list[Raised], families: Mapping[str, str]) -> Iterator[Raised]:
    """Yield the hits with the severity that all the hits of their fault bear out."""
    faults: dict[str, _Fault] = {}
    starts = [one.start for one in draft.sentences]
    for rule, one in raised:
        if one.weight:
            fault = faults.setdefault(families[rule.id], _Fault())
            at = one.start, one.end
            fault.weights[at] = max(one.weight, fault.weights.get(at, 0.0))  # a word may be heard twice: "wanna"
            fault.sentences.add(bisect_right(starts, one.start) - 1)
    totals = {name: _total(draft, fault) for name, fault in faults.items()}
    judged = [(rule, _judged(rule, one, totals[families[rule.id]] if one.weight else 0.0)) for rule, one in raised]
    loud = {families[rule.id] for rule, one in judged if (one.severity or rule.severity) != "note"}
    enough = max((_enough(rule) for rule, one in judged if families[rule.id] in loud and one.weight), default=ENOUGH)
    doubtful = len(loud) == 1 and all(totals.get(name, SURE) < DOUBTFUL * enough for name in loud)
    for rule, one in judged:
        yield rule, _with_severity(one, "note") if doubtful and one.weight else one


def _judged(rule: Rule, one: Hit, total: float) -> Hit:
    """A hit that has no severity of its own gets the one that the weight of its fault bears out."""
    return one if one.severity or not one.weight else _with_severity(one, _severity(rule, total))


def _with_severity(one: Hit, severity: str) -> Hit:
    return Hit(one.start, one.end, severity, one.suggestion, one.values, one.weight)


def _total(draft: Draft, fault: _Fault) -> float:
    if max(fault.weights.values()) >= SURE:
        return SURE
    total, reached = 0.0, -1
    for (start, end), weight in sorted(fault.weights.items(), key=lambda one: (one[0][0], -one[0][1])):
        if start >= reached:  # what lies over a phrase that has counted adds nothing to it
            total, reached = total + weight, end
    if len(fault.sentences) > 1:
        return total
    (at,) = fault.sentences
    spoken_of = not _PERSONS.isdisjoint(draft.sentences[at].said)
    return total if spoken_of else total / 2


def _severity(rule: Rule, total: float) -> str:
    """Return the severity for a total; "" is the rule's own."""
    if total < _enough(rule):
        return "note"
    return "warning" if rule.severity == "error" and total < SURE else ""


def _enough(rule: Rule) -> float:
    return float(rule.params.get("enough", ENOUGH))
