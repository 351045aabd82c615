"""How bad was it? Decision rule D1: points and bands.

The points are a design choice that reproduces the pattern of the evidence; they are not a validated scale, so a band is
never shown without its reasons and can always be overruled.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from .model import Mishap
from .situation import MishapReport, Situation

LATE_DEAL_BREAKER = 10  # minutes; beyond it lateness is a stated deal-breaker (F22)
INTEGRITY = frozenset({"lie", "exaggeration", "hidden_help", "confidential_leak"})
DEAL_BREAKERS = frozenset({"phone_interruption", "arrogant", "ran_down_employer", "unprepared", "dress"})
FORGIVEN = frozenset({"nerves_blank", "name_error", "language"})
UNGRADED = frozenset({"contact", "treatment", "outcome", "people", "crisis"})

NOTICED = {"yes": 2, "unsure": 1, "no": 0}
EXTENT = {"one_moment": 0, "one_answer": 1, "most_of_it": 3}
RECOVERED = {"yes": -2, "partly": -1, "no": 0}
REST = {"well": -1, "mixed": 0, "badly": 1}


@dataclass(frozen=True, slots=True)
class Case:
    """One mishap of the catalogue together with how it went this time."""

    mishap: Mishap
    report: MishapReport

    @property
    def very_late(self) -> bool:
        """Late by more than ten minutes."""
        return self.mishap.slip == "late" and (self.report.minutes_late or 0) > LATE_DEAL_BREAKER


def case_of(mishap: Mishap, report: MishapReport) -> Case:
    """The report with every question the person skipped filled in from the entry's own defaults."""
    filled = {key: value for key, value in mishap.defaults.items() if getattr(report, key) in (None, "")}
    return Case(mishap, replace(report, **filled))


def points_of(cases: tuple[Case, ...], situation: Situation) -> int:
    """The points of rule D1, step 6, over all mishaps together."""
    reports = [case.report for case in cases]
    points = max(NOTICED[report.noticed or "unsure"] for report in reports)
    points += 2 if any(report.central == "yes" for report in reports) else 0
    points += max(EXTENT[report.extent or "one_moment"] for report in reports)
    breakers = sum(case.mishap.slip in DEAL_BREAKERS or case.very_late for case in cases)
    points += (2 if breakers else 0) + max(0, breakers - 1)
    points += max(RECOVERED[report.recovered or "no"] for report in reports)
    points += REST[situation.rest or "mixed"]
    return points - (1 if all(case.mishap.slip in FORGIVEN for case in cases) else 0)


def is_integrity_lite(case: Case) -> bool:
    """An honest error of fact about something central, not put right in the room."""
    return case.mishap.slip == "fact_error" and case.report.central == "yes" and case.report.recovered != "yes"


def very_wrong(case: Case) -> bool:
    """A correction owed whatever its size: a wrong file, name, date or status that they would otherwise rely on."""
    return case.mishap.move == "correct"


def is_conduct(case: Case, situation: Situation) -> bool:
    """Whether a person was hurt or insulted by this. Being treated badly first changes nothing about one's own part."""
    offence = case.mishap.slip == "offensive_remark" or case.mishap.letter == "conduct-apology"
    return offence or (situation.harm == "yes" and case.mishap.slip not in INTEGRITY | UNGRADED - {"treatment"})


def band_of(cases: tuple[Case, ...], situation: Situation) -> tuple[str, int | None]:
    """The band of rule D1 and its points; points are None where an override decided."""
    slips = {case.mishap.slip for case in cases}
    if slips & INTEGRITY:
        return "integrity", None
    if any(is_integrity_lite(case) for case in cases):
        return "integrity-lite", None
    if any(is_conduct(case, situation) for case in cases):
        return "serious-conduct", None
    if "missed" in slips:
        return "serious-logistics", None
    if "unmet_adjustment" in slips:
        return "adjustment", None
    if slips <= UNGRADED:
        return "none", None
    points = points_of(cases, situation)
    judged = points
    if (situation.distress or 0) >= 7 and points in (
        3,
        6,
    ):  # D1.7: under distress, a near miss counts as the lower band
        judged -= 1
    if judged <= 2:
        return "small", points
    return ("fixable" if judged <= 5 else "serious-performance"), points
