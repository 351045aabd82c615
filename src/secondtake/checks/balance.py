"""How much of a letter is about the mishap, and whether it is the first or the last thing said."""

from __future__ import annotations

from collections.abc import Iterator

from secondtake.checks.base import Hit, hit
from secondtake.draft import Draft, Sentence
from secondtake.findings import Rule
from secondtake.text import Span

SLIP = frozenset(("slip", "cause", "apology", "went_badly"))
WORTH = frozenset(("answer", "evidence", "interest", "ask", "ask_again", "thanks", "references", "next_time", "close"))
_ALWAYS_ABOUT_IT = frozenset(("correction", "conduct-apology", "adjustment-request"))


def slip_sentences(draft: Draft) -> list[Sentence]:
    """Return the sentences about the mishap: those that name it, and the story told in between."""
    found: list[Sentence] = []
    telling = -1
    for one in draft.body:
        if one.roles & SLIP and not one.roles & {"answer"}:
            found.append(one)
            telling = one.paragraph
        elif one.roles & WORTH or telling != one.paragraph:
            telling = -1
        else:
            found.append(one)
    return found


def share(draft: Draft) -> tuple[int, float]:
    """Return the words about the mishap and their share of the body."""
    total = sum(one.words for one in draft.body)
    about = sum(one.words for one in slip_sentences(draft))
    return about, about / total if total else 0.0


def over_explaining(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object when the mishap takes too many words and too much of the letter, or is told blow by blow."""
    if draft.kind in _ALWAYS_ABOUT_IT:
        return
    told = slip_sentences(draft)
    about, part = share(draft)
    percent = str(round(part * 100))
    clock = sum(1 for place in draft.found(f"{rule.id}/steps") if any(place.sentence is one for one in told))
    long = about >= int(rule.params["words"]) and part >= float(rule.params["share"])
    blow_by_blow = clock >= int(rule.params["steps"]) and about >= int(rule.params["step_words"])
    if long or blow_by_blow:
        yield hit(_widest(told), share=percent, words=str(about))
    elif draft.context.slip_share and part > draft.context.slip_share and about >= 25:
        yield hit(_widest(told), "note", share=percent, words=str(about))


def last_word(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object when the last thing said is what went wrong."""
    body = draft.body
    if len(body) < 3 or draft.kind in _ALWAYS_ABOUT_IT:
        return
    last = body[-1]
    negative = last.roles & SLIP or any(place.sentence is last for place in draft.found(rule.id))
    if negative and not last.roles & (WORTH - {"close"}):
        yield hit(last.span)


def first_word(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object when the first thing said is what went wrong, in a kind of letter that should begin with thanks."""
    body = draft.body
    kinds = str(rule.params["kinds"]).split()
    if len(body) < 3 or (draft.kind and draft.kind not in kinds):
        return
    if body[0].roles & SLIP and not body[0].roles & WORTH:
        yield hit(body[0].span)


def _widest(told: list[Sentence]) -> Span:
    """Return the longest unbroken stretch of sentences about the mishap within one paragraph."""
    best, start = [told[0]], [told[0]]
    for one in told[1:]:
        start = [*start, one] if one.paragraph == start[-1].paragraph else [one]
        if sum(each.words for each in start) > sum(each.words for each in best):
            best = start
    return Span(best[0].start, best[-1].end)
