"""Which sentence can be left out whole: the letter stays grammatical, tidy, and keeps every part it needs."""

from __future__ import annotations

import re
from dataclasses import replace

from secondtake.checks.balance import SLIP
from secondtake.checks.base import Hit
from secondtake.draft import Draft, Sentence
from secondtake.findings import Rule
from secondtake.text import Span

# What the letter must still do afterwards. The last group: without any of them nobody learns what went wrong.
_JOBS = (
    *(frozenset({job}) for job in ("thanks", "interest", "ask", "references", "evidence", "asked", "answer")),
    frozenset({"slip", "went_badly", "cause", "apology", "answer", "asked", "flaw"}),
)
_NEVER = frozenset({"corrects", "adjusts", "withdraws", "told_no"})
# A sentence that begins so leans on the one before it.
_LEANING = re.compile(
    r"(?:it|this|that|these|those|they|he|she|so|but|and|or|then|still|also|however|therefore|because|which|nor|yet|even|such"
    r"|instead|otherwise|either|neither|both|the same|as such|for that|in that)\b"
)
_UNEVEN = re.compile(r"[\"()\[\]{}<>]|\A[-*\u2022\u2023\d]")
_FEWEST_LEFT = 40


def struck(draft: Draft, rule: Rule, hit: Hit) -> Hit:
    """Widen an objection to its sentence, with the suggestion to leave it out, where that is safe."""
    if not rule.params.get("strike") or hit.suggestion is not None or hit.start == hit.end:
        return hit
    body = draft.body
    at = next((at for at, one in enumerate(body) if one.start <= hit.start and hit.end <= one.end), -1)
    if at < 1 or not _can_go(draft, at):
        return hit
    span = _with_blank(body, at)
    return replace(hit, start=span.start, end=span.end, suggestion="")


def _can_go(draft: Draft, at: int) -> bool:
    """Say whether nothing leans on this sentence and nothing is lost with it. The first sentence always stays."""
    body, one = draft.body, draft.body[at]
    rest = [other for other in body if other is not one]
    after = body[at + 1] if at + 1 < len(body) else None
    if one.part != "body" or one.roles & _NEVER or _UNEVEN.search(draft.text, one.start, one.end):
        return False
    if sum(other.words for other in rest) < _FEWEST_LEFT or not _keeps_its_jobs(one, rest):
        return False
    if after is None or after.part != one.part:
        return not body[at - 1].roles & SLIP
    return not (_together(one, after) and _LEANING.match(draft.folded, after.start))


def _keeps_its_jobs(one: Sentence, rest: list[Sentence]) -> bool:
    left = {role for other in rest for role in other.roles}
    return all(not one.roles & job or left & job for job in _JOBS)


def _together(one: Sentence, other: Sentence) -> bool:
    return (one.part, one.paragraph) == (other.part, other.paragraph)


def _with_blank(body: tuple[Sentence, ...], at: int) -> Span:
    """Return the sentence with the blank that would be one too many: the one after it, or at an end the one before."""
    one = body[at]
    following = body[at + 1] if at + 1 < len(body) and body[at + 1].part == one.part else None
    if following is None or (_together(body[at - 1], one) and not _together(one, following)):
        return Span(body[at - 1].end, one.end)
    return Span(one.start, following.start)
