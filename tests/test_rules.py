"""Every rule is right about its own examples: it objects to the bad ones and leaves the good ones alone."""

from __future__ import annotations

from typing import Any

import pytest

from secondtake.findings import Person, ReviewContext, Rule
from secondtake.load import content
from secondtake.review import review

RULES = tuple(content().rules)
FIRST_TWENTY = {
    "begging", "pressure", "blame", "bad-mouthing", "over-apology", "self-deprecation", "over-explaining",
    "placeholder", "name-mismatch", "missing-thanks", "missing-ask", "missing-interest", "missing-evidence",
    "missing-greeting", "missing-signoff", "missing-subject", "too-long", "too-short", "shouting", "private-fact",
}  # fmt: skip

FEWEST_EXAMPLES = 5


def objections(rule: Rule, text: str) -> set[str]:
    """The rules that object to an example, each read in the context its own file gives."""
    told: dict[str, Any] = dict(rule.context)
    people = told.pop("interviewers", ())
    named = [person.split(" ", 1) for person in people]
    context = ReviewContext(interviewers=tuple(Person(name, title) for title, name in named), **told)
    kind = str(told.get("kind", "")) or None
    found = review(text, content().rules, context=context, kind=kind, channel=rule.channels[0]).findings
    return {name for one in found for name in (one.rule, *one.also)}


def examples(which: str) -> list[Any]:
    return [
        pytest.param(rule, text, id=f"{rule.id}-{number}")
        for rule in RULES
        for number, text in enumerate(getattr(rule, which), 1)
    ]


def test_the_first_twenty_rules_are_there() -> None:
    assert {rule.id for rule in RULES} >= FIRST_TWENTY


@pytest.mark.parametrize(("rule", "text"), examples("bad"))
def test_a_rule_objects_to_its_bad_examples(rule: Rule, text: str) -> None:
    assert rule.id in objections(rule, text)


@pytest.mark.parametrize(("rule", "text"), examples("good"))
def test_a_rule_leaves_its_good_examples_alone(rule: Rule, text: str) -> None:
    assert rule.id not in objections(rule, text)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_has_examples_a_source_facts_and_a_page(rule: Rule) -> None:
    assert len(rule.bad) >= FEWEST_EXAMPLES <= len(rule.good) and rule.source
    assert rule.facts and set(rule.facts) <= content().facts.keys()
    assert rule.page == f"rules.md#{rule.id}"
