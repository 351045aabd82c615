"""The pack and the notes to a panel as plain data: what crosses to the page, documented in docs/about/api.md."""

from __future__ import annotations

from typing import Any

from .door_values import letter_values
from .model import Content
from .pack_plan import PackDocument
from .panel import MOST_IN_COMMON, Panel


def pack_data(documents: tuple[PackDocument, ...], notes: Panel | None, content: Content) -> dict[str, Any]:
    """Every document in reading order, the headings of their groups, and the notes to a panel if there is one."""
    groups = content.judgements["pack"]["groups"]
    return {
        "groups": [{"id": name, "label": label} for name, label in groups.items()],
        "documents": [_document(document, content) for document in documents],
        "panel": panel_data(notes, content),
    }


def _document(document: PackDocument, content: Content) -> dict[str, Any]:
    plan, letter = document.plan, document.letter
    return {
        "id": plan.id,
        "label": plan.label,
        "purpose": plan.purpose,
        "group": plan.group,
        "layout": plan.layout,
        "channel": plan.channel,
        "reads_as": document.reads_as or None,
        "unit": plan.unit,
        "count": document.count,
        "most": plan.most or None,
        "over": document.over,
        "reason": document.reason or None,
        "subject": letter.subject if letter else "",
        "text": document.text,
        "head": document.head,
        "paper": content.regions[letter.region]["paper"] if letter else None,
        "letter": letter_values(letter, plan.letter or content.letters[letter.kind]) if letter else None,
    }


def panel_data(notes: Panel | None, content: Content) -> dict[str, Any] | None:
    """The notes to each interviewer with what they have in common, the limit, and whom not to write to."""
    if notes is None:
        return None
    copies = [
        {"to": copy.to, "name": copy.name, "in_common": copy.in_common}
        | {"letter": letter_values(copy.letter, content.letters[copy.letter.kind])}
        for copy in notes.copies
    ]
    return {
        "mode": notes.mode,
        "most": notes.most,
        "limit": MOST_IN_COMMON,
        "copies": copies,
        "advice": list(notes.advice),
    }
