"""Parts and jobs that a letter of its kind and channel needs, and that no wording in it does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondtake.checks.base import WHOLE, Hit
from secondtake.draft import Draft
from secondtake.findings import Rule

_NAMED = re.compile(
    r"\b(?:[Ii]t['\u2019]?s|[Tt]his is|[Ii] am|[Ii]['\u2019]?m|[Nn]ame is|[Ii]t is|[Ff]rom|[Hh]ere is)\s+"
    r"(?:[A-Z][\w'-]*[a-z]|[A-Z]\.)(?!\w)"
    r"|\b[A-Z][\w'-]*[a-z](?:\s[A-Z][\w'-]*[a-z])?\s(?:here|again|speaking|about|from|who)\b"
)
_FEWEST_WORDS = 8  # below this there is no letter yet, only a start of one


def missing_role(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object when no sentence does the job: `roles` lists the roles that count, `without` the kinds exempt."""
    if _exempt(draft, rule) or _size(draft) < _FEWEST_WORDS:
        return
    roles = set(str(rule.params["roles"]).split())
    where = str(rule.params.get("where", "body postscript subject close")).split()
    if any(one.roles & roles for one in draft.sentences if one.part in where):
        return
    needed = set(str(rule.params.get("needed_by", "")).split())
    if needed and not any(one.roles & needed for one in draft.sentences):
        return
    enough = set(str(rule.params.get("half", "")).split())
    half = any(one.roles & enough for one in draft.sentences)
    soft = half or draft.channel in str(rule.params.get("note_in", "")).split()
    yield Hit(0, 0, "note") if soft else WHOLE


def missing_part(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object when the letter has no salutation, no close or no subject line."""
    if _exempt(draft, rule) or _size(draft) < _FEWEST_WORDS:
        return
    parts = draft.parts
    present = {
        "greeting": parts.greeting is not None,
        "close": parts.close is not None or parts.signature is not None,
        "subject": parts.subject is not None,
    }
    part = str(rule.params["part"])
    if present[part] or (draft.channel == "sms" and part == "close" and _named(draft)):
        return
    at = 0 if part != "close" else len(draft.text.rstrip())
    yield Hit(at, at, suggestion=_insertion(draft, rule))


def _named(draft: Draft) -> bool:
    """Say whether a text message names its writer: "it's Tina Rowe", "Marco here", "Pauline Bunn about the job"."""
    first = draft.context.candidate.split()[:1]
    return bool(first and first[0] in draft.text) or bool(_NAMED.search(draft.text))


def _insertion(draft: Draft, rule: Rule) -> str | None:
    """Fill the rule's suggestion from the context; None where the context does not know enough."""
    context = draft.context
    known = {
        "candidate": context.candidate,
        "role": context.role,
        "interviewer": _addressed(draft),
    }
    filled = rule.suggestion
    for slot, value in known.items():
        if "${" + slot + "}" in filled:
            if not value:
                return None
            filled = filled.replace("${" + slot + "}", value)
    return filled or None


def _addressed(draft: Draft) -> str:
    people = draft.context.interviewers
    if len(people) != 1:
        return ""
    return people[0].signed_as or " ".join(part for part in (people[0].title, people[0].name.split(" ")[-1]) if part)


def _exempt(draft: Draft, rule: Rule) -> bool:
    return bool(draft.kind) and draft.kind in str(rule.params.get("without", "")).split()


def _size(draft: Draft) -> int:
    return sum(one.words for one in draft.body)
