"""Where the words of one part come from: the kind of letter, the mishap's own entry, or the person."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .model import Assessment, Content, Mishap, PartPlan, Wordings
from .passages import eligible, of_register
from .plain import sentence, shape
from .situation import Evidence, MishapReport, Situation
from .slots import Slot

# Kinds whose own words fit any mishap; an entry's passage is used there only when the entry leads to that very kind.
PARTICULAR = frozenset({"correction", "conduct-apology", "reply-to-a-no", "check-in"})

# Words by which a sentence reports what was said, shown or left out.
REPORTED = re.compile(
    r"\b(said|say|saying|told|tell|gave|wrote|written|stated|claimed|named|put|answered?|mentioned|listed|described|"
    r"called|quoted|sent|submitted|attached|presented|show(s|ed)|implied|suggested|left out|let you|application|cv|"
    r"r[eé]sum[eé]|form|mistake|wrong|mixed|confused)\b",
    re.IGNORECASE,
)

# Mishaps after which nobody may have met at all; no sentence may then thank them for a talk.
UNMET = frozenset({"interviewer-absent", "wrong-day", "given-the-wrong-time", "emergency-on-the-way"})


def met(situation: Situation, content: Content) -> bool:
    """Whether an interview took place, as far as the mishaps tell."""
    day, now = situation.interview.date, situation.now
    if day and now and day > now.date():
        return False
    entries = [content.mishaps[report.id] for report in situation.mishaps]
    return not any(entry.slip == "missed" or entry.move == "call" or entry.id in UNMET for entry in entries)


def lead_report(situation: Situation, assessment: Assessment) -> tuple[int, MishapReport]:
    """The report of the mishap that decided, and its place in the list."""
    for index, report in enumerate(situation.mishaps):
        if report.id == assessment.lead_mishap:
            return index, report
    return 0, situation.mishaps[0]


def tokens_of(situation: Situation, assessment: Assessment, content: Content, kind: str) -> frozenset[str]:
    """The conditions that hold, as the names that a plan's `when` may ask for."""
    neutral = assessment.rule == "D2n" or (kind == "fuller-answer" and assessment.lead_mishap == "badmouthed-a-boss")
    last = sum(one.kind == "check-in" for one in situation.sent) > 0
    said_no = situation.decision.state == "made_no" or assessment.lead_mishap == "rejected"
    slots = any(slot.strip() for slot in situation.new_slots)
    ahead = situation.adjustment.ahead == "yes"
    told = any(item.answer.strip() for item in situation.evidence)
    only_thanks = met(situation, content) and not (assessment.mention or told or slots)
    only_thanks = only_thanks and assessment.kind not in ("check-in", "withdrawal")
    answers = {
        "mention": bool(assessment.mention),
        "neutral-line": neutral,
        "cause-allowed": bool(assessment.mention),
        "slots": slots,
        "no-slots": not slots,
        "no-ask-chosen": situation.ask is None,
        "no-from-them": said_no,
        "no-word-from-them": not said_no,
        "through": assessment.rule == "R6",
        "not-through": assessment.rule != "R6",
        "last": last,
        "not-last": not last,
        "ahead": ahead,
        "not-ahead": not ahead,
        "only-thanks": only_thanks,
        "not-only-thanks": not only_thanks,
        "said-bare": states_as_fact(situation.correction.said),
        "met": met(situation, content),
        "not-met": not met(situation, content),
    }
    return frozenset(name for name, holds in answers.items() if holds)


def states_as_fact(said: str) -> bool:
    """Whether what has to be corrected was typed as it was said, and not as a report of it: "I know Go", not "I said…".

    Printed bare it would tell the same wrong fact a second time.
    """
    return bool(said.strip()) and not REPORTED.search(said)


def own_text(
    situation: Situation, assessment: Assessment, plan: PartPlan, item: Evidence | None, index: int
) -> tuple[str, str]:
    """The person's own sentence for a part, and the path of the answer it came from."""
    place, report = lead_report(situation, assessment)
    name = plan.field
    if item is not None:
        return sentence(getattr(item, name)), f"evidence[{index}].{name}"
    if name in ("cause", "change"):
        return sentence(getattr(report, name)), f"mishaps[{place}].{name}"
    value: object = situation
    for step in name.split("."):
        value = getattr(value, step)
    return sentence(str(value)), name


def typed_a_sentence(situation: Situation, plan: PartPlan) -> bool:
    """Whether the person typed a whole sentence where a passage expects a noun phrase: it then stands as it is."""
    return plan.source == "words" and shape(str(getattr(situation, plan.field))) == "sentence"


def passages_for(
    situation: Situation,
    assessment: Assessment,
    content: Content,
    plan: PartPlan,
    register: str,
    slots: Mapping[str, Slot],
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The alternatives for a part, the answers it rests on besides its slots, and the facts it adds."""
    place, _ = lead_report(situation, assessment)
    mishap = content.mishaps[assessment.lead_mishap]
    general = of_register(plan.wordings, register)
    if plan.source == "ask":
        table = content.judgements["asks"].get(situation.ask or "")
        return (of_register(_wordings(table), register) if table else ()), ("ask",), ()
    if plan.source == "mishap":
        own = _entry_passages(mishap, plan, assessment)
        asked = "asked" in slots and plan.field == "lead"  # a question typed as a question is quoted, not bent
        if own and not asked and eligible(own, slots):
            return own, (f"mishaps[{place}].id",), mishap.facts
        return general, (f"mishaps[{place}].id",), ()
    return general, (), ()


def _entry_passages(mishap: Mishap, plan: PartPlan, assessment: Assessment) -> tuple[str, ...]:
    if assessment.kind in PARTICULAR and mishap.letter != assessment.kind:
        return ()
    if mishap.never_say and plan.field != "lead":
        return ()
    if plan.field == "lead" and mishap.slip == "ran_down_employer" and "neutral-line" not in plan.when:
        return ()  # the entry's lines there are the neutral line itself
    passages: tuple[str, ...] = getattr(mishap, plan.field)
    return passages


def _wordings(table: Mapping[str, list[str]]) -> Wordings:
    return Wordings(tuple(table["plain"]), tuple(table["warm"]))
