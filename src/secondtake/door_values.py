"""The answers of the door as plain data: what crosses to the page, documented in docs/about/api.md."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, time
from typing import Any

from .findings import Finding, Person, Review, ReviewContext
from .formats import FORMATS
from .measure import count_words, spoken_seconds
from .model import Assessment, Content, Letter, LetterPlan, Reason, Step
from .outline import in_utf16
from .plan import CONTACTS, Plan
from .salutation import title_and_name
from .situation import Situation
from .text import Units
from .timing import MOST_CONTACTS, hours_since
from .zones import city

SLIP_ROLES = frozenset({"ownership", "cause", "correction"})


def assessment_data(found: Assessment, content: Content) -> dict[str, Any]:
    """An assessment with the labels of its bands, actions and channels."""
    words = content.judgements
    data = asdict(found)
    data |= {
        "band_label": words["bands"][found.band]["label"],
        "band_text": words["bands"][found.band]["text"],
        "action_label": words["actions"][found.action]["label"],
        "channel_label": words["channels"][found.channel],
        "kind_label": content.letters[found.kind].label if found.kind else None,
        "certainty": {"level": found.certainty, "text": words["certainty"][found.certainty]["text"]},
        "leave_out": [{"text": text} for text in found.leave_out],
        "reasons": [_reason(reason) for reason in found.reasons],
        "other_view": _reason(found.other_view) if found.other_view else None,
        "caution": found.caution or None,
        "care": found.care or None,
    }
    return data


def _reason(reason: Reason) -> dict[str, Any]:
    return {"rule": reason.rule, "text": reason.text, "facts": list(reason.facts)}


def slip_share(letter: Letter) -> float:
    """The share of body words that are about the slip, from 0 to 1."""
    total = count_words(letter.body)
    slip = sum(count_words(part.text) for part in letter.parts if part.role in SLIP_ROLES)
    return round(slip / total, 3) if total else 0.0


def letter_data(letter: Letter, content: Content) -> dict[str, Any]:
    """A letter with its parts, its counts, and its text as it would be sent."""
    return letter_values(letter, content.letters[letter.kind])


def letter_values(letter: Letter, plan: LetterPlan) -> dict[str, Any]:
    """A letter as plain data, with the sizes of the plan it was written after."""
    words = count_words(letter.body)
    return {
        "kind": letter.kind,
        "label": plan.label,
        "purpose": plan.purpose,
        "channel": letter.channel,
        "region": letter.region,
        "subject": letter.subject,
        "salutation": letter.salutation,
        "parts": [_part(part) for part in map(asdict, letter.parts)],
        "close": letter.close,
        "signature": letter.signature,
        "text": letter.text,
        "words": words,
        "target": list(plan.words),
        "cap": plan.cap,
        "gaps": [asdict(gap) for gap in letter.gaps],
        "seconds": spoken_seconds(letter.body),
        "slip_share": slip_share(letter),
    }


def _part(part: dict[str, Any]) -> dict[str, Any]:
    index, count = part.pop("wording"), part.pop("wordings")
    return part | {"wording": {"index": index, "count": count}}


def findings_data(text: str, findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    """Findings with positions in UTF-16 units, as browsers count."""
    at = Units(text).at
    return [asdict(one) | {"start": at(one.start), "end": at(one.end)} for one in findings]


def review_data(text: str, review: Review) -> dict[str, Any]:
    """Findings, outline and summary, positions in UTF-16 units."""
    outline = asdict(in_utf16(text, review.outline))
    shown = len(review.first)
    return {
        "findings": findings_data(text, review.findings),
        "shown_first": shown,
        "outline": outline,
        "summary": review.summary,
        "dismissed": findings_data(text, review.dismissed),
    }


def plan_data(plan: Plan, situation: Situation, content: Content) -> dict[str, Any]:
    """The steps with dates and times as ISO text, who is written to, and how many messages are left."""
    words = content.judgements["recipients"][plan.recipient]
    planned = sum(step.kind in CONTACTS for step in plan.steps)
    return {
        "steps": [_step(step) for step in plan.steps],
        "stop": _iso(plan.stop),
        "recipient": {"id": plan.recipient, "label": words["label"], "why": words["why"]},
        "contacts": {"most": MOST_CONTACTS, "sent": len(situation.sent), "planned": planned},
        "there": city(situation.interview.time_zone) if any(step.there for step in plan.steps) else None,
    }


def _step(step: Step) -> dict[str, Any]:
    there = step.there.isoformat(timespec="minutes") if step.there else None
    clock = step.time.strftime("%H:%M") if step.time else None
    return asdict(step) | {"date": _iso(step.date), "time": clock, "there": there}


def _iso(value: date | time | None) -> str | None:
    return value.isoformat() if value else None


def catalogue_data(content: Content) -> dict[str, Any]:
    """The lists that forms are made from."""
    words = content.judgements
    return {
        "groups": [{"id": name, "label": label} for name, label in words["groups"].items()],
        "mishaps": [
            {
                "id": entry.id, "code": entry.code, "label": entry.label, "group": entry.group,
                "gravity": entry.gravity,
                "move": entry.move, "slip": entry.slip, "basis": entry.basis, "verdict": entry.verdict,
                "letter": entry.letter, "page": f"mishaps/{entry.id}/", "everyday": list(entry.everyday),
            }
            for entry in sorted(content.mishaps.values(), key=lambda entry: entry.code)
        ],
        "kinds": [
            {"id": plan.id, "code": plan.code, "label": plan.label, "words": list(plan.words), "cap": plan.cap}
            for plan in sorted(content.letters.values(), key=lambda plan: int(plan.code[1:]))
        ],
        "regions": [{"id": region.id, "label": region["label"]} for region in content.regions.values()],
        "formats": [
            {"id": form.id, "label": form.label, "media_type": form.media_type, "extension": form.extension}
            for form in FORMATS.values()
        ],
    }  # fmt: skip


def review_context(
    situation: Situation, found: Assessment | None, content: Content, kind: str | None = None
) -> ReviewContext:
    """What the letter check may know about a situation; without an assessment it expects no kind of letter."""
    plan = content.letters.get(kind or (found.kind if found else None) or "")
    people = [Person(title_and_name(one)[1], title_and_name(one)[0], one.signed_as) for one in situation.interviewers]
    people += [
        Person(name) for name in (situation.conduct.to, situation.agency.consultant, situation.coordinator) if name
    ]
    hours = hours_since(situation)
    return ReviewContext(
        candidate=situation.candidate.name,
        interviewers=tuple(people),
        company=situation.company,
        role=situation.role,
        days_since=int(hours // 24) if hours is not None and hours >= 0 else None,
        kind=plan.id if plan else "",
        words_cap=plan.cap if plan else None,
        # A note to the person who arranged it is about the mix-up; that is its only business (R6).
        slip_share=plan.slip_share if plan and (found is None or found.rule != "R6") else None,
        already_said_no=situation.decision.state in ("made_no", "made_other"),
        already_sent=len(situation.sent),
        process=situation.process or "",
    )
