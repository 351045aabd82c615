"""The letters whose grammar is checked: every mishap, kind, register and wording, all regions, awkward names.

Seeded, so that a finding can be found again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from random import Random
from typing import Any

from plausible import Told, plausible
from secondtake.assess import assess
from secondtake.compose import Options, compose
from secondtake.door import situation_from
from secondtake.load import content
from secondtake.model import Letter

WORDINGS = 8
# What a kind of letter cannot do without; a letter with an open blank is not finished, and nobody would send it.
NEEDED = {
    "correction": "correction",
    "adjustment-request": "adjustment",
    "conduct-apology": "conduct",
    "fuller-answer": "evidence",
    "owning-it": "evidence",
}
REGISTERS = ("plain", "warm")
NAMES = ("Siobhán O'Neill", "D’Arcy Lyon", "Suharto", "Björk", "Lena van Dyk", "Jean-Luc Moreau", "Li Wei",
         "María de la Cruz", "James Hughes", "Ngũgĩ wa Mwangi")  # fmt: skip
TITLES = ("", "", "Ms", "Mr", "Mx", "Dr", "Professor", "Eng")
COMPANIES = ("Brooks", "Acme Inc.", "Hughes & Sons Ltd.", "eBay", "O'Hara Foods", "The Gap", "ING", "Yahoo!",
             "J. Lewis & Co.", "adidas")  # fmt: skip
ROLES = ("analyst", "Analyst", "engineer", "accounts assistant", "HR officer", "hourly paid tutor", "UX designer",
         "the Data Analyst role", "an usher", "MRI technician", "university lecturer", "iOS developer")  # fmt: skip
# Enough to see both orders, one and two digits, and the months that are also words.
DAYS = ("2026-05-01", "2026-03-22", "2026-08-11")
AWKWARD = 0.35


@dataclass(frozen=True, slots=True)
class Written:
    """One composed letter and what it was composed from."""

    told: Told
    wording: int
    letter: Letter


def _awkward(random: Random, told: Told) -> Told:
    """Now and then a name, a company or a role of the kind that breaks mail merges."""
    if random.random() < AWKWARD:
        told["company"] = random.choice(COMPANIES)
    if random.random() < AWKWARD:
        told["role"] = random.choice(ROLES)
    if random.random() < AWKWARD:
        told["interviewers"] = [{"name": random.choice(NAMES), "title": random.choice(TITLES)}]
    told["interview"]["date"] = random.choice(DAYS)
    if random.random() < AWKWARD:
        told["candidate"] = {"name": random.choice(NAMES)}
    return told


def _complete(random: Random, told: Told, kind: str) -> Told:
    """With what this kind of letter needs, from another entry where the situation does not have it."""
    for name in ("role", NEEDED.get(kind, "role")):
        if not told.get(name):
            told[name] = random.choice(
                [entry.sample[name] for entry in content().mishaps.values() if name in entry.sample]
            )
    return told


def letters(seed: int, least: int) -> Iterator[Written]:
    """Every mishap x kind x register x wording once, each in some region; over again until there are enough."""
    random = Random(seed)  # noqa: S311 - repeatable on purpose
    space = list(product(content().mishaps, content().letters, REGISTERS, range(WORDINGS)))
    made = 0
    while True:
        random.shuffle(space)
        for mishap, kind, register, wording in space:
            fixed: dict[str, Any] = {"register": register, "choose": {"kind": kind}}
            told = _complete(random, _awkward(random, plausible(random, mishap, **fixed)), kind)
            situation = situation_from(told)
            letter = compose(situation, assess(situation, content()), content(), Options(wording=wording))
            if letter is not None:
                made += 1
                yield Written(told, wording, letter)
            if made >= least:
                return


def dialect(region: str) -> str:
    """The spelling of a region's letters."""
    return str(content().regions[region]["spelling"])


def texts(written: Written) -> tuple[str, ...]:
    """What of a letter goes to the checker: its subject line, if it has one, and the whole of the rest."""
    return tuple(text for text in (written.letter.subject, written.letter.text) if text)


def names_of(told: Mapping[str, Any]) -> set[str]:
    """The words in a situation that are names, which no dictionary holds."""
    people = [told.get("candidate", {}), *told.get("interviewers", []), {"name": told.get("company", "")}]
    agency = told.get("agency", {})
    values = [one.get(key, "") for one in people for key in ("name", "signed_as")]
    values += [agency.get("consultant", ""), agency.get("firm", ""), told.get("coordinator", "")]
    values += [told.get("conduct", {}).get("to", "")]
    whole = {word.strip(".,!") for value in values for word in value.split()}
    pieces = {piece for word in whole for piece in re.split(r"[-.'\u2019]", word)}
    return {name for name in whole | pieces | {word.replace("\u2019", "'") for word in whole} if name}
