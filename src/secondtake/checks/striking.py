"""Which sentence can be left out whole: the letter stays grammatical, tidy, and keeps every part it needs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from secondtake.checks.balance import SLIP, told_by_phrases
from secondtake.checks.base import Hit
from secondtake.draft import Draft
from secondtake.findings import Rule
from secondtake.sentence import Sentence
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
# Without the sentence, what is left would be mostly about the mishap.
_LONG_STORY = 60
_MOST_TOLD = 0.33


@dataclass(frozen=True)
class Whole:
    """What a letter has in all, counted once: where its sentences begin, how many do each job, how many words."""

    starts: tuple[int, ...]
    jobs: Counter[str]
    words: int
    draft: Draft

    @cached_property
    def told(self) -> int:
        """Count the words about the mishap; only letters with something to leave out are asked."""
        return sum(one.words for one in told_by_phrases(self.draft))


def whole(draft: Draft) -> Whole:
    """Count what the body of a letter has."""
    jobs = Counter(role for one in draft.body for role in one.roles)
    return Whole(tuple(one.start for one in draft.body), jobs, sum(one.words for one in draft.body), draft)


def struck(draft: Draft, all_of_it: Whole, rule: Rule, hit: Hit) -> Hit:
    """Widen an objection to its sentence, with the suggestion to leave it out, where that is safe."""
    if not rule.params.get("strike") or hit.suggestion is not None or hit.start == hit.end:
        return hit
    body = draft.body
    at = bisect_right(all_of_it.starts, hit.start) - 1
    if at < 1 or hit.end > body[at].end or not _can_go(draft, all_of_it, at):
        return hit
    span = _with_blank(body, at)
    return replace(hit, start=span.start, end=span.end, suggestion="")


def _can_go(draft: Draft, all_of_it: Whole, at: int) -> bool:
    """Say whether nothing leans on this sentence and nothing is lost with it. The first sentence always stays."""
    body, one = draft.body, draft.body[at]
    after = body[at + 1] if at + 1 < len(body) else None
    if one.part != "body" or one.roles & _NEVER or _UNEVEN.search(draft.text, one.start, one.end):
        return False
    if all_of_it.words - one.words < _FEWEST_LEFT or not _keeps_its_jobs(one, all_of_it.jobs):
        return False
    if all_of_it.told >= _LONG_STORY and all_of_it.told / (all_of_it.words - one.words) >= _MOST_TOLD:
        return False
    if after is None or after.part != one.part:
        return not body[at - 1].roles & SLIP
    if body[at - 1].roles & SLIP and _together(body[at - 1], one) and _together(one, after):
        return False  # the story before it would run on into what follows
    return not (_together(one, after) and _LEANING.match(draft.folded, after.start))


def _keeps_its_jobs(one: Sentence, jobs: Counter[str]) -> bool:
    """Say whether other sentences do each job that this one does; of the last group, one of another kind will do."""
    left = {role for role, count in jobs.items() if count > (role in one.roles)}
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
