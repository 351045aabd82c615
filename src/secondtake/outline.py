"""The letter at a glance: which kind it is, its parts, what is missing, how much of it is about the mishap."""

from __future__ import annotations

from dataclasses import replace

from secondtake.checks.balance import share, slip_sentences
from secondtake.draft import Draft
from secondtake.findings import Finding, Outline, Passage
from secondtake.sentence import Sentence
from secondtake.text import Span, Units

_WORDS_A_MINUTE = 220
# The share that a letter owning a poor showing may spend on it; other kinds arrive with the context.
_USUAL_SHARE = 0.25
# The job of a sentence that does several: what a reader would say it is there for comes first.
_JOBS = (
    ("evidence", {"answer", "evidence", "references"}),
    ("thanks", {"thanks"}),
    ("ask", {"ask", "ask_again", "reconsider", "checks_in"}),
    ("interest", {"interest"}),
)


def kind_of(draft_roles: frozenset[str], asked: str) -> str:
    """Return the kind asked for, or the one the letter gives away by what it does; "" where that would be a guess."""
    if asked:
        return asked
    for role, kind in (("withdraws", "withdrawal"), ("corrects", "correction"), ("adjusts", "adjustment-request")):
        if role in draft_roles:
            return kind
    if "told_no" in draft_roles and not draft_roles & {"ask_again", "reconsider"}:
        return "reply-to-a-no"
    if "checks_in" in draft_roles and not draft_roles & {"slip", "apology", "ask_again", "went_badly"}:
        return "check-in"
    return ""


def outline(draft: Draft, findings: tuple[Finding, ...]) -> Outline:
    """Sum up a letter as data, for the picture beside it."""
    about, part = share(draft)
    body = draft.body
    count = sum(one.words for one in body)
    return Outline(
        channel=draft.channel,
        kind=draft.kind,
        parts={name: _pair(span) for name, span in _parts(draft)},
        missing=tuple(found.rule.removeprefix("missing-") for found in findings if found.rule.startswith("missing-")),
        passages=_passages(draft),
        words=count,
        slip_words=about,
        slip_share=round(part, 3),
        slip_limit=draft.context.slip_share if draft.context.slip_share is not None else _USUAL_SHARE,
        seconds=round(count * 60 / _WORDS_A_MINUTE),
        thanked=tuple(one.span.of(draft.text) for one in draft.with_role("thanks")),
        asked=tuple(one.span.of(draft.text) for one in draft.with_role("ask", "ask_again")),
    )


def _passages(draft: Draft) -> tuple[Passage, ...]:
    about = {id(one) for one in slip_sentences(draft)}
    return tuple(
        Passage(one.start, one.end, one.words, tuple(sorted(one.roles)), "slip" if id(one) in about else _job(one))
        for one in draft.body
    )


def _job(sentence: Sentence) -> str:
    return next((job for job, roles in _JOBS if sentence.roles & roles), "other")


def in_utf16(text: str, found: Outline) -> Outline:
    """Return the outline with its positions counted as a browser counts."""
    at = Units(text).at
    parts = {name: None if pair is None else (at(pair[0]), at(pair[1])) for name, pair in found.parts.items()}
    passages = tuple(replace(one, start=at(one.start), end=at(one.end)) for one in found.passages)
    return replace(found, parts=parts, passages=passages)


def _parts(draft: Draft) -> tuple[tuple[str, Span | None], ...]:
    parts = draft.parts
    return (
        ("subject", parts.subject), ("greeting", parts.greeting), ("body", parts.body), ("close", parts.close),
        ("signature", parts.signature), ("postscript", parts.postscript),
    )  # fmt: skip


def _pair(span: Span | None) -> tuple[int, int] | None:
    return None if span is None else (span.start, span.end)
