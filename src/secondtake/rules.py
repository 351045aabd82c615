"""Reading rule files strictly: what is unknown or wrong is refused by file, key and allowed values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from secondtake.checks import CHECKS
from secondtake.findings import CHANNELS, SEVERITIES, Rule
from secondtake.rulebook import Rulebook

_TEXTS = ("severity", "check", "message", "why", "page", "source")
_OPTIONAL_TEXTS = ("family", "suggestion")
_LISTS = ("facts", "channels", "phrases", "mild", "unless", "bad", "good")
_TABLES = ("replace", "lists", "params", "context")


class RuleError(ValueError):
    """A rule file that cannot be used; says which file, which key, and what is allowed."""

    def __init__(self, file: str, key: str, problem: str, allowed: tuple[str, ...] = ()) -> None:
        """Keep the file, the key, the problem and the allowed values."""
        self.file, self.key, self.allowed = file, key, allowed
        may = f" (allowed: {', '.join(allowed)})" if allowed else ""
        super().__init__(f"rules/{file}.toml: {key}: {problem}{may}")


def rules_from(
    data: Mapping[str, Mapping[str, Any]],
    lexicon: Mapping[str, Mapping[str, Any]],
    stored: Mapping[str, Any] | None = None,
) -> Rulebook:
    """Make the rule book from loaded rule files (id to table) and lexicon files (name to table).

    `stored`: their phrases, which the build has read before and left out of the files.
    """
    checks = tuple(sorted(CHECKS))
    return Rulebook(tuple(_rule(file, data[file], checks) for file in sorted(data)), lexicon, stored)


def _rule(file: str, table: Mapping[str, Any], checks: tuple[str, ...]) -> Rule:
    allowed = (*_TEXTS, *_OPTIONAL_TEXTS, *_LISTS, *_TABLES)
    for key in table:
        if key not in allowed:
            raise RuleError(file, key, "unknown key", allowed)
    for key in _TEXTS:
        if not isinstance(table.get(key), str) or not table[key].strip():
            raise RuleError(file, key, "must be text that is not empty")
    _one_of(file, "severity", table["severity"], SEVERITIES)
    _one_of(file, "check", table["check"], checks)
    values: dict[str, Any] = {key: table[key] for key in _TEXTS}
    values |= {key: table[key] for key in _OPTIONAL_TEXTS if _is(file, table, key, str)}
    values |= {key: _texts(file, key, table[key]) for key in _LISTS if _is(file, table, key, list)}
    values |= {key: dict(table[key]) for key in _TABLES if _is(file, table, key, dict)}
    values["lists"] = {name: _texts(file, f"lists.{name}", some) for name, some in values.get("lists", {}).items()}
    for channel in values.get("channels", ()):
        _one_of(file, "channels", channel, CHANNELS)
    for phrase, instead in values.get("replace", {}).items():
        if not isinstance(instead, str):
            raise RuleError(file, f"replace.{phrase}", "must be text")
    return Rule(id=file, **values)


def _one_of(file: str, key: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise RuleError(file, key, f"{value!r} is not one of them", allowed)


def _is(file: str, table: Mapping[str, Any], key: str, kind: type) -> bool:
    if key in table and not isinstance(table[key], kind):
        raise RuleError(file, key, f"must be a {kind.__name__}, is a {type(table[key]).__name__}")
    return key in table


def _texts(file: str, key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        raise RuleError(file, key, "must be a list of texts")
    return tuple(value)
