"""Situations and letters in files: TOML or JSON, read strictly and written so that they read back the same."""

from __future__ import annotations

import json
import sys
import tomllib
from codecs import BOM_UTF8
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .schema import InputError

STANDARD_INPUT = "-"
MOST_BYTES = 8_000_000  # four bytes for each character of the longest letter that the engine takes


def shown_name(path: str) -> str:
    """The name of a source as messages give it."""
    return "standard input" if path == STANDARD_INPUT else path


def read_text(path: str) -> str:
    """The text of a file, or of standard input for `-`. Raises InputError, naming it, when it cannot be read."""
    name = shown_name(path)
    try:
        found = sys.stdin.buffer.read(MOST_BYTES + 1) if path == STANDARD_INPUT else _bytes(path)
    except OSError as problem:
        raise InputError("not-readable", "", f"{name}: {problem.strerror or 'cannot be read'}.") from None
    if len(found) > MOST_BYTES:
        raise InputError("too-long", "", f"{name}: is longer than {MOST_BYTES:,} bytes.")
    try:
        return found.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        message = f"{name}: is not UTF-8 text (byte {problem.start + 1})."
        raise InputError("not-text", "", message, ("UTF-8",)) from None


def _bytes(path: str) -> bytes:
    with Path(path).open("rb") as stream:
        return stream.read(MOST_BYTES + 1)


def write_text(path: str, text: str) -> None:
    """Write a letter back to its file: its line ends are kept, and the mark of order before it if it has one."""
    marked = _bytes(path).startswith(BOM_UTF8)
    Path(path).write_bytes((BOM_UTF8 if marked else b"") + text.encode())


def read_situation(path: str) -> dict[str, Any]:
    """A situation as plain data. The ending decides between TOML and JSON, else the first character does."""
    text, name = read_text(path), shown_name(path)
    ending = Path(path).suffix.lower()
    as_json = ending == ".json" or (ending != ".toml" and text.lstrip().startswith("{"))
    try:
        found = json.loads(text) if as_json else tomllib.loads(text)
        data = json.loads(json.dumps(found, default=_moment))
    except (ValueError, TypeError, RecursionError) as problem:
        form = "JSON" if as_json else "TOML"
        message = f"{name}: is not valid {form}: {problem}."
        raise InputError("not-json" if as_json else "not-toml", "", message, ("TOML", "JSON")) from None
    if not isinstance(data, dict):
        raise InputError("wrong-type", "", f"{name}: must be a table of named values.")
    return data


def _moment(value: Any) -> str:
    return str(value.isoformat())


def write_situation(path: str, situation: Mapping[str, Any]) -> None:
    """Write a situation to a file: JSON where the name ends in `.json`, else TOML."""
    as_json = Path(path).suffix.lower() == ".json"
    text = json.dumps(situation, ensure_ascii=False, indent=2) + "\n" if as_json else as_toml(situation)
    Path(path).write_text(text, encoding="utf-8", newline="\n")


def as_toml(situation: Mapping[str, Any]) -> str:
    """A situation as TOML: plain values first, then tables, then lists of tables."""
    tables = [(f"[{key}]", value) for key, value in situation.items() if isinstance(value, Mapping)]
    for key, value in situation.items():
        if _rows(value):
            tables += [(f"[[{key}]]", row) for row in value]
    plain = {key: value for key, value in situation.items() if not isinstance(value, Mapping) and not _rows(value)}
    blocks = [_pairs(plain)] if plain else []
    return "\n".join(blocks + [f"{head}\n{_pairs(table)}" for head, table in tables])


def _rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _pairs(table: Mapping[str, Any]) -> str:
    return "".join(f"{key} = {_written(value)}\n" for key, value in table.items())


def _written(value: Any) -> str:
    """A text, a whole number or a list of texts. JSON's escapes are TOML's, but for one control character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
