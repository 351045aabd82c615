"""How often the letter check is right, and how its time grows.

python scripts/bench_review.py                  accuracy on tests/corpus/develop, with every confusion
python scripts/bench_review.py --part report    accuracy on the reported half: totals and rules, no letters
python scripts/bench_review.py --write          the same, and keep the counts for the rules page
python scripts/bench_review.py --folder F       accuracy on any folder of labelled letters: totals and rules only
python scripts/bench_review.py --speed          words a second, one letter, growth from 10^3 to 10^6 characters
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import subprocess
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from secondtake.findings import Finding, Person, ReviewContext
from secondtake.load import content
from secondtake.review import review

CORPUS = Path(__file__).resolve().parents[1] / "tests" / "corpus"
KEPT = CORPUS / "report.json"
FAMILY = {rule.id: rule.family or rule.id for rule in content().rules}


@dataclass(frozen=True, slots=True)
class Letter:
    """One labelled letter of the corpus."""

    name: str
    text: str
    channel: str
    labels: frozenset[str]
    context: ReviewContext


def letters(part: str | Path) -> Iterator[Letter]:
    """Yield the letters of one part of the corpus, or of a folder."""
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


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each rule was right, spoke wrongly or was missing, over the letters of one part."""

    letters: int
    faultless: int
    right: Counter[str]
    wrong: Counter[str]
    missed: Counter[str]
    errors: int  # on letters without a fault

    @property
    def precision(self) -> float:
        """The share of objections that were right."""
        return self.right.total() / max(1, self.right.total() + self.wrong.total())

    @property
    def recall(self) -> float:
        """The share of faults that were found."""
        return self.right.total() / max(1, self.right.total() + self.missed.total())


def counted(part: str | Path, show: bool = False) -> Counts:
    """Review every letter of a part and compare what is said with its labels."""
    right, wrong, missed, errors = Counter[str](), Counter[str](), Counter[str](), 0
    every = list(letters(part))
    for letter in every:
        found = said(letter)
        names = {FAMILY[one.rule] for one in found}
        right.update(names & letter.labels)
        wrong.update(names - letter.labels)
        missed.update(letter.labels - names)
        errors += sum(one.severity == "error" for one in found) if not letter.labels else 0
        if show and names != letter.labels:
            _show(letter, found, names)
    return Counts(len(every), sum(not letter.labels for letter in every), right, wrong, missed, errors)


def accuracy(part: str | Path, show: bool, write: bool) -> bool:
    """Print precision and recall, rule by rule; say whether the aims are met. May keep the counts for the page."""
    found = counted(part, show)
    if write:
        keep(found)
    return _table(str(part), found)


def keep(found: Counts) -> None:
    """Write the counts of the reported part, and the commit they hold for, where the rules page reads them."""
    changed = _git("status", "--porcelain", "--", "src", "tests/corpus/report")
    if changed:
        sys.exit(f"Commit these first, so that the counts hold for a commit:\n{changed}")
    names = sorted({*found.right, *found.wrong, *found.missed})
    counts = (("right", found.right), ("wrong", found.wrong), ("missed", found.missed))
    data = {
        "schema": 1,
        "commit": _git("rev-parse", "HEAD"),
        "date": date.today().isoformat(),
        "letters": found.letters,
        "faultless": found.faultless,
        "errors_on_faultless": found.errors,
        "precision": round(found.precision, 4),
        "recall": round(found.recall, 4),
        "rules": {name: {kind: count[name] for kind, count in counts} for name in names},
    }
    KEPT.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=CORPUS, capture_output=True, text=True, check=True).stdout.strip()


def _show(letter: Letter, found: tuple[Finding, ...], names: set[str]) -> None:
    print(f"{letter.name}: missed {sorted(letter.labels - names) or '-'}")
    for one in found:
        if FAMILY[one.rule] not in letter.labels:
            print(f"    {one.severity} {one.rule}: {one.quote[:110]!r}")


def _table(part: str, found: Counts) -> bool:
    print(f"\n{'rule':28}{'right':>6}{'wrong':>6}{'missed':>7}")
    for name in sorted({*found.right, *found.wrong, *found.missed}):
        print(f"{name:28}{found.right[name]:>6}{found.wrong[name]:>6}{found.missed[name]:>7}")
    figures = f"precision {found.precision:.3f}, recall {found.recall:.3f}"
    print(f"\n{part}: {figures}; errors on letters without a fault: {found.errors}")
    return found.precision >= 0.92 and found.recall >= 0.80 and found.errors == 0


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
    parser.add_argument("--write", action="store_true", help=f"write the counts of the reported part to {KEPT.name}")
    parser.add_argument("--folder", type=Path, help="a folder of labelled letters in place of a part")
    parser.add_argument("--speed", action="store_true", help="speed instead of accuracy")
    asked = parser.parse_args()
    if asked.speed:
        speed()
        return 0
    part = asked.folder.resolve() if asked.folder else "report" if asked.write else asked.part
    if next(letters(part), None) is None:
        print(f"no letters in {part}")
        return 1
    return 0 if accuracy(part, part == "develop", asked.write) else 1


if __name__ == "__main__":
    sys.exit(main())
