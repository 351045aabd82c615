"""The lines of a letter that a finding is about, as rows for a terminal with a mark under each of its characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wcwidth import wcswidth, wcwidth

from .places import Lines
from .text import Span

ROW = 76  # columns of letter in one row; a paragraph is often one line of hundreds
MOST_ROWS = 3  # a long quotation is shown by its beginning
_BEFORE = 30  # columns of a long line shown before the quotation
_LONGEST = 4 * ROW  # characters in one row: a tower of combining marks takes no columns
_TAB = "    "
# What would move the cursor, hide text or turn it around on a terminal; the joiners inside an emoji stay.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def printable(text: str) -> str:
    """The text as a terminal may show it on one line: tabs as blanks, controls and broken characters made visible."""
    return _SURROGATE.sub("\ufffd", _UNSAFE.sub("\ufffd", text.replace("\t", _TAB)))


def columns(text: str) -> int:
    """How many columns a printable text takes: two for wide characters, none for marks that combine."""
    width = wcswidth(text)
    return width if width >= 0 else sum(max(0, wcwidth(one)) for one in text)


def excerpt(text: str, lines: Lines, span: Span) -> tuple[list[tuple[int, str, str]], bool]:
    """Rows of line number (0 where the line goes on), what the line says, and its marks; and whether more follows."""
    rows: list[tuple[int, str, str]] = []
    for number, line, piece in _pieces(text, lines, span):
        if len(rows) == MOST_ROWS:
            return rows, True
        start, end = max(span.start, piece.start), min(span.end, piece.end)
        shown = printable(piece.of(text))
        marks = " " * columns(printable(text[piece.start : start])) + "~" * max(1, columns(printable(text[start:end])))
        before = "... " if rows == [] and piece.start > line.start else ""
        rows.append((number, before + shown, " " * len(before) + marks))
    return rows, False


def _pieces(text: str, lines: Lines, span: Span) -> Iterator[tuple[int, Span, Span]]:
    """The pieces of lines, at most a row long, that a span touches."""
    for number in range(lines.number(span.start), lines.number(max(span.start, span.end - 1)) + 1):
        line = lines.spans[number - 1]
        at, stop, first = _begin(text, line, span.start), min(span.end, line.end), number
        while at < stop or (first and span.start == span.end):
            end = _row_end(text, at, line.end)
            yield first, line, Span(at, end)
            at, first = end, 0


def _begin(text: str, line: Span, start: int) -> int:
    """Where to begin showing a line: at its start, or at a word shortly before the quotation."""
    if start - line.start <= _BEFORE:
        return line.start
    earliest = start - _BEFORE
    blank = text.find(" ", earliest, start)
    return blank + 1 if blank >= 0 else earliest


def _row_end(text: str, at: int, stop: int) -> int:
    """Where a row that begins here must end: at the end of the line, after a blank, or where it is full."""
    width, blank = 0, 0
    for place in range(at, stop):
        width += columns(printable(text[place]))
        if width > ROW or place - at > _LONGEST:
            return blank or place
        if text[place] == " ":
            blank = place + 1
    return stop
