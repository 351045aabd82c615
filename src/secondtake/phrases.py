"""Phrases of a rule, all matched in one pass over the words of a sentence.

A phrase is written the way it is read: words, `(this|that)` for a choice, `?` after what may be left out,
`<kin>` for any word of a concept, `!<kin>` for any one word that is not of it, `<ed>` for any word with that ending,
`~beg` for any form of a verb, `_` for any one word, `..` for a gap of up to three words (`..5`: up to five), `^` and
`$` for the two ends of a sentence. No phrase is ever turned into a regular
expression, and words a person typed are only ever compared, so there is no input that makes matching slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from secondtake.automaton import Automaton, Match, Node
from secondtake.phrase_table import read_nodes, write_nodes
from secondtake.text import expand, fold
from secondtake.verbs import forms

_PIECE = re.compile(r"\.\.\d*|[()|?^$]|!?<[a-z_]+>|~?[^\s()|?^$<>~.!]+")
_SIGNS = frozenset("(|)?_")
_DEFAULT_GAP = 3
_LONGEST_GAP = 8
NUMBER = "<n>"
NAME = "<name>"
PAST = "<ed>"
_MOST_WORDS = 50_000
_LEAST_PAST = 5  # "need" and "shed" end in "ed" too, but are not past


class PhraseError(ValueError):
    """A phrase that cannot be read; the message holds the phrase."""


class _Numbers(dict[str, tuple[int, ...]]):
    """The numbers that stand for a typed word in the automaton; worked out when a letter first holds it, then kept."""

    def __init__(self, book: Phrasebook) -> None:
        super().__init__()
        self._book = book

    def __missing__(self, word: str) -> tuple[int, ...]:
        """Look up what a word counts as; "don't" is two."""
        found = tuple(map(self._book.number, self._book.keys(expand(word))))
        if len(self) < _MOST_WORDS:  # nobody knows that many; a text with more is made up
            self[word] = found
        return found


class Phrasebook:
    """Every phrase of every rule in one automaton over words."""

    def __init__(self, concepts: Mapping[str, frozenset[str]], irregular: Mapping[str, tuple[str, ...]]) -> None:
        """Keep the concepts (name to words) and irregular verbs (first form to others)."""
        self._root = Node()
        self._automaton = Automaton(self._root)
        self._irregular = irregular
        self._concepts = concepts
        self._keys: dict[str, tuple[str, ...]] = {}
        self._known: set[str] = set()
        self._own: frozenset[str] = frozenset()  # words of a stored book that count as themselves
        self._numbers = _Numbers(self)
        self._counting: dict[str, tuple[int, set[int]]] = {}

    @classmethod
    def stored(cls, table: Mapping[str, Any]) -> Phrasebook:
        """Take up a book where `table` left it. Nothing is added to it."""
        book = cls({}, {})
        book._own = frozenset(table["words"].split(" "))
        for key, members in table["keys"].items():
            book._count_as(members.split(" "), key)
        book._root = read_nodes(table["nodes"])
        book._automaton = Automaton(book._root)
        return book

    def table(self) -> dict[str, Any]:
        """Write the book down, once all phrases are in: what each word counts as, and the automaton."""
        members: dict[str, list[str]] = {}
        for word, keys in sorted(self._keys.items()):
            for key in keys:
                if key != word and key not in _unlisted(word):
                    members.setdefault(key, []).append(word)
        words = sorted(word for word, keys in self._keys.items() if word in keys)
        counted = {key: " ".join(some) for key, some in members.items()}
        return {"words": " ".join(words), "keys": counted, "nodes": write_nodes(self._root)}

    def add(self, phrase: str, label: int) -> None:
        """Add one phrase; a match of it carries `label`."""
        pieces = [piece for raw in _PIECE.findall(phrase) for piece in _spelled_out(raw)]
        for piece in pieces:
            word = piece.removeprefix("!")
            if word not in self._known and word not in _SIGNS and not word.startswith(".."):
                self._learn(word, phrase)
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

    def know(self, *concepts: str) -> None:
        """Make words count as a concept that no phrase names, for checks that look at the words themselves."""
        for concept in concepts:
            self._learn(concept, concept)

    def keys(self, words: Iterable[str]) -> list[tuple[str, ...]]:
        """Return what each word counts as: itself, its concepts, the verb it is a form of."""
        known = self._keys
        return [known[word] if word in known else self._plain(word) for word in words]

    def matches(self, sentence: list[tuple[str, ...]]) -> list[Match]:
        """Return, for each place and label, the longest match in a sentence given as the keys of its tokens."""
        return self._automaton.matches([self.number(keys) for keys in sentence])

    def number(self, keys: tuple[str, ...]) -> int:
        """Return the number that stands for words that count as all this."""
        return self._automaton.number(keys)

    def named(self, numbers: Iterable[int]) -> tuple[tuple[str, ...], ...]:
        """Return what the words of each number count as."""
        return tuple(map(self._automaton.keys, numbers))

    def numbers(self, typed: Iterable[str]) -> list[int]:
        """Return the numbers of a sentence's typed words: a word is looked up whole, so its keys need not be made."""
        known = self._numbers
        return [number for word in typed for number in known[word]]

    def places(self, numbers: Iterable[int]) -> list[Match]:
        """Return what `matches` does, for the words of a sentence by their numbers; its two ends are added here."""
        return self._automaton.matches([self.number(("^",)), *numbers, self.number(("$",))])

    def counting_as(self, key: str) -> set[int]:
        """Return the numbers, of those given out so far, whose words count as this."""
        seen, found = self._counting.get(key, (0, set()))
        for number, keys in self._automaton.numbered(seen):
            seen = number + 1
            if key in keys:
                found.add(number)
        self._counting[key] = (seen, found)
        return found

    def _choice(self, start: Node, pieces: list[str], at: int, phrase: str) -> tuple[Node, int]:
        ends: list[Node] = []
        while True:
            node, at = self._sequence(start, pieces, at, phrase)
            ends.append(node)
            if at >= len(pieces) or pieces[at] != "|":
                break
            at += 1
        if len(ends) == 1:
            return ends[0], at
        joined = Node()
        for node in ends:
            node.free.append(joined)
        return joined, at

    def _sequence(self, node: Node, pieces: list[str], at: int, phrase: str) -> tuple[Node, int]:
        while at < len(pieces) and pieces[at] not in (")", "|"):
            before = node
            node, at = self._item(node, pieces, at, phrase)
            if at < len(pieces) and pieces[at] == "?":
                after = Node()
                node.free.append(after)
                before.free.append(after)
                node, at = after, at + 1
        return node, at

    def _item(self, node: Node, pieces: list[str], at: int, phrase: str) -> tuple[Node, int]:
        piece = pieces[at]
        if piece == "(":
            node, at = self._choice(node, pieces, at + 1, phrase)
            if at >= len(pieces):
                raise PhraseError(f"unbalanced bracket in phrase: {phrase!r}")
            return node, at + 1
        if piece.startswith(".."):
            after = Node()
            node.gaps.append((0, min(int(piece[2:] or _DEFAULT_GAP), _LONGEST_GAP), after))
            return after, at + 1
        if piece == "_":
            after = Node()
            node.gaps.append((1, 1, after))
            return after, at + 1
        if piece.startswith("!"):
            after = Node()
            node.others.append((piece[1:], after))
            return after, at + 1
        if piece in ("?", ")"):
            raise PhraseError(f"nothing to repeat or close in phrase: {phrase!r}")
        return self._step(node, piece), at + 1

    def _step(self, node: Node, key: str) -> Node:
        known = node.edges.setdefault(key, [])
        if not known:
            known.append(Node())
        return known[0]

    def _learn(self, piece: str, phrase: str) -> None:
        self._known.add(piece)
        if piece in (NUMBER, NAME, PAST):
            return
        if piece.startswith("<"):
            if piece[1:-1] not in self._concepts:
                raise PhraseError(f"unknown concept {piece} in phrase: {phrase!r}")
            self._count_as(self._concepts[piece[1:-1]], piece)
        elif piece.startswith("~"):
            self._count_as(forms(piece[1:], self._irregular), piece)
        else:
            self._count_as((piece,), piece)

    def _count_as(self, members: Iterable[str], key: str) -> None:
        for word in members:
            self._keys[word] = (*self._keys.get(word, self._plain(word)), key)

    def _plain(self, word: str) -> tuple[str, ...]:
        return (*_unlisted(word), word) if word in self._own else _unlisted(word)


def _unlisted(word: str) -> tuple[str, ...]:
    if word[:1].isdigit():
        return (NUMBER,)
    return (PAST,) if word.endswith("ed") and len(word) >= _LEAST_PAST else ()


def _first_item(pieces: list[str]) -> int:
    """Return where the first item of a phrase ends: one piece, or all up to its closing bracket."""
    depth = 0
    for at, piece in enumerate(pieces):
        depth += (piece == "(") - (piece == ")")
        if depth <= 0:
            return at + 1
    return len(pieces)


def _spelled_out(raw: str) -> tuple[str, ...]:
    return (raw,) if raw[0] in "~<.()|?^$_!" else expand(fold(raw))
