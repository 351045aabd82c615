"""Rules as the command line names them: one, several with commas between, or by mistake one that is not there."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from difflib import get_close_matches

from .rulebook import Rulebook
from .schema import InputError


def rule_or_error(name: str, where: str, rules: Rulebook) -> str:
    """The name of a rule. Raises InputError, saying where it was found and what is near to it, for any other."""
    known = tuple(rule.id for rule in rules)
    if name not in known:
        near = tuple(one for one in known if name and name in one) or tuple(get_close_matches(name, known))
        listed = f"Near to it: {', '.join(near)}." if near else f"Rules: {', '.join(known)}."
        raise InputError("unknown-rule", where, f"{where}: {name[:60]!r} is not a rule. {listed}", near or known)
    return name


def named(given: Iterable[str], option: str, rules: Rulebook) -> frozenset[str]:
    """The rules that an option names, alone or with commas between. Raises InputError for one that is not there."""
    names = [name.strip() for text in given for name in text.split(",") if name.strip()]
    return frozenset(rule_or_error(name, option, rules) for name in names)


def chosen(rules: Rulebook, select: Iterable[str], ignore: Iterable[str]) -> Rulebook:
    """The rule book with only the selected rules (all, when none is), and without the ignored ones."""
    only, without = named(select, "--select", rules), named(ignore, "--ignore", rules)
    book = copy(rules)
    book.rules = tuple(one for one in rules if (not only or one.id in only) and one.id not in without)
    return book
