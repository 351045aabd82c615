"""A suggestion can be taken with one tap: what it objects to is gone, nothing new is wrong, and the text stays tidy."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bench_review import letters
from secondtake.findings import Finding, Person, ReviewContext, Rule
from secondtake.load import content
from secondtake.review import apply, review

RULES = tuple(content().rules)
UNTIDY = re.compile(r"[^\S\n]{2}|[^\S\n][.,;!?]|[.,]{2}|\n{3}|^[^\S\n]|[^\S\n]$", re.MULTILINE)


def own_context(rule: Rule) -> ReviewContext:
    told: dict[str, Any] = dict(rule.context)
    named = [person.split(" ", 1) for person in told.pop("interviewers", ())]
    return ReviewContext(interviewers=tuple(Person(name, title) for title, name in named), **told)


def weighty(found: tuple[Finding, ...]) -> set[str]:
    return {name for one in found if one.severity != "note" for name in (one.rule, *one.also)}


def spoilt(text: str, channel: str, known: ReviewContext, labels: frozenset[str]) -> list[tuple[str, str, str]]:
    """The suggestions for a letter that leave something behind: rule, quote and what is the matter.

    A fault that the letter does have may come to light: two hints of it stand closer together afterwards.
    """
    before = review(text, content().rules, context=known, channel=channel).findings
    wrong = []
    for one in [one for one in before if one.suggestion is not None]:
        after = apply(text, one)
        found = review(after, content().rules, context=known, channel=channel).findings
        there = [other for other in found if other.rule == one.rule and other.quote == one.quote]
        if any(one.start <= other.start <= one.start + len(one.suggestion or "") for other in there):
            wrong.append((one.rule, one.quote, "still there"))
        if new := weighty(found) - weighty(before) - labels:
            wrong.append((one.rule, one.quote, f"new: {sorted(new)}"))
        if len(UNTIDY.findall(after)) > len(UNTIDY.findall(text)):
            wrong.append((one.rule, one.quote, "untidy"))
    return wrong


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_suggestion_for_a_bad_example_leaves_it_clean_and_tidy(rule: Rule) -> None:
    assert [bad for text in rule.bad for bad in spoilt(text, rule.channels[0], own_context(rule), frozenset())] == []


def test_a_suggestion_for_a_letter_leaves_it_clean_and_tidy() -> None:
    assert [
        (letter.name, *bad)
        for letter in letters("develop")
        for bad in spoilt(letter.text, letter.channel, letter.context, letter.labels)
    ] == []


THANKS = "Thank you for Monday. I mixed up the two rates. At Cole's I ran 14 shops and cut waste by a third."
ASK = "I would be proud to run your depot. Could we speak for ten minutes on Thursday or Friday, at any time?"


def begging_in(middle: str) -> tuple[str, list[Finding]]:
    text = f"Dear Ms Lee,\n\n{THANKS} {middle} {ASK}\n\nKind regards,\nTom Reed"
    found = review(text, content().rules, channel="letter").findings
    return text, [one for one in found if one.rule == "begging"]


def test_a_whole_sentence_is_left_out_where_the_letter_keeps_all_it_needs() -> None:
    text, found = begging_in("You are my last hope, so please do not write me off.")
    assert apply(text, found[0]) == f"Dear Ms Lee,\n\n{THANKS} {ASK}\n\nKind regards,\nTom Reed"


def test_a_sentence_that_the_next_one_leans_on_stays() -> None:
    _, found = begging_in("You are my last hope, so please do not write me off. That is why I write.")
    assert found and found[0].suggestion is None
