"""Read content/ and refuse a wrong file by name and key.

In the browser bundle the same data comes as one `content.json`, made at build time from the same files.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from os.path import dirname
from typing import TYPE_CHECKING, Any

from .model import Content, LetterPlan, Mishap, PartPlan, Region, Swap, Wordings
from .pack_plan import PackPlan
from .rules import rules_from
from .schema import InputError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FOLDERS = ("mishaps", "letters", "pack", "rules", "regions", "lexicon")
FILES = ("judgements", "afterwards", "facts", "sources", "questions", "lines", "evidence")
CLOSED = {
    "group": ("arrival", "technology", "body", "manners", "said", "truth", "people", "afterwards"),
    "move": ("none", "re-answer", "acknowledge", "correct", "call", "through", "stop", "care"),
    "basis": ("sourced", "partly", "reasoned"),
    "window": ("before", "in-the-room", "within-minutes", "within-the-hour", "same-day", "within-24-hours",
               "within-48-hours", "within-72-hours", "next-morning", "next-day", "few-days", "as-soon-as-noticed",
               "before-any-check", "after-the-date", "offer-stage", "next-time", "now", "none"),
    "slip": ("nerves_blank", "weak_answer", "misread_question", "unprepared", "fact_error", "exaggeration", "lie",
             "late", "missed", "phone_interruption", "dress", "rambling", "too_casual", "arrogant", "argumentative",
             "ran_down_employer", "offensive_remark", "name_error", "off_day", "tech_failure", "language",
             "unmet_adjustment", "confidential_leak", "hidden_help", "omission", "accident", "paperwork", "privacy",
             "people", "treatment", "contact", "outcome", "crisis"),
}  # fmt: skip
PACK_CLOSED = {
    "group": ("send", "say", "paper", "if", "later", "keep"),
    "layout": ("message", "printed", "card", "chat", "spoken", "kept"),
    "unit": ("words", "characters", "seconds"),
}
SOURCES = ("words", "mishap", "own", "ask")
WHEN = ("mention", "through", "not-through", "neutral-line", "cause-allowed", "slots", "no-slots", "no-ask-chosen",
        "no-from-them", "no-word-from-them", "last", "not-last", "met", "not-met", "said-bare",
        "ahead", "not-ahead", "only-thanks", "not-only-thanks")  # fmt: skip


class ContentError(ValueError):
    """A content file that cannot be used: which file, which key, what is allowed."""


def read_folder(root: Traversable | None = None) -> dict[str, Any]:
    """All of content/ as plain data: folders as tables by file stem, single files by name."""
    import tomllib  # not needed, and not shipped, where content.json is there

    root = root or _package().joinpath("content")
    data: dict[str, Any] = {}
    for name in FOLDERS:
        entries = sorted(root.joinpath(name).iterdir(), key=lambda entry: entry.name)
        data[name] = {
            entry.name.removesuffix(".toml"): _toml(tomllib, entry) for entry in entries if entry.name.endswith(".toml")
        }
    for name in FILES:
        data[name] = _toml(tomllib, root.joinpath(name + ".toml"))
    data["holidays"] = json.loads(root.joinpath("holidays.json").read_text(encoding="utf-8"))["regions"]
    data["clocks"] = json.loads(root.joinpath("zones.json").read_text(encoding="utf-8"))["clocks"]
    return data


def _package() -> Traversable:
    from importlib.resources import files  # a tenth of the time that `import secondtake` takes, so only when needed

    return files(__package__)


def _toml(tomllib: Any, entry: Traversable) -> Any:
    try:
        return tomllib.loads(entry.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise ContentError(f"{entry.name}: {problem}") from None


@cache
def content() -> Content:
    """The content of this package, checked once."""
    bundled = _bundled()
    return content_from(read_folder()) if bundled is None else content_from(json.loads(bundled))


def _bundled() -> bytes | None:
    """content.json where there is one, asked of our own loader: importlib.resources costs a page twenty modules."""
    loader: Any = __spec__.loader if __spec__ else None
    try:
        data: bytes = loader.get_data(f"{dirname(__file__)}/content.json")
    except OSError:
        return None
    return data


def content_from(data: Mapping[str, Any]) -> Content:
    """Frozen values from plain data. Raises ContentError or RuleError, naming file and key."""
    holidays = {name: frozenset(map(date.fromisoformat, days)) for name, days in data["holidays"].items()}
    regions = {name: Region(name, table, holidays.get(name, frozenset())) for name, table in data["regions"].items()}
    _same_keys(data["regions"], "regions")
    return Content(
        mishaps={name: _mishap(name, table) for name, table in data["mishaps"].items()},
        letters={name: _letter(name, table) for name, table in data["letters"].items()},
        pack={name: _document(name, table) for name, table in data["pack"].items()},
        regions=regions,
        clocks={zone: tuple(map(tuple, row["changes"])) for row in data["clocks"] for zone in row["zones"]},
        judgements=data["judgements"],
        facts=data.get("facts", {}),
        sources=data.get("sources", {}),
        rules=rules_from(data["rules"], data["lexicon"], data.get("phrases")),
        questions=data.get("questions", {}),
        lines=data.get("lines", {}),
        evidence=data.get("evidence", {}),
        afterwards=data["afterwards"],
    )


def _same_keys(tables: Mapping[str, Mapping[str, Any]], folder: str) -> None:
    model = set(next(iter(tables.values())))
    for name, table in tables.items():
        if odd := model ^ set(table):
            raise ContentError(f"{folder}/{name}.toml: {', '.join(sorted(odd))}: not the same keys as its neighbours")


def _mishap(name: str, table: Mapping[str, Any]) -> Mishap:
    where = f"mishaps/{name}.toml"
    _known(table, _names(Mishap) - {"id"}, where)
    for key, allowed in CLOSED.items():
        if table[key] not in allowed:
            raise ContentError(f"{where}: {key}: {table[key]!r} is not one of {', '.join(allowed)}")
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return Mishap(**{**values, "id": name, "swap": Swap(**table["swap"])})


@cache
def _names(kind: Any) -> frozenset[str]:
    return frozenset(item.name for item in fields(kind))


def _known(table: Mapping[str, Any], keys: frozenset[str], where: str) -> None:
    for key in table:
        if key not in keys:
            raise ContentError(f"{where}: {key}: not known here; known: {', '.join(sorted(keys))}")
    for key in sorted(keys):
        if key not in table:
            raise ContentError(f"{where}: {key}: missing")


def _letter(name: str, table: Mapping[str, Any]) -> LetterPlan:
    return _letter_of(name, table, f"letters/{name}.toml")


def _letter_of(name: str, table: Mapping[str, Any], where: str) -> LetterPlan:
    _known(table, _names(LetterPlan) - {"id"}, where)
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    parts = tuple(_part(part, where) for part in table["parts"])
    return LetterPlan(**{**values, "id": name, "subject": _wordings(table["subject"]), "parts": parts})


def _document(name: str, table: Mapping[str, Any]) -> PackPlan:
    where = f"pack/{name}.toml"
    _known({"letter": None, **table}, _names(PackPlan) - {"id"}, where)
    for key, allowed in PACK_CLOSED.items():
        if table[key] not in allowed:
            raise ContentError(f"{where}: {key}: {table[key]!r} is not one of {', '.join(allowed)}")
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    parts = table.get("letter")
    whole = {"code": "", "label": table["label"], "purpose": table["purpose"], **parts} if parts else None
    return PackPlan(**{**values, "id": name, "letter": _letter_of(name, whole, where) if whole else None})


def _part(table: Mapping[str, Any], where: str) -> PartPlan:
    where = f"{where}: parts: {table.get('id')}"
    for key in table:
        if key not in _names(PartPlan) and key not in ("plain", "warm"):
            raise ContentError(f"{where}: {key}: not known here")
    if table["source"] not in SOURCES:
        raise ContentError(f"{where}: source: {table['source']!r} is not one of {', '.join(SOURCES)}")
    for token in table.get("when", ()):
        if token not in WHEN:
            raise ContentError(f"{where}: when: {token!r} is not one of {', '.join(WHEN)}")
    return PartPlan(
        id=table["id"],
        role=table["role"],
        paragraph=table["paragraph"],
        source=table["source"],
        rule=table["rule"],
        facts=tuple(table.get("facts", ())),
        when=tuple(table.get("when", ())),
        wordings=_wordings(table),
        field=table.get("field", ""),
        each=table.get("each", ""),
        most=table.get("most", 3),
        gap=table.get("gap", ""),
    )


def _wordings(table: Mapping[str, Any]) -> Wordings:
    plain = tuple(table.get("plain", ()))
    return Wordings(plain, tuple(table.get("warm", ())) or plain)


def mishap_or_error(identifier: str, known: Mapping[str, Mishap], path: str) -> Mishap:
    """The entry with this id, or an InputError that names the field and the ids there are."""
    if identifier not in known:
        allowed = tuple(sorted(known))
        raise InputError(
            "unknown-mishap", path, f"{path} is {identifier[:60]!r}, which is not in the catalogue.", allowed
        )
    return known[identifier]
