"""All phrases at once: nodes joined by words and gaps, and the walk that finds the longest match at each place.

Which nodes a word leads to is worked out the first time it is asked for and then kept, since letters are made of the
same words. A gap is never worked into that: what a few free words could lead to is without end, so each is tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

Keys = tuple[str, ...]
_NATURAL = 100
_END: Keys = ("$",)
_MOST_KEPT = 200_000


@dataclass(slots=True, eq=False)
class Node:
    """Where words lead, and all words but some; where one may go without a word; how many to skip; what ends here."""

    edges: dict[str, list[Node]] = field(default_factory=dict)
    free: list[Node] = field(default_factory=list)
    gaps: list[tuple[int, int, Node]] = field(default_factory=list)
    others: list[tuple[str, Node]] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    closed: bool = False

    def close(self) -> None:
        """Take over what the nodes reached without a word would do, so that matching need not go there."""
        if self.closed:
            return
        self.closed = True
        for other in self.free:
            other.close()
            for key, nodes in other.edges.items():
                self.edges[key] = self.edges.get(key, []) + nodes
            self.gaps = self.gaps + other.gaps
            self.others = self.others + other.others
            self.ends = self.ends + other.ends


class Match(NamedTuple):
    """A phrase list found in a sentence, from token `first` up to token `last`, excluded."""

    label: int
    first: int
    last: int


@dataclass(slots=True, eq=False)
class _State:
    """Every node the words so far may have led to: what ends here, where words lead, where gaps of each length do."""

    nodes: frozenset[Node]
    ends: tuple[int, ...] = ()
    gaps: tuple[tuple[int, _State], ...] = ()
    after: dict[int, _State | None] = field(default_factory=dict)


_UNKNOWN = _State(frozenset())


class Automaton:
    """The nodes from `root` on, once all phrases are in."""

    def __init__(self, root: Node) -> None:
        """Start at a node whose own gaps do not count: every phrase begins with a word."""
        self._root = root
        self._forget()

    def matches(self, sentence: Sequence[Keys]) -> Iterator[Match]:
        """Yield, for each place and label, the longest match in a sentence given as the keys of its tokens."""
        known = self._numbers
        words = [known[keys] if keys in known else self._number(keys) for keys in sentence]
        starts, count = self._starts, len(words)
        for first, word in enumerate(words, 1):
            state = starts.get(word, _UNKNOWN)
            if state is _UNKNOWN:
                state = starts[word] = self._follow((self._root,), word)
            if state is None:
                continue
            if first < count and not state.ends and not state.gaps and state.after.get(words[first], _UNKNOWN) is None:
                continue
            for label, last in self._longest(state, first, words).items():
                yield Match(label, first - 1, last)
        if self._kept > _MOST_KEPT:  # nobody wrote that much; what it led to is not worth keeping
            self._forget()

    def _longest(self, begin: _State, at: int, words: list[int]) -> dict[int, int]:
        """Return, for each label reached from this state, the last token of its longest match."""
        best: dict[int, int] = {}
        state: _State | None = begin
        waiting: list[tuple[_State, int]] = []
        seen: set[tuple[_State, int]] = set()
        count = len(words)
        hostile = count > _NATURAL  # only a sentence nobody wrote leads to the same state by many ways
        while True:
            while state is not None and not (hostile and (state, at) in seen):
                if hostile:
                    seen.add((state, at))
                for label in state.ends:
                    if at > best.get(label, -1):
                        best[label] = at
                if at == count:
                    break
                if state.gaps:
                    waiting += self._skip(state, at, words)
                before, state = state, state.after.get(words[at], _UNKNOWN)
                if state is _UNKNOWN:
                    state = self._next(before, words[at])
                at += 1
            if not waiting:
                return best
            state, at = waiting.pop()

    def _skip(self, state: _State, at: int, words: list[int]) -> list[tuple[_State, int]]:
        """Return what one may have come to after leaving out words: only places from which something leads on."""
        found = []
        count = len(words)
        for skipped, other in state.gaps:
            place = at + skipped
            if place >= count:
                break
            if other.ends or other.gaps:
                found.append((other, place))
                continue
            after = other.after.get(words[place], _UNKNOWN)
            if after is _UNKNOWN:
                after = self._next(other, words[place])
            if after is not None:
                found.append((after, place + 1))
        return found

    def _forget(self) -> None:
        self._numbers: dict[Keys, int] = {}
        self._keys: list[Keys] = []
        self._starts: dict[int, _State | None] = {}
        self._states: dict[frozenset[Node], _State] = {}
        self._kept = 0

    def _number(self, keys: Keys) -> int:
        number = self._numbers.setdefault(keys, len(self._keys))
        if number == len(self._keys):
            self._keys.append(keys)
        return number

    def _next(self, state: _State, word: int) -> _State | None:
        self._kept += 1
        found = state.after[word] = self._follow(state.nodes, word)
        return found

    def _follow(self, nodes: Iterable[Node], word: int) -> _State | None:
        keys = self._keys[word]
        after = [one for node in nodes for key in keys for one in node.edges.get(key, ())]
        if keys != _END:
            after += [one for node in nodes for key, one in node.others if key not in keys]
        return self._state(after)

    def _state(self, nodes: Iterable[Node]) -> _State | None:
        same = frozenset(nodes)
        if same and same not in self._states:
            for node in same:
                node.close()
            ends = {label for node in same for label in node.ends}
            self._states[same] = _State(same, tuple(sorted(ends)), tuple(self._gaps(same)))
        return self._states[same] if same else None

    def _gaps(self, nodes: frozenset[Node]) -> Iterator[tuple[int, _State]]:
        """Yield in which state one is after leaving out so many words, for each number of words that may be."""
        ways = [gap for node in nodes for gap in node.gaps]
        for skipped in range(max((most for _, most, _ in ways), default=-1) + 1):
            other = self._state(node for least, most, node in ways if least <= skipped <= most)
            if other is not None:
                yield skipped, other
