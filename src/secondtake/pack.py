"""The whole pack from one set of facts: every document that may be of use now, later or to somebody else.

Which documents are offered is decided here; their words are in content/pack and content/letters. No two contradict
each other: all take the same situation and the same assessment, and a document that supposes something to have happened
(a first message sent, a no) is made from the situation as it would then be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from .assess import assess, region_of
from .compose import Options, compose, compose_plan
from .measure import count_words, spoken_seconds
from .model import Assessment, Content, Letter, LetterPlan
from .pack_plan import PackDocument, PackPlan
from .parts_text import met
from .plan import plan as steps_of
from .situation import Choice, Sent, Situation
from .slots import Slot, brief_times, written_date
from .timing import MOST_CONTACTS

UNITS: Mapping[str, Callable[[str], int]] = {"words": count_words, "characters": len, "seconds": spoken_seconds}
BARE = frozenset({"spoken", "kept"})  # no greeting and no signature
SENT: Mapping[str, tuple[str, ...]] = {"": (), "first": ("first",), "first and question": ("first", "check-in")}


@dataclass(frozen=True, slots=True)
class _Facts:
    """What every document is made from."""

    situation: Situation
    assessment: Assessment
    content: Content
    options: Options


def pack(
    situation: Situation,
    assessment: Assessment,
    content: Content,
    options: Options | None = None,
    only: frozenset[str] | None = None,
) -> tuple[PackDocument, ...]:
    """Every document of the pack in reading order; those that do not fit the case carry the reason instead.

    With `only`, the documents named there are written and the others just listed, with a reason or without.
    """
    facts = _Facts(situation, assessment, content, options or Options())
    holds = conditions(situation, assessment, content)
    plans = sorted(content.pack.values(), key=lambda plan: plan.order)
    return tuple(_document(plan, facts, holds, wanted=only is None or plan.id in only) for plan in plans)


def conditions(situation: Situation, assessment: Assessment, content: Content) -> frozenset[str]:
    """The names of PackPlan.needs that hold."""
    decided = situation.decision.state
    through = situation.process == "agency" or situation.contact == "agency_only"
    closed = assessment.action in ("stop", "care") or situation.contact == "none"
    no_more = situation.process == "told_do_not_contact" or len(situation.sent) >= MOST_CONTACTS
    answers = {
        "letter": assessment.kind is not None,
        "open": not closed and not no_more,
        "direct": not through,
        "agency": through,
        "phone": situation.contact != "email" and situation.phone_is_hard != "yes",
        "met": met(situation, content),
        "to-say": assessment.kind not in ("correction", "conduct-apology", "adjustment-request", "reply-to-a-no"),
        "number": bool(situation.candidate.phone),
        "thanking": assessment.action in ("thank", "supply", "own") and decided not in ("made_no", "made_other"),
        "correction": bool(situation.correction.right),
        "conduct": bool(situation.conduct.act),
        "adjustment": bool(situation.adjustment.part or situation.adjustment.need),
        "slots": any(slot.strip() for slot in situation.new_slots),
        "not-lost-time": assessment.kind != "lost-time",
        "undecided": decided in (None, "unknown", "today", "promised"),
        "undecided-or-no": decided in (None, "unknown", "today", "promised", "made_no", "made_other"),
        "undecided-or-offer": decided in (None, "unknown", "today", "promised", "offer"),
    }
    return frozenset(name for name, true in answers.items() if true)


def _document(plan: PackPlan, facts: _Facts, holds: frozenset[str], *, wanted: bool) -> PackDocument:
    missing = next((need for need in plan.needs if need not in holds), "")
    if not missing and plan.kind == facts.assessment.kind and plan.suppose.get("sent") != "first and question":
        missing = "same"
    if missing:
        return PackDocument(plan, reason=str(facts.content.judgements["pack"]["reasons"][missing]))
    shorter = bool(plan.spare) and plan.kind == "main"
    if not wanted and not shorter:
        return PackDocument(plan)
    letter = _written(plan, facts)
    full = _count(letter, plan)
    if shorter and full > plan.most:
        letter = _written(plan, _in_brief(facts))
    fitted = _fitting(letter, plan)
    if shorter and _count(fitted, plan) == full:  # so even where it is only listed: nobody can choose what is not there
        why = "short" if full <= plan.most else "full"
        return PackDocument(plan, reason=str(facts.content.judgements["pack"]["reasons"][why]))
    if not wanted:
        return PackDocument(plan)
    head = _head(facts) if plan.layout == "printed" else ""
    return PackDocument(plan, fitted, head, _count(fitted, plan))


def _in_brief(facts: _Facts) -> _Facts:
    """The same facts, with the times that suit written in fewer words."""
    region = region_of(facts.situation, facts.content)
    return replace(facts, options=replace(facts.options, extra=brief_times(facts.situation, facts.content, region)))


def _written(plan: PackPlan, facts: _Facts) -> Letter:
    """The document in full, before anything is left out."""
    situation, found = _supposed(plan, facts)
    options = replace(
        facts.options,
        printed=plan.layout == "printed",
        bare=plan.layout in BARE,
        apart=facts.options.apart or plan.layout == "chat",  # such a note reaches one person
        extra=_note_slots(facts) if plan.layout == "kept" else facts.options.extra,
    )
    if plan.letter is None:
        letter = compose(situation, found, facts.content, options)
        if letter is None:
            raise ValueError(f"{plan.id}: offered, and nothing to say")
    else:
        own = _joined(plan.letter, facts.content.letters[plan.kind]) if plan.kind else plan.letter
        letter = compose_plan(own, situation, replace(found, channel=plan.channel), facts.content, options)
    if plan.layout == "printed":  # the telephone number stands in the head
        return replace(letter, signature=letter.signature.split("\n", 1)[0])
    if plan.layout in ("card", "chat"):
        return replace(letter, subject="", signature=letter.signature.split("\n", 1)[0])
    return replace(letter, subject="") if plan.layout == "spoken" else letter


def _joined(own: LetterPlan, base: LetterPlan) -> LetterPlan:
    """The parts of a kind of letter with those of the document around them."""
    return replace(own, parts=tuple(sorted((*own.parts, *base.parts), key=lambda part: part.paragraph)))


def _supposed(plan: PackPlan, facts: _Facts) -> tuple[Situation, Assessment]:
    """The situation this document is for, and its assessment."""
    situation, found, suppose = facts.situation, facts.assessment, plan.suppose
    if plan.kind in ("", "main", "call-script") and not suppose:
        return situation, found
    mentioned = "yes" if found.mention else "no"
    sent = tuple(
        Sent(found.kind if kind == "first" else kind, mentioned=mentioned)  # type: ignore[arg-type]
        for kind in SENT[suppose.get("sent", "")]
    )
    state = suppose.get("decision", situation.decision.state)
    decision = replace(situation.decision, state=state)  # type: ignore[arg-type]
    choose = situation.choose if plan.kind == "main" else Choice(kind=plan.kind)  # type: ignore[arg-type]
    process = suppose.get("process", situation.process)
    then = replace(situation, sent=(*situation.sent, *sent), decision=decision, choose=choose, process=process)  # type: ignore[arg-type]
    if len(sent) > 1 or (sent and found.kind != "thank-you-note"):  # what one message told, the next does not repeat
        then = replace(then, evidence=(), can_add="no")
    return then, assess(then, facts.content)


def _fitting(letter: Letter, plan: PackPlan) -> Letter:
    """The letter without as many spare parts as it takes to fit; the very same letter where all of it fits."""
    for spare in plan.spare:
        if _count(letter, plan) <= plan.most:
            break
        kind, _, name = spare.rpartition("/")
        kept = tuple(part for part in letter.parts if part.id != name or kind not in ("", letter.kind))
        letter = replace(letter, parts=kept) if len(kept) < len(letter.parts) else letter
    return letter


def _count(letter: Letter, plan: PackPlan) -> int:
    """The length in the document's own unit; what is only a heading is not spoken."""
    said = replace(letter, parts=tuple(part for part in letter.parts if part.role != "stage"))
    return UNITS[plan.unit](said.text if plan.unit == "characters" else said.body)


def _head(facts: _Facts) -> str:
    """Who writes and from where, the day, and to whom: the blocks above a printed letter."""
    situation, region = facts.situation, region_of(facts.situation, facts.content)
    person = situation.candidate
    contact = [line for line in (person.phone, person.email) if line]
    sender = [line for line in (person.name, *person.address.split("\n"), *contact) if line]
    day = [written_date(situation.now.date(), region, year=True)] if situation.now else []
    reader = situation.interviewers[0] if situation.interviewers else None
    to = [line for line in (reader.name, reader.position) if line] if reader else []
    return "\n\n".join("\n".join(block) for block in (sender, day, [*to, situation.company]) if any(block))


def _note_slots(facts: _Facts) -> dict[str, Slot]:
    """What only the note to self knows: today, what went wrong, what was decided, and the dates."""
    return {name: Slot(value, path) for name, value, path in _note_values(facts) if value}


def _note_values(facts: _Facts) -> Iterator[tuple[str, str, str]]:
    situation, content = facts.situation, facts.content
    region = region_of(situation, content)
    labels = [content.mishaps[report.id].label for report in situation.mishaps]
    if situation.now:
        yield "today", written_date(situation.now.date(), region, year=True), "now"
    yield "labels", "; ".join(labels), "mishaps[0].id"
    yield "decided", str(content.judgements["actions"][facts.assessment.action]["label"]), "mishaps[0].id"
    steps = steps_of(situation, facts.assessment, content).steps
    dated = [f"{step.label}: {written_date(step.date, region)}" for step in steps if step.date]
    yield "dates", "; ".join(dated), "now"
