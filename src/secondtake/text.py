"""Words, sentences, paragraphs and positions in plain text.

Everything here keeps positions: `fold` never changes the length of a text, so a span found in the folded text
is a span in the text the person typed. Nothing here raises on any text, lone surrogates included, and every
function takes time in proportion to the length of its input.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_FOLD = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u00b4": "'", "`": "'",
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-",
        "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u200b": " ", "\t": " ",
        "\u0130": "i",  # the one letter whose lower case is two characters long
    }
)  # fmt: skip
_TWO_UNITS = re.compile("[\U00010000-\U0010ffff]")
_WORD = re.compile(r"\d+(?:[.,:]\d+)*%?|[^\W_]+(?:'[^\W_]+)*")
_TYPED_WORD = re.compile(r"\d+(?:[.,:]\d+)*%?|[^\W_]+(?:['\u2019\u2018\u02bc][^\W_]+)*")
# Begins with a set of characters and looks back afterwards: a search then passes over everything else at once.
_STOP = re.compile(
    r"[.!?\u2026\u3002\uff01\uff1f](?:(?<![.!?\u2026\u3002\uff01\uff1f][.!?\u2026\u3002\uff01\uff1f])"
    r"[.!?\u2026\u3002\uff01\uff1f]*[\"')\]\u201d\u2019]*(?=\s|\Z)|(?<=[\u3002\uff01\uff1f])[\u3002\uff01\uff1f]*)"
)
_BREAK = re.compile(
    r"(?:\r\n|\r|\n|\u2028)[ \t]*(?:(?:\r\n|\r|\n|\u2028)[ \t\r\n\u2028]*|(?=[-*\u2022\u2023>] |\d{1,2}[.)] ))|\u2029"
)
# The same where lines end in nothing but a line feed, as nearly everywhere: a search passes from one to the next.
_PLAIN_BREAK = re.compile(r"\n[ \t]*(?:\n[ \t\n]*|(?=[-*\u2022\u2023>] |\d{1,2}[.)] ))")
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_QUOTED = re.compile(r'"[^"\n]*(?:\n(?!\n)[^"\n]*)*"' r"|(?<![^\s(\[])'(?=\S)(?:[^'\n]|(?<=\w)'(?=\w)){1,300}'(?!\w)")
_TITLES = frozenset(
    "mr mrs ms mx dr prof eng st e.g i.e eg ie vs approx dept fig tel ext p.s ps jan feb aug sept oct nov dec".split()
)
_OFTEN_LAST = frozenset("jr sr inc ltd co corp etc a.m p.m am pm u.s u.k".split())
_SHORT = {
    "cannot": ("can", "not"), "cant": ("can", "not"), "dont": ("do", "not"), "didnt": ("did", "not"),
    "doesnt": ("does", "not"), "wasnt": ("was", "not"), "isnt": ("is", "not"), "wouldnt": ("would", "not"),
    "couldnt": ("could", "not"), "shouldnt": ("should", "not"), "havent": ("have", "not"), "hasnt": ("has", "not"),
    "hadnt": ("had", "not"), "werent": ("were", "not"), "im": ("i", "am"), "ive": ("i", "have"),
    "youre": ("you", "are"),
    "can't": ("can", "not"), "won't": ("will", "not"), "shan't": ("shall", "not"), "ain't": ("is", "not"),
    "let's": ("let", "us"), "o'clock": ("o'clock",), "ma'am": ("ma'am",),
}  # fmt: skip
_ENDINGS = {"m": "am", "re": "are", "ve": "have", "ll": "will", "d": "would"}
_IS_AFTER = frozenset("it that what there he she who here where how this everything something nothing".split())


class Span(NamedTuple):
    """A stretch of a text: start and end in code points, end excluded. A tuple, because letters hold many."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the stretch of `text` that this span covers."""
        return text[self.start : self.end]


class Token(NamedTuple):
    """One word as a phrase sees it: "don't" gives two tokens, `do` and `not`. A tuple, because letters hold many."""

    word: str
    start: int
    end: int


def fold(text: str) -> str:
    """Lower the text and make its quotes, dashes and blanks plain, without changing its length."""
    return text.translate(_FOLD).lower()


def expand(word: str) -> tuple[str, ...]:
    """Split a folded word into the words it stands for: `i'm` into `i`, `am`."""
    if word in _SHORT:
        return _SHORT[word]
    if "'" not in word:
        return (word,)
    base, _, ending = word.rpartition("'")
    if ending == "t" and base.endswith("n"):
        return (base[:-1], "not")
    if ending == "s":
        return (base, "is" if base in _IS_AFTER else "'s")
    return (base, _ENDINGS[ending]) if ending in _ENDINGS else (word,)


def tokens(folded: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of a folded text between two positions, in order."""
    found: list[Token] = []
    for match in _WORD.finditer(folded, start, len(folded) if end is None else end):
        word = match.group()
        first, last = match.span()
        if "'" in word or word in _SHORT:
            found += [Token(part, first, last) for part in expand(word)]
        else:
            found.append(Token(word, first, last))
    return found


def typed(folded: str, start: int = 0, end: int | None = None) -> list[str]:
    """Return the words of a folded text as they stand there: "don't" is one. Far quicker than `tokens`."""
    return _WORD.findall(folded, start, len(folded) if end is None else end)


def spoken(words: Iterable[str]) -> list[str]:
    """Return the words of the tokens that typed words give, without where they stand."""
    found: list[str] = []
    for word in words:
        if "'" in word or word in _SHORT:
            found += expand(word)
        else:
            found.append(word)
    return found


def words(text: str, start: int = 0, end: int | None = None) -> int:
    """Count the words between two positions as a person would: "don't" is one word."""
    return len(_TYPED_WORD.findall(text, start, len(text) if end is None else end))


def lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the lines that hold anything but blanks, without their blanks at either end."""
    for match in _LINE.finditer(text, start, len(text) if end is None else end):
        yield from _trimmed(text, match.start(), match.end())


def paragraphs(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the paragraphs: parted by an empty line, or by a line that begins with a bullet."""
    stop = len(text) if end is None else end
    odd = "\r" in text or "\u2028" in text or "\u2029" in text
    for match in (_BREAK if odd else _PLAIN_BREAK).finditer(text, start, stop):
        yield from _trimmed(text, start, match.start())
        start = match.end()
    yield from _trimmed(text, start, stop)


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the sentences of one paragraph."""
    stop = len(text) if end is None else end
    for match in _STOP.finditer(text, start, stop):
        if match.group() == "." and _abbreviated(text, start, match.start()):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, stop)


def quotations(folded: str) -> Iterator[Span]:
    """Yield what stands between a pair of quotation marks in one paragraph of folded text."""
    for match in _QUOTED.finditer(folded):
        yield Span(match.start(), match.end())


class Units:
    """Positions of one text counted in UTF-16 units, as browsers count; found once, so that many cost no more."""

    def __init__(self, text: str) -> None:
        """Find the characters that take two units."""
        self._wide = [] if text.isascii() else [match.start() for match in _TWO_UNITS.finditer(text)]

    def at(self, index: int) -> int:
        """Return where the code point at `index` lies in UTF-16 units."""
        return index + bisect_left(self._wide, index)


def _trimmed(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the stretch without its blanks at either end, or nothing where there are only blanks."""
    body = text[start:end].lstrip()
    begin = end - len(body)
    body = body.rstrip()
    return (Span(begin, begin + len(body)),) if body else ()


def _abbreviated(text: str, start: int, stop: int) -> bool:
    before = fold(text[max(start, stop - 8) : stop]).split()[-1:]
    word = before[0].lstrip("(\"'") if before else ""
    if word in _OFTEN_LAST:
        return not text[stop + 1 : stop + 4].lstrip()[:1].isupper()
    return word in _TITLES or (len(word) == 1 and word.isalpha() and word != "i")
