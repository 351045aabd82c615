"""Read plain data into frozen values, refuse what does not fit by name, and describe the values as JSON Schema."""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from .plain import clean_block, clean_line

T = TypeVar("T")

MOST_CHARACTERS = 20_000  # of one text; a whole letter has about 1,500
MOST_ITEMS = 40  # of one list
NUMBERS = {"minutes_late": (0, 1440), "distress": (0, 10)}  # the range of each whole number, both ends included
# Dates and times as patterns, so that every Python and every JSON Schema reader agrees. No year outside this century:
# adding days to a date can then never run off the calendar.
_DAY = "20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]"
_SECONDS = "(:[0-5][0-9]([.][0-9]{3}([0-9]{3})?)?)?"
MOMENTS = {
    date: (_DAY, "2026-11-24"),
    time: (_CLOCK + _SECONDS, "14:30"),
    datetime: (f"{_DAY}[T ]{_CLOCK}{_SECONDS}(Z|[+-]{_CLOCK})?", "2026-11-24T18:30"),
}


class InputError(ValueError):
    """Something a person or a file gave us that we cannot use.

    `code` is stable and machine-readable, `field` the dotted path, `allowed` the values that would do.
    """

    def __init__(self, code: str, field: str, message: str, allowed: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.code, self.field, self.message, self.allowed = code, field, message, allowed


@cache
def hints(cls: Any) -> dict[str, Any]:
    """The resolved annotations of a dataclass."""
    return get_type_hints(cls)


def read(cls: type[T], data: object, path: str = "") -> T:
    """Read `data` (a mapping of plain values) into the dataclass `cls`.

    Raises InputError naming the first field that is unknown, missing, of the wrong type or not an allowed value.
    """
    if not isinstance(data, Mapping):
        raise InputError("wrong-type", path, f"{path or 'The input'} must be a table of named values.")
    known = {item.name: item for item in fields(cls)}  # type: ignore[arg-type]
    for key in data:
        if key not in known:
            allowed = tuple(known)
            where = _join(path, str(key)[:60])
            raise InputError("unknown-key", where, f"{where} is not known here. Known: {', '.join(allowed)}.", allowed)
    for name, item in known.items():
        if data.get(name) is None and item.default is MISSING and item.default_factory is MISSING:
            where = _join(path, name)
            raise InputError("missing", where, f"{where} is missing.")
    types_by_name = hints(cls)  # type: ignore[arg-type]
    values = {
        str(name): _value(types_by_name[name], value, _join(path, name), known[name])
        for name, value in data.items()
        if value is not None
    }
    return cls(**values)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _value(kind: Any, value: object, path: str, item: Field[Any]) -> Any:
    kind = _without_none(kind)
    if get_origin(kind) is Literal:
        return _choice(get_args(kind), value, path)
    if get_origin(kind) is tuple:
        return _items(get_args(kind)[0], value, path, item)
    if is_dataclass(kind) and isinstance(kind, type):
        return read(kind, value, path)
    if kind is int:
        return _number(value, path)
    if kind in (date, datetime, time):
        return _moment(kind, value, path)
    return _text(value, path, block=bool(item.metadata.get("block")))


def _without_none(kind: Any) -> Any:
    if get_origin(kind) in (Union, types.UnionType):
        return next(arg for arg in get_args(kind) if arg is not type(None))
    return kind


def shown(value: object) -> str:
    """A wrong value as messages show it: text as typed, anything else by what it is (it may be nested without end)."""
    return repr(value)[:60] if isinstance(value, (str, int, float)) or value is None else f"a {type(value).__name__}"


def _choice(allowed: tuple[str, ...], value: object, path: str) -> str | None:
    if value == "":
        return None
    if not isinstance(value, str) or value not in allowed:
        message = f"{path} is {shown(value)}. Allowed: {', '.join(allowed)}."
        raise InputError("unknown-value", path, message, allowed)
    return value


def _items(kind: Any, value: object, path: str, item: Field[Any]) -> tuple[Any, ...]:
    if not isinstance(value, (list, tuple)):
        raise InputError("wrong-type", path, f"{path} must be a list.")
    if len(value) > MOST_ITEMS:
        raise InputError("too-long", path, f"{path} has more than {MOST_ITEMS} entries.")
    return tuple(_value(kind, entry, f"{path}[{index}]", item) for index, entry in enumerate(value))


def _number(value: object, path: str) -> int | None:
    if value == "":
        return None
    low, high = NUMBERS[path.rsplit(".", 1)[-1]]
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise InputError("unknown-value", path, f"{path} must be a whole number from {low} to {high}.")
    return value


def _moment(kind: Any, value: object, path: str) -> Any:
    if value == "":
        return None
    pattern, form = MOMENTS[kind]
    text = value.isoformat() if isinstance(value, kind) else value
    try:
        if isinstance(text, str) and re.fullmatch(pattern, text):
            return kind.fromisoformat(text)
    except ValueError:  # a day that its month does not have
        pass
    raise InputError("unknown-value", path, f"{path} must look like {form}.")


def _text(value: object, path: str, *, block: bool) -> str:
    if not isinstance(value, str):
        raise InputError("wrong-type", path, f"{path} must be text.")
    if len(value) > MOST_CHARACTERS:
        raise InputError("too-long", path, f"{path} is longer than {MOST_CHARACTERS} characters.")
    return clean_block(value) if block else clean_line(value)


def json_schema(cls: type) -> dict[str, Any]:
    """JSON Schema (2020-12) of a dataclass: closed objects, every choice spelled out."""
    types_by_name = hints(cls)
    required = [item.name for item in fields(cls) if item.default is MISSING and item.default_factory is MISSING]
    properties = {item.name: _schema_of(types_by_name[item.name], item.name) for item in fields(cls)}
    described = {"type": "object", "description": " ".join((cls.__doc__ or "").split()), "properties": properties}
    return described | {"required": required, "additionalProperties": False}


def _schema_of(kind: Any, name: str) -> dict[str, Any]:
    kind = _without_none(kind)
    if get_origin(kind) is Literal:
        return {"enum": list(get_args(kind))}
    if get_origin(kind) is tuple:
        return {"type": "array", "maxItems": MOST_ITEMS, "items": _schema_of(get_args(kind)[0], name)}
    if is_dataclass(kind) and isinstance(kind, type):
        return json_schema(kind)
    if kind is int:
        low, high = NUMBERS[name]
        return {"type": "integer", "minimum": low, "maximum": high}
    if kind in MOMENTS:
        return {"type": "string", "pattern": f"^{MOMENTS[kind][0]}$", "examples": [MOMENTS[kind][1]]}
    return {"type": "string", "maxLength": MOST_CHARACTERS}
