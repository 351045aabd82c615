"""How often the letter check is right, and how its time grows.

python scripts/bench_review.py                  accuracy on tests/corpus/develop, with every confusion
python scripts/bench_review.py --part report    accuracy on the reported half: totals and rules, no letters
python scripts/bench_review.py --speed          words a second, one letter, growth from 10^3 to 10^6 characters
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from secondtake.findings import Finding, Person, ReviewContext
from secondtake.load import content
from secondtake.review import review

CORPUS = Path(__file__).resolve().parents[1] / "tests" / "corpus"
FAMILY = {rule.id: rule.family or rule.id for rule in content().rules}


@dataclass(frozen=True, slots=True)
class Letter:
    """One labelled letter of the corpus."""

    name: str
    text: str
    channel: str
    labels: frozenset[str]
    context: ReviewContext


def letters(part: str) -> Iterator[Letter]:
    """Yield the letters of one part of the corpus."""
    for path in sorted((CORPUS / part).glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        yield Letter(path.stem, table["text"].strip("\n"), table["channel"], frozenset(table["labels"]), context(table))


def context(table: dict[str, Any]) -> ReviewContext:
    """Return the context a corpus letter comes with."""
    known = dict(table.get("context", {}))
    people = tuple(
        Person(**one)
        if isinstance(one, dict)
        else Person(*reversed(one.split(" ", 1)))
        if _titled(one)
        else Person(one)
        for one in known.pop("interviewers", ())
    )
    return ReviewContext(interviewers=people, **known)


def _titled(name: str) -> bool:
    return name.split(" ", 1)[0].rstrip(".").lower() in (
        "mr",
        "ms",
        "mrs",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "eng",
    )


def said(letter: Letter) -> tuple[Finding, ...]:
    """Return the errors and warnings of one letter."""
    found = review(letter.text, content().rules, context=letter.context, channel=letter.channel).findings
    return tuple(one for one in found if one.severity != "note")


def accuracy(part: str, show: bool) -> bool:
    """Print precision and recall, rule by rule; say whether the aims are met."""
    right, wrong, missed, errors = Counter[str](), Counter[str](), Counter[str](), 0
    for letter in letters(part):
        found = said(letter)
        names = {FAMILY[one.rule] for one in found}
        right.update(names & letter.labels)
        wrong.update(names - letter.labels)
        missed.update(letter.labels - names)
        errors += sum(one.severity == "error" for one in found) if not letter.labels else 0
        if show and names != letter.labels:
            _show(letter, found, names)
    return _table(part, right, wrong, missed, errors)


def _show(letter: Letter, found: tuple[Finding, ...], names: set[str]) -> None:
    print(f"{letter.name}: missed {sorted(letter.labels - names) or '-'}")
    for one in found:
        if FAMILY[one.rule] not in letter.labels:
            print(f"    {one.severity} {one.rule}: {one.quote[:110]!r}")


def _table(part: str, right: Counter[str], wrong: Counter[str], missed: Counter[str], errors: int) -> bool:
    print(f"\n{'rule':28}{'right':>6}{'wrong':>6}{'missed':>7}")
    for name in sorted({*right, *wrong, *missed}):
        print(f"{name:28}{right[name]:>6}{wrong[name]:>6}{missed[name]:>7}")
    precision = right.total() / max(1, right.total() + wrong.total())
    recall = right.total() / max(1, right.total() + missed.total())
    print(f"\n{part}: precision {precision:.3f}, recall {recall:.3f}; errors on letters without a fault: {errors}")
    return precision >= 0.92 and recall >= 0.80 and errors == 0


def speed() -> None:
    """Print words a second, milliseconds for one letter, and how time grows with length."""
    texts = [letter.text for letter in letters("develop")]
    rules = content().rules
    count = sum(len(text.split()) for text in texts)
    rate = statistics.median(_seconds(lambda: [review(text, rules) for text in texts]) for _ in range(5))
    print(f"{count / rate:,.0f} words a second over {len(texts)} letters")
    one = letter_of(texts, 170)
    print(f"one letter of {len(one.split())} words: {milliseconds(one):.2f} ms")
    print(f"growth: exponent {growth(texts, show=True):.2f}")


def letter_of(texts: list[str], words: int) -> str:
    """Return the letter whose length is nearest to so many words."""
    return min(texts, key=lambda text: abs(len(text.split()) - words))


def milliseconds(text: str) -> float:
    """Return the least time that the review of a text takes, in milliseconds."""
    rules = content().rules
    return 1000 * min(_seconds(lambda: review(text, rules)) for _ in range(20))


def growth(texts: list[str], show: bool = False) -> float:
    """Return the exponent with which time grows with length, from 10^3 to 10^6 characters: 1 is in proportion."""
    corpus = "\n\n".join(texts)
    sizes = [10**3, 10**4, 10**5, 10**6]
    times = [milliseconds_of_length(corpus, size) for size in sizes]
    if show:
        for size, spent in zip(sizes, times, strict=True):
            print(f"{size:>9,} characters: {spent:9.1f} ms")
    return statistics.linear_regression([math.log(s) for s in sizes], [math.log(t) for t in times]).slope


def milliseconds_of_length(corpus: str, size: int) -> float:
    """Return the least time for so many characters of the corpus, which is repeated as often as needed."""
    text, rules = (corpus * (size // len(corpus) + 1))[:size], content().rules
    return 1000 * min(_seconds(lambda: review(text, rules)) for _ in range(2))


def _seconds(act: Any) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("develop", "report"), default="develop")
    parser.add_argument("--speed", action="store_true", help="speed instead of accuracy")
    asked = parser.parse_args()
    if asked.speed:
        speed()
        return 0
    return 0 if accuracy(asked.part, asked.part == "develop") else 1


if __name__ == "__main__":
    sys.exit(main())
