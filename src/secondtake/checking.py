"""What the command line adds to the letter check: a choice of rules, and suggestions put in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy

from .findings import Finding, Review
from .review import apply
from .rulebook import Rulebook
from .schema import InputError

MOST_ROUNDS = 10  # a suggestion may make room for another; this many rounds settle any letter


def named(given: Iterable[str], option: str, rules: Rulebook) -> frozenset[str]:
    """The rules that an option names, alone or with commas between. Raises InputError for one that is not there."""
    names = [name.strip() for text in given for name in text.split(",") if name.strip()]
    known = tuple(rule.id for rule in rules)
    for name in names:
        if name not in known:
            message = f"{option}: {name[:60]!r} is not a rule. Rules: {', '.join(known)}."
            raise InputError("unknown-rule", option, message, known)
    return frozenset(names)


def chosen(rules: Rulebook, select: Iterable[str], ignore: Iterable[str]) -> Rulebook:
    """The rule book with only the selected rules (all, when none is), and without the ignored ones."""
    only, without = named(select, "--select", rules), named(ignore, "--ignore", rules)
    book = copy(rules)
    book.rules = tuple(one for one in rules if (not only or one.id in only) and one.id not in without)
    return book


def mended(text: str, check: Callable[[str], Review]) -> str:
    """The text with every suggestion in its place, until none is left."""
    for _ in range(MOST_ROUNDS):
        better = _once(text, check(text).findings)
        if better == text:
            break
        text = better
    return text


def _once(text: str, findings: Iterable[Finding]) -> str:
    """From the end of the text, so that positions before stay right; of two that overlap, the later one."""
    untouched = len(text)
    for one in sorted((one for one in findings if one.suggestion is not None), key=lambda one: -one.start):
        if one.end <= untouched:
            text, untouched = apply(text, one), one.start
    return text
