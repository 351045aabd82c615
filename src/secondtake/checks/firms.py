"""The firm and the post a letter speaks of against those in the context."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondtake.checks.base import Hit, listed
from secondtake.draft import Draft
from secondtake.findings import Rule
from secondtake.text import fold

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
# "I was offered the post of Director by the Ministry": another firm's post.
_GIVEN = re.compile(r"\s*\b(?:by|with)\s+(?:the\s+|an?\s+)?[A-Z]")
# One of the firm's own places, named after the town it stands in.
_PLACE = re.compile(
    r"\s*(?:office|plant|mill|site|branch|depot|yard|campus|hospital|ward|station|store|shop|factory|works|centre|center"
    r"|farm|school|clinic|warehouse|lab|laboratory|hotel|port|terminal|quarry|mine|studio|kitchen|headquarters|hq)s?\b",
    re.IGNORECASE,
)


def named_firms(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object to another company than the one in the context."""
    yield from _company(draft, rule)
    yield from _wished(draft, rule)


def named_roles(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object to another post than the one in the context."""
    yield from _role(draft, rule)
    yield from _subject_role(draft, rule)


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
            if not said or name.isupper() or _initials(name, role) or _GIVEN.match(draft.text, match.end()):
                continue
            if not said & right:
                yield Hit(match.start(group), match.start(group) + len(name), suggestion=role)
            elif _other_head(name, role):
                yield Hit(match.start(group), match.start(group) + len(name), "warning", role)


def _other_head(name: str, role: str) -> bool:
    """Say whether two roles share a word and are not the same trade: "Trainee Site Manager", "Trainee Surveyor"."""
    said, right = ([fold(part) for part in re.findall(r"[^\W_]+", one)] for one in (name, role))
    return len(said) > 1 and said[-1] not in right and right[-1] not in said


def _known_elsewhere(draft: Draft, name: str) -> bool:
    people = {fold(part) for who in draft.context.interviewers for part in who.name.split()}
    return any(fold(part) in people for part in name.split())


def _initials(name: str, full: str) -> bool:
    return fold(name).replace(".", "") == "".join(part[0] for part in fold(full).split() if part not in _SMALL)


def _significant(name: str) -> set[str]:
    return {part for part in re.findall(r"[^\W_]+", fold(name)) if part not in _SMALL and len(part) > 1}
