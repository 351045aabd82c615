"""What to do: the band, say it or not, the letter, the channel, the window, and the reasons for each."""

from __future__ import annotations

from collections.abc import Mapping
from string import Template
from typing import Any

from .bands import Case, band_of, case_of
from .model import Assessment, Content, Mishap, Reason, Region, Window
from .ruling import ACTION, KIND, Ruling, can_add, rule_on
from .situation import Situation
from .timing import MOST_CONTACTS, first_repair, hours_since

REOPEN_AFTER = 96  # hours; D4: from day four on the slip is not reopened
CALL_WITHIN = 2  # hours; D3: after that an unplanned call is no faster than an email
OFFICIAL = {"supply": "fuller-answer", "own": "owning-it", "correct": "correction", "apologise": "conduct-apology",
            "adjust": "adjustment-request", "call": "lost-time", "thank": "thank-you-note",
            "agency": "thank-you-note"}  # fmt: skip


def region_of(situation: Situation, content: Content) -> Region:
    """The region the person named, or the neutral one."""
    return content.regions[situation.region or "other"]


def assess(situation: Situation, content: Content) -> Assessment:
    """Decide what to do about a situation. Every mishap id must be in the catalogue (the door checks that)."""
    cases = tuple(case_of(content.mishaps[report.id], report) for report in situation.mishaps)
    band, points = band_of(cases, situation)
    words = content.judgements
    if speaks_of_crisis(situation, words):
        crisis = Ruling("D9", cases[0])
        return _answer(situation, content, cases, crisis, ("none", None, "D9", None))
    ruling = rule_on(cases, situation, band)
    rule, kind = _after_history(ruling, situation, content)
    return _answer(situation, content, cases, ruling, (band, points, rule, kind))


def speaks_of_crisis(situation: Situation, words: Mapping[str, Any]) -> bool:
    """Whether anything they typed says they are in danger (D9). Looks at their own sentences only."""
    reports = situation.mishaps
    typed = [situation.words, situation.fit, situation.interest, *(report.cause for report in reports)]
    text = " ".join(typed).lower().replace("\u2019", "'")
    return any(phrase in text for phrase in words["crisis_phrases"])


def _after_history(ruling: Ruling, situation: Situation, content: Content) -> tuple[str, str | None]:
    """D4, D5 and R9: what the messages already sent and the days gone by leave of the ruling."""
    rule, mishap = ruling.rule, ruling.case.mishap
    kind = _kind(rule, mishap, situation)
    sent, hours = situation.sent, hours_since(situation)
    if rule in ("D9", "R10", "M-stop", "D2b", "D2c", "D2e") or kind is None:
        return rule, kind
    if len(sent) >= MOST_CONTACTS:
        return "R9", None
    if situation.contact == "none":
        return "D3-none", None
    if rule in ("D2a", "D2a2", "M-own", "R6"):
        return rule, kind
    if first_repair(sent) or (sent and rule not in ("D2d", "D2f", "D2f2", "D2g")):
        return "D5", "check-in"
    if rule in ("D2g", "D2i", "D2f2", "D2n") and hours is not None and hours > REOPEN_AFTER:
        return "D4", "check-in"
    if rule == "D2h" and region_of(situation, content)["thank_you"] != "custom":
        return rule, None
    return rule, kind


def _kind(rule: str, mishap: Mishap, situation: Situation) -> str | None:
    if rule in ("D9", "R10", "M-stop"):
        return None
    if rule == "D2d":
        return "owning-it" if can_add(situation) else "thank-you-note"
    if rule in ("M-own", "R6"):
        return mishap.letter
    if rule == "M-silent":
        return None
    if rule == "D2i" and mishap.slip == "ran_down_employer":
        return "fuller-answer"
    return KIND[rule]


def _answer(
    situation: Situation,
    content: Content,
    cases: tuple[Case, ...],
    ruling: Ruling,
    decided: tuple[str, int | None, str, str | None],
) -> Assessment:
    band, points, rule, kind = decided
    words = content.judgements
    action = _action(rule, ruling.case, kind, situation)
    chosen = _chosen(action, kind, situation)
    overruled = chosen != (action, kind)
    mention = _mention(rule, ruling, cases) if not overruled else _mention_chosen(chosen[1], ruling)
    distress = situation.distress or 0
    urgent = chosen[0] in ("call", "correct") or situation.decision.state == "today"
    return Assessment(
        band=band,
        points=points,
        action=chosen[0],
        kind=chosen[1],
        channel=_channel(chosen, situation, ruling.case.mishap),
        window=_window(chosen, rule, situation, content),
        pause=distress >= 6 and not urgent,
        mention=mention,
        leave_out=_leave_out(mention, cases, words),
        certainty=words["rules"][rule]["certainty"],
        reasons=_reasons(rule, ruling, band, words),
        headline=words["actions"][chosen[0]]["headline"],
        steps=tuple(words["actions"][chosen[0]]["steps"]),
        rule=rule,
        lead_mishap=ruling.case.mishap.id,
        other_view=_other_view(rule, words),
        overruled=overruled,
        caution=_caution(overruled, rule, situation, words),
        care=words["care"]["crisis"] if action == "care" else words["care"]["distress"] if distress >= 9 else "",
    )


def _action(rule: str, case: Case, kind: str | None, situation: Situation) -> str:
    hours = hours_since(situation)
    fresh = hours is None or hours < CALL_WITHIN
    can_ring = situation.contact != "email" and situation.phone_is_hard != "yes" and situation.process != "agency"
    if rule == "D2f" and fresh and can_ring and (case.mishap.move == "call" or case.mishap.slip == "missed"):
        return "call"
    if rule in ("M-own", "R6"):
        return "agency" if rule == "R6" else "thank"
    if kind is None and case.mishap.move == "care":
        return "care"
    if kind is None:
        return {"D9": "care", "R10": "stop", "M-stop": "stop", "R9": "stop"}.get(rule, "silent")
    return ACTION[rule]


def _chosen(action: str, kind: str | None, situation: Situation) -> tuple[str, str | None]:
    """What the person decided, where it differs from our advice."""
    choose = situation.choose
    if choose.kind is None and choose.action is None:
        return action, kind
    if choose.kind is None:
        return str(choose.action), OFFICIAL.get(str(choose.action))
    by_kind = {value: key for key, value in reversed(OFFICIAL.items())}
    implied = by_kind.get(choose.kind, "thank") if choose.kind != kind else action
    return choose.action or implied, choose.kind


def _mention(rule: str, ruling: Ruling, cases: tuple[Case, ...]) -> tuple[str, ...]:
    """The mishaps that the letter may name."""
    if rule == "D2e" and ruling.case.mishap.never_say:
        return ()
    if rule in ("D2d", "D2f", "D2f2", "D2g", "D2e", "D2b", "R6"):
        return (ruling.case.mishap.id,)
    return ()


def _mention_chosen(kind: str | None, ruling: Ruling) -> tuple[str, ...]:
    named = kind in ("owning-it", "lost-time", "conduct-apology", "correction") and not ruling.case.mishap.never_say
    return (ruling.case.mishap.id,) if named else ()


def _channel(chosen: tuple[str, str | None], situation: Situation, mishap: Mishap) -> str:
    """Rule D3."""
    action, kind = chosen
    if kind is None:
        return "none"
    if situation.process == "agency" or situation.contact == "agency_only":
        return "agency"
    if action == "call":
        return "phone"
    one_point = len(situation.evidence) <= 1 and situation.phone_is_hard != "yes" and situation.region != "jp"
    if situation.decision.state == "today" and situation.they_phoned == "yes" and one_point:
        return "phone"
    elsewhere = mishap.id == "interviewer-absent" and bool(situation.agency.consultant or situation.coordinator)
    return "coordinator" if action == "agency" or elsewhere else "email"


def _window(chosen: tuple[str, str | None], rule: str, situation: Situation, content: Content) -> Window:
    """Rule D4, as the id of a window whose words are content."""
    action, kind = chosen
    fixed = {"call": "now", "correct": "same-day", "apologise": "next-working-day", "adjust": "as-soon-as-possible",
             "care": "none", "stop": "none", "silent": "none"}  # fmt: skip
    if kind == "check-in":
        name = "after-the-date"
    elif kind in ("reply-to-a-no", "withdrawal"):
        name = "few-days"
    elif action in fixed:
        name = fixed[action]
    elif kind == "thank-you-note":
        latest = region_of(situation, content)["thank_you_hours"][1]
        name = "within-24-hours" if latest <= 24 else "within-48-hours" if latest <= 48 else "within-72-hours"
    else:
        name = "within-72-hours" if situation.sent else "within-48-hours"
    entry = content.judgements["windows"][name]
    return Window(name, entry["label"], entry.get("until"))


def _leave_out(mention: tuple[str, ...], cases: tuple[Case, ...], words: Mapping[str, Any]) -> tuple[str, ...]:
    out: list[str] = []
    for case in cases:
        if case.mishap.id not in mention:
            name = "never" if case.mishap.never_say else "other"
            label = case.mishap.label
            label = label if label.startswith("I ") else label[0].lower() + label[1:]
            out.append(Template(words["leave_out"][name]).safe_substitute(label=label))
        out.extend(item[0].upper() + item[1:] + "." for item in case.mishap.avoid)
    return tuple(dict.fromkeys(out))


def _reasons(rule: str, ruling: Ruling, band: str, words: Mapping[str, Any]) -> tuple[Reason, ...]:
    entry = words["rules"][rule]
    mishap = ruling.case.mishap
    own = tuple(fact for fact in mishap.facts if fact not in entry["facts"])
    reasons = [Reason(rule, entry["text"], tuple(entry["facts"]))]
    reasons.append(Reason("D1", words["bands"][band]["text"], own))
    if mishap.never_say and rule != "R4":
        reasons.append(Reason("R4", words["rules"]["R4"]["text"], tuple(words["rules"]["R4"]["facts"])))
    if rule != ruling.rule and ruling.rule in words["rules"]:
        earlier = words["rules"][ruling.rule]
        reasons.append(Reason(ruling.rule, earlier["text"], tuple(earlier["facts"])))
    return tuple(reasons)


def _other_view(rule: str, words: Mapping[str, Any]) -> Reason | None:
    entry = words["other_views"].get(rule)
    return Reason(rule, entry["text"], tuple(entry["facts"])) if entry else None


def _caution(overruled: bool, rule: str, situation: Situation, words: Mapping[str, Any]) -> str:
    if not overruled:
        return ""
    cautions = words["cautions"]
    name = {"R10": "no-contact", "R9": "already-sent", "D5": "already-sent", "D2h": "nothing-new", "D2j": "nothing-new"}
    return str(cautions[name.get(rule, "overruled")])
