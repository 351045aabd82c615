"""Things said once too often, or that do not fit with what else is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from secondtake.checks.base import Hit, denied, hit, listed
from secondtake.checks.phrasing import phrasing
from secondtake.draft import Draft
from secondtake.findings import Rule
from secondtake.sentence import Place
from secondtake.text import Token

_PARTS = 1  # parts of years are rounded up
_TO_COME = 4  # years for which the present one named in the rule will do
_YEAR = re.compile(r"(?:19|20)\d\d")
_BETWEEN = frozenset({"from", "between"})
_UP_TO = frozenset({"to", "until", "till", "and"})
_ELSE = frozenset("and but before after until when then last of first two three four five six seven eight nine".split())


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
    yield from _more_years_than_passed(draft, rule)
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


def _more_years_than_passed(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object to a sentence with more years than lie between its dates: "six years, from 2021 to 2023"."""
    numbers = {word: value for value, word in enumerate(str(rule.params["numbers"]).split(), 1)}
    others = listed(str(rule.params["gaps"]))
    for one in draft.body:
        said = one.said
        if "years" not in said[1:] or not others.isdisjoint(said):
            continue
        at = said.index("years", 1)
        claimed = numbers.get(said[at - 1]) or _number(said[at - 1])
        passed = _passed(said[at + 1 :], int(rule.params["year"]))
        if claimed and passed is not None and claimed > passed:
            yield hit(one.span)


def _passed(words: list[str], now: int) -> int | None:
    """Return the most years that can lie between the two years named, or since the one in which it began.

    There is no clock here: the rule holds a year that was once the present one, and leaves room for some to pass.
    """
    years = [at for at, word in enumerate(words) if _YEAR.fullmatch(word)]
    if len(years) > 1 and words[years[0] + 1] in _UP_TO and years[0] and words[years[0] - 1] in _BETWEEN:
        return int(words[years[1]]) - int(words[years[0]]) + _PARTS
    if len(years) == 1 and _since_then(words[: years[0]], words[years[0] + 1 : years[0] + 2]):
        return now - int(words[years[0]]) + _TO_COME
    return None


def _since_then(between: list[str], after: list[str]) -> bool:
    """Say whether what stands between a number of years and one year says that they began in it.

    "Fifteen years, since I left school in 2019" does; "fifteen years, the last four here since 2021" does not.
    """
    if not _ELSE.isdisjoint(between) or after in (["as"], ["in"]):
        return False
    if "since" in between:
        return between[-1] == "since" or between[between.index("since") + 1] == "i"
    return any(said in " ".join(between) for said in ("having begun", "having started", "which i joined"))


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
