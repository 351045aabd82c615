"""How alike our letters are: the five-word runs that two of them share, the person's own words left out.

Composes random but plausible situations and compares all pairs of one kind of letter, all pairs of one mishap and kind,
and the notes to the members of one panel. `--worst` shows which of our passages are shared most.
"""

from __future__ import annotations

import argparse
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random
from typing import NamedTuple

from plausible import Told, many, plausible
from secondtake.assess import assess
from secondtake.compose import Options, compose
from secondtake.door import situation_from
from secondtake.load import content
from secondtake.model import Letter
from secondtake.situation import Situation

Run = tuple[str, ...]
LENGTH = 5
MOST_PAIRS = 4000  # of one kind; more would not change the figures
PANELS = 150
EMPTY = "\x00"  # stands where the person's own words stood; no run goes across it
WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*|\x00")


@dataclass(frozen=True, slots=True)
class Ours:
    """What is ours in one letter: its runs, and the wording of each part."""

    kind: str
    mishap: str
    runs: frozenset[Run]
    parts: tuple[tuple[str, str], ...]


class Aim(NamedTuple):
    """The most that the 95th percentile of a group of pairs may be."""

    title: str
    share: float


WITHIN_KIND = Aim("two letters of one kind", 0.35)
WITHIN_MISHAP = Aim("two letters of one kind about one mishap", 0.60)
PANEL = Aim("two notes to one panel", 0.50)


def own_values(told: Situation) -> list[str]:
    """What the person typed and a passage may hold, the longest first."""
    values = [told.company, told.role, told.highlight, told.candidate.name, told.adjustment.part, told.adjustment.need]
    values += [item.question for item in told.evidence] + list(told.new_slots)
    values += [name for one in told.interviewers for name in (one.name, one.signed_as, one.talked_about)]
    return sorted((value.strip(" .?") for value in values if value.strip(" .?")), key=len, reverse=True)


def ours_in(letter: Letter, told: Situation) -> tuple[tuple[str, str], ...]:
    """The parts that are our words, with a mark where the person's stood."""
    parts = []
    for part in letter.parts:
        if not part.because.own_words and not part.text.startswith("["):
            text = part.text
            for value in own_values(told):
                text = re.sub(re.escape(value), EMPTY, text, flags=re.IGNORECASE)
            parts.append((part.id, text))
    return tuple(parts)


def runs_of(parts: Sequence[tuple[str, str]]) -> frozenset[Run]:
    """Every run of five words within one part, its case and punctuation left out."""
    found = set()
    for _, text in parts:
        words = [word.casefold() for word in WORD.findall(text)]
        found |= {tuple(words[at : at + LENGTH]) for at in range(len(words) - LENGTH + 1)}
    return frozenset(run for run in found if EMPTY not in run)


def written(told: Told, to: int = 0) -> Ours | None:
    """What is ours in the letter for a situation; None when nothing is sent."""
    situation = situation_from(told)
    letter = compose(situation, assess(situation, content()), content(), Options(to=to))
    if letter is None:
        return None
    parts = ours_in(letter, situation)
    return Ours(letter.kind, told["mishaps"][0]["id"], runs_of(parts), parts)


def shared(one: Ours, other: Ours) -> float:
    """Of all the runs that stand in the two letters, the share of those that the other letter has too."""
    total = len(one.runs) + len(other.runs)
    return 2 * len(one.runs & other.runs) / total if total else 0.0


def pairs(letters: Sequence[Ours], random: Random) -> Iterator[tuple[Ours, Ours]]:
    """All pairs, or as many of them as are enough."""
    every = len(letters) * (len(letters) - 1) // 2
    if every <= MOST_PAIRS:
        yield from combinations(letters, 2)
        return
    for _ in range(MOST_PAIRS):
        one, other = random.sample(letters, 2)
        yield one, other


def grouped(letters: Sequence[Ours], *, by_mishap: bool) -> dict[str, list[Ours]]:
    """Letters of one kind, or of one mishap and kind, together."""
    groups: dict[str, list[Ours]] = defaultdict(list)
    for letter in letters:
        groups[f"{letter.kind}, {letter.mishap}" if by_mishap else letter.kind].append(letter)
    return dict(sorted(groups.items()))


def panel_pairs(random: Random) -> Iterator[tuple[Ours, Ours]]:
    """Notes to the members of one panel, in the regions where each member gets one."""
    regions = [name for name, one in content().regions.items() if one["one_note_per_interviewer"] == "each"]
    people = [entry.sample["interviewers"][0] for entry in content().mishaps.values()]
    for _ in range(PANELS):
        panel = random.sample(people, random.choice((2, 3)))
        told = plausible(random, region=random.choice(regions), interviewers=panel)
        notes = [note for to in range(len(panel)) if (note := written(told, to))]
        yield from combinations(notes, 2)


def percentile(shares: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(shares, n=20, method="inclusive")[18] if len(shares) > 1 else max(shares, default=0.0)


def report(aim: Aim, shares: Sequence[float]) -> bool:
    """One line; says whether the aim is met."""
    high = percentile(shares)
    met = high < aim.share
    print(
        f"  {aim.title:42} median {statistics.median(shares):4.0%}, 95th percentile {high:4.0%}"
        f" (aim: under {aim.share:.0%}: {'met' if met else 'MISSED'}; {len(shares):,} pairs)"
    )
    return met


def show_kinds(groups: dict[str, list[Ours]], aim: Aim, random: Random, least: int) -> None:
    """The groups one by one, the worst first."""
    rows = []
    for name, letters in groups.items():
        shares = [shared(*pair) for pair in pairs(letters, random)]
        if len(letters) >= least:
            rows.append((percentile(shares), name, len(letters), len(shares)))
    for high, name, count, compared in sorted(rows, reverse=True)[:15]:
        print(f"    {high:4.0%}  {name}: {count} letters, {compared:,} pairs{'' if high < aim.share else '  (over)'}")


def show_worst(letters: Sequence[Ours], random: Random) -> None:
    """Which part of which kind brings the most shared runs, over all pairs of a kind."""
    for kind, group in grouped(letters, by_mishap=False).items():
        count: Counter[str] = Counter()
        total = 0
        for one, other in pairs(group, random):
            total += (len(one.runs) + len(other.runs)) // 2
            for name, text in one.parts:
                count[name] += len(runs_of([(name, text)]) & other.runs)
        line = ", ".join(f"{name} {runs / max(1, total):.1%}" for name, runs in count.most_common(6))
        print(f"    {kind}: {line}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="situations to compose (default: 1000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worst", action="store_true", help="also where the likeness comes from")
    asked = parser.parse_args()
    random = Random(asked.seed)  # noqa: S311 - repeatable on purpose
    letters = [letter for told in many(asked.seed, asked.count) if (letter := written(told))]
    print("Five-word runs of two letters that the other letter has too, the person's own words left out:")
    print(f"{asked.count:,} situations, {len(letters):,} letters")
    for aim, by_mishap in ((WITHIN_KIND, False), (WITHIN_MISHAP, True)):
        groups = grouped(letters, by_mishap=by_mishap)
        report(aim, [shared(*pair) for group in groups.values() for pair in pairs(group, random)])
        if asked.worst or not by_mishap:
            show_kinds(groups, aim, random, 5)
    report(PANEL, [shared(*pair) for pair in panel_pairs(random)])
    if asked.worst:
        show_worst(letters, random)


if __name__ == "__main__":
    main()
