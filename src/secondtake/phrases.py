"""Phrases of a rule, all matched in one pass over the words of a sentence.

A phrase is written the way it is read: words, `(this|that)` for a choice, `?` after what may be left out,
`<kin>` for any word of a concept, `~beg` for any form of a verb, `_` for any one word, `..` for a gap of up to three
words (`..5`: up to five), `^` and `$` for the two ends of a sentence. No phrase is ever turned into a regular
expression, and words a person typed are only ever compared, so there is no input that makes matching slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from secondtake.text import expand, fold

_PIECE = re.compile(r"\.\.\d*|[()|?^$]|<[a-z_]+>|~?[^\s()|?^$<>~.]+")
_DEFAULT_GAP = 3
_LONGEST_GAP = 8
_NATURAL = 100
NUMBER = "<n>"
NAME = "<name>"


class PhraseError(ValueError):
    """A phrase that cannot be read; the message holds the phrase."""


@dataclass(slots=True, eq=False)
class _Node:
    """A state: where words lead, where one may go without a word, how many may be skipped, what ends here."""

    edges: dict[str, list[_Node]] = field(default_factory=dict)
    free: list[_Node] = field(default_factory=list)
    gaps: list[tuple[int, int, _Node]] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    closed: bool = False

    def close(self) -> None:
        """Take over what the states reached without a word would do, so that matching need not go there."""
        self.closed = True
        for other in self.free:
            if not other.closed:
                other.close()
            for key, nodes in other.edges.items():
                self.edges[key] = self.edges.get(key, []) + nodes
            self.gaps = self.gaps + other.gaps
            self.ends = self.ends + other.ends


class Match(NamedTuple):
    """A phrase list found in a sentence, from token `first` up to token `last`, excluded."""

    label: int
    first: int
    last: int


class Phrasebook:
    """Every phrase of every rule in one automaton over words."""

    def __init__(self, concepts: Mapping[str, frozenset[str]], irregular: Mapping[str, tuple[str, ...]]) -> None:
        """Keep the concepts (name to words) and the irregular verbs (first form to the others)."""
        self._root = _Node()
        self._irregular = irregular
        self._concepts = concepts
        self._keys: dict[str, tuple[str, ...]] = {}
        self._known: set[str] = set()

    def add(self, phrase: str, label: int) -> None:
        """Add one phrase; a match of it carries `label`."""
        pieces = [piece for raw in _PIECE.findall(phrase) for piece in _spelled_out(raw)]
        self._add(pieces, label, phrase)

    def _add(self, pieces: list[str], label: int, phrase: str) -> None:
        optional = _first_item(pieces)
        if pieces[optional : optional + 1] == ["?"]:  # what may be left out at the start is two phrases
            self._add(pieces[optional + 1 :], label, phrase)
            pieces = pieces[:optional] + pieces[optional + 1 :]
        if not pieces or pieces[0].startswith(".."):
            raise PhraseError(f"phrase must begin with a word: {phrase!r}")
        end, rest = self._choice(self._root, pieces, 0, phrase)
        if rest != len(pieces):
            raise PhraseError(f"unbalanced bracket in phrase: {phrase!r}")
        if label not in end.ends:
            end.ends.append(label)

    def keys(self, word: str) -> tuple[str, ...]:
        """Return what a word counts as: itself, its concepts, the verb it is a form of."""
        found = self._keys.get(word)
        if found is not None:
            return found
        if word[:1].isdigit():
            return (word, NUMBER) if word in self._known else (NUMBER,)
        return ()

    def matches(self, sentence: list[tuple[str, ...]]) -> Iterator[Match]:
        """Yield, for each place and label, the longest match in a sentence given as the keys of its tokens."""
        edges = self._root.edges
        for first, keys in enumerate(sentence):
            starts = [(node, first + 1) for key in keys for node in edges.get(key, ())]
            if starts:
                for label, last in _longest(starts, sentence).items():
                    yield Match(label, first, last)

    def _choice(self, start: _Node, pieces: list[str], at: int, phrase: str) -> tuple[_Node, int]:
        ends: list[_Node] = []
        while True:
            node, at = self._sequence(start, pieces, at, phrase)
            ends.append(node)
            if at >= len(pieces) or pieces[at] != "|":
                break
            at += 1
        if len(ends) == 1:
            return ends[0], at
        joined = _Node()
        for node in ends:
            node.free.append(joined)
        return joined, at

    def _sequence(self, node: _Node, pieces: list[str], at: int, phrase: str) -> tuple[_Node, int]:
        while at < len(pieces) and pieces[at] not in (")", "|"):
            before = node
            node, at = self._item(node, pieces, at, phrase)
            if at < len(pieces) and pieces[at] == "?":
                after = _Node()
                node.free.append(after)
                before.free.append(after)
                node, at = after, at + 1
        return node, at

    def _item(self, node: _Node, pieces: list[str], at: int, phrase: str) -> tuple[_Node, int]:
        piece = pieces[at]
        if piece == "(":
            node, at = self._choice(node, pieces, at + 1, phrase)
            if at >= len(pieces):
                raise PhraseError(f"unbalanced bracket in phrase: {phrase!r}")
            return node, at + 1
        if piece.startswith(".."):
            after = _Node()
            node.gaps.append((0, min(int(piece[2:] or _DEFAULT_GAP), _LONGEST_GAP), after))
            return after, at + 1
        if piece == "_":
            after = _Node()
            node.gaps.append((1, 1, after))
            return after, at + 1
        if piece in ("?", ")"):
            raise PhraseError(f"nothing to repeat or close in phrase: {phrase!r}")
        return self._step(node, self._learn(piece, phrase)), at + 1

    def _step(self, node: _Node, key: str) -> _Node:
        known = node.edges.setdefault(key, [])
        if not known:
            known.append(_Node())
        return known[0]

    def _learn(self, piece: str, phrase: str) -> str:
        if piece in self._known or piece in (NUMBER, NAME):
            return piece
        self._known.add(piece)
        if piece.startswith("<"):
            if piece[1:-1] not in self._concepts:
                raise PhraseError(f"unknown concept {piece} in phrase: {phrase!r}")
            self._count_as(self._concepts[piece[1:-1]], piece)
        elif piece.startswith("~"):
            self._count_as(forms(piece[1:], self._irregular), piece)
        else:
            self._count_as((piece,), piece)
        return piece

    def _count_as(self, members: Iterable[str], key: str) -> None:
        for word in members:
            self._keys[word] = (*self._keys.get(word, ()), key)


def forms(verb: str, irregular: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Return the forms of a verb (or a noun): `beg` gives beg, begs, begged, begging."""
    if verb in irregular:
        return frozenset((verb, *irregular[verb]))
    stem = verb[:-1] if verb.endswith("e") else verb
    found = {verb, verb + "s", stem + "ed", stem + "ing"}
    if verb.endswith("y") and verb[-2:-1] not in ("a", "e", "o", "u"):
        found |= {verb[:-1] + "ies", verb[:-1] + "ied"}
    if verb.endswith(("s", "x", "z", "ch", "sh")):
        found.add(verb + "es")
    if re.fullmatch(r"[a-z]*[^aeiou][aeiou][bdglmnprt]", verb):
        found |= {verb + verb[-1] + "ed", verb + verb[-1] + "ing"}
    return frozenset(found)


def _first_item(pieces: list[str]) -> int:
    """Return where the first item of a phrase ends: one piece, or all up to its closing bracket."""
    depth = 0
    for at, piece in enumerate(pieces):
        depth += (piece == "(") - (piece == ")")
        if depth <= 0:
            return at + 1
    return len(pieces)


def _spelled_out(raw: str) -> tuple[str, ...]:
    return (raw,) if raw[0] in "~<.()|?^$_" else expand(fold(raw))


def _longest(stack: list[tuple[_Node, int]], sentence: list[tuple[str, ...]]) -> dict[int, int]:
    """Return, for each label reached from these states, the last token of its longest match."""
    best: dict[int, int] = {}
    seen: set[tuple[_Node, int]] = set()
    count = len(sentence)
    hostile = count > _NATURAL  # only a sentence nobody wrote leads to the same state by many ways
    while stack:
        state = stack.pop()
        if hostile:
            if state in seen:
                continue
            seen.add(state)
        node, at = state
        if not node.closed:
            node.close()
        for label in node.ends:
            if at > best.get(label, -1):
                best[label] = at
        if at == count:
            continue
        if node.edges:
            edges = node.edges
            for key in sentence[at]:
                if key in edges:
                    stack += [(after, at + 1) for after in edges[key]]
        for least, most, skipped in node.gaps:
            if not skipped.closed:
                skipped.close()
            edges, bare = skipped.edges, skipped.ends or skipped.gaps
            for place in range(at + least, min(at + most + 1, count)):
                if bare:
                    stack.append((skipped, place))
                else:
                    for key in sentence[place]:
                        if key in edges:
                            stack += [(after, place + 1) for after in edges[key]]
    return best
