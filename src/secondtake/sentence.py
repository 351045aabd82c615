"""A sentence of a letter, and a phrase found in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from secondtake.phrases import Phrasebook
from secondtake.text import Span, Token, spoken, tokens


class Sentence:
    """One sentence, its words, and what each word counts as (nothing where it is quoted or a name).

    A letter holds many sentences, and checks ask most of them for nothing but place and roles. So a sentence only
    keeps the numbers by which the phrase book knows its words; the rest is made when a check asks for it.
    """

    __slots__ = (
        "_folded",
        "_phrases",
        "_said",
        "_tokens",
        "end",
        "numbers",
        "paragraph",
        "part",
        "roles",
        "start",
        "typed",
        "words",
    )  # fmt: skip

    def __init__(
        self,
        span: Span,
        part: str,
        paragraph: int,
        typed: list[str],
        numbers: list[int],
        folded: str,
        phrases: Phrasebook,
    ) -> None:
        """Take where it stands, in the folded text of its letter, and its words as they are typed and as numbers."""
        self.start, self.end = span
        self.part, self.paragraph = part, paragraph
        self.words = len(typed)
        self.roles: set[str] = set()
        self.typed, self.numbers = typed, numbers
        self._folded, self._phrases = folded, phrases
        self._tokens: tuple[Token, ...] | None = None
        self._said: list[str] | None = None

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Return the words and where they stand."""
        if self._tokens is None:
            self._tokens = tuple(tokens(self._folded, self.start, self.end))
        return self._tokens

    @property
    def said(self) -> list[str]:
        """Return the words of the tokens, without where they stand."""
        if self._said is None:
            self._said = spoken(self.typed)
        return self._said

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """Return what each token counts as."""
        return self._phrases.named(self.numbers)

    def between(self, start: int, end: int) -> str:
        """Return the folded text of a stretch of the letter."""
        return self._folded[start:end]

    @property
    def span(self) -> Span:
        """Return where the sentence stands."""
        return Span(self.start, self.end)

    def span_of(self, first: int, last: int) -> Span:
        """Return where the tokens from `first` up to `last` stand; the ends of the sentence count as tokens too."""
        inside = self.tokens[max(first - 1, 0) : last - 1] or self.tokens[-1:]
        return Span(inside[0].start, max(token.end for token in inside)) if inside else self.span


class Place(NamedTuple):
    """A phrase found in a sentence, from token `first` up to `last` (token 0 is the start of the sentence)."""

    sentence: Sentence
    first: int
    last: int

    @property
    def span(self) -> Span:
        """Return where the phrase stands in the letter."""
        return self.sentence.span_of(self.first, self.last)

    def touches(self, taken: set[tuple[int, int]]) -> bool:
        """Say whether any token of this phrase is among those `covered` returned."""
        return bool(taken) and any((id(self.sentence), at) in taken for at in range(self.first, self.last))


def covered(places: Iterable[Place]) -> set[tuple[int, int]]:
    """Return the tokens that these phrases stand on, for `Place.touches`."""
    return {(id(place.sentence), at) for place in places for at in range(place.first, place.last)}
