"""Things said once too often, or that do not fit with what else is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from secondtake.checks.base import Hit, denied, hit
from secondtake.checks.phrasing import phrasing
from secondtake.draft import Draft
from secondtake.findings import Rule
from secondtake.sentence import Place
from secondtake.text import Token


def repeated_apology(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object to an apology too many, and to one that grovels."""
    grovelling = list(phrasing(draft, rule))
    yield from grovelling
    plain = [place for place in draft.found("@apology") if place.sentence.part in ("body", "postscript")]
    plain = _apart([place for place in plain if not denied(place.sentence, place.first)])
    grovels = {at for one in grovelling for at in range(one.start, one.end)}
    for place in plain[int(rule.params["most"]) :]:
        if place.span.start not in grovels:
            yield hit(place.span, count=str(len(plain)))


def many_asks(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object to the requests after the first `most`.

    The rule's own phrases are counted, not the role of asking: that role is broad, so that a letter with any ask at
    all is not told that one is missing, and an offer or a question quoted from the interview would count.
    """
    asking = {id(place.sentence): place.sentence for place in draft.found(rule.id)}
    for one in [one for one in asking.values() if one.part == "body"][int(rule.params["most"]) :]:
        yield hit(one.span)


def bare_traits(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object to two or more traits claimed in a letter that shows none of them."""
    if draft.with_role("evidence", "answer", "asked"):
        return
    found = list(phrasing(draft, rule))
    if len(found) >= int(rule.params["least"]):
        yield from found


def stock_claims(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object to every strong stock phrase, and to the weaker ones where they come in numbers."""
    found = [replace(one, weight=0.0) for one in phrasing(draft, rule)]  # they are counted here, not weighed
    if len({(one.start, one.end) for one in found}) < int(rule.params["least"]):
        found = [replace(one, severity="note") for one in found]  # one such phrase slips into good letters too
    weak = [one for one in found if one.severity]
    if len(weak) >= int(rule.params["least"]):
        found = [Hit(one.start, one.end) for one in found]
    yield from found


def attachments(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Remind once that something is said to be attached."""
    for found in phrasing(draft, rule):
        yield found
        return


def contradictions(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object to claims that cannot both be true, and to those that few readers would believe."""
    yield from phrasing(draft, rule)
    yield from _years(draft, rule)
    yield from _days(draft, rule)
    claims, slips = draft.found(f"{rule.id}/never_late"), draft.found(f"{rule.id}/was_late")
    if claims and slips:
        yield hit(claims[0].span)


def _years(draft: Draft, rule: Rule) -> Iterator[Hit]:
    numbers = {word: value for value, word in enumerate(str(rule.params["numbers"]).split(), 1)}
    said: dict[int, Place] = {}
    for place in draft.found(f"{rule.id}/years"):
        amount = next(
            (
                numbers.get(token.word) or _number(token.word)
                for token in _inside(place)
                if _counts(token.word, numbers)
            ),
            0,
        )
        if amount and said and amount not in said:
            yield hit(place.span)
            return
        said[amount] = place


def _days(draft: Draft, rule: Rule) -> Iterator[Hit]:
    days = draft.context.days_since
    if days is None:
        return
    for name, most in (("today", 1), ("yesterday", 3), ("last_week", 16)):
        for place in draft.found(f"{rule.id}/{name}"):
            if days > most + 2:
                yield hit(place.span)
                return


def _inside(place: Place) -> tuple[Token, ...]:
    return place.sentence.tokens[place.first - 1 : place.last - 1]


def _counts(word: str, numbers: dict[str, int]) -> bool:
    return word in numbers or bool(re.fullmatch(r"\d{1,2}", word))


def _number(word: str) -> int:
    return int(word) if re.fullmatch(r"\d{1,2}", word) else 0


def _apart(places: list[Place]) -> list[Place]:
    """Drop a match that lies inside the one before it: one apology may match two phrases."""
    found: list[Place] = []
    for place in sorted(places, key=lambda one: (one.span.start, -one.last)):
        if not found or place.span.start >= found[-1].span.end:
            found.append(place)
    return found
