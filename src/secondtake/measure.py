"""How long a text is, read or spoken, and how much two texts have in common."""

from __future__ import annotations

import re

SPOKEN_WORDS_A_SECOND = 2.5  # an unhurried speaking voice
RUN = 5  # words in a row; five the same are no accident
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_NUMBER = re.compile(r"\d[\d ()-]{4,}\d")  # six digits or more are read out one by one


def count_words(text: str) -> int:
    """Words as a reader counts them; `ten-minute` and `you're` are one each."""
    return len(_WORD.findall(text))


def spoken_seconds(text: str) -> int:
    """Seconds to say a text aloud, a telephone number digit by digit."""
    digits = sum(sum(mark.isdigit() for mark in number) for number in _NUMBER.findall(text))
    return round((count_words(_NUMBER.sub(" ", text)) + digits) / SPOKEN_WORDS_A_SECOND)


def in_common(one: str, other: str) -> float:
    """The share of five-word runs of the shorter text that the other has too, from 0 to 1."""
    first, second = _runs(one), _runs(other)
    shorter = min(len(first), len(second))
    return round(len(first & second) / shorter, 3) if shorter else 0.0


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = [word.lower() for word in _WORD.findall(text)]
    return frozenset(tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1))
