"""Mention it at all? Decision rule D2: which rule applies to each mishap, and which of them leads.

A ruling is the id of the rule that decides. Where the catalogue's own move is stricter toward silence or honesty than
D2, the catalogue wins (decision page "Where two sources differ").
"""

from __future__ import annotations

from dataclasses import dataclass

from .bands import INTEGRITY, Case, is_conduct, is_integrity_lite, very_wrong
from .model import Mishap
from .situation import Situation

# From the strictest to the lightest; the first one that any mishap draws decides the letter.
ORDER = (
    "D9", "R10", "M-stop", "D2b", "D2c", "D2e", "D2a2", "D2a", "offer", "M-own", "R6", "D2d", "D2f", "D2n", "D2f2",
    "D2g", "D2h", "D2i", "D2l", "D2j", "R4", "M-none", "D2k", "M-silent",
)  # fmt: skip
KIND = {
    "D2a": "reply-to-a-no", "D2a2": "reply-to-a-no", "D2b": "correction", "D2c": "adjustment-request",
    "D2e": "conduct-apology", "D2f": "lost-time", "D2f2": "thank-you-note", "D2g": "owning-it", "D2h": "thank-you-note",
    "D2i": "fuller-answer", "D2j": "thank-you-note", "D2k": "thank-you-note", "D2l": "thank-you-note",
    "D2n": "thank-you-note", "R4": "thank-you-note", "M-none": "thank-you-note", "offer": "thank-you-note",
}  # fmt: skip
ACTION = {
    "D9": "care", "R10": "stop", "M-stop": "stop", "R9": "stop", "D2a": "thank", "D2a2": "thank", "D2b": "correct",
    "D2c": "adjust", "D2d": "own", "D2e": "apologise", "D2f": "own", "D2f2": "thank", "D2g": "own", "D2h": "thank",
    "D2i": "supply", "D2j": "thank", "D2k": "thank", "D2l": "thank", "D2n": "thank", "M-silent": "silent",
    "M-none": "thank", "R4": "thank", "R6": "agency",
    "offer": "thank", "D4": "thank", "D5": "thank", "D3-none": "silent",
}  # fmt: skip
SEEN_CONDUCT = frozenset({"phone_interruption", "argumentative", "ran_down_employer", "late"})


@dataclass(frozen=True, slots=True)
class Ruling:
    """The rule that decides, and the mishap that drew it."""

    rule: str
    case: Case


def can_add(situation: Situation) -> bool:
    """Whether there is one true, new, relevant thing to add. Not said counts as yes: the letter then shows the gap."""
    return situation.can_add != "no" or any(item.answer for item in situation.evidence)


def rule_on(cases: tuple[Case, ...], situation: Situation, band: str) -> Ruling:
    """The ruling that leads; among equals the graver mishap, then the one named first."""
    rulings = [Ruling(_rule(case, situation, band), case) for case in cases]
    return min(rulings, key=lambda ruling: (ORDER.index(ruling.rule), -ruling.case.mishap.gravity))


def _rule(case: Case, situation: Situation, band: str) -> str:
    strict = _strict(case, situation)
    if strict:
        return strict
    decision = situation.decision.state
    if decision in ("made_no", "made_other", "offer"):
        return {"made_no": "D2a2", "made_other": "D2a", "offer": "offer"}[decision]
    return _own_or_arranged(case) or _visible(case, situation) or _by_band(case, situation, band)


def _strict(case: Case, situation: Situation) -> str:
    """What no decision and no timing can change: safety, a ban on contact, honesty, rights, a hurt person."""
    mishap = case.mishap
    if mishap.move == "care" and mishap.gravity == 4:
        return "D9"
    if situation.process == "told_do_not_contact" or (mishap.move == "stop" and not mishap.letter):
        return "R10" if situation.process == "told_do_not_contact" else "M-stop"
    if (mishap.slip in INTEGRITY and mishap.letter) or is_integrity_lite(case) or very_wrong(case):
        return "D2b"
    if mishap.slip == "unmet_adjustment":
        return "D2c"
    told = not mishap.never_say or mishap.slip == "treatment"  # what they did stays unsaid, one's own part does not
    return "D2e" if is_conduct(case, situation) and told else ""


def _own_or_arranged(case: Case) -> str:
    mishap = case.mishap
    if mishap.move in ("through", "care") or not mishap.letter:
        return "R6" if mishap.move == "through" and mishap.letter else "M-silent"
    return "M-own" if mishap.letter in ("check-in", "reply-to-a-no", "withdrawal") else ""


def _visible(case: Case, situation: Situation) -> str:
    """D2 d to f2: they raised it, time was lost, or they clearly saw it."""
    mishap, report = case.mishap, case.report
    if mishap.never_say:
        return ""
    if mishap.slip == "ran_down_employer":
        return "D2n" if "yes" in (report.raised, report.noticed) and report.apologised != "yes" else ""
    if report.raised == "yes":
        return "D2d"
    apologised = report.apologised == "yes"
    real = any(item.answer for item in situation.evidence)
    short = mishap.slip == "late" and report.extent == "most_of_it" and real  # they never heard what it was about
    lost = mishap.slip == "tech_failure" and (report.extent in ("one_answer", "most_of_it") or report.central == "yes")
    if mishap.slip == "missed" or mishap.move == "call" or lost or short or (case.very_late and not apologised):
        return "D2f"
    if mishap.letter == "lost-time" and mishap.slip != "late" and mishap.slip != "tech_failure":
        return "D2f"
    owned = mishap.move == "acknowledge" and mishap.letter in ("thank-you-note", "lost-time")
    seen = report.noticed == "yes" and (mishap.slip in SEEN_CONDUCT or owned)
    return "D2f2" if case.very_late or (seen and not apologised) else ""


def _by_band(case: Case, situation: Situation, band: str) -> str:
    """D2 g to l, and n: what the band and the evidence allow."""
    mishap = case.mishap
    rule = {"small": "D2k", "fixable": "D2i", "serious-performance": "D2g"}.get(band, "D2k")
    if mishap.slip == "ran_down_employer":  # D2n: the neutral line stands in for the example
        return "D2i" if situation.process != "structured_scored" else "D2l"
    if rule in ("D2i", "D2g") and not can_add(situation):
        return {"D2i": "D2j", "D2g": "D2h"}[rule]
    if rule in ("D2i", "D2g") and (mishap.never_say or mishap.move == "none"):
        rule = {"D2g": "D2i", "D2i": "R4" if mishap.never_say else "M-none"}[rule]
    if rule == "D2i" and _known_off_day(case):
        rule = "D2g"
    if rule in ("D2i", "D2g") and situation.process == "structured_scored":
        return "D2l"
    return "D2i" if rule == "D2k" and _supplies(mishap) and any(item.answer for item in situation.evidence) else rule


def _known_off_day(case: Case) -> bool:
    """Illness or grief that they saw and that the catalogue says to name once (R1): seen, useful, two sentences."""
    mishap = case.mishap
    named = mishap.move == "acknowledge" and mishap.letter == "owning-it"
    return mishap.slip == "off_day" and named and case.report.noticed == "yes"


def _supplies(mishap: Mishap) -> bool:
    """A real answer is worth sending even for a small slip, as long as the slip stays unnamed."""
    return mishap.move in ("re-answer", "acknowledge") and mishap.letter == "fuller-answer"
