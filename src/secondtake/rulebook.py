"""The rules, the words they are written in, and all their phrases compiled into one automaton."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from secondtake.findings import Rule
from secondtake.phrases import Phrasebook, PhraseError
from secondtake.wanting import CONTACT, WANTING

_RULE_OF = re.compile(r"[:/=]")


class Rulebook:
    """Every rule, the words they are written in, and all their phrases compiled into one automaton."""

    def __init__(
        self,
        rules: tuple[Rule, ...],
        lexicon: Mapping[str, Mapping[str, Any]],
        stored: Mapping[str, Any] | None = None,
    ) -> None:
        """Compile the phrases of the rules and of the sentence roles, or take them as the build has stored them."""
        self.rules = rules
        self.families = {rule.id: rule.family or rule.id for rule in rules}
        self.letter_words: dict[str, tuple[str, ...]] = _longest_first(lexicon["letter"])
        self.words: Mapping[str, Any] = lexicon["words"]
        self.labels: list[str] = []
        self.replacements: dict[str, str] = {}
        self.rule_of: dict[str, str] = {}  # the rule, or the role, that a label belongs to
        self._stored = stored is not None
        self.phrases = _empty(lexicon) if stored is None else Phrasebook.stored(stored)
        for role, phrases in lexicon["roles"].items():
            self._add(f"@{role}", phrases, f"lexicon/roles.toml: {role}")
        for rule in rules:
            self._add_rule(rule)

    def __iter__(self) -> Iterator[Rule]:
        """Yield the rules in order of their ids."""
        return iter(self.rules)

    def get(self, rule_id: str) -> Rule | None:
        """Return the rule with this id, if there is one."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def _add_rule(self, rule: Rule) -> None:
        where = f"rules/{rule.id}.toml"
        for name, phrases in (("", rule.phrases), (":mild", rule.mild), (":unless", rule.unless)):
            self._add(rule.id + name, phrases, where)
        for name, phrases in rule.lists.items():
            self._add(f"{rule.id}/{name}", phrases, where)
        for number, (phrase, instead) in enumerate(rule.replace.items()):
            self.replacements[f"{rule.id}={number}"] = instead
            self._add(f"{rule.id}={number}", (phrase,), where)

    def _add(self, label: str, phrases: tuple[str, ...], where: str) -> None:
        self.labels.append(label)
        self.rule_of[label] = _RULE_OF.split(label, maxsplit=1)[0]
        for phrase in () if self._stored else phrases:
            try:
                self.phrases.add(phrase, len(self.labels) - 1)
            except PhraseError as problem:
                raise PhraseError(f"{where}: {problem}") from None


def _empty(lexicon: Mapping[str, Mapping[str, Any]]) -> Phrasebook:
    concepts = {name: frozenset(members) for name, members in lexicon["concepts"].items()}
    irregular = {verb: tuple(others) for verb, others in lexicon["forms"].items()}
    book = Phrasebook(concepts, irregular)
    book.know(WANTING, CONTACT)
    return book


def _longest_first(table: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(sorted(some, key=lambda one: (-len(one), one))) for name, some in table.items()}
