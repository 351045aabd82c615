"""Greet and sign off as the region does and as the people themselves do.

The greeting ladder: the name they signed with; else title and family name, if the title is known; else the full name.
No title is ever guessed (F130).
"""

from __future__ import annotations

from string import Template

from .model import Region
from .situation import Interviewer

TITLES = {"ms": "Ms", "mr": "Mr", "mrs": "Mrs", "miss": "Miss", "mx": "Mx", "dr": "Dr", "doctor": "Dr",
          "prof": "Prof", "professor": "Professor", "eng": "Eng", "engineer": "Eng", "sir": "Sir", "dame": "Dame",
          "rev": "Rev"}  # fmt: skip
SHORT = frozenset({"Ms", "Mr", "Mrs", "Mx", "Dr", "Prof", "Eng", "Rev"})  # these take a stop where a region uses one
MOST_NAMED = 3  # more names than this make a greeting nobody reads


def title_and_name(person: Interviewer) -> tuple[str, str]:
    """The title in its usual form and the name without it; either may be empty."""
    first, _, rest = person.name.partition(" ")
    inside = TITLES.get(first.rstrip(".").lower(), "")
    given = person.title.strip()
    title = TITLES.get(given.rstrip(".").lower(), given) or inside
    return title, rest if inside and rest else person.name


def family_name(name: str) -> str:
    """The last name with the particles before it: `de la Cruz`, `van Dyk`; a single name stays whole."""
    parts = name.split()
    if len(parts) < 2:
        return name
    start = len(parts) - 1
    while start > 1 and parts[start - 1].islower():
        start -= 1
    return " ".join(parts[start:])


def greeting_name(person: Interviewer, region: Region) -> tuple[str, dict[str, str]]:
    """Which salutation pattern fits a person, and the values for it."""
    title, name = title_and_name(person)
    if person.signed_as:
        return "salutation_first", {"first": person.signed_as}
    if title and name:
        stop = "." if region["title_stop"] and title in SHORT else ""
        return "salutation_titled", {"title": title + stop, "family": family_name(name)}
    return "salutation_full", {"full": name}


def salutation(people: tuple[Interviewer, ...], region: Region, *, gap: str, printed: bool = False) -> str:
    """The opening line. `gap` stands for the name when nobody is named; `printed` picks the mark for a paper letter."""
    named = [person for person in people if person.name or person.signed_as][:MOST_NAMED]
    mark = str(region["salutation_punctuation_letter" if printed else "salutation_punctuation_email"])
    if not named:
        return str(Template(region["salutation_full"]).safe_substitute(full=gap)) + mark
    lines = []
    for person in named:
        pattern, values = greeting_name(person, region)
        lines.append(Template(region[pattern]).safe_substitute(values))
    opening, names = lines[0], [line.partition(" ")[2] for line in lines[1:]]
    if names:
        opening = ", ".join([opening, *names[:-1]]) + " and " + names[-1]
    return opening + mark


def short_name(person: Interviewer, region: Region) -> str:
    """How to name a person in a sentence: `Ms Jones`, `Sarah`, `Alex Ode`."""
    pattern, values = greeting_name(person, region)
    return " ".join(values.values()) if pattern != "salutation_first" else values["first"]


def close(region: Region, register: str, *, printed: bool, formal: bool) -> str:
    """The complimentary close, comma included."""
    if printed:
        return str(region["close_named"])
    options = region["close_email"]
    return str(options[0] if formal or register == "plain" else options[-1])
