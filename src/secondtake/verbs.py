"""The forms of an English verb."""

from __future__ import annotations

import re
from collections.abc import Mapping


def forms(verb: str, irregular: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Return the forms of a verb (or a noun): `beg` gives beg, begs, begged, begging."""
    if verb in irregular:
        return frozenset((verb, *irregular[verb]))
    stem = verb[:-1] if verb.endswith("e") else verb
    found = {verb, verb + "s", stem + "ed", stem + "ing"}
    if verb.endswith("y") and verb[-2:-1] not in ("a", "e", "o", "u"):
        found |= {verb[:-1] + "ies", verb[:-1] + "ied"}
    if verb.endswith(("s", "x", "z", "ch", "sh")):
        found.add(verb + "es")
    if re.fullmatch(r"[a-z]*[^aeiou][aeiou][bdglmnprt]", verb):
        found |= {verb + verb[-1] + "ed", verb + verb[-1] + "ing"}
    return frozenset(found)
