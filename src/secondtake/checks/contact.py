"""How often, how late, and after which answer the letter goes out."""

from __future__ import annotations

from collections.abc import Iterator

from secondtake.checks.balance import SLIP
from secondtake.checks.base import WHOLE, Hit, hit
from secondtake.checks.phrasing import phrasing
from secondtake.draft import Draft
from secondtake.findings import Rule

# "We found that the link failed" is a story from work, not the mishap.
_ABOUT_WORK = frozenset({"ask", "thanks"})


def contacts(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object to counted reminders in the words, and to one message too many in the context."""
    yield from phrasing(draft, rule)
    if draft.context.already_sent >= int(rule.params["most"]) and draft.kind not in (
        "reply-to-a-no",
        "withdrawal",
        "correction",
    ):
        yield WHOLE


def double_post(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object to asking again once a no has been given."""
    if draft.kind in ("check-in", "adjustment-request", "withdrawal", "correction"):
        return
    told = draft.context.already_said_no or draft.with_role("told_no")
    if not told:
        return
    for one in draft.with_role("ask_again", "reconsider"):
        yield hit(one.span)
        return
    if any(place.sentence.part in ("body", "postscript") for place in draft.found(rule.id)):
        yield hit(draft.found(rule.id)[0].span)


def late_send(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object when weeks have passed since the interview and the letter does not say so."""
    days = draft.context.days_since
    exempt = draft.kind in ("check-in", "reply-to-a-no", "withdrawal")
    if days is None or days <= int(rule.params["days"]) or exempt or draft.found(f"{rule.id}/said"):
        return
    yield Hit(0, 0, values={"days": str(days)})


def reopening(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Object when a check-in or a reply to a no brings the mishap up again."""
    if draft.kind not in str(rule.params["kinds"]).split():
        return
    about = {id(place.sentence) for place in draft.found(f"{rule.id}/about")}
    for one in draft.with_role(*SLIP):
        if "apology" in one.roles or (id(one) in about and not one.roles & _ABOUT_WORK):
            yield hit(one.span, "" if draft.context.kind else "note")
            return
