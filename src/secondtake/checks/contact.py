"""How often, how late, and after which answer the letter goes out."""

from __future__ import annotations

from collections.abc import Iterator, Set

from secondtake.checks.balance import SLIP
from secondtake.checks.base import WHOLE, Hit, hit
from secondtake.checks.phrasing import phrasing
from secondtake.draft import Draft
from secondtake.findings import Rule
from secondtake.sentence import Place, Sentence

_POLITE = frozenset({"ask", "thanks"})


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
    """Object to asking again once a no has been given; firmly only where that is known, not gathered from the words."""
    if draft.kind in ("check-in", "adjustment-request", "withdrawal", "correction"):
        return
    known = draft.context.already_said_no
    plain = _heard_no(draft, _own(draft, rule, "no"), rule)  # "you have turned me down": any request goes against it
    since = 0 if known else min([*_heard_no(draft, draft.with_role("told_no"), rule), *plain], default=len(draft.text))
    later = {id(place.sentence) for place in draft.found(f"{rule.id}/later")}  # another job, another year, feedback
    again = [one.span for one in draft.with_role("ask_again", "reconsider") if id(one) not in later]
    again += [place.span for place in draft.found(rule.id) if _in_body(place) and id(place.sentence) not in later]
    for span in again:
        if span.start >= since:  # before the no is named, nothing is asked again
            yield hit(span, "" if known else "warning")
            return
    heard = 0 if known else min(plain, default=len(draft.text))
    taken = known or draft.found(f"{rule.id}/accepts")  # then a request to talk may be about what to learn from it
    for one in [*_own(draft, rule, "insists"), *([] if taken else _own(draft, rule, "asks"))]:
        if one.start >= heard and id(one) not in later and not (known and "thanks" in one.roles):
            yield hit(one.span, "warning")
            return


def _heard_no(draft: Draft, told: list[Sentence], rule: Rule) -> list[int]:
    """Return where the sentences that tell of a no begin, without those that only suppose one or tell of another's."""
    unsaid = {id(place.sentence) for place in draft.found(f"{rule.id}/unsaid")}
    return [one.start for one in told if id(one) not in unsaid]


def _own(draft: Draft, rule: Rule, name: str) -> list[Sentence]:
    return [place.sentence for place in draft.found(f"{rule.id}/{name}") if _in_body(place)]


def _in_body(place: Place) -> bool:
    return place.sentence.part in ("body", "postscript")


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
        if "apology" in one.roles or (id(one) in about and not _about_work(one.roles)):
            yield hit(one.span, "" if draft.context.kind else "note")
            return


def _about_work(roles: Set[str]) -> bool:
    """Say whether a sentence that tells of a cause tells of their work: what was put right there after a storm."""
    return bool(roles & _POLITE) or ("topic" in roles and roles & SLIP == {"cause"})
