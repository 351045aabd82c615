"""One door: JSON text in, JSON text out, the same bytes under CPython and in the page.

`handle` never raises. Every answer has `schema` and `ok`; errors are data with a code, a field and a sentence.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from .afterwards import answers_possible, outcome
from .afterwards_values import afterwards_data
from .assess import assess
from .compose import Options, compose
from .door import Request, flag, keys_of, known_of, one_of, situation_from, text_of, whole
from .door_values import (
    assessment_data,
    catalogue_data,
    findings_data,
    letter_data,
    plan_data,
    review_context,
    review_data,
)
from .findings import CHANNELS
from .formats import FORMATS, parcel_of, written
from .load import content
from .model import Assessment, Content, Letter
from .pack import pack
from .pack_plan import MODES
from .pack_values import pack_data
from .panel import panel
from .plan import plan
from .preparation import sheet
from .review import review
from .schema import InputError, read
from .situation import Debrief, LetterKind, Situation

SCHEMA = 1
MOST_LETTER = 2_000_000  # characters of a text to check; more is refused, not cut
KINDS: tuple[str, ...] = LetterKind.__args__  # type: ignore[attr-defined]
REGISTERS = ("plain", "warm")


def handle(text: str) -> str:
    """Answer one request. Positions in answers count UTF-16 units, as browsers do."""
    try:
        request = _request(text)
        command = request["command"]
        answer: dict[str, Any] = {
            "schema": SCHEMA,
            "ok": True,
            "command": command,
            "result": COMMANDS[command](request),
        }
    except InputError as error:
        details = {"code": error.code, "field": error.field, "message": error.message, "allowed": list(error.allowed)}
        answer = {"schema": SCHEMA, "ok": False, "error": details}
    return json.dumps(answer, ensure_ascii=True, separators=(",", ":"))


def _request(text: str) -> Request:
    try:
        request = json.loads(text)
    except (ValueError, RecursionError):
        raise InputError("not-json", "", "The request is not valid JSON.") from None
    if not isinstance(request, dict):
        raise InputError("wrong-type", "", "The request must be a JSON object.")
    schema = request.get("schema", SCHEMA)
    if schema != SCHEMA:
        newer = isinstance(schema, int) and schema > SCHEMA
        raise InputError("too-new" if newer else "unknown-value", "schema", f"schema must be {SCHEMA}.", (str(SCHEMA),))
    command = request.get("command")
    if not isinstance(command, str) or command not in COMMANDS:
        allowed = tuple(COMMANDS)
        raise InputError("unknown-command", "command", f"command must be one of: {', '.join(allowed)}.", allowed)
    _only(request, {"schema", "command", *FIELDS[command]})
    return request


def _only(request: Request, known: set[str]) -> None:
    for key in request:
        if key not in known:
            allowed = tuple(sorted(known))
            raise InputError(
                "unknown-key", key[:60], f"{key[:60]} is not known here. Known: {', '.join(allowed)}.", allowed
            )


def _options(request: Request) -> Options:
    steps = request.get("wordings", {})
    if not isinstance(steps, dict):
        raise InputError("wrong-type", "wordings", "wordings must be a table of part ids and numbers.")
    register = request.get("register")
    return Options(
        wording=whole(request.get("wording", 0), "wording"),
        wordings={str(name): whole(step, f"wordings.{str(name)[:40]}") for name, step in steps.items()},
        register="" if register is None else one_of(register, REGISTERS, "register"),
        to=whole(request.get("to", 0), "to"),
        printed=flag(request.get("printed", False), "printed"),
    )


def _told(request: Request) -> tuple[Situation, Assessment, Content]:
    """The situation of a request and its assessment; `kind` in the request overrules like `choose.kind`."""
    data = request.get("situation")
    kind = request.get("kind")
    if kind is not None and isinstance(data, dict):
        chosen = data.get("choose") if isinstance(data.get("choose"), dict) else {}
        data = {**data, "choose": {**(chosen or {}), "kind": one_of(kind, KINDS, "kind")}}
    situation = situation_from(data)
    known = content()
    return situation, assess(situation, known), known


def _composed(request: Request) -> tuple[Situation, Assessment, Content, Letter | None]:
    situation, found, known = _told(request)
    return situation, found, known, compose(situation, found, known, _options(request))


def _catalogue(request: Request) -> dict[str, Any]:
    return catalogue_data(content())


def _assess(request: Request) -> dict[str, Any]:
    _, found, known = _told(request)
    return assessment_data(found, known)


def _compose(request: Request) -> dict[str, Any]:
    situation, found, known, letter = _composed(request)
    if letter is None:
        return {"assessment": assessment_data(found, known), "letter": None, "findings": []}
    whole = f"Subject: {letter.subject}\n\n{letter.text}"
    context = review_context(situation, found, known)
    checked = review(whole, known.rules, context=context, kind=letter.kind)
    return {
        "assessment": assessment_data(found, known),
        "letter": letter_data(letter, known),
        "findings": findings_data(whole, checked.findings),
    }


def _review(request: Request) -> dict[str, Any]:
    text = text_of(request, "text", MOST_LETTER)
    channel = one_of(request.get("channel", "email"), CHANNELS, "channel")
    kind = request.get("kind")
    kind = one_of(kind, KINDS, "kind") if kind is not None else None
    context = known_of(request["situation"], kind) if request.get("situation") is not None else None
    keys = keys_of(request, "dismissed")
    found = review(text, content().rules, context=context, kind=kind, channel=channel, dismissed=keys)
    return review_data(text, found)


def _plan(request: Request) -> dict[str, Any]:
    situation, found, known = _told(request)
    return plan_data(plan(situation, found, known), situation, known)


def _pack(request: Request) -> dict[str, Any]:
    situation, found, known = _told(request)
    options = _options(request)
    mode = one_of(request.get("panel", ""), ("", *MODES), "panel")
    only = _named(request.get("only"), (*known.pack, "panel"), "only")
    documents = pack(situation, found, known, options, only)
    notes = panel(situation, found, known, options, mode) if only is None or "panel" in only else None
    return {"assessment": assessment_data(found, known)} | pack_data(documents, notes, known)


def _named(value: object, allowed: tuple[str, ...], field: str) -> frozenset[str] | None:
    """The names in a list, each checked; None where there is no list."""
    if value is None:
        return None
    if not isinstance(value, list):
        raise InputError("wrong-type", field, f"{field} must be a list.")
    return frozenset(one_of(name, allowed, f"{field}[{index}]") for index, name in enumerate(value))


def _afterwards(request: Request) -> dict[str, Any]:
    situation, found, known = _told(request)
    possible = answers_possible(situation, found)
    answer = request.get("answer")
    chosen = None if answer is None else outcome(one_of(answer, possible, "answer"), situation, found, known)
    notes = read(Debrief, request["debrief"], "debrief") if request.get("debrief") is not None else None
    return afterwards_data(possible, chosen, sheet(situation, known, notes), known)


def _export(request: Request) -> dict[str, Any]:
    form = FORMATS[one_of(request.get("format"), tuple(FORMATS), "format")]
    situation, found, known, letter = _composed(request)
    if letter is None:
        raise InputError("missing", "situation", "Nothing is to be sent here, so there is no letter to write out.")
    steps = plan(situation, found, known)
    texts = {name: text_of(request, name) for name in ("subject", "text", "page")}
    people, to = situation.interviewers, whole(request.get("to", 0), "to")
    email = people[min(to, len(people) - 1)].email if people else ""
    paper = known.regions[letter.region]["paper"]
    return written(parcel_of(letter, steps, paper=paper, to=email, **texts), form)


_COMPOSING = {"situation", "kind", "wording", "wordings", "register", "to", "printed"}
FIELDS: Mapping[str, set[str]] = {
    "catalogue": set(),
    "assess": {"situation", "kind"},
    "compose": _COMPOSING,
    "review": {"text", "situation", "kind", "channel", "dismissed"},
    "plan": {"situation", "kind"},
    "pack": {"situation", "kind", "wording", "wordings", "register", "panel", "only"},
    "afterwards": {"situation", "answer", "debrief"},
    "export": _COMPOSING | {"format", "text", "subject", "page"},
}
COMMANDS: Mapping[str, Callable[[Request], dict[str, Any]]] = {
    "catalogue": _catalogue,
    "assess": _assess,
    "compose": _compose,
    "review": _review,
    "plan": _plan,
    "pack": _pack,
    "afterwards": _afterwards,
    "export": _export,
}
