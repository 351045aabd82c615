"""Measure how plain the pages are: reading grade, sentence length, passive voice, idioms. Part of `make lint`.

The gate: no page above grade 8, and at least 95 in 100 pages at grade 7 or below. Grades come from textstat, a
library that many others use, so that the figure means the same here as elsewhere.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import textstat

from prose import DOCS, pages, paragraphs

MOST_GRADE = 8.0
AIM_GRADE = 7.0
AIM_SHARE = 0.95
LONGEST = 25  # words of a sentence
FEWEST = 60  # words; a page shorter than this has no meaningful grade

_SENTENCE = re.compile(r"(?<=[.!?])[\"')\u201d\u2019]*\s+")
_WORD = re.compile(r"[A-Za-z0-9]+(?:['\u2019-][A-Za-z0-9]+)*")
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?(?:\w+ed|seen|known|done|made|given|taken|told|sent|found|held|"
    r"kept|left|lost|paid|said|written|shown|built|chosen|heard|hurt|read)\b",
    re.IGNORECASE,
)
IDIOMS = (
    "ball is in their court", "at the end of the day", "bite the bullet", "hit the nail", "piece of cake", "ballpark",
    "elephant in the room", "low-hanging fruit", "touch base", "think outside the box", "back to square one",
    "in the same boat", "cut corners", "get the ball rolling", "on the fence", "under the weather", "spill the beans",
    "break the ice", "burn bridges", "burn your bridges", "dodge a bullet", "water under the bridge", "silver lining",
    "rule of thumb", "the bottom line", "hang in there", "keep your chin up", "blessing in disguise",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measure:
    """How one page reads. `passive` is the share of sentences, from 0 to 1."""

    page: str
    grade: float
    mean: float
    longest: str
    passive: float
    idioms: tuple[str, ...]

    @property
    def longest_words(self) -> int:
        """Words of the longest sentence."""
        return count(self.longest)


def count(text: str) -> int:
    """Words as a reader counts them."""
    return len(_WORD.findall(text))


def measured(path: Path) -> Measure | None:
    """The measures of a page; None for one with too few words of its own."""
    blocks = [block if block[-1] in '.!?:\u201d"' else block + "." for block in paragraphs(path)]
    sentences = [part for block in blocks for part in _SENTENCE.split(block) if count(part)]
    text = " ".join(blocks)
    if count(text) < FEWEST:
        return None
    passive = sum(bool(_PASSIVE.search(one)) for one in sentences) / len(sentences)
    unquoted = re.sub(r"[\"\u201c][^\"\u201d]*[\"\u201d]", "", text.lower())  # an idiom we speak about is quoted
    found = tuple(idiom for idiom in IDIOMS if idiom in unquoted)
    name = str(path.relative_to(DOCS))
    grade = round(textstat.flesch_kincaid_grade(text), 1)
    return Measure(name, grade, count(text) / len(sentences), max(sentences, key=count), passive, found)


def problems(found: list[Measure]) -> list[str]:
    """What the gate refuses."""
    out = [f"{one.page}: reading grade {one.grade}, at most {MOST_GRADE}" for one in found if one.grade > MOST_GRADE]
    for one in found:
        if one.longest_words > LONGEST:
            out.append(f"{one.page}: a sentence of {one.longest_words} words: {one.longest[:90]}")
        out += [f"{one.page}: an idiom: {idiom}" for idiom in one.idioms]
    plain = sum(one.grade <= AIM_GRADE for one in found)
    if found and plain / len(found) < AIM_SHARE:
        out.append(f"{plain} of {len(found)} pages are at grade {AIM_GRADE} or below; at least {AIM_SHARE:.0%} must be")
    return out


def main() -> None:
    """Print the measures, then what the gate refuses; exit status 1 when there is anything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="a line for every page, not only the hardest")
    every = parser.parse_args().all
    found = [measure for path in pages() if (measure := measured(path))]
    hardest = sorted(found, key=lambda one: -one.grade)
    for one in hardest if every else hardest[:5]:
        print(f"{one.grade:5.1f}  {one.mean:4.1f} words  passive {one.passive:4.0%}  {one.page}")
    plain = sum(one.grade <= AIM_GRADE for one in found)
    print(f"{len(found)} pages, {plain} at grade {AIM_GRADE} or below, median {hardest[len(hardest) // 2].grade}")
    refused = problems(found)
    print("\n".join(refused))
    sys.exit(bool(refused))


if __name__ == "__main__":
    main()
