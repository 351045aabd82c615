"""The automaton of all phrases as text, written by the build so that a page need not read three thousand phrases anew.

A line a node, the first one last: where each word leads, how many to skip, all words but some, what ends here. What
leads to the same is written once, so a third of the nodes are left. A line is read when a letter first gets there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from secondtake.automaton import Node

_Groups = tuple[tuple[tuple[int, ...], tuple[str, ...]], ...]  # numbers, and the words that lead to them


class _Written(NamedTuple):
    """One node, the nodes that it leads to by their numbers."""

    edges: _Groups
    gaps: tuple[tuple[int, int, int], ...]
    others: _Groups
    ends: tuple[int, ...]

    def line(self, number: int) -> str:
        """Write the node with this number; others are so many lines before it."""
        edges, others = (
            "|".join(
                f"{' '.join(words)}({' '.join(str(number - after) for after in several)}" for several, words in some
            )
            for some in (self.edges, self.others)
        )
        gaps = " ".join(f"{least} {most} {number - after}" for least, most, after in self.gaps)
        return "\t".join((edges, gaps, others, " ".join(map(str, self.ends))))


class _Writer:
    """Numbers the nodes, those that a node leads to before itself."""

    def __init__(self) -> None:
        self.numbers: dict[_Written, int] = {}
        self._known: dict[Node, int] = {}

    def number(self, node: Node) -> int:
        if node not in self._known:
            node.close()
            written = self.written(node)
            self._known[node] = self.numbers.setdefault(written, len(self.numbers))
        return self._known[node]

    def written(self, node: Node) -> _Written:
        return _Written(
            self.groups((key, after) for key, nodes in node.edges.items() for after in nodes),
            tuple(sorted({(least, most, self.number(after)) for least, most, after in node.gaps})),
            self.groups(node.others),
            tuple(sorted(set(node.ends))),
        )

    def groups(self, pairs: Iterable[tuple[str, Node]]) -> _Groups:
        """Put together the words that lead to the same nodes."""
        numbers: dict[str, set[int]] = {}
        for key, after in pairs:
            numbers.setdefault(key, set()).add(self.number(after))
        words: dict[tuple[int, ...], list[str]] = {}
        for key in sorted(numbers):
            words.setdefault(tuple(sorted(numbers[key])), []).append(key)
        return tuple((several, tuple(some)) for several, some in sorted(words.items()))


def write_nodes(root: Node) -> str:
    """Write the nodes from `root` on, which is not closed: every phrase begins with a word."""
    writer = _Writer()
    last = writer.written(root)
    return "\n".join(one.line(number) for number, one in enumerate((*writer.numbers, last)))


class _Edges(dict[str, Any]):
    """Where words lead: distances until they are asked for."""

    def __init__(self, groups: str, nodes: _Reader, number: int) -> None:
        """Take the words and how far before this node's line stands what they lead to."""
        super().__init__(_pairs(groups))
        self._nodes = nodes
        self._number = number

    def get(self, key: str, default: Any = None) -> Any:
        """Return the nodes that a word leads to."""
        found = super().get(key)
        return default if found is None else self._nodes.before(self._number, found)


def _pairs(groups: str) -> dict[str, str]:
    split = (group.split("(") for group in groups.split("|") if group)
    return {word: distances for words, distances in split for word in words.split(" ")}


@dataclass(slots=True, eq=False)
class _Stored(Node):
    """A node that reads its line when it is closed."""

    nodes: _Reader | None = None
    number: int = 0

    def close(self) -> None:
        """Read what this node leads to. What may go without a word was taken over when it was written."""
        if self.closed or self.nodes is None:
            return
        self.closed = True
        edges, gaps, others, ends = self.nodes.lines[self.number].split("\t")
        self.edges = _Edges(edges, self.nodes, self.number)
        found = gaps.split()
        for least, most, far in zip(found[::3], found[1::3], found[2::3], strict=True):
            self.gaps += [(int(least), int(most), after) for after in self.nodes.before(self.number, far)]
        for word, distances in _pairs(others).items():
            self.others += [(word, after) for after in self.nodes.before(self.number, distances)]
        self.ends = [int(label) for label in ends.split()]


class _Reader:
    """The lines, and the nodes made of them so far."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self._made: dict[int, _Stored] = {}

    def node(self, number: int) -> _Stored:
        if number not in self._made:
            self._made[number] = _Stored(nodes=self, number=number)
        return self._made[number]

    def before(self, number: int, distances: str) -> list[Node]:
        """Return the nodes that stand so far before a number."""
        return [self.node(number - int(far)) for far in distances.split(" ")]


def read_nodes(text: str) -> Node:
    """Return the node that `write_nodes` was given."""
    reader = _Reader(text)
    root = reader.node(len(reader.lines) - 1)
    root.close()
    return root
