"""Parts and jobs that a letter of its kind and channel needs, and that no wording in it does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondtake.checks.base import WHOLE, Hit, listed
from secondtake.draft import Draft
from secondtake.findings import Rule
from secondtake.sentence import Sentence, covered

_SELF = re.compile(
    r"(?:\A|\s)(?:it'?s|this is|im|i'm|i am|name's|names|its)\s"
    r"(?!a\b|an\b|the\b|that\b|been\b|not\b|just\b|so\b|about\b|my\b|your\b|me\b|because\b|all\b|only\b|in\b|on\b"
    r"|for\b|really\b|very\b|still\b|free\b|sorry\b|keen\b|glad\b|happy\b|out\b|ok\b|no\b)[^\W\d_]{2,}"
)
_OPENING = 60  # a text message gives its writer's name at the beginning or not at all
_ONLY_NAME = re.compile(r"[\s,]*(?:[A-Z][\w'-]*[a-z]\s?){1,3}[.,!]")
_NAMED = re.compile(
    r"\b(?:[Ii]t['\u2019]?s|[Tt]his is|[Ii] am|[Ii]['\u2019]?m|[Nn]ame is|[Ii]t is|[Ff]rom|[Hh]ere is)\s+"
    r"(?:[A-Z][\w'-]*[a-z]|[A-Z]\.)(?!\w)"
    r"|\b[A-Z][\w'-]*[a-z](?:\s[A-Z][\w'-]*[a-z])?\s(?:here|again|speaking|ere|about|from|who)\b"
)
_CLOCK = re.compile(
    r"(?:st|nd|rd|th)?\s*(?:am|pm|o'clock|minutes?|hours?|days?|weeks?"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:st|nd|rd|th)\b"
)
_DIGIT = re.compile(r"\d")  # few sentences hold one; of the others no word need be looked at
# "Not only keen but ready" tells nothing about a mishap.
_PLEASANT = frozenset({"thanks", "interest", "ask"})
_OWNED = frozenset({"asked", "answer", "apology", "cause", "went_badly"})  # "In my last post I ..., which I left out"
# What a sentence is besides its job; and what may be a job is none yet.
_MAYBE = frozenset("maybe_ask maybe_thanks maybe_evidence maybe_slip".split())
_IDLE = _MAYBE | frozenset("flaw topic introduction".split())
_WRITER = frozenset({"i", "me", "my"})
_PLACE = frozenset({"your", "yours", "here", "there"})
_WORK = frozenset({"<job>", "<employer>"})
_FEWEST_TOLD = 5  # words; "I hope so." hides nothing
_FEWEST_WORDS = 8  # below this there is no letter yet, only a start of one


def missing_role(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object when no sentence does the job: `roles` lists the roles that count, `without` the kinds exempt."""
    if _exempt(draft, rule) or _size(draft) < _FEWEST_WORDS:
        return
    roles = listed(str(rule.params["roles"]))
    where = listed(str(rule.params.get("where", "body postscript subject close")))
    apart = _apart(draft, rule)
    if any(one.roles & roles for one in draft.sentences if one.part in where and id(one) not in apart):
        return
    weak = listed(str(rule.params.get("weakly", "")))
    if any(one.roles & weak and not one.roles & _PLEASANT for one in draft.body if id(one) not in apart):
        return
    enough = int(rule.params.get("figures", 99))
    if _size(draft) >= enough and _figures(draft) >= enough:  # counting words costs next to nothing
        return
    needed = listed(str(rule.params.get("needed_by", "")))
    done = {role for one in draft.sentences for role in one.roles}
    if needed and not done & needed:
        return
    partly = listed(str(rule.params.get("half", "")))
    half = bool(done & partly)
    maybe = listed(str(rule.params.get("maybe", "")))
    unsure = any(_may_be(one, maybe) for one in draft.body) or (
        rule.params.get("unsure") and any(_untold(one) for one in draft.body)
    )
    soft = half or unsure or draft.channel in str(rule.params.get("note_in", "")).split()
    yield Hit(0, 0, "note") if soft else WHOLE


def _apart(draft: Draft, rule: Rule) -> set[int]:
    """Return the sentences that cannot do the job: another fault's words fill them, or they tell of a former job."""
    found = set()
    for name in listed(str(rule.params.get("apart", ""))):
        pardoned = covered(draft.found(f"{name}:unless"))
        found |= {id(place.sentence) for place in draft.found(name) if not place.touches(pardoned)}
    elsewhere = listed(str(rule.params.get("elsewhere", "")))
    return found | {id(one) for one in draft.body if one.roles & elsewhere and not one.roles & _OWNED}


def _untold(one: Sentence) -> bool:
    """Say whether a sentence of the writer's about the place or the work does a job that no wording tells.

    It may be the one that is missed: "I keep your leaflet by my bed." A tale of the day is not.
    """
    if one.roles - _MAYBE or one.words < _FEWEST_TOLD or _WRITER.isdisjoint(one.said):
        return False
    return not _PLACE.isdisjoint(one.said) or any(not _WORK.isdisjoint(some) for some in one.keys)


def _may_be(one: Sentence, maybe: frozenset[str]) -> bool:
    """Say whether a sentence that has no other job may be the one that is missed, in words of its own."""
    return bool(one.roles & maybe) and not any(
        role not in maybe | _IDLE and not role.endswith("_unless") for role in one.roles
    )


def _figures(draft: Draft) -> int:
    """Count the numbers given as such, outside the sentences about the mishap: not the time on a clock, not a date."""
    return sum(
        token.word[:1].isdigit() and ":" not in token.word and not _CLOCK.match(draft.folded, token.end)
        for one in draft.body
        if not one.roles & {"cause", "went_badly"} and _DIGIT.search(draft.folded, one.start, one.end)
        for token in one.tokens
    )


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
    if (first and first[0] in draft.text) or _NAMED.search(draft.text):
        return True
    opening = draft.body[0] if draft.body else None
    if opening is None:
        return False
    said = opening.span.of(draft.text)
    return bool(_ONLY_NAME.match(said) or _SELF.search(draft.folded, 0, _OPENING))


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
