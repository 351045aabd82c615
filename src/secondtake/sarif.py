"""What the letter check found as SARIF 2.1.0, the form that code scanning and editors read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import quote

from .findings import Finding, Rule
from .places import Lines
from .report import Checked, View
from .situation_file import STANDARD_INPUT
from .terminal import words

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_FINGERPRINT = "secondtake/v1"  # the key that also dismisses a finding


def as_sarif(checked: Sequence[Checked], view: View) -> str:
    """One run over all letters. Columns count code points; what was dismissed is there, marked as suppressed."""
    rules = tuple(view.rules)
    places = {rule.id: place for place, rule in enumerate(rules)}
    driver = {
        "name": "Second Take",
        "version": version("secondtake"),
        "semanticVersion": version("secondtake"),
        "rules": [_rule(rule, view.site) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(one.path)}} for one in checked],
        "results": [result for place, one in enumerate(checked) for result in _results(one, place, places)],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def rule_address(rule: str, site: str) -> str:
    """The address of a rule on the rules page."""
    return f"{site.rstrip('/')}/rules/#{rule}"


def _rule(rule: Rule, site: str) -> dict[str, Any]:
    name, message = words()["rules"], plain_message(rule)
    lines = [message, rule.why, "", f"{name['bad']}:", *_examples(rule.bad), "", f"{name['good']}:"]
    text = "\n".join([*lines, *_examples(rule.good), "", f"{name['source']}: {rule.source}"])
    return {
        "id": rule.id,
        "name": rule.id.title().replace("-", ""),
        "shortDescription": {"text": message},
        "fullDescription": {"text": f"{message} {rule.why}"},
        "help": {"text": text},
        "helpUri": rule_address(rule.id, site),
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"facts": list(rule.facts)},
    }


def plain_message(rule: Rule) -> str:
    """The message of a rule without a letter that could fill its slots."""
    template = Template(rule.message)
    return template.safe_substitute(dict.fromkeys(template.get_identifiers(), "N"))


def _examples(texts: Sequence[str]) -> Iterator[str]:
    yield from (f"- {' '.join(text.split())}" for text in texts)


def _uri(path: str) -> str:
    if path == STANDARD_INPUT:
        return "standard-input"
    return Path(path).as_uri() if Path(path).is_absolute() else quote(Path(path).as_posix(), errors="replace")


def _results(one: Checked, artifact: int, places: dict[str, int]) -> Iterator[dict[str, Any]]:
    lines = Lines(one.text)
    for found in one.review.findings:
        yield _result(one, lines, found, artifact, places)
    for found in one.review.dismissed:
        yield _result(one, lines, found, artifact, places) | {"suppressions": [{"kind": "external"}]}


def _result(one: Checked, lines: Lines, found: Finding, artifact: int, places: dict[str, int]) -> dict[str, Any]:
    where = {"uri": _uri(one.path), "index": artifact}
    region = _region(lines, found)
    location = {"artifactLocation": where, "region": region | {"snippet": {"text": found.quote}}}
    result = {
        "ruleId": found.rule,
        "ruleIndex": places[found.rule],
        "level": found.severity,
        "message": {"text": f"{found.message} {found.why}"},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {_FINGERPRINT: found.key},
    }
    if found.suggestion is not None:
        replacement = {"deletedRegion": region, "insertedContent": {"text": found.suggestion}}
        result["fixes"] = [{"artifactChanges": [{"artifactLocation": where, "replacements": [replacement]}]}]
    return result


def _region(lines: Lines, found: Finding) -> dict[str, int]:
    start, end = lines.place(found.start), lines.place(found.end)
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "charOffset": found.start,
        "charLength": found.end - found.start,
    }
