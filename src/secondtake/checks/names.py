"""Names in the letter against the names in the context. Without a context these checks stay silent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondtake.checks.base import Hit, listed
from secondtake.checks.firms import named_firms, named_roles
from secondtake.draft import Draft
from secondtake.findings import Person, Rule
from secondtake.text import Span, fold, lines

_CAPITAL = re.compile(r"[^\W\d_a-z][\w'\u2019&.-]*")
_TITLE = {
    "mr": "m",
    "mrs": "f",
    "ms": "f",
    "miss": "f",
    "mx": "x",
    "sir": "m",
    "madam": "f",
    "dr": "",
    "professor": "",
    "prof": "",
    "eng": "",
}
_CALENDAR = frozenset(
    "january february march april june july august september october november december"
    " monday tuesday wednesday thursday friday saturday sunday".split()
)
_SHORT_NAME = 5  # letters of a short first name at most; a longer one is another name: Daniel, Danielle


def mismatches(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object to a person, a company, a role or a signature that is not the one in the context."""
    yield from _greeted(draft, rule)
    yield from named_firms(draft, rule)
    yield from named_roles(draft, rule)
    yield from _signed(draft)
    yield from _misspelt(draft)


def salutations(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object to a salutation that guesses: "Dear Sir" to someone whose name is known, "Mrs" for a "Ms"."""
    span = draft.parts.greeting
    if span is None:
        return
    said = set(re.findall(r"[^\W\d_]+", fold(span.of(draft.text))))
    if said & set(str(rule.params["guesses"]).split()):
        known = len(draft.context.interviewers) == 1
        instead = _dear(draft.context.interviewers[0]) + "," if known else None
        yield Hit(span.start, span.end, suggestion=instead)
    married = said & {"mrs", "miss"}
    for person in draft.context.interviewers if married else ():
        if fold(person.title).strip(". ") in ("ms", "mx") and fold(_last(person.name)) in said:
            yield Hit(span.start, span.end, suggestion=_dear(person) + ",")


def _greeted(draft: Draft, rule: Rule) -> Iterator[Hit]:
    span, people = draft.parts.greeting, draft.context.interviewers
    text = span.of(draft.text) if span else ""
    if span is None or not people or fold(text).startswith("to the "):  # that is an address, not a greeting
        return
    ignore = set(str(rule.params["not_names"]).split())
    parts = [
        part
        for part in re.findall(r"[^\W\d_][\w'\u2019-]*", text)
        if fold(part) not in ignore and fold(part) not in _TITLE
    ]
    polite = tuple(f"-{one}" for one in listed(str(rule.params["honorifics"])))  # "Tanaka-san"
    parts = [part.rpartition("-")[0] if fold(part).endswith(polite) else part for part in parts]
    named = [part for part in parts if part[:1].isupper() or not part.isascii()]
    known = {fold(part) for who in people for part in re.findall(r"[\w'\u2019-]+", f"{who.name} {who.signed_as}")}
    known |= {fold(part) for part in draft.context.company.split()}
    titled = bool(re.search(r"\b(?:mr|mrs|ms|miss|mx|dr|prof)\b", fold(text)))
    if len(named) == 1 and not titled and any(_short_for(fold(named[0]), fold(who.name), rule) for who in people):
        return
    sure = titled or len(named) > 1 or all(len(who.name.split()) > 1 for who in people)
    if named and sure and not any(fold(part) in known for part in named):
        yield Hit(span.start, span.end, suggestion=_dear(people[0]) + "," if len(people) == 1 else None)
        return
    yield from _titles(span, text, people)


def _short_for(said: str, name: str, rule: Rule) -> bool:
    """Say whether one greets by a short form of the name: "Kate" for Katherine, "Bob" for Robert."""
    first = name.split(" ")[0]
    begins = len(said) <= _SHORT_NAME < len(first) and said[:3] == first[:3]
    return begins or f"{said}:{first}" in listed(str(rule.params["nicknames"]))


def _titles(span: Span, text: str, people: tuple[Person, ...]) -> Iterator[Hit]:
    said = {_TITLE[word] for word in re.findall(r"[a-z]+", fold(text)) if word in _TITLE} - {""}
    for who in people:
        right = _TITLE.get(fold(who.title).strip(". "), "")
        if len(people) == 1 and right and said and right not in said and _last(who.name) in text:
            yield Hit(span.start, span.end, suggestion=_dear(who) + ",")


def _signed(draft: Draft) -> Iterator[Hit]:
    span, candidate = draft.parts.signature, draft.context.candidate
    if span is None or not candidate:
        return
    first = next(lines(draft.text, span.start, span.end))
    said = list(re.findall(r"[^\W\d_][\w'\u2019-]*", first.of(draft.text)))
    right = {fold(part) for part in re.findall(r"[\w'\u2019-]+", candidate)}
    if (
        2 <= len(said) <= 4
        and all(part[:1].isupper() for part in said)
        and not any(fold(part) in right for part in said)
    ):
        yield Hit(first.start, first.end, suggestion=candidate)


def _misspelt(draft: Draft) -> Iterator[Hit]:
    """Object to a capitalised word one slip of the finger away from a name in the context."""
    context = draft.context
    names = {_last(who.name) for who in context.interviewers} | set(context.company.split()[:1])
    names = {name for name in names if len(name) >= 5}
    right = {fold(part) for who in context.interviewers for part in who.name.split()} | {
        fold(part) for part in context.company.split()
    }
    right |= {fold(part) for part in context.candidate.split()} | {fold(part) for part in context.role.split()}
    for match in _CAPITAL.finditer(draft.text) if names else ():
        said = match.group().rstrip(".,'\u2019")
        said = re.sub(r"['\u2019]s\Z", "", said)
        if fold(said) in right or fold(said) in _CALENDAR or fold(said).rstrip("s") in right:
            continue
        near = next((name for name in sorted(names) if _one_slip(fold(said), fold(name))), "")
        if near and not _of_another(draft.text, match, right):
            yield Hit(match.start(), match.start() + len(said), suggestion=near)


def _of_another(text: str, match: re.Match[str], right: set[str]) -> bool:
    """Say whether a capitalised word begins another name: "Fujimi Inn" is no slip for Ms Fujii."""
    after = _CAPITAL.match(text, match.end() + 1) if text[match.end() : match.end() + 1] == " " else None
    return after is not None and fold(after.group()).strip(".,'") not in right


def _one_slip(one: str, other: str) -> bool:
    """Say whether two words differ by one letter changed, missing, added or swapped with its neighbour."""
    if abs(len(one) - len(other)) > 1 or one == other or one[:1] != other[:1]:
        return False
    if len(one) == len(other):
        apart = [at for at in range(len(one)) if one[at] != other[at]]
        return len(apart) == 1 or (
            len(apart) == 2 and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]
        )
    short, long = sorted((one, other), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _last(name: str) -> str:
    return name.split()[-1] if name.split() else ""


def _dear(person: Person) -> str:
    if person.signed_as:
        return f"Dear {person.signed_as}"
    return f"Dear {person.title} {_last(person.name)}" if person.title else f"Dear {person.name}"
