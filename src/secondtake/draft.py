"""A letter as the checks see it: its parts, its sentences, and which phrases of which rule stand where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from secondtake.findings import ReviewContext
from secondtake.parts import Parts, find_parts
from secondtake.phrases import NAME
from secondtake.rulebook import Rulebook
from secondtake.sentence import Place, Sentence, covered
from secondtake.text import Span, Token, fold, paragraphs, quotations, sentences, typed, words
from secondtake.wanting import WANTING, wants

_MOSTLY = 0.5
# What every name of two words has: two capitals next to each other, or one in a word with an apostrophe. Nearly every
# sentence has neither, so that its words need not be looked at one by one. Both begin with a set of characters, so that
# a search passes over everything else at once; "I'm" is no name.
_CAPITALS = re.compile(
    r"[^\W\d_a-z](?!(?<=I)['\u2018\u2019\u02bc\u00b4`])\w*(?:['\u2018\u2019\u02bc\u00b4`]|[ -]?[^\W\d_a-z])"
)
_SHORTENED = re.compile(r"['\u2018\u2019\u02bc\u00b4`]\w+[ -]?[^\W\d_a-z]")
_DOUBLE = "\"\u201c\u201d\u201e\u00ab"


@dataclass(frozen=True, slots=True)
class Draft:
    """One letter under review."""

    text: str
    folded: str
    channel: str
    kind: str
    context: ReviewContext
    parts: Parts
    sentences: tuple[Sentence, ...]
    places: dict[str, list[Place]]
    book: Rulebook
    body: tuple[Sentence, ...]  # the sentences of the body and the postscript
    heard: frozenset[str]  # the rules any of whose phrases stand in the letter
    quoted: tuple[Span, ...]  # what stands between quotation marks

    def found(self, label: str) -> list[Place]:
        """Return where the phrases of a list stand, in order."""
        return self.places.get(label, [])

    def with_role(self, *roles: str) -> list[Sentence]:
        """Return the sentences of the body that do any of these jobs."""
        wanted = set(roles)
        return [one for one in self.body if one.roles & wanted]


def read(text: str, book: Rulebook, channel: str, kind: str, context: ReviewContext) -> Draft:
    """Take a letter apart and find every phrase of the rule book in it."""
    parts = find_parts(text, book.letter_words)
    folded = _without(fold(text), parts.replies)
    quoted = tuple(quotations(folded))
    hidden = _hidden(text, quoted, context)
    found = tuple(_sentences(text, folded, parts, hidden, book))
    places = _places(found, book)
    _give_roles(text, found, places, book.phrases.counting_as(WANTING))
    body = tuple(one for one in found if one.part in ("body", "postscript"))
    heard = frozenset(book.rule_of[label] for label in places)
    return Draft(text, folded, channel, kind, context, parts, found, places, book, body, heard, quoted)


def _places(found: tuple[Sentence, ...], book: Rulebook) -> dict[str, list[Place]]:
    places: dict[str, list[Place]] = {}
    for sentence in found:
        for label, first, last in book.phrases.places(sentence.numbers):
            places.setdefault(book.labels[label], []).append(Place(sentence, first, last))
    return places


def _give_roles(text: str, found: tuple[Sentence, ...], places: dict[str, list[Place]], wanting: set[int]) -> None:
    """A phrase gives its sentence a role unless a phrase of the same name with `_unless` overlaps it."""
    for label in [label for label in places if label.startswith("@")]:
        exceptions = covered(places.get(f"{label}_unless", ()))
        places[label] = [one for one in places[label] if not one.touches(exceptions)]
        for place in places[label]:
            place.sentence.roles.add(label[1:])
    for sentence in found:
        asked = sentence.part == "body" and text[sentence.end - 1] == "?" and len(sentence.numbers) > 2
        if asked and "rhetorical" not in sentence.roles:
            sentence.roles.add("ask")
        if wanting.isdisjoint(sentence.numbers) or sentence.part not in ("body", "postscript"):
            continue
        if wants(sentence.tokens, sentence.keys):
            sentence.roles.add("interest")


def _without(folded: str, replies: tuple[Span, ...]) -> str:
    pieces = []
    at = 0
    for reply in replies:
        pieces += [folded[at : reply.start], " " * (reply.end - reply.start)]
        at = reply.end
    return "".join((*pieces, folded[at:]))


def _hidden(text: str, quoted: tuple[Span, ...], context: ReviewContext) -> list[tuple[int, int, tuple[str, ...]]]:
    """Return the stretches whose words must not count: quotations (nothing) and names from the context (a name)."""
    found = [(one.start, one.end, ()) for one in quoted if _quoted(text, one)]
    names = {context.company, context.candidate, *(who.name for who in context.interviewers)}
    for name in sorted(name for name in names if name.strip()):
        at = text.find(name)
        while at >= 0:
            found.append((at, at + len(name), (NAME,)))  # type: ignore[arg-type]
            at = text.find(name, at + len(name))
    return sorted(found)


def _quoted(text: str, one: Span) -> bool:
    """Say whether marks hold words of somebody else: two or more, or one word between double marks."""
    return text[one.start] in _DOUBLE or words(text, one.start, one.end) > 1


def _sentences(
    text: str, folded: str, parts: Parts, hidden: list[tuple[int, int, tuple[str, ...]]], book: Rulebook
) -> Iterator[Sentence]:
    at = 0
    for name, span in _regions(parts):
        for number, paragraph in enumerate(paragraphs(folded, span.start, span.end)):
            whole = name in ("subject", "greeting", "close", "signature")
            for one in (paragraph,) if whole else sentences(folded, paragraph.start, paragraph.end):
                while at < len(hidden) and hidden[at][1] <= one.start:
                    at += 1
                yield _sentence(text, folded, one, name, number, hidden[at : at + 40], book)


def _regions(parts: Parts) -> Iterator[tuple[str, Span]]:
    named = (
        ("subject", parts.subject), ("greeting", parts.greeting), ("body", parts.body),
        ("close", parts.close), ("signature", parts.signature), ("postscript", parts.postscript),
    )  # fmt: skip
    yield from ((name, span) for name, span in named if span is not None)


def _sentence(
    text: str, folded: str, span: Span, part: str, paragraph: int,
    hidden: list[tuple[int, int, tuple[str, ...]]], book: Rulebook,
) -> Sentence:  # fmt: skip
    words_here = typed(folded, span.start, span.end)
    numbers = book.phrases.numbers(words_here)
    one = Sentence(span, part, paragraph, words_here, numbers, folded, book.phrases)
    for start, end, instead in hidden:
        if start >= span.end:
            break
        for at, token in enumerate(one.tokens):
            if start <= token.start and token.end <= end:
                numbers[at] = book.phrases.number(instead)
    if _CAPITALS.search(text, span.start, span.end) or _SHORTENED.search(text, span.start, span.end):
        for at in _proper(text, one.tokens):
            numbers[at] = book.phrases.number((NAME,))
    return one


def _proper(text: str, found: tuple[Token, ...]) -> list[int]:
    """Return the tokens that are part of a name of two or more words: "Desperate Housekeeping", "Beggs and Sons"."""
    capital = [_capitalised(text, token) for token in found]
    if sum(capital) > len(found) * _MOSTLY and len(found) > 3:
        return []
    runs = [at for at in range(1, len(found)) if capital[at] and found[at].word != "i"]
    inside = set(runs)
    joined = {at for at in runs[1:] if at - 1 in inside and _one_name(text, found[at - 1], found[at])}
    return [at for at in runs if at in joined or at + 1 in joined]


def _one_name(text: str, one: Token, other: Token) -> bool:
    """Say whether nothing but a blank or a hyphen parts two words: "Dundas St. Thank you" is not a name."""
    return other.start - one.end <= 1 and text[one.end : other.start] in ("", " ", "-")


def _capitalised(text: str, token: Token) -> bool:
    return text[token.start].isupper() and text[token.start + 1 : token.end].islower()
