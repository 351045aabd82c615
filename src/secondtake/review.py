"""The letter check: a letter and the rules in, findings and an outline out. Never raises, whatever the text."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from string import Template

from secondtake.checks import CHECKS, Hit
from secondtake.checks.striking import struck, whole
from secondtake.checks.weighing import weighed
from secondtake.dismissals import parted, with_keys
from secondtake.draft import Draft, read
from secondtake.findings import SEVERITIES, Finding, Review, ReviewContext, Rule
from secondtake.outline import kind_of, outline
from secondtake.rulebook import Rulebook

_ANYTHING = ReviewContext()


def review(
    text: str,
    rules: Rulebook,
    *,
    context: ReviewContext | None = None,
    kind: str | None = None,
    channel: str = "email",
    dismissed: Collection[str] = (),
) -> Review:
    """Review a letter: every finding, worst first, and what the letter looks like as a whole.

    Findings whose key is among `dismissed` are kept apart and count for nothing.
    """
    known = context or _ANYTHING
    known = replace(known, kind=kind) if kind else known
    draft = read(text, rules, channel, known.kind, known)
    roles = frozenset(role for one in draft.sentences for role in one.roles)
    draft = replace(draft, kind=kind_of(roles, draft.kind))
    counted = whole(draft)
    asked = [one for one in rules if channel in one.channels and (one.check != "phrasing" or one.id in draft.heard)]
    raised = [(rule, hit) for rule in asked for hit in CHECKS[rule.check](draft, rule)]
    raw = [
        _finding(draft, rule, struck(draft, counted, rule, hit)) for rule, hit in weighed(draft, raised, rules.families)
    ]
    findings, waved = parted(with_keys(text, _settled(raw, rules)), dismissed)
    return Review(findings, outline(draft, findings), _summary(findings, rules), waved)


def apply(text: str, finding: Finding) -> str:
    """Return the text with the suggestion of a finding in place of its quote; unchanged where there is none."""
    if finding.suggestion is None or text[finding.start : finding.end] != finding.quote:
        return text
    return text[: finding.start] + finding.suggestion + text[finding.end :]


def _finding(draft: Draft, rule: Rule, hit: Hit) -> Finding:
    return Finding(
        rule=rule.id,
        severity=hit.severity or rule.severity,
        start=hit.start,
        end=hit.end,
        quote=draft.text[hit.start : hit.end],
        message=_filled(rule.message, hit),
        why=rule.why,
        facts=rule.facts,
        suggestion=hit.suggestion,
        page=rule.page,
    )


def _filled(message: str, hit: Hit) -> str:
    return Template(message).safe_substitute(hit.values) if "$" in message else message


def _settled(raw: list[Finding], rules: Rulebook) -> tuple[Finding, ...]:
    """Put the worst first; one finding a place for each rule, and for each family of rules."""
    families: dict[str, list[Finding]] = {}
    for one in raw:
        families.setdefault(rules.families[one.rule], []).append(one)
    kept = [one for head, some in families.items() for one in _apart(some, head)]
    return tuple(sorted(kept, key=lambda one: (SEVERITIES.index(one.severity), one.start, one.end, one.rule)))


def _apart(some: list[Finding], head: str) -> list[Finding]:
    """Of the findings of one family that share a place, keep the worst, then the longest."""
    kept: list[Finding] = []
    for one in sorted(some, key=lambda one: (one.start, one.start - one.end, one.rule)):
        if not kept or not _same_place(kept[-1], one):
            kept.append(one)
        elif kept[-1].rule != one.rule:
            kept[-1] = _joined(kept[-1], one, head)
        elif _better(one, kept[-1]):
            kept[-1] = one
    return kept


def _better(one: Finding, kept: Finding) -> bool:
    """Say whether a finding of one rule should replace the one kept there: worse, or the same with a way out."""
    if one.severity != kept.severity:
        return SEVERITIES.index(one.severity) < SEVERITIES.index(kept.severity)
    same = (one.start, one.end) == (kept.start, kept.end)
    return same and kept.suggestion is None and one.suggestion is not None


def _same_place(one: Finding, other: Finding) -> bool:
    return (one.start < other.end and other.start < one.end) or (one.start, one.end) == (other.start, other.end)


def _joined(first: Finding, second: Finding, family: str) -> Finding:
    """Join two findings of one family: the head of the family names it, the other rule says what it is."""
    head, particular = (first, second) if first.rule == family else (second, first)
    also = tuple(sorted({*first.also, *second.also, first.rule, second.rule} - {head.rule}))
    return replace(
        head,
        severity=min(first.severity, second.severity, key=SEVERITIES.index),
        message=particular.message,
        why=particular.why,
        facts=particular.facts,
        also=also,
    )


def _summary(findings: tuple[Finding, ...], rules: Rulebook) -> str:
    words = rules.words["summary"]
    worst = next((severity for severity in SEVERITIES if any(one.severity == severity for one in findings)), "clean")
    count = sum(one.severity == worst for one in findings)
    return Template(words[worst]["one" if count == 1 else "many"]).safe_substitute(count=str(count))
