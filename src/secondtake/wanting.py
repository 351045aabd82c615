"""Whether a sentence says that its writer wants the job: a word of wanting, said of oneself, and not only to be heard.

"I would love to run your ward" wants the job; "I would love to come in again" asks for a meeting. There are more ways
to say the first than a list of phrases holds, so every word of wanting counts unless what follows it is a request.
"""

from __future__ import annotations

from collections.abc import Sequence

from secondtake.text import Token

NAME = "<name>"  # "the Test Engineer role" is no test
WANTING = "<desire>"
CONTACT = "<contact>"
_SELF = frozenset("i my me mine we our us".split())
_NO = frozenset("not never hardly".split())
_POLITE = frozenset("would should really very dearly still do much also truly".split())
_ONLY_TO_DO = frozenset("hope hopes hoped hoping wish wished wanted like".split())
_MEETING = frozenset(
    "chance interview call minutes second another feedback word talk meeting conversation hearing go try"
    " answer reply news again slot date time hour question lesson test trial session".split()
)
_NEEDS_WOULD = frozenset("like choose".split())  # "I would like", but "people like me", "I choose the wine"
_PLAIN = frozenset("have get take do be make fill hold".split())  # "to have the post" is no request, "to be heard" is
_HEARD = frozenset(
    "able given heard seen interviewed invited asked contacted sure clear honest said done been better over"
    " amends shown it right told reminded called fair frank".split()
)
_LIKED = frozenset("the this that your yours it".split())  # "I would like the job"
_HOPED_FOR = frozenset("for would".split())  # "I was hoping for it", but "I hope this finds you well"
_ADVERBS = frozenset("very much dearly still really also again most indeed a lot fine".split())
_BEFORE = 9
_AFTER = 5


def wants(tokens: Sequence[Token], keys: Sequence[tuple[str, ...]]) -> bool:
    """Say whether the writer of these words wants the job, in any wording."""
    found = [at for at, some in enumerate(keys) if WANTING in some]
    if not found:
        return False
    words = ["" if NAME in some else token.word for token, some in zip(tokens, keys, strict=True)]
    return any(_means_it(words, keys, at) for at in found)


def _means_it(words: list[str], keys: Sequence[tuple[str, ...]], at: int) -> bool:
    before, after = words[max(0, at - _BEFORE) : at], words[at + 1 : at + 1 + _AFTER]
    about_me = bool(_SELF & set(before)) or bool(_SELF & set(after[:2])) or at < 2
    if not about_me or _NO & set(before[-2:]) or "you" in before[-3:] or "you" in after[:2]:
        return False
    if words[at] in _NEEDS_WOULD and not _POLITE & set(before[-3:]):
        return False
    infinitive = _infinitive(words, at)
    if infinitive:
        if words[infinitive] in _PLAIN:
            return not (_MEETING | _HEARD) & set(words[infinitive + 1 : infinitive + 1 + _AFTER])
        return CONTACT not in keys[infinitive]
    if _MEETING & set(after):
        return False
    thing = _HOPED_FOR if words[at].startswith("hop") else _LIKED
    return words[at] not in _ONLY_TO_DO or bool(thing & set(after[:1]))


def _infinitive(words: list[str], at: int) -> int:
    """Return where the verb of "to ..." after a word of wanting stands, or 0."""
    place = at + 1
    while place < len(words) and words[place] in _ADVERBS:
        place += 1
    return place + 1 if place + 1 < len(words) and words[place] == "to" else 0
