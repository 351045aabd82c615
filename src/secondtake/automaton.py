"""All phrases at once: nodes joined by words and gaps, and the walk that finds the longest match at each place.

Which nodes a word leads to is worked out the first time it is asked for and then kept, since letters are made of the
same words. A gap is never worked into that: what a few free words could lead to is without end, so each is tried. Most
gaps lead nowhere; so each state keeps the words that nothing leads to from it, however many words are left out, and one
look at the words ahead says whether any is worth trying.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

Keys = tuple[str, ...]
_NATURAL = 100
_END: Keys = ("$",)
_MOST_KEPT = 800_000


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
    """Every node the words so far may have led to: what ends here, where words lead, and where gaps do.

    `far` holds one state for each number of words left out, from none; `ending` those that end something by themselves.
    `hops` holds, for a word, the state it leads to for each number of words left out before it; `dead` the words that
    lead nowhere. The word after a gap is thus looked up once for all the gaps of a state.
    """

    nodes: frozenset[Node]
    ends: tuple[int, ...] = ()
    far: tuple[_State | None, ...] = ()
    ending: tuple[tuple[int, tuple[int, ...]], ...] = ()
    after: dict[int, _State | None] = field(default_factory=dict)
    hops: dict[int, tuple[_State | None, ...]] = field(default_factory=dict)
    dead: set[int] = field(default_factory=set)


_UNKNOWN = _State(frozenset())


class Automaton:
    """The nodes from `root` on, once all phrases are in."""

    def __init__(self, root: Node) -> None:
        """Start at a node whose own gaps do not count: every phrase begins with a word."""
        self._root = root
        self._numbers: dict[Keys, int] = {}
        self._keys: list[Keys] = []
        self._forget()

    def number(self, keys: Keys) -> int:
        """Return the number by which words that count as all this are known here."""
        number = self._numbers.setdefault(keys, len(self._keys))
        if number == len(self._keys):
            self._keys.append(keys)
        return number

    def keys(self, number: int) -> Keys:
        """Return what the words of a number count as."""
        return self._keys[number]

    def numbered(self, first: int) -> Iterable[tuple[int, Keys]]:
        """Return the numbers given out since so many, each with what its words count as."""
        return enumerate(self._keys[first:], first)

    def matches(self, words: Sequence[int]) -> list[Match]:
        """Return, for each place and label, the longest match in a sentence given as the numbers of its tokens."""
        found: list[Match] = []
        starts, count = self._starts, len(words)
        for first, word in enumerate(words, 1):
            state = starts.get(word, _UNKNOWN)
            if state is _UNKNOWN:
                state = starts[word] = self._follow((self._root,), word)
            if state is None:
                continue
            if not state.ends:  # nearly every word: what follows it is not what any phrase goes on with
                if not state.far:
                    if first < count and state.after.get(words[first], _UNKNOWN) is None:
                        continue
                elif not state.ending and state.dead.issuperset(words[first : first + len(state.far)]):
                    continue
            best = self._longest(state, first, words)
            if best:
                found += [Match(label, first - 1, last) for label, last in best.items()]
        if self._kept > _MOST_KEPT:  # nobody wrote that much; what it led to is not worth keeping
            self._forget()
        return found

    def _longest(self, begin: _State, at: int, words: Sequence[int]) -> dict[int, int]:
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
                if state.far:
                    for skipped, labels in state.ending:
                        if at + skipped < count:
                            for label in labels:
                                if at + skipped > best.get(label, -1):
                                    best[label] = at + skipped
                    self._leap(state, at, words, waiting)
                    break
                state = self._step(state, words[at])
                at += 1
            if not waiting:
                return best
            state, at = waiting.pop()

    def _leap(self, state: _State, at: int, words: Sequence[int], waiting: list[tuple[_State, int]]) -> None:
        """Add to what waits what one may have come to after leaving out words, or none, and reading the next."""
        ahead = words[at : at + len(state.far)]
        if state.dead.issuperset(ahead):
            return
        hops = state.hops
        for skipped, word in enumerate(ahead):
            if word in state.dead:
                continue
            after = (hops[word] if word in hops else self._hop(state, word))[skipped]
            if after is not None:
                waiting.append((after, at + skipped + 1))

    def _hop(self, state: _State, word: int) -> tuple[_State | None, ...]:
        """Work out where a word leads from a state, for each number of words left out before it."""
        self._kept += 1
        found = tuple(one if one is None else self._step(one, word) for one in state.far)
        if any(found):
            state.hops[word] = found
        else:
            state.dead.add(word)
        return found

    def _forget(self) -> None:
        self._starts: dict[int, _State | None] = {}
        self._states: dict[frozenset[Node], _State] = {}
        self._bares: dict[frozenset[Node], _State] = {}
        self._kept = 0

    def _step(self, state: _State, word: int) -> _State | None:
        found = state.after.get(word, _UNKNOWN)
        if found is _UNKNOWN:
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
            reached = _reached(same)
            far = tuple(self._bare(some) for some in reached) if len(reached) > 1 or reached[0] > same else ()
            ending = tuple((skipped, one.ends) for skipped, one in enumerate(far) if one and one.ends)
            self._states[same] = _State(same, _ends(same), far, ending)
        return self._states[same] if same else None

    def _bare(self, nodes: Iterable[Node]) -> _State | None:
        """Return what the words lead to that follow a gap; further gaps from there are already counted in."""
        same = frozenset(nodes)
        if same and same not in self._bares:
            self._bares[same] = _State(same, _ends(same))
        return self._bares[same] if same else None


def _ends(nodes: Iterable[Node]) -> tuple[int, ...]:
    return tuple(sorted({label for node in nodes for label in node.ends}))


def _reached(nodes: Iterable[Node]) -> list[set[Node]]:
    """Return which nodes one may be at after leaving out so many words, from none on; one gap may lead to another."""
    reached: list[set[Node]] = [set()]
    fresh = [(0, node) for node in nodes]
    while fresh:
        skipped, node = fresh.pop()
        reached += [set() for _ in range(skipped + 1 - len(reached))]
        if node not in reached[skipped]:
            node.close()
            reached[skipped].add(node)
            fresh += [(skipped + more, after) for least, most, after in node.gaps for more in range(least, most + 1)]
    return reached
