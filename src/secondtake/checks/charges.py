"""Charges: somebody or something, and in the same clause what is held against it.

"Your colleague, on Tuesday, kept interrupting" is a charge, "your colleague kept the tea warm" is none, and in "I told
your colleague that the lamp was broken" the two words belong to different clauses. No list of phrases can say that
without being endless. So a rule names groups of phrases, who and what, and how they must stand.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from secondtake.sentence import Place, Sentence

_REACH = 5  # so many words may part a subject from what is said of it: "of the panel on Tuesday clearly"
# A word of these begins another clause, whose subject is somebody else.
_ANOTHER = frozenset(
    (
        "i we my our mine ours myself and but or because so that if when whenever while where why how whether what "
        "about until unless although though than as says said say asked asks ask told tell tells right"
    ).split()
)
_GOVERNS = 4
_PREPOSITIONS = frozenset("in on at for with about to during by from into through after before under".split())
_MINE = frozenset("my our mine".split())
_BREAKS = frozenset(";:-(")  # dashes are plain here


class Charge(NamedTuple):
    """Groups of phrases of a rule, and how they must stand: see `charges`."""

    who: str
    what: str = ""
    ordered: bool = False
    also: str = ""

    def groups(self) -> tuple[str, ...]:
        """Return the names of all groups it asks for."""
        return tuple(name for name in (self.who, self.what, self.also) if name)


def charges(written: str) -> Iterator[Charge]:
    """Read what a rule says it charges, parted by `|`.

    `who>what`: in this order and in one clause; `who+what`: both in one sentence; `who`: a group that is a charge by
    itself. With `&also` the sentence must hold a phrase of a third group, too.
    """
    for one in filter(None, written.split("|")):
        pair, _, also = one.partition("&")
        ordered = ">" in pair
        who, _, what = pair.partition(">" if ordered else "+")
        yield Charge(who, what, ordered, also)


def charged(charge: Charge, found: Mapping[str, list[Place]]) -> Iterator[Place]:
    """Yield each stretch that makes the charge, from the one group to the other."""
    besides = {id(place.sentence) for place in found.get(charge.also, ())}
    whats = _by_sentence(found.get(charge.what, ()))
    for sentence, whos in _by_sentence(found.get(charge.who, ())).items():
        if charge.also and sentence not in besides:
            continue
        if not charge.what:
            yield from whos
        elif charge.ordered:
            yield from _in_order(whos, whats.get(sentence, []))
        elif sentence in whats:
            one, other = whos[0], whats[sentence][0]
            yield Place(one.sentence, min(one.first, other.first), max(one.last, other.last))


def _by_sentence(places: Iterable[Place]) -> dict[int, list[Place]]:
    found: dict[int, list[Place]] = {}
    for place in places:
        found.setdefault(id(place.sentence), []).append(place)
    return {sentence: sorted(some, key=lambda one: one.first) for sentence, some in found.items()}


def _in_order(subjects: list[Place], predicates: list[Place]) -> Iterator[Place]:
    """Yield each subject with the predicate it can have, as far as that reaches; only the near ones are looked at."""
    starts = [one.first for one in predicates]
    for subject in subjects:
        near = predicates[bisect_left(starts, subject.last) : bisect_right(starts, subject.last + _REACH)]
        predicate = next((one for one in near if _of_it(subject, one)), None)
        if predicate:
            yield Place(subject.sentence, subject.first, predicate.last)


def _of_it(subject: Place, predicate: Place) -> bool:
    """Say whether the one can be the subject of the other: nothing between them begins another clause."""
    if _governed(subject):
        return False
    between = subject.sentence.said[subject.last - 1 : predicate.first - 1]
    return _ANOTHER.isdisjoint(between) and not _broken(subject.sentence, subject.last - 1, predicate.first - 1)


def _governed(place: Place) -> bool:
    """Say whether what stands here belongs to something of the writer's: "my answer to your question was poor"."""
    before = place.sentence.said[max(place.first - 1 - _GOVERNS, 0) : place.first - 1]
    return bool(before) and (before[-1] in _PREPOSITIONS or (before[-1] == "of" and not _MINE.isdisjoint(before)))


def _broken(sentence: Sentence, first: int, last: int) -> bool:
    """Say whether a mark that ends a clause stands between two tokens."""
    tokens = sentence.tokens
    if first < 1 or last >= len(tokens):
        return False
    start, end = tokens[first - 1].end, tokens[last].start
    return not _BREAKS.isdisjoint(sentence.between(start, end))


def owned(place: Place, own: set[int], after: dict[int, int]) -> bool:
    """Say whether the writer owns it in the sentence of the charge or in the next one."""
    at = id(place.sentence)
    return at in own or after.get(at, 0) in own
