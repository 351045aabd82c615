"""Lines and columns of positions in a letter, counted from 1 as editors do; columns are code points."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from .text import Span

_LINE_END = re.compile(r"\r\n|\r|\n")


class Place(NamedTuple):
    """A line and a column, both from 1."""

    line: int
    column: int


class Lines:
    """The lines of one text, as spans without their ends."""

    def __init__(self, text: str) -> None:
        """Find where each line begins and ends; a text without a line end is one line."""
        ends = [(match.start(), match.end()) for match in _LINE_END.finditer(text)]
        starts = [0, *(after for _, after in ends)]
        stops = [*(before for before, _ in ends), len(text)]
        self.spans = tuple(Span(start, stop) for start, stop in zip(starts, stops, strict=True))
        self._starts = starts

    def number(self, position: int) -> int:
        """Return the number of the line that a position is in, from 1."""
        return bisect_right(self._starts, position)

    def place(self, position: int) -> Place:
        """Return line and column of a position."""
        line = self.number(position)
        return Place(line, position - self._starts[line - 1] + 1)
