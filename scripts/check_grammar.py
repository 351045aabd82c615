"""The grammar of our letters, by an outside judge and by our own letter check.

At least 20,000 whole letters (see grammar_letters.py) go through Harper, through a few mechanical checks and through
our own review. What the judges object to wrongly is listed with a reason in tests/data/grammar-accepted.toml; any other
finding fails. `make check-grammar` runs it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from grammar_letters import Written, dialect, letters, names_of, texts
from runtime_node import ROOT, SCRIPTS
from secondtake import review
from secondtake.load import content

ACCEPTED = ROOT / "tests" / "data" / "grammar-accepted.toml"
MECHANICS = {
    "unfilled slot": re.compile(r"\$\{?[a-z]\w*\}?"),
    "two spaces": re.compile(r"(?<=\S) {2,}(?=\S)"),
    "space before a mark": re.compile(r" +[,.;:!?](?!\w)"),
    "two marks together": re.compile(r"[,;:][.!?,;:]|(?<!\.)\.\.(?!\.)|\?\.|[.!?],(?! )"),
    "no space after a mark": re.compile(r"(?<=[a-z]{2})[.!?][A-Z](?=[a-z ])|(?<=[a-z]),(?=[A-Za-z])"),
    "a word twice": re.compile(r"\b(\w+) \1\b(?! \1)", re.IGNORECASE),
}
OURS = "ours: "
SPOKEN = ("call-script",)  # nobody's letter, so our letter check has nothing to say of it
SHOWN = 40
AT_A_TIME = 1000  # texts to one process of the oracle, which grows with what it has read
PROCESSES = os.cpu_count() or 1


class Finding(NamedTuple):
    """One objection: who objects, to what, and the words around it."""

    rule: str
    quote: str
    context: str
    message: str = ""


@dataclass(slots=True)
class Accepted:
    """An objection that a careful reader does not uphold, and why."""

    rule: str
    context: re.Pattern[str]
    reason: str
    times: int = 0


@dataclass(slots=True)
class Gathered:
    """All texts to judge, each once and with its spelling, and the names in them."""

    texts: set[tuple[str, str]] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    count: int = 0
    reviewed: int = 0


def accepted(path: Path = ACCEPTED) -> list[Accepted]:
    """The list of false alarms. Every entry needs a reason."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return [Accepted(one["rule"], re.compile(one["context"]), one["reason"]) for one in table["accepted"]]


def settle(found: Iterable[Finding], known: list[Accepted]) -> list[Finding]:
    """The findings that nobody has accepted."""
    left = []
    for one in found:
        entry = next((e for e in known if e.rule == one.rule and e.context.search(one.context)), None)
        if entry is None:
            left.append(one)
        else:
            entry.times += 1
    return left


def mechanical(text: str) -> Iterator[Finding]:
    """What goes wrong when passages and answers are put together."""
    for rule, pattern in MECHANICS.items():
        for match in pattern.finditer(text):
            around = text[max(0, match.start() - 30) : match.end() + 30]
            yield Finding(rule, match.group(), around)


def by_oracle(pairs: list[tuple[str, str]], names: set[str]) -> Iterator[Finding]:
    """What Harper objects to."""
    some = [pairs[at : at + AT_A_TIME] for at in range(0, len(pairs), AT_A_TIME)]
    with ThreadPoolExecutor(PROCESSES) as pool:
        for found in pool.map(lambda few: _asked(few, sorted(names)), some):
            yield from found


def _asked(pairs: list[tuple[str, str]], names: list[str]) -> list[Finding]:
    """What one process of Harper objects to."""
    given = {"words": names, "texts": [{"text": text, "dialect": spelling} for text, spelling in pairs]}
    command = ["node", str(SCRIPTS / "grammar_oracle.mjs")]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=True, cwd=ROOT)
    return [
        Finding(
            one["rule"],
            one["quote"],
            " ".join(f"{one['before']}[{one['quote']}]{one['after']}".split()),
            one["message"],
        )
        for line in done.stdout.splitlines()
        for one in json.loads(line)["findings"]
    ]


def by_us(written: Written) -> Iterator[Finding]:
    """What our own letter check objects to, notes included."""
    letter = written.letter
    text = f"Subject: {letter.subject}\n\n{letter.text}" if letter.kind not in SPOKEN else ""
    about = f"{written.told['mishaps'][0]['id']}, {letter.kind}, ask {written.told.get('ask', 'ours')}"
    for one in review(text, written.told).findings if text else ():
        yield Finding(OURS + one.rule, one.quote, f"{about}: [{one.quote}]", one.message)


def gather(seed: int, least: int) -> tuple[Gathered, list[Finding]]:
    """Compose, review with our own check, and collect what the oracle is to see."""
    gathered = Gathered()
    for entry in content().mishaps.values():
        gathered.names |= names_of(entry.sample)
    found: list[Finding] = []
    for written in letters(seed, least):
        gathered.count += 1
        gathered.reviewed += written.letter.kind not in SPOKEN
        gathered.names |= names_of(written.told)
        found += by_us(written)
        gathered.texts |= {(text, dialect(written.letter.region)) for text in texts(written)}
    return gathered, found


def judge(seed: int, least: int, known: list[Accepted]) -> tuple[Gathered, list[Finding]]:
    """Everything that is found and not accepted."""
    gathered, found = gather(seed, least)
    print(f"{gathered.count:,} letters composed; whole letters and subject lines, each once:")
    print(f"  Harper and the mechanical checks: {len(gathered.texts):,} different texts")
    print(f"  our own letter check: {gathered.reviewed:,} letters, the rest being words for the phone", flush=True)
    found += [one for text, _ in gathered.texts for one in mechanical(text)]
    found += by_oracle(sorted(gathered.texts), gathered.names)
    return gathered, settle(found, known)


def grouped(left: list[Finding]) -> dict[tuple[str, str], list[Finding]]:
    """Findings of one rule on the same words together, the most frequent first."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for one in left:
        groups.setdefault((one.rule, one.quote), []).append(one)
    return dict(sorted(groups.items(), key=lambda item: -len(item[1])))


def report(left: list[Finding], known: list[Accepted], show: int) -> None:
    """Print what is left, and how often each false alarm came."""
    groups: dict[Any, list[Finding]] = grouped(left)
    for (rule, _), some in list(groups.items())[:show]:
        print(f"  {len(some):5} x {rule}: {some[0].context}   {some[0].message[:80]}")
    if len(groups) > show:
        print(f"  ... and {len(groups) - show} more")
    silent = [entry for entry in known if not entry.times]
    print(f"false alarms accepted: {sum(entry.times for entry in known):,} by {len(known)} entries")
    for entry in silent:
        print(f"  no longer needed: {entry.rule}, {entry.context.pattern}")


def main() -> int:
    """Judge; the exit code is 1 when a finding is left."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=SHOWN, help="different findings to print")
    asked = parser.parse_args()
    known = accepted()
    gathered, left = judge(asked.seed, asked.letters, known)
    report(left, known, asked.show)
    print(f"{gathered.count:,} letters, {len(left)} findings that nobody accepted")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
