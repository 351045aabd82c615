"""Names in the letter against the names in the context. Without a context these checks stay silent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondtake.checks.base import Hit, listed
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
_NEAR = 60  # where the name of the company would stand after the name of one of its departments
_SMALL = frozenset("the a an of for and in at to with".split())
_ROLE = re.compile(
    r"(?:\b(?:the|your|this)\s+((?:[A-Z][\w&/-]*\s+){1,5})(?:role|position|post|job|vacancy)\b"
    r"|\b(?:(?:position|role|post|job|vacancy)\s+(?:of|as)|become)\s+(?:an?\s+|the\s+|your\s+)?((?:[A-Z][\w&/-]*\s?){1,5}))"
)
_AT = re.compile(
    r"\b(?:at|join|joining|work for|working for|part of|interview with|role with|position with)"
    r"\s+(?:the\s+)?((?:[A-Z][\w&'\u2019-]*\s?){1,4})"
)

# "I would be happy to design for Hartwell Games": whom one would work for, where the letter never names the company.
_AT_OR_FOR = re.compile(
    r"\b(?:at|join|joining|part of|interview with|role with|position with|to (?!apply|be\b|interview)\w+ (?:\w+ )?for)"
    r"\s+(?:the\s+)?((?:[A-Z][\w&'\u2019-]*\s?){1,4})"
)
# What is said to be "at" a name is the firm in question only after one of these; anything else may be a place.
_THEIRS = re.compile(
    r"\b(?:work|working|role|post|position|job|team|vacancy|opening|career|traineeship|apprenticeship|serve|serving)"
    r"\s+(?:[\w-]+\s+){0,2}\Z"
)
# "Harrow Basin Minerals is where I would like to work", "what draws me to Cedar Bank": whom the letter is about.
_WISHED = re.compile(
    r"\b((?:[A-Z][\w&'\u2019-]{0,30}\s){1,3}[A-Z][\w&'\u2019-]{0,30}) (?:is|would be) (?:\w{1,20} )?"
    r"(?:where|the \w{1,20} where) I(?:'d| would| want| hope)"
    r"|\b(?:draws|attracts|brings)\s+me\s+to\s+(?:the\s+)?((?:[A-Z][\w&'\u2019-]*\s?){1,4})"
    r"|\binterview(?:ed|ing)?\s+(?:me\s+)?(?:at|with)\s+(?:the\s+)?((?:[A-Z][\w&'\u2019-]*\s?){1,4})"
    r"|\bto\s+(?:work|teach|nurse|cook|bake|build|design|drive|train|learn|serve|play|sing|care)\s+(?:\w+\s+)?at\s+(?:the\s+)?"
    r"((?:[A-Z][\w&'\u2019-]*\s?){1,4})"
)
# The post in a subject line: "Warehouse Operative interview", "Application for Sous Chef".
_SUBJECT_ROLE = re.compile(
    r"\b((?:[A-Z][\w&/-]{0,30} ){1,4})(?:[Ii]nterview|[Aa]pplication|[Rr]ole|[Pp]osition|[Pp]ost|[Vv]acancy)\b"
    r"|\b(?:[Ii]nterview|[Aa]pplication|[Aa]pplying)\s+for\s+(?:the\s+)?((?:[A-Z][\w&/-]*\s?){1,4})"
)
# One of the firm's own places, named after the town it stands in.
_PLACE = re.compile(
    r"\s*(?:office|plant|mill|site|branch|depot|yard|campus|hospital|ward|station|store|shop|factory|works|centre|center"
    r"|farm|school|clinic|warehouse|lab|laboratory|hotel|port|terminal|quarry|mine|studio|kitchen|headquarters|hq)s?\b",
    re.IGNORECASE,
)


def mismatches(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object to a person, a company, a role or a signature that is not the one in the context."""
    yield from _greeted(draft, rule)
    yield from _company(draft, rule)
    yield from _wished(draft, rule)
    yield from _role(draft, rule)
    yield from _subject_role(draft, rule)
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
    if span is None or not people:
        return
    text = span.of(draft.text)
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


def _company(draft: Draft, rule: Rule) -> Iterator[Hit]:
    company = draft.context.company
    if not company:
        return
    ignore = set(str(rule.params["not_names"]).split())
    ignore |= set(str(rule.params["generic"]).split())
    right = _significant(company) - ignore or _significant(company)
    job = _significant(draft.context.role)
    for one in draft.sentences:
        if one.part not in ("body", "postscript", "subject") or not (
            one.part == "subject" or one.roles & {"interest", "thanks", "ask_again"}
        ):
            continue
        told = one.roles & {"evidence", "answer"} and "interest" not in one.roles
        if told or "references" in one.roles:  # "Dai at Ely Security knows my work" is another company
            continue
        pattern = _AT_OR_FOR if "interest" in one.roles and not _said(draft, right) else _AT
        for match in pattern.finditer(draft.text, one.start, one.end):
            name = match.group(1).strip()
            said = _significant(name) - ignore
            if match.group().startswith("at") and not _THEIRS.search(draft.folded[one.start : match.start()]):
                continue
            if _part_of(draft.text, match.end(), right) or _PLACE.match(draft.text, match.end(1)):
                continue
            if pattern is _AT_OR_FOR and said & job:  # "to stand in for the Crew Scheduler"
                continue
            if said and not said & right and not _known_elsewhere(draft, name) and not _initials(name, company):
                yield Hit(match.start(1), match.start(1) + len(name), suggestion=company)


def _wished(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object to another firm where a letter that never names the right one says whom it is about."""
    company = draft.context.company
    ignore = listed(str(rule.params["not_names"])) | listed(str(rule.params["generic"]))
    right = _significant(company) - ignore or _significant(company)
    if not company or _said(draft, right):
        return
    firms = listed(str(rule.params["firms"]))
    for one in draft.sentences:
        about = one.roles & {"interest", "thanks"} and "references" not in one.roles
        if one.part not in ("body", "postscript") or not about:
            continue
        for match in _WISHED.finditer(draft.text, one.start, one.end):
            name = next(group for group in match.groups() if group).strip()
            said = _significant(name)
            firm = fold(name.split()[-1]) in firms and len(said) > 1 and not said & right and said - ignore
            if firm and not _known_elsewhere(draft, name) and not _initials(name, company):
                start = draft.text.index(name, match.start())
                yield Hit(start, start + len(name), "warning", company)


def _subject_role(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object to another trade in the subject line: only what ends in the name of a trade is taken for one."""
    role = draft.context.role
    heads = listed(str(rule.params["heads"]))
    for one in draft.sentences if role else ():
        for match in _SUBJECT_ROLE.finditer(draft.text, one.start, one.end) if one.part == "subject" else ():
            group = 1 if match.group(1) else 2
            name = match.group(group).strip()
            said = _significant(name)
            if fold(name.split()[-1]) in heads and not said & _significant(role) and not _initials(name, role):
                yield Hit(match.start(group), match.start(group) + len(name), "warning", role)


def _said(draft: Draft, right: set[str]) -> bool:
    """Say whether the letter names the right company anywhere."""
    return any(token.word in right for one in draft.sentences for token in one.tokens)


def _part_of(text: str, at: int, right: set[str]) -> bool:
    """Say whether the right company follows: "Internal Audit at Crestline" is a part of it."""
    following = [fold(word).strip(".,'") for word in text[at : at + _NEAR].split()[:3]]
    return following[:1] in (["at"], ["of"], ["in"], ["for"], ["with"]) and bool(right & set(following[1:]))


def _role(draft: Draft, rule: Rule) -> Iterator[Hit]:
    role = draft.context.role
    if not role:
        return
    right = _significant(role)
    ignore = set(str(rule.params["not_roles"]).split()) | _significant(draft.context.company)
    for one in draft.sentences:
        if one.part not in ("body", "postscript", "subject"):
            continue
        for match in _ROLE.finditer(draft.text, one.start, one.end):
            group = 1 if match.group(1) else 2
            name = match.group(group).strip()
            said = _significant(name) - ignore
            if not said or name.isupper() or _initials(name, role):
                continue
            if not said & right:
                yield Hit(match.start(group), match.start(group) + len(name), suggestion=role)
            elif _other_head(name, role):
                yield Hit(match.start(group), match.start(group) + len(name), "warning", role)


def _other_head(name: str, role: str) -> bool:
    """Say whether two roles share a word and are not the same trade: "Trainee Site Manager", "Trainee Surveyor"."""
    said, right = ([fold(part) for part in re.findall(r"[^\W_]+", one)] for one in (name, role))
    return len(said) > 1 and said[-1] not in right and right[-1] not in said


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


def _known_elsewhere(draft: Draft, name: str) -> bool:
    people = {fold(part) for who in draft.context.interviewers for part in who.name.split()}
    return any(fold(part) in people for part in name.split())


def _initials(name: str, full: str) -> bool:
    return fold(name).replace(".", "") == "".join(part[0] for part in fold(full).split() if part not in _SMALL)


def _significant(name: str) -> set[str]:
    return {part for part in re.findall(r"[^\W_]+", fold(name)) if part not in _SMALL and len(part) > 1}


def _last(name: str) -> str:
    return name.split()[-1] if name.split() else ""


def _dear(person: Person) -> str:
    if person.signed_as:
        return f"Dear {person.signed_as}"
    return f"Dear {person.title} {_last(person.name)}" if person.title else f"Dear {person.name}"
