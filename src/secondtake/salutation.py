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
FIRST_NAMED = frozenset({"Sir", "Dame"})  # these go with the first name: Dame Judith, never Dame Hall
AFTER_NAMES = frozenset("jr sr ii iii iv phd md mba cpa esq mbe obe cbe".split())  # no part of a family name
MOST_NAMED = 6  # a panel; leaving one of them out is worse than a long greeting


def title_and_name(person: Interviewer) -> tuple[str, str]:
    """The title in its usual form and the name without it; either may be empty."""
    name = _bare(person.name)
    first, _, rest = name.partition(" ")
    inside = TITLES.get(first.rstrip(".").lower(), "")
    given = person.title.strip()
    title = TITLES.get(given.rstrip(".").lower(), given) or inside
    return title, rest if inside else name


def _bare(name: str) -> str:
    """The name without what follows it, a post or `Jr.` or letters; `Smith, John` is turned round."""
    family, _, after = (part.strip() for part in name.partition(","))
    if after and " " not in family and not _follows(after.split()[0]):
        family = f"{after} {family}"
    words = family.split()
    while len(words) > 1 and _follows(words[-1]):
        words.pop()
    return " ".join(words)


def _follows(word: str) -> bool:
    return word.replace(".", "").lower() in AFTER_NAMES


def family_name(name: str) -> str:
    """The last name with the particles before it: `de la Cruz`, `van Dyk`; a single name stays whole."""
    parts = name.split()
    if len(parts) < 2:
        return name
    start = len(parts) - 1
    while start > 0 and parts[start - 1].islower() and not parts[-1].islower():  # all in small letters: no telling
        start -= 1
    return " ".join(parts[start:])


def greeting_name(person: Interviewer, region: Region) -> tuple[str, dict[str, str]]:
    """Which salutation pattern fits a person, and the values for it."""
    title, name = title_and_name(person)
    if person.signed_as:
        return "salutation_first", {"first": person.signed_as}
    if title and name:
        stop = "." if region["title_stop"] and title in SHORT else ""
        family = name.split()[0] if title in FIRST_NAMED else family_name(name)
        return "salutation_titled", {"title": title + stop, "family": family}
    return "salutation_full", {"full": name}


def salutation(people: tuple[Interviewer, ...], region: Region, *, gap: str, printed: bool = False) -> str:
    """The opening line. `gap` stands for the name when nobody is named; `printed` picks the mark for a paper letter."""
    named = [person for person in people if person.signed_as or title_and_name(person)[1]][:MOST_NAMED]
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
