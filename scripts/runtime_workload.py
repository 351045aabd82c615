"""Requests that make the engine run every command over every mishap, kind, region and format.

Run inside Pyodide to learn which modules the engine needs, and by the tests to prove that the archive holds them all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

Request = dict[str, Any]
Ask = Callable[[str], str]

SITUATION: Request = {
    "candidate": {"name": "Zoë Ångström", "email": "zoe@example.org", "phone": "+44 20 7946 0000"},
    "interviewers": [{"name": "Noor Haddad", "title": "Dr", "position": "Head of Planning"}],
    "company": "Larkfield Water",
    "role": "Network Planner",
    "interview": {"date": "2026-11-20", "time": "14:30", "format": "video", "time_zone": "Europe/London"},
    "decision": {"state": "promised", "date": "2026-12-04"},
    "highlight": "the plan for the winter leaks",
    "fit": "I ran the same survey in Leeds for two winters.",
    "interest": "I want to plan repairs before the street floods.",
    "evidence": [{"question": "how you rank repairs", "answer": "I rank by homes affected.", "result": "Calls fell."}],
    "correction": {"said": "I said 40 sites.", "right": "It was 14 sites.", "proof": "The report lists them."},
    "adjustment": {"part": "the timed test", "need": "extra time"},
    "conduct": {"act": "I interrupted you twice.", "to": "Dr Haddad"},
    "new_slots": ["Thursday at 10:00"],
    "now": "2026-11-20T17:05:00",
}
ODD_TEXTS = ("", "Dear \U0001f468‍\U0001f469‍\U0001f467 e\u0301\r\n\r\nSORRY SORRY\u2028\ud800 \x00 ${x}", "word " * 900)
BROKEN = ("", "not json", "[]", '{"schema": 99, "command": "assess"}', '{"schema": 1, "command": "nothing"}')


def situation(mishap: str, **changes: Any) -> Request:
    """A well-filled situation around one mishap."""
    return {**SITUATION, "mishaps": [{"id": mishap, "minutes_late": 12, "noticed": "yes"}], **changes}


def catalogue(ask: Ask) -> Request:
    """The engine's own list of what it knows."""
    result: Request = json.loads(ask('{"schema": 1, "command": "catalogue"}'))["result"]
    return result


def everyday(known: Request) -> Iterator[Request]:
    """Every request but the exports."""
    ids = [mishap["id"] for mishap in known["mishaps"]]
    for mishap in ids:
        for command in ("assess", "compose", "plan", "pack"):
            yield {"command": command, "situation": situation(mishap)}
    for kind in known.get("kinds", []):
        yield {"command": "compose", "situation": situation(ids[0]), "kind": kind["id"], "wording": 2}
    for region in known.get("regions", []):
        for command in ("compose", "plan", "pack"):
            yield {"command": command, "situation": situation(ids[0], region=region["id"])}
    panel = [{"name": "Noor Haddad", "talked_about": "the rota"}, {"name": "Tom Ellery"}]
    yield {"command": "pack", "situation": situation(ids[0], interviewers=panel), "panel": "each"}
    for answer in ("yes", "offer", "no", "later", "ring", "nothing"):
        yield {"command": "afterwards", "situation": situation(ids[0]), "answer": answer, "debrief": {"kept": "one"}}
    for text in ODD_TEXTS:
        yield {"command": "review", "text": text, "situation": situation(ids[0])}
    yield {"command": "assess", "situation": {"mishaps": [{"id": ids[0], "extent": "wrong"}]}}


def exports(known: Request, form: str) -> Iterator[Request]:
    """The export of one format, for a composed letter and for one that the person changed."""
    mishap = known["mishaps"][0]["id"]
    for changed in ({}, {"text": "Dear Noor,\n\nÅ short note.\n", "subject": "Nöte"}):
        yield {"command": "export", "format": form, "situation": situation(mishap), **changed}


def send(ask: Ask, request: Request) -> str:
    """Ask as the page does: JSON text in, JSON text out."""
    return ask(json.dumps({"schema": 1, **request}))


def run_everyday(ask: Ask) -> Request:
    """Run all but the exports; returns the catalogue."""
    for text in BROKEN:
        ask(text)
    known = catalogue(ask)
    for request in everyday(known):
        send(ask, request)
    return known
