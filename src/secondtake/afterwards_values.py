"""What comes afterwards as plain data: what crosses to the page, documented in docs/about/api.md."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from .afterwards import Outcome
from .model import Content
from .preparation import Sheet


def afterwards_data(possible: tuple[str, ...], found: Outcome | None, paper: Sheet, content: Content) -> dict[str, Any]:
    """The answers that can still come, where the one given leads, the sheet for next time and the debrief questions."""
    words = content.afterwards
    debrief = words["debrief"]
    return {
        "answers": [{"id": name, "label": words["answers"][name]} for name in possible],
        "outcome": _outcome(found, content) if found else None,
        "sheet": _sheet(paper, content),
        "debrief": {
            "title": debrief["title"],
            "why": debrief["why"],
            "minutes": sum(one["minutes"] for one in debrief["questions"]),
            "questions": [dict(one) for one in debrief["questions"]],
        },
    }


def _outcome(found: Outcome, content: Content) -> dict[str, Any]:
    words = content.afterwards["outcomes"][found.id]
    return {
        "id": found.id,
        "label": words["label"],
        "text": words["text"],
        "facts": list(words["facts"]),
        "documents": [{"id": name, "label": content.pack[name].label} for name in found.documents],
        "day": found.day.isoformat() if found.day else None,
        "exits": [{"id": name, "label": content.afterwards["exits"][name]} for name in found.exits],
    }


def _sheet(paper: Sheet, content: Content) -> dict[str, Any]:
    words = content.afterwards
    headings = {name: words["prepare"][name] for name in ("title", "broke", "answers", "checks")}
    dates = [{"label": label, "date": day.isoformat()} for label, day in paper.dates]
    return asdict(paper) | {"dates": dates, "headings": headings, "before": words["debrief"]["when"]["before"]}
